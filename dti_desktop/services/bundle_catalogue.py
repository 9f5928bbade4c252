"""The catalogue in a bundle: whether it is one that is known, and how its rows differ from what ships.

A bundle is scored by the catalogue that lies in it, so nothing here decides whether it is accepted.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from dti_desktop.engine.catalogue import parse_catalogue
from dti_desktop.engine.catalogue_map import RowFate, fates
from dti_desktop.engine.model import Catalogue
from dti_desktop.errors import InputError
from dti_desktop.services.verdicts import VerdictWords

if TYPE_CHECKING:
    from dti_desktop.bundle.verify import Verification
    from dti_desktop.services.catalogues import Edition, KnownCatalogues
    from dti_desktop.services.words import Words

Whence = Literal["shipped", "own", "edition", "foreign"]

_MOST_ROWS = 12
_LONGEST_VERSION = 40


@dataclass(frozen=True)
class BundleCatalogue:
    """The catalogue in a bundle, held against those that are known.

    `whence`: it ships with the program; it is one of this store's own; it is another edition of an id that
    ships; nothing of its id ships. `shipped`: the edition of its id that ships, None where none does.
    `rows`: what became of each row of that edition which is not the same.
    """

    catalogue: Catalogue
    whence: Whence
    shipped: Catalogue | None
    rows: tuple[RowFate, ...]

    def to_json(self) -> dict[str, object]:
        """Return it as JSON data."""
        return {
            "id": self.catalogue.id,
            "version": self.catalogue.version,
            "digest": self.catalogue.digest,
            "whence": self.whence,
            "shipped": None
            if self.shipped is None
            else {"version": self.shipped.version, "digest": self.shipped.digest},
            "rows": [
                {"code": row.code or row.old_code, "fate": row.fate, "differences": list(row.differences)}
                for row in self.rows
            ],
        }


def catalogue_in(found: Verification, known: KnownCatalogues) -> BundleCatalogue | None:
    """Return the catalogue of a bundle; None where the bundle is not whole, or that cannot be read.

    What was not scored by it is not looked into either: the limits on its size are kept there.
    """
    is_read = found.score.points is not None
    if found.integrity != "ok" or not is_read or _is_invalid(found):
        return None
    try:
        catalogue = parse_catalogue(found.untrusted_catalogue)
    except InputError:
        return None
    shipped = [edition for edition in known.editions if edition.whence == "shipped"]
    same_id = next((each.catalogue for each in shipped if each.catalogue.id == catalogue.id), None)
    rows: tuple[RowFate, ...] = ()
    if same_id is not None:
        rows = tuple(fate for fate in fates(same_id, catalogue) if fate.fate != "same")
    return BundleCatalogue(catalogue, _whence(catalogue, shipped, known, same_id), same_id, rows)


def _is_invalid(found: Verification) -> bool:
    return any(finding.code == "catalogue-invalid" for finding in found.findings)


def _whence(
    catalogue: Catalogue, shipped: list[Edition], known: KnownCatalogues, same_id: Catalogue | None
) -> Whence:
    if any(edition.digest == catalogue.digest for edition in shipped):
        return "shipped"
    if catalogue.digest in known.digests:
        return "own"
    return "foreign" if same_id is None else "edition"


def on_catalogue(found: BundleCatalogue, say: Words) -> VerdictWords:
    """Return the verdict on the catalogue in words: which it is, and in which rows it differs."""
    version = (
        "".join(each for each in found.catalogue.version if each.isprintable())[:_LONGEST_VERSION] or "–"
    )
    meaning = say.text(f"verdict.catalogue.{found.whence}.meaning", id=found.catalogue.id, version=version)
    if found.shipped is not None and found.whence != "shipped":
        meaning = f"{meaning} {rows_words(found, say)}"
    verdict = "known" if found.whence in ("shipped", "own") else "unknown"
    return VerdictWords(
        "catalogue",
        verdict,
        say.text("verdict.catalogue"),
        say.text(f"verdict.catalogue.{found.whence}"),
        meaning,
    )


def rows_words(found: BundleCatalogue, say: Words) -> str:
    """Return in which rows the catalogue differs from the edition of its id that ships."""
    assert found.shipped is not None
    version = found.shipped.version or "–"
    if not found.rows:
        return say.text("verdict.catalogue.rows.none", version=version)
    listed = [row_words(row, say) for row in found.rows[:_MOST_ROWS]]
    if len(found.rows) > _MOST_ROWS:
        listed.append(say.text("verdict.catalogue.rows.more", count=len(found.rows) - _MOST_ROWS))
    return say.text("verdict.catalogue.rows", version=version, count=len(found.rows), rows="; ".join(listed))


def row_words(row: RowFate, say: Words) -> str:
    """Return one row that differs: its code, and in what."""
    if row.fate in ("new", "dropped"):
        return say.text(f"verdict.catalogue.row.{row.fate}", code=row.code or row.old_code)
    differences = ", ".join(say.text(f"row.difference.{each}") for each in row.differences)
    return say.text("verdict.catalogue.row.changed", code=row.code, differences=differences)

"""Catalogues and published results in a signed file: made here, read anywhere, taken in after a look."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from dti_desktop.engine.catalogue import parse_catalogue
from dti_desktop.engine.model import Catalogue
from dti_desktop.engine.published_checks import NATION
from dti_desktop.engine.results import OVERALL, PublishedResult
from dti_desktop.errors import InputError, Problem
from dti_desktop.services.backups import before
from dti_desktop.services.entered_text import clean_line
from dti_desktop.services.library import LANGUAGES, Library
from dti_desktop.services.results import Examined, KnownResults
from dti_desktop.services.verification import read_lists, trust_roots
from dti_desktop.utc_times import utc_text

if TYPE_CHECKING:
    from dti_desktop.bundle.pack import Item, ReadPack
    from dti_desktop.bundle.signing import Signer
    from dti_desktop.services.catalogues import Edition, KnownCatalogues
    from dti_desktop.services.workspace import Workspace


@dataclass(frozen=True)
class PackedCatalogue:
    """A catalogue of a pack; `is_known`: this office has it already."""

    catalogue: Catalogue = field(repr=False)
    content: bytes = field(repr=False)
    is_known: bool


@dataclass(frozen=True)
class ExaminedPack:
    """A pack that was read and judged, not taken in yet. With `faults` it cannot be.

    `read` says who signed it and whether a given root knows the signer.
    """

    name: str
    read: ReadPack
    catalogues: tuple[PackedCatalogue, ...]
    results: tuple[Examined, ...]
    faults: tuple[Problem, ...]

    @property
    def is_news(self) -> bool:
        """Whether taking it in changes anything."""
        return any(not packed.is_known for packed in self.catalogues) or any(
            examined.changes for examined in self.results
        )


def results_of(known: KnownResults, year: int) -> tuple[PublishedResult, ...]:
    """Return all that is known of a year, means and what sets of units told too.

    Raises `InputError` `results-missing`.
    """
    rows = [row for row in (*known.book.results, *known.book.of_sets) if row.year == year]
    if not rows:
        raise InputError("results-missing", year=year)
    mean = known.national_means.get(year)
    if mean is not None:
        rows.append(PublishedResult(year, NATION, OVERALL, None, mean, "", ""))
    return tuple(rows)


def make_pack(
    library: Library,
    target: Path,
    editions: Sequence[Edition],
    results: Sequence[Sequence[PublishedResult]],
    *,
    untrusted_title: str,
    signer: Signer | AbstractContextManager[Signer],
    now_utc: Callable[[], datetime],
) -> ReadPack:
    """Write a signed pack of editions and results, read again before it is in place.

    Raises as `bundle.pack.write_pack`, and `InputError` `text-too-long` for the title.
    """
    from dti_desktop.bundle.pack import MAX_TITLE_CHARACTERS, Item, write_pack
    from dti_desktop.exchange.result_table import write_results

    title = clean_line(untrusted_title)
    if len(title) > MAX_TITLE_CHARACTERS:
        facts = {"characters": len(title), "limit": MAX_TITLE_CHARACTERS}
        raise InputError("text-too-long", [Problem("text-too-long", "title", facts)])
    items: list[Item] = [Item("catalogue", edition.content) for edition in editions]
    items += [Item("results", write_results(rows)) for rows in results if rows]
    return write_pack(
        target,
        items,
        title=title,
        created_utc=utc_text(now_utc()),
        verify_text=_verify_text(library),
        signer=signer,
        now_utc=now_utc,
    )


def examine_pack(
    library: Library,
    untrusted_path: Path,
    *,
    known: KnownResults,
    known_catalogues: KnownCatalogues,
    trust_paths: Sequence[Path] = (),
    crl_paths: Sequence[Path] = (),
    now_utc: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> ExaminedPack:
    """Read a pack and judge all that lies inside; nothing is changed. On any thread.

    Raises as `bundle.pack.read_pack`: `BlockedError` `pack-refused` where its signature or any byte does
    not hold or the given roots do not know its signer. What is wrong inside stands in `faults`.
    """
    from dti_desktop.bundle.pack import read_pack
    from dti_desktop.named_files import shown_name

    lists = read_lists(crl_paths)
    with trust_roots(trust_paths) as roots:
        read = read_pack(untrusted_path, roots, crls=lists, now_utc=now_utc())
    catalogues: list[PackedCatalogue] = []
    results: list[Examined] = []
    faults: list[Problem] = []
    for name, item in read.untrusted_items:
        try:
            if item.kind == "catalogue":
                catalogue = parse_catalogue(item.content)
                is_known = catalogue.digest in known_catalogues.digests
                catalogues.append(PackedCatalogue(catalogue, item.content, is_known))
            else:
                sets = [edition.catalogue for edition in known_catalogues.editions]
                sets += [packed.catalogue for packed in catalogues]
                examined = known.examine_bytes(item.content, name, catalogues=sets, this_year=now_utc().year)
                results.append(examined)
                faults += _inside(name, examined.faults)
        except InputError as error:
            faults += _inside(name, error.problems)
    return ExaminedPack(shown_name(untrusted_path), read, tuple(catalogues), tuple(results), tuple(faults))


def take_pack(workspace: Workspace, examined: ExaminedPack) -> None:
    """Keep what a pack brought, all or none: its catalogues as editions, its results over the known ones.

    The store is backed up first; the workspace's `unprotected` then tells where that could not be done.
    Assessments that run stay with the edition they have. Raises `InputError` `pack-invalid` with every fault.
    """
    if examined.faults:
        raise InputError("pack-invalid", examined.faults)
    if not examined.is_news:
        return
    workspace.unprotected = before(workspace, "import")
    with workspace.store.transaction():
        for packed in examined.catalogues:
            workspace.catalogues.keep(packed.content, "brought")
        for results in examined.results:
            workspace.results.keep(results)


def _inside(name: str, problems: Sequence[Problem]) -> list[Problem]:
    """Return problems with the file of the pack that they lie in."""
    return [Problem(p.code, f"{name}#{p.place}" if p.place else name, p.facts) for p in problems]


def _verify_text(library: Library) -> bytes:
    """Return VERIFY.txt: how to check the pack without this program, in every language."""
    parts = [library.texts(language)["pack.verify_txt"] for language in LANGUAGES]
    return ("\n\n".join(part.strip() for part in parts) + "\n").encode("utf-8")

"""All evidence of a store as one library: the same file, what looks like the same document, what is unused.

Documents belong to one assessment each. Those that hold the same file, or without a file are cited the same,
are one item here.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from dti_desktop.engine.assessment import Citation, Document, StoredFile

Shown = Literal["all", "unused", "repeated"]
"""Which items are asked for: all; those that prove nothing; those that are there, or seem to be, twice."""


@dataclass(frozen=True, slots=True)
class HeldDocument:
    """A document as one assessment holds it, with the indicators that it proves there."""

    assessment_id: str
    province: str
    year: int
    document: Document
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LibraryItem:
    """One file, or one citation without a file, and every document that holds it (the newest year first).

    `near`: ids of other items that carry the same number and the same day or issuer.
    """

    id: str
    citation: Citation
    file: StoredFile | None
    held: tuple[HeldDocument, ...]
    near: tuple[str, ...] = ()

    @property
    def is_unused(self) -> bool:
        """Whether it proves no indicator of any assessment."""
        return not any(held.codes for held in self.held)

    @property
    def is_copied(self) -> bool:
        """Whether more than one document holds it."""
        return len(self.held) > 1

    @property
    def years(self) -> tuple[int, ...]:
        """The years of the assessments that hold it, the newest first."""
        return tuple(sorted({held.year for held in self.held}, reverse=True))

    def codes_in(self, assessment_id: str) -> tuple[str, ...]:
        """Return the indicators that it proves in one assessment."""
        return tuple(code for held in self.held if held.assessment_id == assessment_id for code in held.codes)


def library_items(documents: Iterable[HeldDocument]) -> tuple[LibraryItem, ...]:
    """Return the items of a library: the newest year first, then by number and subject."""
    groups: defaultdict[str, list[HeldDocument]] = defaultdict(list)
    for held in documents:
        in_order = replace(held, codes=tuple(sorted(held.codes, key=_reading_order)))
        groups[_item_id(held)].append(in_order)
    items = [_item(item_id, held) for item_id, held in groups.items()]
    near = _near(items)
    items = [
        LibraryItem(item.id, item.citation, item.file, item.held, near.get(item.id, ())) for item in items
    ]
    items.sort(key=_order)
    return tuple(items)


def chosen_items(
    items: Sequence[LibraryItem], shown: Shown = "all", year: int | None = None
) -> tuple[LibraryItem, ...]:
    """Return the items that are asked for, of one assessment year where it is given."""
    return tuple(
        item
        for item in items
        if (year is None or year in item.years)
        and (shown != "unused" or item.is_unused)
        and (shown != "repeated" or item.is_copied or item.near)
    )


def number_key(number: str) -> str:
    """Return a document's number for comparing: letters and digits alone, accents, case and blanks aside."""
    plain = unicodedata.normalize("NFD", number.casefold().replace("đ", "d"))
    kept = "".join(sign if sign.isalnum() else "/" if sign == "/" else "" for sign in plain)
    return "/".join(part.lstrip("0") or part for part in kept.split("/") if part)


def _order(item: LibraryItem) -> tuple[object, ...]:
    cited = item.citation
    return -item.held[0].year, not cited.number, cited.number, cited.title, item.id


def _reading_order(code: str) -> list[tuple[int, str]]:
    """Order codes as people count: 7.8 before 7.10."""
    return [(int(part), "") if part.isdecimal() else (0, part) for part in code.split(".")]


def _item_id(held: HeldDocument) -> str:
    document = held.document
    if document.file is not None:
        return document.file.sha256
    cited = document.citation
    if cited.is_empty:
        return f"{held.assessment_id}/{document.id}"
    day = "" if cited.issued_on is None else cited.issued_on.isoformat()
    return "\n".join((cited.number, day, cited.issuer, cited.title))


def _item(item_id: str, held: list[HeldDocument]) -> LibraryItem:
    held = sorted(
        held, key=lambda one: (-one.year, one.assessment_id, one.document.added_utc, one.document.id)
    )
    # The fullest citation speaks for the file; of equal ones that of the newest year.
    cited = max((one.document.citation for one in held), key=_fullness)
    file = next((one.document.file for one in held if one.document.file is not None), None)
    return LibraryItem(item_id, cited, file, tuple(held))


def _fullness(citation: Citation) -> int:
    return sum(map(bool, (citation.number, citation.issued_on, citation.issuer, citation.title)))


def _near(items: Sequence[LibraryItem]) -> dict[str, tuple[str, ...]]:
    """Return, for each item that has any, the others with the same number and the same day or issuer."""
    by_key: defaultdict[tuple[str, object], set[str]] = defaultdict(set)
    for item in items:
        for held in item.held:
            cited = held.document.citation
            number = number_key(cited.number)
            if number and cited.issued_on is not None:
                by_key[number, cited.issued_on].add(item.id)
            if number and cited.issuer:
                by_key[number, number_key(cited.issuer)].add(item.id)
    near: defaultdict[str, set[str]] = defaultdict(set)
    for ids in by_key.values():
        for one in ids:
            near[one] |= ids - {one}
    order = {item.id: at for at, item in enumerate(items)}
    return {one: tuple(sorted(others, key=order.__getitem__)) for one, others in near.items() if others}

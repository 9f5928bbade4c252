"""A catalogue as Excel: written to be held against the paper decision, taken back into the draft."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dti_desktop.engine.catalogue_edit import Document
from dti_desktop.engine.catalogue_leaves import ROW_TEXTS, LeafName, leaves, with_leaves
from dti_desktop.errors import InputError, Problem
from dti_desktop.named_files import read_named, shown_name
from dti_desktop.services.files import write_whole
from dti_desktop.services.library import Library
from dti_desktop.services.words import Words

if TYPE_CHECKING:
    from dti_desktop.exchange.catalogue_workbook import BookTexts
    from dti_desktop.services.catalogues import Catalogues, Draft

BOOK_ENDING = ".xlsx"
_SHEETS = ("rows", "rules", "totals")
_HEADS = (
    "code", "title_vi", "title_en", "short_vi", "short_en", "evidence_vi", "evidence_en", "max_points",
    "confidence", "path", "field", "value",
)  # fmt: skip
_FIELDS = (
    "title_vi", "title_en", "label_vi", "label_en", "unit", "unit_en", "share", "target", "per",
    "max_points", "scale",
)  # fmt: skip
_CONFIDENCE = ("confirmed", "partly", "recollected")


@dataclass(frozen=True, slots=True)
class Correction:
    """One value that a workbook would change. `was_changed_since`: the draft no longer holds what it did."""

    name: LeafName
    place: str
    old: str
    new: str
    was_changed_since: bool


@dataclass(frozen=True)
class ExaminedBook:
    """A workbook that was read and judged; with `faults` nothing of it is taken."""

    name: str
    catalogue_id: str
    corrections: tuple[Correction, ...]
    faults: tuple[Problem, ...]
    rows_missing: int


def write_book(target: Path, library: Library, document: Document, *, language: str) -> None:
    """Write the workbook of a catalogue document. Raises `book-ending-unknown`, and as `write_whole`."""
    from dti_desktop.exchange.catalogue_workbook import write_catalogue_workbook

    if target.suffix.lower() != BOOK_ENDING:
        raise InputError("book-ending-unknown", name=shown_name(target))
    write_whole(target, write_catalogue_workbook(document, _texts(library, document, language)))


def examine_book(untrusted_path: Path, document: Document) -> ExaminedBook:
    """Read a workbook and tell what it would change in the document; nothing is changed. On any thread.

    Raises as `read_named` and `read_catalogue_workbook`; what is wrong with cells stands in `faults`.
    """
    from dti_desktop.exchange.catalogue_workbook import read_catalogue_workbook
    from dti_desktop.exchange.table import MAX_TABLE_BYTES

    content = read_named(untrusted_path, max_bytes=MAX_TABLE_BYTES, place="")
    read = read_catalogue_workbook(content, document)
    held = dict(leaves(document))
    corrections = [
        Correction(leaf.name, leaf.place, held[leaf.name], leaf.value, held[leaf.name] != leaf.base)
        for leaf in read.changed
        if held[leaf.name] != leaf.value
    ]
    return ExaminedBook(
        shown_name(untrusted_path), read.catalogue_id, tuple(corrections), read.faults, read.rows_missing
    )


def take_book(catalogues: Catalogues, examined: ExaminedBook) -> Draft:
    """Set every correction in the draft, as one step for one undo; a draft is begun where none is.

    Raises `InputError` `catalogue-workbook-invalid` with every fault; then nothing is changed.
    """
    if examined.faults:
        raise InputError("catalogue-workbook-invalid", examined.faults)
    draft = catalogues.open_draft(examined.catalogue_id)
    changed = with_leaves(draft.document, {each.name: each.new for each in examined.corrections})
    return catalogues.edit_all(examined.catalogue_id, changed) if changed else draft


def leaf_words(words: Words, name: LeafName) -> str:
    """Return what a value is called, as the workbook calls it."""
    if name.node.section == "indicators" and name.path in ROW_TEXTS:
        return words.text(f"catalogue_book.head.{name.path}")
    return words.text(f"catalogue_book.field.{name.key}")


def _texts(library: Library, document: Document, language: str) -> BookTexts:
    from dti_desktop.exchange.catalogue_workbook import BookTexts

    words = Words(library.texts(language), language)

    def named(group: str, keys: tuple[str, ...]) -> dict[str, str]:
        return {key: words.text(f"catalogue_book.{group}.{key}") for key in keys}

    return BookTexts(
        words.text("catalogue_book.title", id=document["id"], version=document.get("version", "")),
        named("sheet", _SHEETS),
        named("head", _HEADS),
        named("field", _FIELDS),
        {key: words.text(f"confidence.{key}") for key in _CONFIDENCE},
    )

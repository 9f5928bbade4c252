"""What a row held, read from the values that the journal kept of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from dti_desktop.engine.assessment import EvidenceLink
from dti_desktop.engine.catalogue_move import Returning
from dti_desktop.engine.model import Indicator
from dti_desktop.engine.review import ReviewMark
from dti_desktop.store.encoding import field_value, from_json_text

if TYPE_CHECKING:
    from dti_desktop.store.cells import Cell


def row_held(old_row: Indicator, cells: Mapping[Cell, str]) -> Returning:
    """Return what counts of these cells, all of one row: answers, explanation, documents, state of review."""
    by_kind: dict[str, dict[str, str]] = {}
    for cell, value in cells.items():
        by_kind.setdefault(cell.kind, {})[cell.key] = value
    links = [(from_json_text(value), key) for key, value in by_kind.get("link", {}).items()]
    links.sort(key=lambda found: (found[0]["position"], found[1]))
    review = by_kind.get("review", {}).get("")
    return Returning(
        old_row,
        {key: field_value(value) for key, value in by_kind.get("answer", {}).items()},
        from_json_text(by_kind.get("explanation", {}).get("", '""')),
        tuple(EvidenceLink(key, record["pages"]) for record, key in links),
        None if review is None else ReviewMark(**from_json_text(review)),
    )

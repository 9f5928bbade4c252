"""Values of a part, by their places, as writes of cells: how a merge, or a part that is opened, comes in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from dti_desktop.engine.assessment import StoredFile
from dti_desktop.engine.part_content import Place, Value
from dti_desktop.engine.review import Comment, GivenScore, ReviewMark
from dti_desktop.store import cells
from dti_desktop.store.cells import Cell
from dti_desktop.store.connection import Connection
from dti_desktop.store.encoding import field_text, from_json_text, json_text
from dti_desktop.store.review_rows import comment_write, given_score_write, mark_writes

MERGED_POSITION = 1 << 20
"""Links that come by a merge stand behind the office's own, by their ids: in whatever order files came."""

_TEXTS = ("explanation", "note", "change_reason")
_OF_DOCUMENTS = ("citation", "file", "file_name", "added")
_COLUMNS = {"file": "sha256", "file_name": "original_name", "added": "added_utc"}
_BLANK: dict[str, object] = {
    "number": "",
    "issued_on": None,
    "issuer": "",
    "title": "",
    "sha256": None,
    "original_name": None,
    "added_utc": "",
}

Write = tuple[Cell, str | None]


def value_writes(
    connection: Connection, assessment_id: str, values: Mapping[Place, Value | None], *, keeps_order: bool
) -> list[Write]:
    """Return the writes that put `values` in place, documents before the links to them; None clears.

    `keeps_order`: new links stand as they come, which is for an assessment that has none yet.
    """
    writes: list[Write] = []
    documents: defaultdict[str, dict[str, object]] = defaultdict(dict)
    for place, value in values.items():
        if place.kind in _OF_DOCUMENTS:
            column = place.field or _COLUMNS[place.kind]
            is_text = column in ("number", "issuer", "title")
            told = value.isoformat() if isinstance(value, date) else value
            documents[place.key][column] = "" if is_text and told is None else told
    for id_, columns in documents.items():
        cell = Cell("document", "", id_)
        held = cells.read(connection, assessment_id, cell)
        record = _BLANK if held is None else from_json_text(held)
        writes.append((cell, json_text({**record, **columns})))
    position: defaultdict[str, int] = defaultdict(int)
    for place, value in values.items():
        if place.kind == "link":
            position[place.code] += 1
            new = position[place.code] if keeps_order else MERGED_POSITION
            writes.append(_link(connection, assessment_id, place, value, new))
        elif place.kind == "comment":
            assert value is None or isinstance(value, Comment)
            cell = Cell("comment", place.code, place.key)
            writes.append((cell, None) if value is None else comment_write(place.code, value))
        elif place.kind == "review":
            assert value is None or isinstance(value, ReviewMark)
            writes += mark_writes(place.code, value or ReviewMark("drafting"))
        elif place.kind == "given_score":
            assert value is None or isinstance(value, GivenScore)
            writes.append(given_score_write(place.code, "reviewer", value))
        elif place.kind in _TEXTS:
            writes.append((Cell(place.kind, place.code), json_text(value) if value else None))
        elif place.kind not in _OF_DOCUMENTS:
            assert value is None or isinstance(value, str | Decimal | bool)
            cell = Cell(place.kind, place.code, place.key)
            writes.append((cell, None if value is None else field_text(value)))
    return writes


def record_files(connection: Connection, files: Mapping[str, StoredFile]) -> None:
    """Note files that lie in the evidence folder now, so that documents may speak of them."""
    for file in files.values():
        connection.execute(
            "INSERT INTO files (sha256, size_bytes, media_type) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
            (file.sha256, file.size_bytes, file.media_type),
        )


def _link(
    connection: Connection, assessment_id: str, place: Place, pages: Value | None, new_position: int
) -> Write:
    cell = Cell("link", place.code, place.key)
    if pages is None:
        return cell, None
    held = cells.read(connection, assessment_id, cell)
    position = new_position if held is None else from_json_text(held)["position"]
    return cell, json_text({"pages": pages, "position": position})

"""What was changed in a catalogue as lines: which node, which of its values, before and after."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QCoreApplication

from dti_desktop.engine.catalogue_edit import Difference, NodeChange, NodeName
from dti_desktop.ui.catalogue_fields import FieldSpec, Line, blocks_of, place_of
from dti_desktop.ui.catalogue_text import checked_words, kind_words, shown, state_of, state_words

_COUNT = "/indicators"
"""How many rows a main index states: it follows from the rows."""

_TRUST = frozenset({"/confidence", "/checked", "/checked/by", "/checked/utc", "/checked/place"})


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One value of a node, before and after, in words."""

    name: NodeName
    caption: str
    old: str
    new: str


def change_lines(changes: Iterable[NodeChange], language: str) -> list[ChangeLine]:
    """Return every value that differs, a line each; a row that comes or goes is one line."""
    found: list[ChangeLine] = []
    for change in changes:
        if change.old is None or change.new is None:
            found.append(_row_line(change, language))
            continue
        node = change.new
        lines = [block for block in blocks_of(change.name, node) if isinstance(block, Line)]
        specs = {spec.place: spec for line in lines for spec in line.fields}
        flags = {place_of(flag.path): flag.caption for line in lines for flag in line.flags}
        is_trust_told = False
        for each in change.differences:
            if each.pointer == _COUNT:
                continue
            if each.pointer in _TRUST:
                if not is_trust_told:
                    is_trust_told = True
                    found.append(_trust_line(change.name, change.old, change.new))
                continue
            place = _by_place(node, each.pointer)
            if place in flags:
                old, new = (yes_no(value) for value in (each.old, each.new))
                found.append(ChangeLine(change.name, flags[place], old, new))
            else:
                found.append(_line(change.name, each, specs.get(place), language))
    return found


def yes_no(value: object) -> str:
    """Return a choice of yes or no; for no there stands nothing."""
    yes, no = QCoreApplication.translate("Catalogue", "có"), QCoreApplication.translate("Catalogue", "không")
    return yes if value else no


def _row_line(change: NodeChange, language: str) -> ChangeLine:
    """Return a row that comes or goes as one line, with its name and points."""

    def said(row: Mapping[str, Any] | None) -> str:
        if row is None:
            return "–"
        title = row.get("title_en" if language == "en" else "title_vi", "")
        return QCoreApplication.translate("Catalogue", "{title} ({points} điểm)").format(
            title=title, points=shown("points", row.get("max_points"), language) or "–"
        )

    what = (
        QCoreApplication.translate("Catalogue", "Thêm chỉ số")
        if change.old is None
        else QCoreApplication.translate("Catalogue", "Bỏ chỉ số")
    )
    old, new = said(change.old), said(change.new)
    return ChangeLine(change.name, what, old, new)


def _by_place(node: Any, pointer: str) -> str:
    """Return a pointer whose list items are named by id as one that counts them."""
    place = ""
    for token in pointer.split("/")[1:]:
        key = token.replace("~1", "/").replace("~0", "~")
        if isinstance(node, list):
            ids = [str(each.get("id", number)) for number, each in enumerate(node)]
            number = ids.index(key) if key in ids else 0
            node = node[number] if number < len(node) else None
            place += f"/{number}"
        else:
            node = node.get(key) if isinstance(node, Mapping) else None
            place += f"/{token}"
    return place


def _line(name: NodeName, each: Difference, spec: FieldSpec | None, language: str) -> ChangeLine:
    caption = each.pointer.rpartition("/")[2] if spec is None or not spec.caption else spec.caption
    written = "text" if spec is None else spec.written
    if each.pointer.endswith("/share"):
        caption, written = QCoreApplication.translate("Catalogue", "Phần điểm"), "share"
    elif "/levels" in each.pointer:
        caption = QCoreApplication.translate("Catalogue", "Mức")
    elif each.pointer.endswith("/kind"):
        caption = QCoreApplication.translate("Catalogue", "Cách chấm")
        old, new = (kind_words(kind) if kind is not None else "–" for kind in (each.old, each.new))
        return ChangeLine(name, caption, old, new)
    elif "/parts" in each.pointer and isinstance(each.old or each.new, (Mapping, list)):
        caption = QCoreApplication.translate("Catalogue", "Phần")
    elif "/fields" in each.pointer and isinstance(each.old or each.new, (Mapping, list)):
        caption = QCoreApplication.translate("Catalogue", "Câu hỏi")
    elif each.pointer == "/scale":
        caption, written = QCoreApplication.translate("Catalogue", "Thang điểm"), "points"
    old, new = _text(each.old, written, language), _text(each.new, written, language)
    return ChangeLine(name, caption, old, new)


def _text(value: Any, written: Any, language: str) -> str:
    if value is None:
        return "–"
    if isinstance(value, Mapping):
        label = str(value.get("label_vi") or QCoreApplication.translate("Catalogue", "Chưa có tên"))
        share = shown("share", value.get("share"), language)
        return f"{label} ({share})" if share else label
    if isinstance(value, list):
        return "; ".join(_text(each, written, language) for each in value)
    return shown(written, value, language)


def _trust_line(name: NodeName, old: Mapping[str, Any], new: Mapping[str, Any]) -> ChangeLine:
    def said(row: Mapping[str, Any]) -> str:
        who = checked_words(row)
        state = state_words(state_of(row))
        return f"{state} · {who}" if who else state

    caption = QCoreApplication.translate("Catalogue", "Đối chiếu")
    return ChangeLine(name, caption, said(old), said(new))

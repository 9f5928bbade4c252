"""The journal of a catalogue's drafts as rows to read: days, and what was done on them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QCoreApplication

from dti_desktop.services.catalogue_journal import DraftAct
from dti_desktop.ui import format as formats
from dti_desktop.ui.catalogue_changes import change_lines
from dti_desktop.ui.catalogue_text import node_title
from dti_desktop.ui.journal_rows import SHAPES_OF_ACTS, JournalRow, day_title, moment_of
from dti_desktop.ui.navigation import Place

_LONGEST = 90
"""So much of a value is said: the whole row is one line."""


def rows_of_acts(
    acts: Sequence[DraftAct], above: JournalRow | None, language: str, today: date
) -> list[JournalRow]:
    """Return the rows of acts, the newest first; `above`: the row that stands above them."""
    day = None if above is None else above.day
    made: list[JournalRow] = []
    for act in acts:
        row = _row(act, language)
        if row.day != day:
            day = row.day
            made.append(JournalRow("day", day, day_title(day, today)))
        made.append(row)
    return made


def _row(act: DraftAct, language: str) -> JournalRow:
    moment = moment_of(act.at_utc)
    code, place = "", None
    shape: tuple[str, str] | None = None
    if act.change is None:
        title, shape = _happening(act), SHAPES_OF_ACTS["note"]
    else:
        name = act.change.name
        code = name.code
        title = _changed(act, language)
        if name.section != "indicators":
            title = f"{node_title(name)}: {title}"
        place = Place("catalogue", code) if name.section == "indicators" else None
    if act.is_undo:
        title, shape = (
            QCoreApplication.translate("Journal", "Hoàn tác. {what}").format(what=title),
            SHAPES_OF_ACTS["undo"],
        )
    elif act.is_redo:
        title, shape = (
            QCoreApplication.translate("Journal", "Làm lại. {what}").format(what=title),
            SHAPES_OF_ACTS["redo"],
        )
    return JournalRow(
        "turn",
        moment.date(),
        title,
        formats.current().time(moment)[:-3],
        act.who,
        code,
        shape=shape,
        place=place,
    )


def _happening(act: DraftAct) -> str:
    version = act.version or "–"
    match act.happening:
        case "opened":
            said = QCoreApplication.translate("Catalogue", "Bắt đầu bản sửa từ phiên bản {version}.")
        case "finished":
            said = QCoreApplication.translate("Catalogue", "Hoàn tất thành phiên bản {version}.")
        case _:
            said = QCoreApplication.translate("Catalogue", "Bỏ bản sửa.")
    return said.format(version=version)


def _changed(act: DraftAct, language: str) -> str:
    """Return the first value that differs with before and after, and how many more there are."""
    assert act.change is not None
    lines = change_lines([act.change], language)
    if not lines:
        return QCoreApplication.translate("Catalogue", "Đổi cách ghi, nội dung như trước.")
    first = lines[0]
    if act.change.old is None or act.change.new is None:  # a row that came or went is said as it is
        shown = first.new if act.change.old is None else first.old
        return QCoreApplication.translate("Catalogue", "{what}: {shown}").format(
            what=first.caption, shown=_short(shown)
        )
    said = QCoreApplication.translate("Catalogue", "{what}: {old} → {new}").format(
        what=first.caption, old=_short(first.old), new=_short(first.new)
    )
    if len(lines) > 1:
        more = QCoreApplication.translate("Catalogue", "{said}; và {count} chỗ nữa")
        said = more.format(said=said, count=len(lines) - 1)
    return said


def _short(text: str) -> str:
    text = " ".join(text.split())
    if not text:
        return "–"
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1].rstrip()}…"

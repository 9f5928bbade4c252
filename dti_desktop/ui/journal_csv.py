"""The journal as a table for spreadsheets: what is shown, with the hashes by which it can be checked."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from dti_desktop.engine.assessment import Assessment
from dti_desktop.ui.journal_text import what_was_done

if TYPE_CHECKING:
    from dti_desktop.services.words import Words
    from dti_desktop.store.journal import JournalEntry

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
"""Without it spreadsheets take the file for one of the computer's own code page."""


def safe_cell(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula: an apostrophe stands before such a beginning."""
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA_STARTS) else text


@dataclass(frozen=True, slots=True)
class JournalTable:
    """Writes entries as lines of CSV (RFC 4180, UTF-8), for one reader. Private notes stay out of it."""

    assessment: Assessment
    language: str
    words: Words

    def head(self) -> bytes:
        """Return the byte order mark and the line of headings."""
        titles = (
            QCoreApplication.translate("JournalTable", "Mục"),
            QCoreApplication.translate("JournalTable", "Thời điểm"),
            QCoreApplication.translate("JournalTable", "Người"),
            QCoreApplication.translate("JournalTable", "Chỉ số"),
            QCoreApplication.translate("JournalTable", "Việc đã làm"),
            QCoreApplication.translate("JournalTable", "Thời điểm UTC"),
            QCoreApplication.translate("JournalTable", "Mã băm"),
        )
        return BYTE_ORDER_MARK + _lines([titles])

    def lines(self, entries: Sequence[JournalEntry]) -> bytes:
        """Return the lines of `entries`, one each."""
        return _lines([self._cells(entry) for entry in entries])

    def _cells(self, entry: JournalEntry) -> Sequence[str]:
        if entry.kind == "note":
            what = QCoreApplication.translate("JournalTable", "Ghi chú riêng (nội dung không xuất)")
        else:
            what = what_was_done(entry, entry.old, self.assessment, self.language, self.words)
        try:
            local = datetime.fromisoformat(entry.at_utc).astimezone().strftime("%Y-%m-%d %H:%M:%S")
        except (ValueError, OverflowError):  # changed from outside
            local = entry.at_utc
        # As a text: a spreadsheet would make 1.10 into 1.1, or into a day.
        code = f"'{entry.code}" if entry.code else ""
        return (
            str(entry.seq),
            safe_cell(local),
            safe_cell(entry.who),
            code,
            safe_cell(what),
            safe_cell(entry.at_utc),
            safe_cell(entry.hash),
        )


def _lines(rows: Sequence[Sequence[str]]) -> bytes:
    written = io.StringIO()
    csv.writer(written, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerows(rows)
    return written.getvalue().encode("utf-8", "backslashreplace")

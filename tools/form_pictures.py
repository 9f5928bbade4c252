"""States of the window around Excel forms, for `tools/screenshots.py`."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
from PySide6.QtWidgets import QApplication, QWidget

from dti_desktop.services import forms
from dti_desktop.ui.dialogs.import_answers import ImportAnswersDialog
from dti_desktop.ui.main_window import MainWindow

Wait = Callable[..., None]

_CHANGED: Mapping[str, object] = {
    "#population": 1_205_300,
    "#households": "331.5",
    "1.1#level": "Trưởng ban là Phó Bí thư hoặc Phó Chủ tịch tỉnh",
    "1.3#a": 23,
    "1.3#b": "1.234",
    "3.1#a": 1_120_450,
    "4.1#a": "2,345",
    "5.7#a": None,
    "6.1#issued": "Không",
    "7.3#used.a": 6,
}
_FAULTY: Mapping[str, object] = {
    "1.1#level": "Trưởng phòng Kế hoạch",
    "1.3#a": "khoảng 20",
    "1.3#b": datetime(2022, 5, 3),
    "3.1#a": "120 km",
    "#population": "-5",
}


def fill(path: Path, values: Mapping[str, object], explanations: Mapping[str, str] | None = None) -> None:
    """Fill a form in, as somebody else would."""
    book = openpyxl.load_workbook(path)
    for sheet in book.worksheets:
        heads = {cell.value: cell.column for cell in sheet[1]}
        for row in range(2, sheet.max_row + 1 if "dti:key" in heads else 2):
            key = sheet.cell(row, heads["dti:key"]).value
            if key in values:
                sheet.cell(row, heads["dti:value"]).value = values[key]
            if key in (explanations or {}):
                sheet.cell(row, heads["dti:explanation"]).value = (explanations or {})[key]
    book.save(path)


def import_excel(window: MainWindow, wait: Wait) -> QWidget:
    """A form with differences, some approved, some to be decided."""
    texts = {"2.6#level": "Kế hoạch đã được phê duyệt, đang chờ số hiệu.\nSẽ bổ sung trước ngày 15."}
    return _read(window, _CHANGED, texts, wait, approved=("6.1", "7.3"))


def import_excel_faults(window: MainWindow, wait: Wait) -> QWidget:
    """A form with faults."""
    return _read(window, _FAULTY, {}, wait, approved=())


def _read(
    window: MainWindow,
    values: Mapping[str, object],
    texts: Mapping[str, str],
    wait: Wait,
    *,
    approved: tuple[str, ...],
) -> QWidget:
    assert window.workbench is not None
    context = window.workbench.context
    assessment = context.session.assessment
    assert assessment is not None
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "Sở Thông tin và Truyền thông – phiếu đã điền.xlsx"
        forms.write_template(
            path, context.library, assessment, language="vi", now_utc=datetime(2022, 12, 20, tzinfo=UTC)
        )
        fill(path, values, texts)
        if approved:
            context.session.act(lambda w, a: w.set_review(a, approved, "approved", ""))
            wait(lambda: approved[0] in getattr(context.session.assessment, "approved", ()))
        window.workbench.answers_wanted.emit()
        wait(lambda: isinstance(QApplication.activeModalWidget(), ImportAnswersDialog))
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, ImportAnswersDialog)
        dialog.read(path)
        wait(lambda: dialog.staging is not None)
    return dialog


FORM_STATES = {"import-excel": import_excel, "import-excel-faults": import_excel_faults}

"""What the window does with Excel: writes a form, takes one back, writes everything."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize
from PySide6.QtWidgets import QDialog, QFileDialog

from dti_desktop.named_files import shown_name
from dti_desktop.ui.words import words

if TYPE_CHECKING:
    from dti_desktop.ui.main_window import MainWindow
    from dti_desktop.ui.workbench import Workbench

_AROUND = 48
"""So much of the window stays in sight around the dialog, in pixels."""


class FormActs(QObject):
    """Opens the dialogs around forms over the window and carries out what is chosen there."""

    def __init__(
        self, window: MainWindow, workbench: Workbench, show: Callable[[QDialog], None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._window, self._workbench, self._show = window, workbench, show
        self._context = workbench.context

    def choose_target(self, *, is_template: bool) -> None:
        """Ask where the form (or everything) goes, and write it there."""
        assessment = self._context.session.assessment
        if assessment is None:
            return
        title = self.tr("Xuất mẫu Excel") if is_template else self.tr("Xuất toàn bộ ra Excel")
        stem = "mau" if is_template else "toan-bo"
        dialog = QFileDialog(self._window, title)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([self.tr("Excel (*.xlsx)"), self.tr("CSV (*.csv)")])
        dialog.setDefaultSuffix("xlsx")
        dialog.filterSelected.connect(
            lambda chosen: dialog.setDefaultSuffix("csv" if ".csv" in chosen else "xlsx")
        )
        dialog.selectFile(f"dti-{stem}-{assessment.id}.xlsx")
        dialog.fileSelected.connect(lambda path: self.write(Path(path), is_template=is_template))
        self._show(dialog)

    def write(self, target: Path, *, is_template: bool) -> None:
        """Write a form to be filled in, or everything, whole or not at all."""
        context = self._context
        context.session.flush()
        assessment, outlook = context.session.assessment, context.session.outlook
        if assessment is None or outlook is None:
            return
        language, now_utc = context.language.current, self._workbench.now_utc()

        def work() -> None:
            from dti_desktop.services import forms

            context.workspace.check_target(target)
            if is_template:
                forms.write_template(target, context.library, assessment, language=language, now_utc=now_utc)
            else:
                forms.write_everything(
                    target, context.library, assessment, outlook, language=language, now_utc=now_utc
                )

        context.tasks.run(
            work,
            lane="pool",
            on_done=lambda _none: self._written(target),
            on_error=self._workbench.show_fault,
            owner=self,
        )

    def _written(self, target: Path) -> None:
        said = self.tr("Đã ghi {name}.").format(name=shown_name(target))
        self._workbench.toast.say_written(said, target)

    def import_answers(self) -> None:
        """Take a form back that other people filled in."""
        self._context.tasks.run(
            _load_dialog,
            lane="pool",
            on_done=lambda _none: self._ask_for_form(),
            on_error=self._workbench.show_fault,
            owner=self,
        )

    def _ask_for_form(self) -> None:
        if self._context.session.assessment is None:
            return
        from dti_desktop.ui.dialogs.import_answers import ImportAnswersDialog

        dialog = ImportAnswersDialog(self._context)
        dialog.taken.connect(self._taken)
        dialog.resize(dialog.size().boundedTo(self._window.size() - QSize(_AROUND, _AROUND)))
        self._show(dialog)

    def _taken(self, name: str, count: int) -> None:
        said = self.tr("Đã nhận {count} thay đổi từ {name}.").format(count=count, name=name)
        unprotected = self._context.workspace.unprotected
        if unprotected is not None:
            said = f"{said} {words(self._context).problem(unprotected)}"
        self._workbench.toast.say(said, self.tr("Hoàn tác"), self._workbench.undo)


def _load_dialog() -> None:
    """Load what the dialog and reading need, beside the window: it takes longer than a blink."""
    importlib.import_module("dti_desktop.ui.dialogs.import_answers")
    importlib.import_module("dti_desktop.exchange.form_reading")
    importlib.import_module("openpyxl")

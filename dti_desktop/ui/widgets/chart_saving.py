"""Saving a chart as a file: asked for in its context menu, drawn and written off the window's thread."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize, QStandardPaths
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QWidget

from dti_desktop.services.charts import Chart, ChartLook, PictureFormat, picture_file
from dti_desktop.ui.faults import FaultWords
from dti_desktop.ui.widgets.popover import Popover

if TYPE_CHECKING:
    from dti_desktop.ui.navigation import Context


class ChartSaving(QObject):
    """Two actions for `view`; `wanted` gives what to save: chart, colours, size (None: nothing to save).

    How it went is said beside the chart.
    """

    def __init__(
        self, context: Context, view: QWidget, wanted: Callable[[], tuple[Chart, ChartLook, QSize] | None]
    ) -> None:
        super().__init__(view)
        self._context = context
        self._view = view
        self._wanted = wanted
        self._fault_words = FaultWords(context.library, context.language)
        self.said: Popover | None = None
        self._png, self._svg = QAction(self), QAction(self)
        self._png.triggered.connect(lambda: self._choose_target("png"))
        self._svg.triggered.connect(lambda: self._choose_target("svg"))

    @property
    def actions(self) -> list[QAction]:
        """What the context menu offers."""
        return [self._png, self._svg]

    def retranslate(self) -> None:
        """Follow the language."""
        self._png.setText(self.tr("Lưu hình PNG…"))
        self._svg.setText(self.tr("Lưu hình SVG…"))

    def _choose_target(self, kind: PictureFormat) -> None:
        wanted = self._wanted()
        if wanted is None:
            return
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)
        dialog = QFileDialog(self._view, self.tr("Lưu hình"), folder)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        name_filter = self.tr("Hình PNG (*.png)") if kind == "png" else self.tr("Hình SVG (*.svg)")
        dialog.setNameFilter(name_filter)
        dialog.setDefaultSuffix(kind)
        dialog.selectFile(f"{wanted[0].file_stem}.{kind}")
        if dialog.exec() and dialog.selectedFiles():
            self.save(Path(dialog.selectedFiles()[0]), kind)
        dialog.deleteLater()

    def save(self, target: Path, kind: PictureFormat) -> None:
        """Write the chart to `target`, whole or not at all."""
        from dti_desktop.services.files import write_whole

        wanted = self._wanted()
        if wanted is None:
            return
        chart, look, size = wanted
        workspace = self._context.workspace

        def write() -> None:
            workspace.check_target(target)
            write_whole(target, picture_file(chart, look, (size.width(), size.height()), kind))

        self._context.tasks.run(
            write,
            lane="pool",
            on_done=lambda _done: self._say(self.tr("Đã lưu hình"), target.name),
            on_error=self._say_fault,
            owner=self,
        )

    def _say_fault(self, error: BaseException) -> None:
        self._say(self.tr("Chưa lưu được hình"), self._fault_words.in_one_piece(error))

    def _say(self, title: str, text: str) -> None:
        self.said = Popover(self._view, title, text)
        self.said.open()

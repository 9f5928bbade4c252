"""The keys of the window, in one sight."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from dti_desktop.ui.dialogs.dialog_layout import dialog_column, put_foot, resize_within_screen, screen_room
from dti_desktop.ui.language import Retranslated
from dti_desktop.ui.shortcuts import groups
from dti_desktop.ui.widgets.labels import Label, Weight

_COLUMNS = 2
_SIZE = (960, 680)


class ShortcutsDialog(Retranslated, QDialog):
    """What each key does, grouped by where it works."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns = [QGridLayout() for _ in range(_COLUMNS)]
        is_narrow = screen_room(self if parent is None else parent).width() < _SIZE[0]
        across = QVBoxLayout() if is_narrow else QHBoxLayout()
        across.setSpacing(14 if is_narrow else 40)
        for grid in self._columns:
            grid.setHorizontalSpacing(24)
            grid.setVerticalSpacing(6)
            grid.setColumnStretch(1, 1)
            across.addLayout(grid)
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self._buttons.rejected.connect(self.reject)
        layout = dialog_column(self, 20)
        layout.addLayout(across)
        layout.addStretch(1)
        put_foot(self, self._buttons)
        self.retranslate()
        resize_within_screen(self, *_SIZE)

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("Phím tắt"))
        for grid in self._columns:
            while (item := grid.takeAt(0)) is not None:
                widget = item.widget()
                if widget is not None:
                    widget.deleteLater()
        found = groups()
        lines = sum(len(keys) + 2 for _, keys in found)
        column, used = 0, 0
        for heading, keys in found:
            if used and used + len(keys) // 2 > lines // _COLUMNS and column + 1 < _COLUMNS:
                column, used = column + 1, 0
            self._add(self._columns[column], used, heading, keys)
            used += len(keys) + 2
        for grid in self._columns:
            grid.setRowStretch(grid.rowCount(), 1)

    def _add(self, grid: QGridLayout, row: int, heading: str, keys: Sequence[tuple[str, str]]) -> None:
        label = Label(heading, size="small", weight=Weight.DemiBold, tone="muted")
        label.setContentsMargins(0, 12 if row else 0, 0, 0)
        grid.addWidget(label, row, 0, 1, 2)
        for place, (name, what) in enumerate(keys, start=row + 1):
            grid.addWidget(Label(name, weight=Weight.Medium), place, 0, Qt.AlignmentFlag.AlignLeft)
            grid.addWidget(Label(what, tone="secondary"), place, 1, Qt.AlignmentFlag.AlignLeft)

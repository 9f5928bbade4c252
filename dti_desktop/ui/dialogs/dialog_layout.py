"""How dialogs are laid out: one margin all around, and the buttons in a line at the foot."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget


def dialog_column(dialog: QDialog, spacing: int = 12) -> QVBoxLayout:
    """Give a dialog its layout: one column within the margins of every dialog, in pixels."""
    column = QVBoxLayout(dialog)
    column.setContentsMargins(28, 24, 28, 20)
    column.setSpacing(spacing)
    return column


def foot_buttons(*right: QWidget, left: Sequence[QWidget] = ()) -> QHBoxLayout:
    """Put what ends a dialog at the right of a line, and what else it can do at the left."""
    line = QHBoxLayout()
    line.setSpacing(10)
    for button in left:
        line.addWidget(button)
    line.addStretch(1)
    for button in right:
        line.addWidget(button)
    return line

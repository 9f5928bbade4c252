"""Finds every control that takes text below a window, and brings it to the keyboard."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QStackedWidget,
    QTextEdit,
    QWidget,
)
from shiboken6 import isValid

TextControl = QLineEdit | QPlainTextEdit | QTextEdit


def text_controls(root: QWidget) -> Iterator[TextControl]:
    """Return all that a person can type into, also what is folded away or on another tab now."""
    for kind in (QLineEdit, QPlainTextEdit, QTextEdit):
        for found in root.findChildren(kind):
            if not isValid(found) or found.isReadOnly() or not _is_of(root, found):
                continue
            if isinstance(found.parentWidget(), QAbstractSpinBox | QComboBox):
                if not _is_enabled_in(root, found.parentWidget()):
                    continue
            elif not _is_enabled_in(root, found):
                continue
            yield found


def _is_of(root: QWidget, widget: QWidget) -> bool:
    """Whether it belongs to this window, not to another one that stands over it."""
    return widget.window() is root.window()


def _is_enabled_in(root: QWidget, widget: QWidget) -> bool:
    return widget.isEnabledTo(root)


def reveal(control: QWidget, root: QWidget) -> None:
    """Show a control wherever it is folded away: open stacks at it and show what it stands in."""
    one: QWidget | None = control
    while one is not None and one is not root:
        above = one.parentWidget()
        if isinstance(above, QStackedWidget) and above.indexOf(one) >= 0:
            above.setCurrentWidget(one)
        elif one.isHidden():
            one.show()
        one = above
    QApplication.processEvents()


def editors(root: QWidget) -> Iterator[tuple[QAbstractItemView, QModelIndex]]:
    """Return a cell that can be typed into for each column of each table that has such cells."""
    for view in root.findChildren(QAbstractItemView):
        model = view.model()
        if not _is_of(root, view) or not view.isVisible() or model is None:
            continue
        if view.editTriggers() == QAbstractItemView.EditTrigger.NoEditTriggers:
            continue
        # Some models hide that they are asked for the root.
        columns = model.columnCount(QModelIndex()) if isinstance(model, QAbstractTableModel) else 1
        for column in range(columns):
            for row in range(min(model.rowCount(QModelIndex()), 40)):
                index = model.index(row, column)
                if index.flags() & Qt.ItemFlag.ItemIsEditable and index.flags() & Qt.ItemFlag.ItemIsEnabled:
                    yield view, index
                    break


def text_of(control: TextControl) -> str:
    """Return what stands in it, letter for letter."""
    return control.text() if isinstance(control, QLineEdit) else control.toPlainText()


def cursor_of(control: TextControl) -> int:
    """Return where its cursor stands."""
    if isinstance(control, QLineEdit):
        return control.cursorPosition()
    return control.textCursor().position()


def empty(control: TextControl) -> None:
    """Empty it as a person does, with the keyboard."""
    control.selectAll()
    if isinstance(control, QLineEdit):
        control.del_()
    else:
        control.textCursor().removeSelectedText()


def kind_of(control: QWidget) -> str:
    """Return what it is and in what it stands."""
    chain: list[str] = []
    one: QWidget | None = control
    while one is not None and len(chain) < 4:
        chain.append(type(one).__name__)
        one = one.parentWidget()
    return " < ".join(chain)


def name_of(control: QWidget) -> str:
    """Return what to call it in a failure."""
    return f"{control.accessibleName() or '?'} ({kind_of(control)})"

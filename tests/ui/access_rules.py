"""What is asked of a control for people who hear the window or use it without a mouse."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QHeaderView,
    QScrollArea,
    QScrollBar,
    QTableView,
    QTreeView,
    QWidget,
)

Role = QAccessible.Role
#: Roles that tell nothing to a person who comes to a control with the keyboard.
VAGUE = {Role.NoRole, Role.Client, Role.Window, Role.Pane, Role.Grouping, Role.LayeredPane, Role.Border}
_CLASS_NAME = re.compile(r"\b[A-Z][a-z]+[A-Z][A-Za-z]+\b|^Q[A-Z]")
_CELLS_ASKED = 24


@dataclass(frozen=True)
class Control:
    """A control that can have the keyboard, and what is said of it."""

    widget: QWidget
    name: str
    role: QAccessible.Role
    description: str

    @property
    def said(self) -> str:
        """Which one it is, in a failure."""
        above = self.widget.parentWidget()
        return f"{type(self.widget).__name__} in {type(above).__name__ if above else '–'} “{self.name}”"


def controls(root: QWidget) -> Iterator[Control]:
    """Return all controls below a window that are shown and can have the keyboard."""
    for widget in root.findChildren(QWidget):
        if widget.window() is not root.window() or not can_be_reached(widget):
            continue
        told = QAccessible.queryAccessibleInterface(widget)
        assert told is not None, widget
        yield Control(
            widget, told.text(QAccessible.Text.Name), told.role(), told.text(QAccessible.Text.Description)
        )


def can_be_reached(widget: QWidget) -> bool:
    """Whether Tab leads to it now."""
    return (
        widget.isVisible()
        and widget.isEnabled()
        and bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        and widget.focusProxy() is None
        and not isinstance(widget, QScrollBar | QHeaderView)
    )


def faults_of(control: Control) -> Iterator[str]:
    """Tell what is wrong with what is said of a control."""
    widget, name = control.widget, control.name.strip()
    is_ground = isinstance(widget, QScrollArea)
    if not name:
        yield "no name"
    elif _CLASS_NAME.search(name) and name not in _words_shown(widget):
        yield "its name is that of a class"
    if control.role in VAGUE and not is_ground:
        yield f"a role that says nothing: {control.role.name}"
    if isinstance(widget, QAbstractButton):
        told = QAccessible.queryAccessibleInterface(widget)
        if widget.isCheckable() and not told.state().checkable:
            yield "does not tell that it can be checked"
    if isinstance(widget, QAbstractItemView):
        yield from _cell_faults(widget)


def _words_shown(widget: QWidget) -> str:
    return widget.text() if isinstance(widget, QAbstractButton) else ""


def _cell_faults(view: QAbstractItemView) -> Iterator[str]:
    model = view.model()
    rows = 0 if model is None else model.rowCount(QModelIndex())
    if not rows:
        return
    told = QAccessible.queryAccessibleInterface(view)
    assert told is not None
    if told.role() not in (Role.Table, Role.List, Role.Tree):
        yield f"rows in what is called {told.role().name}"
    count = told.childCount()
    if count < rows:
        yield f"{count} of {rows} rows can be asked for"
        return
    # Qt's bridge has a cell for each place, heads among them; a model need not have words in all of them.
    texts = []
    for place in range(min(count, _CELLS_ASKED)):
        cell = told.child(place)
        if cell is None:
            yield f"no cell at {place}"
            return
        texts.append(cell.text(QAccessible.Text.Name))
    if isinstance(view, QTableView | QTreeView):
        if not any(texts):
            yield "cells without words"
    elif not all(texts):
        yield f"rows without words: {[at for at, text in enumerate(texts) if not text][:4]}"


# -- the way of the Tab key --------------------------------------------------------------------------


def tab_chain(root: QWidget) -> list[QWidget]:
    """Return the controls that Tab leads through, once around, from the first on."""
    chain: list[QWidget] = []
    one = root.nextInFocusChain()
    while one is not None and one is not root and len(chain) < 10_000:
        if one.window() is root.window() and can_be_reached(one):
            chain.append(one)
        one = one.nextInFocusChain()
    return chain


def tab_faults(root: QWidget) -> Iterator[str]:
    """Tell where Tab goes wrong: what it never reaches, and where it goes against the order of reading."""
    chain = tab_chain(root)
    reached = set(chain)
    for control in controls(root):
        if control.widget not in reached:
            yield f"{control.said}: Tab never gets there"
    for one, other in itertools.pairwise(chain):
        if _is_same_part(one, other) and _is_back(one, other):
            yield f"{_call(one)} → {_call(other)}: Tab goes back"


def _call(widget: QWidget) -> str:
    above = widget.parentWidget()
    return f"{type(widget).__name__} in {type(above).__name__ if above else '–'} “{_name(widget)}”"


def _name(widget: QWidget) -> str:
    told = QAccessible.queryAccessibleInterface(widget)
    return told.text(QAccessible.Text.Name) if told else ""


def _is_same_part(one: QWidget, other: QWidget) -> bool:
    """Whether two stand side by side in one part of the window: only then is there an order between them."""
    return one.parentWidget() is other.parentWidget()


def _is_back(one: QWidget, other: QWidget) -> bool:
    """Whether `other` is read before `one`: above it, or left of it on the same line."""
    here, there = _place(one), _place(other)
    on_a_line = min(here.bottom(), there.bottom()) - max(here.top(), there.top()) > 4
    if on_a_line:
        return there.right() <= here.left()
    return there.bottom() < here.top() and there.left() < here.right() and here.left() < there.right()


def _place(widget: QWidget) -> QRect:
    return QRect(widget.mapTo(widget.window(), QPoint(0, 0)), widget.size())


def focus_shows(widget: QWidget) -> bool:
    """Whether a picture of a control differs with the keyboard on it."""
    ground = widget.parentWidget() or widget
    while isinstance(ground, QAbstractScrollArea) and ground.parentWidget() is not None:
        ground = ground.parentWidget()
    widget.clearFocus()
    QApplication.processEvents()
    before = ground.grab().toImage()
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    QApplication.processEvents()
    return ground.grab().toImage() != before

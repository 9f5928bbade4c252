"""Finds what is cut off in a window as it is laid out: words, buttons, tabs, heads, things out of reach."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QCalendarWidget,
    QCheckBox,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QStyleOptionViewItem,
    QTabBar,
    QTableView,
    QToolButton,
    QWidget,
)

from dti_desktop.ui.dialogs.dialog_layout import DialogScroll
from dti_desktop.ui.widgets.data_table import CELL_PAD, CellPainter
from dti_desktop.ui.widgets.labels import ElidedLabel
from dti_desktop.ui.widgets.surfaces import PageScroll

_SLACK = 2


def clipped(window: QWidget) -> Iterator[str]:
    """Tell what cannot be read or reached in a window that is shown."""
    for widget in window.findChildren(QWidget):
        if widget.window() is not window or not widget.isVisible() or _is_of_qt(widget):
            continue
        if isinstance(widget, QLabel):
            yield from _of_label(widget)
        elif isinstance(widget, QTabBar):
            yield from _of_tabs(widget)
        elif isinstance(widget, QAbstractButton):
            yield from _of_button(widget)
        elif isinstance(widget, QHeaderView):
            yield from _of_heads(widget)
            continue
        elif isinstance(widget, QTableView):
            yield from _of_numbers(widget)
        if _says_something(widget):
            yield from _out_of_reach(widget, window)
    yield from _overlaps(window)


def sideways(window: QWidget) -> Iterator[str]:
    """Tell which pages and dialogs scroll sideways as a whole: what ends their lines is out of sight."""
    for area in window.findChildren(QScrollArea):
        bar = area.horizontalScrollBar()
        is_whole = isinstance(area, PageScroll | DialogScroll) and area.window() is window
        if is_whole and area.isVisible() and bar.maximum() > 0:
            holder = type(area.parentWidget()).__name__
            yield f"{type(area).__name__} in {holder}: {bar.maximum()} px too wide"


def ends_out_of_sight(dialog: QWidget) -> Iterator[str]:
    """Tell which buttons that end a dialog cannot be seen without scrolling."""
    for button in dialog.findChildren(QPushButton):
        is_end = button.property("kind") == "primary" or isinstance(button.parentWidget(), QDialogButtonBox)
        if is_end and button.isVisible() and button.visibleRegion().boundingRect() != button.rect():
            yield f"{_call(button)}: out of sight"


def _is_of_qt(widget: QWidget) -> bool:
    one: QWidget | None = widget
    while one is not None:
        if isinstance(one, QCalendarWidget):
            return True
        one = one.parentWidget()
    return False


def _says_something(widget: QWidget) -> bool:
    if isinstance(widget, QLabel):
        return bool(widget.text())
    return isinstance(widget, QAbstractButton | QLineEdit | QPlainTextEdit | QTabBar | QAbstractItemView)


def _call(widget: QWidget) -> str:
    above = widget.parentWidget()
    words = widget.accessibleName() or (widget.text() if isinstance(widget, QLabel | QAbstractButton) else "")
    return f"{type(widget).__name__} in {type(above).__name__ if above else '–'} “{words[:48]}”"


def _of_label(label: QLabel) -> Iterator[str]:
    text = label.text()
    if not text or isinstance(label, ElidedLabel):
        return  # the tooltip of an ElidedLabel holds all of it
    if label.wordWrap():
        needed = label.heightForWidth(label.width())
        if needed > label.height() + _SLACK:
            yield f"{_call(label)}: {needed} px of lines in {label.height()} px"
        return
    measure = label.fontMetrics()
    width = max(measure.horizontalAdvance(line) for line in text.split("\n"))
    if width > label.contentsRect().width() + _SLACK:
        yield f"{_call(label)}: {width} px of words in {label.contentsRect().width()} px"
    height = measure.height() * (text.count("\n") + 1)
    if height > label.height() + _SLACK:
        yield f"{_call(label)}: {height} px of lines in {label.height()} px"


def _of_button(button: QAbstractButton) -> Iterator[str]:
    is_painted = not isinstance(button, QPushButton | QToolButton | QCheckBox | QRadioButton)
    if is_painted and button.width() < button.sizeHint().width() - _SLACK and not button.toolTip():
        yield f"{_call(button)}: cut off, and no tooltip tells the rest"
    if not isinstance(button, QPushButton) or not button.text():
        return
    needed = button.sizeHint()
    if needed.width() > button.width() + _SLACK or needed.height() > button.height() + _SLACK:
        yield f"{_call(button)}: needs {needed.toTuple()}, has {button.size().toTuple()}"


def _of_tabs(bar: QTabBar) -> Iterator[str]:
    if bar.elideMode() == Qt.TextElideMode.ElideNone or not bar.count():
        return
    for place in range(bar.count()):
        width = bar.fontMetrics().horizontalAdvance(bar.tabText(place))
        if bar.isTabVisible(place) and bar.tabRect(place).width() < width and not bar.tabToolTip(place):
            yield f"{_call(bar)}: the tab “{bar.tabText(place)}” is cut off"


def _of_heads(heads: QHeaderView) -> Iterator[str]:
    model = heads.model()
    if heads.orientation() != Qt.Orientation.Horizontal or model is None:
        return
    for place in range(heads.count()):
        if heads.isSectionHidden(place):
            continue
        words = str(model.headerData(place, Qt.Orientation.Horizontal) or "")
        told = model.headerData(place, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole)
        lines = max((heads.fontMetrics().horizontalAdvance(line) for line in words.split("\n")), default=0)
        is_wrapped = heads.defaultAlignment() & Qt.TextFlag.TextWordWrap
        if lines > heads.sectionSize(place) and not told and not is_wrapped:
            yield f"{_call(heads)}: the head “{words}” is cut off"


def _of_numbers(table: QTableView) -> Iterator[str]:
    """A name may end in …, a number never: “11,…” is another number."""
    model, painter = table.model(), table.itemDelegate()
    if model is None or not isinstance(painter, CellPainter):
        return
    for column in range(model.columnCount()):
        if table.isColumnHidden(column) or not table.columnWidth(column):
            continue
        for row in range(model.rowCount()):
            index = model.index(row, column)
            side = index.data(Qt.ItemDataRole.TextAlignmentRole)
            if side is None or not int(side) & int(Qt.AlignmentFlag.AlignRight):
                continue
            option = QStyleOptionViewItem()
            painter.initStyleOption(option, index)
            needed = option.fontMetrics.horizontalAdvance(option.text) + 2 * CELL_PAD
            if needed > table.columnWidth(column):
                head = str(model.headerData(column, Qt.Orientation.Horizontal) or "")
                yield f"{_call(table)}: “{option.text}” under “{head}” is cut off"
                break


def _out_of_reach(widget: QWidget, window: QWidget) -> Iterator[str]:
    """Follow a widget up: what holds it must show it, or scroll to it."""
    place = QRect(QPoint(0, 0), widget.size())
    one = widget
    while one is not window:
        above = one.parentWidget()
        if above is None:
            return
        place = place.translated(one.pos())
        area = above.parentWidget()
        if isinstance(area, QAbstractScrollArea) and area.viewport() is above:
            if isinstance(area, QScrollArea):
                is_off = area.horizontalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAlwaysOff
                if is_off and place.right() > above.width() + _SLACK:
                    yield f"{_call(widget)}: {place.right() - above.width()} px beyond what scrolls"
                is_fixed = area.verticalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAlwaysOff
                if is_fixed and place.bottom() > above.height() + _SLACK:
                    yield f"{_call(widget)}: {place.bottom() - above.height()} px below what scrolls"
            return
        room = above.rect().adjusted(-_SLACK, -_SLACK, _SLACK, _SLACK)
        if not room.contains(place):
            beyond = max(
                place.right() - above.width(), place.bottom() - above.height(), -place.x(), -place.y()
            )
            yield f"{_call(widget)}: {beyond} px beyond {type(above).__name__}"
            return
        one = above


def _overlaps(window: QWidget) -> Iterator[str]:
    seen: dict[int, list[QWidget]] = {}
    for widget in window.findChildren(QWidget):
        above = widget.parentWidget()
        if (
            above is None
            or above.layout() is None
            or above.layout().indexOf(widget) < 0
            or widget.window() is not window
            or not widget.isVisible()
            or not _says_something(widget)
        ):
            continue
        for other in seen.setdefault(id(above), []):
            common = widget.geometry().intersected(other.geometry())
            if common.width() > _SLACK and common.height() > _SLACK:
                yield f"{_call(widget)} lies over {_call(other)}"
        seen[id(above)].append(widget)

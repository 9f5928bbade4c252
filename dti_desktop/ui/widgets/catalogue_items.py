"""The items of a rule in a catalogue's form: what they are called, their kind, their place, taken out."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from dti_desktop.engine.rule_shapes import ItemList
from dti_desktop.ui import theme
from dti_desktop.ui.catalogue_fields import FieldSpec, Heading, ItemSpec, Levels
from dti_desktop.ui.catalogue_text import kind_words
from dti_desktop.ui.widgets.buttons import IconButton
from dti_desktop.ui.widgets.catalogue_value import ValueField
from dti_desktop.ui.widgets.combo_box import ComboBox
from dti_desktop.ui.widgets.labels import Label, Weight

_SHARE_WIDTH, _NARROW_SHARE = 92, 72
_ICON = 14
_LEAST_LETTERS = 3
"""A narrow form cuts what is chosen off rather than grow out of its place."""
_TOP = Qt.AlignmentFlag.AlignTop


class _Words(NamedTuple):
    """What is done to an item, with its number; `add`: to the list."""

    up: str
    down: str
    remove: str
    add: str


def _words_of(which: ItemList) -> _Words:
    match which:
        case "levels":
            return _Words(
                QCoreApplication.translate("Catalogue", "Đưa mức {n} lên"),
                QCoreApplication.translate("Catalogue", "Đưa mức {n} xuống"),
                QCoreApplication.translate("Catalogue", "Bỏ mức {n}"),
                QCoreApplication.translate("Catalogue", "Thêm mức"),
            )
        case "parts":
            return _Words(
                QCoreApplication.translate("Catalogue", "Đưa phần {n} lên"),
                QCoreApplication.translate("Catalogue", "Đưa phần {n} xuống"),
                QCoreApplication.translate("Catalogue", "Bỏ phần {n}"),
                QCoreApplication.translate("Catalogue", "Thêm phần"),
            )
        case "fields":
            return _Words(
                QCoreApplication.translate("Catalogue", "Đưa câu hỏi {n} lên"),
                QCoreApplication.translate("Catalogue", "Đưa câu hỏi {n} xuống"),
                QCoreApplication.translate("Catalogue", "Bỏ câu hỏi {n}"),
                QCoreApplication.translate("Catalogue", "Thêm câu hỏi"),
            )
    return _Words(
        QCoreApplication.translate("Catalogue", "Đưa lựa chọn {n} lên"),
        QCoreApplication.translate("Catalogue", "Đưa lựa chọn {n} xuống"),
        QCoreApplication.translate("Catalogue", "Bỏ lựa chọn {n}"),
        QCoreApplication.translate("Catalogue", "Thêm lựa chọn"),
    )


def add_words(which: ItemList) -> str:
    """Return what adds one to a list."""
    return _words_of(which).add


def _buttons(
    item: ItemSpec, on_move: Callable[[int], object], on_remove: Callable[[], object]
) -> list[IconButton]:
    """Return what moves an item up and down and takes it out; the last that is left stays."""
    said, last = _words_of(item.which), item.count - 1
    found = []
    for icon, words, is_possible, act in (
        ("chevron-up", said.up, item.number > 0, lambda: on_move(item.number - 1)),
        ("chevron-down", said.down, item.number < last, lambda: on_move(item.number + 1)),
        ("x", said.remove, last > 0, on_remove),
    ):
        button = IconButton(icon, words.format(n=item.number + 1), size=_ICON)
        button.setEnabled(is_possible)
        button.clicked.connect(lambda *_, act=act: act())
        found.append(button)
    return found


class ItemHeading(QWidget):
    """Words above a rule, a part or a question. Where it has a kind that is chosen beside them.

    `kind_chosen(str)`; of an item also `moved(int)` with its new place, and `removed`.
    """

    kind_chosen = Signal(str)
    moved = Signal(int)
    removed = Signal()

    def __init__(self, block: Heading, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(theme.GRID)
        across.addWidget(Label(block.text, weight=Weight.DemiBold))
        self.kinds: ComboBox | None = None
        if block.kind is not None:
            self.kinds = ComboBox(
                QCoreApplication.translate("Catalogue", "{what}: cách chấm").format(what=block.text)
                if block.item is None or block.item.which == "parts"
                else QCoreApplication.translate("Catalogue", "{what}: cách trả lời").format(what=block.text)
            )
            self.kinds.setMinimumContentsLength(_LEAST_LETTERS)
            for kind in block.kind.kinds:
                self.kinds.addItem(kind_words(kind), kind)
            self.kinds.setCurrentIndex(self.kinds.findData(block.kind.kind))
            self.kinds.activated.connect(self._chosen)
            across.addWidget(self.kinds, theme.TAKES_THE_ROOM)
        across.addStretch(1)
        if block.item is not None:
            for button in _buttons(block.item, self.moved.emit, self.removed.emit):
                across.addWidget(button)

    def _chosen(self, place: int) -> None:
        assert self.kinds is not None
        self.kind_chosen.emit(str(self.kinds.itemData(place)))


class LevelsGrid(QWidget):
    """Levels with their share, or choices, one below the other.

    `moved(ItemSpec, int)` with its new place; `removed(ItemSpec)`. `rows`: the first row of `body` below.
    """

    moved = Signal(object, int)
    removed = Signal(object)

    def __init__(
        self,
        block: Levels,
        field_of: Callable[[FieldSpec], ValueField],
        *,
        is_narrow: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.body = grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.HALF if is_narrow else theme.GRID)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(0, 5)
        grid.setColumnStretch(1, 0 if is_narrow else 4)
        captions = _captions(block.which, is_narrow=is_narrow)
        for column, caption in enumerate(captions):
            if not (is_narrow and column == 1):
                grid.addWidget(Label(caption, size="small", tone="muted"), 0, column)
        for number, _ in enumerate(block.ids):
            here = (*block.path, number)
            specs = [
                FieldSpec((*here, "label_vi"), "", least_lines=1),
                FieldSpec((*here, "label_en"), "", least_lines=1, is_optional=True),
            ]
            if block.which == "levels":
                specs.append(FieldSpec((*here, "share"), "", "share"))
            for column, (spec, caption) in enumerate(zip(specs, captions, strict=True)):
                field = field_of(spec)
                field.set_name(
                    QCoreApplication.translate("Catalogue", "{caption} {number}").format(
                        caption=caption, number=number + 1
                    )
                )
                if spec.written == "share":
                    field.setFixedWidth(_NARROW_SHARE if is_narrow else _SHARE_WIDTH)
                if is_narrow and column == 1:
                    grid.addWidget(field, 2 * number + 2, 0)  # under the Vietnamese one
                else:
                    grid.addWidget(field, 2 * number + 1, column)
            item = ItemSpec(block.holder, block.which, number, len(block.ids))
            buttons = _buttons(item, partial(self.moved.emit, item), partial(self.removed.emit, item))
            for column, button in enumerate(buttons, start=3):
                grid.addWidget(button, 2 * number + 1, column, _TOP)
        self.rows = 2 * len(block.ids) + 1


def _captions(which: ItemList, *, is_narrow: bool) -> tuple[str, ...]:
    if which == "levels":
        return (
            QCoreApplication.translate("Catalogue", "Mức"),
            QCoreApplication.translate("Catalogue", "Mức, tiếng Anh"),
            QCoreApplication.translate("Catalogue", "Tỷ trọng")
            if is_narrow
            else QCoreApplication.translate("Catalogue", "Được phần điểm"),
        )
    return QCoreApplication.translate("Catalogue", "Lựa chọn"), QCoreApplication.translate(
        "Catalogue", "Lựa chọn, tiếng Anh"
    )

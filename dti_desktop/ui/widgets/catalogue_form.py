"""The form in which one node of a catalogue is corrected: what was changed shows what it was before."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from dti_desktop.engine.catalogue_edit import Node, NodeName
from dti_desktop.engine.rule_shapes import of_kind, with_field_type, with_item, with_item_moved, without_item
from dti_desktop.ui import theme
from dti_desktop.ui.catalogue_fields import (
    FIELD_TYPES,
    AddItem,
    Block,
    FieldSpec,
    FlagSpec,
    Heading,
    ItemSpec,
    Levels,
    Line,
    Path,
    blocks_of,
    path_before,
    place_of,
    value_at,
    with_value,
)
from dti_desktop.ui.catalogue_text import shown
from dti_desktop.ui.language import Retranslated
from dti_desktop.ui.widgets.buttons import LinkButton
from dti_desktop.ui.widgets.catalogue_items import ItemHeading, LevelsGrid, add_words
from dti_desktop.ui.widgets.catalogue_value import ValueField
from dti_desktop.ui.widgets.choices import CheckBox
from dti_desktop.ui.widgets.labels import WrapLabel

_INDENT = 2 * theme.GRID
_SETTLE_MS = 20
_FIELDS_OF_A_LEVEL = 3
#: The sum of the weights of small fields that stand beside each other in a narrow form.
_MOST_BESIDE = 4
_AT_ONCE = 8
"""Fields that are built in one go: about as much as is seen without scrolling."""


class NodeForm(Retranslated, QWidget):
    """Shows one node; `changed(NodeName, node)` with the whole node whenever something was given."""

    changed = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name: NodeName | None = None
        self._node: Any = {}
        self._before: Any = {}
        self._faults: Mapping[str, str] = {}
        self._language = "vi"
        self._built: tuple[Block, ...] | None = None
        self.fields: dict[Path, ValueField] = {}
        self.flags: dict[Path, tuple[CheckBox, FlagSpec]] = {}
        self._removed: dict[Path, WrapLabel] = {}
        self._waiting: list[Block] = []
        self._is_narrow = False
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(_SETTLE_MS)
        self._settling.timeout.connect(self._settle)
        self._blocks_column: QVBoxLayout
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._inside: QWidget | None = None

    def show_node(
        self, name: NodeName, node: Node, before: Node, faults: Mapping[str, str], language: str
    ) -> None:
        """Show a node as it is in the draft, and where it differs from `before`. `faults`: words by place."""
        self.name, self._node, self._before = name, node, before
        self._faults, self._language = faults, language
        blocks = blocks_of(name, node)
        if blocks != self._built:
            self._build(blocks)
        self._fill()

    def set_narrow(self, is_narrow: bool) -> None:
        """Let English stand under Vietnamese where there is no room beside it."""
        if is_narrow != self._is_narrow:
            self._is_narrow = is_narrow
            self.retranslate()

    def retranslate(self) -> None:
        """The captions are part of what is built; what is hidden is built when it is shown again."""
        self._built = None
        if self.name is not None and self.isVisible():
            self.show_node(self.name, self._node, self._before, self._faults, self._language)

    def flush(self) -> None:
        """Commit now what was typed."""
        for field in tuple(self.fields.values()):
            field.flush()

    def stops(self) -> list[QWidget]:
        """Return what the keyboard goes through, in order."""
        return [*self.fields.values()]

    def focus_first(self) -> None:
        """Put the keyboard into the first field."""
        first = next(iter(self.fields.values()), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- what is shown -------------------------------------------------------------------------------

    def _fill(self) -> None:
        for path, field in self.fields.items():
            value = value_at(self._node, path)
            before = value_at(self._before, path_before(self._node, self._before, path))
            place = place_of(path)
            field.show_value(value, before, self._faults.get(place, ""), self._language)
        for path, (box, spec) in self.flags.items():
            box.blockSignals(True)
            box.setChecked(value_at(self._node, path) == spec.on)
            box.blockSignals(False)
        self.settle()
        for path, label in self._removed.items():
            said = self._removed_words(path)
            label.setText(said)
            label.setVisible(bool(said))

    def _removed_words(self, path: Path) -> str:
        now = value_at(self._node, path) or []
        before = value_at(self._before, path_before(self._node, self._before, path))
        before = before if isinstance(before, list) else []
        kept = {item.get("id") for item in now}
        gone = [self._item_words(item) for item in before if item.get("id") not in kept]
        place = place_of(path)
        said = [self._faults[place]] if place in self._faults else []
        if gone:
            said.append(self.tr("Đã bỏ: {levels}").format(levels="; ".join(gone)))
        ids = [item.get("id") for item in now]
        old_order = [item.get("id") for item in before if item.get("id") in kept]
        if [each for each in ids if each in old_order] != old_order:
            said.append(self.tr("Thứ tự đã đổi."))
        return " ".join(said)

    def _item_words(self, item: Mapping[str, Any]) -> str:
        label = str(item.get("label_vi") or item.get("id", ""))
        share = item.get("share")
        return label if share is None else f"{label} ({shown('share', share, self._language)})"

    # -- building ------------------------------------------------------------------------------------

    def _build(self, blocks: tuple[Block, ...]) -> None:
        focus = QApplication.focusWidget()
        had = next(
            (path for path, field in self.fields.items() if focus is not None and field.isAncestorOf(focus)),
            None,
        )
        if self._inside is not None:
            self._column.removeWidget(self._inside)
            self._inside.hide()
            self._inside.deleteLater()
        self.fields, self.flags, self._removed = {}, {}, {}
        self._inside = QWidget()
        self._blocks_column = QVBoxLayout(self._inside)
        self._blocks_column.setContentsMargins(0, 0, 0, 0)
        self._blocks_column.setSpacing(theme.GRID + theme.HALF)
        self._column.addWidget(self._inside)
        self._built, self._waiting = blocks, list(blocks)
        self._build_some()
        while had is not None and had not in self.fields and self._waiting:
            self._build_some()
        if had is not None:
            # The keyboard stays where it was, as far as that is still there.
            self.fields.get(had, next(iter(self.fields.values()))).setFocus(Qt.FocusReason.OtherFocusReason)

    def _build_some(self) -> None:
        """Build what is seen first now, and the rest of a long form a little later, in pieces."""
        built = 0
        while self._waiting and built < _AT_ONCE:
            block = self._waiting[0]
            fields = _fields_in(block)
            if built and built + fields > _AT_ONCE:
                break
            self._waiting.pop(0)
            built += fields
            match block:
                case Heading():
                    made = self._heading(block)
                case Line():
                    made = self._line(block)
                case Levels():
                    made = self._levels(block)
                case AddItem():
                    made = self._add(block)
            made.setContentsMargins(_INDENT * block.depth if not isinstance(block, Heading) else 0, 0, 0, 0)
            self._blocks_column.addWidget(made)
        if self._waiting:
            QTimer.singleShot(0, self, self._build_more)

    def _build_more(self) -> None:
        if self._waiting:
            self._build_some()
            self._fill()

    def settle(self) -> None:
        """Tell the page how high the form is, once what grows in it has grown."""
        self._settling.start()

    def _settle(self) -> None:
        for field in self.fields.values():
            field.updateGeometry()
        above: QWidget | None = self._inside
        while above is not None and not isinstance(above, QScrollArea):
            above.updateGeometry()
            above = above.parentWidget()

    def build_all(self) -> None:
        """Build at once whatever is left."""
        while self._waiting:
            self._build_more()

    def _heading(self, block: Heading) -> QWidget:
        head = ItemHeading(block)
        head.setContentsMargins(_INDENT * block.depth, theme.HALF, 0, 0)
        head.kind_chosen.connect(lambda kind, block=block: self._change_kind(block, kind))
        head.moved.connect(lambda to, block=block: self._move_item(block.item, to))
        head.removed.connect(lambda block=block: self._remove_item(block.item))
        return head

    def _line(self, block: Line) -> QWidget:
        box = QWidget()
        down = QVBoxLayout(box)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(theme.GRID)
        for specs in _rows_of(block.fields, is_narrow=self._is_narrow):
            across = self._across(down)
            room = 0
            for spec in specs:
                across.addWidget(self._field(spec), spec.weight)
                room += spec.weight
            if block.flags and not self._is_narrow:
                across.addLayout(self._flags(block.flags), 4)
            elif room == 1:
                across.addStretch(2)
        if block.flags and self._is_narrow:
            down.addLayout(self._flags(block.flags))
        return box

    @staticmethod
    def _across(down: QVBoxLayout) -> QHBoxLayout:
        across = QHBoxLayout()
        across.setSpacing(theme.GRID + theme.HALF)
        down.addLayout(across)
        return across

    def _flags(self, flags: tuple[FlagSpec, ...]) -> QVBoxLayout:
        boxes = QVBoxLayout()
        boxes.setSpacing(theme.HALF)
        if not self._is_narrow:
            boxes.addSpacing(theme.GRID + theme.HALF)
        for flag in flags:
            boxes.addWidget(self._flag(flag))
        return boxes

    def _field(self, spec: FieldSpec) -> ValueField:
        field = ValueField(spec.written, least_lines=spec.least_lines)
        field.set_caption(spec.caption)
        field.grown.connect(self.settle)
        field.committed.connect(lambda text, spec=spec: self._given(spec, text))
        self.fields[spec.path] = field
        return field

    def _flag(self, spec: FlagSpec) -> CheckBox:
        box = CheckBox(spec.caption)
        box.toggled.connect(lambda on: self._tell(with_value(self._node, spec.path, spec.on if on else None)))
        self.flags[spec.path] = (box, spec)
        return box

    def _levels(self, block: Levels) -> QWidget:
        grid = LevelsGrid(block, self._field, is_narrow=self._is_narrow)
        grid.moved.connect(lambda item, to: self._move_item(item, to))
        grid.removed.connect(self._remove_item)
        grid.body.addLayout(self._add_line(AddItem(block.holder, block.which)), grid.rows, 0, 1, 6)
        return grid

    def _add(self, block: AddItem) -> QWidget:
        box = QWidget()
        box.setLayout(self._add_line(block))
        return box

    def _add_line(self, block: AddItem) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setContentsMargins(0, 0, 0, 0)
        foot.setSpacing(2 * theme.GRID)
        add = LinkButton(add_words(block.which), icon="plus")
        add.clicked.connect(lambda: self._add_item(block))
        removed = WrapLabel(size="small", tone="accent")
        self._removed[block.path] = removed
        foot.addWidget(add)
        foot.addWidget(removed, theme.TAKES_THE_ROOM)
        foot.addStretch(1)
        return foot

    # -- what is given -------------------------------------------------------------------------------

    def _given(self, spec: FieldSpec, text: str) -> None:
        self._tell(with_value(self._node, spec.path, None if spec.is_optional and not text else text))

    def _move_item(self, item: ItemSpec | None, to: int) -> None:
        if item is not None:
            self.flush()
            holder = value_at(self._node, item.holder)
            self._put(item.holder, with_item_moved(holder, item.which, item.number, to))

    def _remove_item(self, item: ItemSpec | None) -> None:
        if item is not None:
            self.flush()
            holder = value_at(self._node, item.holder)
            self._put(item.holder, without_item(holder, item.which, item.number))

    def _add_item(self, block: AddItem) -> None:
        self.flush()
        holder = value_at(self._node, block.holder)
        before = value_at(self._before, path_before(self._node, self._before, block.path))
        self._put(block.holder, with_item(holder, block.which, before if isinstance(before, list) else ()))
        self.build_all()
        first = self.fields.get((*block.path, len(holder[block.which]), "label_vi"))
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _change_kind(self, block: Heading, kind: str) -> None:
        assert block.kind is not None
        self.flush()
        held = value_at(self._node, block.kind.path)
        if kind in FIELD_TYPES:
            self._put(block.kind.path, with_field_type(held, "choice" if kind == "choice" else "bool"))
        else:
            self._put(block.kind.path, of_kind(kind, held))

    def _put(self, path: Path, value: Any) -> None:
        self._tell(with_value(self._node, path, value))

    def _tell(self, node: Any) -> None:
        """Show at once what was given; the draft follows."""
        assert self.name is not None
        if node == self._node:
            return
        self.show_node(self.name, node, self._before, self._faults, self._language)
        self.changed.emit(self.name, node)


def _rows_of(specs: tuple[FieldSpec, ...], *, is_narrow: bool) -> list[list[FieldSpec]]:
    """Return fields that stand side by side; in a narrow form each text has a row of its own."""
    if not is_narrow:
        return [list(specs)]
    rows = [[spec] for spec in specs if spec.weight > 2]
    small: list[list[FieldSpec]] = []
    for spec in specs:
        if spec.weight > 2:
            continue
        if small and sum(each.weight for each in small[-1]) + spec.weight <= _MOST_BESIDE:
            small[-1].append(spec)
        else:
            small.append([spec])
    return rows + small


def _fields_in(block: Block) -> int:
    match block:
        case Heading() | AddItem():
            return 0
        case Line():
            return len(block.fields)
        case Levels():
            return len(block.ids) * _FIELDS_OF_A_LEVEL

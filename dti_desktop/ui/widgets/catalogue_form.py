"""The form in which one node of a catalogue is corrected: what was changed shows what it was before."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from dti_desktop.engine.catalogue_edit import Node, NodeName
from dti_desktop.ui import theme
from dti_desktop.ui.catalogue_fields import (
    Block,
    FieldSpec,
    FlagSpec,
    Heading,
    Levels,
    Line,
    Path,
    blocks_of,
    value_at,
    with_value,
)
from dti_desktop.ui.catalogue_text import Written, shown, typed
from dti_desktop.ui.language import Retranslated
from dti_desktop.ui.widgets.buttons import IconButton, LinkButton
from dti_desktop.ui.widgets.choices import CheckBox
from dti_desktop.ui.widgets.fields import NoteEdit, TextField, mark_fault
from dti_desktop.ui.widgets.labels import Label, Weight, WrapLabel

_INDENT = 2 * theme.GRID
_SHARE_WIDTH = 92
_SETTLE_MS = 20
_FIELDS_OF_A_LEVEL = 3
_AT_ONCE = 8
"""Fields that are built in one go: about as much as is seen without scrolling."""


class _Text(NoteEdit):
    """Wraps like running text and is one line of the file: it grows with its width, too."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            # Behind the layout that is under way: what it is told meanwhile it forgets.
            QTimer.singleShot(0, self, self._fit_again)

    def _fit_again(self) -> None:
        self._fit()
        above: QWidget | None = self
        while above is not None and not isinstance(above, NodeForm):
            above = above.parentWidget()
        if above is not None:
            above.settle()


class ValueField(QWidget):
    """One value with its caption above, and below it what it was before or what is wrong with it."""

    committed = Signal(str)

    def __init__(self, written: Written, *, least_lines: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.written: Written = written
        self.caption = Label(size="small", tone="muted")
        self.field: TextField | NoteEdit = (
            _Text(min_lines=least_lines, max_lines=6) if least_lines else TextField()
        )
        self.below = WrapLabel(size="small", tone="muted")
        self.below.hide()
        self.setFocusProxy(self.field)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        for widget in (self.caption, self.field, self.below):
            layout.addWidget(widget)
        layout.addStretch(1)
        self.field.committed.connect(lambda text: self.committed.emit(typed(self.written, text)))

    def set_caption(self, text: str) -> None:
        """Say what the value is."""
        self.caption.setText(text)
        self.caption.setVisible(bool(text))
        self.set_name(text)

    def set_name(self, text: str) -> None:
        """Say what it is to a screen reader alone."""
        if isinstance(self.field, TextField):
            self.field.set_name(text)
        else:
            self.field.setAccessibleName(text)

    def show_value(self, value: object, before: object, fault: str, language: str) -> None:
        """Show a value; where it differs from `before`, say so."""
        text = shown(self.written, value, language)
        self.field.set_text(text)
        if isinstance(self.field, TextField) and not self.field.line.hasFocus():
            self.field.line.setCursorPosition(0)  # the beginning tells more than the end
        said, tone = "", "muted"
        if fault:
            said, tone = fault, "block"
        elif value != before:
            old = shown(self.written, before, language)
            said, tone = (
                (self.tr("Trước: {old}").format(old=old), "accent") if old else (self.tr("Mới"), "accent")
            )
        self.below.setText(said)
        self.below.set_tone("block" if tone == "block" else "accent" if tone == "accent" else "muted")
        self.below.setVisible(bool(said))
        line = self.field.line if isinstance(self.field, TextField) else self.field
        mark_fault(line, bool(fault))
        line.setAccessibleDescription(said)

    def flush(self) -> None:
        """Commit now what was typed."""
        self.field.flush()


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
            before = value_at(self._before, self._path_before(path))
            place = "".join(f"/{token}" for token in path)
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

    def _path_before(self, path: Path) -> Path:
        """Return where the edition before has this value: levels are told by their id, not their place."""
        if "levels" not in path:
            return path
        at = path.index("levels") + 1
        level = value_at(self._node, path[: at + 1]) or {}
        before = value_at(self._before, path[:at])
        ids = [each.get("id") for each in before] if isinstance(before, list) else []
        place = ids.index(level.get("id")) if level.get("id") in ids else len(ids)
        return (*path[:at], place, *path[at + 1 :])

    def _removed_words(self, path: Path) -> str:
        now, before = value_at(self._node, path) or [], value_at(self._before, path) or []
        kept = {level.get("id") for level in now}
        gone = [
            f"{level.get('label_vi', '')} ({shown('share', level.get('share'), self._language)})"
            for level in before
            if level.get("id") not in kept
        ]
        place = "".join(f"/{token}" for token in path)
        said = [self._faults[place]] if place in self._faults else []
        if gone:
            said.append(self.tr("Đã bỏ: {levels}").format(levels="; ".join(gone)))
        ids = [level.get("id") for level in now]
        old_order = [level.get("id") for level in before if level.get("id") in kept]
        if [each for each in ids if each in old_order] != old_order:
            said.append(self.tr("Thứ tự các mức đã đổi."))
        return " ".join(said)

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
        box = QWidget()
        across = QHBoxLayout(box)
        across.setContentsMargins(_INDENT * block.depth, theme.HALF, 0, 0)
        across.setSpacing(theme.GRID)
        across.addWidget(Label(block.text, weight=Weight.DemiBold))
        detail = Label(block.detail, size="small", tone="muted")
        across.addWidget(detail, 0, Qt.AlignmentFlag.AlignVCenter)
        across.addStretch(1)
        return box

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
        field.committed.connect(lambda text, spec=spec: self._given(spec, text))
        self.fields[spec.path] = field
        return field

    def _flag(self, spec: FlagSpec) -> CheckBox:
        box = CheckBox(spec.caption)
        box.toggled.connect(lambda on: self._tell(with_value(self._node, spec.path, spec.on if on else None)))
        self.flags[spec.path] = (box, spec)
        return box

    def _levels(self, block: Levels) -> QWidget:
        box = QWidget()
        grid = QGridLayout(box)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.GRID)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(0, 5)
        grid.setColumnStretch(1, 0 if self._is_narrow else 4)
        captions = (self.tr("Mức"), self.tr("Mức, tiếng Anh"), self.tr("Được phần điểm"))
        for column, caption in enumerate(captions):
            if not (self._is_narrow and column == 1):
                grid.addWidget(Label(caption, size="small", tone="muted"), 0, column)
        top = Qt.AlignmentFlag.AlignTop
        last = len(block.ids) - 1
        for number, _ in enumerate(block.ids):
            here = (*block.path, number)
            specs = (
                FieldSpec((*here, "label_vi"), "", least_lines=1),
                FieldSpec((*here, "label_en"), "", least_lines=1, is_optional=True),
                FieldSpec((*here, "share"), "", "share"),
            )
            for column, spec in enumerate(specs):
                field = self._field(spec)
                field.set_name(
                    self.tr("{caption} {number}").format(caption=captions[column], number=number + 1)
                )
                if spec.written == "share":
                    field.setFixedWidth(_SHARE_WIDTH)
                if self._is_narrow and column == 1:
                    grid.addWidget(field, 2 * number + 2, 0)  # under the Vietnamese one
                else:
                    grid.addWidget(field, 2 * number + 1, column)
            for column, (icon, name, act, enabled) in enumerate(
                (
                    ("chevron-up", self.tr("Đưa mức {n} lên"), (number, number - 1), number > 0),
                    ("chevron-down", self.tr("Đưa mức {n} xuống"), (number, number + 1), number < last),
                    ("x", self.tr("Bỏ mức {n}"), (number, None), last > 0),
                )
            ):
                button = IconButton(icon, size=14)
                button.set_name(name.format(n=number + 1))
                button.setEnabled(enabled)
                button.clicked.connect(lambda *_, path=block.path, act=act: self._move_level(path, *act))
                grid.addWidget(button, 2 * number + 1, 3 + column, top)
        foot = QHBoxLayout()
        foot.setSpacing(2 * theme.GRID)
        add = LinkButton(self.tr("Thêm mức"), icon="plus")
        add.clicked.connect(lambda: self._add_level(block.path))
        removed = WrapLabel(size="small", tone="accent")
        self._removed[block.path] = removed
        foot.addWidget(add)
        foot.addWidget(removed, theme.TAKES_THE_ROOM)
        foot.addStretch(1)
        grid.addLayout(foot, 2 * len(block.ids) + 1, 0, 1, 6)
        return box

    # -- what is given -------------------------------------------------------------------------------

    def _given(self, spec: FieldSpec, text: str) -> None:
        self._tell(with_value(self._node, spec.path, None if spec.is_optional and not text else text))

    def _move_level(self, path: Path, number: int, to: int | None) -> None:
        self.flush()
        levels = list(value_at(self._node, path))
        level = levels.pop(number)
        if to is not None:
            levels.insert(to, level)
        self._tell(with_value(self._node, path, levels))

    def _add_level(self, path: Path) -> None:
        self.flush()
        levels = list(value_at(self._node, path))
        taken = {level.get("id") for level in levels} | {
            level.get("id") for level in value_at(self._before, path) or []
        }
        number = next(n for n in range(1, len(taken) + 2) if f"level_{n}" not in taken)
        new = {"id": f"level_{number}", "label_vi": self.tr("Mức mới"), "share": "0"}
        self._tell(with_value(self._node, path, [*levels, new]))
        self.build_all()
        self.fields[(*path, len(levels), "label_vi")].setFocus(Qt.FocusReason.OtherFocusReason)

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
    small = [spec for spec in specs if spec.weight <= 2]
    return [*rows, small] if small else rows


def _fields_in(block: Block) -> int:
    match block:
        case Heading():
            return 0
        case Line():
            return len(block.fields)
        case Levels():
            return len(block.ids) * _FIELDS_OF_A_LEVEL

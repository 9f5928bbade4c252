"""A choice with a line of words above it, number keys, and a way to take it back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dti_desktop.ui import theme
from dti_desktop.ui.language import Retranslated
from dti_desktop.ui.widgets.buttons import LinkButton
from dti_desktop.ui.widgets.choices import Choice, ChoiceGroup, ChoiceRow
from dti_desktop.ui.widgets.labels import Label, Weight


class _ChoiceKeys(QObject):
    """The number keys 1 to 9 choose while the keyboard is on one of the choices; Enter goes on."""

    def __init__(self, group: ChoiceGroup, choose: Callable[[int], None], enter: Callable[[], None]) -> None:
        super().__init__(group)
        self._choose = choose
        self._enter = enter

    def watch(self, rows: list[ChoiceRow]) -> None:
        for row in rows:
            row.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
            number = event.key() - Qt.Key.Key_0
            if plain and 1 <= number <= 9:
                self._choose(number - 1)
                return True
            if plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._enter()
                return True
        return False


class ChoiceInput(Retranslated, QWidget):
    """One choice under its own line of words, with a way to take it back. `entered` at Enter."""

    chosen = Signal(object)
    entered = Signal()

    def __init__(self, *, compact: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._compact = compact
        self._caption_text: str | None = None
        self.caption = Label(size="small", tone="muted")
        self.clear = LinkButton()
        self.group = ChoiceGroup()
        self._keys = _ChoiceKeys(self.group, self._choose_number, self.entered.emit)
        self.group.chosen.connect(self._on_chosen)
        self.clear.clicked.connect(lambda: self._take_back())
        self.setFocusProxy(self.group)
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 0, 0)
        head.addWidget(self.caption, 1)
        head.addWidget(self.clear)
        policy = self.clear.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.clear.setSizePolicy(policy)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addLayout(head)
        layout.addWidget(self.group)
        self.retranslate()

    def offer(self, choices: list[Choice], name: str, caption: str | None = None) -> None:
        """Offer these choices; `caption` stands above them instead of the usual words."""
        self._caption_text = caption
        if caption is not None:
            self.caption.setFont(theme.current().font("body", Weight.Medium))
            self.caption.set_tone("text")
        self.group.set_choices(choices)
        self.group.setAccessibleName(name)
        rows = self.rows()
        for before, after in pairwise([*rows, self.clear]):
            QWidget.setTabOrder(before, after)
        self._keys.watch(rows)
        self._follow()
        self.retranslate()

    def rows(self) -> list[ChoiceRow]:
        """Return the rows that can be chosen, in order."""
        layout = self.group.layout()
        assert layout is not None
        found = (layout.itemAt(place) for place in range(layout.count()))
        return [w for item in found if item is not None and isinstance(w := item.widget(), ChoiceRow)]

    def tab_stops(self) -> Iterator[QWidget]:
        """Yield what the Tab key stops at, in order."""
        yield self

    def set_chosen(self, choice_id: str | None) -> None:
        """Show a stored choice, or none."""
        if choice_id != self.group.choice:
            self.group.set_chosen(choice_id)
        self._follow()

    def set_read_only(self, read_only: bool) -> None:
        """Let the choice be read only, or made again."""
        self.group.set_read_only(read_only)
        self._follow()
        self.retranslate()

    def retranslate(self) -> None:
        self.clear.setText(self.tr("Bỏ chọn"))
        if self._caption_text is not None:
            self.caption.setText(self._caption_text)
        elif self.group.is_read_only:
            self.caption.setText(self.tr("Mức đã chọn"))
        elif self._compact:
            self.caption.setText(self.tr("Chọn một mức"))
        else:
            self.caption.setText(self.tr("Chọn một mức; có thể bấm phím số"))

    def _choose_number(self, place: int) -> None:
        rows = self.rows()
        if place < len(rows):
            rows[place].setFocus(Qt.FocusReason.OtherFocusReason)
            rows[place].click()

    def _take_back(self) -> None:
        self.group.set_chosen(None)
        rows = self.rows()
        if rows:
            rows[0].setFocus(Qt.FocusReason.OtherFocusReason)
        self._on_chosen(None)

    def _on_chosen(self, choice_id: str | None) -> None:
        self._follow()
        self.chosen.emit(choice_id)

    def _follow(self) -> None:
        self.clear.setVisible(self.group.choice is not None and not self.group.is_read_only)

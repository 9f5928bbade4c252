"""The evidence of one indicator as cards, one of them chosen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from dti_desktop.engine.assessment import Document
from dti_desktop.ui import theme
from dti_desktop.ui.widgets.evidence_card import HEIGHT, EvidenceCard

Shown = tuple[Document, str]
"""A document and the pages that are cited."""


class EvidenceList(QScrollArea):
    """Cards one under the other; as high as its cards, and scrolling where there is less room.

    `chosen(str)` when a person chooses a card; the other signals are those of the cards.
    """

    chosen = Signal(str)
    open_wanted = Signal(str)
    edit_wanted = Signal(str)
    unlink_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        ground = QWidget()
        ground.setProperty("kind", "clear")
        self._column = QVBoxLayout(ground)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.GRID)
        self._column.addStretch(1)
        self.setWidget(ground)
        self.viewport().setAutoFillBackground(False)
        ground.setAutoFillBackground(False)
        self._cards: list[EvidenceCard] = []
        self._before: QWidget | None = None
        self._shown = 0
        self._is_read_only = False

    def come_after(self, widget: QWidget) -> None:
        """Let the Tab key come to the cards after this widget."""
        self._before = widget

    def show_documents(self, documents: Sequence[Shown]) -> None:
        """Show these; the one that was chosen stays chosen, else the first is."""
        before = self.current
        while len(self._cards) < len(documents):
            self._add_card()
        self._shown = len(documents)
        for card, shown in zip(self._cards, documents, strict=False):
            card.show_document(*shown)
        for place, card in enumerate(self._cards):
            card.setVisible(place < self._shown)
            if place >= self._shown:
                card.document = None
        ids = [document.id for document, _ in documents]
        self.choose(before if before in ids else (ids[0] if ids else None))
        self.setVisible(self._shown > 0)
        self.updateGeometry()

    def set_read_only(self, read_only: bool) -> None:
        """Let the documents be looked at only, or cited otherwise and taken off again."""
        self._is_read_only = read_only
        for card in self._cards:
            card.set_read_only(read_only)

    @property
    def current(self) -> str | None:
        """The id of the chosen document."""
        for card in self._cards[: self._shown]:
            if card.isChecked() and card.document is not None:
                return card.document.id
        return None

    def choose(self, document_id: str | None) -> None:
        """Choose a card. Emits nothing."""
        for card in self._cards:
            card.setAutoExclusive(False)
            card.setChecked(card.document is not None and card.document.id == document_id)
            card.setAutoExclusive(True)
            if card.isChecked():
                self.ensureWidgetVisible(card, 0, 0)

    def focus_current(self) -> bool:
        """Put the keyboard on the chosen card. Returns whether there is one."""
        for card in self._cards[: self._shown]:
            if card.isChecked():
                card.setFocus(Qt.FocusReason.TabFocusReason)
                return True
        return False

    def cards(self) -> list[EvidenceCard]:
        """Return the cards that are shown."""
        return self._cards[: self._shown]

    def sizeHint(self) -> QSize:
        height = self._shown * HEIGHT + max(0, self._shown - 1) * theme.GRID
        return QSize(240, height)

    def minimumSizeHint(self) -> QSize:
        return QSize(160, min(self.sizeHint().height(), 2 * HEIGHT + theme.GRID))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
            if step and isinstance(watched, EvidenceCard):
                place = self._cards.index(watched) + step
                if 0 <= place < self._shown:
                    self._cards[place].setFocus(Qt.FocusReason.TabFocusReason)
                    self._cards[place].click()
                return True
        return super().eventFilter(watched, event)

    def _add_card(self) -> None:
        card = EvidenceCard()
        card.set_read_only(self._is_read_only)
        card.installEventFilter(self)
        card.clicked.connect(lambda _on, card=card: self._on_clicked(card))
        card.open_wanted.connect(self.open_wanted)
        card.edit_wanted.connect(self.edit_wanted)
        card.unlink_wanted.connect(self.unlink_wanted)
        before = self._cards[-1].more if self._cards else self._before
        self._cards.append(card)
        self._column.insertWidget(len(self._cards) - 1, card)
        if before is not None:
            QWidget.setTabOrder(before, card)
            QWidget.setTabOrder(card, card.more)

    def _on_clicked(self, card: EvidenceCard) -> None:
        if card.document is not None:
            self.chosen.emit(card.document.id)

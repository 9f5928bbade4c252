"""Who signed a bundle, as the certificates say."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dti_desktop.ui import format as formats
from dti_desktop.ui import theme
from dti_desktop.ui.language import Retranslated
from dti_desktop.ui.verification_text import shown
from dti_desktop.ui.widgets.labels import Label, Weight
from dti_desktop.ui.widgets.line_list import LineList
from dti_desktop.ui.widgets.messages import IconMark
from dti_desktop.ui.widgets.surfaces import Hairline

if TYPE_CHECKING:
    from dti_desktop.bundle.verify import VerifiedSigner


class _SignerCard(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.name = Label(weight=Weight.DemiBold)
        self.lines = LineList()
        words = QVBoxLayout()
        words.setSpacing(theme.HALF)
        words.addWidget(self.name)
        words.addWidget(self.lines)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(IconMark("user-round", "muted", 20), 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(words, theme.TAKES_THE_ROOM)
        layout.addStretch(1)


class SignerCards(Retranslated, QWidget):
    """One block for each signature that holds."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._signers: Sequence[VerifiedSigner] = ()
        self.cards: list[_SignerCard] = []
        self._lines: list[Hairline] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(12)

    def show_signers(self, signers: Sequence[VerifiedSigner]) -> None:
        """Show these and no others."""
        self._signers = signers
        self.retranslate()

    def retranslate(self) -> None:
        write = formats.current()
        while len(self.cards) < len(self._signers):
            if self.cards:
                line = Hairline()
                self._lines.append(line)
                self._layout.addWidget(line)
            card = _SignerCard()
            self.cards.append(card)
            self._layout.addWidget(card)
        for place, card in enumerate(self.cards):
            card.setVisible(place < len(self._signers))
            if place:
                self._lines[place - 1].setVisible(place < len(self._signers))
            if place >= len(self._signers):
                continue
            signer = self._signers[place]
            card.name.setText(shown(signer.common_name or signer.subject))
            card.lines.show_lines(
                [
                    (self.tr("Chủ thể"), shown(signer.subject)),
                    (self.tr("Nơi cấp"), shown(signer.issuer)),
                    (self.tr("Số sê-ri"), signer.serial),
                    (
                        self.tr("Thời điểm ký"),
                        self.tr("{moment}, theo lời người ký").format(
                            moment=write.date_time(signer.claimed_time_utc)
                        ),
                    ),
                ]
            )

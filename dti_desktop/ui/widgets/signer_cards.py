"""Who signed a bundle, one after the other: what the certificate says, and how far it is to be believed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from dti_desktop.ui import format as formats
from dti_desktop.ui import theme
from dti_desktop.ui.language import Retranslated
from dti_desktop.ui.navigation import Context
from dti_desktop.ui.verification_text import SHAPES, Mood, NameOnCertificate, Verdict, signer_verdicts
from dti_desktop.ui.widgets.flow import FlowLayout
from dti_desktop.ui.widgets.labels import Weight, WrapLabel
from dti_desktop.ui.widgets.line_list import Line, LineList
from dti_desktop.ui.widgets.messages import IconMark
from dti_desktop.ui.widgets.surfaces import Hairline, Pill, PillTone
from dti_desktop.ui.words import words

if TYPE_CHECKING:
    from dti_desktop.bundle.verify import VerifiedSigner

_PILLS = 3
_TONES: dict[Mood, PillTone] = {
    "good": "done",
    "bad": "block",
    "open": "warn",
    "told": "neutral",
    "left": "neutral",
}


class Signed(Protocol):
    """Something with signatures that hold: a bundle, a pack."""

    @property
    def signers(self) -> tuple[VerifiedSigner, ...]: ...


class SignerCard(QWidget):
    """One signer: name and organisation, the verdicts on this signature alone, then quiet facts."""

    def __init__(self) -> None:
        super().__init__()
        self.name = WrapLabel(weight=Weight.DemiBold, characters=90, selectable=True)
        self.organisation = WrapLabel(tone="secondary", characters=90, selectable=True)
        self.pills = [Pill() for _ in range(_PILLS)]
        self.lines = LineList()
        marks = FlowLayout(theme.GRID)
        marks.setContentsMargins(0, 2, 0, 2)
        for pill in self.pills:
            marks.addWidget(pill)
        said = QVBoxLayout()
        said.setSpacing(2)
        said.addWidget(self.name)
        said.addWidget(self.organisation)
        said.addSpacing(2)
        said.addLayout(marks)
        said.addSpacing(2)
        said.addWidget(self.lines)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(IconMark("user-round", "muted", 20), 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(said, theme.TAKES_THE_ROOM)
        layout.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def show_verdicts(self, verdicts: list[Verdict]) -> None:
        """Show the verdicts as pills: shape, what is judged, the word."""
        for pill, verdict in zip(self.pills, verdicts, strict=True):
            pill.set_look(f"{verdict.name}: {verdict.word}", _TONES[verdict.mood], SHAPES[verdict.mood][0])


class SignerCards(Retranslated, QWidget):
    """One block for each signature that holds, in the order of signing."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._found: Signed | None = None
        self.cards: list[SignerCard] = []
        self._lines: list[Hairline] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(2 * theme.GRID)

    def show_signers(self, found: Signed) -> None:
        """Show these signers and no others."""
        self._found = found
        self.retranslate()

    def retranslate(self) -> None:
        signers = () if self._found is None else self._found.signers
        while len(self.cards) < len(signers):
            if self.cards:
                line = Hairline()
                self._lines.append(line)
                self._layout.addWidget(line)
            card = SignerCard()
            self.cards.append(card)
            self._layout.addWidget(card)
        for place, card in enumerate(self.cards):
            card.setVisible(place < len(signers))
            if place:
                self._lines[place - 1].setVisible(place < len(signers))
        if self._found is not None:
            say = words(self._context)
            for card, signer in zip(self.cards, signers, strict=False):
                self._fill(card, signer, signer_verdicts(signer, say))

    def _fill(self, card: SignerCard, signer: VerifiedSigner, verdicts: list[Verdict]) -> None:
        holder = NameOnCertificate.of(signer.subject, signer.common_name)
        issuer = NameOnCertificate.of(signer.issuer)
        alone = self._found is not None and len(self._found.signers) == 1
        card.name.setText(holder.name if alone else f"{signer.number}. {holder.name}")
        card.organisation.setText(holder.organisation)
        card.organisation.setVisible(bool(holder.organisation))
        card.show_verdicts(verdicts)
        lines: list[Line] = [(self.tr("Khai ký lúc"), self._claimed(signer))]
        if signer.timestamp is not None:
            lines.append((self.tr("Dấu thời gian"), self._stamped(signer)))
        lines += [(self.tr("Nơi cấp chứng thư"), issuer.in_one), (self.tr("Số sê-ri"), signer.serial)]
        if holder.more:
            lines.append((self.tr("Định danh khác"), holder.more))
        card.lines.show_lines(lines)
        said = ". ".join([f"{verdict.name}: {verdict.word}" for verdict in verdicts])
        card.setAccessibleName(f"{signer.number}. {holder.in_one}. {said}")

    def _claimed(self, signer: VerifiedSigner) -> str:
        return self.tr("{moment}, theo lời người ký").format(
            moment=formats.current().date_time(signer.claimed_time_utc)
        )

    def _stamped(self, signer: VerifiedSigner) -> str:
        stamp = signer.timestamp
        assert stamp is not None
        moment = formats.current().date_time(stamp.time_utc)
        authority = NameOnCertificate.of(stamp.authority, stamp.authority_common_name).in_one
        if stamp.chain == "trusted":
            return self.tr("{moment}, do {authority} chứng thực").format(moment=moment, authority=authority)
        if stamp.chain == "unknown":
            return self.tr(
                "{moment}, do {authority} cấp; chưa có chứng thư gốc của đơn vị này "
                "nên chưa tính là chứng thực"
            ).format(moment=moment, authority=authority)
        return self.tr("{moment}, do {authority} cấp; không tin cậy nên không tính là chứng thực").format(
            moment=moment, authority=authority
        )

"""Who has signed a bundle so far, a line for each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from dti_desktop.ui import format as formats
from dti_desktop.ui.language import Retranslated
from dti_desktop.ui.verification_text import NameOnCertificate
from dti_desktop.ui.widgets.line_list import Line, LineList

if TYPE_CHECKING:
    from dti_desktop.bundle.verify import VerifiedSigner


class SignedBy(Retranslated, QWidget):
    """Number, name and organisation, and when: proven where a timestamp is there, else as claimed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._signers: Sequence[VerifiedSigner] = ()
        self.lines = LineList()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.lines)

    def show_signers(self, signers: Sequence[VerifiedSigner]) -> None:
        """Show these and no others."""
        self._signers = signers
        self.retranslate()

    def retranslate(self) -> None:
        self.lines.show_lines([self._line(signer) for signer in self._signers])

    def _line(self, signer: VerifiedSigner) -> Line:
        moment = formats.current().date_time(signer.claimed_time_utc)
        if signer.timestamp is not None:
            when = self.tr("khai ký {moment}, có dấu thời gian").format(moment=moment)
        else:
            when = self.tr("khai ký {moment}").format(moment=moment)
        name = NameOnCertificate.of(signer.subject, signer.common_name)
        return f"{signer.number}.", f"{name.in_one}\n{when}"

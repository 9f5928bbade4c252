"""A bundle that came out of an act: which file it is, and what the re-reading said of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dti_desktop.named_files import shown_name
from dti_desktop.ui import theme
from dti_desktop.ui.language import Retranslated
from dti_desktop.ui.navigation import Context
from dti_desktop.ui.verification_text import own_verdicts
from dti_desktop.ui.widgets.labels import ElidedLabel, Label, Weight, WrapLabel
from dti_desktop.ui.widgets.line_list import LineList
from dti_desktop.ui.widgets.messages import IconMark
from dti_desktop.ui.widgets.signed_by import SignedBy
from dti_desktop.ui.widgets.surfaces import Card
from dti_desktop.ui.widgets.verdict_list import VerdictList
from dti_desktop.ui.words import words

if TYPE_CHECKING:
    from dti_desktop.bundle.writer import WrittenBundle

_DIGITS_TOGETHER = 8


class BundleResult(Retranslated, QWidget):
    """What was done, the file, who has signed it now, and the verdicts."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._written: WrittenBundle | None = None
        self._sha256 = ""
        self._done = Label(size="title", weight=Weight.DemiBold)
        self._more = WrapLabel(tone="secondary", characters=80)
        self._file = ElidedLabel(weight=Weight.Medium, elide=Qt.TextElideMode.ElideMiddle)
        self._lines = LineList()
        self._signed_head = Label(weight=Weight.DemiBold)
        self.signers = SignedBy()
        self._verdict_head = Label(weight=Weight.DemiBold)
        self.verdicts = VerdictList()
        done = Card()
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(IconMark("circle-check", "done", 24), 0, Qt.AlignmentFlag.AlignTop)
        said = QVBoxLayout()
        said.setSpacing(theme.HALF)
        said.addWidget(self._done)
        said.addWidget(self._more)
        head.addLayout(said, theme.TAKES_THE_ROOM)
        head.addStretch(1)
        done.body.addLayout(head)
        done.body.addSpacing(theme.HALF)
        done.body.addWidget(self._file)
        done.body.addWidget(self._lines)
        signed = Card()
        signed.body.addWidget(self._signed_head)
        signed.body.addWidget(self.signers)
        checked = Card()
        checked.body.setSpacing(12)
        checked.body.addWidget(self._verdict_head)
        checked.body.addWidget(self.verdicts)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2 * theme.GRID)
        for card in (done, signed, checked):
            layout.addWidget(card)
        self.retranslate()

    def say(self, done: str, more: str = "") -> None:
        """Say what was done, and what that means."""
        self._done.setText(done)
        self._more.setText(more)
        self._more.setVisible(bool(more))

    def show_bundle(self, written: WrittenBundle, sha256: str) -> None:
        """Show a bundle that was written and read again."""
        self._written, self._sha256 = written, sha256
        self.retranslate()

    def retranslate(self) -> None:
        self._signed_head.setText(self.tr("Người đã ký"))
        self._verdict_head.setText(self.tr("Kết quả đọc lại"))
        written = self._written
        if written is None:
            return
        self._file.setText(shown_name(written.path))
        self._lines.show_lines(
            [
                (self.tr("Thư mục"), str(written.path.parent)),
                (self.tr("Dung lượng"), self._context.format.size(written.size_bytes)),
                (self.tr("SHA-256"), in_groups(self._sha256)),
            ]
        )
        self.signers.show_signers(written.verification.signers)
        self.verdicts.show_verdicts(own_verdicts(written.verification, words(self._context)))


def in_groups(digits: str) -> str:
    """Return hexadecimal digits as people can compare them."""
    steps = range(0, len(digits), _DIGITS_TOGETHER)
    return " ".join(digits[start : start + _DIGITS_TOGETHER] for start in steps)

"""A further signature for a signed bundle: who has signed so far, with which key, into which file."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QWidget

from dti_desktop.errors import Problem
from dti_desktop.ui.bundle_events import tell_journal
from dti_desktop.ui.dialogs.bundle_dialog import BundleDialog, Opened
from dti_desktop.ui.navigation import Context
from dti_desktop.ui.widgets.key_form import KeyForm
from dti_desktop.ui.widgets.labels import Label, Weight
from dti_desktop.ui.widgets.new_file import NewFile
from dti_desktop.ui.widgets.pin_prompt import PinPrompt
from dti_desktop.ui.widgets.signed_by import SignedBy
from dti_desktop.ui.words import words
from dti_desktop.utc_times import utc_text

if TYPE_CHECKING:
    from dti_desktop.bundle.certificates import CertificateDescription
    from dti_desktop.bundle.verify import VerifiedSigner
    from dti_desktop.bundle.writer import WrittenBundle

_OWN_ENDING = re.compile(r"-ky[0-9]+\Z", re.ASCII)


@dataclass(frozen=True)
class _Made:
    """A bundle with one signature more, and the digest of its file."""

    written: WrittenBundle
    sha256: str


class CosignDialog(BundleDialog):
    """Adds one signature. The key is held only until it has signed or the dialog is closed."""

    def __init__(
        self,
        context: Context,
        opened: Opened,
        now_utc: Callable[[], datetime],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(context, opened, now_utc, parent)
        self._signed_head = Label(weight=Weight.DemiBold)
        self.signed_by = SignedBy()
        self.signed_by.show_signers(opened.found.signers)
        self.key = KeyForm(context, now_utc, with_tokens=True)
        self.key.changed.connect(self._on_key)
        self.pin_prompt = PinPrompt(context)
        self.scrolled.body.insertWidget(0, self.pin_prompt)
        number = len(opened.found.signers) + 1
        stem = _OWN_ENDING.sub("", opened.path.stem)
        self.file = NewFile(opened.path, f"{stem}-ky{number}")
        self.card(self._signed_head, self.signed_by)
        self.asked_body.addWidget(self.key)
        self.card(self.file)
        self.complete()
        self.key.first_field.setFocus()

    # -- signing -----------------------------------------------------------------------------------------

    def can_act(self) -> bool:
        return self.key.is_fit and self._signed_before() is None

    def act(self) -> None:
        """Sign, and read the new bundle again before it is in place."""
        chosen = self.key.chosen
        if chosen is None:
            return
        from dti_desktop.services.cosigning import add_signature
        from dti_desktop.services.tokens import TokenKey

        context, source, target, now_utc = self.context, self.opened.path, self.file.target, self.now_utc
        ask = self.pin_prompt.ask

        def make(progress: Callable[[int, int], None], cancelled: Callable[[], bool]) -> _Made:
            context.workspace.check_target(target)
            written = add_signature(
                context.library,
                source,
                target,
                chosen.opening(partial(ask, cancelled), now_utc) if isinstance(chosen, TokenKey) else chosen,
                now_utc=now_utc,
                own_catalogues=context.workspace.catalogues.own_digests,
                progress=progress,
                cancelled=cancelled,
            )
            return _Made(written, written.sha256)

        self.scrolled.verticalScrollBar().setValue(0)
        self.run(make, self.doing(0), self._on_made)

    def _on_made(self, made: _Made) -> None:
        from dti_desktop.services.bundle_journal import BUNDLE_SIGNED, signed_facts

        self.key.forget()
        facts = signed_facts(made.written, made.sha256)
        tell_journal(self.context, made.written.verification, BUNDLE_SIGNED, facts)
        self.finish(made.written, made.sha256, *self._done_words())

    def done(self, result: int) -> None:
        self.key.forget()
        super().done(result)

    def _on_key(self) -> None:
        self.error = None
        self.refresh()
        if self.can_act() and self.isVisible():
            # What she is about to confirm stays in sight: where it goes.
            QTimer.singleShot(0, self, lambda: self.scrolled.ensureWidgetVisible(self.file))
            if not self.key.is_token:
                self.act_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _signed_before(self) -> VerifiedSigner | None:
        """Return the signature that this very certificate has made already."""
        own = self._description()
        if own is None:
            return None
        signers = self.opened.found.signers
        return next((one for one in signers if (one.issuer, one.serial) == (own.issuer, own.serial)), None)

    def _description(self) -> CertificateDescription | None:
        from dti_desktop.services.tokens import TokenKey

        chosen = self.key.chosen
        if isinstance(chosen, TokenKey):
            return None if chosen.certificate is None else chosen.certificate.description
        return None if chosen is None else chosen.description

    # -- words -------------------------------------------------------------------------------------------

    def retranslate(self) -> None:
        self.say_title(self.tr("Ký thêm vào tệp này"))
        self.lead.setText(
            self.tr(
                "Chữ ký mới đứng sau các chữ ký đã có và cùng ký đúng những nội dung ấy; không chữ ký nào "
                "trước đó bị đụng tới."
            )
        )
        self._signed_head.setText(self.tr("Đã ký trước đó"))
        if self.made is not None:
            self.outcome.say(*self._done_words())
        super().retranslate()

    def _done_words(self) -> tuple[str, str]:
        return (
            self.tr("Đã ký thêm. Tệp đã được đọc lại và kiểm tra."),
            self.tr("Nếu còn người phải ký, hãy đưa tệp này cho họ, không phải tệp trước."),
        )

    def act_words(self) -> str:
        return self.tr("Ký")

    def doing(self, passes_done: int) -> str:
        return self.tr("Đang ký và ghi tệp…") if passes_done == 1 else super().doing(passes_done)

    def refresh(self) -> None:
        super().refresh()
        if not self.is_running:
            self.pin_prompt.end()

    def _say_error(self) -> None:
        super()._say_error()
        before = self._signed_before()
        if before is not None and not self.is_running and self.made is None:
            facts = {"subject": before.subject, "claimed_time_utc": utc_text(before.claimed_time_utc)}
            self.notice.say(words(self.context).problem(Problem("already-signed", "", facts)), "warn")
            self.notice.show()

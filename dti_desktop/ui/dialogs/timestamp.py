"""A timestamp for a signature, by files that are carried: a request goes out, a reply comes back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from dti_desktop.named_files import shown_name
from dti_desktop.ui import theme
from dti_desktop.ui.bundle_events import tell_journal
from dti_desktop.ui.dialogs.bundle_dialog import BundleDialog, Opened
from dti_desktop.ui.navigation import Context
from dti_desktop.ui.verification_text import NameOnCertificate
from dti_desktop.ui.widgets.buttons import SecondaryButton
from dti_desktop.ui.widgets.choices import Choice, ChoiceGroup
from dti_desktop.ui.widgets.drop_area import DropArea
from dti_desktop.ui.widgets.labels import Label, Weight, WrapLabel
from dti_desktop.ui.widgets.messages import Notice
from dti_desktop.ui.widgets.new_file import NewFile, free_name

if TYPE_CHECKING:
    from dti_desktop.bundle.timestamping import TimestampedBundle, TimestampRequest
    from dti_desktop.bundle.verify import VerifiedSigner

REQUEST_SUFFIX = ".tsq"
REPLY_SUFFIX = ".tsr"


@dataclass(frozen=True)
class _Made:
    """A bundle with one timestamp more, and the digest of its file."""

    added: TimestampedBundle
    sha256: str


class TimestampDialog(BundleDialog):
    """First the request, then the reply; either can be done on another day."""

    def __init__(
        self,
        context: Context,
        opened: Opened,
        now_utc: Callable[[], datetime],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(context, opened, now_utc, parent)
        self.reply: Path | None = None
        self._added: TimestampedBundle | None = None
        self._saved: tuple[Path, int] | None = None
        self._request_head, self._reply_head = Label(weight=Weight.DemiBold), Label(weight=Weight.DemiBold)
        self._request_words = WrapLabel(tone="secondary", characters=90)
        self._reply_words = WrapLabel(tone="secondary", characters=90)
        self.signatures = ChoiceGroup([self._choice(signer) for signer in opened.found.signers])
        self.signatures.chosen.connect(self._on_signature)
        self.save_button = SecondaryButton(icon="download")
        self.save_button.clicked.connect(self.choose_request)
        self.saved = Notice(tone="done")
        self.all_stamped = Notice(tone="info")
        self.drop = DropArea()
        self.drop.clicked.connect(self.choose_reply)
        self.drop.dropped.connect(self._dropped)
        stem = opened.path.stem
        self.file = NewFile(opened.path, f"{stem}-dtg")
        self._lay_out_steps()
        self.complete()
        first = next((s.number for s in opened.found.signers if s.timestamp is None), None)
        self.signatures.set_chosen(None if first is None else str(first))
        self.refresh()
        self.save_button.setFocus()

    def _lay_out_steps(self) -> None:
        self.asked_body.addWidget(self.all_stamped)
        button = QHBoxLayout()
        button.addWidget(self.save_button)
        button.addStretch(1)
        asking = self.card(self._request_head, self._request_words, self.signatures)
        asking.body.addLayout(button)
        asking.body.addWidget(self.saved)
        taking = self.card(self._reply_head, self._reply_words, self.drop)
        taking.body.addSpacing(theme.HALF)
        taking.body.addWidget(self.file)
        self.steps = (asking, taking)

    # -- the request -------------------------------------------------------------------------------------

    @property
    def number(self) -> int | None:
        """The signature that a request would be about."""
        return None if self.signatures.choice is None else int(self.signatures.choice)

    def choose_request(self) -> None:
        """Ask where the request goes."""
        path = self.opened.path
        proposed = free_name(path.parent, f"{path.stem}-chu-ky-{self.number}", REQUEST_SUFFIX)
        dialog = QFileDialog(self, self.tr("Lưu tệp yêu cầu dấu thời gian"), str(proposed.parent))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(self.tr("Yêu cầu dấu thời gian (*.tsq)"))
        dialog.setDefaultSuffix(REQUEST_SUFFIX.removeprefix("."))
        dialog.selectFile(proposed.name)
        if dialog.exec() and dialog.selectedFiles():
            self.save_request(Path(dialog.selectedFiles()[0]))
        dialog.deleteLater()

    def save_request(self, target: Path) -> None:
        """Write the request for the chosen signature."""
        number = self.number
        if number is None:
            return
        from dti_desktop.services.timestamps import write_request

        context, source = self.context, self.opened.path

        def make(progress: Callable[[int, int], None], cancelled: Callable[[], bool]) -> TimestampRequest:
            context.workspace.check_target(target, inputs=(source,))
            return write_request(source, target, number, progress=progress, cancelled=cancelled)

        self._saved = None
        self.run(make, super().doing(0), lambda request: self._on_saved(target, request))

    def _on_saved(self, target: Path, request: TimestampRequest) -> None:
        self._saved = (target, request.number)
        self.save_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_signature(self, _choice: object) -> None:
        self._saved = None
        self.refresh()

    # -- the reply ---------------------------------------------------------------------------------------

    def choose_reply(self) -> None:
        """Let the person choose the reply in the system's dialog."""
        chosen, _ = QFileDialog.getOpenFileName(
            self,
            self.tr("Chọn tệp trả lời của đơn vị cấp dấu thời gian"),
            str(self.opened.path.parent),
            self.tr("Trả lời dấu thời gian (*.tsr);;Mọi tệp (*)"),
        )
        if chosen:
            self.take_reply(Path(chosen))

    def take_reply(self, reply: Path) -> None:
        """Use this reply; nothing is written before the button is pressed."""
        self.reply = reply
        self.error = None
        self.refresh()
        self.act_button.setFocus(Qt.FocusReason.OtherFocusReason)
        QTimer.singleShot(0, self, lambda: self.scrolled.ensureWidgetVisible(self.file))

    def _dropped(self, paths: Sequence[Path]) -> None:
        if paths:
            self.take_reply(paths[0])

    def can_act(self) -> bool:
        return self.reply is not None

    def act(self) -> None:
        """Put the timestamp of the reply into the bundle; the signature is the one that it is about."""
        if self.reply is None:
            return
        from dti_desktop.services.timestamps import add_timestamp

        context, source, target, reply = self.context, self.opened.path, self.file.target, self.reply

        def make(progress: Callable[[int, int], None], cancelled: Callable[[], bool]) -> _Made:
            context.workspace.check_target(target, inputs=(reply,))
            added = add_timestamp(
                context.library,
                source,
                target,
                reply,
                own_catalogues=context.workspace.catalogues.own_digests,
                progress=progress,
                cancelled=cancelled,
            )
            return _Made(added, added.written.sha256)

        self._saved = None
        self.run(make, self.doing(0), self._on_made)

    def _on_made(self, made: _Made) -> None:
        from dti_desktop.services.bundle_journal import BUNDLE_TIMESTAMPED, timestamped_facts

        self._added = made.added
        written = made.added.written
        facts = timestamped_facts(made.added, made.sha256)
        tell_journal(self.context, written.verification, BUNDLE_TIMESTAMPED, facts)
        self.finish(written, made.sha256, *self._done_words(made.added))

    # -- words -------------------------------------------------------------------------------------------

    def retranslate(self) -> None:
        self.say_title(self.tr("Dấu thời gian"))
        self.lead.setText(
            self.tr(
                "Dấu thời gian là lời chứng của một đơn vị độc lập rằng chữ ký đã có vào lúc ấy. Chương "
                "trình không dùng mạng: bạn lưu tệp yêu cầu, chuyển tới máy có mạng hoặc gửi đơn vị cấp dấu "
                "thời gian, rồi mang tệp trả lời về đây."
            )
        )
        self._request_head.setText(self.tr("1. Lưu tệp yêu cầu (.tsq)"))
        self._request_words.setText(
            self.tr("Tệp chỉ chứa mã băm của chữ ký, không chứa nội dung hồ sơ. Xin cho chữ ký nào?")
        )
        self.signatures.setAccessibleName(self.tr("Xin dấu thời gian cho chữ ký nào"))
        self.signatures.set_choices([self._choice(signer) for signer in self.opened.found.signers])
        self.save_button.setText(self.tr("Lưu tệp yêu cầu…"))
        self._reply_head.setText(self.tr("2. Nhận tệp trả lời (.tsr)"))
        self._reply_words.setText(
            self.tr("Có thể làm vào ngày khác: mở lại tệp hồ sơ này, vào Dấu thời gian, chọn tệp trả lời.")
        )
        self.all_stamped.say(self.tr("Mọi chữ ký trong tệp này đã có dấu thời gian."), "info")
        if self._added is not None:
            self.outcome.say(*self._done_words(self._added))
        super().retranslate()

    def _choice(self, signer: VerifiedSigner) -> Choice:
        name = NameOnCertificate.of(signer.subject, signer.common_name).name
        remark = self.tr("đã có dấu thời gian") if signer.timestamp is not None else ""
        return Choice(str(signer.number), f"{signer.number}. {name}", remark)

    def _done_words(self, added: TimestampedBundle) -> tuple[str, str]:
        stamp = added.timestamp
        authority = NameOnCertificate.of(stamp.authority, stamp.authority_common_name).in_one
        done = self.tr("Đã gắn dấu thời gian {moment}").format(
            moment=self.context.format.date_time(stamp.time_utc)
        )
        more = self.tr(
            "Chữ ký số {number}, do {authority} cấp. Chọn chứng thư gốc của đơn vị này ở trang kiểm tra để "
            "thời điểm ký được tính là đã chứng thực."
        ).format(number=added.number, authority=authority)
        return done, more

    def act_words(self) -> str:
        return self.tr("Gắn dấu thời gian")

    def refresh(self) -> None:
        super().refresh()
        signers = self.opened.found.signers
        is_needed = any(signer.timestamp is None for signer in signers)
        self.all_stamped.setVisible(not is_needed)
        for step in self.steps:
            step.setVisible(is_needed)
        for signer in signers:
            self.signatures.allow(str(signer.number), signer.timestamp is None)
        self.save_button.setEnabled(self.number is not None)
        self.saved.setVisible(self._saved is not None and not self.is_running)
        if self._saved is not None:
            target, number = self._saved
            self.saved.say(
                self.tr("Đã lưu {name} cho chữ ký số {number}.").format(
                    name=shown_name(target), number=number
                ),
                "done",
            )
        if self.reply is None:
            self.drop.set_words(self.tr("Kéo tệp trả lời (.tsr) vào đây hoặc chọn tệp"))
            self.drop.set_remark("")
        else:
            self.drop.set_words(shown_name(self.reply))
            self.drop.set_remark(self.tr("chọn tệp khác nếu nhầm"))

"""A bundle that is in place: which file it is, what the re-reading said, and how others can check it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dti_desktop.engine.assessment import Assessment
from dti_desktop.ui import theme
from dti_desktop.ui.language import Retranslated
from dti_desktop.ui.navigation import Context
from dti_desktop.ui.verification_text import own_verdicts
from dti_desktop.ui.widgets.bundle_result import in_groups
from dti_desktop.ui.widgets.buttons import QuietButton, SecondaryButton
from dti_desktop.ui.widgets.labels import ElidedLabel, Label, Weight, WrapLabel
from dti_desktop.ui.widgets.line_list import LineList
from dti_desktop.ui.widgets.messages import IconMark
from dti_desktop.ui.widgets.surfaces import Card
from dti_desktop.ui.widgets.verdict_list import VerdictList
from dti_desktop.ui.words import words

if TYPE_CHECKING:
    from dti_desktop.bundle.writer import WrittenBundle
    from dti_desktop.ui.dialogs.bundle_dialog import BundleDialog


class ExportResult(Retranslated, QWidget):
    """Shows one finished bundle.

    `verify_wanted(Path)` when it is to be checked once more, `again_wanted` when another is to be written.
    """

    verify_wanted = Signal(object)
    again_wanted = Signal()

    def __init__(
        self,
        context: Context,
        parent: QWidget | None = None,
        *,
        now_utc: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._now_utc = now_utc
        self._written: WrittenBundle | None = None
        self._assessment: Assessment | None = None
        self.sha256 = ""
        self.show_folder: Callable[[Path], bool] = lambda folder: QDesktopServices.openUrl(
            QUrl.fromLocalFile(str(folder))
        )
        self._done = Label(size="title", weight=Weight.DemiBold)
        self._file = ElidedLabel(weight=Weight.Medium)
        self._lines = LineList()
        self.open_folder = SecondaryButton(icon="folder-open")
        self.open_folder.clicked.connect(self._open_folder)
        self.check_again = SecondaryButton(icon="shield-check")
        self.check_again.clicked.connect(self._check_again)
        self.export_again = QuietButton(icon="refresh-cw")
        self.export_again.clicked.connect(self.again_wanted)
        self.copy_digest = QuietButton(icon="copy")
        self.copy_digest.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.sha256))
        self._next_head = Label(weight=Weight.DemiBold)
        self._next = WrapLabel(tone="secondary", characters=90)
        self.cosign_button = SecondaryButton(icon="pen-line")
        self.cosign_button.clicked.connect(self._cosign)
        self.timestamp_button = SecondaryButton(icon="clock")
        self.timestamp_button.clicked.connect(self._timestamp)
        self._verdict_head = Label(weight=Weight.DemiBold)
        self.verdicts = VerdictList()
        self._stranger_head = Label(weight=Weight.DemiBold)
        self._stranger = WrapLabel(tone="secondary", characters=90)
        self._command = ElidedLabel(tone="secondary")
        self.copy = QuietButton(icon="copy")
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self._command.text()))
        self._lay_out()
        self.retranslate()

    def _lay_out(self) -> None:
        done = Card()
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(IconMark("package-check", "done", 24))
        head.addWidget(self._done, 1)
        done.body.addLayout(head)
        done.body.addSpacing(theme.HALF)
        done.body.addWidget(self._file)
        done.body.addWidget(self._lines)
        done.body.addSpacing(theme.HALF)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.GRID)
        buttons.addWidget(self.open_folder)
        buttons.addWidget(self.copy_digest)
        buttons.addStretch(1)
        buttons.addWidget(self.export_again)
        done.body.addLayout(buttons)
        following = Card()
        following.body.addWidget(self._next_head)
        following.body.addWidget(self._next)
        following.body.addSpacing(theme.HALF)
        steps = QHBoxLayout()
        steps.setSpacing(theme.GRID)
        for button in (self.check_again, self.cosign_button, self.timestamp_button):
            steps.addWidget(button)
        steps.addStretch(1)
        following.body.addLayout(steps)
        checked = Card()
        checked.body.setSpacing(12)
        checked.body.addWidget(self._verdict_head)
        checked.body.addWidget(self.verdicts)
        stranger = Card()
        stranger.body.addWidget(self._stranger_head)
        stranger.body.addWidget(self._stranger)
        command = QHBoxLayout()
        command.addWidget(self._command, 1)
        command.addWidget(self.copy)
        stranger.body.addLayout(command)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2 * theme.GRID)
        for card in (done, following, checked, stranger):
            layout.addWidget(card)

    def show_bundle(self, written: WrittenBundle, assessment: Assessment, sha256: str) -> None:
        """Show a bundle that was written of this state of an assessment."""
        self._written, self._assessment, self.sha256 = written, assessment, sha256
        self.retranslate()

    def is_of(self, assessment: Assessment) -> bool:
        """Whether the bundle holds the content of `assessment`; that it was exported is no change of it."""
        return self._assessment is not None and assessment.content == self._assessment.content

    def retranslate(self) -> None:
        self._done.setText(self.tr("Xong. Tệp đã được ký, đọc lại và kiểm tra."))
        self.open_folder.setText(self.tr("Mở thư mục"))
        self.check_again.setText(self.tr("Kiểm tra lại"))
        self.copy_digest.setText(self.tr("Sao chép SHA-256"))
        self.export_again.setText(self.tr("Xuất tệp khác"))
        self._next_head.setText(self.tr("Bước tiếp theo"))
        self._next.setText(
            self.tr(
                "Nếu người khác còn phải ký, đưa tệp này cho họ: họ mở ở mục Kiểm tra tệp hồ sơ đã ký rồi "
                "chọn Ký thêm, hoặc ký ngay tại đây bằng khóa của họ. Dấu thời gian có thể xin sau."
            )
        )
        self.cosign_button.setText(self.tr("Ký thêm…"))
        self.timestamp_button.setText(self.tr("Dấu thời gian…"))
        self._verdict_head.setText(self.tr("Kết quả đọc lại"))
        self._stranger_head.setText(self.tr("Người nhận kiểm tra thế nào"))
        self._stranger.setText(
            self.tr(
                "Mở tệp bằng chương trình này ở mục Kiểm tra tệp hồ sơ đã ký, hoặc chạy lệnh dưới đây. "
                "Không có chương trình thì làm theo VERIFY.txt trong tệp, chỉ cần openssl. "
                "CA.pem là chứng thư gốc, lấy từ đơn vị cấp chữ ký số."
            )
        )
        self.copy.setText(self.tr("Sao chép lệnh"))
        written = self._written
        if written is None:
            return
        self._file.setText(written.path.name)
        self._command.setText(f'dti-desktop verify "{written.path.name}" --trust CA.pem')
        self._lines.show_lines(
            [
                (self.tr("Thư mục"), str(written.path.parent)),
                (self.tr("Dung lượng"), self._context.format.size(written.size_bytes)),
                (self.tr("SHA-256"), in_groups(self.sha256)),
            ]
        )
        self.verdicts.show_verdicts(own_verdicts(written.verification, words(self._context)))

    def _open_folder(self) -> None:
        if self._written is not None:
            self.show_folder(self._written.path.parent)

    def _cosign(self) -> None:
        from dti_desktop.ui.dialogs.cosign import CosignDialog

        self._open(CosignDialog)

    def _timestamp(self) -> None:
        from dti_desktop.ui.dialogs.timestamp import TimestampDialog

        self._open(TimestampDialog)

    def _open(self, kind: type[BundleDialog]) -> None:
        """Open a dialog on the bundle; the one that comes out of it is shown where bundles are checked."""
        if self._written is None:
            return
        from dti_desktop.ui.dialogs.bundle_dialog import Opened

        opened = Opened(self._written.path, self._written.verification)
        dialog = kind(self._context, opened, self._now_utc, self)
        dialog.finished.connect(lambda _result: self._after(dialog))
        dialog.open()

    def _after(self, dialog: BundleDialog) -> None:
        if dialog.made is not None:
            self.verify_wanted.emit(dialog.made.path)
        dialog.deleteLater()

    def _check_again(self) -> None:
        if self._written is not None:
            self.verify_wanted.emit(self._written.path)

"""The key that will sign: a file with its password, or a token; and what its certificate says before."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from dti_desktop.errors import DtiError, Problem
from dti_desktop.named_files import shown_name
from dti_desktop.ui import theme
from dti_desktop.ui.faults import FaultWords
from dti_desktop.ui.language import Retranslated
from dti_desktop.ui.navigation import Context
from dti_desktop.ui.tasks import Task
from dti_desktop.ui.verification_text import shown
from dti_desktop.ui.widgets.buttons import IconButton, SecondaryButton
from dti_desktop.ui.widgets.drop_area import local_files
from dti_desktop.ui.widgets.fields import PlainLineEdit, mark_fault
from dti_desktop.ui.widgets.labels import ElidedLabel, Label, Weight, WrapLabel
from dti_desktop.ui.widgets.line_list import LineList
from dti_desktop.ui.widgets.messages import IconMark, Notice
from dti_desktop.ui.widgets.segments import Segment, Segments
from dti_desktop.ui.widgets.surfaces import Card
from dti_desktop.ui.widgets.token_form import TokenForm
from dti_desktop.ui.words import words

if TYPE_CHECKING:
    from dti_desktop.bundle.signing import Signer
    from dti_desktop.services.tokens import TokenKey

FILE, TOKEN = "file", "token"

#: How key files are called.
SUFFIXES = (".p12", ".pfx")
_MATTERS_OF_TIME = ("certificate-expired", "certificate-not-yet-valid")
_WRONG_PASSWORD = "p12-wrong-password"  # noqa: S105  the code of an error


class KeyForm(Retranslated, QWidget):
    """Choose a key file and unlock it, or a certificate on a token. `changed` when it is another one.

    The password stands in its field only until it is used; the key is held until `forget`. The PIN of a
    token is not asked for here (see `PinPrompt`); tokens are offered `with_tokens` only.
    """

    changed = Signal()

    def __init__(
        self,
        context: Context,
        now_utc: Callable[[], datetime],
        parent: QWidget | None = None,
        *,
        with_tokens: bool = False,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._now_utc = now_utc
        self._fault_words = FaultWords(context.library, context.language)
        self._path: Path | None = None
        self._task: Task | None = None
        self._error: BaseException | None = None
        self._problems: list[Problem] = []
        self.signer: Signer | None = None
        self.setAcceptDrops(True)
        self.kind = Segments()
        self.kind.chosen.connect(self._on_kind)
        self._say_kinds()  # Tab comes to what is made first
        self.token = TokenForm(context, now_utc)
        self.token.changed.connect(self.changed)
        self._build_choice()
        self._build_certificate()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2 * theme.GRID)
        layout.addWidget(self.kind)
        # Shown before it has a parent, it would be a window of its own for a moment.
        self.kind.setVisible(with_tokens)
        layout.addWidget(self._choice_card)
        layout.addWidget(self._certificate_card)
        layout.addWidget(self.token)
        self._refresh()
        self.retranslate()

    def _build_choice(self) -> None:
        self._file_head, self._password_head = Label(), Label()
        self._file = ElidedLabel(tone="muted")
        self.choose_button = SecondaryButton(icon="folder-open")
        self.choose_button.clicked.connect(self.choose)
        self.password = PlainLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        hints = Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText
        self.password.setInputMethodHints(hints | Qt.InputMethodHint.ImhHiddenText)
        self.password.setMaximumWidth(320)
        self.password.returnPressed.connect(self.unlock)
        self.password.textEdited.connect(self._typed)
        self._password_head.setBuddy(self.password)
        self.reveal = IconButton("eye", checkable=True)
        self.reveal.toggled.connect(self._reveal)
        self.unlock_button = SecondaryButton(icon="lock")
        self.unlock_button.clicked.connect(self.unlock)
        self.notice = Notice()
        self._local = WrapLabel(size="small", tone="muted")
        self._choice_card = Card()
        body = self._choice_card.body
        body.addWidget(self._file_head)
        file_row = QHBoxLayout()
        file_row.setSpacing(12)
        file_row.addWidget(self.choose_button)
        file_row.addWidget(self._file, 1)
        body.addLayout(file_row)
        body.addWidget(self._password_head)
        self._password_room = QWidget()
        password_row = QHBoxLayout(self._password_room)
        password_row.setContentsMargins(0, 0, 0, 0)
        password_row.setSpacing(theme.GRID)
        password_row.addWidget(self.password, 1)
        password_row.addWidget(self.reveal)
        password_row.addWidget(self.unlock_button)
        password_row.addStretch(1)
        body.addWidget(self._password_room)
        body.addWidget(self.notice)
        body.addWidget(self._local)

    def _build_certificate(self) -> None:
        self._certificate_card = Card()
        self._holder = Label(size="title", weight=Weight.DemiBold)
        self._certificate_head = Label(size="small", tone="muted")
        self._lines = LineList()
        self.warning = Notice(tone="block")
        self._mark = IconMark("key-round", "accent", 20)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        words_column = QVBoxLayout()
        words_column.setSpacing(2)
        words_column.addWidget(self._certificate_head)
        words_column.addWidget(self._holder)
        words_column.addSpacing(theme.HALF)
        words_column.addWidget(self._lines)
        head.addLayout(words_column, 1)
        self._certificate_card.body.addLayout(head)
        self._certificate_card.body.addWidget(self.warning)

    @property
    def is_token(self) -> bool:
        """Whether a token is to sign, not a key file."""
        return self.kind.choice == TOKEN

    @property
    def chosen(self) -> Signer | TokenKey | None:
        """The key file that was unlocked (also `signer`), or the certificate that was chosen on a token."""
        return self.token.choice if self.is_token else self.signer

    @property
    def holder(self) -> str:
        """Who signs, as the certificate says; empty without one."""
        if self.is_token:
            return "" if self.token.choice is None else self.token.choice.holder
        told = None if self.signer is None else self.signer.description
        return "" if told is None else told.common_name or told.subject

    @property
    def is_fit(self) -> bool:
        """Whether there is a key, and its certificate may sign now."""
        return self.chosen is not None and (self.is_token or not self._problems)

    @property
    def first_field(self) -> QWidget:
        """Where the keyboard should be when this is opened."""
        if self.is_token:
            return next((row for row in self.token.rows if row.isEnabled()), self.token.refresh_button)
        return self.password if self.password.isEnabled() else self.choose_button

    # -- what she does -------------------------------------------------------------------------------

    def choose_kind(self, kind: str) -> None:
        """Sign with a key file (`FILE`) or with a token (`TOKEN`)."""
        self.kind.choose(kind)
        self._on_kind(kind)

    def _on_kind(self, _: str) -> None:
        self._clear_password()
        if self.is_token:
            self.token.begin()
        self._refresh()
        self.changed.emit()

    def choose(self) -> None:
        """Let the person choose a key file in the system's dialog."""
        endings = " ".join(f"*{suffix}" for suffix in SUFFIXES)
        chosen, _ = QFileDialog.getOpenFileName(
            self,
            self.tr("Chọn tệp khóa"),
            "" if self._path is None else str(self._path.parent),
            self.tr("Tệp khóa ({endings});;Mọi tệp (*)").format(endings=endings),
        )
        if chosen:
            self.take(Path(chosen))

    def take(self, path: Path) -> None:
        """Use this key file; the password comes next."""
        self.forget()
        self._path = path
        self._refresh()
        self.password.setFocus(Qt.FocusReason.OtherFocusReason)

    def unlock(self) -> None:
        """Open the key file with the password, which is cleared from its field at once."""
        if self._path is None or self._task is not None:
            return
        from dti_desktop.services.submission import load_p12

        password = self.password.text()
        self._clear_password()
        self._drop_signer()
        self._task = self._context.tasks.run(
            load_p12,
            self._path,
            password,
            beside=True,
            lane="pool",
            on_done=self._on_unlocked,
            on_error=self._on_error,
            owner=self,
        )
        self._refresh()

    def forget(self) -> None:
        """Let go of the key and of what was typed; the name of the file stays."""
        self._clear_password()
        self._error = None
        if self._task is not None:
            self._task.cancel()
            self._task = None
        self._drop_signer()
        self._refresh()

    def _typed(self) -> None:
        if self._error is not None:
            self._error = None
        self._refresh()

    def _reveal(self, on: bool) -> None:
        self.password.setEchoMode(QLineEdit.EchoMode.Normal if on else QLineEdit.EchoMode.Password)

    def _clear_password(self) -> None:
        self.password.setText("")  # unlike `clear`, this leaves nothing to undo
        self.reveal.setChecked(False)

    def _drop_signer(self) -> None:
        had = self.signer is not None
        self.signer, self._problems = None, []
        if had:
            self.changed.emit()

    def _on_unlocked(self, signer: Signer) -> None:
        from dti_desktop.services.submission import unfit_problems

        if self._task is None or not self._task.finished:
            return  # another file was chosen meanwhile
        self._task = None
        self.signer = signer
        self._problems = unfit_problems(signer, self._now_utc())
        self._refresh()
        self.changed.emit()

    def _on_error(self, error: BaseException) -> None:
        if self._task is None or not self._task.finished:
            return
        self._task = None
        self._error = error
        self._refresh()
        self.password.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- showing -------------------------------------------------------------------------------------

    def _say_kinds(self) -> None:
        self.kind.set_name(self.tr("Khóa để ký"))
        self.kind.set_segments(
            [
                Segment(FILE, self.tr("Tệp khóa (.p12, .pfx)")),
                Segment(TOKEN, self.tr("USB token, thẻ (PKCS#11)")),
            ]
        )

    def retranslate(self) -> None:
        self._say_kinds()
        self._file_head.setText(self.tr("Tệp khóa của người ký (.p12, .pfx)"))
        self.choose_button.setText(self.tr("Chọn tệp khóa…"))
        self._password_head.setText(self.tr("Mật khẩu của tệp khóa"))
        self.password.setAccessibleName(self.tr("Mật khẩu của tệp khóa"))
        self.reveal.set_name(self.tr("Hiện mật khẩu"))
        self.unlock_button.setText(self.tr("Mở khóa"))
        self._local.setText(
            self.tr("Mật khẩu chỉ dùng một lần trên máy này rồi xóa ngay; không lưu, không gửi đi đâu.")
        )
        self._certificate_head.setText(self.tr("Chứng thư trong tệp khóa"))
        self._refresh()

    def _refresh(self) -> None:
        chosen = self._path is not None
        self._file.setText(shown_name(self._path) if self._path is not None else self.tr("Chưa chọn tệp"))
        self._file.set_tone("text" if chosen else "muted")
        busy, opened = self._task is not None, self.signer is not None
        for widget in (self._password_head, self._password_room, self._local):
            widget.setVisible(not opened)
        for field in (self._password_head, self.password, self.reveal):
            field.setEnabled(chosen and not busy)
        self.unlock_button.setEnabled(chosen and not busy)
        is_wrong = isinstance(self._error, DtiError) and self._error.code == _WRONG_PASSWORD
        mark_fault(self.password, is_wrong)
        if self._error is not None:
            said = self._fault_words.of(self._error)
            self.notice.say(" ".join(part for part in (said.what, said.todo) if part), "block")
        self.notice.setVisible(self._error is not None)
        self._choice_card.setVisible(not self.is_token)
        self.token.setVisible(self.is_token)
        self._certificate_card.setVisible(self.signer is not None and not self.is_token)
        if self.signer is not None:
            self._show_certificate(self.signer)

    def _show_certificate(self, signer: Signer) -> None:
        told, write = signer.description, self._context.format
        self._holder.setText(shown(told.common_name or told.subject))
        self._lines.show_lines(
            [
                (self.tr("Chủ thể"), shown(told.subject)),
                (self.tr("Nơi cấp"), shown(told.issuer)),
                (self.tr("Số sê-ri"), told.serial),
                (
                    self.tr("Hiệu lực"),
                    self.tr("từ {start} đến {end}").format(
                        start=write.date(told.not_before_utc.astimezone().date()),
                        end=write.date(told.not_after_utc.astimezone().date()),
                    ),
                ),
            ]
        )
        if self._problems:
            say = words(self._context)
            reasons = [say.problem(problem._replace(place="")) for problem in self._problems]
            lines = [self.tr("Chứng thư này không ký được lúc này."), *reasons, self._advice()]
            self.warning.say("\n".join(lines), "block")
        self.warning.setVisible(bool(self._problems))

    def _advice(self) -> str:
        if all(problem.code in _MATTERS_OF_TIME for problem in self._problems):
            return self.tr(
                "Hãy xem ngày giờ của máy có đúng không. Nếu đúng, hãy chọn khóa có chứng thư còn hiệu lực, "
                "hoặc xin nơi cấp gia hạn."
            )
        return self.tr("Hãy chọn khóa khác, hoặc hỏi nơi cấp chứng thư.")

    # -- a key file dropped here -----------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(path.suffix.lower() in SUFFIXES for path in local_files(event.mimeData())):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        keys = [path for path in local_files(event.mimeData()) if path.suffix.lower() in SUFFIXES]
        if keys:
            event.acceptProposedAction()
            self.choose_kind(FILE)
            self.take(keys[0])

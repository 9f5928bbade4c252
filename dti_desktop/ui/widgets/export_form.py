"""The last step: where the signed bundle goes, the writing of it, and what became of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from dti_desktop.engine.assessment import Assessment, StoredFile
from dti_desktop.errors import Cancelled
from dti_desktop.services.journal import BUNDLE_EXPORTED, export_facts
from dti_desktop.ui import theme
from dti_desktop.ui.assessed_text import assessed_in
from dti_desktop.ui.faults import FaultWords
from dti_desktop.ui.language import Retranslated
from dti_desktop.ui.navigation import Context
from dti_desktop.ui.tasks import Task
from dti_desktop.ui.verification_text import shown
from dti_desktop.ui.widgets.buttons import SecondaryButton
from dti_desktop.ui.widgets.export_result import ExportResult
from dti_desktop.ui.widgets.labels import ElidedLabel, Label, WrapLabel
from dti_desktop.ui.widgets.line_list import LineList
from dti_desktop.ui.widgets.messages import Notice
from dti_desktop.ui.widgets.pin_prompt import PinPrompt
from dti_desktop.ui.widgets.progress import ProgressPanel
from dti_desktop.ui.widgets.surfaces import Card

if TYPE_CHECKING:
    from dti_desktop.bundle.signing import Signer
    from dti_desktop.bundle.writer import WrittenBundle
    from dti_desktop.services.tokens import TokenKey

SUFFIX = ".asice"
_LOOKED_AT, _COPIED = Fraction(1, 3), Fraction(2, 3)


@dataclass(frozen=True)
class _Order:
    """What was asked for: fixed when it is asked."""

    assessment_id: str
    signer: Signer | TokenKey
    language: str
    target: Path


@dataclass(frozen=True)
class _Made:
    """A finished bundle and the digest of its file."""

    written: WrittenBundle
    sha256: str


class ExportForm(Retranslated, QWidget):
    """Ready, writing, done or failed. `changed` when it goes from one to another.

    `verify_wanted(Path)` when the finished file is to be checked once more.
    """

    changed = Signal()
    verify_wanted = Signal(object)

    def __init__(
        self, context: Context, now_utc: Callable[[], datetime], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._now_utc = now_utc
        self._fault_words = FaultWords(context.library, context.language)
        self._signer: Signer | TokenKey | None = None
        self._order: _Order | None = None
        self._task: Task | None = None
        self._error: BaseException | None = None
        self._is_unsaved = False
        self._done_share = Fraction(0)
        self.target: Path | None = None
        self.written: WrittenBundle | None = None
        self._file_head = Label()
        self._file = ElidedLabel()
        self.choose_button = SecondaryButton(icon="folder-open")
        self.choose_button.clicked.connect(self.choose)
        self._lines = LineList()
        self._what_happens = WrapLabel(size="small", tone="muted")
        self.progress = ProgressPanel()
        self.progress.cancel_wanted.connect(self._stop)
        self.pin_prompt = PinPrompt(context)
        self.pin_prompt.asked.connect(self._on_pin_asked)
        self.pin_prompt.answered.connect(lambda: self.progress.set_what(self.tr("Đang ký…")))
        self.notice = Notice()
        self.stale = Notice()
        self.result = ExportResult(context)
        self.result.verify_wanted.connect(self.verify_wanted)
        self.result.again_wanted.connect(self.begin_again)
        self.sample = Notice()
        self._lay_out()
        self.retranslate()

    def _lay_out(self) -> None:
        self._ready = Card()
        body = self._ready.body
        body.addWidget(self._file_head)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._file, 1)
        row.addWidget(self.choose_button)
        body.addLayout(row)
        body.addSpacing(theme.HALF)
        body.addWidget(self._lines)
        body.addSpacing(theme.HALF)
        body.addWidget(self._what_happens)
        self._running = Card()
        self._running.body.addWidget(self.progress)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2 * theme.GRID)
        for widget in (
            self.notice,
            self.sample,
            self._ready,
            self._running,
            self.pin_prompt,
            self.stale,
            self.result,
        ):
            layout.addWidget(widget)

    # -- what it is about ----------------------------------------------------------------------------

    @property
    def is_running(self) -> bool:
        """Whether a bundle is being written now."""
        return self._order is not None

    def show_signer(self, signer: Signer | TokenKey | None) -> None:
        """Sign with this key when asked to."""
        self._signer = signer
        self.refresh()

    def reset(self) -> None:
        """Another assessment is open: what was written belongs to the one before."""
        self._stop()
        self._order = self._task = self._error = self.written = self.target = None
        if self.isVisible():
            self.refresh()

    def begin_again(self) -> None:
        """Put the finished bundle aside and be ready for another."""
        self.written = self.target = self._error = None
        self.refresh()
        self.changed.emit()

    def refresh(self) -> None:
        """Follow the assessment and the key; cheap."""
        assessment = self._context.session.assessment
        if assessment is None:
            return
        if self.target is None:
            self.target = free_target(_documents(), f"dti-{assessment.id}")
        self._file.setText(str(self.target))
        write = self._context.format
        files = _linked_files(assessment)
        size_bytes = sum(file.size_bytes for file in files.values())
        self._lines.show_lines(
            [
                (self.tr("Hồ sơ"), assessed_in(assessment.province, assessment.year)),
                (
                    self.tr("Minh chứng"),
                    self.tr("{count} tệp, {size}").format(
                        count=write.integer(len(files)), size=write.size(size_bytes)
                    ),
                ),
                (self.tr("Ký bằng"), shown(_holder(self._signer)) or "–"),
            ]
        )
        self._arrange()

    def _arrange(self) -> None:
        running, done = self.is_running, self.written is not None
        if not running:
            self.pin_prompt.end()
        self._ready.setVisible(not running and not done)
        self._running.setVisible(running)
        self.result.setVisible(done and not running)
        self.notice.setVisible(not running and (self._error is not None or self._is_unsaved))
        assessment = self._context.session.assessment
        has_moved_on = done and assessment is not None and not self.result.is_of(assessment)
        self.stale.setVisible(has_moved_on and not running)
        self.sample.setVisible(assessment is not None and assessment.is_sample and not running and not done)

    # -- choosing ------------------------------------------------------------------------------------

    def choose(self) -> None:
        """Let the person choose where the bundle goes; an existing file is only replaced if she says so."""
        before = self.target or free_target(_documents(), "dti")
        dialog = QFileDialog(self, self.tr("Ghi tệp hồ sơ đã ký"), str(before.parent))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(self.tr("Tệp hồ sơ đã ký (*.asice)"))
        dialog.setDefaultSuffix(SUFFIX.removeprefix("."))
        dialog.selectFile(before.name)
        if dialog.exec() and dialog.selectedFiles():
            self.target = Path(dialog.selectedFiles()[0])
            self._error = None
            self.refresh()
        dialog.deleteLater()

    # -- writing -------------------------------------------------------------------------------------

    def begin(self, language: str) -> None:
        """Sign and write what the store holds now, with the report in `language`."""
        session = self._context.session
        assessment = session.assessment
        if assessment is None or self._signer is None or self.target is None or self.is_running:
            return
        self._error, self._is_unsaved = None, False
        self._done_share = Fraction(0)
        order = self._order = _Order(assessment.id, self._signer, language, self.target)
        self.progress.begin(self._doing())
        session.flush()
        workspace = self._context.workspace

        def read() -> tuple[Assessment, bytes]:
            return workspace.load_checked(order.assessment_id), workspace.catalogue_bytes(order.assessment_id)

        self._task = self._context.tasks.run(
            read,
            lane="store",
            on_done=partial(self._write, order),
            on_error=partial(self._on_error, order),
            owner=self,
        )
        self._arrange()
        self.changed.emit()

    def _write(self, order: _Order, snapshot: tuple[Assessment, bytes]) -> None:
        if order is not self._order:
            return
        if not self._context.session.is_committed:
            # Something typed is not in the store; what would be signed is not what is shown.
            self._order = self._task = None
            self._is_unsaved = True
            self._say_error()
            self._arrange()
            self.changed.emit()
            return
        from dti_desktop.services.outlook import look
        from dti_desktop.services.submission import export
        from dti_desktop.services.tokens import TokenKey

        assessment, catalogue_bytes = snapshot
        library = self._context.library
        now_utc, pin_prompt = self._now_utc, self.pin_prompt

        def make(progress: Callable[[int, int], None], cancelled: Callable[[], bool]) -> _Made:
            self._context.workspace.check_target(order.target)
            signer = order.signer
            written = export(
                library,
                assessment,
                look(
                    assessment,
                    self._context.workspace.result_book,
                    tolerance=self._context.library.year_tolerance,
                ),
                evidence_path=self._context.workspace.evidence_path,
                catalogue_bytes=catalogue_bytes,
                target=order.target,
                signer=signer.opening(partial(pin_prompt.ask, cancelled), now_utc)
                if isinstance(signer, TokenKey)
                else signer,
                now_utc=now_utc,
                language=order.language,
                progress=progress,
                cancelled=cancelled,
            )
            return _Made(written, written.sha256)

        was_cancelled = self._task is not None and self._task.cancelled
        self._task = self._context.tasks.run(
            make,
            lane="pool",
            long=True,
            on_progress=partial(self._on_progress, order),
            on_done=partial(self._on_done, order, assessment),
            on_error=partial(self._on_error, order),
            owner=self,
        )
        if was_cancelled:
            self._task.cancel()

    def _stop(self) -> None:
        if self._task is not None:
            self._task.cancel()

    def _doing(self) -> str:
        """Say which step it is: all evidence is looked at, then signed for, copied, and verified."""
        if self._done_share == 0:
            return self.tr("Đang lập báo cáo…")
        if self._done_share < _LOOKED_AT:
            return self.tr("Đang đọc và đối chiếu từng tệp minh chứng…")
        if self._done_share == _LOOKED_AT:
            return self.tr("Đang ký…")
        if self._done_share < _COPIED:
            return self.tr("Đang chép minh chứng vào tệp…")
        return self.tr("Đang đọc lại và kiểm tra tệp vừa ghi…")

    def _on_pin_asked(self) -> None:
        if not self.is_running:
            self.pin_prompt.end()  # she stopped while the question was on its way
            return
        self._done_share = _LOOKED_AT
        self.progress.set_what(self.tr("Đang chờ mã PIN…"))
        self.progress.set_progress(_LOOKED_AT.numerator, _LOOKED_AT.denominator)

    def _on_progress(self, order: _Order, done_bytes: int, total_bytes: int) -> None:
        if order is self._order:
            self._done_share = Fraction(done_bytes, max(1, total_bytes))
            if self._done_share > _LOOKED_AT:
                self.pin_prompt.end()  # signed, perhaps with a PIN that was given on the token itself
            self.progress.set_what(self._doing())
            self.progress.set_progress(done_bytes, total_bytes)

    def _on_done(self, order: _Order, assessment: Assessment, made: _Made) -> None:
        # The bundle is there, whether this page still shows its assessment or not: the journal tells of it.
        facts = export_facts(made.written, assessment, made.sha256)
        self._context.session.record_event(assessment.id, BUNDLE_EXPORTED, facts)
        if order is not self._order:
            return
        self._order = self._task = None
        self.progress.end()
        self.written = made.written
        self.result.show_bundle(made.written, assessment, made.sha256)
        self._arrange()
        self.changed.emit()

    def _on_error(self, order: _Order, error: BaseException) -> None:
        if order is not self._order:
            return
        self._order = self._task = None
        self.progress.end()
        self._error = error
        self._say_error()
        self._arrange()
        self.changed.emit()

    # -- words ---------------------------------------------------------------------------------------

    def retranslate(self) -> None:
        self._file_head.setText(self.tr("Tệp sẽ ghi"))
        self.choose_button.setText(self.tr("Đổi nơi ghi…"))
        self.choose_button.setAccessibleDescription(self.tr("Chọn thư mục và tên của tệp hồ sơ đã ký"))
        self._what_happens.setText(
            self.tr(
                "Một tệp chứa câu trả lời, điểm, giải trình, báo cáo và mọi minh chứng. Tệp được ký, đọc lại "
                "và kiểm tra trước khi xuất hiện ở nơi ghi. Ghi chú riêng không đi theo."
            )
        )
        self.stale.say(
            self.tr("Hồ sơ đã thay đổi sau khi xuất. Tệp này vẫn giữ đúng nội dung lúc ký."), "info"
        )
        self.sample.say(self.tr("Hồ sơ mẫu, số liệu minh họa: tệp chỉ để thử, không dùng để nộp."))
        if self.is_running:
            self.progress.set_what(self._doing())
        self._say_error()
        self.refresh()

    def _say_error(self) -> None:
        error = self._error
        if self._is_unsaved:
            self.notice.say(self.tr("Thay đổi gần nhất chưa lưu được vào máy, nên chưa xuất."), "block")
        elif isinstance(error, Cancelled):
            self.notice.say(self.tr("Đã dừng. Không có tệp nào được ghi."), "info")
        elif error is not None:
            self.notice.say(self._fault_words.at_length(error), "block")


def _holder(signer: Signer | TokenKey | None) -> str:
    """Return who signs, as the certificate says."""
    if signer is None:
        return ""
    from dti_desktop.services.tokens import TokenKey

    if isinstance(signer, TokenKey):
        return signer.holder
    return signer.description.common_name or signer.description.subject


def free_target(folder: Path, stem: str) -> Path:
    """Return a name in `folder` that no file has yet."""
    target, number = folder / f"{stem}{SUFFIX}", 2
    while target.exists():
        target = folder / f"{stem}-{number}{SUFFIX}"
        number += 1
    return target


def _documents() -> Path:
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))


def _linked_files(assessment: Assessment) -> dict[str, StoredFile]:
    """Return the distinct files that prove something: what the bundle will carry."""
    ids = {link.document_id for links in assessment.links.values() for link in links}
    files = [document.file for id_, document in assessment.documents.items() if id_ in ids]
    return {file.sha256: file for file in files if file is not None}

"""The page that checks a signed bundle from anywhere; it needs no open assessment."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from dti_desktop.errors import Cancelled
from dti_desktop.named_files import shown_name
from dti_desktop.ui import theme
from dti_desktop.ui.bundle_text import bundle_facts, bundle_title
from dti_desktop.ui.faults import FaultWords
from dti_desktop.ui.finding_text import finding_lines
from dti_desktop.ui.navigation import Context, Place
from dti_desktop.ui.pages.page import Page
from dti_desktop.ui.tasks import Task
from dti_desktop.ui.verification_text import verdicts, verdicts_inside
from dti_desktop.ui.widgets.buttons import PrimaryButton, SecondaryButton
from dti_desktop.ui.widgets.drop_area import DropArea, local_files
from dti_desktop.ui.widgets.evidence_table import EvidenceTable
from dti_desktop.ui.widgets.finding_lines import FindingLines
from dti_desktop.ui.widgets.labels import ElidedLabel, Label, Weight, WrapLabel
from dti_desktop.ui.widgets.messages import Notice
from dti_desktop.ui.widgets.progress import ProgressPanel
from dti_desktop.ui.widgets.signer_cards import SignerCards
from dti_desktop.ui.widgets.surfaces import Card, Hairline, PageScroll
from dti_desktop.ui.widgets.trust_roots import LIST_SUFFIXES, SUFFIXES, RevocationLists, TrustRoots
from dti_desktop.ui.widgets.verdict_list import VerdictList
from dti_desktop.ui.words import words

if TYPE_CHECKING:
    from dti_desktop.bundle.verify import Verification
    from dti_desktop.services.bundle_catalogue import BundleCatalogue
    from dti_desktop.services.bundle_journal import Origin
    from dti_desktop.ui.dialogs.bundle_dialog import BundleDialog

_WIDTH = 860


class VerifyPage(Page):
    """Choose or drop a bundle; four verdicts, each in its own words, and what was found."""

    def __init__(
        self,
        context: Context,
        parent: QWidget | None = None,
        *,
        now_utc: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        super().__init__(context, parent)
        self._now_utc = now_utc
        self._path: Path | None = None
        self._task: Task | None = None
        self._error: BaseException | None = None
        self._words = FaultWords(context.library, context.language)
        self.found: Verification | None = None
        self._origin: Origin | None = None
        self._inside: BundleCatalogue | None = None
        self.setAcceptDrops(True)
        self._title = Label(size="title", weight=Weight.DemiBold)
        self._lead = WrapLabel(tone="secondary")
        self.drop = DropArea()
        self.trust = TrustRoots()
        self.lists = RevocationLists()
        self.progress = ProgressPanel()
        self.notice = Notice()
        self.notice.hide()
        self.open_other = SecondaryButton(icon="folder-open")
        self.again = PrimaryButton(icon="refresh-cw")
        self._build_result()
        self._lay_out()
        self._connect()
        self.retranslate()
        self._arrange()

    # -- layout --------------------------------------------------------------------------------------

    def _build_result(self) -> None:
        self._file = ElidedLabel(tone="muted", size="small")
        self._what = Label(size="title", weight=Weight.DemiBold)
        self._facts = WrapLabel(tone="secondary", characters=110, selectable=True)
        self._heads = [Label(weight=Weight.DemiBold) for _ in range(4)]
        self.verdicts = VerdictList()
        self.inside = VerdictList()
        self.findings = FindingLines()
        self.signers = SignerCards(self.context)
        self.cosign_button = SecondaryButton(icon="pen-line")
        self.timestamp_button = SecondaryButton(icon="clock")
        self._cannot_add = WrapLabel(tone="muted", characters=100)
        self.evidence = EvidenceTable()
        self._no_evidence = Label(tone="muted")

    def _section(self, *content: QWidget) -> Card:
        card = Card()
        card.body.setSpacing(12)
        for widget in content:
            card.body.addWidget(widget)
        return card

    def _lay_out(self) -> None:
        self.scrolled = PageScroll(max_width=_WIDTH, parent=self)
        body = self.scrolled.body
        head = QHBoxLayout()
        head.setSpacing(theme.GRID)
        names = QVBoxLayout()
        names.setSpacing(2)
        names.addWidget(self._file)
        names.addWidget(self._title)
        names.addWidget(self._what)
        head.addLayout(names, 1)
        head.addWidget(self.open_other)
        head.addWidget(self.again)
        body.addLayout(head)
        body.addWidget(self._lead)
        body.addWidget(self._facts)
        body.addWidget(self.drop)
        body.addWidget(self.progress)
        body.addWidget(self.notice)
        verdict, inside, findings, signers = self._heads
        self._result = QWidget()
        column = QVBoxLayout(self._result)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * theme.GRID)
        self._signers_card = self._section(signers, self.signers, Hairline())
        acts = QHBoxLayout()
        acts.setSpacing(theme.GRID)
        acts.addWidget(self.cosign_button)
        acts.addWidget(self.timestamp_button)
        acts.addWidget(self._cannot_add, theme.TAKES_THE_ROOM)
        acts.addStretch(1)
        self._signers_card.body.addLayout(acts)
        column.addWidget(self._signers_card)
        column.addWidget(self._section(inside, self.inside))
        self._evidence_head = Label(weight=Weight.DemiBold)
        column.addWidget(self._section(self._evidence_head, self.evidence, self._no_evidence))
        self._verdict_card = self._section(verdict, self.verdicts)
        self._findings_card = self._section(findings, self.findings)
        for card in (self._verdict_card, self._findings_card):
            body.addWidget(card)
        body.addWidget(self._section(self.trust, Hairline(), self.lists))
        body.addWidget(self._result)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.scrolled)

    def _connect(self) -> None:
        self.drop.clicked.connect(self.choose)
        self.drop.dropped.connect(self._take)
        self.open_other.clicked.connect(self.choose)
        self.again.clicked.connect(self.check)
        self.trust.changed.connect(self.check)
        self.lists.changed.connect(self.check)
        self.progress.cancel_wanted.connect(self._stop)
        self.cosign_button.clicked.connect(self.cosign)
        self.timestamp_button.clicked.connect(self.timestamp)

    def _arrange(self) -> None:
        """Show what belongs to the moment: choosing, checking, a result, or why there is none."""
        begun = self._path is not None
        opening: tuple[QWidget, ...] = (self._title, self._lead, self.drop)
        for widget in opening:
            widget.setVisible(not begun)
        self._file.setVisible(begun)
        self.open_other.setVisible(begun)
        self.again.setVisible(begun and self._task is None and self.found is None)
        for widget in (self._verdict_card, self._result):
            widget.setVisible(self.found is not None)
        self._findings_card.setVisible(self.found is not None and bool(self.found.findings))
        self._what.setVisible(self.found is not None)
        self._facts.setVisible(self.found is not None and bool(self._facts.text()))
        self.notice.setVisible(self._error is not None)
        self.progress.setVisible(self._task is not None)

    # -- Page ----------------------------------------------------------------------------------------

    def arrive(self, place: Place) -> None:
        """Check the file that `place.field` names, or wait for one."""
        if place.field:
            self.verify(Path(place.field))
        elif self._path is None:
            self.drop.setFocus()

    def retranslate(self) -> None:
        """Set every text again."""
        self._title.setText(self.tr("Kiểm tra tệp hồ sơ đã ký"))
        self._lead.setText(
            self.tr(
                "Mở một tệp .asice từ bất cứ đâu để xem tệp có nguyên vẹn không, ai đã ký, và điểm có đúng "
                "với các câu trả lời trong tệp không. Tệp chỉ được đọc; không cần mạng."
            )
        )
        self.drop.set_words(self.tr("Kéo tệp .asice vào đây hoặc chọn tệp"))
        self.open_other.setText(self.tr("Chọn tệp khác…"))
        self.again.setText(self.tr("Kiểm tra lại"))
        for head, text in zip(
            self._heads,
            (
                self.tr("Tệp và chữ ký"),
                self.tr("Nội dung"),
                self.tr("Những điều phát hiện"),
                self.tr("Người ký"),
            ),
            strict=True,
        ):
            head.setText(text)
        self._evidence_head.setText(self.tr("Minh chứng trong tệp"))
        self.cosign_button.setText(self.tr("Ký thêm vào tệp này…"))
        self.timestamp_button.setText(self.tr("Dấu thời gian…"))
        self._cannot_add.setText(
            self.tr("Tệp này không đúng nên không ký thêm và không gắn dấu thời gian được.")
        )
        self._no_evidence.setText(self.tr("Tệp không kèm minh chứng nào."))
        if self._task is not None:
            self.progress.set_what(self._doing())
        self._say_error()
        if self.found is not None:
            self._show(self.found)

    # -- checking ------------------------------------------------------------------------------------

    def choose(self) -> None:
        """Let the person choose a bundle in the system's dialog."""
        chosen, _ = QFileDialog.getOpenFileName(
            self,
            self.tr("Chọn tệp hồ sơ đã ký"),
            "",
            self.tr("Tệp hồ sơ đã ký (*.asice);;Mọi tệp (*)"),
        )
        if chosen:
            self.verify(Path(chosen))

    def verify(self, path: Path) -> None:
        """Check another bundle."""
        self._path = path
        self.check()

    def check(self) -> None:
        """Check the bundle again, trusting the roots that are named now."""
        if self._path is None:
            return
        from dti_desktop.services.verification import verify

        self._stop()
        self.found = None
        self._error = None
        path = self._path
        self._file.setText(shown_name(path))
        self.progress.begin(self._doing())
        self._task = task = self.context.tasks.run(
            verify,
            self.context.library,
            path,
            self.trust.paths,
            self.lists.paths,
            now_utc=self._now_utc,
            own_catalogues=self.context.workspace.catalogues.own_digests,
            lane="pool",
            long=True,
            on_progress=lambda done, total: self._on_progress(task, done, total),
            on_done=lambda found: self._on_done(task, found),
            on_error=lambda error: self._on_error(task, error),
            owner=self,
        )
        self._arrange()

    def cosign(self) -> None:
        """Let the next person sign this bundle as well."""
        from dti_desktop.ui.dialogs.cosign import CosignDialog

        self._open(CosignDialog)

    def timestamp(self) -> None:
        """Ask for a timestamp on this bundle, or put one in."""
        from dti_desktop.ui.dialogs.timestamp import TimestampDialog

        self._open(TimestampDialog)

    def _open(self, kind: type[BundleDialog]) -> None:
        if self._path is None or self.found is None:
            return
        from dti_desktop.ui.dialogs.bundle_dialog import Opened

        dialog = kind(self.context, Opened(self._path, self.found), self._now_utc, self)
        dialog.written.connect(self.verify)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _doing(self) -> str:
        return self.tr("Đang đọc và kiểm tra từng tệp…")

    def _stop(self) -> None:
        if self._task is not None:
            self._task.cancel()

    def _on_progress(self, task: Task, done_bytes: int, total_bytes: int) -> None:
        if task is self._task:
            size = self.context.format.size
            self.progress.set_progress(done_bytes, total_bytes, f"{size(done_bytes)} / {size(total_bytes)}")

    def _on_done(self, task: Task, found: Verification) -> None:
        if task is not self._task:
            return
        self._task = None
        self.progress.end()
        self.found, self._origin, self._inside = found, None, None
        self._show(found)
        self._look_for_origin(found)
        self._look_into(found)
        self._arrange()
        self.scrolled.verticalScrollBar().setValue(0)

    def _look_into(self, found: Verification) -> None:
        """Hold the catalogue in the bundle against those that are known here."""
        from dti_desktop.services.bundle_catalogue import catalogue_in

        workspace = self.context.workspace
        self.context.tasks.run(
            lambda: catalogue_in(found, workspace.catalogues.known),
            lane="store",
            on_done=lambda inside: self._on_inside(found, inside),
            on_error=self.context.session.failed.emit,
            owner=self,
        )

    def _on_inside(self, found: Verification, inside: BundleCatalogue | None) -> None:
        if found is self.found and inside is not None:
            self._inside = inside
            self._show(found)

    def _look_for_origin(self, found: Verification) -> None:
        """See whether what was signed was made on this computer; only a signature that holds tells."""
        if found.integrity != "ok" or found.signature != "ok":
            return
        from dti_desktop.services.bundle_journal import origin_of

        self.context.tasks.run(
            origin_of,
            self.context.workspace,
            found,
            lane="store",
            on_done=lambda origin: self._on_origin(found, origin),
            on_error=self.context.session.failed.emit,
            owner=self,
        )

    def _on_origin(self, found: Verification, origin: Origin | None) -> None:
        if found is self.found:
            self._origin = origin
            self._show(found)

    def _on_error(self, task: Task, error: BaseException) -> None:
        if task is not self._task:
            return
        self._task = None
        self.progress.end()
        self._error = error
        self._say_error()
        self._arrange()

    def _say_error(self) -> None:
        error = self._error
        if isinstance(error, Cancelled):
            self.notice.say(self.tr("Đã dừng. Chưa có kết luận nào về tệp này."), "info")
        elif error is not None:
            self.notice.say(self._words.at_length(error), "block")

    # -- showing -------------------------------------------------------------------------------------

    def _show(self, found: Verification) -> None:
        say = words(self.context)
        self.verdicts.show_verdicts(verdicts(found, say))
        self.inside.show_verdicts(verdicts_inside(found, self._origin, self._inside, say))
        self.findings.show_findings(finding_lines(found, say))
        self.signers.show_signers(found)
        self._signers_card.setVisible(bool(found.signers))
        self._heads[3].setText(self._signed_by(found))
        can_add = found.integrity == "ok" and found.signature == "ok" and found.score.recomputed
        self.cosign_button.setVisible(can_add)
        self.timestamp_button.setVisible(can_add)
        self._cannot_add.setVisible(not can_add)
        self.evidence.show_evidence(found.evidence)
        self.evidence.setVisible(bool(found.evidence))
        self._no_evidence.setVisible(not found.evidence)
        self._what.setText(bundle_title(found))
        self._facts.setText(bundle_facts(found))

    def _signed_by(self, found: Verification) -> str:
        count = len(found.signers)
        if count < 2:
            return self.tr("Người ký")
        return self.tr("Người ký: {count}, theo thứ tự ký").format(count=count)

    # -- files dropped anywhere on the page ------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if local_files(event.mimeData()):
            event.acceptProposedAction()
            self.drop.set_over(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.drop.set_over(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self.drop.set_over(False)
        event.acceptProposedAction()
        self._take(local_files(event.mimeData()))

    def _take(self, paths: Sequence[Path]) -> None:
        """Take the bundle, the certificates and the revocation lists among dropped files."""
        roots = [path for path in paths if path.suffix.lower() in SUFFIXES]
        lists = [path for path in paths if path.suffix.lower() in LIST_SUFFIXES]
        others = [path for path in paths if path not in (*roots, *lists)]
        if others:
            self._path = others[0]
        for given, new in ((self.trust, roots), (self.lists, lists)):
            given.blockSignals(True)
            given.take(new)
            given.blockSignals(False)
        if paths:
            self.check()

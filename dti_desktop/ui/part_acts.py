"""What the window does about departments: hands work out, takes it back, opens a part, returns it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QDialog, QFileDialog

from dti_desktop.services.entered_text import slug
from dti_desktop.ui.navigation import place_setting

if TYPE_CHECKING:
    from dti_desktop.engine.part_content import Place as ValuePlace
    from dti_desktop.exchange.part_file import PartFile
    from dti_desktop.services.part_merging import Preview
    from dti_desktop.services.parts import Opened
    from dti_desktop.ui.main_window import MainWindow
    from dti_desktop.ui.pages.parts import PartsPage
    from dti_desktop.ui.workbench import Workbench


class PartActs(QObject):
    """Opens the dialogs around departments over the window and carries out what is chosen there."""

    def __init__(
        self, window: MainWindow, workbench: Workbench, show: Callable[[QDialog], None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._window, self._workbench, self._context, self._show = window, workbench, workbench.context, show
        self._last_merge: tuple[Preview, dict[ValuePlace, int]] | None = None
        self._return_waiting: tuple[str, Path] | None = None
        self._context.session.opened.connect(self._forget)

    def follow_page(self, page: PartsPage) -> None:
        """Do what is asked for on the page of the parts."""
        page.today = self._workbench.now_utc().astimezone().date()
        page.issue_wanted.connect(self.issue)
        page.take_back_wanted.connect(self.take_back)
        page.return_wanted.connect(self.return_part)
        page.report_wanted.connect(self.show_report)
        self._page = page

    def _forget(self) -> None:
        self._last_merge = None
        waiting, self._return_waiting = self._return_waiting, None
        assessment = self._context.session.assessment
        if waiting is not None and assessment is not None and assessment.id == waiting[0]:
            QTimer.singleShot(0, self, lambda: self.take_back([waiting[1]]))
        page = getattr(self, "_page", None)
        if page is not None:
            page.show_report(False)

    # -- at the office -------------------------------------------------------------------------------

    def issue(self) -> None:
        """Ask what goes to whom, then where the file goes."""
        from dti_desktop.ui.dialogs.issue_part import IssuePartDialog

        session = self._context.session
        session.flush()
        if session.assessment is None:
            return
        dialog = IssuePartDialog(self._context, session.assessment)
        dialog.issue_wanted.connect(self._choose_issue_target)
        self._show(dialog)

    def _choose_issue_target(
        self, codes: list[str], department: str, due: date | None, guidance: str, passphrase: str | None
    ) -> None:
        assert self._context.session.assessment is not None
        stem = f"{self._context.session.assessment.id}-{slug(department)}"
        self._choose_target(
            self.tr("Ghi tệp phần việc"),
            stem,
            lambda target: self.issue_to(target, codes, department, due, guidance, passphrase),
        )

    def issue_to(
        self,
        target: Path,
        codes: Sequence[str],
        department: str,
        due: date | None,
        guidance: str,
        passphrase: str | None,
    ) -> None:
        """Write the file, then remember that the part went out."""
        from dti_desktop.services import parts

        context = self._context
        assert context.session.assessment is not None
        context.session.flush()
        self._workbench.begin_work(self.tr("Đang ghi tệp phần việc"))

        def write(part: PartFile) -> None:
            context.tasks.run(
                parts.write_file,
                context.workspace,
                part,
                target,
                passphrase,
                lane="pool",
                on_done=lambda _none: self._issued(part, target, passphrase),
                on_error=self._failed,
                owner=self,
            )

        context.tasks.run(
            parts.begin_issue,
            context.workspace,
            context.session.assessment.id,
            codes,
            department,
            due=due,
            untrusted_guidance=guidance,
            lane="store",
            on_done=write,
            on_error=self._failed,
            owner=self,
        )

    def _issued(self, part: PartFile, target: Path, passphrase: str | None) -> None:
        from dti_desktop.ui.dialogs.return_part import PartWrittenDialog

        def remembered(_saved: object) -> None:
            self._workbench.end_work()
            dialog = PartWrittenDialog(target.name, passphrase, department=part.header.department)
            dialog.brief_wanted.connect(
                lambda: self._make_brief(part, target, passphrase is not None, dialog)
            )
            self._show(dialog)

        def not_remembered(error: BaseException) -> None:
            target.unlink(missing_ok=True)  # nobody would know it when it comes back
            self._failed(error)

        self._context.session.act(
            lambda workspace, _id: workspace.hand_out(part), on_done=remembered, on_error=not_remembered
        )

    def _make_brief(self, part: PartFile, target: Path, is_locked: bool, over: QDialog) -> None:
        from dti_desktop.services import part_papers
        from dti_desktop.ui.dialogs.part_papers import PartBriefDialog

        def show(pdf: bytes) -> None:
            dialog = PartBriefDialog(self._context, pdf, over)
            dialog.finished.connect(dialog.deleteLater)
            dialog.open()

        self._context.tasks.run(
            part_papers.part_brief_pdf,
            self._context.library,
            part,
            target.name,
            is_locked=is_locked,
            language=self._context.language.current,
            printed_on=self._workbench.now_utc().astimezone().date(),
            lane="pool",
            on_done=show,
            on_error=self._workbench.show_fault,
            owner=over,
        )

    def take_back(self, untrusted_paths: Sequence[Path] = ()) -> None:
        """Take returned files in: those that were dropped, or ask which."""
        from dti_desktop.services.parts import SUFFIX

        if untrusted_paths:
            self._merge(list(untrusted_paths))
            return
        dialog = QFileDialog(self._window, self.tr("Nhận lại phần việc"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilter(self.tr("Tệp phần việc (*{suffix})").format(suffix=SUFFIX))
        # While Qt tells of the choice its own dialog still stands, and no second one would open over it.
        dialog.filesSelected.connect(
            lambda found: QTimer.singleShot(0, self, lambda: self._merge([Path(path) for path in found]))
        )
        self._show(dialog)

    def _merge(self, paths: list[Path]) -> None:
        from dti_desktop.ui.dialogs.merge_parts import MergePartsDialog

        dialog = MergePartsDialog(self._context, paths)
        dialog.merged.connect(self._merged)
        self._show(dialog)

    def _merged(self, looked: Preview, choices: dict[ValuePlace, int]) -> None:
        self._last_merge = looked, choices
        page = getattr(self, "_page", None)
        if page is not None:
            page.show_report(True)
        said = self.tr("Đã nhận lại {count} giá trị trong một bước; Ctrl+Z để trở lại như trước.")
        count = len(looked.merged.taken) + sum(choice >= 0 for choice in choices.values())
        self._workbench.toast.say(said.format(count=count), self.tr("Biên bản…"), self.show_report)

    def show_report(self) -> None:
        """Show the report of the merge that was just carried out."""
        from dti_desktop.services import part_papers
        from dti_desktop.ui.dialogs.part_papers import MergeReportDialog

        if self._last_merge is None:
            return
        looked, choices = self._last_merge
        self._context.tasks.run(
            part_papers.merge_report_pdf,
            self._context.library,
            looked,
            choices,
            merged=self._workbench.now_utc(),
            merged_by=self._context.workspace.store.user,
            language=self._context.language.current,
            lane="pool",
            on_done=lambda pdf: self._show(MergeReportDialog(self._context, pdf)),
            on_error=self._workbench.show_fault,
            owner=self,
        )

    # -- at the department ---------------------------------------------------------------------------

    def open_file(self, untrusted_paths: Sequence[Path] = ()) -> None:
        """Open a part: the file that was dropped, or ask which."""
        from dti_desktop.services.parts import SUFFIX

        if untrusted_paths:
            self._open(Path(untrusted_paths[0]))
            return
        dialog = QFileDialog(self._window, self.tr("Mở phần việc được giao"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(self.tr("Tệp phần việc (*{suffix})").format(suffix=SUFFIX))
        dialog.fileSelected.connect(lambda path: QTimer.singleShot(0, self, lambda: self._open(Path(path))))
        self._show(dialog)

    def _open(self, path: Path) -> None:
        from dti_desktop.ui.dialogs.open_part import OpenPartDialog

        self._context.session.flush()
        dialog = OpenPartDialog(self._context, path)
        dialog.part_opened.connect(self._opened)
        dialog.return_wanted.connect(lambda assessment_id: self._take_return(path, assessment_id))
        self._show(dialog)

    def _take_return(self, path: Path, assessment_id: str) -> None:
        """Take a returned file in at the assessment it belongs to, which is opened where it is not."""
        session = self._context.session
        if session.assessment is not None and session.assessment.id == assessment_id:
            QTimer.singleShot(0, self, lambda: self.take_back([path]))
            return
        self._return_waiting = (assessment_id, path)
        session.open(assessment_id)

    def _opened(self, opened: Opened) -> None:
        if not opened.is_new:
            self._workbench.toast.say(self.tr("Phần việc này đã được mở trước đây."))
        else:
            # The first thing to see is who asks for what.
            context = self._context
            kept = {"page": "parts", "code": None}
            context.tasks.run(
                context.workspace.set_setting, place_setting(opened.assessment_id), kept, lane="store"
            )
        self._context.session.open(opened.assessment_id)

    def return_part(self) -> None:
        """Ask how the file is locked, then where it goes."""
        from dti_desktop.ui.dialogs.return_part import ReturnPartDialog

        session = self._context.session
        session.flush()
        if session.assessment is None or session.outlook is None:
            return
        card = session.outlook.scorecard
        dialog = ReturnPartDialog(self._context, card.indicators_total - card.answered)
        dialog.return_wanted.connect(self._choose_return_target)
        self._show(dialog)

    def _choose_return_target(self, passphrase: str | None) -> None:
        assert self._context.session.assessment is not None
        stem = f"{self._context.session.assessment.id}-tra"
        self._choose_target(
            self.tr("Ghi tệp trả phần việc"), stem, lambda target: self.return_to(target, passphrase)
        )

    def return_to(self, target: Path, passphrase: str | None) -> None:
        """Write the file that goes back."""
        from dti_desktop.services import parts

        context = self._context
        assert context.session.assessment is not None
        assessment_id = context.session.assessment.id
        context.session.flush()
        self._workbench.begin_work(self.tr("Đang ghi tệp trả phần việc"))

        def write(part: PartFile) -> None:
            context.tasks.run(
                parts.write_file,
                context.workspace,
                part,
                target,
                passphrase,
                lane="pool",
                on_done=lambda _none: note(part),
                on_error=self._failed,
                owner=self,
            )

        def note(part: PartFile) -> None:
            context.tasks.run(
                parts.finish_return,
                context.workspace,
                assessment_id,
                part,
                target,
                lane="store",
                on_done=lambda _none: self._returned(target, passphrase),
                on_error=self._failed,
                owner=self,
            )

        context.tasks.run(
            parts.begin_return,
            context.workspace,
            assessment_id,
            lane="store",
            on_done=write,
            on_error=self._failed,
            owner=self,
        )

    def _returned(self, target: Path, passphrase: str | None) -> None:
        from dti_desktop.ui.dialogs.return_part import PartWrittenDialog

        self._workbench.end_work()
        self._show(PartWrittenDialog(target.name, passphrase, department=None))

    # -- both ----------------------------------------------------------------------------------------

    def _failed(self, error: BaseException) -> None:
        self._workbench.end_work()
        self._workbench.show_fault(error)

    def _choose_target(self, title: str, stem: str, then: Callable[[Path], None]) -> None:
        from dti_desktop.services.parts import SUFFIX

        dialog = QFileDialog(self._window, title)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(self.tr("Tệp phần việc (*{suffix})").format(suffix=SUFFIX))
        dialog.setDefaultSuffix(SUFFIX.removeprefix("."))
        dialog.selectFile(f"{stem}{SUFFIX}")
        dialog.fileSelected.connect(lambda path: then(Path(path)))
        self._show(dialog)

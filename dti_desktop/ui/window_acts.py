"""What the window does beyond going to places: begin an assessment, settings, backup, about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QMessageBox

from dti_desktop import __version__
from dti_desktop.services.workspace import AssessmentSummary

if TYPE_CHECKING:
    from dti_desktop.engine.model import Catalogue
    from dti_desktop.engine.results import Province
    from dti_desktop.store.backup import BackupReport, RestoreReport
    from dti_desktop.ui.main_window import MainWindow
    from dti_desktop.ui.workbench import Workbench


BACKUP_SUFFIX = ".dtibackup"


@dataclass(frozen=True)
class _Offer:
    """What a new assessment can be made of; reading it takes too long for the window's thread."""

    existing: Sequence[AssessmentSummary]
    catalogues: Sequence[Catalogue]
    provinces: Sequence[Province]


class WindowActs(QObject):
    """Opens dialogs over the window and carries out what is chosen there."""

    def __init__(self, window: MainWindow, workbench: Workbench, store_dir: Path, user: str) -> None:
        super().__init__(window)
        self._window = window
        self._user = user
        self._workbench = workbench
        self._context = workbench.context
        self._store_dir = store_dir
        workbench.new_wanted.connect(self.new)
        workbench.sample_wanted.connect(self.open_sample)
        workbench.backup_wanted.connect(self.backup)
        workbench.restore_wanted.connect(self.restore)
        workbench.settings_wanted.connect(self.settings)
        workbench.shortcuts_wanted.connect(self.shortcuts)
        workbench.about_wanted.connect(self.about)

    def _show(self, dialog: QDialog) -> None:
        if QApplication.activeModalWidget() is not None:
            # She asked twice before the first answer came.
            dialog.deleteLater()
            return
        dialog.setParent(self._window, dialog.windowFlags())
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    # -- assessments ---------------------------------------------------------------------------------

    def new(self) -> None:
        """Ask for province and year, then begin an assessment and open it."""
        context = self._context
        context.session.flush()
        library, workspace = context.library, context.workspace

        def read() -> _Offer:
            catalogues = [library.catalogue(catalogue_id) for catalogue_id in library.catalogue_ids]
            return _Offer(workspace.assessments(), catalogues, library.result_book.provinces)

        context.tasks.run(
            read,
            lane="store",
            on_done=self._ask_for_new,
            on_error=self._workbench.show_fault,
            owner=self,
        )

    def _ask_for_new(self, offer: _Offer) -> None:
        from dti_desktop.ui.dialogs.new_assessment import NewAssessmentDialog

        library = self._context.library
        first, last = library.defaults["first_year"], library.defaults["last_year"]
        newest = max(year for catalogue in offer.catalogues for year in catalogue.issued_for_years)
        # An assessment is made of a year that is over.
        default_year = min(self._workbench.now_utc().year - 1, newest)
        dialog = NewAssessmentDialog(
            offer.provinces,
            range(first, last + 1),
            default_year,
            offer.catalogues,
            offer.existing,
            self._context.language,
        )
        dialog.create_wanted.connect(self._create)
        dialog.open_wanted.connect(self._context.session.open)
        self._show(dialog)

    def _create(self, province: str, year: int, catalogue_id: str) -> None:
        context = self._context
        context.tasks.run(
            context.workspace.create,
            province,
            year,
            catalogue_id,
            lane="store",
            on_done=context.session.open,
            on_error=self._workbench.show_fault,
            owner=self,
        )

    def open_sample(self) -> None:
        """Open the sample assessment; it is made the first time."""

        def make() -> str:
            from dti_desktop.services.sample import create_sample

            return create_sample(self._context.workspace, self._context.library)

        self._context.tasks.run(
            make,
            lane="store",
            on_done=self._context.session.open,
            on_error=self._workbench.show_fault,
            owner=self,
        )

    # -- dialogs -------------------------------------------------------------------------------------

    def settings(self) -> None:
        """Show the settings; each takes effect at once."""
        context = self._context
        workspace = context.workspace
        context.tasks.run(
            lambda: (workspace.evidence_limit_bytes(), workspace.person_name()),
            lane="store",
            on_done=self._show_settings,
            on_error=self._workbench.show_fault,
            owner=self,
        )

    def _show_settings(self, read: tuple[int, str]) -> None:
        from dti_desktop.ui.dialogs.settings import SettingsDialog

        context = self._context
        limit_bytes, person_name = read
        dialog = SettingsDialog(
            context.language.current,
            context.theme.mode,
            limit_bytes,
            context.workspace.evidence_limit_range_bytes(),
            self._store_dir,
            person_name,
            context.workspace.account,
        )
        dialog.language_chosen.connect(self._workbench.set_language)
        dialog.theme_chosen.connect(self._workbench.set_theme)
        dialog.limit_chosen.connect(self._set_limit)
        dialog.person_chosen.connect(self._name_person)
        self._show(dialog)

    def _name_person(self, name: str) -> None:
        context = self._context
        context.tasks.run(
            context.workspace.set_person_name,
            name,
            lane="store",
            on_error=self._workbench.show_fault,
            owner=self,
        )

    def _set_limit(self, limit_bytes: int) -> None:
        context = self._context
        context.tasks.run(
            context.workspace.set_evidence_limit_bytes,
            limit_bytes,
            lane="store",
            on_done=self._limit_set,
            on_error=self._workbench.show_fault,
            owner=self,
        )

    def _limit_set(self, limit_bytes: int) -> None:
        self._context.session.evidence_limit_bytes = limit_bytes

    def shortcuts(self) -> None:
        """Show what each key does."""
        from dti_desktop.ui.dialogs.shortcuts import ShortcutsDialog

        self._show(ShortcutsDialog())

    def about(self) -> None:
        """Show version and licences."""
        from dti_desktop.ui.dialogs.about import AboutDialog

        self._show(AboutDialog(__version__, self._context.library.resources_dir / "licences"))

    # -- backup --------------------------------------------------------------------------------------

    def backup(self) -> None:
        """Ask for a file and write the whole store into it, beside whatever else she does."""
        today = self._workbench.now_utc().astimezone().date()
        dialog = QFileDialog(self._window, self.tr("Sao lưu toàn bộ dữ liệu"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(self.tr("Bản sao lưu (*{suffix})").format(suffix=BACKUP_SUFFIX))
        dialog.setDefaultSuffix(BACKUP_SUFFIX.removeprefix("."))
        dialog.selectFile(f"dti-{today.isoformat()}{BACKUP_SUFFIX}")
        dialog.fileSelected.connect(self.backup_to)
        self._show(dialog)

    def backup_to(self, untrusted_path: str) -> None:
        """Write the backup to a file; progress stands at the foot of the window and can be stopped."""
        from dti_desktop.services.backups import backup

        context = self._context
        context.session.flush()
        panel = self._workbench.begin_work(self.tr("Đang sao lưu toàn bộ dữ liệu"))
        task = context.tasks.run(
            backup,
            context.workspace,
            Path(untrusted_path),
            lane="store",
            long=True,
            on_progress=panel.set_progress,
            on_done=self._backed_up,
            on_error=self._not_backed_up,
            owner=self,
        )
        panel.cancel_wanted.connect(task.cancel, Qt.ConnectionType.SingleShotConnection)

    def _backed_up(self, report: BackupReport) -> None:
        self._workbench.end_work()
        size = self._context.format.size(report.size_bytes)
        if report.problems:
            self._workbench.toast.say(
                self.tr("Đã sao lưu ({size}), nhưng {count} tệp minh chứng bị thiếu hoặc hỏng.").format(
                    size=size, count=len(report.problems)
                )
            )
        else:
            self._workbench.toast.say(self.tr("Đã sao lưu và kiểm tra lại ({size}).").format(size=size))

    def _not_backed_up(self, error: BaseException) -> None:
        self._workbench.end_work()
        self._workbench.show_fault(error)

    def restore(self) -> None:
        """Ask for a backup and put it in the place of the store; the old store is kept."""
        dialog = QFileDialog(self._window, self.tr("Khôi phục từ bản sao lưu"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(
            self.tr("Bản sao lưu (*{suffix})").format(suffix=BACKUP_SUFFIX) + ";;" + self.tr("Mọi tệp (*)")
        )
        dialog.fileSelected.connect(self._ask_to_restore)
        self._show(dialog)

    def _ask_to_restore(self, untrusted_path: str) -> None:
        box = QMessageBox(self._window)
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(self.tr("Khôi phục từ bản sao lưu"))
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(self.tr("Thay toàn bộ dữ liệu hiện tại bằng bản sao lưu này?"))
        box.setInformativeText(
            self.tr("Dữ liệu hiện tại không bị xóa mà được giữ lại trong thư mục dữ liệu.")
        )
        yes = box.addButton(self.tr("Khôi phục"), QMessageBox.ButtonRole.AcceptRole)
        box.addButton(self.tr("Hủy"), QMessageBox.ButtonRole.RejectRole)
        box.finished.connect(
            lambda _result: self.restore_from(untrusted_path) if box.clickedButton() is yes else None
        )
        self._show(box)

    def restore_from(self, untrusted_path: str) -> None:
        """Put a backup in the place of the store, once everything is committed."""
        context = self._context
        context.session.flush()
        # Behind everything that is on its way to the store.
        context.tasks.run(
            context.workspace.folder_warnings,
            lane="store",
            on_done=lambda _warnings: self._restore_now(Path(untrusted_path)),
            owner=self,
        )

    def _restore_now(self, untrusted_file: Path) -> None:
        from dti_desktop.services.backups import restore

        if not self._context.session.is_committed:
            return  # the header says so already, in red
        window = self._window
        # The words are made now: this object goes with the store that is put aside.
        whole = self.tr("Đã khôi phục. Dữ liệu trước đó được giữ lại trong thư mục dữ liệu.")
        lacking = self.tr("Đã khôi phục. Bản sao lưu vốn thiếu {count} tệp minh chứng.")

        def restored(report: RestoreReport) -> None:
            if window.workbench is not None:
                words = lacking if report.problems else whole
                window.workbench.toast.say(words.format(count=len(report.problems)))

        def not_restored(error: BaseException) -> None:
            if window.workbench is not None:
                window.workbench.show_fault(error)

        window.work_without_store(
            partial(
                restore, untrusted_file, self._store_dir, now_utc=self._workbench.now_utc, user=self._user
            ),
            self.tr("Đang khôi phục từ bản sao lưu"),
            on_done=restored,
            on_error=not_restored,
        )

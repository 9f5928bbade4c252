"""What the window does about backups: shows them, makes one in a file, brings one back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QDialog, QFileDialog

from dti_desktop.errors import Cancelled
from dti_desktop.ui.backup_keeper import BackupKeeper
from dti_desktop.ui.restored_text import restored_words

if TYPE_CHECKING:
    from dti_desktop.services.backups import BackupSettings, KeptBackups
    from dti_desktop.store.backup import BackupReport, RestoreReport
    from dti_desktop.store.database_copy import DatabaseCopy
    from dti_desktop.ui.dialogs.backups import BackupsDialog
    from dti_desktop.ui.main_window import MainWindow
    from dti_desktop.ui.tasks import Task
    from dti_desktop.ui.workbench import Workbench

SUFFIX = ".dtibackup"
LOCKED_SUFFIX = SUFFIX + ".age"


class BackupActs(QObject):
    """Opens the dialogs around backups over the window and carries out what is chosen there."""

    def __init__(
        self,
        window: MainWindow,
        workbench: Workbench,
        store_dir: Path,
        user: str,
        show: Callable[[QDialog], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._window, self._workbench, self._store_dir, self._user = window, workbench, store_dir, user
        self._context = workbench.context
        self._show = show
        self.keeper = BackupKeeper(workbench.context, workbench.now_utc, self)

    # -- the list ------------------------------------------------------------------------------------

    def show_all(self) -> None:
        """Show the backups there are."""
        self._read(self._show_read)

    def _read(self, then: Callable[[BackupSettings, KeptBackups], object]) -> None:
        """Read what the store remembers on its thread, then the folders, which may be slow, on another."""
        from dti_desktop.services import backups

        context = self._context

        def remembered() -> tuple[BackupSettings, str]:
            return backups.settings(context.workspace), backups.store_mark(context.workspace)

        def look(found: tuple[BackupSettings, str]) -> None:
            context.tasks.run(
                backups.kept,
                *found,
                lane="pool",
                on_done=lambda kept: then(found[0], kept),
                on_error=self._workbench.show_fault,
                owner=self,
            )

        context.tasks.run(
            remembered, lane="store", on_done=look, on_error=self._workbench.show_fault, owner=self
        )

    def _show_read(self, remembered: BackupSettings, kept: KeptBackups) -> None:
        from dti_desktop.ui.dialogs.backups import BackupsDialog

        dialog = BackupsDialog(self._context, remembered, kept, self._workbench.now_utc())
        dialog.to_file_wanted.connect(self.ask_how)
        dialog.from_file_wanted.connect(self.choose_file)
        dialog.restore_wanted.connect(self.look_into)
        dialog.folder_wanted.connect(partial(self._choose_folder, dialog))
        dialog.no_folder_wanted.connect(partial(self._set_folder, dialog, None))
        refresh = partial(self._refresh, dialog)
        self.keeper.changed.connect(refresh)
        dialog.finished.connect(lambda: self.keeper.changed.disconnect(refresh))
        self._show(dialog)

    def _refresh(self, dialog: BackupsDialog) -> None:
        from shiboken6 import isValid

        def show(remembered: BackupSettings, kept: KeptBackups) -> None:
            if isValid(dialog):
                dialog.show_state(remembered, kept)

        if isValid(dialog):
            self._read(show)

    def _choose_folder(self, dialog: BackupsDialog) -> None:
        chosen = QFileDialog.getExistingDirectory(dialog, self.tr("Thư mục sao lưu trên ổ đĩa khác"))
        if chosen:
            self._set_folder(dialog, Path(chosen))

    def _set_folder(self, dialog: BackupsDialog, folder: Path | None) -> None:
        from dti_desktop.services.backups import set_outside_folder

        def is_set(_none: object) -> None:
            self._refresh(dialog)
            if folder is not None:
                self.keeper.look()

        self._context.tasks.run(
            set_outside_folder,
            self._context.workspace,
            folder,
            lane="store",
            on_done=is_set,
            on_error=lambda error: dialog.show_fault(error),
            owner=dialog,
        )

    # -- into a file ---------------------------------------------------------------------------------

    def ask_how(self) -> None:
        """Ask whether the file is to be locked, then for its place."""
        from dti_desktop.ui.dialogs.backup_to_file import BackupToFileDialog

        dialog = BackupToFileDialog(self._context)
        dialog.save_wanted.connect(self._choose_target)
        self._show(dialog)

    def _choose_target(self, passphrase: str, on_paper: bool) -> None:
        today = self._workbench.now_utc().astimezone().date()
        suffix = LOCKED_SUFFIX if passphrase else SUFFIX
        dialog = QFileDialog(self._window, self.tr("Sao lưu toàn bộ dữ liệu"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(self.tr("Bản sao lưu (*{suffix})").format(suffix=suffix))
        dialog.setDefaultSuffix(suffix.removeprefix("."))
        dialog.selectFile(f"dti-{today.isoformat()}{suffix}")
        dialog.fileSelected.connect(
            lambda path: self.backup_to(path, passphrase=passphrase, on_paper=on_paper)
        )
        self._show(dialog)

    def backup_to(self, untrusted_path: str, *, passphrase: str = "", on_paper: bool = False) -> None:
        """Write the backup to a file; progress stands at the foot of the window and can be stopped."""
        from dti_desktop.services.backups import begin

        self._context.session.flush()
        panel = self._workbench.begin_work(self.tr("Đang sao lưu toàn bộ dữ liệu"))
        target = Path(untrusted_path)
        task = self._context.tasks.run(
            begin,
            self._context.workspace,
            target,
            lane="store",
            on_done=lambda copy: self._begun(task, copy, target, passphrase, on_paper),
            on_error=self._not_backed_up,
            owner=self,
        )
        panel.cancel_wanted.connect(task.cancel, Qt.ConnectionType.SingleShotConnection)

    def _begun(self, begun: Task, copy: DatabaseCopy, target: Path, passphrase: str, on_paper: bool) -> None:
        if begun.cancelled:  # while the database was copied, which cannot be broken off
            self._context.tasks.run(copy.discard, lane="pool")
            self._not_backed_up(Cancelled())
        else:
            self._write(copy, target, passphrase, on_paper)

    def _write(self, copy: DatabaseCopy, target: Path, passphrase: str, on_paper: bool) -> None:
        from dti_desktop.services.backups import finish

        panel = self._workbench.work
        task = self._context.tasks.run(
            finish,
            copy,
            target,
            passphrase=passphrase or None,
            lane="pool",
            long=True,
            on_progress=panel.set_progress,
            on_done=lambda report: self._backed_up(report, passphrase, on_paper),
            on_error=self._not_backed_up,
            owner=self,
        )
        panel.cancel_wanted.connect(task.cancel, Qt.ConnectionType.SingleShotConnection)

    def _backed_up(self, report: BackupReport, passphrase: str, on_paper: bool) -> None:
        from dti_desktop.services.backups import note_made

        self._workbench.end_work()
        self._context.tasks.run(
            note_made,
            self._context.workspace,
            report,
            lane="store",
            on_done=lambda _none: self.keeper.changed.emit(),
            on_error=self._workbench.show_fault,
            owner=self,
        )
        size = self._context.format.size(report.size_bytes)
        if report.problems:
            self._workbench.toast.say(
                self.tr("Đã sao lưu ({size}), nhưng {count} tệp minh chứng bị thiếu hoặc hỏng.").format(
                    size=size, count=len(report.problems)
                )
            )
        else:
            self._workbench.toast.say(self.tr("Đã sao lưu và kiểm tra lại ({size}).").format(size=size))
        if passphrase:
            self._make_sheet(report, passphrase, on_paper)

    def _not_backed_up(self, error: BaseException) -> None:
        self._workbench.end_work()
        self._workbench.show_fault(error)

    def _make_sheet(self, report: BackupReport, passphrase: str, on_paper: bool) -> None:
        """Make the recovery sheet; reading the backup once more proves that its passphrase opens it."""
        context, now_utc, store_dir = self._context, self._workbench.now_utc, self._store_dir
        language = context.language.current

        def make() -> bytes:
            from dti_desktop.services.backups import look_into
            from dti_desktop.services.recovery import recovery_sheet_pdf

            return recovery_sheet_pdf(
                context.library,
                report,
                look_into(report.path, store_dir, passphrase=passphrase, now_utc=now_utc),
                passphrase,
                is_printed=on_paper,
                language=language,
                printed_on=now_utc().astimezone().date(),
            )

        context.tasks.run(
            make, lane="pool", on_done=self._show_sheet, on_error=self._workbench.show_fault, owner=self
        )

    def _show_sheet(self, pdf: bytes) -> None:
        from dti_desktop.ui.dialogs.recovery_sheet import RecoverySheetDialog

        self._show(RecoverySheetDialog(self._context, pdf))

    # -- back from one -------------------------------------------------------------------------------

    def choose_file(self) -> None:
        """Ask for a backup and show what is in it."""
        dialog = QFileDialog(self._window, self.tr("Khôi phục từ bản sao lưu"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        endings = f"*{SUFFIX} *{LOCKED_SUFFIX}"
        dialog.setNameFilter(self.tr("Bản sao lưu ({endings});;Mọi tệp (*)").format(endings=endings))
        # While Qt tells of the choice its own dialog still stands, and no second one would open over it.
        dialog.fileSelected.connect(
            lambda path: QTimer.singleShot(0, self, lambda: self.look_into(Path(path)))
        )
        self._show(dialog)

    def look_into(self, untrusted_file: Path) -> None:
        """Show what is in a backup and what restoring it would do."""
        from dti_desktop.ui.dialogs.restore import RestoreDialog

        dialog = RestoreDialog(self._context, untrusted_file, self._store_dir, self._workbench.now_utc)
        dialog.restore_wanted.connect(self.restore_from)
        self._show(dialog)

    def restore_from(self, untrusted_file: Path, passphrase: str = "") -> None:
        """Put a backup in the place of the store, once everything is committed."""
        context = self._context
        context.session.flush()
        # Behind everything that is on its way to the store.
        context.tasks.run(
            context.workspace.folder_warnings,
            lane="store",
            on_done=lambda _warnings: self._restore_now(untrusted_file, passphrase),
            owner=self,
        )

    def _restore_now(self, untrusted_file: Path, passphrase: str) -> None:
        from dti_desktop.services.backups import restore

        if not self._context.session.is_committed:
            return  # the header says so already, in red
        self.keeper.rest()
        window = self._window

        # This object goes with the store that is put aside.
        def restored(report: RestoreReport) -> None:
            if window.workbench is not None:
                window.workbench.toast.say(restored_words(report))

        def not_restored(error: BaseException) -> None:
            if window.workbench is not None:
                window.workbench.show_fault(error)

        window.work_without_store(
            partial(
                restore,
                untrusted_file,
                self._store_dir,
                passphrase=passphrase or None,
                now_utc=self._workbench.now_utc,
                user=self._user,
            ),
            self.tr("Đang khôi phục từ bản sao lưu"),
            on_done=restored,
            on_error=not_restored,
        )

"""A backup brought back where the store itself is damaged and there is no workbench to do it from."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QFileDialog

from dti_desktop.errors import Cancelled
from dti_desktop.services import backups
from dti_desktop.ui.backup_acts import LOCKED_SUFFIX, SUFFIX
from dti_desktop.ui.dialogs.restore import RestoreDialog
from dti_desktop.ui.restored_text import restored_words

if TYPE_CHECKING:
    from dti_desktop.store.backup import RestoreReport
    from dti_desktop.ui.main_window import MainWindow, Surroundings


class Rescue(QObject):
    """Asks for a backup, shows what is in it, and puts it in the place of the store, which is kept."""

    def __init__(self, window: MainWindow, around: Surroundings, store_dir: Path) -> None:
        super().__init__(window)
        self._window, self._around, self._store_dir = window, around, store_dir

    def choose_file(self) -> None:
        """Ask for a backup, beginning where the program keeps its own."""
        dialog = QFileDialog(self._window, self.tr("Khôi phục từ bản sao lưu"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        kept = backups.own_folder(self._store_dir)
        if kept.is_dir():
            dialog.setDirectory(str(kept))
            # Their names begin with the moment at which they were made.
            newest = max(kept.glob(f"*{SUFFIX}"), default=None)
            if newest is not None:
                dialog.selectFile(newest.name)
        endings = f"*{SUFFIX} *{LOCKED_SUFFIX}"
        dialog.setNameFilter(self.tr("Bản sao lưu ({endings});;Mọi tệp (*)").format(endings=endings))
        # While Qt tells of the choice its own dialog still stands, and no second one would open over it.
        dialog.fileSelected.connect(
            lambda path: QTimer.singleShot(0, self, lambda: self.look_into(Path(path)))
        )
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def look_into(self, untrusted_file: Path) -> None:
        """Show what is in a backup and what restoring it would do."""
        around = self._around
        dialog = RestoreDialog(around, untrusted_file, self._store_dir, around.now_utc)
        dialog.setParent(self._window, dialog.windowFlags())
        dialog.restore_wanted.connect(self._restore)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _restore(self, untrusted_file: Path, passphrase: str) -> None:
        around = self._around
        self._window.work_on_folder(
            partial(
                backups.restore,
                untrusted_file,
                self._store_dir,
                passphrase=passphrase or None,
                now_utc=around.now_utc,
                user=around.user,
            ),
            self.tr("Đang khôi phục từ bản sao lưu"),
            on_done=self._restored,
            on_error=self._not_restored,
        )

    def _restored(self, report: RestoreReport) -> None:
        self._window.open_restored(restored_words(report))

    def _not_restored(self, error: BaseException) -> None:
        if isinstance(error, Cancelled):
            self._window.open_store()
        else:
            self._window.opening.show_not_restored(error)

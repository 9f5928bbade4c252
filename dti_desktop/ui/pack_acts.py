"""What the window does with signed packs: makes one, takes one in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog, QFileDialog

from dti_desktop.named_files import shown_name
from dti_desktop.ui.navigation import Place
from dti_desktop.ui.words import words

if TYPE_CHECKING:
    from dti_desktop.services.catalogues import Edition
    from dti_desktop.services.packs import ExaminedPack
    from dti_desktop.ui.main_window import MainWindow
    from dti_desktop.ui.workbench import Workbench


class PackActs(QObject):
    """Opens the dialogs around packs over the window and carries out what is chosen there."""

    def __init__(
        self, window: MainWindow, workbench: Workbench, show: Callable[[QDialog], None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._window, self._workbench, self._show = window, workbench, show
        self._context = workbench.context

    def choose(self) -> None:
        """Let the person choose a pack, then look at it."""
        dialog = QFileDialog(self._window, self.tr("Chọn gói cập nhật"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([self.tr("Gói cập nhật (*.dtipack)"), self.tr("Mọi tệp (*)")])
        dialog.fileSelected.connect(lambda name: self.look_at(Path(name)))
        self._show(dialog)

    def look_at(self, untrusted_path: Path) -> None:
        """Show who signed a pack and what it would change."""
        from dti_desktop.ui.dialogs.take_pack import TakePackDialog

        dialog = TakePackDialog(self._context, untrusted_path)
        dialog.taken.connect(self._taken)
        self._show(dialog)

    def _taken(self, examined: ExaminedPack) -> None:
        if any(results.changes for results in examined.results):
            self._context.session.results_were_imported()
        said = self.tr("Đã nhận gói cập nhật {name}.").format(name=examined.name)
        if any(not packed.is_known for packed in examined.catalogues):
            said += " " + self.tr("Hồ sơ đang làm vẫn giữ bộ chỉ số cũ cho đến khi được chuyển.")
        unprotected = self._context.workspace.unprotected
        if unprotected is not None:
            said = f"{said} {words(self._context).problem(unprotected)}"
        self._workbench.toast.say(said)
        if self._workbench.place.page == "catalogue":
            self._workbench.page("catalogue").arrive(Place("catalogue"))  # editions have come

    def make(self, catalogue_id: str = "") -> None:
        """Ask what goes into a pack and who signs it; the named catalogue is chosen already."""
        workspace = self._context.workspace

        def read() -> tuple[Sequence[Edition], Sequence[int]]:
            book = workspace.results.known.book
            years = {result.year for result in (*book.results, *book.of_sets)}
            return tuple(workspace.catalogues.known.latest.values()), sorted(years, reverse=True)

        self._context.tasks.run(
            read,
            lane="store",
            on_done=partial(self._ask, catalogue_id),
            on_error=self._workbench.show_fault,
            owner=self,
        )

    def _ask(self, catalogue_id: str, known: tuple[Sequence[Edition], Sequence[int]]) -> None:
        from dti_desktop.ui.dialogs.make_pack import MakePackDialog

        editions, years = known
        dialog = MakePackDialog(
            self._context, editions, years, self._workbench.now_utc, chosen_id=catalogue_id
        )
        dialog.made.connect(self._made)
        self._show(dialog)

    def _made(self, target: Path) -> None:
        said = self.tr("Đã ký và ghi {name}.").format(name=shown_name(target))
        self._workbench.toast.say_written(said, target)

"""What goes out of and comes into the catalogue's page as a file: Excel, signed packs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDialog, QFileDialog, QMenu

from dti_desktop.named_files import shown_name
from dti_desktop.ui import icons
from dti_desktop.ui.widgets.buttons import IconButton

if TYPE_CHECKING:
    from dti_desktop.services.catalogue_books import ExaminedBook
    from dti_desktop.services.catalogues import Draft
    from dti_desktop.ui.pages.catalogue import CataloguePage

_AROUND = 48
"""So much of the window stays in sight around a dialog, in pixels."""


class CatalogueFiles(QObject):
    """The menu of the page's files, and what it does. Packs are signed and taken by the window."""

    def __init__(self, page: CataloguePage) -> None:
        super().__init__(page)
        self._page, self._context = page, page.context
        self.button = IconButton("ellipsis-vertical")
        self._menu = QMenu(self.button)
        self.button.setMenu(self._menu)
        self.to_excel = self._entry("file-spreadsheet", self.export)
        self.from_excel = self._entry("upload", self.choose_book)
        self._menu.addSeparator()
        self.to_pack = self._entry("send", self._make_pack)
        self.from_pack = self._entry("package-check", page.take_pack_wanted.emit)
        self.button.setEnabled(False)  # until there is a catalogue

    def _entry(self, icon: str, act: Callable[[], object]) -> QAction:
        action = QAction(self._menu)
        icons.current().bind(action, icon)
        action.triggered.connect(lambda: act())
        self._menu.addAction(action)
        return action

    def retranslate(self) -> None:
        """Name the entries in the window's language."""
        self.button.set_name(self.tr("Excel, gói có chữ ký"))
        self.to_excel.setText(self.tr("Xuất ra Excel…"))
        self.from_excel.setText(self.tr("Nhập từ Excel…"))
        self.to_pack.setText(self.tr("Xuất gói có chữ ký…"))
        self.from_pack.setText(self.tr("Nhận gói…"))

    def _show(self, dialog: QDialog) -> None:
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    # -- Excel ---------------------------------------------------------------------------------------

    def export(self) -> None:
        """Ask where the workbook goes."""
        draft = self._page.draft
        if draft is None:
            return
        dialog = QFileDialog(self._page, self.tr("Xuất bộ chỉ số ra Excel"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(self.tr("Excel (*.xlsx)"))
        dialog.setDefaultSuffix("xlsx")
        dialog.selectFile(f"{draft.catalogue_id}.xlsx")
        dialog.fileSelected.connect(lambda path: self.write(Path(path)))
        self._show(dialog)

    def write(self, target: Path) -> None:
        """Write the draft as it now is, or the latest edition, whole or not at all."""
        self._page.with_draft(lambda draft: self._write(target, draft))

    def _write(self, target: Path, draft: Draft) -> None:
        context, language = self._context, self._context.language.current

        def work() -> None:
            from dti_desktop.services.catalogue_books import write_book

            context.workspace.check_target(target)
            write_book(target, context.library, draft.document, language=language)

        context.tasks.run(
            work,
            lane="pool",
            on_done=lambda _none: self._written(target),
            on_error=self._page.say_fault,
            owner=self,
        )

    def _written(self, target: Path) -> None:
        self._page.toast.say_written(self.tr("Đã ghi {name}.").format(name=shown_name(target)), target)

    def choose_book(self) -> None:
        """Ask which workbook comes back."""
        dialog = QFileDialog(self._page, self.tr("Nhập bộ chỉ số từ Excel"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(self.tr("Excel (*.xlsx)"))
        dialog.fileSelected.connect(lambda path: self.look_at(Path(path)))
        self._show(dialog)

    def look_at(self, untrusted_path: Path) -> None:
        """Show what a workbook corrects; taken once she says so."""
        self._page.with_draft(lambda draft: self._ask(untrusted_path, draft))

    def _ask(self, untrusted_path: Path, draft: Draft) -> None:
        from dti_desktop.ui.dialogs.catalogue_book import TakeBookDialog

        window = self._page.window()
        dialog = TakeBookDialog(self._context, untrusted_path, draft.document, self._page)
        dialog.resize(
            min(dialog.width(), window.width() - _AROUND), min(dialog.height(), window.height() - _AROUND)
        )
        dialog.taken.connect(self._take)
        self._show(dialog)

    def _take(self, examined: ExaminedBook) -> None:
        from dti_desktop.services.catalogue_books import take_book

        said = self.tr("Đã nhận {count} chỗ sửa từ {name}.").format(
            count=len(examined.corrections), name=examined.name
        )
        self._page.act(
            lambda catalogues, _id: take_book(catalogues, examined),
            lambda: self._page.toast.say(said, self.tr("Hoàn tác"), lambda: self._page.take_step(back=True)),
        )

    # -- packs ---------------------------------------------------------------------------------------

    def _make_pack(self) -> None:
        draft = self._page.draft
        if draft is not None:
            self._page.flush()
            self._page.make_pack_wanted.emit(draft.catalogue_id)

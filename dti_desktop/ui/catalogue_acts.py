"""What the page of the catalogue does after a question: rows added and removed, drafts ended, moves."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog

from dti_desktop.engine.catalogue_edit import NodeName, index_of
from dti_desktop.services.catalogues import Draft
from dti_desktop.ui.catalogue_draft import Seen, look
from dti_desktop.ui.navigation import Place

if TYPE_CHECKING:
    from dti_desktop.services.catalogue_moving import MovePreview
    from dti_desktop.ui.pages.catalogue import CataloguePage


class CatalogueActs(QObject):
    """The dialogs of the page, and what is done once they are accepted."""

    def __init__(self, page: CataloguePage) -> None:
        super().__init__(page)
        self._page, self._context = page, page.context

    def _show(self, dialog: QDialog) -> None:
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    # -- rows ------------------------------------------------------------------------------------------

    def add_row(self) -> None:
        """Ask for a new row, of the main index that is shown."""
        self._page.with_draft(self._suggest)

    def _suggest(self, draft: Draft) -> None:
        catalogues = self._context.workspace.catalogues
        self._context.tasks.run(
            lambda: catalogues.new_codes(draft.catalogue_id),
            lane="store",
            on_done=lambda codes: self._ask_for_row(draft, codes),
            on_error=self._page.say_fault,
            owner=self,
        )

    def _ask_for_row(self, draft: Draft, codes: Mapping[str, str]) -> None:
        from dti_desktop.ui.dialogs.catalogue_row import AddRowDialog

        name = self._page.name
        shown = "" if name is None else name.code if name.section == "main_indices" else index_of(name.code)
        dialog = AddRowDialog(self._context, draft, codes, shown, self._page)
        dialog.accepted.connect(
            lambda: self._add(dialog.code_text, dialog.title_text, dialog.kind, dialog.like)
        )
        self._show(dialog)

    def _add(self, code: str, title: str, kind: str, like: str | None) -> None:
        page = self._page

        def added() -> None:
            page.go_to(NodeName("indicators", code))
            said = self.tr("Đã thêm {code}.").format(code=code)
            page.toast.say(said, self.tr("Hoàn tác"), lambda: page.take_step(back=True))

        page.act(lambda c, id_: c.add_row(id_, code, title, kind=kind, like=like), added)

    def remove_row(self) -> None:
        """Tell what hangs on the row that is shown; it goes once she says so."""
        name = self._page.name
        if name is not None and name.section == "indicators":
            self._page.with_draft(lambda draft: self._look_at_uses(draft, name.code))

    def _look_at_uses(self, draft: Draft, code: str) -> None:
        from dti_desktop.ui.dialogs.catalogue_row import RemoveRowDialog

        if code not in draft.rows:
            return
        catalogues = self._context.workspace.catalogues

        def ask(uses: object) -> None:
            dialog = RemoveRowDialog(self._context, draft.rows[code], uses, self._page)  # type: ignore[arg-type]
            dialog.accepted.connect(lambda: self._remove(code))
            self._show(dialog)

        self._context.tasks.run(
            lambda: catalogues.uses_of_row(draft.catalogue_id, code),
            lane="store",
            on_done=ask,
            on_error=self._page.say_fault,
            owner=self,
        )

    def _remove(self, code: str) -> None:
        page = self._page

        def removed() -> None:
            said = self.tr("Đã bỏ {code}.").format(code=code)
            page.toast.say(said, self.tr("Hoàn tác"), lambda: page.take_step(back=True))

        page.act(lambda c, id_: c.remove_row(id_, code), removed)

    def put_row_back(self) -> None:
        """Put the row that is shown, and was taken out, back."""
        name = self._page.name
        if name is not None:
            self._page.act(lambda c, id_: c.put_row_back(id_, name.code))

    def show_journal(self) -> None:
        """Show who changed what in the drafts of this catalogue."""
        from dti_desktop.ui.dialogs.catalogue_journal import CatalogueJournalDialog

        def show(draft: Draft) -> None:
            dialog = CatalogueJournalDialog(self._context, draft.catalogue_id, self._page)
            dialog.row_wanted.connect(self._go_to)
            self._show(dialog)

        self._page.with_draft(show)

    def _go_to(self, place: Place) -> None:
        if place.code is not None:
            self._page.go_to(NodeName("indicators", place.code))

    # -- the end of a draft ----------------------------------------------------------------------------

    def discard(self) -> None:
        """Throw the draft away once she says so."""
        from dti_desktop.ui.dialogs.catalogue_finish import DiscardDialog

        draft = self._page.draft
        if draft is None:
            return
        self._page.flush()
        dialog = DiscardDialog(len(draft.changes), self._page)
        dialog.accepted.connect(partial(self._discard_now, draft.catalogue_id))
        self._show(dialog)

    def _discard_now(self, catalogue_id: str) -> None:
        catalogues = self._context.workspace.catalogues

        def run() -> Seen:
            catalogues.discard(catalogue_id)
            return look(catalogues, catalogue_id)

        self._page.run(run)

    def finish(self) -> None:
        """Show what the new edition changes; made once she says so."""
        self._page.with_draft(self._ask_to_finish)

    def _ask_to_finish(self, draft: Draft) -> None:
        from dti_desktop.ui.dialogs.catalogue_finish import FinishDialog

        dialog = FinishDialog(self._context, draft, self._page.titles(), self._page)
        dialog.accepted.connect(partial(self._finish_now, draft.catalogue_id))
        self._show(dialog)

    def _finish_now(self, catalogue_id: str) -> None:
        catalogues = self._context.workspace.catalogues

        def run() -> Seen:
            catalogues.finish(catalogue_id)
            return look(catalogues, catalogue_id)

        self._page.run(run, self._page.edition_made)

    # -- the open assessment ---------------------------------------------------------------------------

    def preview_move(self) -> None:
        """Show what the latest edition changes in the open assessment; moved once she says so."""
        from dti_desktop.services.catalogue_moving import preview
        from dti_desktop.services.catalogues import LATEST

        session = self._context.session
        assessment = session.assessment
        if assessment is None:
            return
        session.flush()
        self._context.tasks.run(
            lambda: preview(self._context.workspace, assessment.id, LATEST),
            lane="store",
            on_done=self._ask_to_move,
            on_error=self._page.say_fault,
            owner=self,
        )

    def _ask_to_move(self, looked: MovePreview) -> None:
        from dti_desktop.ui.dialogs.catalogue_move import MoveDialog

        self._show(MoveDialog(self._context, looked, self._page))

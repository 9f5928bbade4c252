"""The catalogue held against the paper decision: row by row corrected, checked off, made an edition."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from dti_desktop.engine.catalogue_edit import Node, NodeName, index_of, node_of
from dti_desktop.services.catalogues import Catalogues, Draft
from dti_desktop.ui import theme
from dti_desktop.ui.catalogue_acts import CatalogueActs
from dti_desktop.ui.catalogue_draft import Seen, first_look, look
from dti_desktop.ui.catalogue_files import CatalogueFiles
from dti_desktop.ui.catalogue_text import state_of
from dti_desktop.ui.faults import FaultWords
from dti_desktop.ui.navigation import Context, Place
from dti_desktop.ui.pages.page import Page
from dti_desktop.ui.session import Changed
from dti_desktop.ui.shortcuts import bind
from dti_desktop.ui.widgets.buttons import IconButton, LinkButton, PrimaryButton
from dti_desktop.ui.widgets.catalogue_list import CatalogueList
from dti_desktop.ui.widgets.catalogue_row import CatalogueRowCard, place_in_decision
from dti_desktop.ui.widgets.clear_scroll import ScrollingColumn
from dti_desktop.ui.widgets.combo_box import ComboBox
from dti_desktop.ui.widgets.labels import ElidedLabel, Label, Weight
from dti_desktop.ui.widgets.messages import Notice, Toast
from dti_desktop.ui.words import words

_WIDEST = 1500
_LIST_WIDTH, _NARROW_LIST = 380, 360
_TIGHT_LIST, _TIGHT_ROW = 300, 460
_MOST = 16_777_215
"""No limit, as Qt writes it."""
_MARGIN = 3 * theme.GRID
_DOWN, _ACROSS = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
_NARROW_BELOW, _TIGHT_BELOW = 980, 740


class CataloguePage(Page):
    """At the left all rows with their state; at the right the one that is checked.

    `make_pack_wanted(str)`: this catalogue is to go out in a signed pack; `take_pack_wanted`: one came.
    """

    make_pack_wanted = Signal(str)
    take_pack_wanted = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._seen: Seen | None = None
        self._wanted: NodeName | None = None
        self.name: NodeName | None = None
        self._under_way = 0
        self._is_narrow = False
        self._fault_words = FaultWords(context.library, context.language)
        self._title = Label(size="title", weight=Weight.DemiBold)
        self._hint = ElidedLabel(size="small", tone="muted")
        self._gap = QWidget()  # in its place where it is narrow
        self._gap.hide()
        self.choice = ComboBox()
        self.undo_button, self.redo_button = IconButton("undo-2"), IconButton("redo-2")
        self.discard = LinkButton()
        self.finish = PrimaryButton()
        self.history = IconButton("history")
        self.files = CatalogueFiles(self)
        self.acts = CatalogueActs(self)
        self.notice = Notice()
        self.older = Notice()
        self.list = CatalogueList()
        self.row = CatalogueRowCard(lambda problem: words(context).problem(problem))
        self.toast = Toast(self)
        self._lay_out()
        self._connect()
        self.retranslate()

    def _lay_out(self) -> None:
        scroll = ScrollingColumn(self, widest=_WIDEST, side=_MARGIN, above=18)
        column = scroll.body
        # Seen once the store has said what is on it: buttons without words are nothing to look at.
        self._whole = scroll.column
        self._whole.hide()
        which, does = QHBoxLayout(), QHBoxLayout()
        which.addWidget(self._title)
        which.addWidget(self.choice)
        which.addWidget(self._hint, 1)
        which.addWidget(self._gap, 1)
        for button in (
            self.discard,
            self.undo_button,
            self.redo_button,
            self.history,
            self.finish,
            self.files.button,
        ):
            does.addWidget(button)
        does.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._which, self._does = which, does
        self._head = _line(which, does)
        self._across = across = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        across.setSpacing(theme.GRID + theme.HALF)
        across.addWidget(self.list)
        across.addWidget(self.row, 1)
        column.addLayout(self._head)
        column.addWidget(self.notice)
        column.addWidget(self.older)
        column.addLayout(across, 1)
        self.notice.hide()
        self.older.hide()

    def _connect(self) -> None:
        session = self.context.session
        session.opened.connect(self._opened)
        self.choice.activated.connect(self._chosen)
        self.list.row_chosen.connect(self._row_chosen)
        self.list.opened.connect(self.row.form.focus_first)
        self.list.add_wanted.connect(self.acts.add_row)
        self.row.edited.connect(self._edit)
        self.row.check_wanted.connect(self.check_off)
        self.row.uncheck_wanted.connect(self._uncheck)
        self.row.remove_wanted.connect(self.acts.remove_row)
        self.row.back_wanted.connect(self.acts.put_row_back)
        self.undo_button.clicked.connect(lambda: self.take_step(back=True))
        self.redo_button.clicked.connect(lambda: self.take_step(back=False))
        self.discard.clicked.connect(self.acts.discard)
        self.finish.clicked.connect(self.acts.finish)
        self.history.clicked.connect(self.acts.show_journal)
        self.older.acted.connect(self.acts.preview_move)
        bind("catalogue-check", self, self.check_off, within=True)

    # -- coming and going ------------------------------------------------------------------------------

    @property
    def draft(self) -> Draft | None:
        """The draft as it is shown; None before anything was read."""
        return None if self._seen is None else self._seen.draft

    def arrive(self, place: Place) -> None:
        """Show the catalogue of the open assessment, at the row that `place` names."""
        if place.code is not None:
            self._wanted = NodeName("indicators", place.code)
        assessment = self.context.session.assessment
        self._read(None if assessment is None else assessment.catalogue.id)

    def leave(self) -> None:
        self.flush()
        super().leave()

    def flush(self) -> None:
        """Bring what was typed to the draft."""
        self.row.flush()

    def refresh(self, changed: Changed) -> None:
        self._show_older()

    def arrange(self) -> None:
        is_narrow = self.width() < _NARROW_BELOW
        is_tight = self.width() < _TIGHT_BELOW
        self._across.setDirection(_DOWN if is_tight else _ACROSS)
        self._arrange_head()
        # One below the other they keep a height to work in, and the page scrolls.
        width = _MOST if is_tight else _NARROW_LIST if is_narrow else _LIST_WIDTH
        self.list.setMinimumWidth(0 if is_tight else width)
        self.list.setMaximumWidth(width)
        self.list.setMinimumHeight(_TIGHT_LIST if is_tight else 0)
        self.row.setMinimumHeight(_TIGHT_ROW if is_tight else 0)
        self.row.set_narrow(is_narrow)
        self.list.set_narrow(is_narrow)
        self.list.set_room(None if is_tight else width)
        if is_narrow != self._is_narrow:
            self._is_narrow = is_narrow
            self._hint.setHidden(is_narrow)
            self._gap.setVisible(is_narrow)
            if self._seen is not None and self.name is not None:
                self._show_node(self.name)

    def _arrange_head(self) -> None:
        """Put what is done below what is shown where both have no room beside each other."""
        wanted = sum(part.minimumSize().width() for part in (self._which, self._does)) + theme.GRID
        self._head.setDirection(_ACROSS if wanted <= self.width() - 2 * _MARGIN else _DOWN)

    def _opened(self) -> None:
        if self.isVisible():
            self._show_older()

    def _chosen(self, place: int) -> None:
        self.flush()
        self.name = None
        self._read(str(self.choice.itemData(place)))

    def _read(self, catalogue_id: str | None) -> None:
        wanted = catalogue_id
        if wanted is None and self._seen is not None:
            wanted = self._seen.draft.catalogue_id
        self.run(lambda: first_look(self.context.workspace, wanted))

    def run(self, act: Callable[[], Seen], on_done: Callable[[], object] | None = None) -> None:
        """Do something with the draft on the store's thread and show what came of it."""
        self._under_way += 1

        def done(seen: Seen) -> None:
            self._under_way -= 1
            self._seen = seen
            self.notice.hide()
            if not self._under_way:
                self._fill()
            if on_done is not None:
                on_done()

        def failed(error: BaseException) -> None:
            self._under_way -= 1
            self.say_fault(error)
            if not self._under_way and self._seen is not None:
                self._fill()

        self.context.tasks.run(act, lane="store", on_done=done, on_error=failed, owner=self)

    def act(
        self, act: Callable[[Catalogues, str], object], on_done: Callable[[], object] | None = None
    ) -> None:
        """Do something to the draft, which is begun where there is none yet."""
        if self._seen is None:
            return
        catalogues, catalogue_id = self.context.workspace.catalogues, self._seen.draft.catalogue_id

        def run() -> Seen:
            catalogues.open_draft(catalogue_id)
            act(catalogues, catalogue_id)
            return look(catalogues, catalogue_id)

        self.run(run, on_done)

    def with_draft(self, on_read: Callable[[Draft], object]) -> None:
        """Do something with the draft once what was typed last stands in it."""
        if self._seen is None:
            return

        def read() -> None:
            if self._seen is not None:
                on_read(self._seen.draft)

        self.flush()
        self.run(self._look_again(), read)

    def say_fault(self, error: BaseException) -> None:
        """Say in place what went wrong."""
        self.notice.say(self._fault_words.at_length(error), "block")
        self.notice.show()

    # -- what is done ----------------------------------------------------------------------------------

    def _edit(self, name: NodeName, node: Node) -> None:
        self.act(lambda catalogues, id_: catalogues.edit(id_, name, node))

    def check_off(self) -> None:
        """Say that the row was held against the decision, and go to the next that was not."""
        if self.name is None or self.name.section != "indicators" or self._seen is None:
            return
        if self.name.code not in self._seen.draft.rows:  # it was taken out
            return
        self.flush()
        code, place = self.name.code, self.row.place.text
        row = self._seen.draft.rows[code]
        if state_of(row) == "checked" and place == place_in_decision(row):
            self._go_on_from(code, is_new=False)
            return
        self.act(lambda c, id_: c.check_off(id_, code, place), partial(self._go_on_from, code, is_new=True))

    def _go_on_from(self, code: str, *, is_new: bool) -> None:
        if self._seen is None or self.name != NodeName("indicators", code):
            return
        codes = list(self._seen.draft.rows)
        at = codes.index(code)
        waiting = [
            each
            for each in (*codes[at + 1 :], *codes[:at])
            if state_of(self._seen.draft.rows[each]) != "checked"
        ]
        if not waiting:
            self.toast.say(self.tr("Mọi dòng đã được đối chiếu."))
            return
        had_keyboard = self.row.owns_focus(self.focusWidget())
        if is_new:
            self.toast.say(
                self.tr("Đã đối chiếu {code}. Tiếp theo: {next}.").format(code=code, next=waiting[0]),
                self.tr("Hoàn tác"),
                lambda: self.take_step(back=True),
            )
        self._show_node(NodeName("indicators", waiting[0]))
        if had_keyboard:
            self.row.form.focus_first()

    def _uncheck(self) -> None:
        if self.name is not None:
            code = self.name.code
            self.act(lambda catalogues, id_: catalogues.uncheck(id_, code))

    def take_step(self, *, back: bool) -> bool:
        """Take a step back or forth in the draft; False where there is no draft."""
        if self._seen is None or not self._seen.draft.is_open:
            return False
        self.flush()
        self.act(lambda c, id_: c.undo(id_) if back else c.redo(id_))
        return True

    def edition_made(self) -> None:
        """Say that there is a new edition, and offer to move the open assessment to it."""
        if self._seen is None:
            return
        version = self._seen.latest.catalogue.version
        self.toast.say(self.tr("Đã có phiên bản {version}.").format(version=version))
        if self.older.isVisible():
            self.acts.preview_move()

    def _look_again(self) -> Callable[[], Seen]:
        assert self._seen is not None
        return partial(look, self.context.workspace.catalogues, self._seen.draft.catalogue_id)

    # -- what is shown ---------------------------------------------------------------------------------

    def titles(self) -> Mapping[NodeName, str]:
        """Return what each node with a total is called."""
        return {} if self._seen is None else self._seen.titles(self.context.language.current)

    def go_to(self, name: NodeName) -> None:
        """Show a row, in the list too, and put the keyboard into its form."""
        if self._seen is not None and _is_known(self._seen.draft, name):
            self._show_node(name)
            self.row.form.focus_first()

    def _fill(self) -> None:
        assert self._seen is not None
        self._whole.show()
        draft, latest = self._seen.draft, self._seen.latest
        catalogue = latest.catalogue
        self.choice.blockSignals(True)
        self.choice.clear()
        for edition in self._seen.editions:
            title = edition.catalogue.short_title.in_language(self.context.language.current)
            self.choice.addItem(title, edition.catalogue.id)
        self.choice.setCurrentIndex(self.choice.findData(draft.catalogue_id))
        self.choice.blockSignals(False)
        self.choice.setVisible(self.choice.count() > 1)
        version = catalogue.version or "–"
        self._hint.setText(
            self.tr("Phiên bản {version} · {decision}").format(version=version, decision=catalogue.decision)
        )
        self.undo_button.setEnabled(draft.can_undo)
        self.redo_button.setEnabled(draft.can_redo)
        self.files.button.setEnabled(True)
        self.discard.setVisible(draft.is_open)
        self.finish.setEnabled(bool(draft.changes))
        self._arrange_head()
        wanted, self._wanted = self._wanted, None
        if wanted is not None and wanted.code in draft.rows:
            self.name = wanted
        if self.name is not None and not _is_known(draft, self.name):  # a new row that was taken back
            self.name = NodeName("main_indices", index_of(self.name.code))
        if self.name is None or not _is_known(draft, self.name):
            self.name = NodeName("indicators", next(iter(draft.rows)))
        self.list.name = self.name
        self.list.show_draft(draft, self.titles(), self.context.language.current)
        self._show_node(self.name)
        self._show_older()

    def _row_chosen(self, name: NodeName) -> None:
        self.flush()
        self._show_node(name)

    def _show_node(self, name: NodeName) -> None:
        """Show one row, or a main index with the totals above it."""
        assert self._seen is not None
        if name != self.name:
            self.flush()
        self.name = name
        if self.list.name != name:
            self.list.select(name)
        self.row.show_node(self._seen.draft, name, self.titles(), self.context.language.current)

    def _show_older(self) -> None:
        """Say where the open assessment is pinned to another edition than the latest."""
        assessment = self.context.session.assessment
        seen = self._seen
        is_older = (
            assessment is not None
            and seen is not None
            and assessment.origin is None
            and assessment.catalogue.id == seen.latest.catalogue.id
            and assessment.catalogue.digest != seen.latest.digest
        )
        if is_older:
            assert assessment is not None and seen is not None
            self.older.say(
                self.tr(
                    "Hồ sơ {province} {year} đang theo phiên bản {old}; mới nhất là phiên bản {new}."
                ).format(
                    province=assessment.province,
                    year=assessment.year,
                    old=assessment.catalogue.version or "–",
                    new=seen.latest.catalogue.version or "–",
                ),
                "info",
                action=self.tr("Xem trước khi chuyển…"),
            )
        self.older.setVisible(is_older)

    def retranslate(self) -> None:
        self._title.setText(self.tr("Bộ chỉ số"))
        self.choice.setAccessibleName(self.tr("Bộ chỉ số"))
        self.undo_button.set_name(self.tr("Hoàn tác trong bản sửa"))
        self.redo_button.set_name(self.tr("Làm lại trong bản sửa"))
        self.history.set_name(self.tr("Nhật ký sửa bộ chỉ số…"))
        self.discard.setText(self.tr("Bỏ bản sửa…"))
        self.finish.setText(self.tr("Hoàn tất thành phiên bản mới…"))
        self.files.retranslate()
        # A hidden page is filled when it is come to.
        if self._seen is not None and not self._under_way and self.isVisible():
            self._fill()


def _line(first: QHBoxLayout, then: QHBoxLayout) -> QBoxLayout:
    """Return both beside each other; where there is no room the page puts the one below the other."""
    line = QBoxLayout(QBoxLayout.Direction.LeftToRight)
    for part in (line, first, then):
        part.setSpacing(theme.GRID + theme.HALF)
    line.addLayout(first, 1)
    line.addLayout(then)
    return line


def _is_known(draft: Draft, name: NodeName) -> bool:
    """Whether there is something to show of a node: a row that was taken out is shown as that."""
    return node_of(draft.document, name) is not None or node_of(draft.base, name) is not None

"""The catalogue held against the paper decision: row by row corrected, checked off, made an edition."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from dti_desktop.engine.catalogue_edit import Node, NodeName, node_at
from dti_desktop.errors import InputError, Problem
from dti_desktop.services.catalogues import Catalogues, Draft, Edition
from dti_desktop.services.workspace import Workspace
from dti_desktop.ui import theme
from dti_desktop.ui.catalogue_files import CatalogueFiles
from dti_desktop.ui.catalogue_rows import CatalogueModel, rows_of
from dti_desktop.ui.catalogue_text import (
    SHAPES,
    checked_words,
    node_title,
    state_of,
    state_words,
    total_words,
)
from dti_desktop.ui.faults import FaultWords
from dti_desktop.ui.navigation import Context, Place
from dti_desktop.ui.pages.page import Page
from dti_desktop.ui.session import Changed
from dti_desktop.ui.shortcuts import bind, keys_text
from dti_desktop.ui.widgets.buttons import IconButton, LinkButton, PrimaryButton, SecondaryButton
from dti_desktop.ui.widgets.catalogue_form import NodeForm
from dti_desktop.ui.widgets.clear_scroll import clear_scroll
from dti_desktop.ui.widgets.combo_box import ComboBox
from dti_desktop.ui.widgets.data_table import DataTable
from dti_desktop.ui.widgets.fields import TextField
from dti_desktop.ui.widgets.labels import ElidedLabel, Label, Weight, WrapLabel
from dti_desktop.ui.widgets.messages import Notice, Toast
from dti_desktop.ui.widgets.segments import Segment, Segments
from dti_desktop.ui.widgets.side_by_side import stand_in_the_middle
from dti_desktop.ui.widgets.surfaces import Card, Hairline, PageScroll, Pill
from dti_desktop.ui.words import words

_WIDEST = 1500
_LIST_WIDTH, _NARROW_LIST = 380, 360
_LIST_SIDE = theme.GRID
_TIGHT_LIST, _TIGHT_ROW = 300, 460
_MOST = 16_777_215
"""No limit, as Qt writes it."""
_NARROW_BELOW, _TIGHT_BELOW = 980, 740
_COLUMNS, _NARROW_COLUMNS = (86, None, 56), (82, None, 56)
_TONES = {"checked": "done", "partly": "warn", "unchecked": "neutral"}


@dataclass(frozen=True)
class _Seen:
    """What the page shows, read on the store's thread; its costly parts are worked out there too."""

    draft: Draft
    latest: Edition
    editions: tuple[Edition, ...]


def _look(catalogues: Catalogues, catalogue_id: str) -> _Seen:
    draft = catalogues.seen(catalogue_id)
    for _ in (draft.faults, draft.totals, draft.changes, draft.rows, draft.base_rows):
        pass
    known = catalogues.known
    return _Seen(draft, known.edition(catalogue_id), tuple(known.latest.values()))


def _first_look(workspace: Workspace, catalogue_id: str | None) -> _Seen:
    catalogues = workspace.catalogues
    known = catalogues.known
    if catalogue_id is None or catalogue_id not in known.latest:
        catalogue_id = known.default_id(workspace.store.now_utc().year)
    return _look(catalogues, catalogue_id)


class CataloguePage(Page):
    """At the left all rows with their state; at the right the one that is checked.

    `make_pack_wanted(str)`: this catalogue is to go out in a signed pack; `take_pack_wanted`: one came.
    """

    make_pack_wanted = Signal(str)
    take_pack_wanted = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._seen: _Seen | None = None
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
        self.files = CatalogueFiles(self)
        self.notice = Notice()
        self.older = Notice()
        self.filters = Segments()
        self.model = CatalogueModel()
        self.table = DataTable()
        self.table.setModel(self.model)
        self.table.setSelectionBehavior(DataTable.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(DataTable.SelectionMode.SingleSelection)
        self.table.set_columns(_COLUMNS)
        self.sums = WrapLabel(size="small", tone="block")
        self.code = ElidedLabel(weight=Weight.DemiBold)
        self.state = Pill()
        self.who = Label(size="small", tone="muted")
        self.row_scroll = PageScroll(max_width=900, margin=20)
        self.form = NodeForm()
        self.others = [NodeForm() for _ in range(4)]
        self._other_heads = [Label(weight=Weight.DemiBold) for _ in self.others]
        self.place = TextField()
        self.check = PrimaryButton(icon="check")
        self.uncheck = SecondaryButton()
        self.toast = Toast(self)
        self._lay_out()
        self._connect()
        self.retranslate()

    def _lay_out(self) -> None:
        which, does = QHBoxLayout(), QHBoxLayout()
        which.addWidget(self._title)
        which.addWidget(self.choice)
        which.addWidget(self._hint, 1)
        which.addWidget(self._gap, 1)
        for button in (self.discard, self.undo_button, self.redo_button, self.finish, self.files.button):
            does.addWidget(button)
        does.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._head = _line(which, does)
        self._list = Card()
        self._list.body.setContentsMargins(_LIST_SIDE, 8, _LIST_SIDE, 8)
        self._list.body.addWidget(self.filters)
        self._list.body.addWidget(self.table, 1)
        self._list.body.addWidget(self.sums)
        row = Card()
        row.body.setContentsMargins(0, 0, 0, 0)
        row.body.setSpacing(0)
        top = QHBoxLayout()
        top.setContentsMargins(20, 12, 20, 12)
        top.setSpacing(theme.GRID + theme.HALF)
        top.addWidget(self.code, 1)
        top.addWidget(self.who)
        top.addWidget(self.state)
        foot = QHBoxLayout()
        foot.setContentsMargins(20, 10, 20, 10)
        foot.setSpacing(theme.GRID + theme.HALF)
        foot.addWidget(self.place, 1)
        foot.addWidget(self.uncheck)
        foot.addWidget(self.check)
        self._foot = QWidget()
        self._foot.setLayout(foot)
        self._foot_line = Hairline()
        self.row_scroll.body.addWidget(self.form)
        for heading, form in zip(self._other_heads, self.others, strict=True):
            self.row_scroll.body.addWidget(heading)
            self.row_scroll.body.addWidget(form)
        row.body.addLayout(top)
        row.body.addWidget(Hairline())
        row.body.addWidget(self.row_scroll, 1)
        row.body.addWidget(self._foot_line)
        row.body.addWidget(self._foot)
        self._row = row
        self._across = across = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        across.setSpacing(theme.GRID + theme.HALF)
        across.addWidget(self._list)
        across.addWidget(row, 1)
        whole = QWidget()
        whole.setMaximumWidth(_WIDEST)
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GRID + theme.HALF)
        column.addLayout(self._head)
        column.addWidget(self.notice)
        column.addWidget(self.older)
        column.addLayout(across, 1)
        inside = QHBoxLayout()
        inside.setContentsMargins(3 * theme.GRID, 18, 3 * theme.GRID, 20)
        stand_in_the_middle(inside, whole)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(clear_scroll(inside, fills=True))
        self.notice.hide()
        self.older.hide()

    def _connect(self) -> None:
        session = self.context.session
        session.opened.connect(self._opened)
        self.filters.chosen.connect(lambda _key: self._fill_list())
        self.choice.activated.connect(self._chosen)
        self.table.selectionModel().currentRowChanged.connect(
            lambda now, _before: self._row_chosen(now.row())
        )
        self.table.opened.connect(lambda _index: self.form.focus_first())
        for form in (self.form, *self.others):
            form.changed.connect(self._edit)
        self.check.clicked.connect(self.check_off)
        self.uncheck.clicked.connect(self._uncheck)
        self.undo_button.clicked.connect(lambda: self.take_step(back=True))
        self.redo_button.clicked.connect(lambda: self.take_step(back=False))
        self.discard.clicked.connect(self._discard)
        self.finish.clicked.connect(self._finish)
        self.older.acted.connect(self.preview_move)
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
        for form in (self.form, *self.others):
            form.flush()

    def refresh(self, changed: Changed) -> None:
        self._show_older()

    def arrange(self) -> None:
        is_narrow = self.width() < _NARROW_BELOW
        is_tight = self.width() < _TIGHT_BELOW
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        for line in (self._head, self._across):
            line.setDirection(down if is_tight else across)
        # One below the other they keep a height to work in, and the page scrolls.
        width = _MOST if is_tight else _NARROW_LIST if is_narrow else _LIST_WIDTH
        self._list.setMinimumWidth(0 if is_tight else width)
        self._list.setMaximumWidth(width)
        self._list.setMinimumHeight(_TIGHT_LIST if is_tight else 0)
        self._row.setMinimumHeight(_TIGHT_ROW if is_tight else 0)
        self.filters.set_room(None if is_tight else width - 2 * _LIST_SIDE)
        for form in (self.form, *self.others):
            form.set_narrow(is_narrow)
        if is_narrow != self._is_narrow:
            self._is_narrow = is_narrow
            self.table.set_columns(_NARROW_COLUMNS if is_narrow else _COLUMNS)
            self._hint.setHidden(is_narrow)
            self._gap.setVisible(is_narrow)
            if self._seen is not None and self.name is not None:
                self._show_node(self.name)

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
        self._run(lambda: _first_look(self.context.workspace, wanted))

    def _run(self, act: Callable[[], _Seen], on_done: Callable[[], object] | None = None) -> None:
        """Do something with the draft on the store's thread and show what came of it."""
        self._under_way += 1

        def done(seen: _Seen) -> None:
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

        def run() -> _Seen:
            catalogues.open_draft(catalogue_id)
            act(catalogues, catalogue_id)
            return _look(catalogues, catalogue_id)

        self._run(run, on_done)

    def with_draft(self, on_read: Callable[[Draft], object]) -> None:
        """Do something with the draft once what was typed last stands in it."""
        if self._seen is None:
            return

        def read() -> None:
            if self._seen is not None:
                on_read(self._seen.draft)

        self.flush()
        self._run(self._look_again(), read)

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
        self.flush()
        code, place = self.name.code, self.place.text
        row = self._seen.draft.rows[code]
        if state_of(row) == "checked" and place == _place_in_decision(row):
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
        had_keyboard = self.form.isAncestorOf(self.focusWidget() or self)
        if is_new:
            self.toast.say(
                self.tr("Đã đối chiếu {code}. Tiếp theo: {next}.").format(code=code, next=waiting[0]),
                self.tr("Hoàn tác"),
                lambda: self.take_step(back=True),
            )
        self._show_node(NodeName("indicators", waiting[0]))
        if had_keyboard:
            self.form.focus_first()

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

    def _discard(self) -> None:
        from dti_desktop.ui.dialogs.catalogue_finish import DiscardDialog

        if self._seen is None:
            return
        self.flush()
        dialog = DiscardDialog(len(self._seen.draft.changes), self)
        dialog.accepted.connect(self._discard_now)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _discard_now(self) -> None:
        if self._seen is None:
            return
        catalogues, id_ = self.context.workspace.catalogues, self._seen.draft.catalogue_id

        def run() -> _Seen:
            catalogues.discard(id_)
            return _look(catalogues, id_)

        self._run(run)

    def _finish(self) -> None:
        """Show what the new edition changes; made once she says so."""
        self.with_draft(self._ask_to_finish)

    def _look_again(self) -> Callable[[], _Seen]:
        assert self._seen is not None
        return partial(_look, self.context.workspace.catalogues, self._seen.draft.catalogue_id)

    def _ask_to_finish(self, draft: Draft) -> None:
        from dti_desktop.ui.dialogs.catalogue_finish import FinishDialog

        dialog = FinishDialog(self.context, draft, self._titles(), self)
        dialog.accepted.connect(self._finish_now)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _finish_now(self) -> None:
        assert self._seen is not None
        catalogues, id_ = self.context.workspace.catalogues, self._seen.draft.catalogue_id

        def run() -> _Seen:
            catalogues.finish(id_)
            return _look(catalogues, id_)

        self._run(run, self._finished)

    def _finished(self) -> None:
        if self._seen is None:
            return
        version = self._seen.latest.catalogue.version
        self.toast.say(self.tr("Đã có phiên bản {version}.").format(version=version))
        if self.older.isVisible():
            self.preview_move()

    def preview_move(self) -> None:
        """Show what the latest edition changes in the open assessment; moved once she says so."""
        from dti_desktop.services.catalogue_moving import preview
        from dti_desktop.services.catalogues import LATEST
        from dti_desktop.ui.dialogs.catalogue_move import MoveDialog

        session = self.context.session
        assessment = session.assessment
        if assessment is None:
            return
        session.flush()

        def ask(looked: object) -> None:
            dialog = MoveDialog(self.context, looked, self)  # type: ignore[arg-type]
            dialog.finished.connect(dialog.deleteLater)
            dialog.open()

        self.context.tasks.run(
            lambda: preview(self.context.workspace, assessment.id, LATEST),
            lane="store",
            on_done=ask,
            on_error=self.say_fault,
            owner=self,
        )

    # -- what is shown ---------------------------------------------------------------------------------

    def _titles(self) -> Mapping[NodeName, str]:
        """Return what each node with a total is called."""
        if self._seen is None:
            return {}
        language, document = self.context.language.current, self._seen.draft.document
        found = {NodeName("whole"): node_title(NodeName("whole"))}
        for section in ("main_indices", "pillars"):
            for node in document[section]:
                title = node.get("title_en" if language == "en" else "title_vi", "")
                name = NodeName(section, node["code"])
                found[name] = f"{node_title(name)} {title}" if section == "main_indices" else str(title)
        return found

    def _fill(self) -> None:
        assert self._seen is not None
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
        self._say_filters()
        titles = self._titles()
        wrong = [total_words(check, titles) for check in draft.totals if not check.fits]
        self.sums.setText("\n".join(wrong))
        self.sums.setVisible(bool(wrong))
        wanted, self._wanted = self._wanted, None
        if wanted is not None and wanted.code in draft.rows:
            self.name = wanted
        if self.name is None or (self.name.section == "indicators" and self.name.code not in draft.rows):
            self.name = NodeName("indicators", next(iter(draft.rows)))
        self._fill_list()
        self._show_node(self.name)
        self._show_older()

    def _say_filters(self) -> None:
        """Name the filters with how many lines each shows."""
        assert self._seen is not None
        draft = self._seen.draft
        waiting = sum(state_of(row) != "checked" for row in draft.rows.values())
        changed = sum(change.name.section == "indicators" for change in draft.changes)
        told = (
            ("all", self.tr("Tất cả"), len(draft.rows)),
            ("unchecked", self.tr("Chưa đối chiếu"), waiting),
            ("changed", self.tr("Đã sửa"), changed),
        )
        self.filters.set_segments([Segment(key, name, str(count)) for key, name, count in told])

    def _fill_list(self) -> None:
        if self._seen is None:
            return
        lines = rows_of(self._seen.draft, self.context.language.current, self.filters.choice or "all")
        self.table.selectionModel().blockSignals(True)
        self.model.set_rows(lines)
        self.table.selectionModel().blockSignals(False)
        self._select()

    def _select(self) -> None:
        place = None if self.name is None else self.model.row_of(self.name)
        chosen = self.table.selectionModel()
        chosen.blockSignals(True)
        if place is None:
            self.table.clearSelection()
        else:
            self.table.selectRow(place)
            self.table.scrollTo(self.model.index(place, 0))
        chosen.blockSignals(False)
        self.table.viewport().update()

    def _row_chosen(self, place: int) -> None:
        if 0 <= place < len(self.model.rows) and self.model.rows[place].name != self.name:
            self.flush()
            self._show_node(self.model.rows[place].name)

    def _show_node(self, name: NodeName) -> None:
        """Show one row, or a main index with the totals above it."""
        assert self._seen is not None
        draft, language = self._seen.draft, self.context.language.current
        is_other = name != self.name
        self.name = name
        if is_other:
            self.flush()
            self.row_scroll.verticalScrollBar().setValue(0)
            self._select()
        self._show_form(self.form, name)
        above: list[NodeName] = []
        if name.section == "main_indices":
            pillars = [p for p in draft.document["pillars"] if name.code in p["indices"]]
            above = [*[NodeName("pillars", p["code"]) for p in pillars][:3], NodeName("whole")]
        titles = self._titles()
        for number, (heading, form) in enumerate(zip(self._other_heads, self.others, strict=True)):
            is_shown = number < len(above)
            heading.setVisible(is_shown and above[number].section == "pillars")
            form.setVisible(is_shown)
            if is_shown:
                heading.setText(titles.get(above[number], ""))
                self._show_form(form, above[number])
        node = draft.node(name)
        title = node.get("title_en" if language == "en" else "title_vi", "")
        # Where it is narrow the title stands in its field only.
        self.code.setText(name.code if self._is_narrow and name.code else f"{name.code}  {title}")
        is_row = name.section == "indicators"
        for widget in (self._foot, self._foot_line, self.state, self.who):
            widget.setVisible(is_row)
        if not is_row:
            return
        state = state_of(node)
        self.state.set_look(state_words(state), _TONES[state], SHAPES[state][0])  # type: ignore[arg-type]
        self.who.setText(checked_words(node))
        self.uncheck.setVisible(state == "checked")
        self.check.setText(
            self.tr("Sang dòng chưa đối chiếu")
            if state == "checked"
            else self.tr("Đã đối chiếu, sang dòng kế")
        )
        kept = _place_in_decision(node)
        if is_other or kept:
            self.place.set_text(kept)

    def _show_form(self, form: NodeForm, name: NodeName) -> None:
        assert self._seen is not None
        draft = self._seen.draft
        faults: dict[str, str] = {}
        said = words(self.context)
        for problem in draft.faults:
            found = node_at(draft.document, problem.place)
            if found is not None and found[0] == name:
                faults[found[1]] = said.problem(Problem(problem.code, "", problem.facts))
        try:
            before = draft.base_node(name)
        except InputError:
            before = {}
        form.show_node(name, draft.node(name), before, faults, self.context.language.current)

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
        self.discard.setText(self.tr("Bỏ bản sửa…"))
        self.finish.setText(self.tr("Hoàn tất thành phiên bản mới…"))
        self.files.retranslate()
        self.filters.set_name(self.tr("Những dòng được xem"))
        self.table.setAccessibleName(self.tr("Các dòng của bộ chỉ số"))
        self.model.set_heads(self.tr("Mã"), self.tr("Chỉ số thành phần"), self.tr("Điểm"))
        self.place.set_name(self.tr("Chỗ trong quyết định"))
        self.place.set_placeholder(self.tr("Trang, dòng (không bắt buộc)"))
        self.check.setToolTip(keys_text("catalogue-check"))
        self.uncheck.setText(self.tr("Bỏ dấu đối chiếu"))
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


def _place_in_decision(row: Node) -> str:
    """Return where the row stands in the decision, as whoever checked it noted; "" where nobody did."""
    check = row.get("checked")
    return str(check.get("place", "")) if isinstance(check, Mapping) else ""

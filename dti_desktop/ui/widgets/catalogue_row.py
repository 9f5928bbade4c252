"""One row of a catalogue as it is corrected and checked off; of a main index also the totals above it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from dti_desktop.engine.catalogue_edit import Node, NodeName, node_at, node_of
from dti_desktop.errors import Problem
from dti_desktop.services.catalogues import Draft
from dti_desktop.ui import theme
from dti_desktop.ui.catalogue_text import SHAPES, checked_words, state_of, state_words
from dti_desktop.ui.language import Retranslated
from dti_desktop.ui.shortcuts import keys_text
from dti_desktop.ui.widgets.buttons import IconButton, PrimaryButton, SecondaryButton
from dti_desktop.ui.widgets.catalogue_form import NodeForm
from dti_desktop.ui.widgets.fields import TextField
from dti_desktop.ui.widgets.labels import ElidedLabel, Label, Weight
from dti_desktop.ui.widgets.messages import Notice
from dti_desktop.ui.widgets.surfaces import Card, Hairline, PageScroll, Pill

_TONES = {"checked": "done", "partly": "warn", "unchecked": "neutral"}


class CatalogueRowCard(Retranslated, Card):
    """The row at the right.

    `edited(NodeName, node)`, `check_wanted`, `uncheck_wanted`; `remove_wanted`: the row is to go,
    `back_wanted`: one that went is to come back.
    """

    edited = Signal(object, object)
    check_wanted = Signal()
    uncheck_wanted = Signal()
    remove_wanted = Signal()
    back_wanted = Signal()

    def __init__(self, problem_words: Callable[[Problem], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._problem_words = problem_words
        self._is_narrow = False
        self._draft: Draft | None = None
        self.name: NodeName | None = None
        self.code = ElidedLabel(weight=Weight.DemiBold)
        self.state = Pill()
        self.who = Label(size="small", tone="muted")
        self.remove = IconButton("trash-2")
        self.page_scroll = PageScroll(max_width=900, margin=20)
        self.gone = Notice()
        self.form = NodeForm()
        self._totals: list[tuple[Label, NodeForm]] = []
        """Those above a main index, each under its name: as many as one ever had."""
        self.place = TextField()
        self.check = PrimaryButton(icon="check")
        self.uncheck = SecondaryButton()
        self._foot, self._foot_line = QWidget(), Hairline()
        self._lay_out()
        self.form.changed.connect(self.edited)
        self.check.clicked.connect(self.check_wanted)
        self.uncheck.clicked.connect(self.uncheck_wanted)
        self.remove.clicked.connect(self.remove_wanted)
        self.gone.acted.connect(self.back_wanted)
        self.retranslate()

    def _lay_out(self) -> None:
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)
        top = QHBoxLayout()
        top.setContentsMargins(20, 12, 14, 12)
        top.setSpacing(theme.GRID + theme.HALF)
        top.addWidget(self.code, 1)
        top.addWidget(self.who)
        top.addWidget(self.state)
        top.addWidget(self.remove)
        foot = QHBoxLayout(self._foot)
        foot.setContentsMargins(20, 10, 20, 10)
        foot.setSpacing(theme.GRID + theme.HALF)
        foot.addWidget(self.place, 1)
        foot.addWidget(self.uncheck)
        foot.addWidget(self.check)
        self.page_scroll.body.addWidget(self.gone)
        self.page_scroll.body.addWidget(self.form)
        self.body.addLayout(top)
        self.body.addWidget(Hairline())
        self.body.addWidget(self.page_scroll, 1)
        self.body.addWidget(self._foot_line)
        self.body.addWidget(self._foot)
        self.gone.hide()

    def flush(self) -> None:
        """Tell what was typed and not told yet."""
        for form in self._forms:
            form.flush()

    def set_narrow(self, is_narrow: bool) -> None:
        """Let English stand under Vietnamese where there is no room beside it."""
        self._is_narrow = is_narrow
        for form in self._forms:
            form.set_narrow(is_narrow)

    @property
    def _forms(self) -> list[NodeForm]:
        return [self.form, *(form for _, form in self._totals)]

    def show_node(self, draft: Draft, name: NodeName, titles: Mapping[NodeName, str], language: str) -> None:
        """Show one row, or a main index with the totals above it.

        A row that was taken out is told, with the way back.
        """
        is_other = name != self.name
        self._draft, self.name = draft, name
        if is_other:
            self.page_scroll.verticalScrollBar().setValue(0)
        node = node_of(draft.document, name)
        is_gone = node is None
        node = draft.base_node(name) if node is None else node
        self.gone.setVisible(is_gone)
        self.form.setVisible(not is_gone)
        if is_gone:
            self.gone.say(
                self.tr("Chỉ số thành phần {code} đã bỏ trong bản sửa.").format(code=name.code),
                "warn",
                action=self.tr("Đưa trở lại"),
            )
        else:
            self._show_form(self.form, name, language)
        self._show_totals(draft, name, titles, language)
        title = node.get("title_en" if language == "en" else "title_vi", "")
        # Where it is narrow the title stands in its field only.
        self.code.setText(name.code if self._is_narrow and name.code else f"{name.code}  {title}")
        is_row = name.section == "indicators" and not is_gone
        for widget in (self._foot, self._foot_line, self.state, self.who, self.remove):
            widget.setVisible(is_row)
        if not is_row:
            return
        self.remove.set_name(self.tr("Bỏ chỉ số thành phần {code}…").format(code=name.code))
        state = state_of(node)
        self.state.set_look(state_words(state), _TONES[state], SHAPES[state][0])  # type: ignore[arg-type]
        is_new = name.code not in draft.base_rows
        self.who.setText(self.tr("Dòng mới") if is_new and state != "checked" else checked_words(node))
        self.who.set_tone("accent" if is_new and state != "checked" else "muted")
        self.uncheck.setVisible(state == "checked")
        self.check.setText(
            self.tr("Sang dòng chưa đối chiếu")
            if state == "checked"
            else self.tr("Đã đối chiếu, sang dòng kế")
        )
        kept = place_in_decision(node)
        if is_other or kept:
            self.place.set_text(kept)

    def _show_totals(
        self, draft: Draft, name: NodeName, titles: Mapping[NodeName, str], language: str
    ) -> None:
        above: list[NodeName] = []
        if name.section == "main_indices":
            pillars = [p for p in draft.document["pillars"] if name.code in p["indices"]]
            above = [*(NodeName("pillars", p["code"]) for p in pillars), NodeName("whole")]
        while len(self._totals) < len(above):
            self._add_total()
        for number, (heading, form) in enumerate(self._totals):
            is_shown = number < len(above)
            heading.setVisible(is_shown and above[number].section == "pillars")
            form.setVisible(is_shown)
            if is_shown:
                heading.setText(titles.get(above[number], ""))
                self._show_form(form, above[number], language)

    def _add_total(self) -> None:
        heading, form = Label(weight=Weight.DemiBold), NodeForm()
        form.set_narrow(self._is_narrow)
        form.changed.connect(self.edited)
        self.page_scroll.body.addWidget(heading)
        self.page_scroll.body.addWidget(form)
        self._totals.append((heading, form))

    def _show_form(self, form: NodeForm, name: NodeName, language: str) -> None:
        draft = self._draft
        assert draft is not None
        faults: dict[str, str] = {}
        for problem in draft.faults:
            found = node_at(draft.document, problem.place)
            if found is not None and found[0] == name:
                faults[found[1]] = self._problem_words(
                    Problem(problem.code, "", {**problem.facts, "where": "catalogue"})
                )
        node = draft.node(name)
        before = node_of(draft.base, name)
        # Of a row that is new every value is new: that is told once, above it.
        form.show_node(name, node, node if before is None else before, faults, language)

    def owns_focus(self, focus: QObject | None) -> bool:
        """Whether the keyboard is in the form."""
        return isinstance(focus, QWidget) and self.form.isAncestorOf(focus)

    def retranslate(self) -> None:
        self.place.set_name(self.tr("Chỗ trong quyết định"))
        self.place.set_placeholder(self.tr("Trang, dòng (không bắt buộc)"))
        self.check.setToolTip(keys_text("catalogue-check"))
        self.uncheck.setText(self.tr("Bỏ dấu đối chiếu"))


def place_in_decision(row: Node) -> str:
    """Return where the row stands in the decision, as whoever checked it noted; "" where nobody did."""
    check = row.get("checked")
    return str(check.get("place", "")) if isinstance(check, Mapping) else ""

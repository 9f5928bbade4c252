"""The province profile: figures entered once, used by every indicator that names them."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from dti_desktop.engine.assessment import Assessment
from dti_desktop.engine.carrying import unconfirmed_figures
from dti_desktop.engine.model import Catalogue, ProfileField, Text
from dti_desktop.ui import theme
from dti_desktop.ui.language import Retranslated
from dti_desktop.ui.navigation import Context, Place
from dti_desktop.ui.numbers_text import Reading, read_number
from dti_desktop.ui.pages.page import Page
from dti_desktop.ui.session import Changed
from dti_desktop.ui.shortcuts import bind, keys_text
from dti_desktop.ui.widgets.buttons import LinkButton
from dti_desktop.ui.widgets.caption import Caption
from dti_desktop.ui.widgets.labels import Label, Weight, WrapLabel
from dti_desktop.ui.widgets.number_field import NumberField
from dti_desktop.ui.widgets.progress import ThinBar
from dti_desktop.ui.widgets.surfaces import Card, Hairline, PageScroll

DRAFT_CODE = "profile"
_CODES_SHOWN = 7
#: Rows that are made in one turn of the event loop while the page is not seen, and the time between.
_AT_ONCE, _PAUSE_MS = 5, 15


class FigureRow(Retranslated, QWidget):
    """One figure: what it is, which indicators use it, and the field."""

    def __init__(self, context: Context, catalogue: Catalogue, figure: ProfileField) -> None:
        super().__init__()
        self._context = context
        self.figure = figure
        self.users = _users(catalogue, figure)
        self.codes = list(self.users)
        self._title = WrapLabel(weight=Weight.Medium)
        self._used_by = Label(size="small", tone="muted")
        self.field = NumberField()
        self.field.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self.field.setFixedWidth(300)
        self.earlier = Label(size="small", tone="muted")
        self.confirm = LinkButton(icon="check")
        self._earlier_row = QWidget()
        earlier_row = QHBoxLayout(self._earlier_row)
        earlier_row.setContentsMargins(0, 0, 0, 0)
        earlier_row.setSpacing(theme.GRID)
        earlier_row.addWidget(self.earlier)
        earlier_row.addWidget(self.confirm)
        earlier_row.addStretch(1)
        self._earlier_row.hide()
        self.links = [LinkButton(code) for code in self.codes[:_CODES_SHOWN]]
        self._more = Label(size="small", tone="muted")
        users_row = QHBoxLayout()
        users_row.setSpacing(2)
        users_row.addWidget(self._used_by)
        users_row.addSpacing(2)
        for link, code in zip(self.links, self.codes, strict=False):
            link.setFont(self._used_by.font())
            link.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
            link.clicked.connect(lambda _on=False, code=code: context.go(Place("indicator", code)))
            users_row.addWidget(link)
        users_row.addWidget(self._more)
        users_row.addStretch(1)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._title)
        words.addLayout(users_row)
        fields = QVBoxLayout()
        fields.setSpacing(0)
        fields.addWidget(self.field)
        fields.addWidget(self._earlier_row)
        across = QHBoxLayout(self)
        across.setContentsMargins(20, 7, 20, 7)
        across.setSpacing(24)
        across.addLayout(words, 1)
        across.addLayout(fields)
        self.retranslate()

    def show_earlier(self, year: int, figure: Decimal | None, *, waits: bool) -> None:
        """Show the figure of the earlier year, to be confirmed where this year's is not known yet."""
        self._earlier_row.setVisible(figure is not None)
        if figure is not None:
            text = self.tr("Năm {year}: {number}").format(
                year=year, number=self._context.format.number(figure)
            )
            self.earlier.setText(text)
            self.confirm.setVisible(waits)
            self.confirm.setText(self.tr("Xác nhận"))
            self.confirm.setAccessibleName(f"{text}: {self.confirm.text()}")
            self.confirm.setToolTip(keys_text("confirm"))

    def retranslate(self) -> None:
        language = self._context.language.current
        title = self.figure.title.in_language(language)
        self._title.setText(title)
        self.field.set_name(title)
        self.field.set_unit(self.figure.unit.in_language(language))
        self._used_by.setText(self.tr("Dùng cho") if self.codes else self.tr("Chưa chỉ số nào dùng"))
        hidden = len(self.codes) - len(self.links)
        self._more.setText(self.tr("và {count} chỉ số khác").format(count=hidden) if hidden else "")
        self._more.setVisible(bool(hidden))
        for link, code in zip(self.links, self.codes, strict=False):
            short = self.users[code].in_language(language)
            link.setAccessibleName(f"{code} {short}")
            link.setToolTip(f"{code} {short}")


def _users(catalogue: Catalogue, figure: ProfileField) -> Mapping[str, Text]:
    """Return the short title of every indicator that uses a figure, by code."""
    users = catalogue.codes_by_profile_key[figure.key]
    return {code: each.short for code, each in catalogue.indicators.items() if code in users}


class ProfilePage(Page):
    """All figures of the catalogue, stored as they are typed."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._figures: tuple[ProfileField, ...] = ()
        self._rows: list[FigureRow] = []
        self._catalogue: Catalogue | None = None
        self._title = Label(size="title", weight=Weight.DemiBold)
        self._text = WrapLabel(tone="secondary")
        self.missing = Label(tone="secondary")
        self._bar = ThinBar(height=4)
        self.carried = Caption()
        self.carried.acted.connect(self._confirm_all)
        self._scroll = PageScroll(max_width=860, parent=self)
        self._card = Card()
        self._card.body.setContentsMargins(0, 6, 0, 6)
        self._card.body.setSpacing(0)
        head = QHBoxLayout()
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(self.missing)
        body = self._scroll.body
        body.setSpacing(10)
        body.addLayout(head)
        body.addWidget(self._text)
        body.addWidget(self.carried)
        body.addWidget(self._bar)
        body.addSpacing(4)
        body.addWidget(self._card)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._scroll)
        bind("confirm", self, self._confirm_next)
        context.session.opened.connect(self._build)
        self._build()
        self.retranslate()

    @property
    def rows(self) -> list[FigureRow]:
        """One row per figure; those that still wait to be made are made now."""
        self._make_rows(len(self._figures))
        return self._rows

    def _build(self) -> None:
        """Show the figures of the assessment's catalogue: rows that stay as they are, or new ones."""
        assessment = self.context.session.assessment
        catalogue = None if assessment is None else assessment.catalogue
        if catalogue is None:
            return
        if self._catalogue is None or not _asks_the_same(catalogue, self._catalogue):
            while (item := self._card.body.takeAt(0)) is not None:
                widget = item.widget()
                if widget is not None:
                    widget.hide()
                    widget.deleteLater()
            self._catalogue, self._figures, self._rows = catalogue, tuple(catalogue.profile), []
            self._make_some()
        for row in self._rows:
            if row.field.reading.fault is not None:
                row.field.show_text("")  # of the assessment before; its own comes with the drafts
        if self.isVisible():
            self._show(with_drafts=True)

    def _make_some(self) -> None:
        """Make a few rows, and the others a little later: all at once would hold the window."""
        if len(self._rows) < len(self._figures):
            self._make_rows(len(self._rows) + _AT_ONCE)
            QTimer.singleShot(_PAUSE_MS, self, self._make_some)

    def _make_rows(self, count: int) -> None:
        """Make rows until there are `count`, or one for every figure."""
        before = len(self._rows)
        for figure in self._figures[before:count]:
            assert self._catalogue is not None
            if self._rows:
                line = Hairline()
                self._card.body.addWidget(line)
                line.show()
            row = FigureRow(self.context, self._catalogue, figure)
            row.field.edited.connect(lambda reading, row=row: self._typed(row, reading))
            row.field.line.installEventFilter(self)
            row.field.line.left.connect(lambda row=row: self._left(row))
            row.confirm.clicked.connect(lambda _on=False, row=row: self._confirm(row))
            self._card.body.addWidget(row)
            # Else Qt shows it in a later turn, and until then it takes no keyboard.
            row.show()
            self._rows.append(row)
        if before < len(self._rows) == len(self._figures):
            self._show(with_drafts=True)

    # -- coming and going ----------------------------------------------------------------------------

    def arrive(self, place: Place) -> None:
        """Show the figures; the field that is named, else the first empty one, gets the keyboard."""
        self._show(with_drafts=True)
        row = next((row for row in self.rows if row.figure.key == place.field), None)
        if row is None:
            row = next((row for row in self.rows if row.field.number is None), None)
        if row is not None:
            row.field.line.setFocus(Qt.FocusReason.OtherFocusReason)
            self._scroll.ensureWidgetVisible(row, 0, 80)

    def refresh(self, changed: Changed) -> None:
        """Follow undo, redo and what others typed."""
        if changed.profile:
            self._show(with_drafts=False)

    def _show(self, *, with_drafts: bool) -> None:
        session = self.context.session
        if session.assessment is None:
            return
        profile = session.assessment.profile
        for row in self._rows:
            number = profile.get(row.figure.key)
            if row.field.reading.fault is None:
                row.field.set_number(number)
            if with_drafts:
                draft = session.draft(DRAFT_CODE, row.figure.key)
                if draft is not None and row.field.reading.fault is None:
                    self._show_draft(row, draft)
        self._show_earlier(session.assessment)
        given, wanted = len(profile), len(self._figures)
        missing = max(wanted - given, 0)
        if missing:
            self.missing.setText(self.tr("Còn thiếu {count} số liệu").format(count=missing))
        else:
            self.missing.setText(self.tr("Đã đủ số liệu"))
        self.missing.set_tone("secondary" if missing else "done")
        self._bar.set_tone("accent" if missing else "done")
        self._bar.set_share(Fraction(given, wanted) if wanted else Fraction(1))

    # -- the earlier year ----------------------------------------------------------------------------

    def _show_earlier(self, assessment: Assessment) -> None:
        previous, waiting = assessment.previous, unconfirmed_figures(assessment)
        for row in self._rows:
            figure = None if previous is None else previous.profile.get(row.figure.key)
            year = 0 if previous is None else previous.year
            row.show_earlier(year, figure, waits=row.figure.key in waiting)
        if previous is None or not waiting:
            self.carried.say("")
            return
        self.carried.say(
            self.tr("{count} số liệu năm {year} chưa xác nhận lại; Alt + Enter xác nhận từng số.").format(
                count=len(waiting), year=previous.year
            ),
            "secondary",
            self.tr("Xác nhận tất cả"),
        )

    def _confirm_next(self) -> None:
        """Confirm the figure that has the keyboard, and go on to the next one that waits."""
        assessment = self.context.session.assessment
        if assessment is None:
            return
        waiting = unconfirmed_figures(assessment)
        focus = QApplication.focusWidget()
        at = next((n for n, row in enumerate(self.rows) if focus and row.isAncestorOf(focus)), -1)
        here = self.rows[at].figure.key if at >= 0 else ""
        if here in waiting:
            self._confirm(self.rows[at])
        order = [*self.rows[at + 1 :], *self.rows[: at + 1]]
        following = next((row for row in order if row.figure.key in waiting and row.figure.key != here), None)
        if following is not None:
            following.field.line.setFocus(Qt.FocusReason.TabFocusReason)
            self._scroll.ensureWidgetVisible(following, 0, 60)

    def _confirm(self, row: FigureRow) -> None:
        key = row.figure.key
        self.context.session.act(lambda w, a: w.confirm_previous_figures(a, (key,)))

    def _confirm_all(self) -> None:
        assessment = self.context.session.assessment
        if assessment is not None:
            keys = tuple(unconfirmed_figures(assessment))
            self.context.session.act(lambda w, a: w.confirm_previous_figures(a, keys))

    # -- typing --------------------------------------------------------------------------------------

    def _typed(self, row: FigureRow, reading: Reading) -> None:
        session = self.context.session
        key = row.figure.key
        # What cannot be read leaves what stood before; the digits up to it are nobody's number.
        number = reading.number if reading.fault is None else row.field.stood
        session.keep_draft(DRAFT_CODE, key, None if reading.fault is None else row.field.line.text())
        known: Decimal | None = session.assessment.profile.get(key) if session.assessment else None
        if number != known:
            session.edit_profile(key, number)

    @staticmethod
    def _show_draft(row: FigureRow, text: str) -> None:
        # As if she had typed it: the field then says what is wrong with it.
        row.field.line.setText(text)
        row.field.line.textEdited.emit(text)

    def _left(self, row: FigureRow) -> None:
        reading = read_number(row.field.line.text(), self.context.language.current)
        if reading.fault is None:
            self.context.session.keep_draft(DRAFT_CODE, row.figure.key, None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter and the arrows go from figure to figure."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = {
                Qt.Key.Key_Return: 1, Qt.Key.Key_Enter: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1,
            }.get(Qt.Key(event.key()))  # fmt: skip
            if step is not None and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                lines = [row.field.line for row in self.rows]
                at = next((place for place, line in enumerate(lines) if line is watched), None)
                if at is not None and 0 <= at + step < len(lines):
                    lines[at + step].setFocus(Qt.FocusReason.TabFocusReason)
                    lines[at + step].selectAll()
                    self._scroll.ensureWidgetVisible(self.rows[at + step], 0, 60)
                return True
        return super().eventFilter(watched, event)

    # -- words ---------------------------------------------------------------------------------------

    def retranslate(self) -> None:
        """Set every text again."""
        self._title.setText(self.tr("Số liệu chung"))
        self._text.setText(
            self.tr(
                "Nhập một lần số liệu dùng chung trong năm đánh giá; chỉ số nào cần đều lấy từ đây. "
                "Số chưa có thì để trống, nhập sau."
            )
        )
        self._show(with_drafts=False)


def _asks_the_same(one: Catalogue, other: Catalogue) -> bool:
    """Whether the page would look the same for both, as for two editions of one catalogue."""
    if one.digest == other.digest:
        return True
    return one.profile == other.profile and all(
        _users(one, figure) == _users(other, figure) for figure in one.profile
    )

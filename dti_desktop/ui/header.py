"""The head of the window: whose assessment this is and where it stands, always in sight."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from fractions import Fraction
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from dti_desktop.ui import theme
from dti_desktop.ui.announcements import announce
from dti_desktop.ui.assessed_text import many_ranked, one_ranked
from dti_desktop.ui.forecast_text import ranks_text
from dti_desktop.ui.language import Retranslated
from dti_desktop.ui.navigation import Context, Place
from dti_desktop.ui.shortcuts import key_text
from dti_desktop.ui.widgets.buttons import EnterPresses, IconButton, KeyboardRing, LinkButton
from dti_desktop.ui.widgets.labels import BigNumber, ElidedLabel, Label, Weight, set_plain_tooltip
from dti_desktop.ui.widgets.messages import IconMark
from dti_desktop.ui.widgets.surfaces import Surface

if TYPE_CHECKING:
    from dti_desktop.engine.assessment import Assessment
    from dti_desktop.engine.parts import PartOrigin
    from dti_desktop.engine.ranking import Ranking, Standing
    from dti_desktop.services.outlook import Outlook

HEIGHT = 64
_GAP = 32
_NARROW_GAP = 20
_NAMES_SHOWN = 6
_PROVINCE_MIN_WIDTH = 150


class ProvinceButton(EnterPresses, KeyboardRing, QAbstractButton):
    """The province over what kind of assessment it is; leads to all assessments."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Expanding)
        self.name = Label(size="title", weight=Weight.DemiBold)
        self.kind = ElidedLabel(size="small", tone="muted")
        self.setMinimumWidth(_PROVINCE_MIN_WIDTH)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 0, 12, 0)
        layout.setSpacing(0)
        layout.addStretch(1)
        for label in (self.name, self.kind):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            layout.addWidget(label)
        layout.addStretch(1)

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self.update()
        super().leaveEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        ring = bool(self.property("ring"))
        if not ring and not self.underMouse():
            return
        colours = theme.current().colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(colours.q("hover") if self.underMouse() else Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colours.q("focus"), 2) if ring else Qt.PenStyle.NoPen)
        painter.drawRoundedRect(self.rect().adjusted(1, 6, -1, -6), 6, 6)
        painter.end()


class SaveState(QWidget):
    """Whether the store holds everything that is shown, and since when."""

    retried = Signal()

    def __init__(
        self, context: Context, now_utc: Callable[[], datetime], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._now_utc = now_utc
        self._state = "saved"
        self._is_brief = False
        self._saved_at_utc: datetime | None = None
        self._shape = IconMark("circle-check", "done")
        self._words = Label(size="small", tone="secondary")
        self._retry = LinkButton()
        self._retry.clicked.connect(self.retried)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        for widget in (self._shape, self._words, self._retry):
            layout.addWidget(widget)
        self._retry.hide()

    @property
    def words(self) -> str:
        """What it says now."""
        return self._words.text()

    def set_brief(self, is_brief: bool) -> None:
        """Show the sign alone, as long as all is well."""
        self._is_brief = is_brief
        self._words.setVisible(not is_brief or self._state == "failed")

    def opened(self) -> None:
        """Begin with another assessment: it was saved when it was last changed."""
        assessment = self._context.session.assessment
        saved = "" if assessment is None else assessment.saved_utc
        self._saved_at_utc = datetime.fromisoformat(saved) if saved else None
        self._state = "saved"
        self.retranslate()

    def show_state(self, state: str) -> None:
        """Show "saved", "saving" or "failed"."""
        before = self._state
        if state == "saved" and before in ("saving", "failed"):
            self._saved_at_utc = self._now_utc()
        self._state = state
        self.retranslate()
        if state != before and state != "saving":
            announce(self, self.words, is_urgent=state == "failed")

    def retranslate(self) -> None:
        """Set every text again."""
        match self._state:
            case "saving":
                self._shape.set_icon("loader-circle", "muted")
                self._words.setText(self.tr("Đang lưu…"))
            case "failed":
                self._shape.set_icon("circle-alert", "block")
                self._words.setText(self.tr("Chưa lưu được"))
            case _:
                self._shape.set_icon("circle-check", "done")
                self._words.setText(self._saved_words())
        self._words.set_tone("block" if self._state == "failed" else "secondary")
        self._retry.setText(self.tr("Thử lại"))
        self._retry.setVisible(self._state == "failed")
        self.set_brief(self._is_brief)
        self.setAccessibleName(self._words.text())
        set_plain_tooltip(self, self.tr("Mọi thay đổi được lưu ngay trên máy này, không cần nút Lưu."))

    def _saved_words(self) -> str:
        if self._saved_at_utc is None:
            return self.tr("Đã lưu")
        write = self._context.format
        if self._saved_at_utc.astimezone().date() != self._now_utc().astimezone().date():
            day = write.date(self._saved_at_utc.astimezone().date())
            return self.tr("Đã lưu ngày {day}").format(day=day)
        return self.tr("Đã lưu {time}").format(time=write.time(self._saved_at_utc))


class Header(Retranslated, Surface):
    """Follows the session by itself. Without an open assessment it shows the program's name only."""

    search_wanted = Signal()
    places_wanted = Signal()
    """The side bar, where it is a drawer."""
    undo_wanted = Signal()
    redo_wanted = Signal()
    theme_toggled = Signal()
    language_toggled = Signal()

    def __init__(
        self, context: Context, menu: QMenu, now_utc: Callable[[], datetime], parent: QWidget | None = None
    ) -> None:
        super().__init__("surface", parent)
        self._context = context
        self._home = True
        self._is_away = False
        self._is_narrow = self._is_tight = False
        self._told: tuple[str, Fraction] | None = None
        self.setFixedHeight(HEIGHT)
        self.province = ProvinceButton()
        self.points = BigNumber()
        self.value = BigNumber()
        self.rank = BigNumber(tone="accent")
        self.forecast = BigNumber()
        self.answered = BigNumber()
        self._figures = (self.points, self.value, self.rank, self.forecast, self.answered)
        self.save_state = SaveState(context, now_utc)
        self.places = IconButton("menu")
        self.places.hide()
        self.undo = IconButton("undo-2")
        self.redo = IconButton("redo-2")
        self.search = IconButton("search")
        self.theme = IconButton("moon")
        self.language = IconButton("languages")
        self.menu = IconButton("ellipsis-vertical")
        self.menu.setMenu(menu)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(12, 0, 20, 1)
        self._row.setSpacing(0)
        self._row.addWidget(self.places)
        self._row.addWidget(self.province)
        self._gaps = []
        for figure in self._figures:
            self._row.addSpacing(_GAP)
            item = self._row.itemAt(self._row.count() - 1)
            gap = None if item is None else item.spacerItem()
            assert gap is not None
            self._gaps.append(gap)
            self._row.addWidget(figure, 0, Qt.AlignmentFlag.AlignVCenter)
        self._row.addSpacing(2 * theme.GRID)
        self._row.addStretch(1)
        self._row.addWidget(self.save_state)
        self._row.addSpacing(12)
        for button in (self.undo, self.redo, self.search, self.theme, self.language, self.menu):
            self._row.addSpacing(2)
            self._row.addWidget(button)
        self._connect()
        self.retranslate()

    def _connect(self) -> None:
        self.province.clicked.connect(lambda: self._context.go(Place("start")))
        self.places.clicked.connect(self.places_wanted)
        self.undo.clicked.connect(self.undo_wanted)
        self.redo.clicked.connect(self.redo_wanted)
        self.search.clicked.connect(self.search_wanted)
        self.theme.clicked.connect(self.theme_toggled)
        self.language.clicked.connect(self.language_toggled)
        session = self._context.session
        session.opened.connect(self._opened)
        for changed in (session.changed, session.forecast.changed):
            changed.connect(self._follow_what_is_open)
        session.save_state_changed.connect(self._save_state_changed)
        self.save_state.retried.connect(session.flush)
        self._context.theme.changed.connect(self._show_theme)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        # A pen and not `fillRect`, for which PySide makes every gradient that has a name known.
        painter.setPen(theme.current().colours.q("hairline"))
        painter.drawLine(0, self.height() - 1, self.width() - 1, self.height() - 1)
        painter.end()

    def set_room(self, width: int, narrow_below: int, tight_below: int) -> None:
        """Draw the figures together where the window is narrow, and leave out what stands elsewhere too."""
        room = width < narrow_below, width < tight_below
        if room != (self._is_narrow, self._is_tight):
            self._is_narrow, self._is_tight = room
            self.follow()

    def _show_what_fits(self, is_shown: bool) -> None:
        self.places.setVisible(is_shown and self._is_tight)
        # The settings hold both; Ctrl+Y does the third.
        for button in (self.theme, self.language):
            button.setVisible(not self._is_tight)
        self.redo.setVisible(is_shown and not self._is_tight)
        self.save_state.set_brief(self._is_tight)
        if self._is_tight:
            for figure in (self.value, self.answered):
                figure.hide()

    def _fit_gaps(self) -> None:
        """Leave no gap for a figure that is not shown."""
        gap_px = _NARROW_GAP if self._is_narrow else _GAP
        for gap, figure in zip(self._gaps, self._figures, strict=True):
            gap.changeSize(gap_px if figure.isVisibleTo(self) else 0, 0)
        self._row.invalidate()

    def set_home(self, home: bool, *, is_away: bool = False) -> None:
        """Show the program's name instead of the open assessment; `is_away`: a page other than the list."""
        if (home, is_away) != (self._home, self._is_away):
            self._home, self._is_away = home, is_away
            self.follow()

    # -- following -----------------------------------------------------------------------------------

    def _opened(self) -> None:
        self.save_state.opened()
        self._follow_what_is_open()

    def _save_state_changed(self, state: str) -> None:
        self.save_state.show_state(state)
        self._show_steps()

    def _follow_what_is_open(self, _changed: object = None) -> None:
        if not self._home:
            self.follow()  # at home nothing of an assessment is shown

    def follow(self) -> None:
        """Show where the assessment stands now."""
        session = self._context.session
        assessment, outlook = session.assessment, session.outlook
        is_shown = assessment is not None and outlook is not None and not self._home
        for widget in (*self._figures, self.save_state, self.undo, self.redo, self.search):
            widget.setVisible(is_shown)
        has_rank = is_shown and assessment is not None and assessment.origin is None
        is_ranked = (
            has_rank
            and assessment is not None
            and outlook is not None
            and (assessment.catalogue.is_of_provinces or outlook.ranking is not None)
        )
        self.rank.setVisible(is_ranked)
        self.value.setVisible(has_rank)
        self.forecast.setVisible(is_ranked and not self._is_narrow)
        self._show_what_fits(is_shown)
        self._fit_gaps()
        if not is_shown or assessment is None or outlook is None:
            self.province.name.setText(self.tr("DTI Desktop"))
            if self._is_away:
                self.province.kind.setText(self.tr("‹ Tất cả hồ sơ"))
            else:
                self.province.kind.setText(self.tr("Tự đánh giá chuyển đổi số cấp tỉnh"))
            self.province.setAccessibleName(self.tr("Về danh sách hồ sơ"))
            set_plain_tooltip(self.province, self.tr("Về danh sách hồ sơ"))
            return
        self._show_assessment(assessment)
        self._show_figures(assessment, outlook)
        self._show_steps()

    def _show_assessment(self, assessment: Assessment) -> None:
        self.province.name.setText(assessment.province)
        catalogue = assessment.catalogue
        if not catalogue.is_of_provinces:
            title = catalogue.short_title.in_language(self._context.language.current)
            kind = self.tr("{title} {year} · Bản nháp").format(title=title, year=assessment.year)
        elif assessment.is_sample:
            kind = self.tr("DTI {year} · Hồ sơ mẫu · số liệu minh họa").format(year=assessment.year)
        else:
            kind = self.tr("DTI {year} · Bản nháp").format(year=assessment.year)
        if assessment.origin is not None:
            kind = self._part_words(assessment.origin)
        self.province.kind.setText(kind)
        self.province.setAccessibleName(
            self.tr("{province}, {kind}. Về danh sách hồ sơ").format(province=assessment.province, kind=kind)
        )
        set_plain_tooltip(self.province, self.tr("Về danh sách hồ sơ"))

    def _part_words(self, origin: PartOrigin) -> str:
        if origin.due is None:
            return self.tr("Phần việc của {department}").format(department=origin.department)
        day = self._context.format.date(origin.due)
        return self.tr("Phần việc của {department} · hạn {day}").format(department=origin.department, day=day)

    def _show_figures(self, assessment: Assessment, outlook: Outlook) -> None:
        write = self._context.format
        whole = outlook.scorecard.whole
        self.points.set_number(whole.points, write.points)
        # The scale of the index is read as a name, "thang 1000", and is not grouped.
        scale = write.number(whole.max_points).replace(write.group_sign, "")
        scale_words = self.tr("trên {scale} điểm").format(scale=scale)
        self.points.set_caption(scale_words)
        told = (assessment.id, whole.points)
        if self._told is not None and self._told[0] == assessment.id and self._told != told:
            announce(self.points, f"{write.points(whole.points)} {scale_words}")
        self._told = told
        if whole.value is None:
            self.value.set_text("—")
        else:
            self.value.set_number(whole.value, write.value)
        is_dti = assessment.catalogue.is_of_provinces
        self.value.set_caption(self.tr("giá trị DTI") if is_dti else self.tr("giá trị"))
        total = outlook.scorecard.indicators_total
        self.answered.set_text(f"{outlook.scorecard.answered}/{total}")
        self.answered.set_caption(self.tr("đã trả lời"))
        self._show_rank(outlook.ranking)
        self._show_forecast()

    def _show_rank(self, ranking: Ranking | None) -> None:
        if ranking is None:
            self.rank.set_text("—")
            self.rank.set_caption(self.tr("hạng"))
            set_plain_tooltip(self.rank, self.tr("Chưa có kết quả công bố của năm nào để so sánh."))
            return
        overall = ranking.overall
        self.rank.set_caption(self.tr("hạng năm {year}").format(year=ranking.against))
        if overall.rank is None:
            self.rank.set_text("—")
            set_plain_tooltip(self.rank, self._unknown_words(ranking.against, overall))
            return
        self.rank.set_text(f"{overall.rank}/{overall.of}")
        lines = [
            self.tr(
                "Nếu nộp như hiện nay, {unit} đứng thứ {rank} trên {of} theo kết quả công bố năm {year}."
            ).format(unit=self._unit(), rank=overall.rank, of=overall.of, year=ranking.against)
        ]
        if ranking.region is not None and ranking.region.rank is not None:
            lines.append(
                self.tr("Trong vùng {region}: thứ {rank} trên {of}.").format(
                    region=ranking.region_name, rank=ranking.region.rank, of=ranking.region.of
                )
            )
        set_plain_tooltip(self.rank, "\n".join(lines))

    def _show_forecast(self) -> None:
        prospect = self._context.session.forecast.prospect
        overall = None if prospect is None else prospect.forecast.overall
        if prospect is None or overall is None:
            self.forecast.set_text("—")
            self.forecast.set_caption(self.tr("dự báo hạng"))
            set_plain_tooltip(self.forecast, self.tr("Chưa có kết quả công bố của năm nào để so sánh."))
            return
        low, high = overall.interval
        self.forecast.set_text(ranks_text(low, high))
        year = prospect.forecast.year
        self.forecast.set_caption(self.tr("dự báo hạng {year}").format(year=year))
        write = self._context.format
        held = prospect.backing
        lines = [
            self.tr("8 trên 10 khả năng {unit} đứng từ {low} đến {high}, khả năng giữa là {median}.").format(
                unit=self._unit(), low=low, high=high, median=overall.median
            ),
            self.tr("Tự chấm {claimed} điểm, có minh chứng {backed}, có rủi ro {at_risk}.").format(
                claimed=write.points(held.claimed_points),
                backed=write.points(held.backed_points),
                at_risk=write.points(held.at_risk_points),
            ),
        ]
        set_plain_tooltip(self.forecast, "\n".join(lines))

    def _unknown_words(self, year: int, standing: Standing) -> str:
        names = ", ".join(standing.missing[:_NAMES_SHOWN])
        if len(standing.missing) > _NAMES_SHOWN:
            names += "…"
        assessment = self._context.session.assessment
        return self.tr(
            "Chưa rõ hạng: năm {year} chưa có giá trị công bố của {count} {units} ({names})."
        ).format(
            year=year,
            count=len(standing.missing),
            units="" if assessment is None else many_ranked(assessment.catalogue),
            names=names,
        )

    def _unit(self) -> str:
        assessment = self._context.session.assessment
        return "" if assessment is None else one_ranked(assessment.catalogue)

    def _show_steps(self) -> None:
        session = self._context.session
        assessment = session.assessment
        self.undo.setEnabled(assessment is not None and (assessment.can_undo or not session.is_committed))
        self.redo.setEnabled(assessment is not None and assessment.can_redo and session.is_committed)

    def _show_theme(self) -> None:
        self.theme.set_icon("sun" if self._context.theme.is_dark else "moon")
        is_dark = self._context.theme.is_dark
        self.theme.set_name(self.tr("Giao diện sáng") if is_dark else self.tr("Giao diện tối"))

    # -- words ---------------------------------------------------------------------------------------

    def retranslate(self) -> None:
        self.places.set_name(self.tr("Các mục và chỉ số"))
        self.undo.set_name(self.tr("Hoàn tác"), key_text("Ctrl+Z"))
        self.redo.set_name(self.tr("Làm lại"), key_text("Ctrl+Y"))
        self.search.set_name(self.tr("Tìm chỉ số"), key_text("Ctrl+K"))
        self.language.set_name(self.tr("Chuyển sang tiếng Anh"))
        self.menu.set_name(self.tr("Trình đơn"))
        self.save_state.retranslate()
        self._show_theme()
        self.follow()

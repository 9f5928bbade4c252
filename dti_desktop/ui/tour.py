"""The tour of five steps: a light on a real control, a few words, and on. It never holds anyone up.

Where no assessment is open, the second step opens the sample: the rest of the tour needs one to show.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt, QTimer, QVariantAnimation, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from dti_desktop.ui import theme
from dti_desktop.ui.language import Retranslated
from dti_desktop.ui.navigation import Place
from dti_desktop.ui.pages.start import StartPage
from dti_desktop.ui.widgets.buttons import LinkButton, PrimaryButton, SecondaryButton
from dti_desktop.ui.widgets.labels import Label, Weight, WrapLabel
from dti_desktop.ui.widgets.surfaces import Card

if TYPE_CHECKING:
    from dti_desktop.ui.main_window import MainWindow
    from dti_desktop.ui.workbench import Workbench

_CARD_WIDTH = 360
_GAP = 2 * theme.GRID
_AROUND = theme.GRID
_RADIUS = 8.0
_DIM_ALPHA = 120
#: Pages go on laying themselves out after they are shown; the light follows them.
_FOLLOW_MS = 150


@dataclass(frozen=True, slots=True)
class _Step:
    place: Place | None
    find: Callable[[], Sequence[QWidget]]
    """What the light falls on; nothing while it is not there."""


class TourCard(Retranslated, Card):
    """The card beside the light."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent=parent)
        self.step, self.opens_sample, self.is_part = 0, False, False
        self.count = Label(size="small", tone="muted")
        self.title = WrapLabel(size="title", weight=Weight.DemiBold)
        self.words = WrapLabel(tone="secondary")
        self.skip, self.back, self.on = LinkButton(), SecondaryButton(), PrimaryButton()
        self.setFixedWidth(_CARD_WIDTH)
        self.body.setSpacing(theme.GRID)
        for label in (self.count, self.title, self.words):
            self.body.addWidget(label)
        foot = QHBoxLayout()
        foot.setSpacing(theme.GRID)
        foot.addWidget(self.skip)
        foot.addStretch(1)
        foot.addWidget(self.back)
        foot.addWidget(self.on)
        self.body.addSpacing(theme.HALF)
        self.body.addLayout(foot)

    def _texts(self) -> tuple[tuple[str, str], ...]:
        return (
            (
                self.tr("Tạo hồ sơ, hoặc xem hồ sơ mẫu"),
                self.tr(
                    "Chọn tỉnh và năm để bắt đầu. Bốn bước sau được giới thiệu ngay trên hồ sơ mẫu, số liệu "
                    "ở đó chỉ để minh họa."
                )
                if self.opens_sample
                else self.tr("Bấm vào đây bất cứ lúc nào để về danh sách hồ sơ và tạo hồ sơ mới."),
            ),
            (
                self.tr("Trả lời từng chỉ số"),
                self.tr(
                    "Chọn mức hoặc gõ số; điểm hiện ngay. Không có nút Lưu: gõ đến đâu, chương trình ghi đến "
                    "đó. Enter sang ô hoặc chỉ số tiếp theo."
                ),
            ),
            (
                self.tr("Thêm minh chứng"),
                self.tr(
                    "Kéo tệp vào đây, hoặc chỉ ghi trích dẫn: số, ngày, cơ quan, trang. Chỗ nào chưa có minh "
                    "chứng thì viết giải trình."
                ),
            ),
            (
                self.tr("Xem việc còn lại"),
                self.tr(
                    "Mọi chỗ chặn nộp, cần giải trình, chưa trả lời nằm ở đây. Enter ở một việc đưa tới đúng "
                    "chỗ cần sửa."
                ),
            ),
            (
                self.tr("Trả phần việc"),
                self.tr("Khi xong, ghi một tệp để gửi về tỉnh. Khi cần giúp, hãy bấm F1 ở bất cứ đâu."),
            )
            if self.is_part
            else (
                self.tr("Ký và nộp"),
                self.tr(
                    "Kiểm tra, xem báo cáo, ký bằng USB token hoặc tệp khóa, rồi xuất một tệp. Khi cần giúp, "
                    "hãy bấm F1 ở bất cứ đâu."
                ),
            ),
        )

    def retranslate(self) -> None:
        texts = self._texts()
        title, words = texts[self.step]
        is_last = self.step == len(texts) - 1
        self.count.setText(self.tr("Bước {step} trên {of}").format(step=self.step + 1, of=len(texts)))
        self.title.setText(title)
        self.words.setText(words)
        self.skip.setText(self.tr("Bỏ qua phần giới thiệu"))
        self.skip.setVisible(not is_last)
        self.back.setText(self.tr("Quay lại"))
        self.back.setVisible(self.step > 0)
        self.on.setText(self.tr("Bắt đầu làm việc") if is_last else self.tr("Tiếp"))
        self.setAccessibleName(f"{self.count.text()}. {title}. {words}")
        # Read together with the button that has the keyboard.
        self.on.setAccessibleDescription(self.accessibleName())

    def show_step(self, step: int) -> None:
        """Say the words of a step."""
        self.step = step
        self.retranslate()
        self.adjustSize()


class Tour(QWidget):
    """Lies over the whole window while it lasts. `ended(True)` when the person ended it, in whichever way."""

    ended = Signal(bool)

    def __init__(self, window: MainWindow, bench: Workbench) -> None:
        super().__init__(window)
        self._window, self._bench = window, bench
        self._had_assessment = bench.context.session.assessment is not None
        self._light = QRect()
        self._from = QRect()
        self._waits_for_sample = False
        self._before = QApplication.focusWidget()
        self.words = TourCard(self)
        self.words.opens_sample = not self._had_assessment
        assessment = bench.context.session.assessment
        self.words.is_part = assessment is not None and assessment.origin is not None
        self._steps = self._make_steps()
        self._motion = QVariantAnimation(self)
        self._motion.valueChanged.connect(self._move)
        self._follow = QTimer(self)
        self._follow.setInterval(_FOLLOW_MS)
        self._follow.timeout.connect(self._look)
        self.words.on.clicked.connect(self.go_on)
        self.words.back.clicked.connect(self.go_back)
        self.words.skip.clicked.connect(self.end)
        bench.context.theme.changed.connect(self.update)
        bench.context.session.opened.connect(self._opened)
        bench.context.session.failed.connect(lambda _error: self.end())
        window.installEventFilter(self)
        self.setFocusProxy(self.words.on)

    def _make_steps(self) -> tuple[_Step, ...]:
        bench = self._bench

        def on_page(*names: str) -> Sequence[QWidget]:
            found: object = bench.page(bench.place.page)
            for name in names:
                found = getattr(found, name, None)
            return (found,) if isinstance(found, QWidget) else ()

        def first() -> Sequence[QWidget]:
            page = bench.page(bench.place.page)
            if isinstance(page, StartPage):
                return page.beginnings
            return (bench.header.province,)

        code = self._code()
        return (
            _Step(None if self._had_assessment else Place("start"), first),
            _Step(Place("indicator", code), lambda: on_page("form")),
            _Step(Place("indicator", code, "evidence"), lambda: on_page("evidence", "intake", "drop")),
            _Step(Place("remaining"), lambda: on_page("categories")),
            # A department's part is not submitted: it goes back to whoever gave it.
            _Step(Place("parts"), lambda: on_page("back"))
            if self.words.is_part
            else _Step(Place("submit"), lambda: on_page("stepper")),
        )

    def _code(self) -> str | None:
        """Return a sub-indicator to show: the first that is scored."""
        assessment = self._bench.context.session.assessment
        if assessment is None:
            return None
        rows = assessment.catalogue.indicators.values()
        return next((row.code for row in rows if row.max_points), None)

    # -- going through -------------------------------------------------------------------------------

    @property
    def step(self) -> int:
        """The step that is shown, counted from 0."""
        return self.words.step

    @property
    def light(self) -> QRect:
        """Where the light is, in this widget."""
        return QRect(self._light)

    def begin(self) -> None:
        """Show the first step."""
        self.setGeometry(self._window.rect())
        self.show()
        self.raise_()
        self._follow.start()
        self._show(0)

    def go_on(self) -> None:
        """Show the next step; the last one ends the tour."""
        if self._waits_for_sample:
            return
        if self.step == len(self._steps) - 1:
            self.end()
        elif self._bench.context.session.assessment is None:
            self._waits_for_sample = True
            self.words.on.setText(self.tr("Đang mở…"))
            self._bench.sample_wanted.emit()
        else:
            self._show(self.step + 1)

    def _opened(self) -> None:
        if self._waits_for_sample and self._bench.context.session.assessment is not None:
            self._bench.went.connect(self._sample_is_there, Qt.ConnectionType.SingleShotConnection)

    def _sample_is_there(self) -> None:
        self._waits_for_sample = False
        self._steps = self._make_steps()
        QTimer.singleShot(0, self, lambda: self._show(1))

    def go_back(self) -> None:
        """Show the step before."""
        if self.step and not self._waits_for_sample:
            self._show(self.step - 1)

    def end(self) -> None:
        """Take the tour away; whoever came without an assessment is back at the beginning."""
        if not self._follow.isActive():
            return
        self._follow.stop()
        self._window.removeEventFilter(self)
        self.hide()
        if not self._had_assessment:
            self._bench.go(Place("start"))
        elif self._before is not None:
            self._bench.setFocus(Qt.FocusReason.OtherFocusReason)
        self.ended.emit(True)

    def close_quietly(self) -> None:
        """Take the tour away because the window closes; it is offered again."""
        self._follow.stop()
        self._window.removeEventFilter(self)
        self.hide()
        self.ended.emit(False)

    def _show(self, step: int) -> None:
        place = self._steps[step].place
        if place is not None and place != self._bench.place:
            self._bench.go(place)
        self.words.show_step(step)
        self.words.on.setFocus(Qt.FocusReason.TabFocusReason)
        self._from = QRect(self._light)
        # Behind the layout of the page that was just shown.
        QTimer.singleShot(0, self, self._look)

    # -- the light -----------------------------------------------------------------------------------

    def _target(self) -> QRect:
        seen = QRect()
        for widget in self._steps[self.step].find():
            if widget.isVisible():
                seen |= QRect(widget.mapTo(self._window, QPoint(0, 0)), widget.size())
        seen = seen.intersected(self.rect())
        if not seen.isValid():
            return QRect()
        return seen.adjusted(-_AROUND, -_AROUND, _AROUND, _AROUND).intersected(
            self.rect().adjusted(2, 2, -2, -2)
        )

    def _look(self) -> None:
        """Follow the control, wherever its page has put it."""
        if self._waits_for_sample and self._bench.notice.isVisible():
            self.end()  # it could not be made; the reason stands below
            return
        focus = QApplication.focusWidget()
        if self.isActiveWindow() and (focus is None or not self.isAncestorOf(focus)):
            # A page takes the keyboard when it is arrived at.
            self.words.on.setFocus(Qt.FocusReason.TabFocusReason)
        target = self._target()
        moving = self._motion.state() == QVariantAnimation.State.Running
        if moving and self._motion.endValue() == target:
            return
        if target == self._light:
            self._place_card(target)
            return
        self._motion.stop()
        duration_ms = theme.current().motion_ms
        if duration_ms and self._from.isValid() and target.isValid():
            self._motion.setDuration(duration_ms)
            self._motion.setStartValue(self._from)
            self._motion.setEndValue(target)
            self._motion.start()
        else:
            self._move(target)
        self._from = QRect()
        self._place_card(target)

    def _move(self, light: QRect) -> None:
        self._light = light
        self.update()

    def _place_card(self, target: QRect) -> None:
        """Put the card beside the light, where there is room; over it only where there is none."""
        card, room = self.words, self.rect().adjusted(_GAP, _GAP, -_GAP, -_GAP)
        card.setFixedHeight(
            card.heightForWidth(_CARD_WIDTH) if card.hasHeightForWidth() else card.sizeHint().height()
        )
        size = card.size()
        if not target.isValid():
            card.move(room.center() - card.rect().center())
            return
        beside = [
            QPoint(target.right() + _GAP, target.top()),
            QPoint(target.left() - _GAP - size.width(), target.top()),
        ]
        below_or_above = [
            QPoint(target.left(), target.bottom() + _GAP),
            QPoint(target.left(), target.top() - _GAP - size.height()),
        ]
        is_wide = target.width() > size.width()
        candidates = below_or_above + beside if is_wide else beside + below_or_above
        for corner in candidates:
            spot = QRect(corner, size)
            across = max(room.left(), min(spot.left(), room.right() - size.width()))
            down = max(room.top(), min(spot.top(), room.bottom() - size.height()))
            spot.moveTo(across, down)
            if not spot.intersects(target):
                card.move(spot.topLeft())
                return
        card.move(room.right() - size.width(), room.bottom() - size.height())

    # -- events --------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._window and event.type() == QEvent.Type.Resize:
            self.setGeometry(self._window.rect())
            QTimer.singleShot(0, self, self._look)
        return super().eventFilter(watched, event)

    def event(self, event: QEvent) -> bool:
        # Keys of the window below would undo or leave what is not in the hands of the person now.
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() != Qt.Key.Key_F1
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Escape:
                self.end()
            case Qt.Key.Key_Right | Qt.Key.Key_PageDown:
                self.go_on()
            case Qt.Key.Key_Left | Qt.Key.Key_PageUp:
                self.go_back()
            case _:
                super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool, /) -> bool:
        """Keep the keyboard among the buttons of the card."""
        buttons = [b for b in (self.words.on, self.words.skip, self.words.back) if b.isVisible()]
        if not buttons:
            return False  # it is being taken away
        now = QApplication.focusWidget()
        at = next_place(buttons.index(now) if now in buttons else -1, len(buttons), forward=forward)
        buttons[at].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()  # what lies below is looked at, not pressed

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        dim = QPainterPath()
        dim.addRect(QRectF(self.rect()))
        hole = QPainterPath()
        if self._light.isValid():
            hole.addRoundedRect(QRectF(self._light), _RADIUS, _RADIUS)
        colours = theme.current().colours
        shade = QColor(colours.shadow)
        shade.setAlpha(_DIM_ALPHA)
        painter.fillPath(dim.subtracted(hole), shade)
        painter.setPen(QPen(colours.q("accent"), 2))
        painter.drawPath(hole)
        painter.end()


def next_place(at: int, count: int, *, forward: bool) -> int:
    """Return the place after or before `at` in a ring of `count`."""
    return (at + (1 if forward else -1)) % count

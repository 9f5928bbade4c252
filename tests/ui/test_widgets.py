"""The widgets that pages are made of."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from PySide6.QtCore import (
    QItemSelectionModel,
    QMimeData,
    QPoint,
    QPointF,
    Qt,
    QUrl,
)
from PySide6.QtGui import (
    QAccessible,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QStandardItem,
    QStandardItemModel,
)
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from real_window import LIBRARY

from dti_desktop.ui import theme
from dti_desktop.ui.format import Format
from dti_desktop.ui.header import ProvinceButton
from dti_desktop.ui.language import Language
from dti_desktop.ui.widgets.buttons import Button, IconButton, LinkButton, PrimaryButton, QuietButton
from dti_desktop.ui.widgets.choices import CheckBox, Choice, ChoiceGroup
from dti_desktop.ui.widgets.combo_box import ComboBox
from dti_desktop.ui.widgets.data_table import DataTable
from dti_desktop.ui.widgets.drop_area import DropArea
from dti_desktop.ui.widgets.flow import FlowLayout
from dti_desktop.ui.widgets.indicator_ticks import IndicatorTicks
from dti_desktop.ui.widgets.labels import BigNumber, ElidedLabel, Label, WrapLabel, text_column_width
from dti_desktop.ui.widgets.messages import EmptyState, Notice, Toast
from dti_desktop.ui.widgets.progress import ProgressPanel, ThinBar
from dti_desktop.ui.widgets.rows_model import on_two_lines
from dti_desktop.ui.widgets.section_tabs import SectionTabs
from dti_desktop.ui.widgets.segments import Segment, Segments
from dti_desktop.ui.widgets.state_glyph import SHAPES, StateGlyph, state_icon, state_text
from dti_desktop.ui.widgets.surfaces import Card, Hairline, PageScroll, Pill

LONG = (
    "Thôn, bản, tổ dân phố được tính khi đã có quyết định thành lập Tổ công nghệ số cộng đồng còn hiệu lực. "
    * 3
)


def name_of(widget: QWidget) -> str:
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


def shown(qtbot: QtBot, *widgets: QWidget) -> QWidget:
    page = QWidget()
    layout = QVBoxLayout(page)
    for widget in widgets:
        layout.addWidget(widget)
    qtbot.addWidget(page)
    page.resize(640, 480)
    page.show()
    qtbot.waitExposed(page)
    with qtbot.waitActive(page):
        page.activateWindow()
    for widget in widgets:
        widget.kept = page  # type: ignore[attr-defined]  # qtbot holds it weakly
    return page


def test_running_text_asks_for_the_height_of_its_column_in_a_wide_place(qtbot: QtBot) -> None:
    label = WrapLabel(LONG)
    qtbot.addWidget(label)
    in_its_column = label.heightForWidth(label.maximumWidth())
    assert in_its_column > 2 * label.fontMetrics().height()
    minimum = label.minimumHeight()
    assert label.heightForWidth(4000) == in_its_column
    assert label.minimumHeight() == minimum


@pytest.mark.parametrize("kind", [Label, WrapLabel, ElidedLabel])
def test_labels_never_take_text_for_markup(kind: type[Label], qtbot: QtBot) -> None:
    text = "<img src='file:///etc/passwd'> a < b & c"
    label = kind(text)
    shown(qtbot, label)
    assert label.text() == text
    assert name_of(label) == text


def test_running_text_is_at_most_72_letters_wide_and_never_cut(qtbot: QtBot) -> None:
    label = WrapLabel(LONG)
    page = shown(qtbot, label)
    page.resize(1600, 480)
    qtbot.waitUntil(lambda: label.width() == label.maximumWidth())
    assert label.width() <= text_column_width(label.font(), 72)
    assert label.height() >= label.heightForWidth(label.width())
    page.resize(240, 480)
    qtbot.waitUntil(lambda: label.height() >= label.heightForWidth(label.width()) > 60)
    label.setText("Ngắn")
    qtbot.waitUntil(lambda: label.height() < 40)


def test_a_shortened_line_keeps_all_of_its_text(qtbot: QtBot) -> None:
    from PySide6.QtGui import QHelpEvent

    label = ElidedLabel("Chuyên trách an toàn thông tin <mạng>")
    page = shown(qtbot, label)
    page.resize(120, 60)
    qtbot.waitUntil(lambda: label.width() < 120)
    event = QHelpEvent(QHelpEvent.Type.ToolTip, QPoint(5, 5), page.mapToGlobal(QPoint(5, 5)))
    QApplication.sendEvent(label, event)
    assert "&lt;mạng&gt;" in label.toolTip()
    page.resize(900, 60)
    qtbot.waitUntil(lambda: label.width() > 600)
    QApplication.sendEvent(label, event)
    assert label.toolTip() == ""


def test_a_number_counts_to_exactly_its_new_value(qtbot: QtBot) -> None:
    big = BigNumber()
    big.set_caption("trên 1000 điểm")
    shown(qtbot, big)
    write = Format("vi").points
    big.set_number(Decimal("573.10"), write)
    assert big.text() == "573,10"  # the first one does not count up from zero
    big.set_number(Fraction(1720, 3), write)
    # Rounded, the number may look as it will a moment before it has arrived.
    qtbot.waitUntil(lambda: name_of(big) == "573,33 trên 1000 điểm", timeout=2000)
    assert big.text() == "573,33"
    big.set_text("–")
    assert name_of(big) == "– trên 1000 điểm"


def test_a_number_stands_still_where_movement_is_unwanted(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(theme.Theme, "reduced_motion", property(lambda self: True))
    big, bar = BigNumber(), ThinBar()
    shown(qtbot, big, bar)
    for number in (1, 2):
        big.set_number(number, str)
        bar.set_share(Fraction(number, 2))
    assert big.text() == "2"
    assert bar._share == 1


def test_no_movement_takes_longer_than_150_ms() -> None:
    assert theme.MOTION_MS <= 150


def test_a_bar_keeps_to_its_ends(qtbot: QtBot) -> None:
    bar = ThinBar()
    qtbot.addWidget(bar)
    for share, drawn in ((Fraction(-1), 0), (Fraction(3, 2), 1), (Fraction(1, 4), 0.25)):
        bar.set_share(share)
        assert bar._share == drawn


def test_a_bar_does_not_glide_between_two_things(qtbot: QtBot) -> None:
    bar = ThinBar()
    shown(qtbot, bar)
    bar.set_share(Fraction(1, 4))
    bar.set_share(Fraction(3, 4), at_once=True)
    assert bar._share == 0.75


@pytest.mark.parametrize("kind", [Button, PrimaryButton, QuietButton, LinkButton])
def test_buttons_work_by_keyboard_and_show_where_it_is(kind: type[Button], qtbot: QtBot) -> None:
    button = kind("Đính kèm", icon="plus")
    other = Button("Khác")
    shown(qtbot, other, button)
    button.setFocus(Qt.FocusReason.MouseFocusReason)
    assert not button.property("ring")
    other.setFocus(Qt.FocusReason.TabFocusReason)
    plain = button.grab().toImage()
    button.setFocus(Qt.FocusReason.TabFocusReason)
    assert button.property("ring")
    assert button.grab().toImage() != plain
    assert name_of(button) == "Đính kèm"
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
        with qtbot.waitSignal(button.clicked):
            qtbot.keyClick(button, key)


@pytest.mark.parametrize("held", [False, True])
def test_enter_presses_the_button_that_has_the_keyboard_and_no_other(held: bool, qtbot: QtBot) -> None:
    """Not the dialog's own one, and not again and again while the key is held down."""
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QDialog, QVBoxLayout

    dialog = QDialog()
    pressed: list[str] = []
    layout = QVBoxLayout(dialog)
    buttons: dict[str, Button | IconButton] = {
        "Hủy": Button("Hủy"), "Đóng": IconButton("x", "Đóng"), "Tạo": PrimaryButton("Tạo"),
    }  # fmt: skip
    for name, button in buttons.items():
        button.clicked.connect(lambda _=False, name=name: pressed.append(name))
        layout.addWidget(button)
    made = buttons["Tạo"]
    assert isinstance(made, Button)
    made.setDefault(True)
    shown(qtbot, dialog)
    for button in buttons.values():
        key = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r", held)
        button.setFocus(Qt.FocusReason.TabFocusReason)
        QApplication.sendEvent(button, key)
    assert pressed == ([] if held else list(buttons))


def test_enter_presses_whatever_looks_like_a_button(qtbot: QtBot) -> None:
    """As the help says: Tab to go there, Enter to choose."""
    pill = Pill("Đối chiếu")
    pill.set_pressable(True)
    for widget in (DropArea(), pill, ProvinceButton()):
        shown(qtbot, widget)
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        with qtbot.waitSignal(widget.clicked):
            qtbot.keyClick(widget, Qt.Key.Key_Return)


def test_a_click_leaves_no_ring_and_a_window_that_returns_changes_none(qtbot: QtBot) -> None:
    from PySide6.QtGui import QFocusEvent

    boxes = [CheckBox("Đã soát"), IconButton("x", "Đóng")]
    shown(qtbot, Button("Khác"), *boxes)
    for box in boxes:
        qtbot.mousePress(box, Qt.MouseButton.LeftButton)
        box.setFocus(Qt.FocusReason.MouseFocusReason)
        qtbot.mouseRelease(box, Qt.MouseButton.LeftButton)
        box._set_ring(False)
        for kind in (QFocusEvent.Type.FocusOut, QFocusEvent.Type.FocusIn):
            QApplication.sendEvent(box, QFocusEvent(kind, Qt.FocusReason.ActiveWindowFocusReason))
        assert not box.property("ring")
        box.clearFocus()
        box.setFocus(Qt.FocusReason.TabFocusReason)
        assert box.property("ring")


def test_a_button_keeps_no_ring_when_the_focus_left_behind_another_window(qtbot: QtBot) -> None:
    button, line = Button("Chọn tệp khóa…"), QLineEdit()
    window = shown(qtbot, button, line)
    button.clearFocus()
    button.setFocus(Qt.FocusReason.TabFocusReason)
    assert button.property("ring")
    other = shown(qtbot, Button("Mở"))  # as a file dialog
    line.setFocus()
    other.close()
    with qtbot.waitActive(window):
        window.activateWindow()
    assert line.hasFocus()
    assert not button.property("ring")


def test_a_button_has_room_for_its_icons_and_words(qtbot: QtBot) -> None:
    plain, full = Button("Tiếp"), Button("Tiếp", icon="send", trailing_icon="chevron-right")
    shown(qtbot, plain, full)
    assert full.sizeHint().width() >= plain.sizeHint().width() + 2 * 16


def test_an_icon_button_has_a_name(qtbot: QtBot) -> None:
    button = IconButton("search", "Tìm chỉ số")
    shown(qtbot, button)
    button.set_name("Tìm chỉ số", "Ctrl K")
    assert name_of(button) == "Tìm chỉ số"
    assert "Ctrl K" in button.toolTip()
    assert button.focusPolicy() == Qt.FocusPolicy.StrongFocus
    with qtbot.waitSignal(button.clicked):
        qtbot.keyClick(button, Qt.Key.Key_Space)


LEVELS = (
    Choice("head", "Chủ tịch làm Trưởng ban", "10 điểm"),
    Choice("deputy", "Phó Chủ tịch làm Trưởng ban", "5 điểm"),
    Choice("none", LONG, "0 điểm"),
)


def test_a_choice_is_made_changed_and_taken_back_by_keyboard(qtbot: QtBot) -> None:
    group = ChoiceGroup(LEVELS, name="Ban Chỉ đạo")
    shown(qtbot, group)
    told: list[str | None] = []
    group.chosen.connect(told.append)
    rows = group._rows
    rows[0].setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(rows[0], Qt.Key.Key_Space)
    qtbot.keyClick(rows[0], Qt.Key.Key_Down)
    assert told == ["head", "deputy"]
    assert group.choice == "deputy" and rows[1].hasFocus()
    qtbot.keyClick(rows[1], Qt.Key.Key_Delete)
    assert told == ["head", "deputy", None]
    assert group.choice is None
    qtbot.mouseClick(rows[2], Qt.MouseButton.LeftButton, pos=QPoint(rows[2].width() - 5, 5))
    assert told[-1] == "none"


def test_a_stored_choice_is_shown_without_telling(qtbot: QtBot) -> None:
    group = ChoiceGroup(LEVELS)
    shown(qtbot, group)
    group.chosen.connect(lambda _: pytest.fail("nobody chose"))
    group.set_chosen("deputy")
    assert group.choice == "deputy"
    group.set_chosen("no-such-level")
    assert group.choice is None
    group.set_chosen("head")
    group.set_choices(LEVELS[:2])
    assert group.choice == "head"


def test_the_words_of_a_choice_are_never_cut(qtbot: QtBot) -> None:
    group = ChoiceGroup(LEVELS)
    page = shown(qtbot, group)
    for width in (900, 420):
        page.resize(width, 600)
        QApplication.processEvents()
        row = group._rows[2]
        assert row.height() >= row.heightForWidth(row.width())
    assert group._rows[2].height() > group._rows[0].height()
    assert name_of(group._rows[0]) == "Chủ tịch làm Trưởng ban 10 điểm"


def test_states_speak_and_have_shapes(qtbot: QtBot, window_language: Language) -> None:
    glyphs = [StateGlyph(state) for state in SHAPES]
    shown(qtbot, *glyphs)
    pictures = [glyph.grab().toImage() for glyph in glyphs]
    for n, picture in enumerate(pictures):
        assert all(picture != other for other in pictures[n + 1 :])
    for state, glyph in zip(SHAPES, glyphs, strict=True):
        assert name_of(glyph) == state_text(state) != ""
        assert not state_icon(state).isNull()
    glyphs[0].set_state("block")
    assert name_of(glyphs[0]) == "Chặn nộp hồ sơ" and glyphs[0].state == "block"


def test_a_pill_is_read_or_pressed(qtbot: QtBot) -> None:
    pill = Pill("Chưa đối chiếu với văn bản gốc", "warn", icon="circle-help")
    shown(qtbot, pill)
    assert pill.focusPolicy() == Qt.FocusPolicy.NoFocus
    pill.set_pressable(True)
    with qtbot.waitSignal(pill.clicked):
        qtbot.keyClick(pill, Qt.Key.Key_Space)
    pill.set_look("Đã đối chiếu", "done", "badge-check")
    assert name_of(pill) == "Đã đối chiếu"


def test_sections_are_opened_by_keyboard_and_known_by_key(qtbot: QtBot) -> None:
    tabs = SectionTabs(name="Về chỉ số này")
    short, high = QLabel("Cách chấm"), QLabel("a\n" * 20)
    tabs.add("rule", short, "Cách chấm")
    tabs.add("note", high, "Ghi chú")
    shown(qtbot, tabs)
    assert tabs.current == "rule"
    low = tabs.sizeHint().height()
    tabs._bar.setFocus()
    with qtbot.waitSignal(tabs.shown) as told:
        qtbot.keyClick(tabs._bar, Qt.Key.Key_Right)
    assert told.args == ["note"] and tabs.current == "note"
    assert high.isVisible() and not short.isVisible()
    assert tabs.sizeHint().height() > low
    with qtbot.assertNotEmitted(tabs.shown):
        tabs.open("rule")
        tabs.open("no-such-section")
    assert tabs.current == "rule" and short.isVisible()
    tabs.set_title("rule", "How it is scored")
    assert tabs._bar.tabText(0) == "How it is scored"


def test_an_open_tab_shows_that_the_keyboard_is_there(qtbot: QtBot) -> None:
    tabs = SectionTabs()
    tabs.add("rule", QLabel(), "Cách chấm")
    other = Button("Khác")
    shown(qtbot, tabs, other)
    other.setFocus()
    before = tabs._bar.grab().toImage()
    tabs._bar.setFocus(Qt.FocusReason.TabFocusReason)
    assert tabs._bar.grab().toImage() != before


def test_long_work_is_shown_and_can_be_stopped(qtbot: QtBot, window_language: Language) -> None:
    panel = ProgressPanel()
    shown(qtbot, panel)
    panel.begin("Đang ghi minh chứng")
    panel.set_progress(1, 4)
    assert panel.isVisible() and panel._amount.text() == "25\u00a0%"
    panel.set_progress(2, 4, "2 GB / 4 GB")
    assert panel._amount.text() == "2 GB / 4 GB"
    panel.set_progress(0, 0)
    with qtbot.waitSignal(panel.cancel_wanted):
        panel._cancel.click()
    assert not panel._cancel.isEnabled() and panel._cancel.text() == "Đang dừng…"
    panel.end()
    assert not panel.isVisible()
    panel.begin("Lại", cancellable=False)
    assert not panel._cancel.isVisible()


def drag(paths: list[Path]) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return mime


def test_files_are_dropped_by_their_own_names(qtbot: QtBot, tmp_path: Path) -> None:
    area = DropArea()
    area.set_remark("còn 1,8 GB cho bộ hồ sơ")
    shown(qtbot, area)
    paths = [tmp_path / "Quyết định 749.pdf", tmp_path / "a#b%20c.xlsx"]
    mime = drag(paths)
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    actions = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction
    enter = QDragEnterEvent(QPointF(5, 5), actions, mime, buttons, keys)
    area.dragEnterEvent(enter)
    assert enter.isAccepted() and enter.dropAction() == Qt.DropAction.CopyAction
    calm = area.grab().toImage()
    with qtbot.waitSignal(area.dropped) as told:
        area.dropEvent(QDropEvent(QPointF(5, 5), actions, mime, buttons, keys))
    assert told.args == [paths]
    assert area.grab().toImage() != calm  # the highlight has gone
    web = QMimeData()
    web.setUrls([QUrl("https://example.org/a.pdf")])
    other = QDragEnterEvent(QPointF(5, 5), actions, web, buttons, keys)
    other.setAccepted(False)
    area.dragEnterEvent(other)
    assert not other.isAccepted()
    with qtbot.waitSignal(area.clicked):
        qtbot.keyClick(area, Qt.Key.Key_Space)
    assert "còn 1,8 GB" in name_of(area)


def test_a_notice_says_acts_and_closes(qtbot: QtBot) -> None:
    notice = Notice("Tử số lớn hơn mẫu số", "block", action="Sửa", closable=True)
    shown(qtbot, notice)
    with qtbot.waitSignal(notice.acted):
        notice._action.click()
    notice.say("Đã khớp", "done")
    assert notice.property("tone") == "done" and not notice._action.isVisible()
    assert name_of(notice) == "Đã khớp"
    with qtbot.waitSignal(notice.closed):
        notice._close.click()
    assert not notice.isVisible()


def test_a_toast_undoes_once(qtbot: QtBot) -> None:
    page = shown(qtbot)
    toast = Toast(page)
    undone: list[str] = []
    toast.say("Đã gỡ minh chứng", "Hoàn tác", lambda: undone.append("a"))
    assert toast.isVisible()
    page.resize(900, 700)
    assert page.rect().contains(toast.geometry())
    toast.say("Đã gỡ hai minh chứng", "Hoàn tác", lambda: undone.append("b"))
    toast._button.click()
    assert undone == ["b"] and not toast.isVisible()
    toast.say("Đã lưu")
    assert not toast._button.isVisible()
    toast._timer.timeout.emit()
    assert not toast.isVisible()


def test_an_empty_state_offers_the_first_step(qtbot: QtBot) -> None:
    empty = EmptyState("paperclip", "Chưa có minh chứng", "Tệp sẽ nằm ở đây.", "Đính kèm tệp")
    shown(qtbot, empty)
    with qtbot.waitSignal(empty.acted):
        empty._button.click()
    empty.say("Không tìm thấy")
    assert not empty._button.isVisible() and not empty._text.isVisible()


@pytest.fixture
def table(qtbot: QtBot) -> DataTable:
    view = DataTable("Kết quả")
    model = QStandardItemModel(3, 3, view)
    model.setHorizontalHeaderLabels(["Hạng", "Tỉnh", "Giá trị"])
    for row in range(3):
        for column, text in enumerate((str(row + 1), f"Tỉnh\t{row}\nhai", "0,5731")):
            model.setItem(row, column, QStandardItem(text))
    view.setModel(model)
    view.set_columns([60, None, 90])
    shown(qtbot, view)
    return view


def test_a_table_is_walked_and_copied_by_keyboard(table: DataTable, qtbot: QtBot) -> None:
    table.setFocus()
    table.setCurrentIndex(table.model().index(0, 0))
    qtbot.keyClick(table, Qt.Key.Key_Down)
    qtbot.keyClick(table, Qt.Key.Key_Right)
    assert (table.currentIndex().row(), table.currentIndex().column()) == (1, 1)
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "Tỉnh 1 hai"
    qtbot.keyClick(table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().split("\n")
    assert lines[0] == "Hạng\tTỉnh\tGiá trị" and len(lines) == 4
    assert lines[1] == "1\tTỉnh 0 hai\t0,5731"
    with qtbot.waitSignal(table.opened):
        qtbot.keyClick(table, Qt.Key.Key_Return)


def test_gaps_in_what_is_copied_stay_gaps(table: DataTable) -> None:
    model = table.model()
    for row, column in ((0, 0), (1, 2)):
        table.selectionModel().select(model.index(row, column), QItemSelectionModel.SelectionFlag.Select)
    assert table.selected_text() == "1\t\n\t0,5731"
    table.clearSelection()
    assert table.selected_text() == ""


def test_tab_leaves_a_table(table: DataTable, qtbot: QtBot) -> None:
    other = Button("Khác")
    table.parentWidget().layout().addWidget(other)
    other.show()
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_Tab)
    assert other.hasFocus()


def test_the_wheel_does_not_change_a_choice(qtbot: QtBot) -> None:
    from PySide6.QtGui import QWheelEvent

    combo = ComboBox("Tỉnh")
    combo.addItems(["Sóc Trăng", "Đồng Tháp"])
    shown(qtbot, combo)
    where = QPointF(5, 5)
    wheel = QWheelEvent(
        where, where, QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(combo, wheel)
    assert combo.currentIndex() == 0
    assert combo.accessibleName() == "Tỉnh"


def test_a_page_is_as_wide_as_can_be_read(qtbot: QtBot) -> None:
    page = PageScroll(max_width=720)
    card = Card()
    card.body.addWidget(WrapLabel(LONG))
    card.body.addWidget(Hairline())
    page.body.addWidget(card)
    around = shown(qtbot, page)
    for width, expected in ((1600, 720), (500, None)):
        around.resize(width, 600)
        QApplication.processEvents()
        assert page.horizontalScrollBar().maximum() == 0
        if expected:
            assert card.width() == expected


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_everything_can_be_painted_in_both_modes(mode: theme.Mode, look: theme.Theme, qtbot: QtBot) -> None:
    look.set_mode(mode)
    widgets = [
        StateGlyph("done"), Pill("Ước tính"), ThinBar(), DropArea(), ChoiceGroup(LEVELS),
        PrimaryButton("Nộp"),
        EmptyState("paperclip", "Chưa có"), Notice("Chú ý", "warn"), BigNumber(), IconButton("x", "Đóng"),
    ]  # fmt: skip
    page = shown(qtbot, *widgets)
    assert page.grab().toImage().pixelColor(2, 2).name() == look.colours.page


# -- lines and rows that give way ----------------------------------------------------------------------


def test_small_things_go_on_in_the_next_line(qtbot: QtBot) -> None:
    ground = QWidget()
    qtbot.addWidget(ground)
    flow = FlowLayout(8, ground)
    flow.setContentsMargins(0, 0, 0, 0)
    for _ in range(3):
        box = QWidget()
        box.setFixedSize(100, 20)
        flow.addWidget(box)
    assert flow.sizeHint().width() == 316 and flow.minimumSize().width() == 100
    assert [flow.heightForWidth(width) for width in (400, 316, 315, 100)] == [20, 20, 48, 76]
    ground.resize(220, 60)
    ground.show()
    places = [flow.itemAt(place).geometry().topLeft().toTuple() for place in range(3)]
    assert places == [(0, 0), (108, 0), (0, 28)]


@pytest.mark.parametrize(
    ("head", "broken"),
    [
        ("Person-days", "Person-\ndays"),
        ("Ngày công", "Ngày\ncông"),
        ("Cannot be done", "Cannot\nbe done"),
        ("Hạn", "Hạn"),
    ],
)
def test_a_narrow_head_breaks_at_a_space_or_after_a_hyphen(head: str, broken: str) -> None:
    assert on_two_lines(head) == broken


def test_rows_to_tick_are_as_high_as_their_boxes(qtbot: QtBot) -> None:
    ticks = IndicatorTicks()
    qtbot.addWidget(ticks)
    ticks.offer(LIBRARY.catalogue("dti-province-2022"), "vi", (), "")
    assert ticks.sizeHintForRow(0) >= 24


# -- segments where there is little room -------------------------------------------------------------


def test_segments_leave_shapes_and_counts_out_of_all_or_of_none(qtbot: QtBot) -> None:
    choices = Segments()
    qtbot.addWidget(choices)
    choices.set_segments(
        [
            Segment("all", "Tất cả", "160"),
            Segment("explain", "Cần giải trình", "56", ("triangle-alert", "warn")),
        ]
    )
    whole = choices.sizeHint().width()
    widths = [whole]
    for room in (whole, whole - 1, whole - 30, 10):
        choices.set_room(room)
        widths.append(choices.sizeHint().width())
    assert widths[0] == widths[1] > widths[2] > widths[3] > widths[4]
    tips = [button.toolTip() for button in choices.findChildren(QAbstractButton)]
    assert all(count in tip for count, tip in zip(("160", "56"), tips, strict=True)), (
        "the pointer tells the rest"
    )
    choices.set_room(None)
    assert choices.sizeHint().width() == whole
    assert not any(button.toolTip() for button in choices.findChildren(QAbstractButton))


# -- what stands in the middle -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("room", "left", "width"), [(700, 32, 636), (943, 32, 879), (944, 32, 880), (1004, 62, 880)]
)
def test_a_page_takes_its_room_to_the_last_pixel(qtbot: QtBot, room: int, left: int, width: int) -> None:
    page = PageScroll(max_width=880, margin=32)
    qtbot.addWidget(page)
    card = Card()
    page.body.addWidget(card)
    page.resize(room, 400)
    page.show()
    QApplication.processEvents()
    assert (card.mapTo(page, card.rect().topLeft()).x(), card.width()) == (left, width)

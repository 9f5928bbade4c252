"""Show every widget of the window on two pages, or save pictures of them.

    python tools/gallery.py                              a window to try them in
    python tools/gallery.py --save DIR [--language en]   PNGs, light and dark, without a display

For 200 % scaling set QT_SCALE_FACTOR=2.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

if "--save" in sys.argv:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt  # noqa: E402
from PySide6.QtGui import QStandardItem, QStandardItemModel  # noqa: E402
from PySide6.QtWidgets import (  # noqa: E402
    QApplication,
    QGridLayout,
    QHBoxLayout,
    QRadioButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from dti_desktop.ui import format as formats  # noqa: E402
from dti_desktop.ui import theme  # noqa: E402
from dti_desktop.ui.language import Language  # noqa: E402
from dti_desktop.ui.widgets import state_glyph  # noqa: E402
from dti_desktop.ui.widgets.buttons import (  # noqa: E402
    IconButton,
    LinkButton,
    PrimaryButton,
    QuietButton,
    SecondaryButton,
)
from dti_desktop.ui.widgets.choices import CheckBox, Choice, ChoiceGroup  # noqa: E402
from dti_desktop.ui.widgets.combo_box import ComboBox  # noqa: E402
from dti_desktop.ui.widgets.data_table import DataTable  # noqa: E402
from dti_desktop.ui.widgets.date_field import DateField  # noqa: E402
from dti_desktop.ui.widgets.drop_area import DropArea  # noqa: E402
from dti_desktop.ui.widgets.fields import NoteEdit, TextField  # noqa: E402
from dti_desktop.ui.widgets.labels import BigNumber, ElidedLabel, Label, Weight, WrapLabel  # noqa: E402
from dti_desktop.ui.widgets.messages import EmptyState, Notice, Toast  # noqa: E402
from dti_desktop.ui.widgets.number_field import NumberField  # noqa: E402
from dti_desktop.ui.widgets.progress import ProgressPanel, ThinBar  # noqa: E402
from dti_desktop.ui.widgets.search_field import SearchField  # noqa: E402
from dti_desktop.ui.widgets.section_tabs import SectionTabs  # noqa: E402
from dti_desktop.ui.widgets.surfaces import Card, Hairline, PageScroll, Pill, Surface  # noqa: E402

RULE = (
    "Tỷ lệ = a / b. Điểm = tỷ lệ × điểm tối đa. Thôn, bản, tổ dân phố được tính khi đã có quyết định thành "
    "lập Tổ công nghệ số cộng đồng còn hiệu lực trong năm đánh giá."
)
LEVELS = (
    Choice("head", "Chủ tịch Ủy ban nhân dân tỉnh làm Trưởng ban Chỉ đạo về chuyển đổi số", "10 điểm"),
    Choice("deputy", "Phó Chủ tịch Ủy ban nhân dân tỉnh làm Trưởng ban Chỉ đạo", "5 điểm"),
    Choice(
        "none",
        "Chưa thành lập Ban Chỉ đạo, hoặc Ban Chỉ đạo không do lãnh đạo Ủy ban nhân dân tỉnh đứng đầu",
        "0 điểm",
    ),
)


def header(write: formats.Format) -> QWidget:
    """Return a header like the window's own."""
    bar = Surface("surface")
    bar.setFixedHeight(64)
    across = QHBoxLayout(bar)
    across.setContentsMargins(24, 0, 16, 0)
    across.setSpacing(32)
    for number, caption, tone in (
        (Decimal("573.1"), "trên 1000 điểm", "text"),
        (Decimal("0.5731"), "giá trị DTI", "text"),
        ("36/63", "hạng năm 2022", "accent"),
        ("95/98", "đã trả lời", "text"),
    ):
        big = BigNumber(tone=tone)  # type: ignore[arg-type]
        if isinstance(number, str):
            big.set_text(number)
        else:
            big.set_number(number, write.points if number > 1 else write.value)
        big.set_caption(caption)
        across.addWidget(big)
    across.addStretch(1)
    across.addWidget(state_glyph.StateGlyph("done"))
    across.addWidget(Label("Đã lưu 10:42:07", tone="secondary"))
    tools = QHBoxLayout()
    tools.setSpacing(4)
    for icon, name in (("search", "Tìm chỉ số"), ("moon", "Nền tối"), ("languages", "Ngôn ngữ")):
        tools.addWidget(IconButton(icon, name))
    across.addLayout(tools)
    return bar


def indicator_page(write: formats.Format) -> QWidget:
    """Return a page like that of one sub-indicator."""
    scroll = PageScroll(max_width=720)
    page = scroll.body
    top = QHBoxLayout()
    top.addWidget(Label("4  Nhân lực số", tone="secondary"))
    top.addStretch(1)
    pill = Pill("Chưa đối chiếu với văn bản gốc", "warn", icon="circle-help")
    pill.set_pressable(True)
    top.addWidget(pill)
    page.addLayout(top)
    page.addWidget(
        WrapLabel(
            "4.1  Tỷ lệ thôn, bản, tổ dân phố có Tổ công nghệ số cộng đồng",
            size="title",
            weight=Weight.DemiBold,
        )
    )
    card = Card()
    grid = QGridLayout()
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(12)
    grid.setColumnStretch(0, 1)
    for row, (question, hint, number) in enumerate(
        (
            ("Số thôn, bản, tổ dân phố có Tổ công nghệ số cộng đồng", "", "700"),
            ("Tổng số thôn, bản, tổ dân phố", "Lấy từ Số liệu chung", "1197823.5"),
        )
    ):
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(WrapLabel(question, weight=Weight.Medium))
        if hint:
            words.addWidget(Label(hint, size="small", tone="muted"))
        words.addStretch(1)
        grid.addLayout(words, row, 0)
        field = NumberField(question, "thôn/tổ")
        field.set_number(Decimal(number))
        grid.addWidget(field, row, 1)
    card.body.addLayout(grid)
    card.body.addSpacing(8)
    card.body.addWidget(Hairline())
    card.body.addSpacing(4)
    result = QHBoxLayout()
    share = write.percent(Fraction(700, 775))
    result.addWidget(Label(f"700 / 775 = {share}  →  {share} × 10 điểm", tone="secondary"))
    result.addStretch(1)
    points = Label(write.points(Fraction(280, 31)), size="number", weight=Weight.DemiBold)
    result.addWidget(points)
    result.addWidget(Label("/ 10 điểm", tone="secondary"), 0, Qt.AlignmentFlag.AlignVCenter)
    card.body.addLayout(result)
    bar = ThinBar()
    bar.set_share(Fraction(280, 310))
    card.body.addWidget(bar)
    page.addWidget(card)
    tabs = SectionTabs(name="Về chỉ số này")
    for key, title, text in (
        ("rule", "Cách chấm", RULE),
        ("explanation", "Giải trình", ""),
        ("note", "Ghi chú", ""),
        ("before", "Năm trước", ""),
        ("journal", "Nhật ký", ""),
    ):
        tabs.add(key, WrapLabel(text, tone="secondary", selectable=True), title)
    page.addWidget(tabs)
    choice_card = Card()
    choices = ChoiceGroup(LEVELS, name="Ban Chỉ đạo")
    choices.set_chosen("head")
    choice_card.body.addWidget(choices)
    page.addWidget(choice_card)
    steps = QHBoxLayout()
    steps.addWidget(SecondaryButton("3.7", icon="chevron-left"))
    steps.addStretch(1)
    steps.addWidget(Label("Ctrl + Enter: câu chưa trả lời tiếp theo", size="small", tone="muted"))
    steps.addSpacing(8)
    steps.addWidget(PrimaryButton("4.2", trailing_icon="chevron-right"))
    page.addLayout(steps)
    return scroll


def side() -> QWidget:
    """Return a column with search, states and evidence."""
    column = Surface("side")
    column.setFixedWidth(300)
    down = QVBoxLayout(column)
    down.setContentsMargins(16, 16, 16, 16)
    down.setSpacing(8)
    down.addWidget(SearchField())
    for state in state_glyph.SHAPES:
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(state_glyph.StateGlyph(state))
        row.addWidget(ElidedLabel(f"{state_glyph.state_text(state)}: chuyên trách an toàn thông tin mạng"))
        down.addLayout(row)
    down.addWidget(Hairline())
    area = DropArea()
    area.set_remark("còn 1,8 GB cho bộ hồ sơ")
    down.addWidget(area)
    down.addStretch(1)
    return column


def first_page(write: formats.Format) -> QWidget:
    """Return a whole window's worth of widgets in place."""
    page = QWidget()
    down = QVBoxLayout(page)
    down.setContentsMargins(0, 0, 0, 0)
    down.setSpacing(0)
    down.addWidget(header(write))
    down.addWidget(Hairline())
    across = QHBoxLayout()
    across.setSpacing(0)
    across.addWidget(side())
    across.addWidget(Hairline(Qt.Orientation.Vertical))
    across.addWidget(indicator_page(write), 1)
    down.addLayout(across, 1)
    return page


def table() -> DataTable:
    """Return a table of published results."""
    model = QStandardItemModel(0, 4)
    model.setHorizontalHeaderLabels(["Hạng", "Tỉnh, thành phố", "Giá trị", "Điểm"])
    for column in (0, 2, 3):
        model.setHeaderData(
            column,
            Qt.Orientation.Horizontal,
            int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter),
            Qt.ItemDataRole.TextAlignmentRole,
        )
    for rank, name, value in (
        (35, "Thanh Hóa", "0.5737"),
        (36, "Sóc Trăng", "0.5731"),
        (37, "Tây Ninh", "0.5730"),
    ):
        write = formats.current()
        row = [
            QStandardItem(text)
            for text in (str(rank), name, write.value(Decimal(value)), write.points(Decimal(value) * 1000))
        ]
        for column in (0, 2, 3):
            row[column].setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        model.appendRow(row)
    view = DataTable("Kết quả đã công bố")
    view.setModel(model)
    model.setParent(view)
    view.set_columns([72, None, 96, 96])
    view.setFixedHeight(140)
    return view


def second_page() -> QWidget:
    """Return what the first page does not show."""
    page = QWidget()
    across = QHBoxLayout(page)
    across.setContentsMargins(32, 24, 32, 24)
    across.setSpacing(32)
    left, right = QVBoxLayout(), QVBoxLayout()
    for column in (left, right):
        column.setSpacing(12)
        across.addLayout(column, 1)
    buttons = QHBoxLayout()
    buttons.setSpacing(8)
    for button in (
        PrimaryButton("Nộp hồ sơ", icon="send"),
        SecondaryButton("Chọn tệp", icon="folder-open"),
        QuietButton("Để sau"),
        LinkButton("Xem cách chấm"),
        IconButton("ellipsis-vertical", "Thêm"),
    ):
        buttons.addWidget(button)
    buttons.addStretch(1)
    left.addLayout(buttons)
    off = QHBoxLayout()
    off.setSpacing(8)
    for kind in (PrimaryButton, SecondaryButton, QuietButton):
        button = kind("Chưa dùng được")
        button.setEnabled(False)
        off.addWidget(button)
    off.addStretch(1)
    left.addLayout(off)
    pills = QHBoxLayout()
    pills.addWidget(Pill("Đã đối chiếu", "done", icon="badge-check"))
    pills.addWidget(Pill("Ước tính", "neutral"))
    pills.addWidget(Pill("Hai việc chặn", "block", icon="octagon-alert"))
    pills.addWidget(Pill("Bộ đo", "accent", icon="radar"))
    pills.addStretch(1)
    left.addLayout(pills)
    number = TextField("Số, ký hiệu", placeholder="749/QĐ-UBND")
    left.addWidget(number)
    wrong = NumberField("Dân số", "người")
    wrong.line.setText("12 34")
    wrong.line.textEdited.emit("12 34")
    left.addWidget(wrong)
    unsure = NumberField("Số hộ", "hộ")
    unsure.line.setText("1.234")
    unsure.line.textEdited.emit("1.234")
    left.addWidget(unsure)
    left.addWidget(DateField("Ngày ban hành"))
    note = NoteEdit("Giải trình", placeholder="Vì sao chưa có minh chứng?")
    left.addWidget(note)
    combo = ComboBox("Tỉnh, thành phố")
    combo.addItems(["Sóc Trăng", "Đồng Tháp", "Thái Nguyên"])
    left.addWidget(combo)
    checks = QHBoxLayout()
    ticked, chosen = CheckBox("Đã soát"), QRadioButton("Có")
    ticked.setChecked(True)
    chosen.setChecked(True)
    for box in (ticked, CheckBox("Chỉ việc còn lại"), chosen, QRadioButton("Không")):
        checks.addWidget(box)
    checks.addStretch(1)
    left.addLayout(checks)
    left.addStretch(1)
    right.addWidget(Notice("Hồ sơ được lưu trên máy này. Không có gì được gửi đi.", "info", closable=True))
    right.addWidget(
        Notice(
            "Tử số lớn hơn mẫu số. Câu này đang được tính 0 điểm cho đến khi hai số khớp nhau.",
            "block",
            action="Sửa",
        )
    )
    right.addWidget(Notice("Chưa có minh chứng. Xin ghi giải trình.", "warn", action="Ghi giải trình"))
    right.addWidget(Notice("Tệp nộp đã được đọc lại và kiểm tra.", "done"))
    panel = ProgressPanel()
    panel.begin("Đang ghi minh chứng vào tệp nộp")
    panel.set_progress(640, 1800, "640 MB / 1,8 GB")
    right.addWidget(panel)
    right.addWidget(table())
    right.addWidget(
        EmptyState(
            "paperclip",
            "Chưa có minh chứng",
            "Quyết định, báo cáo, bảng tổng hợp chứng minh cho câu trả lời sẽ nằm ở đây.",
            "Đính kèm tệp",
            action_icon="plus",
        )
    )
    toast = Toast(page)
    toast.say("Đã gỡ minh chứng", "Hoàn tác")
    return page


def main() -> int:
    """Show or save the gallery."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--save", type=Path, metavar="DIR")
    parser.add_argument("--language", choices=("vi", "en"), default="vi")
    parser.add_argument("--size", default="1366x768")
    chosen = parser.parse_args()
    app = QApplication(sys.argv[:1])
    look = theme.install(app, ROOT / "resources", "light" if chosen.save else "system")
    language = Language(ROOT / "translations", chosen.language, app)
    width, height = (int(part) for part in chosen.size.split("x"))
    pages: tuple[Callable[[], QWidget], ...] = (lambda: first_page(language.format), second_page)
    if chosen.save is None:
        window = QTabWidget()
        for number, make in enumerate(pages, 1):
            window.addTab(make(), str(number))
        window.resize(width, height)
        window.show()
        return app.exec()
    chosen.save.mkdir(parents=True, exist_ok=True)
    modes: tuple[theme.Mode, ...] = ("light", "dark")
    for mode in modes:
        look.set_mode(mode)
        for number, make in enumerate(pages, 1):
            page = make()
            page.resize(width, height)
            page.show()
            for _ in range(5):
                app.processEvents()
            page.grab().save(str(chosen.save / f"gallery-{number}-{mode}.png"))
            page.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Official-looking papers as PDF, each with the citation that a person would read off it.

Layouts differ in what programs that write such papers differ in: the order of the drawing, what is drawn in
one go, table cells, sizes, how letters are spelled, what else lies on the page.
"""

from __future__ import annotations

import io
import random
import unicodedata
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Final

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

FONTS: Final = Path(__file__).resolve().parents[2] / "resources" / "fonts"
NATION: Final = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO: Final = "Độc lập - Tự do - Hạnh phúc"
WIDTH, HEIGHT = A4
LEFT, RIGHT = 85.0, WIDTH - 57.0

REGULAR, BOLD, ITALIC = "Paper", "Paper-Bold", "Paper-Italic"


@dataclass(frozen=True)
class Paper:
    """What the paper says. `issuer_lines` in capitals as printed, `issuer` as it is cited."""

    layout: str
    place: str
    superior_lines: tuple[str, ...]
    issuer_lines: tuple[str, ...]
    issuer: str
    printed_number: str
    number: str
    day: date
    kind: str
    subject_lines: tuple[str, ...]
    signing_lines: tuple[str, ...]
    signer: str
    authority: str = ""
    body: tuple[str, ...] = ()

    @property
    def subject(self) -> str:
        """The subject as one line."""
        return " ".join(self.subject_lines)


@dataclass(frozen=True)
class Look:
    """How it is drawn."""

    size: float = 13.0
    head_size: float = 12.0
    order: str = "left-first"  # right-first | rows | shuffled
    runs: str = "line"  # word | letter | kerned
    spelling: str = "NFC"
    has_bold: bool = True
    stamp: bool = False
    signer_page: int = 1
    annex: bool = False
    table_below: bool = False
    nation_in_two: bool = False
    cells: bool = False
    day_gap: str = " "
    extra: tuple[str, ...] = field(default=())


def register_fonts() -> None:
    """Make the project's serif faces known to reportlab, once."""
    if REGULAR not in pdfmetrics.getRegisteredFontNames():
        for name, file in ((REGULAR, "Regular"), (BOLD, "Bold"), (ITALIC, "Italic")):
            pdfmetrics.registerFont(TTFont(name, str(FONTS / f"LiberationSerif-{file}.ttf")))


class _Pen:
    def __init__(self, canvas: Canvas, look: Look, chance: random.Random) -> None:
        self._canvas = canvas
        self._look = look
        self._chance = chance
        self.waiting: list[tuple[str, float, float, str, float]] = []

    def centred(self, text: str, middle: float, y: float, font: str, size: float) -> None:
        self.at(text, middle - self.width(text, font, size) / 2, y, font, size)

    def width(self, text: str, font: str, size: float) -> float:
        return float(pdfmetrics.stringWidth(text, self.font(font), size))

    def font(self, font: str) -> str:
        return REGULAR if font == BOLD and not self._look.has_bold else font

    def at(self, text: str, x: float, y: float, font: str, size: float) -> None:
        self.waiting.append((text, x, y, self.font(font), size))

    def flush(self) -> None:
        """Draw what waits, in the order that this paper has."""
        order = self._look.order
        if order == "rows":
            self.waiting.sort(key=lambda piece: (-piece[2], piece[1]))
        elif order == "right-first":
            self.waiting.sort(key=lambda piece: -piece[1])
        elif order == "shuffled":
            self._chance.shuffle(self.waiting)
        for text, x, y, font, size in self.waiting:
            self._draw(text, x, y, font, size)
        self.waiting.clear()

    def _draw(self, text: str, x: float, y: float, font: str, size: float) -> None:
        canvas, runs = self._canvas, self._look.runs
        if runs == "line":
            pieces = [text]
        elif runs == "letter":
            pieces = list(text)
        else:
            pieces = text.replace(" ", " \n").split("\n")
        for piece in pieces:
            spelled = unicodedata.normalize(self._look.spelling, piece)  # type: ignore[arg-type]
            if runs == "word":
                spelled = spelled.rstrip()  # the blank is left out: only the next word's place tells
            if spelled.strip():
                drawing = canvas.beginText(x, y)
                drawing.setFont(font, size)
                if runs == "kerned":
                    drawing.setCharSpace(self._chance.choice((0.0, 0.2, -0.15)))
                drawing.textOut(spelled)
                canvas.drawText(drawing)
            x += float(pdfmetrics.stringWidth(piece, font, size))


def make_pdf(paper: Paper, look: Look, chance: random.Random) -> bytes:
    """Return the paper as the bytes of a PDF."""
    register_fonts()
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=A4, pageCompression=chance.choice((0, 1)), invariant=1)
    pen = _Pen(canvas, look, chance)
    y = _head(pen, canvas, paper, look)
    y = _title(pen, paper, look, y)
    pen.flush()
    y = _body(pen, canvas, paper, look, y)
    if look.signer_page == 1:
        _foot(pen, paper, look, min(y, 330.0))
        pen.flush()
    if look.stamp:
        _stamp(canvas, paper, WIDTH - 210, HEIGHT - 40)
    for number in range(2, max(look.signer_page, 2 if look.annex else 1) + 1):
        canvas.showPage()
        pen.centred(str(number), WIDTH / 2, HEIGHT - 40, REGULAR, 13)
        rest = _body(pen, canvas, paper, look, HEIGHT - 90)
        if number == look.signer_page:
            _foot(pen, paper, look, min(rest, 480.0))
            if look.stamp:
                _stamp(canvas, paper, WIDTH - 200, min(rest, 480.0) - 75)
        elif look.annex:
            pen.centred("PHỤ LỤC", WIDTH / 2, HEIGHT - 70, BOLD, 13)
        pen.flush()
    canvas.showPage()
    canvas.save()
    return target.getvalue()


def _head(pen: _Pen, canvas: Canvas, paper: Paper, look: Look) -> float:
    size, step = look.head_size, look.head_size * 1.25
    nation = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA", "VIỆT NAM") if look.nation_in_two else (NATION,)
    right_width = max(pen.width(line, BOLD, size) for line in nation) + 14
    right = RIGHT - right_width / 2
    left = LEFT - 20 + (RIGHT - right_width - LEFT + 20) / 2
    top = HEIGHT - 62.0
    y = top
    for line in paper.superior_lines:
        pen.centred(line, left, y, REGULAR, size)
        y -= step
    for line in paper.issuer_lines:
        pen.centred(line, left, y, BOLD, size)
        y -= step
    canvas.line(left - 30, y + step - 4, left + 30, y + step - 4)
    y -= 0.6 * step
    pen.centred(paper.printed_number, left, y, REGULAR, look.size)
    number_at = y
    if paper.layout == "letter":
        for line in paper.subject_lines:
            y -= 1.2 * look.size
            pen.centred(line, left, y, REGULAR, look.size - 1)
    right_y = top
    for line in nation:
        pen.centred(line, right, right_y, BOLD, size)
        right_y -= step
    pen.centred(MOTTO, right, right_y, BOLD, size + 1)
    day = f"{paper.day.day:02d}" if paper.day.day > 9 or look.day_gap == " " else f"0{paper.day.day}"
    month = f"{paper.day.month:02d}" if paper.day.month < 3 else str(paper.day.month)
    gap = look.day_gap
    said = f"{paper.place}, ngày{gap}{day}{gap}tháng{gap}{month}{gap}năm {paper.day.year}"
    day_at = min(number_at, right_y - step - 4)
    pen.centred(said, right, day_at, ITALIC, min(look.size, size + 1))
    if look.cells:
        canvas.grid([LEFT - 20, RIGHT - right_width - 2, RIGHT + 8], [top + 18, day_at - 8])
    return min(y, day_at)


def _title(pen: _Pen, paper: Paper, look: Look, y: float) -> float:
    middle, size = (LEFT + RIGHT) / 2, look.size + 1
    if paper.layout == "letter":
        pen.centred("Kính gửi: Các sở, ban, ngành tỉnh", middle, y - 34, REGULAR, size)
        return y - 40
    y -= 34
    pen.centred(paper.kind, middle, y, BOLD, size)
    for line in paper.subject_lines:
        y -= 1.2 * size
        pen.centred(line, middle, y, BOLD, size)
    if paper.authority:
        y -= 2.4 * size
        pen.centred(paper.authority, middle, y, BOLD, size)
    return y - 12


def _body(pen: _Pen, canvas: Canvas, paper: Paper, look: Look, y: float) -> float:
    size = look.size
    for text in paper.body:
        y -= 0.5 * size
        line, x = "", LEFT + 28.0
        for word in text.split():
            if pen.width(f"{line} {word}", REGULAR, size) > RIGHT - x:
                y -= 1.3 * size
                pen.at(line, x, y, REGULAR, size)
                line, x = "", LEFT
            line = f"{line} {word}".strip()
        y -= 1.3 * size
        pen.at(line, x, y, REGULAR, size)
        pen.flush()
    if look.table_below:
        y -= 20
        for row in range(3):
            canvas.grid([LEFT, LEFT + 40, LEFT + 250, RIGHT], [y - 20, y])
            for text, x in ((str(row + 1), 8), ("Nội dung công việc", 50), ("CHỦ TRÌ", 262)):
                pen.at(text, LEFT + x, y - 15, BOLD if row == 0 else REGULAR, size - 1)
            y -= 20
        pen.flush()
    return y


def _foot(pen: _Pen, paper: Paper, look: Look, y: float) -> None:
    size = look.size + 1
    middle = RIGHT - 110
    y -= 30
    pen.at("Nơi nhận:", LEFT, y, ITALIC, 12)
    for at, line in enumerate(("- Như trên;", "- Thường trực Tỉnh ủy;", "- Lưu: VT, KGVX.")):
        pen.at(line, LEFT, y - 14 * (at + 1), REGULAR, 11)
    for line in paper.signing_lines:
        pen.centred(line, middle, y, BOLD, size)
        y -= 1.2 * size
    pen.centred(paper.signer, middle, y - 75, BOLD, size)


def _stamp(canvas: Canvas, paper: Paper, x: float, y: float) -> None:
    """Draw what a digital signature writes over a page."""
    canvas.saveState()
    canvas.setFont(REGULAR, 7.5)
    lines = (
        f"Người ký: {paper.issuer}",
        "Email: vanthu@example.gov.vn",
        f"Cơ quan: {paper.issuer}, tỉnh {paper.place}",
        f"Thời gian ký: {paper.day:%d.%m.%Y} 16:21:05 +07:00",
    )
    for at, line in enumerate(lines):
        canvas.drawString(x, y - 9 * at, line)
    canvas.restoreState()


# -- fifty of them -----------------------------------------------------------------------------------

_PLACES: Final = (
    "Sóc Trăng", "Đồng Tháp", "Thái Nguyên", "Hậu Giang", "Cà Mau", "Bà Rịa - Vũng Tàu", "Thừa Thiên Huế",
    "Đắk Lắk", "Quảng Ninh", "Lạng Sơn", "Bến Tre", "Yên Bái",
)  # fmt: skip
_SIGNERS: Final = (
    "Trần Văn Lâu", "Nguyễn Thị Bé Mười", "Lê Ngọc Ánh", "Vũ Đình Quý", "Hồ Kỳ", "H'Yim Kđoh", "Đỗ Ường",
    "Phạm Nguyễn Hoàng Ân", "Y Giang Gry Niê Knơng", "Ngô Hùng",
)  # fmt: skip
_SUBJECTS: Final = (
    ("Về việc ban hành Kế hoạch chuyển đổi số tỉnh năm 2022",),
    ("Về việc phê duyệt Đề án Phát triển nguồn nhân lực công nghệ thông tin", "giai đoạn 2022 - 2025, định hướng đến năm 2030"),
    ("Ban hành Quy chế quản lý, kết nối và chia sẻ dữ liệu số", "của các cơ quan nhà nước trên địa bàn tỉnh, phục vụ", "cung cấp dịch vụ công trực tuyến toàn trình"),
    ("Kết quả thực hiện chuyển đổi số 6 tháng đầu năm", "và nhiệm vụ trọng tâm 6 tháng cuối năm 2022"),
    ("Kiện toàn Tổ công tác Đề án 06 tỉnh",),
)  # fmt: skip
_LETTER_SUBJECTS: Final = (
    ("V/v đôn đốc triển khai", "các nhiệm vụ chuyển đổi số", "năm 2022"),
    ("V/v cung cấp số liệu DTI",),
    ("V/v tăng cường bảo đảm an toàn", "thông tin mạng dịp Lễ 30/4"),
)
_KINDS: Final = (
    ("QUYẾT ĐỊNH", "QĐ"), ("KẾ HOẠCH", "KH"), ("BÁO CÁO", "BC"), ("TỜ TRÌNH", "TTr"), ("THÔNG BÁO", "TB"),
    ("NGHỊ QUYẾT", "NQ"), ("GIẤY MỜI", "GM"), ("CHỈ THỊ", "CT"), ("CHƯƠNG TRÌNH", "CTr"),
)  # fmt: skip
_BODY: Final = (
    "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015; Luật sửa đổi, bổ sung một số điều "
    "của Luật Tổ chức Chính phủ và Luật Tổ chức chính quyền địa phương ngày 22 tháng 11 năm 2019;",
    "Căn cứ Quyết định số 942/QĐ-TTg ngày 15 tháng 6 năm 2021 của Thủ tướng Chính phủ phê duyệt Chiến lược "
    "phát triển Chính phủ điện tử hướng tới Chính phủ số giai đoạn 2021 - 2025;",
    "Theo đề nghị tại Tờ trình số 45/TTr-STTTT ngày 20 tháng 5 năm 2022, các cơ quan có liên quan thực hiện.",
)  # fmt: skip


def _agency(place: str, chance: random.Random) -> dict[str, Any]:
    """Return who issues, what stands above it, how it signs numbers, and who signs for it."""
    capitals = place.upper()
    deputy = ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")
    return chance.choice(
        (
            {"superior": (), "issuer": ("ỦY BAN NHÂN DÂN", f"TỈNH {capitals}"), "cited": f"Ủy ban nhân dân tỉnh {place}",
             "sign": "UBND", "signing": ("TM. ỦY BAN NHÂN DÂN", *chance.choice((deputy, ("CHỦ TỊCH",))))},
            {"superior": (f"UBND TỈNH {capitals}",), "issuer": ("SỞ THÔNG TIN VÀ", "TRUYỀN THÔNG"), "cited": "Sở Thông tin và Truyền thông",
             "sign": "STTTT", "signing": chance.choice((("GIÁM ĐỐC",), ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC")))},
            {"superior": ("ỦY BAN NHÂN DÂN", f"TỈNH {capitals}"), "issuer": ("SỞ GIÁO DỤC VÀ ĐÀO TẠO",), "cited": "Sở Giáo dục và Đào tạo",
             "sign": "SGDĐT", "signing": ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC")},
            {"superior": ("ỦY BAN NHÂN DÂN", f"TỈNH {capitals}"), "issuer": ("SỞ LAO ĐỘNG - THƯƠNG", "BINH VÀ XÃ HỘI"), "cited": "Sở Lao động - Thương binh và Xã hội",
             "sign": "SLĐTBXH", "signing": ("GIÁM ĐỐC",)},
            {"superior": ("UBND TỈNH",), "issuer": ("BAN CHỈ ĐẠO", "CHUYỂN ĐỔI SỐ"), "cited": "Ban Chỉ đạo chuyển đổi số",
             "sign": "BCĐ", "signing": ("TRƯỞNG BAN",)},
            {"superior": (f"UBND TỈNH {capitals}",), "issuer": ("VĂN PHÒNG",), "cited": "Văn phòng",
             "sign": "VP", "signing": ("TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG")},
        )
    )  # fmt: skip


def fifty_papers(count: int = 50, seed: int = 20220603) -> list[tuple[Paper, Look, bytes]]:
    """Return papers of all layouts with what they say; the same for the same seed."""
    chance = random.Random(seed)
    made: list[tuple[Paper, Look, bytes]] = []
    for at in range(count):
        place = _PLACES[at % len(_PLACES)]
        agency = _agency(place, chance)
        kind, sign = _KINDS[at % len(_KINDS)]
        layout = "letter" if at % 5 == 4 else "titled"
        if kind == "NGHỊ QUYẾT" and layout == "titled":
            agency = {
                "superior": (), "issuer": ("HỘI ĐỒNG NHÂN DÂN", f"TỈNH {place.upper()}"),
                "cited": f"Hội đồng nhân dân tỉnh {place}", "sign": "HĐND", "signing": ("CHỦ TỊCH",),
            }  # fmt: skip
        figure = chance.choice((7, 49, 749, 1834, 15021))
        printed = f"{figure:02d}"
        if layout == "letter":
            number = f"{printed}/{agency['sign']}-KGVX"
        elif kind in ("QUYẾT ĐỊNH", "NGHỊ QUYẾT") and at % 3 == 0:
            number = f"{printed}/2022/{sign}-{agency['sign']}"
        else:
            number = f"{printed}/{sign}-{agency['sign']}"
        written = chance.choice(
            (
                f"Số: {number}",
                f"Số : {number.replace('/', ' /', 1)}",
                f"Số:{number}",
                f"Số: {number.replace('-', ' - ')}",
            )
        )
        subject = chance.choice(_LETTER_SUBJECTS if layout == "letter" else _SUBJECTS)
        authority = f"CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH {place.upper()}" if kind == "QUYẾT ĐỊNH" else ""
        body = _BODY[: chance.choice((2, 3))]
        paper = Paper(
            layout, place, agency["superior"], agency["issuer"], agency["cited"], written, number,
            date(2022, chance.randint(1, 12), chance.randint(1, 28)), kind, subject, agency["signing"],
            chance.choice(_SIGNERS), authority, body,
        )  # fmt: skip
        look = Look(
            size=chance.choice((12.0, 13.0, 13.5)),
            head_size=chance.choice((11.0, 12.0)),
            order=chance.choice(("left-first", "right-first", "rows", "shuffled")),
            runs=chance.choice(("line", "word", "letter", "kerned")),
            spelling=chance.choice(("NFC", "NFC", "NFD")),
            has_bold=at % 7 != 6,
            stamp=at % 3 == 1,
            signer_page=chance.choice((1, 1, 2, 3)),
            annex=False,
            table_below=at % 4 == 2,
            nation_in_two=at % 11 == 10,
            cells=at % 6 == 5,
            day_gap=chance.choice((" ", " ", "  ")),
        )
        made.append((paper, look, make_pdf(paper, look, chance)))
    return made

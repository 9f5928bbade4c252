"""The small evidence files of the sample: made-up documents in the layout of Nghị định 30/2020/NĐ-CP."""

from __future__ import annotations

import io
import struct
import zlib
from dataclasses import dataclass
from pathlib import Path

from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

MARK = "VĂN BẢN MINH HỌA – KHÔNG CÓ GIÁ TRỊ PHÁP LÝ"


@dataclass(frozen=True)
class SampleDocument:
    """One made-up document: its file, how it is cited, and what it proves on which pages."""

    file: str
    number: str
    date: str
    issuer: str
    title: str
    links: tuple[tuple[str, str], ...]
    pages: tuple[tuple[str, ...], ...] = ()

    def to_json(self) -> dict[str, object]:
        """Return the form of sample.json."""
        return {
            "file": self.file,
            "citation": {
                "number": self.number,
                "date": self.date,
                "issuer": self.issuer,
                "title": self.title,
            },
            "links": [{"code": code, "pages": pages} for code, pages in self.links],
        }


UBND, TINH_UY, HDND, STTTT = (
    "UBND tỉnh Sóc Trăng", "Tỉnh ủy Sóc Trăng", "HĐND tỉnh Sóc Trăng", "Sở Thông tin và Truyền thông",
)  # fmt: skip
LEGAL = (
    "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015; theo đề nghị của cơ quan chủ trì."
)

DOCUMENTS = (
    SampleDocument(
        "QĐ kiện toàn Ban Chỉ đạo chuyển đổi số.pdf", "749/QĐ-UBND", "2022-03-28", UBND,
        "Kiện toàn Ban Chỉ đạo chuyển đổi số tỉnh", (("1.1", "1"), ("1.2", "2")),
        (
            (LEGAL, "Điều 1. Kiện toàn Ban Chỉ đạo chuyển đổi số tỉnh do Chủ tịch Ủy ban nhân dân tỉnh làm Trưởng ban."),
            ("Điều 2. Ban Chỉ đạo họp định kỳ mỗi quý; Trưởng ban chủ trì các phiên họp.",),
        ),
    ),
    SampleDocument(
        "Nghị quyết về chuyển đổi số đến năm 2025.pdf", "12-NQ/TU", "2022-01-18", TINH_UY,
        "Chuyển đổi số tỉnh đến năm 2025, định hướng đến năm 2030", (("2.1", "1"), ("2.2", "")),
        ((LEGAL, "Phát triển chính quyền số, kinh tế số và xã hội số là nhiệm vụ trọng tâm, thường xuyên."),),
    ),
    SampleDocument(
        "Kế hoạch chuyển đổi số năm 2022.pdf", "31/KH-UBND", "2022-02-25", UBND,
        "Chuyển đổi số tỉnh năm 2022", (("2.3", "1-2"), ("4.13", "3"), ("5.9", "3"), ("7.18", "2")),
        (
            ("Mục tiêu: hoàn thành các chỉ tiêu của Nghị quyết về chuyển đổi số.",),
            ("Nhiệm vụ: phát triển nền tảng phân tích, xử lý dữ liệu tập trung của tỉnh.",),
            ("Kinh phí: bố trí cho đào tạo, bồi dưỡng nhân lực; duy trì Đội ứng cứu sự cố.",),
        ),
    ),
    SampleDocument(
        "Kế hoạch kinh tế số và xã hội số.pdf", "88/KH-UBND", "2022-06-10", UBND,
        "Phát triển kinh tế số và xã hội số giai đoạn 2022–2025", (("2.5", "1"),),
        (("Triển khai chiến lược quốc gia phát triển kinh tế số và xã hội số trên địa bàn tỉnh.",),),
    ),
    SampleDocument(
        "Kiến trúc Chính quyền điện tử cập nhật.pdf", "1456/QĐ-UBND", "2022-07-05", UBND,
        "Phê duyệt Kiến trúc Chính quyền điện tử tỉnh, phiên bản 2.0", (("2.4", "1"), ("3.5", "2")),
        (
            (LEGAL, "Điều 1. Phê duyệt Kiến trúc Chính quyền điện tử tỉnh, phiên bản 2.0."),
            ("Điều 2. Nền tảng tích hợp, chia sẻ dữ liệu của tỉnh kết nối với nền tảng quốc gia.",),
        ),
    ),
    SampleDocument(
        "Nghị quyết miễn, giảm phí dịch vụ công trực tuyến.pdf", "09/2022/NQ-HĐND", "2022-07-15", HDND,
        "Quy định mức thu phí, lệ phí khi sử dụng dịch vụ công trực tuyến", (("2.7", "1"),),
        (("Điều 1. Giảm 50 phần trăm lệ phí đối với hồ sơ nộp trực tuyến.",),),
    ),
    SampleDocument(
        "Quy chế quản lý, kết nối, chia sẻ dữ liệu số.pdf", "1903/QĐ-UBND", "2022-08-22", UBND,
        "Ban hành Quy chế quản lý, kết nối và chia sẻ dữ liệu số của tỉnh", (("2.8", "1"), ("7.2", "2"), ("7.3", "2")),
        (
            (LEGAL, "Điều 1. Ban hành kèm theo Quyết định này Quy chế quản lý, kết nối và chia sẻ dữ liệu số."),
            ("Điều 4. Danh mục cơ sở dữ liệu dùng chung và danh mục dữ liệu mở của tỉnh.",),
        ),
    ),
    SampleDocument(
        "QĐ thành lập Tổ công nghệ số cộng đồng.pdf", "1120/QĐ-UBND", "2022-05-30", UBND,
        "Thành lập Tổ công nghệ số cộng đồng trên địa bàn tỉnh", (("4.1", "2"), ("4.6", "")),
        (
            (LEGAL, "Điều 1. Thành lập Tổ công nghệ số cộng đồng tại tất cả các ấp, khóm."),
            ("Điều 2. Bảng tổng hợp: 775 trên 775 ấp, khóm đã thành lập Tổ công nghệ số cộng đồng.",),
        ),
    ),
    SampleDocument(
        "Báo cáo kết quả bồi dưỡng chuyển đổi số.pdf", "214/BC-STTTT", "2022-12-20", STTTT,
        "Kết quả bồi dưỡng, tập huấn chuyển đổi số năm 2022",
        (("4.4", "1"), ("4.5", "1"), ("4.7", "2"), ("4.12", "2")),
        (
            ("Tổng hợp số công chức, viên chức được bồi dưỡng về chuyển đổi số và kỹ năng số.",),
            ("Tổng hợp số người dân trong độ tuổi lao động được phổ cập kỹ năng số.",),
        ),
    ),
    SampleDocument(
        "Báo cáo an toàn thông tin mạng năm 2022.pdf", "231/BC-STTTT", "2022-12-26", STTTT,
        "Công tác bảo đảm an toàn thông tin mạng năm 2022",
        (("5.1", "1"), ("5.2", "1"), ("5.4", "2"), ("5.6", "2"), ("5.8", "2")),
        (
            ("Cấp độ an toàn hệ thống thông tin: 24 hệ thống được phê duyệt, 17 hệ thống triển khai đầy đủ.",),
            ("Kiểm tra định kỳ 19 hệ thống; xử lý 41 trên 44 sự cố; tham gia diễn tập thực chiến.",),
        ),
    ),
    SampleDocument(
        "Thống kê dịch vụ công trực tuyến 2022.csv", "", "2022-12-31", STTTT,
        "Số liệu xuất từ Hệ thống thông tin giải quyết thủ tục hành chính",
        (("7.8", ""), ("7.10", ""), ("7.11", "")),
    ),
    SampleDocument(
        "Ảnh chụp chuyên mục chuyển đổi số.png", "", "2022-11-15", STTTT,
        "Ảnh chụp màn hình chuyên mục chuyển đổi số trên Cổng thông tin điện tử tỉnh", (("1.4", ""), ("1.5", "")),
    ),
)  # fmt: skip

CSV = (
    "Chỉ tiêu,Số lượng\r\nThủ tục cung cấp toàn trình,612\r\nThủ tục đủ điều kiện,1046\r\n"
    "Biểu mẫu điền sẵn,118\r\nGhi chú,Số liệu minh họa\r\n"
)


def write_documents(folder: Path, fonts_dir: Path) -> None:
    """Write all files into `folder`; the same bytes on every run."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, file in (("Serif", "Regular"), ("Serif-Bold", "Bold"), ("Serif-Italic", "Italic")):
        pdfmetrics.registerFont(TTFont(name, str(fonts_dir / f"LiberationSerif-{file}.ttf")))
    for document in DOCUMENTS:
        path = folder / document.file
        if path.suffix == ".pdf":
            path.write_bytes(_pdf(document))
        elif path.suffix == ".csv":
            path.write_bytes(b"\xef\xbb\xbf" + CSV.encode())
        else:
            path.write_bytes(_screenshot(960, 540))


def _pdf(document: SampleDocument) -> bytes:
    def style(name: str, font: str = "Serif", size: float = 13, **more: object) -> ParagraphStyle:
        return ParagraphStyle(name, fontName=font, fontSize=size, leading=size * 1.35, **more)

    centre = style("centre", alignment=TA_CENTER)
    bold = style("bold", "Serif-Bold", alignment=TA_CENTER)
    body = style("body", alignment=TA_JUSTIFY, firstLineIndent=10 * mm, spaceAfter=6)
    year, month, day = document.date.split("-")
    head = Table(
        [
            [Paragraph(document.issuer.upper(), bold), Paragraph("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", bold)],
            [
                Paragraph(f"Số: {document.number}", centre),
                Paragraph("<u>Độc lập - Tự do - Hạnh phúc</u>", bold),
            ],
            ["", Paragraph(f"<i>Sóc Trăng, ngày {day} tháng {month} năm {year}</i>", centre)],
        ],
        colWidths=[68 * mm, 97 * mm],
        style=TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP")]),
    )
    story: list[object] = [
        head,
        Spacer(1, 10 * mm),
        Paragraph(document.title.upper(), bold),
        Spacer(1, 8 * mm),
    ]
    for number, paragraphs in enumerate(document.pages):
        if number:
            story.append(PageBreak())
        story += [Paragraph(text, body) for text in paragraphs]

    def on_page(canvas: object, template: object) -> None:
        canvas.setFont("Serif-Italic", 10)  # type: ignore[attr-defined]
        canvas.setFillGray(0.45)  # type: ignore[attr-defined]
        canvas.drawCentredString(A4[0] / 2, 12 * mm, MARK)  # type: ignore[attr-defined]
        if template.page > 1:  # type: ignore[attr-defined]
            canvas.setFont("Serif", 13)  # type: ignore[attr-defined]
            canvas.setFillGray(0)  # type: ignore[attr-defined]
            canvas.drawCentredString(A4[0] / 2, A4[1] - 14 * mm, str(template.page))  # type: ignore[attr-defined]

    out = io.BytesIO()
    SimpleDocTemplate(
        out, pagesize=A4, leftMargin=30 * mm, rightMargin=15 * mm, topMargin=20 * mm, bottomMargin=20 * mm,
        title=document.title, author=document.issuer, invariant=1, initialFontName="Serif", lang="vi-VN",
    ).build(story, onFirstPage=on_page, onLaterPages=on_page)  # fmt: skip
    return out.getvalue()


def _screenshot(width: int, height: int) -> bytes:
    """Draw a page of grey lines under a blue bar, as a PNG."""
    rows = bytearray()
    for y in range(height):
        rows.append(0)
        for x in range(width):
            inside = 60 < x < width - 60
            if y < 56:
                colour = (11, 92, 173)
            elif inside and 90 < y < 130 and x < 520:
                colour = (70, 78, 92)
            elif inside and y > 160 and (y - 160) % 44 < 14 and x < width - 60 - ((y // 44) * 97) % 260:
                colour = (205, 210, 218)
            else:
                colour = (255, 255, 255)
            rows += bytes(colour)

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        (chunk(b"IHDR", header), chunk(b"IDAT", zlib.compress(bytes(rows), 9)), chunk(b"IEND", b""))
    )

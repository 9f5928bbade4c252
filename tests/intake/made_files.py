"""Files of every kind, made here byte for byte: what an office has, and what should not come in."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
MACRO_TYPE = "application/vnd.ms-word.document.macroEnabled.main+xml"
SECTOR = 512
END, FREE, FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD

PE = b"MZ\x90\x00" + bytes(56) + struct.pack("<L", 64) + b"PE\0\0" + bytes(200)
ELF = b"\x7fELF\x02\x01\x01" + bytes(100)


# -- zip ---------------------------------------------------------------------------------------------


def zipped(entries: Mapping[str, bytes | str], *, stored: Sequence[str] = ()) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in entries.items():
            method = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            archive.writestr(zipfile.ZipInfo(name), content, method)
    return buffer.getvalue()


def with_password_flag(archive: bytes) -> bytes:
    """Set the encryption bit of every entry, in local and central headers."""
    content = bytearray(archive)
    for signature, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = content.find(signature)
        while place >= 0:
            content[place + at] |= 1
            place = content.find(signature, place + 4)
    return bytes(content)


def bomb() -> bytes:
    """Return a small archive that says of itself that it unpacks to three gigabytes."""
    content = bytearray(zipped({"a.txt": b"0" * 1000}))
    struct.pack_into("<L", content, content.find(b"PK\x01\x02") + 24, 3 << 30)
    return bytes(content)


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t xml:space='preserve'>{text}</w:t></w:r></w:p>"


def docx(
    *lines: str, main_type: str = MAIN_TYPE, more: Mapping[str, bytes | str] | None = None, body: str = ""
) -> bytes:
    xml = f"<w:document xmlns:w='{W}'><w:body>{''.join(map(paragraph, lines))}{body}</w:body></w:document>"
    return zipped(
        {
            "[Content_Types].xml": f"<Types><Override PartName='/w' ContentType='{main_type}'/></Types>",
            "word/document.xml": xml,
            **(more or {}),
        }
    )


def xlsx(
    *cells: str, more: Mapping[str, bytes | str] | None = None, workbook: str = "xl/workbook.xml"
) -> bytes:
    strings = "".join(f"<si><t>{cell}</t></si>" for cell in cells)
    return zipped(
        {
            "[Content_Types].xml": "<Types/>",
            workbook: "<workbook/>",
            "xl/sharedStrings.xml": f"<sst>{strings}</sst>",
            "xl/worksheets/sheet1.xml": "<worksheet><sheetData/></worksheet>",
            **(more or {}),
        }
    )


def pptx(*lines: str) -> bytes:
    slide = "".join(f"<a:p><a:r><a:t>{line}</a:t></a:r></a:p>" for line in lines)
    return zipped(
        {
            "[Content_Types].xml": "<Types/>",
            "ppt/presentation.xml": "<p/>",
            "ppt/slides/slide1.xml": f"<p:sld xmlns:p='p' xmlns:a='a'>{slide}</p:sld>",
        }
    )


def odt(*lines: str, more: Mapping[str, bytes | str] | None = None, manifest: str = "<m/>") -> bytes:
    body = "".join(f"<text:p>{line}</text:p>" for line in lines)
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f"<o xmlns:text='t'>{body}</o>",
            "META-INF/manifest.xml": manifest,
            **(more or {}),
        },
        stored=["mimetype"],
    )


# -- OLE ---------------------------------------------------------------------------------------------


def ole(streams: Mapping[str, bytes], *, storages: Sequence[str] = (), class_id: bytes = bytes(16)) -> bytes:
    """Return a compound file of version 3. A stream below 4096 bytes lies in the mini stream."""
    mini, mini_fat = b"", []
    starts: dict[str, tuple[int, int]] = {}
    large: list[tuple[str, bytes]] = []
    for name, content in streams.items():
        if len(content) >= 4096:
            large.append((name, content))
            continue
        first = len(mini) // 64
        count = -(-len(content) // 64)
        starts[name] = (first if count else END, len(content))
        mini_fat += [first + n + 1 for n in range(count - 1)] + ([END] if count else [])
        mini += content.ljust(count * 64, b"\0")
    sectors: list[bytes] = []
    fat: list[int] = []

    def put(content: bytes) -> int:
        if not content:
            return END
        first, count = len(sectors), -(-len(content) // SECTOR)
        sectors.extend(content[n * SECTOR : (n + 1) * SECTOR].ljust(SECTOR, b"\0") for n in range(count))
        fat.extend([first + n + 1 for n in range(count - 1)] + [END])
        return first

    for name, content in large:
        starts[name] = (put(content), len(content))
    mini_start = put(mini)
    mini_fat_start = (
        put(struct.pack(f"<{len(mini_fat)}L", *mini_fat).ljust(SECTOR, b"\xff")) if mini_fat else END
    )

    def entry(name: str, kind: int, start: int, size: int, owner: bytes = bytes(16)) -> bytes:
        raw = name.encode("utf-16-le")
        head = raw.ljust(64, b"\0") + struct.pack("<HBB3L", len(raw) + 2, kind, 1, FREE, FREE, FREE)
        return head + owner + struct.pack("<LQQLQ", 0, 0, 0, start, size)

    directory = entry("Root Entry", 5, mini_start, len(mini), class_id)
    directory += b"".join(entry(name, 1, 0, 0) for name in storages)
    directory += b"".join(entry(name, 2, *starts[name]) for name in streams)
    directory_start = put(directory)
    fat_count = 1
    while (len(fat) + fat_count) * 4 > fat_count * SECTOR:
        fat_count += 1
    fat_at = len(sectors)
    fat += [FAT] * fat_count
    table = struct.pack(f"<{len(fat)}L", *fat).ljust(fat_count * SECTOR, b"\xff")
    sectors.extend(table[n * SECTOR : (n + 1) * SECTOR] for n in range(fat_count))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<5H", 0x3E, 3, 0xFFFE, 9, 6)
    header += bytes(6) + struct.pack("<3L", 0, fat_count, directory_start) + bytes(4)
    header += struct.pack("<5L", 4096, mini_fat_start, 1 if mini_fat else 0, END, 0)
    places = [fat_at + n for n in range(fat_count)] + [FREE] * (109 - fat_count)
    return header + struct.pack("<109L", *places) + b"".join(sectors)


def doc(
    body: str,
    *,
    header: str = "",
    boxes: str = "",
    flags: int = 0,
    more: Mapping[str, bytes] | None = None,
    storages: Sequence[str] = (),
) -> bytes:
    """Return a Word 97 document: the body in two pieces, one of one byte a letter."""
    text = body + header + boxes
    narrow = 0
    while narrow < len(body) and ord(body[narrow]) < 128:
        narrow += 1
    start = 2048
    first, second = text[:narrow].encode("cp1252"), text[narrow:].encode("utf-16-le")
    pieces = [(narrow, (2 * start) | 0x40000000)] if narrow else []
    pieces += [(len(text), start + narrow)] if second else []
    places = [0] + [end for end, _ in pieces]
    table = struct.pack(f"<{len(places)}L", *places)
    table += b"".join(struct.pack("<HLH", 0, where, 0) for _, where in pieces)
    clx = b"\x01\x02\x00\xaa\xbb" + b"\x02" + struct.pack("<L", len(table)) + table
    head = bytearray(start)
    head[:2] = b"\xec\xa5"
    struct.pack_into("<H", head, 10, 0x0200 | flags)
    struct.pack_into("<8l", head, 0x4C, len(body), 0, len(header), 0, 0, 0, len(boxes), 0)
    struct.pack_into("<2L", head, 0x1A2, 7, len(clx))
    document = (bytes(head) + first + second).ljust(4096, b"\0")
    return ole({"WordDocument": document, "1Table": b"\0" * 7 + clx, **(more or {})}, storages=storages)


def xls(*records: tuple[int, bytes]) -> bytes:
    content = b"".join(struct.pack("<2H", kind, len(data)) + data for kind, data in records)
    return ole({"Workbook": content + struct.pack("<2H", 0x000A, 0)})


def sheet_record(kind: int) -> tuple[int, bytes]:
    return 0x0085, struct.pack("<LBB", 0, 0, kind) + b"\x01\x00A"


def package(label: str, content: bytes) -> bytes:
    """Return an embedded file as Office packs it."""
    name = label.encode("cp1258")
    return (
        struct.pack("<LH", len(content) + 100, 2) + name + b"\0" + b"C:\\" + name + b"\0" + bytes(8) + content
    )


# -- PDF ---------------------------------------------------------------------------------------------


def pdf(*lines: str | tuple[float, float, str], encrypt: object = None, pages: int = 1) -> bytes:
    """Return a PDF with Vietnamese text, drawn as the program's own paper is."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    if "Made" not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont("Made", ROOT / "resources/fonts/LiberationSerif-Regular.ttf"))
    buffer = io.BytesIO()
    canvas = Canvas(buffer, encrypt=encrypt)
    for page in range(pages):
        canvas.setFont("Made", 13)
        for number, line in enumerate(lines if page == 0 else ["trang sau: MẬT"]):
            left, bottom, text = line if isinstance(line, tuple) else (72, 760 - 20 * number, line)
            canvas.drawString(left, bottom, text)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def raw_pdf(catalogue: str, *objects: str, page: str = "") -> bytes:
    """Return a small PDF whose catalogue and objects (from 4 on) are given."""
    bodies = [
        f"<< /Type /Catalog /Pages 2 0 R {catalogue} >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 100 100] {page} >>",
        *objects,
    ]
    content, places = b"%PDF-1.7\n", []
    for number, body in enumerate(bodies, start=1):
        places.append(len(content))
        content += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    at = len(content)
    content += f"xref\n0 {len(bodies) + 1}\n0000000000 65535 f \n".encode()
    content += b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
    return content + f"trailer << /Size {len(bodies) + 1} /Root 1 0 R >>\nstartxref\n{at}\n%%EOF\n".encode()


def scan() -> bytes:
    """Return a PDF that holds a picture and no text."""
    from reportlab.pdfgen.canvas import Canvas

    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    canvas.rect(50, 50, 300, 300, fill=1)
    canvas.save()
    return buffer.getvalue()


PNG = b"\x89PNG\r\n\x1a\n" + bytes(100)
JPEG = b"\xff\xd8\xff\xe0" + bytes(100)
ISO = bytes(0x8001) + b"CD001" + bytes(3000)
VHD = bytes(4096) + b"conectix" + bytes(504)
LNK = b"L\0\0\0\x01\x14\x02\0" + bytes(100)

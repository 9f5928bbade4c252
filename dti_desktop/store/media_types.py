"""What a file is, told by its content, never by its name."""

from __future__ import annotations

from typing import Final

HEAD_BYTES: Final = 4096
TAIL_BYTES: Final = 65536
"""A ZIP's list of names stands at its end."""

UNKNOWN: Final = "application/octet-stream"

_PDF_WITHIN = 1024
_BY_START: Final[tuple[tuple[bytes, str], ...]] = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"BM", "image/bmp"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),  # .doc, .xls, .msg and others
    (b"{\\rtf", "application/rtf"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"\x1f\x8b", "application/gzip"),
    (b"MZ", "application/vnd.microsoft.portable-executable"),
    (b"\x7fELF", "application/x-executable"),
    (b"#!", "text/x-shellscript"),
)
_ZIP_STARTS = (b"PK\x03\x04", b"PK\x05\x06")
_IN_ZIP: Final[tuple[tuple[bytes, str], ...]] = (
    (b"word/document.xml", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    (b"xl/workbook.xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    (b"xl/workbook.bin", "application/vnd.ms-excel.sheet.binary.macroEnabled.12"),
    (b"ppt/presentation.xml", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
)
_ODF_NAME_AT = 30
_ODF_PREFIX = b"mimetypeapplication/"
_ALLOWED_CONTROLS = frozenset("\t\n\r\f\x1b")


def media_type_of(head: bytes, tail: bytes) -> str:
    """Return the type by a file's first `HEAD_BYTES` and last `TAIL_BYTES`, or `UNKNOWN`."""
    if b"%PDF-" in head[:_PDF_WITHIN]:
        return "application/pdf"
    if head.startswith(_ZIP_STARTS):
        return _in_zip(head, tail)
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    if head[4:8] == b"ftyp":
        return "image/heic" if head[8:12] in (b"heic", b"heix", b"mif1") else "video/mp4"
    for start, media_type in _BY_START:
        if head.startswith(start):
            return media_type
    return _text_type(head)


def _in_zip(head: bytes, tail: bytes) -> str:
    named = head[_ODF_NAME_AT : _ODF_NAME_AT + 120]
    if named.startswith(_ODF_PREFIX):  # OpenDocument and ASiC put their type first, uncompressed
        return named[len(b"mimetype") :].split(b"PK", 1)[0].decode("ascii", "replace").strip("\x00\ufffd ")
    for name, media_type in _IN_ZIP:
        if name in tail:
            return media_type
    return "application/zip"


def _text_type(head: bytes) -> str:
    if not head:
        return UNKNOWN
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "text/plain"
    text = None
    for cut in range(4):  # the head may end in the middle of a letter
        try:
            text = head[: len(head) - cut].decode("utf-8-sig")
            break
        except UnicodeDecodeError:
            continue
    if text is None or any(character < " " and character not in _ALLOWED_CONTROLS for character in text):
        return UNKNOWN
    start = text.lstrip().lower()
    if start.startswith(("<!doctype html", "<html")):
        return "text/html"
    return "application/xml" if start.startswith("<?xml") else "text/plain"

"""What a file's first and last bytes say that it is: documents, pictures, programs, disk images, archives."""

from __future__ import annotations

import codecs
import re
from typing import Final, Literal

from dti_desktop.intake.bounds import BoundedReader

Content = Literal[
    "pdf", "zip", "ole", "rtf", "image", "video", "text", "xml", "web", "program", "script", "shortcut",
    "disk_image", "closed_archive", "empty", "unknown",
]  # fmt: skip
"""What `content_of` tells; `in_zip.py` goes on where it says `zip`."""

HEAD_BYTES: Final = 64 * 1024
_DISK_AT: Final = 0x8001
_TRAILER_BYTES: Final = 512

_BY_START: Final[tuple[tuple[bytes, Content], ...]] = (
    (b"\x89PNG\r\n\x1a\n", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF87a", "image"),
    (b"GIF89a", "image"),
    (b"II*\0", "image"),
    (b"MM\0*", "image"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"{\\rt", "rtf"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"PK\x07\x08", "zip"),
    (b"\x7fELF", "program"),
    (b"\xfe\xed\xfa\xce", "program"),  # Mach-O
    (b"\xfe\xed\xfa\xcf", "program"),
    (b"\xce\xfa\xed\xfe", "program"),
    (b"\xcf\xfa\xed\xfe", "program"),
    (b"\xca\xfe\xba\xbe", "program"),  # Mach-O for several processors, and Java classes
    (b"\xca\xfe\xd0\x0d", "program"),
    (b"dex\n03", "program"),
    (b"\0asm", "program"),
    (b"ITSF", "program"),  # compiled help runs scripts
    (b"!<arch>\n", "program"),
    (b"\xed\xab\xee\xdb", "program"),  # .rpm
    (b"#@~^", "script"),  # encoded VBScript and JScript
    (b"L\0\0\0\x01\x14\x02\0", "shortcut"),
    (b"conectix", "disk_image"),
    (b"vhdxfile", "disk_image"),
    (b"KDMV", "disk_image"),
    (b"QFI\xfb", "disk_image"),
    (b"MSWIM\0\0\0", "disk_image"),
    (b"7z\xbc\xaf\x27\x1c", "closed_archive"),
    (b"Rar!\x1a\x07", "closed_archive"),
    (b"\x1f\x8b", "closed_archive"),
    (b"\xfd7zXZ\0", "closed_archive"),
    (b"(\xb5/\xfd", "closed_archive"),
    (b"MSCF", "closed_archive"),
    (b"ISc(", "closed_archive"),
    (b"\x60\xea", "closed_archive"),  # ARJ
)
_PDF_WITHIN: Final = 1024
_ALLOWED_CONTROLS: Final = frozenset(b"\t\n\r\f\x1b\x08")
_SHORTCUT_TEXT: Final = re.compile(rb"^\s*\[(InternetShortcut|Desktop Entry|\{000214A0)", re.IGNORECASE)
_REGISTRY: Final = re.compile(rb"^\s*(Windows Registry Editor Version|REGEDIT4)", re.IGNORECASE)
_WEB: Final = re.compile(
    rb"<!doctype\s+html|<html[\s>]|<(?:script|iframe|svg|hta:application)[\s>]", re.IGNORECASE
)
_MAIL_PAGE: Final = re.compile(
    rb"^mime-version:.*content-type:\s*(multipart/related|text/html)", re.I | re.S | re.M
)


def content_of(reader: BoundedReader) -> Content:
    """Tell what a file is. Where two things are possible, the more dangerous one counts."""
    head = reader.at(0, HEAD_BYTES)
    if not head:
        return "empty"
    if _is_pe(head):
        return "program"
    for start, content in _BY_START:
        if head.startswith(start) and content not in ("image", "zip"):
            return content
    if _is_disk_image(reader, head):
        return "disk_image"
    if head[:3] in (b"FWS", b"CWS", b"ZWS") and head[3:4] < b" ":  # Flash; a text may begin so too
        return "program"
    if head[257:262] == b"ustar" or head[2:5] in (b"-lh", b"-lz") or head[7:14] == b"**ACE**":
        return "closed_archive"
    if head[:3] == b"BZh" and head[4:10] == b"1AY&SY":
        return "closed_archive"
    if b"%PDF-" in head[:_PDF_WITHIN]:
        return "pdf"
    for start, content in _BY_START:
        if head.startswith(start):
            return content
    if head.startswith(b"BM") and head[6:10] == bytes(4):
        return "image"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image"
    if head[4:8] == b"ftyp":
        return "image" if head[8:12] in (b"heic", b"heix", b"mif1", b"heim", b"heis", b"avif") else "video"
    return _text_content(head)


def _is_pe(head: bytes) -> bool:
    """Whether this is a program for Windows or DOS. `MZ` alone may also begin a text."""
    if not head.startswith((b"MZ", b"ZM")):
        return False
    return any(byte < 32 and byte not in _ALLOWED_CONTROLS for byte in head[2:64]) or len(head) < 64


def _is_disk_image(reader: BoundedReader, head: bytes) -> bool:
    if head[_DISK_AT : _DISK_AT + 5] in (b"CD001", b"BEA01", b"NSR02", b"NSR03"):
        return True
    tail = reader.at(max(0, reader.size_bytes - _TRAILER_BYTES), _TRAILER_BYTES)
    return tail.startswith((b"conectix", b"koly\0\0\0\x04"))


def _text_content(head: bytes) -> Content:
    text = as_ascii(head)
    if text is None:
        return "unknown"
    if text.startswith(b"#!"):
        return "script"
    if _SHORTCUT_TEXT.match(text):
        return "shortcut"
    if _REGISTRY.match(text):
        return "script"
    if _WEB.search(text[:4096]) or _MAIL_PAGE.search(text[:4096]):
        return "web"
    return "xml" if text.lstrip().startswith(b"<?xml") else "text"


def as_ascii(head: bytes) -> bytes | None:
    """Return a text in a form whose ASCII letters can be searched, or None where it is no text."""
    for mark, encoding in ((codecs.BOM_UTF16_LE, "utf_16_le"), (codecs.BOM_UTF16_BE, "utf_16_be")):
        if head.startswith(mark):
            return head[2:].decode(encoding, "replace").encode()
    head = head.removeprefix(codecs.BOM_UTF8)
    if any(byte < 32 and byte not in _ALLOWED_CONTROLS for byte in head[:4096]):
        return None
    return head

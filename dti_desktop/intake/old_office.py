"""What an OLE compound file holds: macros, programs, a password; and the text of an old Word document."""

from __future__ import annotations

import re
import struct
from dataclasses import dataclass
from typing import Final

from dti_desktop.intake.ole_directory import OleFile

_INSTALLER_CLASSES: Final = tuple(
    bytes([low, 0x10, 0x0C, 0, 0, 0, 0, 0, 0xC0, 0, 0, 0, 0, 0, 0, 0x46]) for low in (0x82, 0x84, 0x86)
)
_MACRO_NAMES: Final = frozenset({"_VBA_PROJECT", "_VBA_PROJECT_CUR", "VBA", "Macros"})
_PASSWORD_NAMES: Final = frozenset({"EncryptedPackage", "EncryptionInfo"})
_PACKAGE: Final = "\x01Ole10Native"
_ATTACHMENT_NAMES: Final = ("__substg1.0_3707001F", "__substg1.0_3704001F")
_LOOK_BYTES: Final = 1 << 20
_FILE_PASS, _BOUND_SHEET, _END_OF_PART = 0x002F, 0x0085, 0x000A
_MACRO_SHEETS: Final = frozenset({b"\x01", b"\x06"})
"""A sheet of Excel 4 macros, a module of Visual Basic."""
# [MS-PPT] VbaInfoContainer with its VbaInfoAtom: 4 bytes of reference, then whether there are macros.
_SLIDE_MACROS: Final = re.compile(
    rb"\x0f\x00\xff\x03\x14\0\0\0\x02\x00\x00\x04\x0c\0\0\0.{4}[^\0]", re.DOTALL
)
_SLIDE_PASSWORD: Final = b"\xdf\xc4\xd1\xf3"


@dataclass(frozen=True, slots=True)
class OldOffice:
    """What was seen. `untrusted_inner_names`: files that lie inside; `lines`: None where none can be read."""

    is_installer: bool = False
    has_macros: bool = False
    is_encrypted: bool = False
    untrusted_inner_names: tuple[str, ...] = ()
    holds_program: bool = False
    lines: tuple[str, ...] | None = None


def look(ole: OleFile, *, max_characters: int) -> OldOffice:
    """Judge a compound file by its streams. Raises `OleBroken`."""
    names = {stream.untrusted_name for stream in ole.streams}
    inner, holds_program = _packages(ole)
    encrypted = bool(names & _PASSWORD_NAMES) or _document_password(ole) or _slide_password(ole)
    book_password, macro_sheet = _workbook(ole)
    has_macros = bool(names & _MACRO_NAMES) or macro_sheet or _slide_macros(ole)
    encrypted = encrypted or book_password
    lines = None if encrypted else _document_lines(ole, max_characters)
    return OldOffice(
        ole.class_id in _INSTALLER_CLASSES,
        has_macros,
        encrypted,
        inner,
        holds_program,
        None if lines is None else tuple(lines),
    )


def _content(ole: OleFile, name: str, limit_bytes: int) -> bytes:
    stream = ole.named(name)
    return b"" if stream is None else ole.content(stream, limit_bytes)


def _packages(ole: OleFile) -> tuple[tuple[str, ...], bool]:
    """Return the names of embedded and attached files, and whether one of them begins as a program."""
    inner: list[str] = []
    holds_program = False
    for stream in ole.streams:
        if stream.is_storage or len(inner) > 256:
            continue
        if stream.untrusted_name == _PACKAGE:
            head = ole.content(stream, 4096)
            holds_program = holds_program or b"MZ\x90\x00" in head or b"\x7fELF" in head
            label = re.match(rb".{6}([^\0]{1,260})\0([^\0]{0,1024})\0", head, re.DOTALL)
            if label is not None:
                inner += [part.decode("cp1258", "replace") for part in label.groups()]
        elif stream.untrusted_name in _ATTACHMENT_NAMES:
            inner.append(ole.content(stream, 1024).decode("utf_16_le", "replace"))
    return tuple(inner), holds_program


def _document_password(ole: OleFile) -> bool:
    head = _content(ole, "WordDocument", 512)
    return len(head) >= 12 and bool(struct.unpack_from("<H", head, 10)[0] & 0x0100)


def _slide_password(ole: OleFile) -> bool:
    head = _content(ole, "Current User", 64)
    return head[12:16] == _SLIDE_PASSWORD


def _slide_macros(ole: OleFile) -> bool:
    content = _content(ole, "PowerPoint Document", _LOOK_BYTES)
    return _SLIDE_MACROS.search(content) is not None


def _workbook(ole: OleFile) -> tuple[bool, bool]:
    """Return whether a workbook has a password, and whether it has a sheet of old macros."""
    content = _content(ole, "Workbook", _LOOK_BYTES) or _content(ole, "Book", _LOOK_BYTES)
    at, has_password, has_macros = 0, False, False
    while at + 4 <= len(content):
        kind, size = struct.unpack_from("<2H", content, at)
        if kind == _FILE_PASS:
            has_password = True
        elif kind == _BOUND_SHEET and size >= 6 and content[at + 9 : at + 10] in _MACRO_SHEETS:
            has_macros = True
        elif kind == _END_OF_PART:
            break
        at += 4 + size
    return has_password, has_macros


# -- the text of a Word 97-2003 document -------------------------------------------------------------


def _document_lines(ole: OleFile, max_characters: int) -> list[str] | None:
    """Return the first lines of the body, then of headers and text boxes; None where it is no document."""
    head = _content(ole, "WordDocument", 2048)
    if len(head) < 0x1AA or head[:2] != b"\xec\xa5":
        return None
    (flags,) = struct.unpack_from("<H", head, 10)
    counts = struct.unpack_from("<8l", head, 0x4C)
    at, size = struct.unpack_from("<2L", head, 0x1A2)
    table = ole.named("1Table" if flags & 0x0200 else "0Table")
    document = ole.named("WordDocument")
    if table is None or document is None or not 0 < size <= _LOOK_BYTES:
        return None
    pieces = _pieces(ole.content(table, at + size)[at:]) if at < 4 * _LOOK_BYTES else []
    if not pieces:
        return None
    body, notes, headers, macros, remarks, end_notes, boxes, header_boxes = (max(0, c) for c in counts)
    before_boxes = body + notes + headers + macros + remarks + end_notes
    stories = (
        (0, min(body, max_characters)),
        (body + notes, min(headers, max_characters // 4)),
        (before_boxes, min(boxes + header_boxes, max_characters // 4)),
    )
    content = ole.content(document, 4 * _LOOK_BYTES)
    lines: list[str] = []
    for start, length in stories:
        text = _text(content, pieces, start, start + length)
        if start == 0:
            text = text.partition("\x0c")[0]
        lines += [line for line in re.split(r"[\r\n\x07\x0b\x0c]+", text) if line.strip()]
    return lines


def _pieces(clx: bytes) -> list[tuple[int, int, int, bool]]:
    """Return the piece table: first and last character, offset in bytes, whether of one byte each."""
    at = 0
    while at + 3 <= len(clx) and clx[at] == 1:
        at += 3 + struct.unpack_from("<H", clx, at + 1)[0]
    if at + 5 > len(clx) or clx[at] != 2:
        return []
    (size,) = struct.unpack_from("<L", clx, at + 1)
    table = clx[at + 5 : at + 5 + size]
    count = (len(table) - 4) // 12
    if count < 1:
        return []
    places = struct.unpack_from(f"<{count + 1}L", table)
    found = []
    for number in range(min(count, 4096)):
        (where,) = struct.unpack_from("<L", table, 4 * (count + 1) + 8 * number + 2)
        is_narrow = bool(where & 0x40000000)
        offset = (where & 0x3FFFFFFF) // (2 if is_narrow else 1)
        found.append((places[number], places[number + 1], offset, is_narrow))
    return found


def _text(document: bytes, pieces: list[tuple[int, int, int, bool]], start: int, end: int) -> str:
    text = []
    for first, last, offset, is_narrow in pieces:
        low, high = max(first, start), min(last, end)
        if low < high:
            width = 1 if is_narrow else 2
            raw = document[offset + (low - first) * width : offset + (high - first) * width]
            text.append(raw.decode("cp1252" if is_narrow else "utf_16_le", "replace"))
    return "".join(text)

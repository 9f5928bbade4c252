"""What lies in a ZIP file: an office document, an OpenDocument, or an archive; its macros, its first page."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from dti_desktop.intake import xml_text
from dti_desktop.intake.bounds import BoundedReader, thinking_time
from dti_desktop.intake.old_office import look as look_at_old
from dti_desktop.intake.ole_directory import SIGNATURE, OleBroken, OleFile
from dti_desktop.intake.rules import IntakeRules
from dti_desktop.intake.xml_text import TextForm, XmlRefused
from dti_desktop.intake.zip_directory import Directory, Entry, ZipBroken, ZipTooLarge, content, whole_content

_PART_BYTES: Final = 1 << 20
_TYPES_BYTES: Final = 1 << 18
_EMBEDDED_BYTES: Final = 1 << 25
_EMBEDDED_S: Final = 0.6
"""What all objects in a document may hold together, and how long looking at them may take."""
_IN_MEMORY_BYTES: Final = 1 << 21
_MAX_EDGES: Final = 6
_MACRO_TYPE: Final = re.compile(rb"vbaProject|macroEnabled|ms-excel\.(?:intl)?macrosheet", re.IGNORECASE)
_BINARY_BOOK_TYPE: Final = b"sheet.binary.macroEnabled"
_MACRO_NAME: Final = re.compile(
    r"(?:^|/)(?:vbaProject[^/]*\.bin|vbaData[^/]*\.xml)$|^xl/macrosheets/.", re.IGNORECASE
)
_MODULE: Final = re.compile(
    r"(?:^|/)Basic/[^/]+/(?!script-lb|dialog-lb)[^/]+\.xml$|(?:^|/)Scripts/.*[^/]$", re.IGNORECASE
)
_MAIN_PARTS: Final = tuple(
    (re.compile(pattern, re.IGNORECASE), kind)
    for pattern, kind in (
        (r"word/document[0-9]*\.xml$", "docx"),
        (r"xl/workbook[0-9]*\.xml$", "xlsx"),
        (r"xl/workbook[0-9]*\.bin$", "xlsb"),
        (r"ppt/presentation[0-9]*\.xml$", "pptx"),
    )
)
_EMBEDDED: Final = re.compile(r"(?:^|/)(?:embeddings|activeX)/[^/]+\.bin$|^Object [0-9]+$", re.IGNORECASE)
_SHEET_EDGE_CODE: Final = re.compile(r'&(?:"[^"]*"|K[0-9A-Fa-f]{6}|[0-9]+|[A-Za-z])')
"""What stands in the head of a printed sheet besides its words: `&C` for the middle, `&"Arial,Bold"`."""
_EDGE: Final = re.compile(r"^word/header[0-9]*\.xml$", re.IGNORECASE)


@dataclass(frozen=True)
class InZip:
    """What was seen. `lines`: the first page, None where it cannot be read."""

    content: str
    has_macros: bool = False
    is_encrypted: bool = False
    is_too_large: bool = False
    untrusted_inner_program: str | None = None
    untrusted_inner_archive: str | None = None
    untrusted_names: tuple[str, ...] = ()
    lines: tuple[str, ...] | None = None


def look(reader: BoundedReader, directory: Directory, rules: IntakeRules, *, max_characters: int) -> InZip:
    """Judge a ZIP by its list of names and the few parts that tell.

    Raises `ZipBroken`, `ZipTooLarge`.
    """
    names = tuple(entry.untrusted_name for entry in directory.entries if not entry.is_folder)
    kind = _kind(reader, directory, names)
    is_document = kind != "zip"
    program = next((name for name in names if rules.would_run(name)), None)
    archive = None if is_document else next((name for name in names if rules.is_archive(name)), None)
    encrypted = any(entry.is_encrypted for entry in directory.entries)
    has_macros = any(_MACRO_NAME.search(name) for name in names)
    lines: tuple[str, ...] | None = None
    if is_document and not encrypted:
        if kind == "odf":
            encrypted = b"encryption-data" in _part(reader, directory, "META-INF/manifest.xml", _PART_BYTES)
            has_macros = has_macros or any(_MODULE.search(name) for name in names)
        else:
            types = _part(reader, directory, "[Content_Types].xml", _TYPES_BYTES)
            told = {found.lower() for found in _MACRO_TYPE.findall(types.replace(_BINARY_BOOK_TYPE, b""))}
            has_macros = has_macros or bool(told)
        if not encrypted:
            program = program or _embedded_program(reader, directory, rules)
            lines = _first_page(reader, directory, kind, max_characters)
    return InZip(
        kind,
        has_macros,
        encrypted,
        not is_document and _is_bomb(directory, rules),
        program,
        archive,
        names,
        lines,
    )


def _kind(reader: BoundedReader, directory: Directory, names: Sequence[str]) -> str:
    if directory.named("[Content_Types].xml") is not None:
        for part, kind in _MAIN_PARTS:
            if any(part.match(name) for name in names):
                return kind
    first = directory.named("mimetype")
    if first is not None and not first.is_encrypted:
        media_type = whole_content(reader, first, limit_bytes=200)
        if media_type.startswith(b"application/vnd.oasis.opendocument."):
            return "odf"
    return "zip"


def _is_bomb(directory: Directory, rules: IntakeRules) -> bool:
    unpacked = sum(entry.unpacked_bytes for entry in directory.entries)
    packed = sum(entry.packed_bytes for entry in directory.entries)
    return unpacked > rules.archive_unpacked_limit_bytes or unpacked > rules.archive_ratio_limit * (
        packed + _PART_BYTES
    )


def _part(reader: BoundedReader, directory: Directory, name: str, limit_bytes: int) -> bytes:
    entry = directory.named(name)
    return b"" if entry is None else whole_content(reader, entry, limit_bytes=limit_bytes)


def _embedded_program(reader: BoundedReader, directory: Directory, rules: IntakeRules) -> str | None:
    """Return the name of a program that lies in a document as an object, or None.

    Raises `ZipTooLarge` where the objects are larger than can be looked into.
    """
    left_bytes = _EMBEDDED_BYTES
    with thinking_time(_EMBEDDED_S):
        for entry in directory.entries:
            if not _EMBEDDED.search(entry.untrusted_name):
                continue
            raw = whole_content(reader, entry, limit_bytes=left_bytes + 1)
            left_bytes -= len(raw)
            if left_bytes < 0:
                raise ZipTooLarge
            if not raw.startswith(SIGNATURE):
                continue
            try:
                inner = look_at_old(OleFile(_in_memory(raw)), max_characters=0)
            except OleBroken:  # harmed: the document is still a document
                continue
            found = next((name for name in inner.untrusted_inner_names if rules.would_run(name)), None)
            if found is not None or inner.holds_program:
                return found or entry.untrusted_name
    return None


def _in_memory(raw: bytes) -> BoundedReader:
    return BoundedReader(io.BytesIO(raw), len(raw), _IN_MEMORY_BYTES + 2 * len(raw))


def _first_page(
    reader: BoundedReader, directory: Directory, kind: str, max_characters: int
) -> tuple[str, ...] | None:
    main: tuple[tuple[str, TextForm], ...] = {
        "odf": (("content.xml", xml_text.OPEN_DOCUMENT), ("styles.xml", xml_text.OPEN_DOCUMENT)),
        "pptx": (("ppt/slides/slide1.xml", xml_text.SLIDE),),
        "xlsx": (
            ("xl/sharedStrings.xml", xml_text.SHARED_STRINGS),
            ("xl/worksheets/sheet1.xml", xml_text.SHEET),
        ),
    }.get(kind, ())
    parts: list[tuple[Entry | None, TextForm]] = [(directory.named(name), form) for name, form in main]
    if kind == "docx":
        words = _MAIN_PARTS[0][0]
        main_parts = [entry for entry in directory.entries if words.match(entry.untrusted_name)]
        parts = [(entry, xml_text.WORD) for entry in main_parts[:1]]
        edges = [entry for entry in directory.entries if _EDGE.match(entry.untrusted_name)]
        parts += [(entry, xml_text.WORD) for entry in edges[:_MAX_EDGES]]
    lines: list[str] = []
    was_read = False
    for entry, form in parts:
        if entry is not None:
            try:
                lines += _lines(reader, entry, form, max_characters)
                was_read = True
            except (XmlRefused, ZipBroken):
                return None
    return tuple(lines) if was_read else None


def _lines(reader: BoundedReader, entry: Entry, form: TextForm, max_characters: int) -> list[str]:
    pieces = content(reader, entry, limit_bytes=_PART_BYTES)
    lines = xml_text.lines_of(pieces, form, max_characters=max_characters)
    return [_SHEET_EDGE_CODE.sub("  ", line) for line in lines] if form is xml_text.SHEET else lines

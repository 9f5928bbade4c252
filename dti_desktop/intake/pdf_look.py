"""What a PDF does by itself, what it carries, and the words of its first page; pypdf reads it, bounded."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any, Final

from dti_desktop.intake.bounds import BoundedReader, OverBounds, thinking_time

_WALK_S: Final = 0.4
_TEXT_S: Final = 0.6
_SCAN_BYTES: Final = 2 * 1024 * 1024
_SCAN_CHUNK_BYTES: Final = 128 * 1024
_MAX_PAGES: Final = 40
_MAX_NODES: Final = 2000
_MAX_DRAWING_BYTES: Final = 96 * 1024
_MAX_UNPACKED_BYTES: Final = 16 * 1024 * 1024
_ACTION: Final = re.compile(rb"/S\s*/((?:J|#4[aA])[A-Za-z0-9#]{9,30}|(?:L|#4[cC])[A-Za-z0-9#]{5,18})")
_ESCAPE: Final = re.compile(rb"#([0-9a-fA-F]{2})")
_FIELD_EVENTS: Final = frozenset({"/K", "/F", "/V", "/C"})
"""Typing, formatting, checking, computing in a form's field: scripts of forms, run by who fills them in."""


@dataclass
class PdfLook:
    """What was seen. `lines` is None where the first page could not be read or holds no text."""

    is_encrypted: bool = False
    has_script: bool = False
    has_form_script: bool = False
    launches: bool = False
    untrusted_inner_names: tuple[str, ...] = ()
    lines: tuple[str, ...] | None = None
    is_page_whole: bool = False


def look(reader: BoundedReader, *, max_characters: int) -> PdfLook:
    """Judge a PDF. Never raises for what the file holds: what cannot be read is told as not read."""
    found = PdfLook()
    raw_script = False
    with bounded():
        for name in _actions_in_bytes(reader):
            found.launches = found.launches or name == b"Launch"
            raw_script = raw_script or name == b"JavaScript"
    document: Any = None
    with bounded(), quiet_pypdf() as pypdf, thinking_time(_WALK_S):
        document = pypdf.PdfReader(Buffered(reader), strict=False)
        if document.is_encrypted and not document.decrypt(""):
            found.is_encrypted = True
        else:
            _Walk(found, document).go()
    found.has_script = found.has_script or (raw_script and not found.has_form_script)
    if document is not None and not found.is_encrypted:
        _read_first_page(found, document, max_characters)
    return found


class Buffered(io.BufferedReader):
    """What pypdf reads byte by byte, without asking the file for every byte."""

    def __init__(self, reader: BoundedReader) -> None:
        super().__init__(reader, 4 * 1024)


@contextmanager
def bounded() -> Iterator[None]:
    """Let a parser fail on a hostile file in whatever way, and stop where it has had its share."""
    # What a parser raises on hostile bytes is no fault of the program.
    with suppress(OverBounds, Exception):
        yield


@contextmanager
def quiet_pypdf() -> Iterator[Any]:
    """Give pypdf with small limits and without its log: its messages quote the file."""
    import pypdf

    logging.getLogger("pypdf").setLevel(logging.CRITICAL + 1)
    with pypdf.apply_configuration(
        disable_legacy_handling=True,
        zlib_maximum_output_length=_MAX_UNPACKED_BYTES,
        lzw_maximum_output_length=_MAX_UNPACKED_BYTES,
        run_length_maximum_output_length=_MAX_UNPACKED_BYTES,
        array_based_stream_maximum_output_length=_MAX_UNPACKED_BYTES,
        stream_decoding_work_maximum_length=2 * _MAX_UNPACKED_BYTES,
        jbig2dec_binary=None,  # no other program is run
    ):
        yield pypdf


def _actions_in_bytes(reader: BoundedReader) -> Iterator[bytes]:
    """Yield the kinds of actions that stand unpacked in the first and last megabytes."""
    spans = [(0, min(reader.size_bytes, _SCAN_BYTES))]
    if reader.size_bytes > _SCAN_BYTES:
        spans.append((max(_SCAN_BYTES, reader.size_bytes - _SCAN_BYTES), reader.size_bytes))
    for start, end in spans:
        before = b""
        for at in range(start, end, _SCAN_CHUNK_BYTES):
            piece = before + reader.at(at, min(_SCAN_CHUNK_BYTES, end - at))
            for match in _ACTION.finditer(piece):
                yield _ESCAPE.sub(lambda m: bytes([int(m[1], 16)]), match[1])
            before = piece[-64:]


class _Walk:
    """Goes through the places where a PDF keeps what acts: opening, names, pages, fields."""

    def __init__(self, found: PdfLook, document: Any) -> None:
        self._found = found
        self._document = document
        self._left = _MAX_NODES
        self._seen: dict[int, object] = {}  # kept, so that no number is given out twice
        self._names: list[str] = []

    def go(self) -> None:
        root = resolved(self._document.trailer["/Root"])
        try:
            self._action(root.get("/OpenAction"))
            self._events(root.get("/AA"))
            names = resolved(root.get("/Names")) or {}
            self._name_tree(names.get("/EmbeddedFiles"), self._file)
            self._name_tree(names.get("/JavaScript"), self._action)
            form = resolved(root.get("/AcroForm")) or {}
            if resolved(form.get("/XFA")) is not None:
                self._found.has_form_script = True
            for field in resolved(form.get("/Fields")) or ():
                self._field(field)
            self._pages(root.get("/Pages"))
        finally:
            self._found.untrusted_inner_names = tuple(self._names)

    def _new(self, node: Any) -> Any:
        """Return a dictionary that was not seen before, or None; counts it."""
        node = resolved(node)
        if not hasattr(node, "get") or id(node) in self._seen or self._left <= 0:
            return None
        self._seen[id(node)] = node
        self._left -= 1
        return node

    def _action(self, action: Any) -> None:
        action = self._new(action)
        while action is not None:
            kind = resolved(action.get("/S"))
            if kind == "/JavaScript" or (kind is None and "/JS" in action):
                self._found.has_script = True
            if kind == "/Launch":
                self._found.launches = True
            following = resolved(action.get("/Next"))
            if isinstance(following, list):
                for one in following:
                    self._action(one)
                return
            action = self._new(following)

    def _events(self, events: Any) -> None:
        events = self._new(events)
        for event in events or ():
            action = resolved(events.get(event))
            if event in _FIELD_EVENTS and hasattr(action, "get"):
                if resolved(action.get("/S")) == "/JavaScript":
                    self._found.has_form_script = True
                else:
                    self._action(action)
            else:
                self._action(action)

    def _name_tree(self, node: Any, visit: Any) -> None:
        node = self._new(node)
        if node is None:
            return
        for value in (resolved(node.get("/Names")) or ())[1::2]:
            visit(value)
        for kid in resolved(node.get("/Kids")) or ():
            self._name_tree(kid, visit)

    def _file(self, specification: Any) -> None:
        specification = self._new(specification)
        if specification is not None:
            names = (resolved(specification.get(key)) for key in ("/F", "/UF"))
            self._names += [str(name) for name in names if name is not None]

    def _field(self, field: Any) -> None:
        field = self._new(field)
        if field is not None:
            self._action(field.get("/A"))
            self._events(field.get("/AA"))
            for kid in resolved(field.get("/Kids")) or ():
                self._field(kid)

    def _pages(self, root: Any) -> None:
        for page in leaves(root, _MAX_PAGES):
            self._events(page.get("/AA"))
            for remark in resolved(page.get("/Annots")) or ():
                remark = self._new(remark)
                if remark is not None:
                    self._action(remark.get("/A"))
                    self._events(remark.get("/AA"))
                    self._file(remark.get("/FS"))
                    if resolved(remark.get("/Subtype")) in ("/RichMedia", "/Movie", "/3D"):
                        self._found.has_script = True


def resolved(thing: Any) -> Any:
    return thing.get_object() if hasattr(thing, "get_object") else thing


def leaves(root: Any, limit: int) -> Iterator[Any]:
    """Yield the first pages of the page tree, each node once."""
    waiting, seen = [root], 0
    while waiting and seen < 4 * limit:
        node = resolved(waiting.pop(0))
        seen += 1
        if not hasattr(node, "get"):
            continue
        kids = resolved(node.get("/Kids"))
        if kids is None:
            limit -= 1
            yield node
            if limit <= 0:
                return
        else:
            waiting[:0] = list(kids)[: 4 * limit]


def _read_first_page(found: PdfLook, document: Any, max_characters: int) -> None:
    pieces: list[str] = []
    size, height = 0, 0.0

    def take(text: str, _drawn: Any, place: Any, *_how: Any) -> None:
        nonlocal size, height
        size += len(text)
        if pieces and abs(height - float(place[5])) < 1:
            pieces[-1] += f"  {text}"  # beside it: a piece of the same line
        else:
            pieces.append(text)
        height = float(place[5])
        if size > 4 * max_characters:
            raise OverBounds

    whole = ""
    with bounded(), quiet_pypdf() as pypdf, thinking_time(_TEXT_S):
        node = next(leaves(resolved(document.trailer["/Root"]).get("/Pages"), 1), None)
        if node is not None:
            page = pypdf.PageObject(document, None)
            page.update(node)
            is_whole = shorten(page, document)
            whole = page.extract_text(visitor_text=take)
            pieces += _remarks(page)
            found.is_page_whole = is_whole
    lines = whole.split("\n")
    # Columns that the parser runs into one line are told apart by what was drawn in one go.
    lines += [line for text in pieces for line in text.split("\n")]
    lines = list(dict.fromkeys(line for line in lines if line.strip()))
    found.lines = tuple(lines) if lines else None


def shorten(page: Any, document: Any) -> bool:
    """Keep of a very long page what is drawn first and last, where stamps are; return whether it is whole."""
    from pypdf.generic import ContentStream, NameObject

    if "/Contents" not in page:
        return True
    drawing = ContentStream(page["/Contents"], document, "bytes")
    steps = drawing.get_data()
    if len(steps) > _MAX_DRAWING_BYTES:
        first, last = steps[: _MAX_DRAWING_BYTES // 2], steps[-_MAX_DRAWING_BYTES // 2 :]
        drawing.set_data(first[: first.rfind(b"ET") + 2] + b"\n" + last[max(0, last.find(b"BT")) :])
    page[NameObject("/Contents")] = drawing
    return len(steps) <= _MAX_DRAWING_BYTES


def _remarks(page: Any) -> Iterator[str]:
    """Yield what stamps, typed-in boxes and filled-in fields on a page say."""
    for remark in list(resolved(page.get("/Annots")) or ())[:_MAX_PAGES]:
        remark = resolved(remark)
        if hasattr(remark, "get"):
            yield from (str(said) for key in ("/Contents", "/V") if (said := resolved(remark.get(key))))

"""The text of a document's XML, line by line, bounded. No DTD, no entities, nothing fetched."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final
from xml.parsers import expat

_MAX_DEPTH: Final = 256


class XmlRefused(Exception):
    """The XML is not well-formed, or declares what a document has no need of."""


class _Enough(Exception):
    """As much text was read as is wanted."""


@dataclass(frozen=True)
class TextForm:
    """Which elements (local names) make lines, hold text, stand for spaces, end a page."""

    lines: frozenset[str]
    texts: frozenset[str] | None
    """None: any text inside a line."""
    page_ends: frozenset[str] = frozenset()
    spaces: dict[str, str] = field(default_factory=dict)
    attributes: dict[str, str] = field(default_factory=dict)
    """Elements of which one attribute is a text of its own, such as a drawn word."""


WORD: Final = TextForm(
    frozenset({"p"}),
    frozenset({"t"}),
    frozenset({"lastRenderedPageBreak"}),
    {"tab": "\t", "br": "\n", "cr": "\n"},
    {"textpath": "string"},
)
OPEN_DOCUMENT: Final = TextForm(
    frozenset({"p", "h"}),
    None,
    frozenset({"soft-page-break"}),
    {"tab": "\t", "line-break": "\n", "s": " "},
)
SLIDE: Final = TextForm(frozenset({"p"}), frozenset({"t"}), spaces={"br": "\n"})
SHARED_STRINGS: Final = TextForm(frozenset({"si"}), frozenset({"t"}))
SHEET: Final = TextForm(
    frozenset({"is", "oddHeader", "evenHeader", "firstHeader", "oddFooter", "evenFooter", "firstFooter"}),
    None,
)


def lines_of(pieces: Iterable[bytes], form: TextForm, *, max_characters: int) -> list[str]:
    """Return the lines of an XML document up to the end of its first page or `max_characters`.

    What is cut off in the middle gives the lines before the cut. Raises `XmlRefused`.
    """
    reading = _Reading(form, max_characters)
    try:
        for piece in pieces:
            reading.parser.Parse(piece, False)
    except _Enough:
        pass
    except expat.ExpatError as error:
        raise XmlRefused from error
    return reading.lines


class _Reading:
    def __init__(self, form: TextForm, max_characters: int) -> None:
        self.lines: list[str] = []
        self._form = form
        self._left = max_characters
        self._open: list[list[str]] = []
        self._depth = 0
        self._in_text = 0
        self.parser = expat.ParserCreate()
        self.parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
        self.parser.StartDoctypeDeclHandler = self._refuse
        self.parser.EntityDeclHandler = self._refuse
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text

    def _refuse(self, *_declared: object) -> None:
        raise XmlRefused

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > _MAX_DEPTH:
            raise XmlRefused
        name = name.rpartition(":")[2]
        form = self._form
        if name in form.lines:
            self._open.append([])
        elif form.texts is not None and name in form.texts:
            self._in_text += 1
        elif name in form.spaces and self._open:
            if name == "br" and any(value == "page" for value in attributes.values()):
                self._end_page()
            self._open[-1].append(form.spaces[name])
        elif name in form.attributes and form.attributes[name] in attributes:
            self._say(attributes[form.attributes[name]])
        elif name in form.page_ends and (self.lines or any(map(any, self._open))):
            self._end_page()

    def _end(self, name: str) -> None:
        self._depth -= 1
        name = name.rpartition(":")[2]
        if name in self._form.lines and self._open:
            self._say("".join(self._open.pop()))
        elif self._form.texts is not None and name in self._form.texts:
            self._in_text = max(0, self._in_text - 1)

    def _text(self, text: str) -> None:
        if self._open and (self._form.texts is None or self._in_text):
            self._open[-1].append(text)
            self._left -= len(text)
            if self._left <= 0:
                self._end_page()

    def _end_page(self) -> None:
        while self._open:
            self._say("".join(self._open.pop()))
        raise _Enough

    def _say(self, text: str) -> None:
        self.lines += [line for line in text.split("\n") if line.strip()]

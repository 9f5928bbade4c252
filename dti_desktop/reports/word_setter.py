"""The same paragraphs, tables and pictures as on paper, kept as plain pieces for a Word document.

Sections ask a `Typesetter` for what they show. This one hands back pieces instead of set type: what the
paper says, the Word document says, for there is only one place that says it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from xml.sax.saxutils import escape

from dti_desktop.reports import paper, typeface
from dti_desktop.reports.legible import legible
from dti_desktop.reports.model import ReportData
from dti_desktop.reports.picture import Picture
from dti_desktop.reports.typesetter import Typesetter
from dti_desktop.reports.wording import Wording


@dataclass(frozen=True, slots=True)
class SetRun:
    """Words in one face; None leaves it to the style. Line breaks are kept."""

    text: str
    is_bold: bool | None = None
    is_italic: bool | None = None
    is_quiet: bool = False
    size_points: float | None = None


@dataclass(frozen=True, slots=True)
class SetParagraph:
    """A paragraph in a style of the paper. `heading_level` counts from 0; None is no heading."""

    style: str
    runs: tuple[SetRun, ...]
    heading_level: int | None = None

    @property
    def text(self) -> str:
        """The words alone."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Gap:
    """Empty room."""

    points: float


@dataclass(frozen=True, slots=True)
class Nothing:
    """What Word does by its styles: page breaks before annexes, room for what is kept together."""


@dataclass(frozen=True, slots=True)
class InternalPages:
    """From here on pages bear the mark of internal pages too."""


@dataclass(frozen=True, slots=True)
class Together:
    """Pieces that stand on one page."""

    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class RuleUnder:
    """A centred line, `share` of the width of the words above it."""

    under: str
    share: float


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture as wide as the text."""

    picture: Picture


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Things side by side. `edges`: where lines are drawn."""

    rows: tuple[tuple[tuple[Piece, ...], ...], ...]
    widths_mm: tuple[float, ...]
    edges: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RuledTable:
    """A table whose head is repeated; `blocks` of rows, each row a list of cells."""

    head: tuple[tuple[Piece, ...], ...]
    blocks: tuple[tuple[tuple[tuple[Piece, ...], ...], ...], ...]
    widths_mm: tuple[float, ...]
    spans: tuple[tuple[int, int, int], ...]
    kept_with_next: frozenset[int]


Piece = SetParagraph | Gap | Nothing | InternalPages | Together | RuleUnder | Drawn | SideBySide | RuledTable

_EDGES: Mapping[str, tuple[str, ...]] = {
    "BOX": ("top", "left", "bottom", "right"),
    "LINEABOVE": ("top",),
    "LINEBELOW": ("bottom",),
}


@dataclass(frozen=True)
class PlainFace(typeface.Typeface):
    """Text for a program that finds a face for each letter itself."""

    serif_letters: frozenset[int] = field(default=frozenset())
    symbol_letters: frozenset[int] = field(default=frozenset())

    def markup(self, untrusted_text: str) -> str:
        """Return the text as markup that shows it as it is; control and direction marks vanish."""
        return escape(legible(untrusted_text)).replace("\n", "<br/>")

    def plain(self, untrusted_text: str) -> str:
        """Return the text on one line."""
        return " ".join(legible(untrusted_text).split())


class WordSetter(Typesetter):
    """Hands back pieces for a Word document."""

    @classmethod
    def of(cls, data: ReportData) -> WordSetter:
        """Return the setter of `data`; registers the faces that charts are measured with."""
        typeface.load(data.fonts_dir)
        return cls(Wording(data.texts, data.language), PlainFace(), data)

    def set(self, style: str, markup: str) -> SetParagraph:
        """Return a paragraph of `markup`."""
        return SetParagraph(style, runs_of(markup))

    def heading(self, style: str, markup: str, outline: str, key: str, level: int) -> SetParagraph:
        """Return a heading; Word makes the outline from the styles."""
        return SetParagraph(style, runs_of(markup), level)

    def gap(self, points: float) -> Gap:
        """Return empty room."""
        return Gap(points)

    def page_break(self) -> Nothing:
        """Return nothing: the heading of an annex begins a page."""
        return Nothing()

    def room_for(self, points: float) -> Nothing:
        """Return nothing: a heading stays with what follows."""
        return Nothing()

    def internal_pages(self) -> list[Any]:
        """Return the beginning of a section whose pages bear the mark of internal pages too."""
        return [InternalPages()]

    def together(self, pieces: Sequence[Any]) -> Together:
        """Return pieces that stand on one page."""
        return Together(tuple(pieces))

    def rule(self, untrusted_under: str, share: float) -> RuleUnder:
        """Return a line centred under a text."""
        return RuleUnder(self.face.plain(untrusted_under), share)

    def place(self, name: str, *, is_centred: bool) -> Gap:
        """Return empty room: nobody stamps a Word document."""
        return Gap(paper.SIGNATURE_POINTS)

    def picture(self, picture: Picture) -> Drawn:
        """Return a picture as wide as the text."""
        return Drawn(picture)

    def frame(
        self, rows: Sequence[Sequence[object]], widths_mm: Sequence[float], *commands: tuple[object, ...]
    ) -> SideBySide:
        """Return things side by side, with those lines of `commands` that run around them."""
        edges = dict.fromkeys(edge for command in commands for edge in _EDGES.get(str(command[0]), ()))
        return SideBySide(tuple(_cells(row) for row in rows), tuple(widths_mm), tuple(edges))

    def table(
        self,
        head: Sequence[object],
        blocks: Sequence[Sequence[Sequence[object]]],
        widths_mm: Sequence[float],
        *,
        spans: Sequence[tuple[int, int, int]] = (),
        kept_with_next: Sequence[int] = (),
    ) -> RuledTable:
        """Return a ruled table. A block that only goes on in one column is one row."""
        set_blocks = tuple(_one_row(tuple(_cells(row) for row in block)) for block in blocks)
        return RuledTable(_cells(head), set_blocks, tuple(widths_mm), tuple(spans), frozenset(kept_with_next))


def runs_of(markup: str) -> tuple[SetRun, ...]:
    """Return paragraph markup, as the compositor makes it, as runs of plain words."""
    reader = _MarkupReader()
    reader.feed(markup)
    reader.close()
    return tuple(reader.runs)


class _MarkupReader(HTMLParser):
    """Reads the few tags that paragraphs are made with."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.runs: list[SetRun] = []
        self._open: list[dict[str, Any]] = [{}]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self._append("\n")
            return
        given = dict(attrs)
        now = dict(self._open[-1])
        if tag == "b":
            now["is_bold"] = True
        elif tag == "i":
            now["is_italic"] = True
        elif tag == "font":
            if given.get("face") == typeface.REGULAR:  # within bold words
                now["is_bold"] = False
            if given.get("color") == paper.QUIET:
                now["is_quiet"] = True
            if given.get("size"):
                now["size_points"] = float(given["size"] or 0)
        self._open.append(now)

    def handle_endtag(self, tag: str) -> None:
        if tag != "br" and len(self._open) > 1:
            self._open.pop()

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self._append("\n")

    def handle_data(self, data: str) -> None:
        self._append(data)

    def _append(self, text: str) -> None:
        self.runs.append(SetRun(text, **self._open[-1]))


def _cells(row: Sequence[object]) -> tuple[tuple[Piece, ...], ...]:
    return tuple(_content(cell) for cell in row)


def _content(cell: Any) -> tuple[Piece, ...]:
    if isinstance(cell, str):
        return (SetParagraph("cell", runs_of(escape(legible(cell)))),) if cell else ()
    return tuple(cell) if isinstance(cell, list) else (cell,)


_Rows = tuple[tuple[tuple[Piece, ...], ...], ...]


def _one_row(rows: _Rows) -> _Rows:
    """Return rows that only go on with one column of the first as one row; others as they are."""
    first, *others = rows
    places = {at for row in others for at, cell in enumerate(row) if cell}
    if not others or len(places) != 1:
        return rows
    (column,) = places
    whole = list(first)
    whole[column] = tuple(piece for row in rows for piece in row[column])
    return (tuple(whole),)

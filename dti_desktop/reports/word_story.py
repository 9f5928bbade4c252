"""Draws the pieces of a `WordSetter` into a Word document: its styles, tables, pictures and sections."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from dti_desktop.errors import Cancelled
from dti_desktop.reports import paper, raster, word, word_tables
from dti_desktop.reports.blocks import Properties
from dti_desktop.reports.legible import legible
from dti_desktop.reports.paper import IsCancelled, Running
from dti_desktop.reports.word_setter import (
    Drawn,
    Gap,
    InternalPages,
    Nothing,
    Piece,
    RuledTable,
    RuleUnder,
    SetParagraph,
    SetRun,
    SideBySide,
    Together,
)

_WIDTH_MM = paper.TEXT_WIDTH / paper.MM
_PICTURE_SCALE = 3.0  # of the 96 dots an inch that charts are laid out with: sharp in print
_AFTER_TABLE_POINTS = 6.0
# A row of so many paragraphs, or with a cell of so many letters, may go on on the next page.
_BREAKABLE_FROM, _BREAKABLE_LETTERS = 9, 720

_Line = list[Any]
"""The Word paragraphs that stand on one line: one paragraph, or all of a table's row."""


@dataclass(frozen=True, slots=True)
class _Look:
    """How a paragraph style of the paper looks in Word."""

    style: str
    is_bold: bool = False
    is_right: bool = False
    is_apart: bool = False


_LOOKS = {
    "body": _Look(word.BODY),
    "item": _Look(word.ITEM),
    "title": _Look(word.TITLE),
    "office": _Look(word.OFFICE),
    "recipients": _Look(word.RECIPIENTS),
    "annex": _Look(word.ANNEX),
    "annex_note": _Look(word.ANNEX_NOTE),
    "banner": _Look(word.BANNER),
    "banner_note": _Look(word.BANNER_NOTE),
    "caption": _Look(word.FIGURE_CAPTION),
    "table_note": _Look(word.NOTE),
    "small": _Look(word.NOTE),
    "explained": _Look(word.EXPLAINED),
    "explanation": _Look(word.EXPLANATION),
    "figures_big": _Look(word.BIG_FIGURE),
    "figures_mid": _Look(word.MID_FIGURE),
    "figures_small": _Look(word.FIGURE_WORDS),
    "cell": _Look(word.CELL),
    "cell_bold": _Look(word.CELL, is_bold=True),
    "cell_quiet": _Look(word.CELL_QUIET),
    "cell_right": _Look(word.CELL, is_right=True),
    "cell_right_bold": _Look(word.CELL, is_bold=True, is_right=True),
    "cell_apart": _Look(word.CELL, is_apart=True),
    "cell_head_apart": _Look(word.HEAD, is_apart=True),
    "cell_head": _Look(word.HEAD),
    "cell_head_right": _Look(word.HEAD, is_right=True),
}
_HEADINGS = ("Heading 1", word.INDEX)


@dataclass
class WordStory:
    """Appends pieces to a new document. `internal_mark` stands on the pages of internal sections."""

    properties: Properties
    internal_mark: str
    fonts: raster.Fonts
    document: Any = field(init=False)
    _follows_table: bool = False
    _begins_section: bool = False
    _gap_points: float = 0.0

    def __post_init__(self) -> None:
        self.document = word.new_document(self.properties)

    def append(self, pieces: Iterable[Piece]) -> None:
        """Draw pieces at the end of the document."""
        for piece in pieces:
            self._draw(piece)

    def packed(self) -> bytes:
        """Return the finished document as a file."""
        if self._follows_table:
            self._spacer()
        return word.packed(self.document)

    def _draw(self, piece: Piece) -> list[_Line]:
        """Draw a piece and return its lines."""
        match piece:
            case SetParagraph():
                return [[self._paragraph(piece)]]
            case Gap(points):
                self._gap_points += points
            case InternalPages():
                word.internal_section(self.document, self.properties, self.internal_mark)
                self._begins_section, self._follows_table, self._gap_points = True, False, 0.0
            case Together(pieces):
                lines = [line for each in pieces for line in self._draw(each)]
                _keep(lines[:-1])
                return lines
            case RuleUnder(under, share):
                rule = word_tables.rule(self.document, word.width_mm(under) * share, _WIDTH_MM)
                return [[rule]]
            case Drawn():
                return [[self._picture(piece)]]
            case SideBySide():
                return self._side_by_side(piece)
            case RuledTable():
                return self._table(piece)
            case Nothing():
                pass
        return []

    def _paragraph(self, piece: SetParagraph) -> Any:
        paragraph = self.document.add_paragraph(style=_style_of(piece))
        _write(paragraph, piece)
        before = max(self._gap_points, _AFTER_TABLE_POINTS if self._follows_table else 0.0)
        of_style = paragraph.style.paragraph_format.space_before
        if before > (of_style.pt if of_style is not None else 0):
            word.space_before(paragraph, before)
        if self._begins_section:  # which begins a page already
            paragraph.paragraph_format.page_break_before = False
        self._gap_points, self._follows_table, self._begins_section = 0.0, False, False
        return paragraph

    def _picture(self, piece: Drawn) -> Any:
        from docx.shared import Mm

        paragraph = self.document.add_paragraph(style=word.FIGURE)
        content = raster.png(piece.picture, self.fonts, _PICTURE_SCALE)
        inline = paragraph.add_run().add_picture(io.BytesIO(content), width=Mm(_WIDTH_MM))
        inline._inline.docPr.set("descr", " ".join(legible(piece.picture.words).split()))
        self._gap_points, self._follows_table = 0.0, False
        return paragraph

    def _before_table(self) -> None:
        """Part a table from the one before it, which Word would join, and from the words above."""
        if self._follows_table or self._gap_points:
            self._spacer()

    def _spacer(self) -> None:
        from docx.shared import Pt

        line = self.document.add_paragraph(style=word.CELL)
        line.paragraph_format.line_spacing = Pt(max(2.0, self._gap_points))
        # It is room above a table and nothing by itself: what stands with the table, stands with it too.
        line.paragraph_format.keep_with_next = True
        self._gap_points, self._follows_table = 0.0, False

    def _side_by_side(self, piece: SideBySide) -> list[_Line]:
        self._before_table()
        rows: list[list[tuple[Piece, ...]]] = []
        for row in piece.rows:
            content = [each for cell in row for each in cell]
            if rows and content and all(isinstance(each, RuleUnder) for each in content):
                rows[-1] = [above + below for above, below in zip(rows[-1], row, strict=True)]
            else:
                rows.append(list(row))
        table = word_tables.frame(self.document, piece.widths_mm, len(rows))
        if piece.edges:
            word_tables.border(table, piece.edges)
        lines = []
        for line, cells in zip(table.rows, rows, strict=True):
            lines.append(
                [
                    paragraph
                    for cell, content, width in zip(line.cells, cells, piece.widths_mm, strict=True)
                    for paragraph in _fill(cell, content, width)
                ]
            )
        self._follows_table = True
        return lines

    def _table(self, piece: RuledTable) -> list[_Line]:
        self._before_table()
        rows = [piece.head, *(row for block in piece.blocks for row in block)]
        table = word_tables.ruled_table(self.document, piece.widths_mm, len(rows))
        word_tables.repeat_on_each_page(table.rows[0])
        starts, at = [], 1
        for block in piece.blocks:
            starts.append(at)
            at += len(block)
        spans = {starts[block]: (first, last) for block, first, last in piece.spans}
        kept = {0} | {starts[block] for block in piece.kept_with_next}
        if len(rows) > 2:  # the last row, often a sum, never stands alone on a page
            kept.add(len(rows) - 2)
        # The head of a group of rows stands with the first of them.
        kept |= {start for start, block in zip(starts, piece.blocks, strict=True) if len(block) > 1}
        lines: list[_Line] = []
        for number, (line, cells) in enumerate(zip(table.rows, rows, strict=True)):
            word_cells = list(line.cells)
            if number in spans:
                first, last = spans[number]
                word_cells[first].merge(word_cells[last])
                word_cells = [cell for place, cell in enumerate(word_cells) if not first < place <= last]
                cells = tuple(cell for place, cell in enumerate(cells) if not first < place <= last)
            if _is_tall(cells):
                word_tables.let_break(line)
            drawn = [
                paragraph
                for cell, content in zip(word_cells, cells, strict=True)
                for paragraph in _fill(cell, content, _WIDTH_MM)
            ]
            if number in kept:
                _keep([drawn])
            lines.append(drawn)
        self._follows_table = True
        return lines


def word_document(
    pieces: Iterable[Iterable[Piece]],
    running: Running,
    fonts: raster.Fonts,
    cancelled: IsCancelled | None = None,
) -> bytes:
    """Return the pieces as DOCX, with the margins and properties that the paper has. Raises `Cancelled`."""
    properties = Properties(
        title=running.title,
        author=running.author,
        subject=running.subject,
        language=running.language,
        made_on=running.printed_on,
        marks=running.marks,
        foot_left=running.foot_left,
        foot_right=running.foot_right,
    )
    story = WordStory(properties, running.internal_mark, fonts)
    for some in pieces:
        if cancelled is not None and cancelled():
            raise Cancelled
        story.append(some)
    return story.packed()


def _fill(cell: Any, content: Sequence[Piece], width_mm: float) -> _Line:
    """Draw pieces into an empty cell and return its paragraphs."""
    paragraphs: _Line = []
    for piece in content:
        match piece:
            case SetParagraph():
                style = _style_of(piece)
                if paragraphs:
                    paragraph = cell.add_paragraph(style=style)
                else:
                    paragraph = word_tables.first_paragraph(cell, style)
                _write(paragraph, piece)
                paragraphs.append(paragraph)
            case Gap(points) if paragraphs:
                word.space_after(paragraphs[-1], points)
            case RuleUnder(under, share):
                paragraphs.append(word_tables.rule(cell, word.width_mm(under) * share, width_mm))
            case _:
                pass
    return paragraphs or [word_tables.first_paragraph(cell, word.CELL)]


def _is_tall(cells: Sequence[Sequence[Piece]]) -> bool:
    letters = (sum(len(p.text) for p in cell if isinstance(p, SetParagraph)) for cell in cells)
    return max(map(len, cells)) >= _BREAKABLE_FROM or max(letters) >= _BREAKABLE_LETTERS


def _style_of(piece: SetParagraph) -> str:
    if piece.style in ("heading", "index"):
        return _HEADINGS[min(piece.heading_level or 0, len(_HEADINGS) - 1)]
    return _LOOKS[piece.style].style


def _write(paragraph: Any, piece: SetParagraph) -> None:
    look = _LOOKS.get(piece.style)
    for run in piece.runs:
        _write_run(paragraph, run, bool(look and look.is_bold))
    if look and (look.is_right or look.is_apart):
        word_tables.place(paragraph, "right" if look.is_right else "apart")


def _write_run(paragraph: Any, run: SetRun, is_bold: bool) -> None:
    from docx.shared import Pt, RGBColor

    made = paragraph.add_run(legible(run.text))
    if is_bold or run.is_bold is not None:
        made.bold = run.is_bold if run.is_bold is not None else True
    if run.is_italic is not None:
        made.italic = run.is_italic
    if run.size_points is not None:
        made.font.size = Pt(run.size_points)
    if run.is_quiet:
        made.font.color.rgb = RGBColor.from_string(paper.QUIET.removeprefix("#").upper())


def _keep(lines: Iterable[_Line]) -> None:
    """Let lines stand with the next."""
    for line in lines:
        for paragraph in line:
            paragraph.paragraph_format.keep_with_next = True

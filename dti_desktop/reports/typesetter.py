"""Words, faces and styles at hand: what every section of the report sets its paragraphs with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from dti_desktop.reports import paper, typeface
from dti_desktop.reports.model import ReportData
from dti_desktop.reports.picture import Picture
from dti_desktop.reports.wording import Wording


@dataclass(frozen=True)
class Compositor:
    """Sets paragraphs and tables. Facts and outside texts are always escaped on the way in."""

    words: Wording
    face: typeface.Typeface

    def markup(self, key: str, /, **facts: object) -> str:
        """Return the text of `key` as markup, its facts escaped."""
        return self.words(key, **{name: self.face.markup(str(fact)) for name, fact in facts.items()})

    def say(self, style: str, key: str, /, **facts: object) -> Any:
        """Return a paragraph with the text of `key`."""
        return self.set(style, self.markup(key, **facts))

    def text(self, style: str, untrusted_text: str) -> Any:
        """Return a paragraph that shows a text as it is."""
        return self.set(style, self.face.markup(untrusted_text))

    def set(self, style: str, markup: str) -> Any:
        """Return a paragraph of `markup`, whose outside texts are already escaped."""
        return paper.paragraph_class()(markup, paper.styles()[style])

    def heading(self, style: str, markup: str, outline: str, key: str, level: int) -> Any:
        """Return a heading that is also an entry of the document's outline."""
        face = self.face

        class Heading(paper.paragraph_class()):  # type: ignore[misc]
            def draw(self) -> None:
                self.canv.bookmarkPage(key)
                self.canv.addOutlineEntry(face.plain(outline), key, level=level, closed=level > 0)
                super().draw()

        return Heading(markup, paper.styles()[style])

    # -- what stands between paragraphs ------------------------------------------------------------

    def gap(self, points: float) -> Any:
        """Return empty room."""
        from reportlab.platypus import Spacer

        return Spacer(1, points)

    def page_break(self) -> Any:
        """Return the end of a page."""
        from reportlab.platypus import PageBreak

        return PageBreak()

    def room_for(self, points: float) -> Any:
        """Return the end of a page that has less room left than `points`."""
        from reportlab.platypus import CondPageBreak

        return CondPageBreak(points)

    def internal_pages(self) -> list[Any]:
        """Return what begins a new page that, like all after it, bears the mark of internal pages too."""
        return paper.internal_pages()

    def together(self, pieces: Sequence[Any]) -> Any:
        """Return pieces that stand on one page."""
        from reportlab.platypus import KeepTogether

        return KeepTogether(list(pieces))

    def rule(self, untrusted_under: str, share: float) -> Any:
        """Return a line centred under a text, `share` of its width."""
        return paper.rule(self.face.plain(untrusted_under), share)

    def place(self, name: str, *, is_centred: bool) -> Any:
        """Return the empty room for a signature, known to the document as `name`."""
        return paper.signature_place(name, is_centred=is_centred)

    def picture(self, picture: Picture) -> Any:
        """Return a picture as wide as the text."""
        return paper.picture_flowable(picture, self.face, paper.TEXT_WIDTH)

    # -- tables ------------------------------------------------------------------------------------

    def frame(
        self, rows: Sequence[Sequence[object]], widths_mm: Sequence[float], *commands: tuple[object, ...]
    ) -> Any:
        """Return a table for placing things side by side: no lines, no padding but those of `commands`."""
        from reportlab.platypus import Table, TableStyle

        base: list[tuple[object, ...]] = [
            ("FONT", (0, 0), (-1, -1), typeface.REGULAR),  # an empty cell would ask for Helvetica
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("RIGHTPADDING", (0, 0), (-1, -1), 0),
            ("TOPPADDING", (0, 0), (-1, -1), 0),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 1),
        ]
        widths = [width * paper.MM for width in widths_mm]
        return Table([list(row) for row in rows], widths, style=TableStyle([*base, *commands]))

    def table(
        self,
        head: Sequence[object],
        blocks: Sequence[Sequence[Sequence[object]]],
        widths_mm: Sequence[float],
        *,
        spans: Sequence[tuple[int, int, int]] = (),
        kept_with_next: Sequence[int] = (),
    ) -> Any:
        """Return a table with a hairline above each block of rows and its head repeated on each page.

        A page break never parts the first three rows of a block, nor its last two; a cell taller than
        a good part of the page is continued in rows of its own. `spans` are (block, first, last column)
        joined in the block's first row. The blocks of `kept_with_next` stand on the page where the next
        one begins, and the last two blocks meet on one. The outer columns stand flush with the text.
        """
        from reportlab.platypus import LongTable, TableStyle

        widths = [width * paper.MM for width in widths_mm]
        rows: list[list[object]] = [list(head)]
        commands: list[tuple[object, ...]] = [
            ("FONT", (0, 0), (-1, -1), typeface.REGULAR),  # an empty cell would ask for Helvetica
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("VALIGN", (0, 0), (-1, 0), "BOTTOM"),
            ("LEFTPADDING", (0, 0), (-1, -1), 3),
            ("RIGHTPADDING", (0, 0), (-1, -1), 3),
            ("LEFTPADDING", (0, 0), (0, -1), 0),
            ("RIGHTPADDING", (-1, 0), (-1, -1), 0),
            ("TOPPADDING", (0, 0), (-1, -1), 3),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 3.5),
            ("LINEABOVE", (0, 0), (-1, 0), 0.9, paper.RULE),
            ("LINEBELOW", (0, 0), (-1, 0), 0.6, paper.RULE),
            ("LINEBELOW", (0, "splitlast"), (-1, "splitlast"), 0.4, paper.HAIRLINE),
            ("LINEBELOW", (0, -1), (-1, -1), 0.9, paper.RULE),
        ]
        starts = []
        for number, block in enumerate(blocks):
            start = len(rows)
            starts.append(start)
            rows += [part for row in block for part in _cut_rows(row, widths)]
            last = len(rows) - 1
            if number:
                commands.append(("LINEABOVE", (0, start), (-1, start), 0.4, paper.HAIRLINE))
            commands.append(("NOSPLIT", (0, start), (-1, min(start + 2, last))))
            commands.append(("NOSPLIT", (0, max(start, last - 1)), (-1, last)))
            if last > start:  # what continues a block stands close to its beginning
                commands.append(("TOPPADDING", (0, start + 1), (-1, last), 2.5))
                commands.append(("BOTTOMPADDING", (0, start), (-1, last - 1), -0.5))
            commands += [("SPAN", (a, start), (b, start)) for n, a, b in spans if n == number]
        commands += [("NOSPLIT", (0, starts[at + 1] - 1), (-1, starts[at + 1])) for at in kept_with_next]
        if len(blocks) > 1:
            commands.append(("NOSPLIT", (0, starts[-1] - 1), (-1, starts[-1])))
        return LongTable(rows, widths, repeatRows=1, splitByRow=1, hAlign="LEFT", style=TableStyle(commands))


@dataclass(frozen=True)
class Typesetter(Compositor):
    """Sets the paragraphs of one self-evaluation."""

    data: ReportData

    @classmethod
    def of(cls, data: ReportData) -> Typesetter:
        """Return the typesetter of `data`; registers its faces."""
        return cls(Wording(data.texts, data.language), typeface.load(data.fonts_dir), data)


_TALLEST_CELL = paper.TEXT_HEIGHT / 3


def _cut_rows(row: Sequence[object], widths: Sequence[float]) -> list[list[object]]:
    """Return `row` in as many rows as its tallest paragraph needs; a table cannot break inside a row."""
    columns = [_cut(cell, width - 6) for cell, width in zip(row, widths, strict=True)]
    return [list(part) for part in zip_longest(*columns, fillvalue="")]


def _cut(cell: Any, width: float) -> list[object]:
    if isinstance(cell, str) or cell.wrap(width, paper.TEXT_HEIGHT)[1] <= _TALLEST_CELL:
        return [cell]
    parts = cell.split(width, _TALLEST_CELL)
    return [parts[0], *_cut(parts[1], width)] if len(parts) == 2 else [cell]

"""Words, faces and styles at hand: what every section of the report sets its paragraphs with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dti_desktop.reports import paper, typeface
from dti_desktop.reports.model import ReportData
from dti_desktop.reports.wording import Wording


@dataclass(frozen=True)
class Typesetter:
    """Sets the paragraphs of one report. Facts and outside texts are always escaped on the way in."""

    data: ReportData
    words: Wording
    face: typeface.Typeface

    @classmethod
    def of(cls, data: ReportData) -> Typesetter:
        """Return the typesetter of `data`; registers its faces."""
        return cls(data, Wording(data.texts, data.language), typeface.load(data.fonts_dir))

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
        from reportlab.platypus import Paragraph

        return Paragraph(markup, paper.styles()[style])

    def heading(self, style: str, markup: str, outline: str, key: str, level: int) -> Any:
        """Return a heading that is also an entry of the document's outline."""
        from reportlab.platypus import Paragraph

        face = self.face

        class Heading(Paragraph):  # type: ignore[misc]
            def draw(self) -> None:
                self.canv.bookmarkPage(key)
                self.canv.addOutlineEntry(face.plain(outline), key, level=level, closed=level > 0)
                super().draw()

        return Heading(markup, paper.styles()[style])

    def table(
        self,
        rows: Sequence[Sequence[object]],
        widths_mm: Sequence[float],
        *,
        head_rows: int = 1,
        rules_above: Sequence[int] | None = None,
        together: Sequence[tuple[int, int]] = (),
        spans: Sequence[tuple[tuple[int, int], tuple[int, int]]] = (),
    ) -> Any:
        """Return a table with hairlines, its head repeated on each page.

        `rules_above` are the rows under a hairline (all, where it is None); `together` the spans of rows
        that a page break may not part; the first and last column stand flush with the text.
        """
        from reportlab.platypus import LongTable, TableStyle

        ruled = range(head_rows + 1, len(rows)) if rules_above is None else rules_above
        commands: list[tuple[object, ...]] = [
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("VALIGN", (0, 0), (-1, head_rows - 1), "BOTTOM"),
            ("LEFTPADDING", (0, 0), (-1, -1), 3),
            ("RIGHTPADDING", (0, 0), (-1, -1), 3),
            ("LEFTPADDING", (0, 0), (0, -1), 0),
            ("RIGHTPADDING", (-1, 0), (-1, -1), 0),
            ("TOPPADDING", (0, 0), (-1, -1), 2.5),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 2.5),
            ("LINEABOVE", (0, 0), (-1, 0), 0.9, paper.RULE),
            ("LINEBELOW", (0, head_rows - 1), (-1, head_rows - 1), 0.6, paper.RULE),
            ("LINEBELOW", (0, -1), (-1, -1), 0.9, paper.RULE),
        ]
        commands += [("LINEABOVE", (0, row), (-1, row), 0.4, paper.HAIRLINE) for row in ruled]
        commands += [("NOSPLIT", (0, first), (-1, last)) for first, last in together if last > first]
        commands += [("SPAN", start, end) for start, end in spans]
        return LongTable(
            [list(row) for row in rows],
            colWidths=[width * paper.MM for width in widths_mm],
            repeatRows=head_rows,
            splitByRow=1,
            splitInRow=1,
            hAlign="LEFT",
            style=TableStyle(commands),
        )

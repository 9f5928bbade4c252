"""Paper around work that goes to departments: the brief that goes with a file, the report of a merge."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from dti_desktop.format import Format, LanguageCode
from dti_desktop.reports import paper, typeface
from dti_desktop.reports.paper import HAIRLINE, INK, MM, Running
from dti_desktop.reports.typeface import REGULAR
from dti_desktop.reports.wording import Wording, shortened

_PDF_LANGUAGES = {"vi": "vi-VN", "en": "en-GB"}
_LONGEST_NAME, _LONGEST_TEXT = 80, 300
_ROOMS = ((16, 1_200), (16, 600), (10, 600), (10, 300), (5, 300), (5, 150), (3, 80))
"""So many rows and characters of guidance, the most that still goes on one page."""
_PAGE_OBJECT = re.compile(rb"/Type\s*/Page\b(?!s)")
_CAPTION_WIDTH = 38 * MM


@dataclass(frozen=True)
class Printing:
    """How a paper is printed: its words, its language, the day, where the fonts are."""

    texts: Mapping[str, str]
    language: LanguageCode
    printed_on: date
    fonts_dir: Path


@dataclass(frozen=True)
class PartBrief:
    """What a department is told on paper. `rows`: code and short title. The passphrase never stands on it."""

    province: str
    year: int
    department: str
    due: date | None
    issued: datetime
    issued_by: str
    file_name: str
    is_locked: bool
    guidance: str
    rows: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class MergeReport:
    """What a merge did. `files`: lines; `taken`: code, where, before, after, departments; `decided`: code,
    where, the office's, theirs, what was chosen; `not_taken`: lines.
    """

    province: str
    year: int
    merged: datetime
    merged_by: str
    files: Sequence[str]
    taken: Sequence[tuple[str, str, str, str, str]]
    decided: Sequence[tuple[str, str, str, str, str]]
    not_taken: Sequence[str]


def part_brief_pdf(brief: PartBrief, printing: Printing) -> bytes:
    """Return the brief as PDF: one page A4, fonts embedded, the same bytes for the same brief.

    What does not go on the page stands in the file itself; the brief says how many rows that are.
    """
    pdf = b""
    for most_rows, longest_guidance in _ROOMS:
        pdf = _brief(brief, printing, most_rows, longest_guidance)
        if len(_PAGE_OBJECT.findall(pdf)) == 1:
            break
    return pdf


def _brief(brief: PartBrief, printing: Printing, most_rows: int, longest_guidance: int) -> bytes:
    from reportlab.platypus import Spacer

    sheet = _Sheet(printing, "part_brief")
    form = sheet.form
    name = shortened(brief.file_name, _LONGEST_NAME)
    due = "–" if brief.due is None else form.date(brief.due)
    facts = [
        ("department", brief.department),
        ("assessment", sheet.words("part_brief.assessment_of", province=brief.province, year=brief.year)),
        ("due", due),
        ("issued", f"{form.date_time(brief.issued)} · {brief.issued_by}"),
        ("file", name),
    ]
    shown = brief.rows[:most_rows]
    rows = [(sheet.plain("cell_bold", code), sheet.plain("cell", title)) for code, title in shown]
    story: list[Any] = [
        sheet.say("title", "title"),
        Spacer(1, 3 * MM),
        sheet.say("body", "what", department=brief.department, count=len(brief.rows)),
        Spacer(1, 1 * MM),
        sheet.facts(facts),
        Spacer(1, 3 * MM),
    ]
    if brief.guidance:
        story += [
            sheet.say("heading", "guidance"),
            *sheet.lines(brief.guidance, longest_guidance),
        ]
    story += [sheet.say("heading", "rows", count=len(brief.rows)), sheet.table(rows, (18 * MM, None))]
    if len(brief.rows) > len(shown):
        story.append(sheet.say("table_note", "more_rows", count=len(brief.rows) - len(shown)))
    story += [sheet.say("heading", "how")]
    story += [sheet.say("item", f"how.{step}", number=step, file=name) for step in (1, 2, 3, 4)]
    story += [Spacer(1, 2 * MM), sheet.say("cell", "locked" if brief.is_locked else "plain")]
    return sheet.build(story, sheet.words("part_brief.document_title", department=brief.department))


def merge_report_pdf(report: MergeReport, printing: Printing) -> bytes:
    """Return the report of a merge as PDF: A4, fonts embedded, the same bytes for the same merge."""
    from reportlab.platypus import Spacer

    sheet = _Sheet(printing, "merge_report")
    facts = [
        ("assessment", sheet.words("part_brief.assessment_of", province=report.province, year=report.year)),
        ("merged", f"{sheet.form.date_time(report.merged)} · {report.merged_by}"),
    ]
    story: list[Any] = [
        sheet.say("title", "title"),
        Spacer(1, 3 * MM),
        sheet.facts(facts),
        Spacer(1, 3 * MM),
        sheet.say("heading", "files", count=len(report.files)),
        *(sheet.plain("item", f"– {line}") for line in report.files),
        sheet.say("heading", "taken", count=len(report.taken)),
    ]
    heads = ("code", "where", "before", "after", "departments")
    story.append(sheet.wide(heads, report.taken) if report.taken else sheet.say("cell", "none"))
    story.append(sheet.say("heading", "decided", count=len(report.decided)))
    heads = ("code", "where", "ours", "theirs", "chosen")
    story.append(sheet.wide(heads, report.decided) if report.decided else sheet.say("cell", "none"))
    if report.not_taken:
        story.append(sheet.say("heading", "not_taken", count=len(report.not_taken)))
        story += [sheet.plain("item", f"– {shortened(line, _LONGEST_TEXT)}") for line in report.not_taken]
    story += [Spacer(1, 3 * MM), sheet.say("table_note", "undo")]
    return sheet.build(story, sheet.words("merge_report.document_title", province=report.province))


class _Sheet:
    """What both papers are set with. Everything that a person entered is escaped."""

    def __init__(self, printing: Printing, prefix: str) -> None:
        self._printing, self._prefix = printing, prefix
        self.words = Wording(printing.texts, printing.language)
        self.form = Format(printing.language)
        self._face = typeface.load(printing.fonts_dir)
        self._styles = paper.styles()

    def say(self, style: str, key: str, **facts: object) -> Any:
        """Return a paragraph of the paper's own words."""
        from reportlab.platypus import Paragraph

        escaped = {name: self._face.markup(str(fact)) for name, fact in facts.items()}
        return Paragraph(self.words(f"{self._prefix}.{key}", **escaped), self._styles[style])

    def plain(self, style: str, text: str) -> Any:
        """Return a paragraph of what a person entered."""
        from reportlab.platypus import Paragraph

        return Paragraph(self._face.markup(text) or " ", self._styles[style])

    def lines(self, text: str, longest: int) -> list[Any]:
        """Return a text of several lines, a paragraph each, as far as there is room."""
        found = []
        for line in text.splitlines():
            if line.strip() and longest > 0:
                found.append(self.plain("cell", shortened(line, longest)))
                longest -= len(line)
        return found

    def facts(self, facts: Sequence[tuple[str, str]]) -> Any:
        """Return captions and what they say."""
        rows = [(self.say("cell", caption), self.plain("cell_bold", said)) for caption, said in facts]
        return self.table(rows, (_CAPTION_WIDTH, None), is_strong=True)

    def wide(self, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Any:
        """Return a table with heads: a code, where, two values, who."""
        cells = [tuple(self.say("cell_bold", f"head.{head}") for head in heads)]
        cells += [tuple(self.plain("cell", shortened(text, _LONGEST_TEXT)) for text in row) for row in rows]
        return self.table(cells, (13 * MM, 33 * MM, None, None, 30 * MM), has_head=True)

    def table(
        self,
        rows: Sequence[Sequence[Any]],
        widths: Sequence[float | None],
        *,
        is_strong: bool = False,
        has_head: bool = False,
    ) -> Any:
        """Return a table between hairlines; columns without a width share what is left."""
        from reportlab.platypus import Table, TableStyle

        left = paper.TEXT_WIDTH - sum(width for width in widths if width is not None)
        share = left / max(sum(width is None for width in widths), 1)
        look: list[tuple[Any, ...]] = [
            ("FONT", (0, 0), (-1, -1), REGULAR),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (0, -1), 0),
            ("TOPPADDING", (0, 0), (-1, -1), 2),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
            ("LINEBELOW", (0, 0), (-1, -2), 0.4, HAIRLINE),
        ]
        if is_strong or has_head:
            look += [("LINEABOVE", (0, 0), (-1, 0), 0.9, INK), ("LINEBELOW", (0, -1), (-1, -1), 0.9, INK)]
        if has_head:
            look.append(("LINEBELOW", (0, 0), (-1, 0), 0.9, INK))
        return Table(
            rows,
            [share if width is None else width for width in widths],
            style=TableStyle(look),
            repeatRows=1 if has_head else 0,
        )

    def build(self, story: list[Any], title: str) -> bytes:
        """Return the paper."""
        printed_on = self._printing.printed_on
        running = Running(
            title=self._face.plain(title),
            author="",
            subject="",
            language=_PDF_LANGUAGES[self._printing.language],
            printed_on=printed_on,
            marks=(),
            foot_left=self._face.plain(title),
            foot_right=self._face.plain(self.words("recovery.printed", day=self.words.day(printed_on))),
        )
        return paper.build(story, running)

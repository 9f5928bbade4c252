"""The improvement plan as a Word document, drawn from the same blocks as the paper."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dti_desktop.reports import paper, word, word_tables
from dti_desktop.reports.blocks import (
    AnnexTitle,
    Banner,
    Block,
    Heading,
    Letterhead,
    Paragraph,
    Placing,
    Row,
    Runs,
    Signature,
    Table,
    Title,
    plain,
)
from dti_desktop.reports.plan_blocks import plan_document
from dti_desktop.reports.plan_model import ImprovementPlan
from dti_desktop.reports.wording import Language

_PARAGRAPH_STYLES = {
    "basis": word.BASIS,
    "body": word.BODY,
    "item": word.BODY,
    "table_note": word.NOTE,
}
_OFFICE_MM, _NATION_MM = 62.0, 101.0
_RECIPIENTS_MM, _LEADER_MM = 82.0, 81.0
_SIGNATURE_POINTS = 62.0
_OFFICE_RULE, _MOTTO_RULE, _TITLE_RULE = 0.45, 1.0, 0.3  # of the width of the words above
_SHORT_ROWS = 14
_WIDTH_MM = paper.TEXT_WIDTH / paper.MM


def improvement_plan_docx(
    plan: ImprovementPlan, *, texts: Mapping[str, str], language: Language = "vi"
) -> bytes:
    """Return the plan as DOCX: A4, real styles, the same bytes for the same plan.

    Raises KeyError where a text is missing.
    """
    content = plan_document(plan, texts, language)
    document = word.new_document(content.properties)
    for block in content.blocks:
        _draw(document, block)
    return word.packed(document)


def _draw(document: Any, block: Block) -> None:
    match block:
        case Letterhead():
            _letterhead(document, block)
        case Title(kind, subject):
            first = word.write(document.add_paragraph(style=word.TITLE), plain(kind))
            word.space(first, before_points=14)
            word.write(document.add_paragraph(style=word.TITLE), plain(subject))
            rule = word_tables.rule(document, word.width_mm(subject) * _TITLE_RULE, _WIDTH_MM)
            word.space(rule, before_points=2, after_points=8)
        case Banner(mark, note):
            _banner(document, mark, note)
        case Heading(text, _, level):
            word.write(document.add_paragraph(style=f"Heading {level}"), plain(text))
        case Paragraph(runs, kind):
            word.write(document.add_paragraph(style=_PARAGRAPH_STYLES[kind]), runs)
        case Table():
            _table(document, block)
        case AnnexTitle(number, title, note, _):
            heading = document.add_paragraph(style=word.ANNEX)
            word.write(heading, plain(f"{number}\n{title}"))
            word.write(document.add_paragraph(style=word.ANNEX_NOTE), plain(note, is_italic=True))
        case Signature():
            _signature(document, block)


def _letterhead(document: Any, head: Letterhead) -> None:
    table = word_tables.frame(document, (_OFFICE_MM, _NATION_MM), 2)
    cells = (
        (plain(head.committee), plain(head.nation, is_bold=True)),
        (plain(head.province, is_bold=True), plain(head.motto, is_bold=True)),
    )
    for column in (0, 1):
        cell = table.cell(0, column)
        word.write(word_tables.first_paragraph(cell, word.OFFICE), cells[0][column])
        word.write(cell.add_paragraph(style=word.OFFICE), cells[1][column])
        words, room, share = (
            (head.province, _OFFICE_MM, _OFFICE_RULE),
            (head.motto, _NATION_MM, _MOTTO_RULE),
        )[column]
        word_tables.rule(cell, word.width_mm(words) * share, room)
    word.write(word_tables.first_paragraph(table.cell(1, 0), word.OFFICE), plain(head.number))
    word.write(
        word_tables.first_paragraph(table.cell(1, 1), word.OFFICE), plain(head.place_and_date, is_italic=True)
    )


def _banner(document: Any, mark: str, note: str) -> None:
    table = word_tables.frame(document, (_WIDTH_MM,), 1)
    word_tables.border(table, ("top", "left", "bottom", "right"))
    word.write(word_tables.first_paragraph(table.cell(0, 0), word.OFFICE), plain(mark, is_bold=True))
    word.write(table.cell(0, 0).add_paragraph(style=word.OFFICE), plain(note))
    document.add_paragraph(style=word.CELL)


def _table(document: Any, content: Table) -> None:
    word.write(document.add_paragraph(style=word.CAPTION), plain(content.caption))
    head = Row(tuple((plain(column.title),) for column in content.columns))
    rows = (head, *content.rows)
    table = word_tables.ruled_table(document, content.widths_mm(_WIDTH_MM), len(rows))
    word_tables.repeat_on_each_page(table.rows[0])
    # A head, a main index and the row before the sum each stay with what follows; a short table as a whole.
    kept = {0} | {at for at, row in enumerate(rows) if row.kind == "group"}
    kept |= {at - 1 for at, row in enumerate(rows) if row.kind == "total"}
    if len(rows) <= _SHORT_ROWS and not any(row.kind == "group" for row in rows):
        kept = set(range(len(rows) - 1))
    for at, (row, line) in enumerate(zip(rows, table.rows, strict=True)):
        for placing, cell, paragraphs in zip(content.placed, line.cells, row.cells, strict=True):
            for number, runs in enumerate(paragraphs):
                style = word.CELL if at else word.HEAD
                paragraph = (
                    cell.add_paragraph(style=style) if number else word_tables.first_paragraph(cell, style)
                )
                _in_cell(paragraph, runs, placing, at in kept)
    word.space(document.add_paragraph(style=word.NOTE), after_points=0)


def _in_cell(paragraph: Any, runs: Runs, placing: Placing, is_kept: bool) -> None:
    word.write(paragraph, runs)
    word_tables.place(paragraph, placing)
    if is_kept:
        paragraph.paragraph_format.keep_with_next = True


def _signature(document: Any, content: Signature) -> None:
    closing = word.write(document.add_paragraph(style=word.BODY), plain(content.closing))
    closing.paragraph_format.keep_with_next = True
    closing.paragraph_format.keep_together = True
    table = word_tables.frame(document, (_RECIPIENTS_MM, _LEADER_MM), 1)
    recipients, leader = table.cell(0, 0), table.cell(0, 1)
    head = word_tables.first_paragraph(recipients, word.RECIPIENTS)
    word.write(head, plain(content.recipients_head, is_bold=True, is_italic=True))
    for line in content.recipients:
        word.write(recipients.add_paragraph(style=word.RECIPIENTS), plain(line))
    word.write(word_tables.first_paragraph(leader, word.OFFICE), plain(content.leader_title, is_bold=True))
    how = word.write(leader.add_paragraph(style=word.OFFICE), plain(content.how, is_italic=True))
    word.space(how, after_points=_SIGNATURE_POINTS)
    word.write(leader.add_paragraph(style=word.OFFICE), plain(content.leader_name, is_bold=True))

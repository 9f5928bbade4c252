"""The improvement plan on paper, drawn from the same blocks as the Word document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import count
from pathlib import Path
from typing import Any

from dti_desktop.reports import paper, typeface
from dti_desktop.reports.blocks import (
    AnnexTitle,
    Banner,
    Block,
    Heading,
    Letterhead,
    Paragraph,
    Properties,
    Row,
    Runs,
    Signature,
    Table,
    Title,
)
from dti_desktop.reports.letterhead import (
    boxed,
    official_head,
    official_leader,
    official_recipients,
    official_title,
    signed_together,
)
from dti_desktop.reports.paper import IsCancelled, Progress, Running
from dti_desktop.reports.plan_blocks import plan_document
from dti_desktop.reports.plan_model import ImprovementPlan
from dti_desktop.reports.typesetter import Compositor
from dti_desktop.reports.wording import Language, Wording

_PARAGRAPH_STYLES = {"basis": "basis", "body": "body", "item": "indented_item", "table_note": "table_note"}
_CELL_STYLES = {"left": "cell", "right": "cell_right", "apart": "cell_apart"}
_HEAD_STYLES = {"left": "cell_head", "right": "cell_head_right", "apart": "cell_head_apart"}
_CELL_PADDING = (6.0, 6.5)  # points at both sides, and above and below, as the compositor sets tables
_CAPTION_POINTS = 26.0
_SHORT_TABLE, _FIRST_ROWS = 0.4 * paper.TEXT_HEIGHT, 3


def improvement_plan_pdf(
    plan: ImprovementPlan,
    *,
    texts: Mapping[str, str],
    language: Language = "vi",
    fonts_dir: Path,
    progress: Progress | None = None,
    cancelled: IsCancelled | None = None,
) -> bytes:
    """Return the plan as PDF: A4, all fonts embedded, the same bytes for the same plan.

    `progress` is told (done, total) steps. Raises `Cancelled` soon after `cancelled` says so, KeyError
    where a text is missing, OSError where a font file is.
    """
    document = plan_document(plan, texts, language)
    compositor = Compositor(Wording(texts, language), typeface.load(fonts_dir))
    names = count(1)
    story = [piece for block in document.blocks for piece in _drawn(compositor, block, names)]
    return paper.build(story, _running(compositor, document.properties), progress, cancelled)


def _running(compositor: Compositor, properties: Properties) -> Running:
    plain = compositor.face.plain
    return Running(
        title=plain(properties.title),
        author=plain(properties.author),
        subject=plain(properties.subject),
        language=properties.language,
        printed_on=properties.made_on,
        marks=tuple(plain(mark) for mark in properties.marks),
        foot_left=plain(properties.foot_left),
        foot_right=plain(properties.foot_right),
    )


def _drawn(compositor: Compositor, block: Block, names: count[int]) -> list[Any]:
    from reportlab.platypus import PageBreak, Spacer

    markup = compositor.face.markup
    match block:
        case Letterhead():
            return [official_head(compositor, block)]
        case Title():
            return official_title(compositor, block)
        case Banner():
            return boxed(compositor, block)
        case Heading(text, key, level):
            style = "heading" if level == 1 else "subheading"
            return [compositor.heading(style, markup(text), text, f"{key}.{next(names)}", level - 1)]
        case Paragraph(runs, kind):
            return [compositor.set(_PARAGRAPH_STYLES[kind], _markup(compositor, runs))]
        case Table():
            return _table(compositor, block)
        case AnnexTitle(number, title, note, key):
            return [
                PageBreak(),
                compositor.heading(
                    "annex", f"{markup(number)}<br/>{markup(title)}", f"{number}. {title}", key, 0
                ),
                compositor.text("annex_note", note),
            ]
        case Signature():
            recipients = official_recipients(compositor, block.recipients_head, block.recipients)
            leader = official_leader(compositor, block.leader_title, block.how, block.leader_name)
            last = [Spacer(1, 4), compositor.text("body", block.closing)]
            return [signed_together(last, recipients, leader, compositor)]


def _table(compositor: Compositor, table: Table) -> list[Any]:
    from reportlab.platypus import CondPageBreak, Spacer

    head = [
        compositor.text(_HEAD_STYLES[placing], column.title)
        for column, placing in zip(table.columns, table.placed, strict=True)
    ]
    blocks: list[list[list[Any]]] = []
    kept_with_next = []
    for row in table.rows:
        if row.kind == "total" and blocks:  # a sum never stands alone on a page
            kept_with_next.append(len(blocks) - 1)
        elif row.kind == "group":
            kept_with_next.append(len(blocks))
        blocks.append([_row(compositor, table, row)])
    widths = table.widths_mm(paper.TEXT_WIDTH / paper.MM)
    lines = [head, *(row for block in blocks for row in block)]
    heights = [_height(line, widths) for line in lines]
    # A caption stays with the head and the first rows; a short table is not broken at all.
    is_short = sum(heights) <= _SHORT_TABLE
    return [
        CondPageBreak(_CAPTION_POINTS + sum(heights if is_short else heights[:_FIRST_ROWS])),
        compositor.text("table_caption", table.caption),
        compositor.table(head, blocks, widths, kept_with_next=kept_with_next),
        Spacer(1, 4),
    ]


def _height(row: list[Any], widths_mm: Sequence[float]) -> float:
    """Return the height in points that a row of paragraphs will have."""
    side, padding = _CELL_PADDING
    heights = (
        cell.wrap(width * paper.MM - side, paper.TEXT_HEIGHT)[1]
        for cell, width in zip(row, widths_mm, strict=True)
    )
    return float(max(heights)) + padding


def _row(compositor: Compositor, table: Table, row: Row) -> list[Any]:
    cells = []
    for placing, cell in zip(table.placed, row.cells, strict=True):
        markup = "<br/>".join(_markup(compositor, runs) for runs in cell)
        cells.append(compositor.set(_CELL_STYLES[placing], markup))
    return cells


def _markup(compositor: Compositor, runs: Runs) -> str:
    pieces = []
    for run in runs:
        piece = compositor.face.markup(run.text)
        piece = f"<b>{piece}</b>" if run.is_bold else piece
        pieces.append(f"<i>{piece}</i>" if run.is_italic else piece)
    return "".join(pieces)

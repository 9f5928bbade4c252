"""The reconciliation sheet (đối chiếu): what was typed into the portal when, and what differs since."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, Literal

from dti_desktop.engine.assessment import Entered
from dti_desktop.engine.portal_values import Difference, PortalValue
from dti_desktop.format import Format
from dti_desktop.reports import paper, typeface
from dti_desktop.reports.blocks import Title
from dti_desktop.reports.letterhead import letterhead
from dti_desktop.reports.model import ReportData
from dti_desktop.reports.paper import IsCancelled, Running
from dti_desktop.reports.self_evaluation import running_of
from dti_desktop.reports.typesetter import Typesetter
from dti_desktop.reports.word_setter import WordSetter
from dti_desktop.reports.word_story import word_document

_CODE_MM, _STATE_MM, _WHEN_MM = 11.5, 35.0, 38.0
_SECTION_START_MM = 50.0
_INDICATOR_MM = paper.TEXT_WIDTH / paper.MM - _CODE_MM - _STATE_MM - _WHEN_MM


@dataclass(frozen=True, slots=True)
class SheetRow:
    """How a sub-indicator stands in the portal; of a changed one, what differs, as far as it is known."""

    code: str
    state: Literal["entered", "changed", "missing"]
    tick: Entered | None
    differences: tuple[Difference, ...]
    explanation_differs: bool
    is_known: bool


def portal_sheet_pdf(
    data: ReportData, rows: Sequence[SheetRow], *, cancelled: IsCancelled | None = None
) -> bytes:
    """Return the sheet as PDF. Raises as `self_evaluation_pdf`."""
    ts = Typesetter.of(data)
    return paper.build(_story(ts, rows), _running(ts), None, cancelled)


def portal_sheet_docx(
    data: ReportData, rows: Sequence[SheetRow], *, cancelled: IsCancelled | None = None
) -> bytes:
    """Return the sheet as DOCX; it says what the PDF says. Raises as `portal_sheet_pdf`."""
    ts = WordSetter.of(data)
    fonts = typeface.font_files(data.fonts_dir)
    return word_document([_story(ts, rows)], _running(ts), fonts, cancelled)


def _running(ts: Typesetter) -> Running:
    facts = {"province": ts.data.assessment.province, "year": ts.data.assessment.year}
    marks = (ts.face.plain(ts.words("report.sample.mark")),) if ts.data.assessment.is_sample else ()
    return replace(
        running_of(ts),
        title=ts.face.plain(ts.words("report.portal.document_title", **facts)),
        foot_left=ts.face.plain(ts.words("report.portal.foot", **facts)),
        marks=marks,  # no draft of anything: it is the office's own record
    )


def _story(ts: Typesetter, rows: Sequence[SheetRow]) -> list[Any]:
    assessment, words = ts.data.assessment, ts.words
    title = Title(words("report.portal.kind"), words("report.portal.title", year=assessment.year))
    states = [row.state for row in rows]
    said = ts.say(
        "body",
        "report.portal.opening",
        total=len(rows),
        entered=len(rows) - states.count("missing"),
        changed=states.count("changed"),
        missing=states.count("missing"),
    )
    story: list[Any] = [*letterhead(ts, title, words("report.explained.number")), said]
    changed = [row for row in rows if row.state == "changed"]
    if changed:
        story += [*_section(ts, "changed"), _changed_table(ts, changed), ts.gap(4), *_section(ts, "all")]
    return [*story, _table(ts, rows)]


def _section(ts: Typesetter, name: str) -> list[Any]:
    """Return a heading that begins where there is room for some rows under it."""
    key = f"report.portal.section.{name}"
    # Kept with the next, a heading would take the whole table to the next page.
    return [
        ts.room_for(_SECTION_START_MM * paper.MM),
        ts.heading("index", ts.markup(key), ts.words(key), name, 0),
    ]


def _changed_table(ts: Typesetter, rows: Sequence[SheetRow]) -> Any:
    head = [
        ts.say("cell_head", "report.column.code"),
        ts.say("cell_head", "report.portal.column.what"),
        ts.say("cell_head", "report.portal.column.before"),
        ts.say("cell_head", "report.portal.column.now"),
    ]
    side = 44.0
    widths = (_CODE_MM, paper.TEXT_WIDTH / paper.MM - _CODE_MM - 2 * side, side, side)
    blocks = [[list(line)] for row in rows for line in _changed_lines(ts, row)]
    return ts.table(head, blocks, widths)


def _changed_lines(ts: Typesetter, row: SheetRow) -> Iterator[tuple[Any, ...]]:
    code = ts.text("cell", row.code)
    title = ts.words.of(ts.data.assessment.catalogue.indicators[row.code].short)
    if not row.is_known:
        yield code, ts.text("cell", title), ts.say("cell", "report.portal.unknown"), ""
        return
    for found in row.differences:
        asked = ts.words.of(found.after.label) or ts.words.of(found.after.part)
        yield (
            code,
            ts.text("cell", asked or title),
            ts.text("cell", value_words(ts, found.before)),
            ts.text("cell", value_words(ts, found.after)),
        )
    if row.explanation_differs:
        yield (
            code,
            ts.say("cell", "report.portal.explanation", title=title),
            "",
            ts.say("cell", "report.portal.explanation_changed"),
        )


def value_words(ts: Typesetter, given: PortalValue) -> str:
    """Return a value as a clerk writes it, "–" where there is none."""
    value, words = given.value, ts.words
    if value is None:
        return "–"
    if isinstance(value, bool):
        return words.begun("yes" if value else "no")
    if isinstance(value, Decimal):
        return f"{words.number(value)} {words.of(given.unit)}".rstrip()
    return value if given.choice is None else words.of(given.choice)


def _table(ts: Typesetter, rows: Sequence[SheetRow]) -> Any:
    head = [
        ts.say("cell_head", "report.column.code"),
        ts.say("cell_head", "report.column.where"),
        ts.say("cell_head", "report.portal.column.state"),
        ts.say("cell_head", "report.portal.column.when"),
    ]
    indicators, blocks = ts.data.assessment.catalogue.indicators, []
    for row in rows:
        bold = "_bold" if row.state == "changed" else ""
        blocks.append(
            [
                [
                    ts.text("cell", row.code),
                    ts.text("cell", ts.words.of(indicators[row.code].title)),
                    ts.say(f"cell{bold}", f"report.portal.state.{row.state}"),
                    ts.text("cell", "" if row.tick is None else _when(ts, row.tick)),
                ]
            ]
        )
    return ts.table(head, blocks, (_CODE_MM, _INDICATOR_MM, _STATE_MM, _WHEN_MM))


def _when(ts: Typesetter, tick: Entered) -> str:
    """Return when and by whom, in this machine's time zone; what is no time stays as it is."""
    try:
        moment = datetime.fromisoformat(tick.at_utc)
    except ValueError:
        return f"{tick.at_utc}\n{tick.who}".strip()
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return f"{Format(ts.words.language).date_time(moment)}\n{tick.who}".strip()

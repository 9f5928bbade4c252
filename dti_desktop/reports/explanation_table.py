"""The table of explanations (bảng giải trình) as a document of its own, on paper and in Word alike.

A row stands in it where an explanation was given or where the checks ask for one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from dti_desktop.engine.backing import Announcing, backing
from dti_desktop.reports import paper, typeface
from dti_desktop.reports.blocks import Title
from dti_desktop.reports.findings_by_kind import finding_title
from dti_desktop.reports.letterhead import letterhead, signature
from dti_desktop.reports.model import ReportData
from dti_desktop.reports.paper import IsCancelled, Running
from dti_desktop.reports.self_evaluation import running_of
from dti_desktop.reports.typesetter import Typesetter
from dti_desktop.reports.word_setter import WordSetter
from dti_desktop.reports.word_story import word_document

_CODE_MM, _INDICATOR_MM, _POINTS_MM, _EVIDENCE_MM = 11.5, 49.5, 20.0, 36.0
_EXPLANATION_MM = paper.TEXT_WIDTH / paper.MM - _CODE_MM - _INDICATOR_MM - _POINTS_MM - _EVIDENCE_MM
_ABOUT_EVIDENCE = ("evidence-missing", "citation-incomplete", "evidence-announces")


def explanation_table_pdf(
    data: ReportData, announcing: tuple[Announcing, ...] = (), *, cancelled: IsCancelled | None = None
) -> bytes:
    """Return the table as PDF. `announcing`: kinds of document that prove no result.

    Raises as `self_evaluation_pdf`.
    """
    ts = Typesetter.of(data)
    return paper.build(_story(ts, announcing), _running(ts), None, cancelled)


def explanation_table_docx(
    data: ReportData, announcing: tuple[Announcing, ...] = (), *, cancelled: IsCancelled | None = None
) -> bytes:
    """Return the table as DOCX; it says what the PDF says. Raises as `explanation_table_pdf`."""
    ts = WordSetter.of(data)
    fonts = typeface.font_files(data.fonts_dir)
    return word_document([_story(ts, announcing)], _running(ts), fonts, cancelled)


def _running(ts: Typesetter) -> Running:
    assessment = ts.data.assessment
    facts = {"province": assessment.province, "year": assessment.year}
    return replace(
        running_of(ts),
        title=ts.face.plain(ts.words("report.explained.document_title", **facts)),
        foot_left=ts.face.plain(ts.words("report.explained.foot", **facts)),
    )


def _story(ts: Typesetter, announcing: tuple[Announcing, ...]) -> list[Any]:
    assessment, words = ts.data.assessment, ts.words
    title = Title(words("report.explained.kind"), words("report.explained.title", year=assessment.year))
    given = {code for code, text in assessment.explanations.items() if text.strip()}
    owed = _owed(ts)
    head = letterhead(ts, title, words("report.explained.number"))
    if not given | owed.keys():
        return [*head, ts.say("body", "report.annex.explanations.none")]
    said = ts.say(
        "body",
        "report.explained.opening",
        title=words.of(assessment.catalogue.title),
        decision=assessment.catalogue.decision,
        given=len(given),
        owed=len(owed.keys() - given),
    )
    return [
        *head,
        said,
        _table(ts, owed, announcing),
        ts.gap(8),
        signature(ts, closing="report.explained.closing"),
    ]


def _owed(ts: Typesetter) -> dict[str, list[str]]:
    """Return what the checks want explained, by indicator."""
    owed: dict[str, list[str]] = {}
    for finding in ts.data.findings:
        if finding.severity == "explain" and finding.indicator is not None:
            owed.setdefault(finding.indicator, []).append(finding_title(ts, finding))
    return owed


def _table(ts: Typesetter, owed: Mapping[str, Sequence[str]], announcing: tuple[Announcing, ...]) -> Any:
    head = [
        ts.say("cell_head", "report.column.code"),
        ts.say("cell_head", "report.column.where"),
        ts.say("cell_head_right", "report.column.points_of_max"),
        ts.say("cell_head_apart", "report.explained.column.evidence"),
        ts.say("cell_head", "report.explained.column.explanation"),
    ]
    blocks: list[list[list[Any]]] = []
    spans, kept = [], []
    states = _evidence_states(ts, announcing)
    for index in ts.data.assessment.catalogue.main_indices:
        rows = list(_rows(ts, index.indicators, owed, states))
        if rows:
            spans.append((len(blocks), 0, len(head) - 1))
            kept.append(len(blocks))
            title = ts.text("cell_bold", f"{index.code}. {ts.words.of(index.title)}")
            blocks += [[[title, "", "", "", ""]], *([row] for row in rows)]
    widths = (_CODE_MM, _INDICATOR_MM, _POINTS_MM, _EVIDENCE_MM, _EXPLANATION_MM)
    return ts.table(head, blocks, widths, spans=spans, kept_with_next=kept)


def _rows(
    ts: Typesetter, codes: Sequence[str], owed: Mapping[str, Sequence[str]], states: Mapping[str, str]
) -> Iterator[list[Any]]:
    assessment, words, face = ts.data.assessment, ts.words, ts.face
    for code in codes:
        explanation = assessment.explanations.get(code, "").strip()
        if not explanation and code not in owed:
            continue
        score = ts.data.scorecard.indicators[code]
        shown = face.markup(explanation)
        if code in owed:
            wanted = ts.markup("report.explained.owed", reasons="; ".join(owed[code]))
            shown = f"{shown}<br/><i>{wanted}</i>" if shown else f"<i>{wanted}</i>"
        points = words("report.row.not_scored")
        if score.max_points:
            own = "–" if score.state == "unanswered" else words.points(score.points)
            points = words("report.row.points", points=own, max_points=words.exact(score.max_points))
        yield [
            ts.text("cell", code),
            ts.text("cell", words.of(assessment.catalogue.indicators[code].title)),
            ts.text("cell_right", points),
            ts.text("cell_apart", states[code]),
            ts.set("cell", shown),
        ]


def _evidence_states(ts: Typesetter, announcing: tuple[Announcing, ...]) -> dict[str, str]:
    """Return how the evidence of each indicator stands, in words."""
    assessment, words = ts.data.assessment, ts.words
    held = {row.code: row for row in backing(assessment, ts.data.scorecard, announcing).rows}
    states = {}
    for code, indicator in assessment.catalogue.indicators.items():
        links = assessment.links.get(code, ())
        count = words("report.explained.documents", count=len(links)) if links else ""
        risks = [risk for risk in held[code].risks if risk in _ABOUT_EVIDENCE] if code in held else []
        said = [words.begun(f"risk.{risk}") for risk in risks]
        none = "report.explained.measured" if indicator.measured_by == "ministry" else "risk.evidence-missing"
        states[code] = "\n".join(filter(None, [count, *said])) or words.begun(none)
    return states

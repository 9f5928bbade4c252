"""The annexes: every indicator with its answer and proof, the evidence, the explanations, the findings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from dti_desktop.engine.assessment import Assessment, Document, EvidenceLink
from dti_desktop.engine.checks import SEVERITIES
from dti_desktop.engine.model import Indicator, MainIndex
from dti_desktop.engine.scoring import IndicatorScore
from dti_desktop.reports import paper
from dti_desktop.reports.answers_in_words import AnswerLine, answer_lines, fault_lines
from dti_desktop.reports.findings_by_kind import code_ranges, findings_by_title
from dti_desktop.reports.typesetter import Typesetter
from dti_desktop.reports.wording import shortened

_WIDTH_MM = paper.TEXT_WIDTH / paper.MM
_CODE_MM, _POINTS_MM = 11.5, 22.0
_INDEX_START_MM = 62.0  # a main index does not begin lower on the page than this leaves room
_EXPLANATION_IN_ROW = 320  # characters; the whole text stands in its own annex
_TITLE_IN_ROW = 180
_DIGEST_SHOWN = 16
_MARK_PT = 9  # the symbol face is larger than the serif
_STATE_MARKS = {"unanswered": "○", "incomplete": "◐", "invalid": "■"}


def annexes(ts: Typesetter) -> Iterator[list[Any]]:
    """Yield the annexes piece by piece: one piece per main index, then one per list."""
    numbers = _document_numbers(ts.data.assessment)
    first = True
    for index in ts.data.assessment.catalogue.main_indices:
        piece = _title(ts, "indicators") if first else []
        if first:
            piece.append(_legend(ts))
            first = False
        yield piece + _index(ts, index, numbers)
    yield _evidence(ts, numbers)
    yield _explanations(ts)
    yield _findings(ts)


def _document_numbers(assessment: Assessment) -> dict[str, int]:
    """Number the documents as they are first cited, unused ones last; rows and list share the numbers."""
    cited = [
        link.document_id
        for code in assessment.catalogue.indicators
        for link in assessment.links.get(code, ())
    ]
    in_order = dict.fromkeys([*cited, *assessment.documents])
    return {key: number for number, key in enumerate(in_order, start=1)}


def _title(ts: Typesetter, name: str) -> list[Any]:
    number, title = ts.words(f"report.annex.{name}.number"), ts.words(f"report.annex.{name}.title")
    markup = f"{ts.face.markup(number)}<br/>{ts.face.markup(title)}"
    return [
        ts.page_break(),
        ts.heading("annex", markup, f"{number}. {title}", f"annex.{name}", 0),
        ts.say("annex_note", "report.annex.note", year=ts.data.assessment.year),
    ]


def _legend(ts: Typesetter) -> Any:
    states = "; ".join(f"{mark} {ts.words(f'state.{state}')}" for state, mark in _STATE_MARKS.items())
    return ts.say("small", "report.annex.indicators.legend", states=states)


def _index(ts: Typesetter, index: MainIndex, numbers: Mapping[str, int]) -> list[Any]:
    words, data = ts.words, ts.data
    title = f"{index.code}. {words.of(index.title)}"
    total = data.scorecard.indices[index.code].total
    if index.is_scored:
        result = ts.markup(
            "report.annex.index_points",
            points=words.points(total.points),
            max_points=words.exact(total.max_points),
        )
    else:
        result = ts.markup("report.index.not_scored")
    heading = ts.heading(
        "index",
        f'{ts.face.markup(title)}<font face="DtiSerif"> · {result}</font>',
        title,
        f"index.{index.code}",
        1,
    )
    head = [
        ts.say("cell_head", "report.column.code"),
        ts.say("cell_head", "report.column.indicator"),
        ts.say("cell_head_right", "report.column.points_of_max"),
    ]
    blocks = []
    for code in index.indicators:
        indicator, score = data.assessment.catalogue.indicators[code], data.scorecard.indicators[code]
        blocks.append(_indicator_rows(ts, indicator, score, numbers))
    widths = (_CODE_MM, _WIDTH_MM - _CODE_MM - _POINTS_MM, _POINTS_MM)
    return [ts.room_for(_INDEX_START_MM * paper.MM), heading, ts.table(head, blocks, widths)]


def _indicator_rows(
    ts: Typesetter, indicator: Indicator, score: IndicatorScore, numbers: Mapping[str, int]
) -> list[list[Any]]:
    words, assessment = ts.words, ts.data.assessment
    marks = words(f"report.mark.{indicator.confidence}")
    if indicator.measured_by == "ministry":
        marks += words("report.mark.ministry")
    title = f"<b>{ts.face.markup(words.of(indicator.title))}</b>"
    if marks:
        title += f"\u00a0{marks}"
    blocks = [ts.set("cell", title)]
    lines = answer_lines(indicator.rule, score.outcome, words)
    if lines:
        blocks.append(ts.set("cell", "<br/>".join(_answer(ts, line) for line in lines)))
    mark = _STATE_MARKS.get(score.state)
    if mark:
        faults = fault_lines(score.outcome, indicator.rule, words) if score.state != "unanswered" else ()
        blocks.append(ts.set("cell", _state(ts, score.state, mark, faults)))
    for position, link in enumerate(assessment.links.get(indicator.code, ())):
        label = ts.markup("report.row.evidence") if position == 0 else ""
        number = ts.markup("report.evidence.number", number=numbers[link.document_id])
        citation = ts.face.markup(_citation(ts, assessment.documents[link.document_id], link))
        blocks.append(ts.set("cell", f"{label}{number} {citation}"))
    explanation = assessment.explanations.get(indicator.code, "").strip()
    if explanation:
        is_long = len(" ".join(explanation.split())) > _EXPLANATION_IN_ROW
        key = "report.row.explanation_more" if is_long else "report.row.explanation"
        in_row = shortened(explanation, _EXPLANATION_IN_ROW)
        blocks.append(ts.say("cell", key, explanation=in_row))
    rows: list[list[Any]] = [["", block, ""] for block in blocks]
    rows[0][0] = ts.text("cell", indicator.code)
    rows[0][2] = ts.text("cell_right", _points(ts, score))
    return rows


def _answer(ts: Typesetter, line: AnswerLine) -> str:
    text = ts.face.markup(line.text)
    if not line.label:
        return text
    key = "report.row.question" if line.label.endswith("?") else "report.row.part"
    return ts.words(key, label=ts.face.markup(line.label), text=text)


def _state(ts: Typesetter, state: str, mark: str, faults: tuple[AnswerLine, ...]) -> str:
    name = ts.face.markup(ts.words.begun(f"state.{state}"))
    said = f'<font size="{_MARK_PT}">{ts.face.markup(mark)}</font> <b>{name}</b>'
    if faults:
        said += ": " + "; ".join(_answer(ts, fault) for fault in faults)
    return said


def _points(ts: Typesetter, score: IndicatorScore) -> str:
    if not score.max_points:
        return ts.words("report.row.not_scored")
    points = "–" if score.state == "unanswered" else ts.words.points(score.points)
    return ts.words("report.row.points", points=points, max_points=ts.words.exact(score.max_points))


def _citation(ts: Typesetter, document: Document, link: EvidenceLink | None = None) -> str:
    words, citation = ts.words, document.citation
    pieces = [citation.number, words.day(citation.issued_on) if citation.issued_on else "", citation.issuer]
    pieces.append(shortened(citation.title, _TITLE_IN_ROW) if link else citation.title)
    if citation.is_empty:
        name = document.file.original_name if document.file else ""
        pieces = [words("report.evidence.file", name=name) if name else words("report.evidence.nothing")]
    if link and link.pages.strip():
        pieces.append(words("report.evidence.pages", pages=link.pages.strip()))
    return "\u00a0· ".join(piece.strip() for piece in pieces if piece.strip())


def _evidence(ts: Typesetter, numbers: Mapping[str, int]) -> list[Any]:
    assessment, words = ts.data.assessment, ts.words
    proves: dict[str, list[str]] = {key: [] for key in numbers}
    for code in assessment.catalogue.indicators:
        for link in assessment.links.get(code, ()):
            pages = link.pages.strip()
            shown = words("report.evidence.code_pages", code=code, pages=pages) if pages else code
            proves[link.document_id].append(shown)
    story = _title(ts, "evidence")
    if not proves:
        return [*story, ts.say("body", "report.annex.evidence.none")]
    head = [ts.say("cell_head", f"report.column.{name}") for name in ("number", "document", "proves")]
    blocks = []
    for key, codes in proves.items():
        document = assessment.documents[key]
        if document.file is None:
            stored = ts.markup("report.evidence.no_file")
        else:
            stored = ts.markup(
                "report.evidence.stored",
                name=document.file.original_name,
                size=words.size(document.file.size_bytes),
                digest=document.file.sha256[:_DIGEST_SHOWN],
            )
        used_for = ts.text("cell", ", ".join(codes) if codes else words("report.evidence.unused"))
        # A document without a citation is known by its file name, which `stored` says.
        cited = "" if document.citation.is_empty else ts.face.markup(_citation(ts, document)) + "<br/>"
        details = f'<font size="{paper.SMALL_PT}" color="{paper.QUIET}">{stored}</font>'
        blocks.append([[ts.text("cell", str(numbers[key])), ts.set("cell", cited + details), used_for]])
    return [*story, ts.table(head, blocks, (10, _WIDTH_MM - 10 - 44, 44))]


def _explanations(ts: Typesetter) -> list[Any]:
    assessment = ts.data.assessment
    story = _title(ts, "explanations")
    given = [
        code for code in assessment.catalogue.indicators if assessment.explanations.get(code, "").strip()
    ]
    if not given:
        return [*story, ts.say("body", "report.annex.explanations.none")]
    for code in given:
        title = ts.words.of(assessment.catalogue.indicators[code].title)
        story.append(ts.text("explained", f"{code}. {title}"))
        for paragraph in assessment.explanations[code].strip().split("\n"):
            if paragraph.strip():
                story.append(ts.text("explanation", paragraph.strip()))
    return story


def _findings(ts: Typesetter) -> list[Any]:
    story = _title(ts, "findings")
    if not ts.data.findings:
        return [*story, ts.say("body", "report.checks.none")]
    head = [
        ts.say("cell_head", "report.column.finding"),
        ts.say("cell_head", "report.column.where"),
        ts.say("cell_head_right", "report.column.count"),
    ]
    blocks = []
    for severity in SEVERITIES:
        rows: list[list[Any]] = []
        for title, codes in findings_by_title(ts, severity).items():
            where = code_ranges(ts, [code for code in codes if code is not None])
            rows.append(
                [
                    ts.text("cell", title),
                    ts.text("cell", where or ts.words("report.finding.whole")),
                    ts.text("cell_right", str(len(codes))),
                ]
            )
        if rows:
            blocks.append([[ts.say("cell_bold", f"report.severity.{severity}"), "", ""], *rows])
    return [*story, ts.table(head, blocks, (60, _WIDTH_MM - 78, 18))]

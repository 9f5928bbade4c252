"""The body of the report: the result, the main indices, what is uncertain, what the checks found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from dti_desktop.engine.checks import SEVERITIES, counts
from dti_desktop.engine.ranking import Standing
from dti_desktop.engine.row_checks import summary_of
from dti_desktop.reports import charts, paper
from dti_desktop.reports.chart_rows import IndexRow, index_rows, rank_rows
from dti_desktop.reports.figures import chart_style, figure
from dti_desktop.reports.findings_by_kind import code_ranges, findings_by_title
from dti_desktop.reports.model import ThreeTotals
from dti_desktop.reports.typesetter import Typesetter

NO_RANK = "–"
_WIDTH_MM = paper.TEXT_WIDTH / paper.MM
_RADAR_FROM = 3  # fewer spokes enclose nothing


def summary(ts: Typesetter, figure_numbers: Iterator[int]) -> list[Any]:
    """Return the sections of the body in their order; its figures take the next numbers."""
    rows = index_rows(ts.data.assessment, ts.data.scorecard, ts.data.ranking)
    return [
        ts.say("body", "report.opening", **_opening_facts(ts)),
        *_result(ts, figure_numbers),
        *_main_indices(ts, rows, figure_numbers),
        *_uncertain(ts),
        *_checks(ts),
    ]


def section(ts: Typesetter, key: str) -> Any:
    """Return a numbered heading of the body, with its place in the outline."""
    return ts.heading("heading", ts.markup(key), ts.words(key), key, 0)


def rank_text(ts: Typesetter, standing: Standing | None) -> str:
    """Return "36/63", or a dash where the rank is unknown."""
    if standing is None or standing.rank is None:
        return NO_RANK
    return ts.words("report.rank", rank=standing.rank, of=standing.of)


def _opening_facts(ts: Typesetter) -> dict[str, object]:
    assessment = ts.data.assessment
    return {
        "title": ts.words.of(assessment.catalogue.title),
        "decision": assessment.catalogue.decision,
        "province": assessment.province,
        "year": assessment.year,
    }


def _result(ts: Typesetter, figure_numbers: Iterator[int]) -> list[Any]:
    data, words = ts.data, ts.words
    whole, ranking = data.scorecard.whole, data.ranking
    story = [section(ts, "report.section.result"), _big_figures(ts)]
    if data.is_draft and data.totals is not None:
        story.append(_three_totals(ts, data.totals))
        if data.prospect is not None:
            story.append(ts.say("table_note", "report.prospect.see"))
    story.append(ts.gap(8))
    story.append(
        ts.say(
            "body",
            "report.result.points",
            points=words.points(whole.points),
            max_points=words.exact(whole.max_points),
            value=words.value(whole.value),
            answered=words.count(data.scorecard.answered),
            total=words.count(data.scorecard.indicators_total),
        )
    )
    if ranking is None:
        story.append(ts.say("body", "report.result.no_ranking"))
    else:
        story.append(_rank_sentence(ts))
    story += [_pillar_table(ts), ts.say("table_note", "report.result.pillars_note")]
    if ranking is not None and data.book is not None:
        strip = rank_rows(data.assessment.catalogue, ranking, data.book, data.assessment.province)
        chart = charts.rank_strip(strip, chart_style(ts), ranking.region_name)
        if strip:
            story += figure(ts, chart, "report.figure.strip", figure_numbers, year=ranking.against)
    return story


def _rank_sentence(ts: Typesetter) -> Any:
    ranking = ts.data.ranking
    assert ranking is not None
    overall, region = ranking.overall, ranking.region
    if overall.rank is None:
        return ts.say(
            "body", "report.result.rank_unknown", year=ranking.against, missing=len(overall.missing)
        )
    markup = ts.markup("report.result.rank", year=ranking.against, rank=overall.rank, of=overall.of)
    if region is not None and region.rank is not None:
        markup += ts.markup(
            "report.result.region", region=ranking.region_name, rank=region.rank, of=region.of
        )
    return ts.set("body", markup + ts.markup("report.result.not_official"))


def _big_figures(ts: Typesetter) -> Any:
    words, card, ranking = ts.words, ts.data.scorecard, ts.data.ranking
    figures = [
        (
            words.points(card.whole.points),
            ts.markup("report.figures.points", max_points=words.exact(card.whole.max_points)),
        ),
        (words.value(card.whole.value), ts.markup("report.figures.value")),
    ]
    if ranking is not None:
        figures.append(
            (rank_text(ts, ranking.overall), ts.markup("report.figures.rank", year=ranking.against))
        )
        if ranking.region is not None:
            figures.append((rank_text(ts, ranking.region), ts.markup("report.figures.region")))
    answered = words("report.rank", rank=card.answered, of=card.indicators_total)
    figures.append((answered, ts.markup("report.figures.answered")))
    cells = [
        [ts.text("figures_big", figure) for figure, _ in figures],
        [ts.set("figures_small", caption) for _, caption in figures],
    ]
    return ts.frame(
        cells,
        [_WIDTH_MM / len(figures)] * len(figures),
        ("TOPPADDING", (0, 0), (-1, 0), 5),
        ("BOTTOMPADDING", (0, 0), (-1, 0), 2),
        ("BOTTOMPADDING", (0, -1), (-1, -1), 6),
        ("LINEABOVE", (0, 0), (-1, 0), 0.9, paper.RULE),
        ("LINEBELOW", (0, -1), (-1, -1), 0.9, paper.RULE),
    )


def _three_totals(ts: Typesetter, totals: ThreeTotals) -> Any:
    """Return what was claimed, backed and is at risk, side by side under the score."""
    figures = (
        (totals.claimed_points, "report.totals.claimed"),
        (totals.backed_points, "report.totals.backed"),
        (totals.at_risk_points, "report.totals.at_risk"),
    )
    cells = [
        [ts.text("figures_mid", ts.words.points(points)) for points, _ in figures],
        [ts.say("figures_small", caption) for _, caption in figures],
    ]
    return ts.frame(
        cells,
        [_WIDTH_MM / len(figures)] * len(figures),
        ("TOPPADDING", (0, 0), (-1, 0), 4),
        ("BOTTOMPADDING", (0, -1), (-1, -1), 5),
        ("RIGHTPADDING", (0, 0), (-1, -1), 6),
        ("LINEBELOW", (0, -1), (-1, -1), 0.9, paper.RULE),
    )


def _pillar_table(ts: Typesetter) -> Any:
    words, data = ts.words, ts.data
    ranks = _has_ranks(ts)
    columns = ("points", "max_points", "value", *(["rank"] if ranks else []))
    head = [
        ts.say("cell_head", "report.column.pillar"),
        *(ts.say("cell_head_right", f"report.column.{column}") for column in columns),
    ]
    blocks = []
    for pillar in data.assessment.catalogue.pillars:
        total = data.scorecard.pillars[pillar.code]
        standing = data.ranking.pillars.get(pillar.code) if data.ranking else None
        line = [
            ts.text("cell", words.of(pillar.title)),
            ts.text("cell_right", words.points(total.points)),
            ts.text("cell_right", words.exact(total.max_points)),
            ts.text("cell_right_bold", words.value(total.value)),
        ]
        if ranks:
            line.append(ts.text("cell_right", rank_text(ts, standing)))
        blocks.append([line])
    return ts.table(head, blocks, (_WIDTH_MM - len(columns) * 24, *(24 for _ in columns)))


def _has_ranks(ts: Typesetter) -> bool:
    """Whether anybody is ranked at all; else a column of ranks would hold dashes only."""
    return ts.data.ranking is not None


def _main_indices(ts: Typesetter, rows: tuple[IndexRow, ...], figure_numbers: Iterator[int]) -> list[Any]:
    story = [section(ts, "report.section.indices"), _index_table(ts, rows)]
    if _has_ranks(ts) and any(row.is_scored and rank_text(ts, row.standing) == NO_RANK for row in rows):
        story.append(ts.say("table_note", "report.indices.no_rank", mark=NO_RANK))
    story.append(ts.gap(4))
    style = chart_style(ts)
    story += figure(ts, charts.index_bars(rows, style), "report.figure.bars", figure_numbers)
    if sum(row.is_scored for row in rows) >= _RADAR_FROM:
        story += figure(ts, charts.radar(rows, style), "report.figure.radar", figure_numbers)
    return story


def _index_table(ts: Typesetter, rows: tuple[IndexRow, ...]) -> Any:
    words = ts.words
    numbers: tuple[tuple[str, float, Callable[[IndexRow], str]], ...] = (
        ("points", 16, lambda row: words.points(row.points)),
        ("max_points", 13, lambda row: words.exact(row.max_points)),
        ("value", 14.5, lambda row: words.value(row.value)),
        *([("rank", 13, lambda row: rank_text(ts, row.standing))] if _has_ranks(ts) else ()),
        ("open", 16, lambda row: words.points(row.open_points)),
        ("answered", 15.5, lambda row: words("report.rank", rank=row.answered, of=row.indicators)),
        ("evidence", 17, lambda row: words("report.rank", rank=row.with_evidence, of=row.indicators)),
    )
    head = [ts.say("cell_head", "report.column.code"), ts.say("cell_head", "report.column.index")]
    head += [ts.say("cell_head_right", f"report.column.{name}") for name, *_ in numbers]
    blocks = []
    for row in rows:
        line = [ts.text("cell", row.code), ts.text("cell", words.of(row.title))]
        for name, _, show in numbers:
            if row.is_scored or name in ("answered", "evidence"):
                line.append(ts.text("cell_right_bold" if name == "points" else "cell_right", show(row)))
            else:
                line.append("")
        if not row.is_scored:
            line[2] = ts.say("cell_quiet", "report.index.not_scored")
        blocks.append([line])
    last_of_points = 1 + len(numbers) - 2  # answered and evidence are told of every main index
    spans = [(number, 2, last_of_points) for number, row in enumerate(rows) if not row.is_scored]
    widths = [9.5, 0.0, *(width for _, width, _ in numbers)]
    widths[1] = _WIDTH_MM - sum(widths)
    blocks.append([_total_row(ts, sum(row.with_evidence for row in rows))])
    return ts.table(head, blocks, widths, spans=spans)


def _total_row(ts: Typesetter, with_evidence: int) -> list[Any]:
    words, card, ranking = ts.words, ts.data.scorecard, ts.data.ranking
    whole, indicators = card.whole, card.indicators_total
    return [
        "",
        ts.say("cell_bold", "report.index.total"),
        ts.text("cell_right_bold", words.points(whole.points)),
        ts.text("cell_right", words.exact(whole.max_points)),
        ts.text("cell_right", words.value(whole.value)),
        *([ts.text("cell_right", rank_text(ts, ranking.overall))] if ranking is not None else ()),
        ts.text("cell_right", words.points(whole.max_points - whole.points)),
        ts.text("cell_right", words("report.rank", rank=card.answered, of=indicators)),
        ts.text("cell_right", words("report.rank", rank=with_evidence, of=indicators)),
    ]


def _uncertain(ts: Typesetter) -> list[Any]:
    assessment, ranking = ts.data.assessment, ts.data.ranking
    rows = assessment.catalogue.indicators.values()
    confidence = Counter(row.confidence for row in rows)
    ministry = [row.code for row in rows if row.measured_by == "ministry"]
    items: list[Any] = []
    if len(rows) - confidence["confirmed"]:
        items.append(
            ts.say(
                "body",
                "report.uncertain.wording",
                unconfirmed=len(rows) - confidence["confirmed"],
                total=len(rows),
                partly=confidence["partly"],
                recollected=confidence["recollected"],
            )
        )
    checks = summary_of(rows)
    if checks.checked:
        items.append(
            ts.say(
                "body",
                "report.uncertain.checked",
                count=checks.checked,
                total=checks.rows,
                by=", ".join(checks.by),
                day=ts.words.day(datetime.fromisoformat(checks.last_utc).astimezone().date()),
            )
        )
    if ministry:
        items.append(
            ts.say("body", "report.uncertain.ministry", count=len(ministry), codes=code_ranges(ts, ministry))
        )
    if ranking is not None:
        derived = {name for pillar in ranking.pillars.values() for name in pillar.derived}
        if derived:
            items.append(ts.say("body", "report.uncertain.derived", year=ranking.against, count=len(derived)))
        if ranking.against != assessment.year:
            items.append(ts.say("body", "report.uncertain.other_year", year=ranking.against))
    if assessment.year not in assessment.catalogue.issued_for_years:
        issued = ", ".join(str(year) for year in assessment.catalogue.issued_for_years)
        items.append(ts.say("body", "report.uncertain.year", year=assessment.year, issued=issued))
    if assessment.is_sample:
        items.append(ts.say("body", "report.uncertain.sample"))
    return [section(ts, "report.section.uncertain"), *items] if items else []


def _checks(ts: Typesetter) -> list[Any]:
    found = counts(ts.data.findings)
    story = [section(ts, "report.section.checks")]
    if not ts.data.findings:
        return [*story, ts.say("body", "report.checks.none")]
    story.append(ts.say("body", "report.checks.counts", **{s: found[s] for s in SEVERITIES}))
    for severity in ("block", "explain"):
        for title, codes in findings_by_title(ts, severity).items():
            where = code_ranges(ts, [code for code in codes if code is not None])
            said = ts.markup("report.checks.owed", finding=title, count=len(codes), codes=where)
            story.append(ts.set("item", said))
    story.append(ts.gap(4))
    return story

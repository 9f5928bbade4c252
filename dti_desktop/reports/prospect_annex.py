"""The leader's annex of a draft: what is proven and what is at risk, where the province may stand, and why.

It is the office's own paper: no submission carries it, and each of its pages says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

from dti_desktop.engine.backing import RowBacking
from dti_desktop.engine.forecast import TOP, RankDistribution
from dti_desktop.engine.results import OVERALL
from dti_desktop.reports import charts, paper
from dti_desktop.reports.annex_sections import AnnexSections
from dti_desktop.reports.figures import STANDING_CAPTION, chart_style
from dti_desktop.reports.prospect_figures import pictures
from dti_desktop.reports.prospect_model import ReportProspect
from dti_desktop.reports.standing_rows import RankChance, RankMark, RankSpread
from dti_desktop.reports.typesetter import Typesetter

_WIDTH_MM = paper.TEXT_WIDTH / paper.MM
_KEY = "annex.prospect"
_ZERO = Fraction(0)


def prospect_annex(ts: Typesetter, prospect: ReportProspect, figure_numbers: Iterator[int]) -> Iterator[Any]:
    """Yield the annex piece by piece: its title with the totals, the forecast, then one piece a picture."""
    sections = AnnexSections(ts, _KEY, figure_numbers)
    yield [*_title(ts), *_at_risk(ts, prospect, sections)]
    yield _forecast(ts, prospect, sections)
    yield from pictures(ts, prospect, sections)


def _title(ts: Typesetter) -> list[Any]:
    number, title = ts.words("report.prospect.number"), ts.words("report.prospect.title")
    markup = f"{ts.face.markup(number)}<br/>{ts.face.markup(title)}"
    assessment = ts.data.assessment
    return [
        *ts.internal_pages(),
        ts.heading("annex", markup, f"{number}: {title}", _KEY, 0),
        ts.say("annex_note", "report.prospect.note"),
        ts.say("body", "report.prospect.opening", province=assessment.province, year=assessment.year),
    ]


# -- what is proven and what is at risk ----------------------------------------------------------------


def _at_risk(ts: Typesetter, prospect: ReportProspect, sections: AnnexSections) -> list[Any]:
    words, held, card = ts.words, prospect.backing, ts.data.scorecard
    said = ts.markup(
        "report.prospect.totals",
        claimed=words.points(held.claimed_points),
        backed=words.points(held.backed_points),
        at_risk=words.points(held.at_risk_points),
        expected=words.points(sum(prospect.expected_points.values(), _ZERO)),
    )
    if held.measured_points:
        said += ts.markup("report.prospect.totals.measured", measured=words.points(held.measured_points))
    said += ts.markup(
        "report.prospect.totals.acceptance", chance=words.chance(float(prospect.acceptance_share))
    )
    story = [sections.begin("report.prospect.section.risk"), ts.set("body", said)]
    unanswered = card.indicators_total - card.answered
    if unanswered:
        story.append(
            ts.say("body", "report.prospect.unanswered", count=unanswered, total=card.indicators_total)
        )
    rows = sorted((row for row in held.rows if row.risks), key=lambda row: -row.claimed_points)
    if not rows:
        return [*story, ts.say("body", "report.prospect.risk.none")]
    story.append(ts.say("body", "report.prospect.risk.some", count=len(rows)))
    return [*story, _risk_table(ts, prospect, rows), ts.gap(6)]


def _risk_table(ts: Typesetter, prospect: ReportProspect, rows: Sequence[RowBacking]) -> Any:
    words, indicators = ts.words, ts.data.assessment.catalogue.indicators
    head = [
        ts.say("cell_head", "report.column.code"),
        ts.say("cell_head", "report.prospect.column.indicator"),
        ts.say("cell_head", "report.prospect.column.reason"),
        ts.say("cell_head_right", "report.prospect.column.claimed"),
        ts.say("cell_head_right", "report.prospect.column.expected"),
    ]
    blocks = [
        [
            [
                ts.text("cell", row.code),
                ts.text("cell", words.of(indicators[row.code].short)),
                ts.text("cell", _reasons(ts, row.risks)),
                ts.text("cell_right", words.points(row.claimed_points)),
                ts.text("cell_right", words.points(prospect.expected_points[row.code])),
            ]
        ]
        for row in rows
    ]
    claimed = sum((row.claimed_points for row in rows), _ZERO)
    expected = sum((prospect.expected_points[row.code] for row in rows), _ZERO)
    total = [
        "",
        ts.say("cell_bold", "report.index.total"),
        "",
        ts.text("cell_right_bold", words.points(claimed)),
        ts.text("cell_right_bold", words.points(expected)),
    ]
    blocks.append([total])
    widths = (11.5, _WIDTH_MM - 11.5 - 56 - 19 - 21, 56, 19, 21)
    return ts.table(head, blocks, widths, kept_with_next=(len(blocks) - 2,))


def _reasons(ts: Typesetter, risks: Sequence[str]) -> str:
    """Return why points are at risk, as a line begins."""
    first, *others = [f"risk.{code}" for code in risks]
    return "; ".join([ts.words.begun(first), *(ts.words(key) for key in others)])


# -- the forecast --------------------------------------------------------------------------------------


def _forecast(ts: Typesetter, prospect: ReportProspect, sections: AnnexSections) -> list[Any]:
    story: list[Any] = [sections.begin("report.prospect.section.forecast")]
    found, assessment = prospect.forecast, ts.data.assessment
    if found is None:
        return [*story, ts.say("body", "report.prospect.forecast.none", year=assessment.year)]
    if prospect.rivals_are_facts:
        known = ts.markup("report.prospect.known.facts", year=found.year, province=assessment.province)
    else:
        known = ts.markup(
            "report.prospect.known.drawn",
            year=found.year,
            until=found.known_until,
            draws=ts.words.count(found.draws),
        )
    story.append(ts.set("body", known))
    story += [ts.say("body", f"problem.{code}") for code in found.codes if ts.words.has(f"problem.{code}")]
    overall = found.overall
    if overall is None:
        return [*story, ts.say("body", "report.prospect.forecast.unknown", year=found.year)]
    low, high = overall.interval
    key = "report.prospect.forecast.one" if low == high else "report.prospect.forecast.whole"
    story.append(ts.say("body", key, median=overall.median, low=low, high=high, of=overall.of))
    story += [_measure_table(ts, found.measures), ts.gap(6)]
    missing = [
        ts.words.of(pillar.title)
        for pillar in assessment.catalogue.pillars
        if pillar.code not in found.measures
    ]
    if missing:
        story.append(ts.say("body", "report.prospect.forecast.missing", names=", ".join(missing)))
    story += _sources(ts, prospect, overall)
    chart = charts.standing(_spread(overall), chart_style(ts), _marks(ts, prospect, found.year))
    shown = [ts.say("body", "report.prospect.standing")]
    return [*story, *sections.with_figure(shown, chart, STANDING_CAPTION)]


def _measure_table(ts: Typesetter, measures: Mapping[str, RankDistribution]) -> Any:
    overall = measures[OVERALL]
    tops = [rank for rank in TOP if rank < overall.of]
    head = [
        ts.say("cell_head", "report.prospect.column.measure"),
        ts.say("cell_head_right", "report.prospect.column.median"),
        ts.say("cell_head_right", "report.prospect.column.in_8"),
        *(ts.say("cell_head_right", "report.prospect.column.top", rank=rank) for rank in tops),
    ]
    titles = {OVERALL: ts.words("report.prospect.whole")}
    titles |= {pillar.code: ts.words.of(pillar.title) for pillar in ts.data.assessment.catalogue.pillars}
    blocks = []
    for measure, title in titles.items():
        if measure not in measures:
            continue
        found = measures[measure]
        bold = "_bold" if measure == OVERALL else ""
        line = [
            ts.text(f"cell{bold}", title),
            ts.text(f"cell_right{bold}", ts.words("report.rank", rank=found.median, of=found.of)),
            ts.text(f"cell_right{bold}", _range(found)),
            *(ts.text(f"cell_right{bold}", ts.words.chance(found.top(rank))) for rank in tops),
        ]
        blocks.append([line])
    widths = (20.0, 26.0, *(22.0 for _ in tops))
    return ts.table(head, blocks, (_WIDTH_MM - sum(widths), *widths))


def _sources(ts: Typesetter, prospect: ReportProspect, overall: RankDistribution) -> list[Any]:
    """Return how wide the range is with each source of uncertainty alone; nothing where there is but one."""
    alone = [(name, found.overall) for name, found in prospect.by_source.items()]
    rows = [(name, found) for name, found in alone if found is not None]
    if not rows:
        return []
    head = [
        ts.say("cell_head", "report.prospect.column.source"),
        ts.say("cell_head_right", "report.prospect.column.median"),
        ts.say("cell_head_right", "report.prospect.column.in_8"),
        ts.say("cell_head_right", "report.prospect.column.width"),
    ]
    blocks = []
    for name, found in [*rows, ("all", overall)]:
        low, high = found.interval
        bold = "_bold" if name == "all" else ""
        line = [
            ts.say(f"cell{bold}", f"report.prospect.source.{name}"),
            ts.text(f"cell_right{bold}", str(found.median)),
            ts.text(f"cell_right{bold}", _range(found)),
            ts.text(f"cell_right{bold}", str(high - low)),
        ]
        blocks.append([line])
    table = ts.table(head, blocks, (_WIDTH_MM - 20 - 26 - 24, 20, 26, 24))
    return [ts.say("body", "report.prospect.sources"), table, ts.gap(6)]


def _range(found: RankDistribution) -> str:
    low, high = found.interval
    return str(low) if low == high else f"{low}–{high}"


def _spread(overall: RankDistribution) -> RankSpread:
    low, high = overall.interval
    chances = (RankChance(rank, chance) for rank, chance in enumerate(overall.chances, start=1) if chance > 0)
    return RankSpread(tuple(chances), overall.of, overall.median, low, high)


def _marks(ts: Typesetter, prospect: ReportProspect, year: int) -> list[RankMark]:
    """Mark the rank published last, and the one the answers claim among the results of the same year."""
    marks = [RankMark(past.rank, "published", past.year) for past in prospect.past_ranks[-1:]]
    ranking = ts.data.ranking
    if ranking is not None and ranking.against == year and ranking.overall.rank is not None:
        marks.append(RankMark(ranking.overall.rank, "claimed", year))
    return marks

"""The table twin of each chart: all its numbers as text, for the window and for paper."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from dti_desktop.engine.assessed_unit import short_name
from dti_desktop.reports.charts import (
    BarsChart,
    Chart,
    FanChart,
    RadarChart,
    StandingChart,
    StripChart,
    TornadoChart,
    WaterfallChart,
)
from dti_desktop.reports.standing_rows import by_loss, place_decimals, running_totals
from dti_desktop.reports.wording import Wording

_UNKNOWN = "–"
_LEAST_CHANCE = 0.0005  # less would be written as 0,0 %


@dataclass(frozen=True, slots=True)
class Column:
    """The head of a column. `share` is its part of the width; numbers stand at the right."""

    head: str
    is_number: bool
    share: float


@dataclass(frozen=True, slots=True)
class ChartTable:
    """Columns and rows of text; `own` are the places of the rows of this province, or that matter most."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    own: tuple[int, ...] = ()


def table_of(chart: Chart) -> ChartTable:
    """Return all numbers of a chart in its language; no rows where it has nothing to show.

    Ranks whose chance would be written as nothing are left out.
    """
    words = chart.style.words
    match chart:
        case StandingChart():
            return _standing(chart, words)
        case FanChart():
            return _fan(chart, words)
        case WaterfallChart():
            return _waterfall(chart, words)
        case TornadoChart():
            return _tornado(chart, words)
        case RadarChart():
            return _radar(chart, words)
        case BarsChart():
            return _bars(chart, words)
        case StripChart():
            return _strip(chart, words)


def _columns(words: Wording, *columns: tuple[str, float]) -> tuple[Column, ...]:
    """Return columns by the keys of their heads; the first holds names unless it is narrow."""
    return tuple(
        Column(words(key), place > 0 or share < 0.3, share) for place, (key, share) in enumerate(columns)
    )


def _standing(chart: StandingChart, words: Wording) -> ChartTable:
    columns = _columns(
        words, ("chart.table.rank", 0.2), ("chart.table.chance", 0.3), ("chart.table.at_most", 0.5)
    )
    spread = chart.spread
    if spread is None:
        return ChartTable(columns, ())
    rows: list[tuple[str, ...]] = []
    own: list[int] = []
    summed = 0.0
    for row in spread.chances:
        summed += row.chance
        if row.chance >= _LEAST_CHANCE:
            if row.rank == spread.median:
                own.append(len(rows))
            rows.append((words.count(row.rank), words.chance_exact(row.chance), words.chance_exact(summed)))
    return ChartTable(columns, tuple(rows), tuple(own))


def _fan(chart: FanChart, words: Wording) -> ChartTable:
    facts = chart.facts
    is_rank = facts.measure_kind == "rank"

    def figure(number: float | Fraction) -> str:
        return words.whole(number) if is_rank else words.value(Fraction(number))

    kind = "chart.table.rank" if is_rank else "chart.table.value"
    columns = _columns(
        words,
        ("chart.table.province", 0.34),
        ("chart.table.year", 0.1),
        (kind, 0.16),
        ("chart.table.in_8", 0.2),
        ("chart.table.in_5", 0.2),
    )
    rows = []
    for province, years in (
        (facts.province, facts.history),
        *((rival.province, rival.years) for rival in facts.rivals),
    ):
        rows += [
            (province, str(row.year), _UNKNOWN if row.figure is None else figure(row.figure), "", "")
            for row in sorted(years, key=lambda row: row.year)
        ]
        if province == facts.province and years is facts.history:
            rows += [
                (
                    province,
                    str(row.year),
                    figure(row.median),
                    f"{figure(row.low_80)}–{figure(row.high_80)}",
                    f"{figure(row.low_50)}–{figure(row.high_50)}",
                )
                for row in sorted(facts.forecasts, key=lambda row: row.year)
            ]
    # Among rivals all rows of this province stand out; alone, only what is not known yet.
    own = range(0 if facts.rivals else len(facts.history), len(facts.history) + len(facts.forecasts))
    return ChartTable(columns, tuple(rows), tuple(own))


def _waterfall(chart: WaterfallChart, words: Wording) -> ChartTable:
    columns = _columns(
        words, ("chart.table.item", 0.5), ("chart.table.change", 0.25), ("chart.table.total", 0.25)
    )
    if chart.ends is None:
        return ChartTable(columns, ())
    totals = running_totals(chart.ends.start_points, chart.rows)
    rows = [(chart.ends.start_label, "", words.points(totals[0]))]
    rows += [
        (step.label, words.points_change(step.delta_points), words.points(total))
        for step, total in zip(chart.rows, totals[1:], strict=True)
    ]
    rows.append((chart.ends.end_label, words.points_change(totals[-1] - totals[0]), words.points(totals[-1])))
    return ChartTable(columns, tuple(rows), (0, len(rows) - 1))


def _tornado(chart: TornadoChart, words: Wording) -> ChartTable:
    decimals = place_decimals(chart.rows)
    rows = tuple(
        (
            row.label,
            words.points(row.lost_points),
            _UNKNOWN if row.lost_places is None else words.places(row.lost_places, decimals),
        )
        for row in by_loss(chart.rows)
    )
    return ChartTable(
        _columns(
            words,
            ("chart.table.item", 0.6),
            ("chart.table.lost_points", 0.2),
            ("chart.table.lost_places", 0.2),
        ),
        rows,
    )


def _radar(chart: RadarChart, words: Wording) -> ChartTable:
    columns = _columns(words, ("chart.table.index", 0.6), ("chart.table.value", 0.2))
    if chart.rival is None:
        return ChartTable(columns, tuple((words.of(r.title), words.value(r.value)) for r in chart.rows))
    columns += (Column(chart.rival.province, True, 0.2),)
    rows = tuple(
        (words.of(row.title), words.value(row.value), words.value(chart.rival.value(row.code)))
        for row in chart.rows
    )
    return ChartTable(columns, rows)


def _bars(chart: BarsChart, words: Wording) -> ChartTable:
    columns = _columns(
        words,
        ("chart.table.index", 0.46),
        ("chart.table.won", 0.18),
        ("chart.table.lost_points", 0.18),
        ("chart.table.unanswered", 0.18),
    )
    rows = tuple(
        (
            words.of(row.title),
            *(
                words.points(part) if row.is_scored else _UNKNOWN
                for part in (row.points, row.lost_points, row.unanswered_points)
            ),
        )
        for row in chart.rows
    )
    return ChartTable(columns, rows)


def _strip(chart: StripChart, words: Wording) -> ChartTable:
    columns = (
        *_columns(words, ("chart.table.rank", 0.2)),
        Column(words("chart.table.province"), False, 0.5),
        Column(words("chart.table.value"), True, 0.3),
    )
    rows = tuple(
        (words.count(row.rank), short_name(row.province), words.value(row.value)) for row in chart.rows
    )
    return ChartTable(columns, rows, tuple(n for n, row in enumerate(chart.rows) if row.is_own))

"""The charts of the standing: true to their rows, inside their pictures, no label over another."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from functools import cache

import pytest
import report_samples as samples
from hypothesis import given, settings
from hypothesis import strategies as st
from test_charts import clipped, inter_measure, png_size, style, touching

from dti_desktop.engine.model import Text
from dti_desktop.engine.results import OVERALL
from dti_desktop.reports import paper, typeface
from dti_desktop.reports.chart_rows import IndexRow
from dti_desktop.reports.chart_tables import table_of
from dti_desktop.reports.charts import (
    Chart,
    ChartStyle,
    FanChart,
    fan,
    radar,
    render_png,
    render_svg,
    standing,
    tornado,
    waterfall,
)
from dti_desktop.reports.picture import Dot, Item, Label, Line, Picture, Shape, hatching
from dti_desktop.reports.standing_rows import (
    LossRow,
    RankChance,
    RankMark,
    RankSpread,
    RivalOutline,
    RivalYears,
    StepRow,
    YearFigure,
    YearForecast,
    by_loss,
    rank_spread,
    running_totals,
)
from dti_desktop.reports.wording import Language

OF = len(samples.BOOK.provinces)
LONG = "Tỷ lệ hồ sơ thủ tục hành chính được xử lý trực tuyến toàn trình trên tổng số hồ sơ đã tiếp nhận"
SIZES = [(width, height) for width in (420, 487, 640, 901, 1300) for height in (106, 131, 185, 260, 400)]


def spread_around(centre: float, width: float = 4.0, of: int = OF) -> RankSpread:
    weights = [math.exp(-(((rank - centre) / width) ** 2)) for rank in range(1, of + 1)]
    whole = sum(weights)
    spread = rank_spread([RankChance(n, weight / whole) for n, weight in enumerate(weights, 1)], of)
    assert spread is not None
    return spread


def published(province: str, kind: str) -> tuple[YearFigure, ...]:
    years = []
    for year in samples.BOOK.years:
        result = samples.BOOK.published(year, province, OVERALL)
        figure = None if result is None else result.rank if kind == "rank" else result.value
        years.append(YearFigure(year, figure))
    return tuple(years)


def index_row(code: str, value: Fraction | None, title: str = "Hoạt động chính quyền số") -> IndexRow:
    points = (value or Fraction(0)) * 100
    return IndexRow(
        code, Text(title), points, Fraction(100), value, 100 - points, Fraction(0), 9, 9, 9, 9, None
    )


@cache
def index_rows_of() -> tuple[IndexRow, ...]:
    return tuple(index_row(str(n), Fraction(n + 2, 12)) for n in range(1, 10))


OUTLINE = RivalOutline(
    "Bà Rịa - Vũng Tàu", tuple((str(n), None if n in (2, 5) else Fraction(n, 10)) for n in range(1, 10))
)
STEPS = [
    StepRow(LONG if n == 3 else f"Chỉ số chính {n}", Fraction(delta))
    for n, delta in enumerate(("4.25", "-3.5", "12.75", "0", "6.1", "-21.25", "-0.4", "15.5"), 1)
]
LOSSES = [LossRow(f"{n}. {LONG}", Fraction(n, 3), None if n == 4 else n / 4) for n in range(17)]


def fan_of(kind: str, look: ChartStyle) -> FanChart:
    forecast = (
        [YearForecast(2024, 33, 31, 36, 26, 41), YearForecast(2025, 30, 27, 36, 20, 44)]
        if kind == "rank"
        else [YearForecast(2024, 0.68, 0.66, 0.7, 0.64, 0.73)]
    )
    rivals = [
        RivalYears(name, published(name, kind)) for name in ("Hậu Giang", "Bạc Liêu", "Bà Rịa - Vũng Tàu")
    ]
    history = published("Sóc Trăng", kind)
    return fan("Sóc Trăng", history, forecast, kind, look, rivals=rivals, of=OF)  # type: ignore[arg-type]


MAKERS: dict[str, Callable[[ChartStyle], Chart]] = {
    "standing": lambda look: standing(
        spread_around(35.4), look, [RankMark(36, "published", 2022), RankMark(34, "claimed", 2022)]
    ),
    "standing first": lambda look: standing(spread_around(1, 1.2), look, [RankMark(OF, "published", 2022)]),
    "standing last": lambda look: standing(spread_around(OF, 9), look, [RankMark(OF, "claimed", 2022)]),
    "fan rank": lambda look: fan_of("rank", look),
    "fan value": lambda look: fan_of("value", look),
    "fan alone": lambda look: fan("Huế", [], [YearForecast(2024, 5, 4, 6, 2, 9)], "rank", look, of=OF),
    "fan past": lambda look: fan("Huế", published("Sóc Trăng", "rank"), [], "rank", look),
    "waterfall": lambda look: waterfall("Năm 2021", Fraction("523.2"), STEPS, "Năm 2022", look),
    "waterfall from zero": lambda look: waterfall("Trước", Fraction(30), STEPS, "Sau", look),
    "waterfall without a step": lambda look: waterfall("Trước", Fraction(30), [], "Sau", look),
    "tornado": lambda look: tornado(LOSSES, look),
    "tornado of nothing": lambda look: tornado([LossRow("a", Fraction(0), 0)], look),
    "no standing": lambda look: standing(None, look),
    "no fan": lambda look: fan("Huế", [YearFigure(2020, None)], [], "rank", look),
    "no waterfall": lambda look: waterfall("Trước", None, STEPS, "Sau", look),
    "no tornado": lambda look: tornado([], look),
}


def corners(item: Item) -> list[tuple[float, float]]:
    match item:
        case Line(start, end):
            return [start, end]
        case Shape(points):
            return list(points)
        case Dot((x, y), radius):
            return [(x - radius, y - radius), (x + radius, y + radius)]
    return []


def outside(picture: Picture) -> list[Item]:
    return [
        item
        for item in picture.items
        if any(not (-1 <= x <= picture.width + 1 and -1 <= y <= picture.height + 1) for x, y in corners(item))
    ]


def texts(picture: Picture) -> list[str]:
    return [item.text for item in picture.items if isinstance(item, Label)]


def filled(picture: Picture, colour: str) -> list[tuple[float, float, float, float]]:
    """Left, top, right, bottom of each upright rectangle of a colour."""
    return [
        (min(xs), min(ys), max(xs), max(ys))
        for item in picture.items
        if isinstance(item, Shape) and item.fill == colour and len(item.points) == 4
        for xs, ys in [tuple(zip(*item.points, strict=True))]
    ]


# -- every chart ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("name", MAKERS)
def test_nothing_leaves_the_picture_and_no_label_touches_another(name: str, language: Language) -> None:
    measure = inter_measure()
    chart = MAKERS[name](style(language))
    for size in SIZES:
        picture = chart.picture(*size, measure)
        assert clipped(picture, measure) == [], size
        assert touching(picture, measure) == [], size
        assert outside(picture) == [], size
        assert picture.words == chart.words


@pytest.mark.parametrize("name", MAKERS)
def test_on_paper_too(name: str) -> None:
    typeface.load(samples.FONTS)
    chart = MAKERS[name](style(text_size_pt=11))
    for height in (106, 185, 280):
        picture = chart.picture(616, height, paper.measure)
        assert clipped(picture, paper.measure) == []
        assert touching(picture, paper.measure) == []


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("size", [(420, 300), (480, 380), (760, 320), (1300, 400)])
def test_the_radar_with_a_rival_keeps_its_labels_apart(size: tuple[int, int], language: Language) -> None:
    measure = inter_measure()
    picture = radar(index_rows_of(), style(language), OUTLINE).picture(*size, measure)
    assert clipped(picture, measure) == []
    assert touching(picture, measure) == []
    assert OUTLINE.province in texts(picture)


def test_the_same_rows_give_the_same_bytes() -> None:
    for make in MAKERS.values():
        assert make(style()) == make(style())
        assert render_svg(make(style()), 420, 106) == render_svg(make(style()), 420, 106)
    chart = MAKERS["fan rank"](style())
    assert render_png(chart, 420, 200) == render_png(chart, 420, 200)
    assert png_size(render_png(chart, 420, 200, 2.0)) == (840, 400)


@pytest.mark.parametrize("name", [name for name in MAKERS if name.startswith("no ")])
def test_without_data_it_says_so(name: str) -> None:
    for language in ("vi", "en"):
        chart = MAKERS[name](style(language))  # type: ignore[arg-type]
        assert texts(chart.picture(700, 200, inter_measure())) == [chart.words]
        assert table_of(chart).rows == () or name == "no fan"


@pytest.mark.parametrize("name", MAKERS)
def test_the_table_twin_has_a_cell_under_every_head(name: str) -> None:
    for language in ("vi", "en"):
        table = table_of(MAKERS[name](style(language)))  # type: ignore[arg-type]
        assert all(len(row) == len(table.columns) for row in table.rows)
        assert all(0 <= place < len(table.rows) for place in table.own)
        assert sum(column.share for column in table.columns) == pytest.approx(1)


# -- the distribution ----------------------------------------------------------------------------------


def test_bars_stand_on_zero_and_are_as_high_as_their_chances() -> None:
    look = style()
    spread = RankSpread(
        (RankChance(1, 0.1), RankChance(2, 0.4), RankChance(3, 0.3), RankChance(5, 0.2)), 6, 2, 2, 3
    )
    picture = standing(spread, look).picture(600, 300, inter_measure())
    inside, others = filled(picture, look.accent), filled(picture, look.context)
    assert len(inside) == len(others) == 2
    bars = sorted([*inside, *others])
    assert len({bottom for _, _, _, bottom in bars}) == 1
    heights = [bottom - top for _, top, _, bottom in bars]
    assert [height / heights[0] for height in heights] == pytest.approx([1, 4, 3, 2])
    middles = [(left + right) / 2 for left, _, right, _ in bars]
    assert middles[2] - middles[1] == pytest.approx(middles[1] - middles[0])
    assert middles[3] - middles[2] == pytest.approx(2 * (middles[1] - middles[0]))


def test_the_interval_and_the_known_ranks_are_said() -> None:
    chart = MAKERS["standing"](style())
    said = texts(chart.picture(900, 200, inter_measure()))
    spread = spread_around(35.4)
    assert f"hạng {spread.median}, 8 trên 10 khả năng từ {spread.low} đến {spread.high}" in said
    assert {"công bố năm 2022: hạng 36", "tự đánh giá năm 2022: hạng 34"} <= set(said)
    assert {str(spread.low), str(spread.high), "1", str(OF)} <= set(said)
    assert "công bố năm 2022: hạng 36" in chart.words


weights = st.lists(st.integers(0, 1000), min_size=1, max_size=80).filter(any)


@settings(max_examples=80, deadline=None)
@given(weights=weights)
def test_the_interval_holds_the_median_and_at_least_eight_tenths(weights: list[int]) -> None:
    whole = sum(weights)
    spread = rank_spread([RankChance(n, w / whole) for n, w in enumerate(weights, 1)], len(weights))
    assert spread is not None
    assert spread.low <= spread.median <= spread.high
    inside = sum(weights[spread.low - 1 : spread.high])
    assert inside / whole >= 0.8 - 1e-6
    assert sum(weights[: spread.median]) / whole >= 0.5 - 1e-6
    assert sum(weights[: spread.median - 1]) / whole < 0.5 + 1e-6


@settings(max_examples=60, deadline=None)
@given(weights=weights, width=st.integers(420, 1400), height=st.integers(106, 420), data=st.data())
def test_any_distribution_fits(weights: list[int], width: int, height: int, data: st.DataObject) -> None:
    of, whole = len(weights), sum(weights)
    spread = rank_spread([RankChance(n, w / whole) for n, w in enumerate(weights, 1)], of)
    ranks = st.builds(RankMark, st.integers(1, of), st.sampled_from(("published", "claimed")), st.just(2022))
    marks = data.draw(st.lists(ranks, max_size=2))
    picture = standing(spread, style(), marks).picture(width, height, inter_measure())
    assert clipped(picture, inter_measure()) == []
    assert touching(picture, inter_measure()) == []
    assert outside(picture) == []


def test_no_chance_at_all_is_no_distribution() -> None:
    assert rank_spread([], OF) is None
    assert rank_spread([RankChance(1, 0.0)], OF) is None


@pytest.mark.parametrize(
    "make",
    [
        lambda: RankChance(0, 0.5),
        lambda: RankChance(3, -0.1),
        lambda: RankChance(3, math.nan),
        lambda: RankSpread((RankChance(9, 1.0),), 8, 3, 2, 4),
        lambda: RankSpread((RankChance(1, 0.5), RankChance(1, 0.5)), 8, 1, 1, 1),
        lambda: RankSpread((RankChance(1, 1.0),), 8, 3, 4, 5),
        lambda: YearForecast(2024, 5, 6, 7, 4, 8),
        lambda: YearForecast(2024, 5, 4, 6, 4.5, 8),
        lambda: YearForecast(2024, math.nan, 4, 6, 3, 8),
        lambda: LossRow("a", Fraction(-1)),
        lambda: LossRow("a", Fraction(1), math.inf),
    ],
)
def test_what_cannot_be_drawn_truly_is_refused(make: Callable[[], object]) -> None:
    with pytest.raises(ValueError):
        make()


# -- the years -----------------------------------------------------------------------------------------


def points_of(picture: Picture, colour: str, radius: float) -> list[tuple[float, float]]:
    return [
        item.centre
        for item in picture.items
        if isinstance(item, Dot) and item.fill == colour and item.radius == radius
    ]


def test_rank_one_is_on_top_and_a_greater_value_too() -> None:
    look, measure = style(), inter_measure()
    history = [YearFigure(2020, 40), YearFigure(2021, 10)]
    ranks = fan("Huế", history, [], "rank", look, of=63).picture(600, 300, measure)
    (_, first), (_, second) = sorted(points_of(ranks, look.accent, 4.0))
    assert second < first
    values = [YearFigure(2020, Fraction("0.4")), YearFigure(2021, Fraction("0.6"))]
    picture = fan("Huế", values, [], "value", look).picture(600, 300, measure)
    (_, first), (_, second) = sorted(points_of(picture, look.accent, 4.0))
    assert second < first


def test_a_missing_year_is_bridged_by_dashes_only() -> None:
    look = style()
    history = [YearFigure(2019, 50), YearFigure(2020, 40), YearFigure(2021, None), YearFigure(2022, 10)]
    picture = fan("Huế", history, [], "rank", look, of=63).picture(600, 300, inter_measure())
    lines = [i for i in picture.items if isinstance(i, Line) and i.colour == look.accent]
    assert [line.dash is None for line in lines] == [True, False]
    years = [text for text in texts(picture) if len(text) == 4 and text.isdigit()]
    assert sorted(years) == ["2019", "2020", "2022"]


def test_the_fan_widens_as_its_intervals_do() -> None:
    look = style()
    picture = fan_of("rank", look).picture(800, 400, inter_measure())
    areas = [i for i in picture.items if isinstance(i, Shape) and i.fill == look.accent]
    outer, inner = areas
    assert outer.fill_opacity < inner.fill_opacity

    def height(shape: Shape, at: float) -> float:
        ys = [y for x, y in shape.points if x == at]
        return max(ys) - min(ys)

    xs = sorted({x for x, _ in outer.points})
    start, first, last = xs
    assert height(outer, start) == height(inner, start) == 0
    for x, eight, five in ((first, 41 - 26, 36 - 31), (last, 44 - 20, 36 - 27)):
        assert height(outer, x) / height(inner, x) == pytest.approx(eight / five)
    assert height(outer, last) / height(outer, first) == pytest.approx(24 / 15)


def test_every_line_that_is_drawn_has_its_name() -> None:
    look = style()
    for height in range(106, 400, 14):
        picture = fan_of("rank", look).picture(420, height, inter_measure())
        drawn = {i.centre for i in picture.items if isinstance(i, Dot) and i.fill == look.context}
        said = " ".join(texts(picture))
        named = [rival for rival in fan_of("rank", look).facts.rivals if rival.province in said]
        known = sum(row.figure is not None for rival in named for row in rival.years)
        assert len(drawn) == known
        assert "Sóc Trăng" in said


def test_years_and_forecast_are_said() -> None:
    chart = fan_of("rank", style())
    said = texts(chart.picture(900, 300, inter_measure()))
    assert {"57", "56", "36", "45", "8 trên 10: 20–44", "5 trên 10: 27–36"} <= set(said)
    assert "năm 2022 hạng 36" in chart.words
    assert "dự báo năm 2024 hạng 33, 8 trên 10 khả năng từ 26 đến 41" in chart.words
    value = fan_of("value", style("en"))
    assert "2022 value 0.5731" in value.words


@pytest.mark.parametrize(
    "years",
    [
        [YearFigure(2020, 0)],
        [YearFigure(2020, Fraction(3, 2))],
        [YearFigure(2020, 3), YearFigure(2020, 4)],
    ],
)
def test_years_that_make_no_line_are_refused(years: list[YearFigure]) -> None:
    with pytest.raises(ValueError):
        fan("Huế", years, [], "rank", style())
    with pytest.raises(ValueError):
        fan("Huế", [], [], "rank", style(), rivals=[RivalYears("a", tuple(years))])


def test_more_than_four_rivals_are_refused() -> None:
    rivals = [RivalYears(str(n), (YearFigure(2020, n),)) for n in range(1, 6)]
    with pytest.raises(ValueError):
        fan("Huế", [], [], "rank", style(), rivals=rivals)


year_lists = st.dictionaries(
    st.integers(2018, 2026), st.none() | st.integers(1, 63), min_size=1, max_size=8
).map(lambda found: tuple(YearFigure(year, rank) for year, rank in found.items()))
forecasts = st.tuples(st.integers(2027, 2030), st.lists(st.integers(1, 63), min_size=5, max_size=5)).map(
    lambda drawn: YearForecast(drawn[0], *(sorted(drawn[1])[place] for place in (2, 1, 3, 0, 4)))
)


@settings(max_examples=60, deadline=None)
@given(
    history=year_lists,
    coming=st.lists(forecasts, max_size=3, unique_by=lambda row: row.year),
    rivals=st.lists(year_lists, max_size=4),
    width=st.integers(420, 1400),
    height=st.integers(106, 420),
)
def test_any_years_fit(
    history: tuple[YearFigure, ...],
    coming: list[YearForecast],
    rivals: list[tuple[YearFigure, ...]],
    width: int,
    height: int,
) -> None:
    lines = [RivalYears(f"Tỉnh thứ {n}", years) for n, years in enumerate(rivals)]
    chart = fan("Sóc Trăng", history, coming, "rank", style(), rivals=lines, of=63)
    picture = chart.picture(width, height, inter_measure())
    assert clipped(picture, inter_measure()) == []
    assert touching(picture, inter_measure()) == []
    assert outside(picture) == []


# -- the waterfall -------------------------------------------------------------------------------------


def test_steps_lead_from_one_total_to_the_other() -> None:
    look = style()
    steps = [StepRow("a", Fraction(10)), StepRow("b", Fraction(-4)), StepRow("c", Fraction(2))]
    picture = waterfall("trước", Fraction(20), steps, "sau", look).picture(700, 200, inter_measure())
    totals, gains = filled(picture, look.context), filled(picture, look.accent)
    losses = filled(picture, look.background)
    assert [len(totals), len(gains), len(losses)] == [2, 2, 1]
    (zero, _, first, _), (also_zero, _, last, _) = totals
    assert zero == also_zero
    point = (first - zero) / 20
    assert last - zero == pytest.approx(28 * point)
    assert [(left - zero) / point for left, *_ in (*gains, *losses)] == pytest.approx([20, 26, 26])
    assert [(right - zero) / point for _, _, right, _ in (*gains, *losses)] == pytest.approx([30, 28, 30])
    assert {"20,00", "+10,00", "−4,00", "+2,00", "28,00", "Đơn vị: điểm"} <= set(texts(picture))


def test_a_scale_that_is_broken_draws_no_total_as_a_bar() -> None:
    look = style()
    steps = [StepRow("a", Fraction(10)), StepRow("b", Fraction(-4))]
    picture = waterfall("trước", Fraction(500), steps, "sau", look).picture(700, 200, inter_measure())
    assert filled(picture, look.context) == []
    assert "Đơn vị: điểm; trục không bắt đầu từ 0" in texts(picture)
    slanted = [
        i
        for i in picture.items
        if isinstance(i, Line) and i.start[0] != i.end[0] and i.start[1] != i.end[1] and i.width == 1.4
    ]
    assert len(slanted) == 4  # two strokes through the line of each total
    (gain,), (loss,) = filled(picture, look.accent), filled(picture, look.background)
    assert (gain[2] - gain[0]) / (loss[2] - loss[0]) == pytest.approx(10 / 4)


deltas = st.lists(st.fractions(-200, 200, max_denominator=100), max_size=20)


@settings(max_examples=80, deadline=None)
@given(
    start=st.fractions(0, 900, max_denominator=100),
    changes=deltas,
    width=st.integers(420, 1400),
    height=st.integers(106, 420),
)
def test_any_waterfall_fits_and_adds_up(
    start: Fraction, changes: list[Fraction], width: int, height: int
) -> None:
    steps = [StepRow(f"{n} {LONG}", change) for n, change in enumerate(changes)]
    chart = waterfall("trước", start, steps, "sau", style())
    picture = chart.picture(width, height, inter_measure())
    assert clipped(picture, inter_measure()) == []
    assert touching(picture, inter_measure()) == []
    assert outside(picture) == []
    assert running_totals(start, steps)[-1] == start + sum(changes)
    words = style().words
    assert {words.points(start), words.points(start + sum(changes))} <= set(texts(picture))


def test_what_has_no_line_of_its_own_is_still_counted() -> None:
    steps = [StepRow(str(n), Fraction(n)) for n in range(1, 12)]
    said = texts(waterfall("trước", Fraction(1), steps, "sau", style()).picture(420, 106, inter_measure()))
    assert "8 mục khác" in said
    assert f"+{sum(range(1, 9))},00" in said
    assert {"+9,00", "+10,00", "+11,00", "67,00"} <= set(said)


# -- the tornado ---------------------------------------------------------------------------------------


def test_losses_stand_in_their_order_and_to_scale() -> None:
    look = style()
    rows = [LossRow("a", Fraction(2), 1), LossRow("b", Fraction(8), 2), LossRow("c", Fraction(2), 3)]
    picture = tornado(rows, look).picture(700, 150, inter_measure())
    bars = sorted(filled(picture, look.accent), key=lambda bar: bar[1])
    assert len({left for left, *_ in bars}) == 1
    assert [(right - left) / (bars[2][2] - left) for left, _, right, _ in bars] == pytest.approx([4, 1, 1])
    assert [row.label for row in by_loss(rows)] == ["b", "c", "a"]
    assert {"−8,00 điểm", "−2 bậc", "−3 bậc"} <= set(texts(picture))


@pytest.mark.parametrize(("height", "max_rows", "shown"), [(106, 12, 5), (400, 12, 12), (400, 3, 3)])
def test_it_says_how_many_losses_are_not_shown(height: int, max_rows: int, shown: int) -> None:
    look = style()
    rows = [LossRow(f"mục {n}", Fraction(n)) for n in range(1, 18)]
    picture = tornado(rows, look, max_rows).picture(700, height, inter_measure())
    assert len(filled(picture, look.accent)) == shown
    assert f"còn {17 - shown} mục nữa" in texts(picture)


def test_places_are_written_alike() -> None:
    rows = [LossRow("a", Fraction(2), 1.5), LossRow("b", Fraction(1), 1), LossRow("c", Fraction(1, 2), 0.01)]
    said = set(texts(tornado(rows, style()).picture(700, 150, inter_measure())))
    assert {"−1,5 bậc", "−1,0 bậc", "không đổi hạng"} <= said


@settings(max_examples=60, deadline=None)
@given(
    points=st.lists(st.fractions(0, 60, max_denominator=100), max_size=30),
    width=st.integers(420, 1400),
    height=st.integers(106, 420),
    max_rows=st.integers(1, 30),
)
def test_any_losses_fit(points: list[Fraction], width: int, height: int, max_rows: int) -> None:
    rows = [LossRow(f"{n} {LONG}", lost, n / 3) for n, lost in enumerate(points)]
    picture = tornado(rows, style(), max_rows).picture(width, height, inter_measure())
    assert clipped(picture, inter_measure()) == []
    assert touching(picture, inter_measure()) == []
    assert outside(picture) == []


# -- the radar -----------------------------------------------------------------------------------------


def test_a_spoke_whose_value_is_unknown_stays_open() -> None:
    picture = radar(index_rows_of(), style(), OUTLINE).picture(760, 420, inter_measure())
    dashed = [i for i in picture.items if isinstance(i, Line) and i.dash]
    # Nine spokes, two unknown and not neighbours: seven points, five pieces between them.
    assert len(dashed) == 9 - 4
    hollow = [i for i in picture.items if isinstance(i, Dot) and i.rim == style().quiet]
    assert len(hollow) == 7
    assert {"0,1000", "0,9000", "–"} <= set(texts(picture))


def test_the_rival_is_named_in_the_sentence_and_absent_without() -> None:
    rows = index_rows_of()
    assert "Bà Rịa - Vũng Tàu" in radar(rows, style(), OUTLINE).words
    alone = radar(rows, style())
    assert not [i for i in alone.picture(760, 420, inter_measure()).items if isinstance(i, Line) and i.dash]
    assert alone != radar(rows, style(), OUTLINE)
    assert table_of(radar(rows, style(), OUTLINE)).columns[2].head == "Bà Rịa - Vũng Tàu"


def test_a_rival_of_whom_nothing_is_known_draws_nothing() -> None:
    outline = RivalOutline("Huế", tuple((str(n), None) for n in range(1, 10)))
    picture = radar(index_rows_of(), style(), outline).picture(760, 420, inter_measure())
    assert "Huế" not in texts(picture)


# -- hatching ------------------------------------------------------------------------------------------


@settings(max_examples=100, deadline=None)
@given(
    left=st.floats(0, 500),
    top=st.floats(0, 500),
    width=st.floats(1, 300),
    height=st.floats(1, 60),
)
def test_hatching_stays_inside_and_slants(left: float, top: float, width: float, height: float) -> None:
    lines = hatching(left, top, left + width, top + height, 5, "#000000")
    assert width + height < 5 or lines
    for line in lines:
        for x, y in (line.start, line.end):
            assert left - 1e-6 <= x <= left + width + 1e-6
            assert top - 1e-6 <= y <= top + height + 1e-6
        assert sum(line.start) == pytest.approx(sum(line.end))


def test_dashes_are_drawn_on_paper_and_in_pictures() -> None:
    whole = radar(index_rows_of(), style(), OUTLINE)
    svg = render_svg(whole, 700, 400)
    assert svg.count(b"stroke-dasharray") >= 5
    assert b"stroke-dasharray" not in render_svg(replace(whole, rival=None), 700, 400)

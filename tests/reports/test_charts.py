"""The charts: rows that add up, labels that never leave the picture nor touch, pictures without a warning."""

from __future__ import annotations

import struct
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from fractions import Fraction
from functools import cache
from itertools import combinations

import pytest
import report_samples as samples
from hypothesis import given, settings
from hypothesis import strategies as st

from dti_desktop.engine.model import Text
from dti_desktop.reports import paper, raster, typeface
from dti_desktop.reports.chart_rows import IndexRow, RankRow, index_rows, rank_rows
from dti_desktop.reports.charts import (
    Chart,
    ChartStyle,
    index_bars,
    radar,
    rank_strip,
    render_png,
    render_svg,
)
from dti_desktop.reports.picture import Label, Measure, Picture
from dti_desktop.reports.wording import Language

INTER = (samples.FONTS / "Inter-Regular.otf", samples.FONTS / "Inter-SemiBold.otf")


def style(language: Language = "vi", **changes: object) -> ChartStyle:
    base = ChartStyle(
        ink="#16202e",
        quiet="#5a6573",
        context="#b4bdc8",
        track="#e3e6eb",
        hairline="#e3e6eb",
        accent="#0b5cad",
        background="#ffffff",
        font_files=INTER,
        texts=samples.texts(language),
        language=language,
    )
    return replace(base, **changes)  # type: ignore[arg-type]


@cache
def inter_measure() -> Measure:
    return raster.measure(INTER)


@pytest.fixture
def inter() -> Measure:
    return inter_measure()


@pytest.fixture(scope="module")
def serif() -> Measure:
    typeface.load(samples.FONTS)
    return paper.measure


def rows_of(kind: str) -> tuple[IndexRow, ...]:
    data = samples.report_of(
        {"answered": samples.answered, "half": samples.half, "empty": samples.empty}[kind]()
    )
    return index_rows(data.assessment, data.scorecard, data.ranking)


def strip_rows(kind: str = "answered") -> tuple[RankRow, ...]:
    data = samples.report_of({"answered": samples.answered, "empty": samples.empty}[kind]())
    assert data.ranking is not None
    return rank_rows(samples.REAL, data.ranking, samples.BOOK, samples.PROVINCE)


def charts(kind: str, look: ChartStyle) -> list[Chart]:
    rows = rows_of(kind)
    strip = strip_rows("empty" if kind == "empty" else "answered")
    return [radar(rows, look), index_bars(rows, look), rank_strip(strip, look, "Đồng bằng sông Cửu Long")]


def extent(label: Label, measure: Measure) -> tuple[float, float, float, float]:
    width = measure(label.text, label.size, label.bold)
    left = label.position[0] - {"left": 0.0, "centre": width / 2, "right": width}[label.align]
    return left, label.position[1] - label.size * 0.72, left + width, label.position[1] + label.size * 0.02


def clipped(picture: Picture, measure: Measure) -> list[str]:
    outside = []
    for item in picture.items:
        if isinstance(item, Label):
            left, top, right, bottom = extent(item, measure)
            if left < 0 or top < 0 or right > picture.width or bottom > picture.height:
                outside.append(item.text)
    return outside


def touching(picture: Picture, measure: Measure) -> list[tuple[str, str]]:
    labels = [item for item in picture.items if isinstance(item, Label)]
    boxes = [(label.text, extent(label, measure)) for label in labels]
    return [
        (a, b)
        for (a, one), (b, other) in combinations(boxes, 2)
        if one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
    ]


# Rows


@pytest.mark.parametrize("kind", ["answered", "half", "empty"])
def test_points_of_a_main_index_add_up(kind: str) -> None:
    for row in rows_of(kind):
        assert row.points + row.lost_points + row.unanswered_points == row.max_points
        assert row.open_points == row.lost_points + row.unanswered_points
        assert (row.value is None) == (not row.is_scored)


def test_index_rows_count() -> None:
    assessment = samples.half()
    rows = {row.code: row for row in rows_of("half")}
    for index in samples.REAL.main_indices:
        linked = sum(bool(assessment.links.get(code)) for code in index.indicators)
        assert (rows[index.code].indicators, rows[index.code].with_evidence) == (
            len(index.indicators),
            linked,
        )


def test_nothing_answered_leaves_all_points_unanswered() -> None:
    assert all(row.unanswered_points == row.max_points and not row.lost_points for row in rows_of("empty"))


def test_rank_rows_agree_with_the_ranking() -> None:
    data = samples.report_of(samples.answered())
    assert data.ranking is not None
    rows = rank_rows(samples.REAL, data.ranking, samples.BOOK, samples.PROVINCE)
    assert len(rows) == data.ranking.overall.of == len({row.province for row in rows})
    own = next(row for row in rows if row.is_own)
    assert (own.province, own.rank, own.value) == (
        samples.PROVINCE,
        data.ranking.overall.rank,
        data.ranking.overall.value,
    )
    assert data.ranking.region is not None
    mates = [row for row in rows if row.in_region]
    assert len(mates) == data.ranking.region.of
    assert [row.is_own for row in mates].index(True) + 1 == data.ranking.region.rank
    assert [row.value for row in rows] == sorted((row.value for row in rows), reverse=True)


def test_rank_rows_of_others_are_as_published() -> None:
    for row in strip_rows("empty"):
        published = samples.BOOK.published(2022, row.province, "overall")
        if not row.is_own:
            assert published is not None
            assert row.value == published.value


@pytest.mark.parametrize("measure", ["gov", "economy", "society", "index_3", "index_9"])
def test_rank_rows_of_each_measure(measure: str) -> None:
    data = samples.report_of(samples.answered())
    assert data.ranking is not None
    standing = {**data.ranking.pillars, **{f"index_{k}": v for k, v in data.ranking.indices.items()}}[measure]
    rows = rank_rows(samples.REAL, data.ranking, samples.BOOK, samples.PROVINCE, measure)
    assert next(row.rank for row in rows if row.is_own) == standing.rank


def test_no_rank_rows_where_a_value_is_unknown() -> None:
    data = samples.report_of(samples.answered())
    assert data.ranking is not None
    for measure in ("index_1", "index_6", "nonsense"):
        assert rank_rows(samples.REAL, data.ranking, samples.BOOK, samples.PROVINCE, measure) == ()


# Layout


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("kind", ["answered", "half", "empty"])
@pytest.mark.parametrize("size", [(380, 300), (480, 380), (640, 320), (1120, 420)])
def test_no_label_is_clipped_or_touches_another(
    kind: str, language: Language, size: tuple[int, int], inter: Measure
) -> None:
    for chart in charts(kind, style(language)):
        picture = chart.picture(*size, inter)
        assert clipped(picture, inter) == []
        assert touching(picture, inter) == []


def test_on_paper_too(serif: Measure) -> None:
    for kind in ("answered", "half", "empty"):
        for chart in charts(kind, style(text_size_pt=11)):
            picture = (
                chart.picture(616, 185, serif)
                if "strip" in str(type(chart)).lower()
                else chart.picture(616, 280, serif)
            )
            assert clipped(picture, serif) == []
            assert touching(picture, serif) == []


def test_unscored_main_index_is_no_spoke_but_keeps_its_line(inter: Measure) -> None:
    rows = rows_of("answered")
    unscored = next(row for row in rows if not row.is_scored)

    def said(chart: Chart) -> str:
        return " ".join(i.text for i in chart.picture(900, 500, inter).items if isinstance(i, Label))

    assert unscored.title.vi not in said(radar(rows, style()))
    bars = said(index_bars(rows, style()))
    assert unscored.title.vi in bars
    assert "thu thập, không chấm điểm" in bars


def test_every_number_stands_on_the_bars(inter: Measure) -> None:
    rows = rows_of("half")
    chart = index_bars(rows, style())
    labels = {i.text for i in chart.picture(800, 420, inter).items if isinstance(i, Label)}
    words = style().words
    for row in rows:
        if row.is_scored:
            assert {words.points(p) for p in (row.points, row.lost_points, row.unanswered_points)} <= labels


def test_strip_names_own_place_neighbours_and_ends(inter: Measure) -> None:
    rows = strip_rows()
    at = next(n for n, row in enumerate(rows) if row.is_own)
    labels = [
        i.text for i in rank_strip(rows, style()).picture(1120, 220, inter).items if isinstance(i, Label)
    ]
    assert f"Sóc Trăng {style().words.value(rows[at].value)} · hạng {rows[at].rank}/{len(rows)}" in labels
    for neighbour in (rows[at - 1], rows[at + 1]):
        assert any(label.startswith(f"{neighbour.rank}. {neighbour.province}") for label in labels)
    for end in (rows[0], rows[-1]):
        assert end.province in labels


def test_strip_without_rows_says_so(inter: Measure) -> None:
    chart = rank_strip((), style())
    picture = chart.picture(600, 150, inter)
    assert [i.text for i in picture.items if isinstance(i, Label)] == ["Chưa có kết quả công bố để so sánh"]
    assert chart.words == picture.words


shares = st.fractions(min_value=0, max_value=1, max_denominator=10_000)
titles = st.text(st.sampled_from("aăâbcdđeêghiklmnoôơpqrstuưvxyầếộợữ "), min_size=1, max_size=90).filter(
    str.strip
)


@st.composite
def index_row_lists(draw: st.DrawFn) -> list[IndexRow]:
    rows = []
    for n in range(draw(st.integers(1, 14))):
        most = Fraction(draw(st.sampled_from((0, 5, 100, 200))))
        points = most * draw(shares)
        lost = (most - points) * draw(shares)
        title = " ".join(draw(titles).split())
        value = points / most if most else None
        rows.append(
            IndexRow(
                str(n + 1), Text(title), points, most, value, lost, most - points - lost, 9, 5, 4, 3, None
            )
        )
    return rows


@settings(max_examples=60, deadline=None)
@given(rows=index_row_lists(), width=st.integers(420, 1400), height=st.integers(320, 800))
def test_any_index_fits(rows: list[IndexRow], width: int, height: int) -> None:
    measure = inter_measure()
    for chart in (radar(rows, style()), index_bars(rows, style())):
        assert clipped(chart.picture(width, height, measure), measure) == []


@st.composite
def rank_row_lists(draw: st.DrawFn) -> list[RankRow]:
    values = sorted(draw(st.lists(shares, min_size=1, max_size=70)), reverse=True)
    own = draw(st.integers(0, len(values) - 1))
    name = "Tỉnh " + draw(st.sampled_from(("số", "Bà Rịa - Vũng Tàu", "rất dài " * 9)))
    return [
        RankRow(f"{name} {n}", value, n + 1, n == own, draw(st.booleans()) or n == own)
        for n, value in enumerate(values)
    ]


@settings(max_examples=60, deadline=None)
@given(rows=rank_row_lists(), width=st.integers(320, 1600), height=st.integers(150, 320))
def test_any_field_of_rivals_fits(rows: list[RankRow], width: int, height: int) -> None:
    measure = inter_measure()
    picture = rank_strip(rows, style(), "Vùng rất dài " * 8).picture(width, height, measure)
    assert clipped(picture, measure) == []
    names = [pair for pair in touching(picture, measure) if any("Tỉnh" in text for text in pair)]
    assert names == []


# Rendering


def png_size(png: bytes) -> tuple[int, ...]:
    assert png.startswith(b"\x89PNG")
    return struct.unpack(">II", png[16:24])


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0, 3.125])
def test_png_has_the_pixels_asked_for(scale: float) -> None:
    chart = charts("half", style())[0]
    assert png_size(render_png(chart, 401, 303, scale)) == (round(401 * scale), round(303 * scale))


def test_same_rows_same_bytes_from_any_thread() -> None:
    made = charts("half", style())
    alone = [render_png(chart, 420, 320) for chart in made] + [render_svg(chart, 420, 320) for chart in made]
    with ThreadPoolExecutor(4) as pool:
        pngs = list(pool.map(lambda chart: render_png(chart, 420, 320), made * 2))
        svgs = list(pool.map(lambda chart: render_svg(chart, 420, 320), made * 2))
    assert pngs == alone[:3] * 2
    assert svgs == alone[3:] * 2


def test_svg_needs_no_font() -> None:
    svg = render_svg(charts("answered", style())[1], 600, 400)
    assert b"<svg" in svg
    assert b"<text" not in svg
    assert b"font-family" not in svg


def test_letters_that_the_font_lacks_are_replaced_without_a_warning() -> None:
    rows = [replace(row, title=Text("Tên 中文 😀 $x^2$ ☑ \\alpha")) for row in rows_of("answered")]
    assert png_size(render_png(radar(rows, style()), 500, 400)) == (500, 400)


def test_words_say_what_is_seen() -> None:
    first, second, third = charts("answered", style())
    assert "Nhận thức số" in first.words
    assert "/100" in second.words
    assert "Sóc Trăng" in third.words

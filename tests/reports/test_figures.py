"""Charts with caption and table twin on a printed page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from fractions import Fraction
from itertools import count, pairwise
from typing import Any

import pytest
import report_samples as samples
from test_standing_charts import LOSSES, MAKERS, OUTLINE, STEPS, fan_of, index_rows_of, spread_around

from dti_desktop.reports import paper
from dti_desktop.reports.charts import radar, standing, tornado, waterfall
from dti_desktop.reports.figures import (
    FAN_CAPTION,
    RIVAL_CAPTION,
    STANDING_CAPTION,
    TORNADO_CAPTION,
    WATERFALL_CAPTION,
    chart_style,
    chart_table,
    figure,
    figure_with_table,
)
from dti_desktop.reports.standing_rows import RankMark
from dti_desktop.reports.typesetter import Typesetter
from dti_desktop.reports.wording import Language

RUNNING = paper.Running("Hình", "", "", "vi", date(2026, 11, 22), (), "", "")


def setter(language: Language = "vi") -> Typesetter:
    return Typesetter.of(samples.report_of(samples.empty(), language=language))


def figures(ts: Typesetter, numbers: Iterator[int]) -> list[Any]:
    """Every chart of the standing with its caption and its numbers."""
    style = chart_style(ts)
    marks = [RankMark(36, "published", 2022), RankMark(34, "claimed", 2022)]
    return [
        *figure_with_table(ts, standing(spread_around(35.4), style, marks), STANDING_CAPTION, numbers),
        *figure_with_table(ts, fan_of("rank", style), FAN_CAPTION, numbers, province="Sóc Trăng"),
        *figure_with_table(ts, fan_of("value", style), FAN_CAPTION, numbers, province="Sóc Trăng"),
        *figure_with_table(
            ts,
            waterfall("năm 2021", Fraction("523.2"), STEPS, "năm 2022", style),
            WATERFALL_CAPTION,
            numbers,
            start="năm 2021",
            end="năm 2022",
        ),
        *figure_with_table(ts, tornado(LOSSES, style), TORNADO_CAPTION, numbers),
        *figure_with_table(ts, radar(index_rows_of(), style, OUTLINE), RIVAL_CAPTION, numbers, rival="Huế"),
    ]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_each_figure_has_its_caption_and_all_its_numbers(
    language: Language, pages: Callable[[bytes], list[str]]
) -> None:
    ts = setter(language)
    read = " ".join(" ".join(pages(paper.build(figures(ts, count(3)), RUNNING))).split())
    word = {"vi": "Hình", "en": "Figure"}[language]
    assert all(f"{word} {number}. " in read for number in range(3, 9))
    comma = {"vi": ",", "en": "."}[language]
    for number in (
        "36",
        "57",
        f"0{comma}5731",
        f"−21{comma}25",
        f"+15{comma}50",
        f"5{comma}33",
        f"0{comma}9000",
    ):
        assert number in read


def test_the_same_figures_give_the_same_bytes() -> None:
    ts = setter()
    assert paper.build(figures(ts, count(1)), RUNNING) == paper.build(figures(ts, count(1)), RUNNING)


@pytest.mark.parametrize("name", MAKERS)
def test_every_chart_stands_on_one_page_with_its_caption(
    name: str, pages: Callable[[bytes], list[str]]
) -> None:
    ts = setter()
    story = figure(ts, MAKERS[name](chart_style(ts)), STANDING_CAPTION, count(7))
    (page,) = pages(paper.build(story, RUNNING))
    assert "Hình 7. " in page


def test_no_table_is_set_where_there_are_no_numbers() -> None:
    ts = setter()
    assert chart_table(ts, MAKERS["no standing"](chart_style(ts))) == []


def test_colours_of_the_paper_keep_apart_in_greys() -> None:
    def grey(colour: str) -> float:
        red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
        return (0.299 * red + 0.587 * green + 0.114 * blue) / 255

    style = chart_style(setter())
    shades = [grey(colour) for colour in (style.accent, style.context, style.background)]
    assert all(after - before > 0.2 for before, after in pairwise(shades))

"""Where everything of the tornado stands: what would be lost with each thing, the greatest loss on top."""

from __future__ import annotations

from collections.abc import Sequence

from dti_desktop.reports.chart_style import ChartStyle
from dti_desktop.reports.picture import Item, Label, Line, Measure, Picture, Shape, box, cut, saying
from dti_desktop.reports.row_grid import MARGIN, NumberColumn, lines_that_fit, row_grid
from dti_desktop.reports.standing_rows import LossRow, by_loss, place_decimals
from dti_desktop.reports.wording import Wording

_SAID = 3  # losses named in the sentence


def layout(
    rows: Sequence[LossRow],
    max_rows: int,
    style: ChartStyle,
    width: float,
    height: float,
    measure: Measure,
) -> Picture:
    """Return bars from zero for at most `max_rows` losses, fewer where the height ends.

    It says how many remain.
    """
    words = style.words
    said = sentence(rows, style)
    if not rows:
        label = saying(said, width, height, style.size, style.quiet, measure)
        return Picture(width, height, style.background, (label,), said)
    ordered, decimals = by_loss(rows), place_decimals(rows)
    fitting = lines_that_fit(style, height)
    shown = ordered[: min(max_rows, fitting)]
    if len(shown) < len(ordered):
        shown = shown[: max(1, min(max_rows, fitting - 1))]
    rest = len(ordered) - len(shown)
    foot = style.size * 1.2 if rest and fitting > 1 else 0.0
    plain = tuple(False for _ in shown)
    columns = [
        NumberColumn(tuple(_lost(row, words) for row in shown), tuple(True for _ in shown), style.ink),
        NumberColumn(tuple(_places(row, decimals, words) for row in shown), plain, style.quiet),
    ]
    grid = row_grid([row.label for row in shown], columns, style, width, height - foot, measure)
    items: list[Item] = list(grid.labels)
    most = max(row.lost_points for row in shown)
    for line, row in enumerate(shown):
        if row.lost_points:
            right = grid.bar_left + float(row.lost_points / most) * (grid.bar_right - grid.bar_left)
            y, half = grid.middle(line), grid.bar_height / 2
            items.append(Shape(box(grid.bar_left, y - half, right, y + half), fill=style.accent))
    bottom = grid.middle(len(shown) - 1) + grid.line_height / 2
    items.append(Line((grid.bar_left, MARGIN), (grid.bar_left, bottom), style.quiet, 1.0))
    if foot:
        text = cut(words("chart.tornado.rest", count=rest), width - 2 * MARGIN, measure, style.small)
        items.append(Label((MARGIN, bottom + style.size * 0.9), text, style.small, style.quiet))
    return Picture(width, height, style.background, tuple(items), said)


def sentence(rows: Sequence[LossRow], style: ChartStyle) -> str:
    """Say the greatest losses."""
    words = style.words
    if not rows:
        return words("chart.tornado.nothing")
    ordered, decimals = by_loss(rows), place_decimals(rows)
    losses = [
        " ".join(part for part in (row.label, _lost(row, words), _places(row, decimals, words)) if part)
        for row in ordered[:_SAID]
    ]
    if len(ordered) > _SAID:
        losses.append(words("chart.tornado.rest", count=len(ordered) - _SAID))
    return words("chart.tornado.words", losses="; ".join(losses))


def _lost(row: LossRow, words: Wording) -> str:
    return words("chart.points", points=words.points_change(-row.lost_points))


def _places(row: LossRow, decimals: int, words: Wording) -> str:
    if row.lost_places is None:
        return ""
    places = words.places(row.lost_places, decimals)
    if not places.strip("0,."):
        return words("chart.tornado.no_place")
    return words("chart.tornado.places", places=places)

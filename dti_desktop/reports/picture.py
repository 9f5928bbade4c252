"""A drawing as plain data: lines, shapes and labels in pixels from the top left corner.

A chart is laid out once into a `Picture`; it becomes PNG or SVG (`raster`) or vectors on paper (`paper`).
Nothing here knows how wide a text is: the layout asks the `Measure` of the font that will draw it.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

Align = Literal["left", "centre", "right"]
Point = tuple[float, float]

_EVENING_STEPS = 8

Measure = Callable[[str, float, bool], float]
"""Width in pixels of (text, size in pixels, bold)."""


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line; `dash` are the pixels drawn and left out in turn."""

    start: Point
    end: Point
    colour: str
    width: float = 1.0
    dash: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Shape:
    """A closed outline through `points`; `fill` or `stroke` may be absent."""

    points: tuple[Point, ...]
    fill: str | None = None
    stroke: str | None = None
    width: float = 1.0
    fill_opacity: float = 1.0


@dataclass(frozen=True, slots=True)
class Dot:
    """A filled circle, with a rim of its own colour where `rim` is given."""

    centre: Point
    radius: float
    fill: str
    rim: str | None = None
    rim_width: float = 1.5


@dataclass(frozen=True, slots=True)
class Label:
    """One line of text on its baseline at `position`."""

    position: Point
    text: str
    size: float
    colour: str
    align: Align = "left"
    bold: bool = False


Item = Line | Shape | Dot | Label


@dataclass(frozen=True)
class Picture:
    """A finished drawing of `width` × `height` pixels. `words` says in one sentence what it shows."""

    width: float
    height: float
    background: str
    items: tuple[Item, ...]
    words: str


def box(left: float, top: float, right: float, bottom: float) -> tuple[Point, ...]:
    """Return the corners of an upright rectangle."""
    return (left, top), (right, top), (right, bottom), (left, bottom)


def hatching(
    left: float, top: float, right: float, bottom: float, gap: float, colour: str, width: float = 1.0
) -> tuple[Line, ...]:
    """Return slanted lines that fill an upright rectangle, `gap` pixels apart along its edges.

    They stand for a second kind of bar where paper has no colours.
    """
    lines = []
    # On a line from lower left to upper right, x + y stays the same.
    total = math.floor((left + top) / gap) * gap + gap
    while total < right + bottom:
        start = max(left, total - bottom), min(bottom, total - left)
        end = min(right, total - top), max(top, total - right)
        lines.append(Line(start, end, colour, width))
        total += gap
    return tuple(lines)


def saying(said: str, width: float, height: float, size: float, colour: str, measure: Measure) -> Label:
    """Return the one label of a picture that has nothing to show."""
    text = cut(said, width - 16, measure, size)
    return Label((width / 2, height / 2), text, size, colour, "centre")


def wrapped(
    text: str, max_width: float, measure: Measure, size: float, bold: bool = False, max_lines: int = 3
) -> tuple[str, ...]:
    """Return `text` in lines of at most `max_width` pixels, as even as words allow.

    What does not fit into `max_lines`, and a word wider than a line, ends with "…". Words joined by a
    no-break space stay together.
    """
    words = text.split(" ")
    lines = _filled(words, max_width, measure, size, bold, max_lines)
    if any(line.endswith("…") for line in lines):
        return lines
    # The narrowest width that needs no further line makes them even.
    narrow, wide = 0.0, max_width
    for _ in range(_EVENING_STEPS if len(lines) > 1 else 0):
        middle = (narrow + wide) / 2
        candidate = _filled(words, middle, measure, size, bold, len(lines))
        if any(line.endswith("…") for line in candidate):
            narrow = middle
        else:
            wide, lines = middle, candidate
    return lines


def _filled(
    words: list[str], max_width: float, measure: Measure, size: float, bold: bool, max_lines: int
) -> tuple[str, ...]:
    lines: list[str] = []
    for index, word in enumerate(words):
        candidate = f"{lines[-1]} {word}" if lines else word
        if lines and measure(candidate, size, bold) <= max_width:
            lines[-1] = candidate
        elif len(lines) == max_lines:
            lines[-1] = cut(" ".join([lines[-1], *words[index:]]), max_width, measure, size, bold)
            break
        else:
            lines.append(cut(word, max_width, measure, size, bold))
    return tuple(lines)


def cut(text: str, max_width: float, measure: Measure, size: float, bold: bool = False) -> str:
    """Return `text`, its end replaced by "…" where it is wider than `max_width` pixels."""
    if measure(text, size, bold) <= max_width:
        return text
    while text and measure(text + "…", size, bold) > max_width:
        text = text[:-1]
    return text.rstrip() + "…"

"""Where labels of a picture still find room: inside it, clear of each other and of what must stay seen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from dti_desktop.reports.picture import Label, Measure, Point

Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""

_ASCENT, _DESCENT = 0.88, 0.24  # of the text size; Vietnamese capitals carry two marks
_GAP = 2.0


def label_box(label: Label, measure: Measure) -> Box:
    """Return what the ink of a label may cover."""
    width = measure(label.text, label.size, label.bold)
    left = label.position[0] - {"left": 0.0, "centre": width / 2, "right": width}[label.align]
    y = label.position[1]
    return left, y - _ASCENT * label.size, left + width, y + _DESCENT * label.size


@dataclass
class LabelRoom:
    """The room of a picture of `width` × `height` pixels. `boxes` and `lines` are taken already."""

    width: float
    height: float
    measure: Measure
    boxes: list[Box] = field(default_factory=list)
    lines: list[tuple[Point, Point]] = field(default_factory=list)

    def place(self, *blocks: Sequence[Label]) -> tuple[Label, ...]:
        """Return the first of `blocks` that finds room, and take it; none where none does.

        A block is the labels that stand or fall together.
        """
        for block in blocks:
            boxes = [label_box(label, self.measure) for label in block]
            if all(self.is_free(box) for box in boxes):
                self.boxes += boxes
                return tuple(block)
        return ()

    def take(self, labels: Iterable[Label]) -> None:
        """Mark what these labels cover as taken, wherever they stand."""
        self.boxes += [label_box(label, self.measure) for label in labels]

    def is_free(self, box: Box) -> bool:
        """Whether nothing stands in `box`."""
        left, top, right, bottom = box
        if left < 0 or top < 0 or right > self.width or bottom > self.height:
            return False
        wide = left - _GAP, top, right + _GAP, bottom
        return not any(_overlap(wide, other) for other in self.boxes) and not any(
            _crosses(line, box) for line in self.lines
        )


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _crosses(line: tuple[Point, Point], box: Box) -> bool:
    """Whether a straight line passes through a box (Liang and Barsky's clipping)."""
    (x0, y0), (x1, y1) = line
    first, last = 0.0, 1.0
    for start, step, low, high in ((x0, x1 - x0, box[0], box[2]), (y0, y1 - y0, box[1], box[3])):
        if step == 0:
            if not low < start < high:
                return False
            continue
        enter, leave = sorted(((low - start) / step, (high - start) / step))
        first, last = max(first, enter), min(last, leave)
    return first < last

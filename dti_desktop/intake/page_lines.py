"""Letters with their places → pieces of lines as a reader sees them: words together, columns apart."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from dti_desktop.engine.composed_text import composed
from dti_desktop.intake.placed_text import Letter, Run

_SAME_LINE: Final = 0.25
_WORD_GAP: Final = 0.13
_COLUMN_GAP: Final = 0.9
_COLUMN_BLANKS: Final = 3
_OVERLAP: Final = 0.3
"""All in parts of the size of the type."""

_NOTHING: Final = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of one line with no column's gap in it; places in points from the lower left corner."""

    text: str
    left: float
    right: float
    baseline: float
    size: float
    is_bold: bool

    @property
    def centre(self) -> float:
        """The middle between left and right."""
        return (self.left + self.right) / 2


@dataclass(slots=True)
class _Stretch:
    letters: list[str]
    left: float
    right: float
    baseline: float
    size: float
    is_bold: bool
    blanks: int = 0

    def piece(self) -> Piece | None:
        text = readable("".join(self.letters))
        if not text:
            return None
        return Piece(text, self.left, self.right, self.baseline, self.size, self.is_bold)


@dataclass(slots=True)
class _Line:
    baseline: float
    size: float
    runs: list[Run] = field(default_factory=list)


def pieces_of(runs: Sequence[Run]) -> list[Piece]:
    """Return the pieces from top to bottom, in one line from left to right."""
    found: list[Piece] = []
    for line in _lines(runs):
        stretches: list[_Stretch] = []
        for run in sorted(line.runs, key=lambda run: run.letters[0].left):
            _take(stretches, run)
        found += sorted(
            (piece for stretch in stretches if (piece := stretch.piece()) is not None),
            key=lambda piece: piece.left,
        )
    return found


def readable(text: str) -> str:
    """Return a text composed, ligatures resolved, invisible signs gone, blanks made one."""
    text = "".join(
        unicodedata.normalize("NFKC", sign) if "\ufb00" <= sign <= "\ufb06" else sign
        for sign in text.translate(_NOTHING)
    )
    return composed(re.sub(r"\s+", " ", text).strip())


def _lines(runs: Iterable[Run]) -> list[_Line]:
    lines: list[_Line] = []
    for run in sorted(runs, key=lambda run: -run.baseline):
        last = lines[-1] if lines else None
        if last is None or last.baseline - run.baseline > _SAME_LINE * min(last.size, run.size):
            last = _Line(run.baseline, run.size)
            lines.append(last)
        last.runs.append(run)
    return lines


def _take(stretches: list[_Stretch], run: Run) -> None:
    """Put a run's letters where the pen of a stretch stands, or begin another."""
    stretch: _Stretch | None = None
    for letter in run.letters:
        if not letter.text.translate(_NOTHING).strip():
            if stretch is not None:
                stretch.blanks += 1
            continue
        if stretch is None:
            stretch = _before(stretches, letter, run)
        apart = stretch is not None and (
            letter.left - stretch.right > _COLUMN_GAP * run.size + stretch.blanks * 0.3 * run.size
            or stretch.blanks >= _COLUMN_BLANKS
        )
        if stretch is None or apart:
            stretch = _Stretch([], letter.left, letter.left, run.baseline, run.size, run.is_bold)
            stretches.append(stretch)
        elif stretch.blanks or letter.left - stretch.right > _WORD_GAP * run.size:
            stretch.letters.append(" ")
        stretch.letters.append(letter.text)
        stretch.right = max(stretch.right, letter.right)
        stretch.blanks = 0


def _before(stretches: list[_Stretch], letter: Letter, run: Run) -> _Stretch | None:
    """Return the stretch that a run goes on with: its end is near, and its type of the same size."""
    near = [
        stretch
        for stretch in stretches
        if -_OVERLAP * run.size <= letter.left - stretch.right <= (_COLUMN_GAP + 0.9) * run.size
        and 0.8 <= run.size / stretch.size <= 1.25
    ]
    return min(near, key=lambda stretch: abs(letter.left - stretch.right), default=None)

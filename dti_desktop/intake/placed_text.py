"""The text of a PDF page with the place of every letter, so that columns drawn in any order are told apart.

pypdf reads the drawing's steps and the fonts; its own text loses what stands beside what.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from dti_desktop.intake.bounds import OverBounds

_MAX_LETTERS: Final = 12_000
_MAX_STEPS: Final = 60_000
_MAX_FORMS: Final = 24
_MAX_FORM_DEPTH: Final = 3
_FONT_UNITS: Final = 1000
_TILT: Final = 0.02
_FARTHEST: Final = 1e5

Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: Final[Matrix] = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Letter:
    """What one sign stands for, and where it begins and ends from left to right, in points."""

    text: str
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Run:
    """Letters drawn in one go. `baseline` from the page's lower edge, `size`: of the type, in points."""

    letters: tuple[Letter, ...]
    baseline: float
    size: float
    is_bold: bool


def runs_of(page: Any, document: Any) -> list[Run]:
    """Return what a page draws as upright text, in the order of drawing.

    Raises `OverBounds` where it draws more than any paper, and whatever pypdf raises on a broken file.
    """
    drawing = _Drawing(document)
    drawing.draw(page.get("/Contents"), page.get("/Resources") or _inherited(page), _IDENTITY, 0)
    return drawing.runs


def _inherited(page: Any) -> Any:
    """Return the resources that a page has from the tree above it."""
    for _ in range(16):
        page = page.get("/Parent")
        if page is None:
            return None
        page = page.get_object()
        if "/Resources" in page:
            return page["/Resources"]
    return None


@dataclass(slots=True)
class _State:
    """What q keeps and Q brings back."""

    place: Matrix
    font: Any = None
    size: float = 0.0
    letter_gap: float = 0.0
    word_gap: float = 0.0
    stretch: float = 1.0
    leading: float = 0.0
    rise: float = 0.0
    mode: int = 0


class _Drawing:
    """Follows the steps of a page and of the forms that it draws."""

    def __init__(self, document: Any) -> None:
        self.runs: list[Run] = []
        self._document = document
        self._letters_left = _MAX_LETTERS
        self._steps_left = _MAX_STEPS
        self._forms_left = _MAX_FORMS

    def draw(self, contents: Any, resources: Any, place: Matrix, depth: int) -> None:
        from pypdf.generic import ContentStream

        contents = _object(contents)
        if contents is None:
            return
        resources = _object(resources) or {}
        fonts = _Fonts(_object(resources.get("/Font")) or {})
        state = _State(place)
        kept: list[_State] = []
        line: Matrix = _IDENTITY
        pen: Matrix = _IDENTITY
        for operands, step in ContentStream(contents, self._document, "bytes").operations:
            self._steps_left -= 1
            if self._steps_left < 0:
                raise OverBounds
            numbers = [float(one) for one in operands if isinstance(one, int | float)]
            match step:
                case b"q":
                    kept.append(_copy(state))
                case b"Q" if kept:
                    state = kept.pop()
                case b"cm" if len(numbers) == 6:
                    state.place = _times(_matrix(numbers), state.place)
                case b"BT":
                    line = pen = _IDENTITY
                case b"Tf" if len(operands) == 2 and numbers:
                    state.font, state.size = fonts.get(operands[0]), numbers[-1]
                case b"Tm" if len(numbers) == 6:
                    line = pen = _matrix(numbers)
                case b"Td" | b"TD" if len(numbers) == 2:
                    if step == b"TD":
                        state.leading = -numbers[1]
                    line = pen = _times((1, 0, 0, 1, numbers[0], numbers[1]), line)
                case b"T*":
                    line = pen = _times((1, 0, 0, 1, 0, -state.leading), line)
                case b"TL" if numbers:
                    state.leading = numbers[0]
                case b"Tc" if numbers:
                    state.letter_gap = numbers[0]
                case b"Tw" if numbers:
                    state.word_gap = numbers[0]
                case b"Tz" if numbers:
                    state.stretch = numbers[0] / 100
                case b"Ts" if numbers:
                    state.rise = numbers[0]
                case b"Tr" if numbers:
                    state.mode = int(numbers[0])
                case b"Tj" | b"TJ" if operands:
                    pen = self._show(state, pen, operands[0])
                case b"'" | b'"' if operands:
                    if step == b'"' and len(numbers) >= 2:
                        state.word_gap, state.letter_gap = numbers[:2]
                    line = _times((1, 0, 0, 1, 0, -state.leading), line)
                    pen = self._show(state, line, operands[-1])
                case b"Do" if operands and depth < _MAX_FORM_DEPTH:
                    self._form(resources, operands[0], state.place, depth)

    def _form(self, resources: Any, name: Any, place: Matrix, depth: int) -> None:
        form = _object((_object(resources.get("/XObject")) or {}).get(name))
        if form is None or form.get("/Subtype") != "/Form" or self._forms_left <= 0:
            return
        self._forms_left -= 1
        own = [float(one) for one in _object(form.get("/Matrix")) or ()]
        inner = _times(_matrix(own), place) if len(own) == 6 else place
        self.draw(form, form.get("/Resources") or resources, inner, depth + 1)

    def _show(self, state: _State, pen: Matrix, shown: Any) -> Matrix:
        """Draw one string, or strings with gaps between; return where the pen is then."""
        for part in shown if isinstance(shown, list) else [shown]:
            if isinstance(part, int | float):
                pen = _moved(pen, -float(part) / _FONT_UNITS * state.size * state.stretch)
            elif isinstance(part, bytes | str) and state.font is not None:
                pen = self._string(state, pen, part)
        return pen

    def _string(self, state: _State, pen: Matrix, string: bytes | str) -> Matrix:
        letters: list[Letter] = []
        whole = _times(pen, state.place)
        size = abs(state.size) * math.hypot(whole[2], whole[3])
        upright = abs(whole[1]) <= _TILT * abs(whole[0]) and whole[0] > 0
        baseline = whole[5] + state.rise * whole[3]
        left, across, advanced = whole[4], whole[0] * state.stretch, 0.0
        for text, width, is_space in state.font.read(string):
            ahead = width * state.size / _FONT_UNITS
            letters.append(Letter(text, left, left + ahead * across))
            ahead += state.letter_gap + (state.word_gap if is_space else 0.0)
            left += ahead * across
            advanced += ahead
        pen = _moved(pen, advanced * state.stretch)
        self._letters_left -= len(letters)
        if self._letters_left < 0:
            raise OverBounds
        near = all(abs(place) < _FARTHEST for place in (*whole, size))  # false for nan too
        if letters and upright and near and size > 0 and state.mode != 3:
            is_bold = state.font.is_bold or state.mode == 2
            self.runs.append(Run(tuple(letters), baseline, size, is_bold))
        return pen


class _Fonts:
    """The fonts of one page or form, each read when it is first used."""

    def __init__(self, resources: Any) -> None:
        self._resources = resources
        self._read: dict[str, _Font | None] = {}

    def get(self, name: Any) -> _Font | None:
        if name not in self._read:
            resource = _object(self._resources.get(name))
            self._read[name] = None if resource is None else _Font(resource)
        return self._read[name]


class _Font:
    def __init__(self, resource: Any) -> None:
        # The only reader of widths and encodings that pypdf has; the lock file pins it, a test holds it.
        from pypdf.generic._font import Font

        self._font: Any = Font.from_font_resource(resource)
        name = str(self._font.name).casefold()
        self.is_bold = any(word in name for word in ("bold", "black", "heavy", "-bd"))
        self._known: dict[str, tuple[str, float, bool]] = {}

    def read(self, string: bytes | str) -> Iterator[tuple[str, float, bool]]:
        """Yield what each sign stands for, its width in thousandths, and whether it is a blank."""
        if isinstance(string, str):
            string = string.encode("latin_1", "replace")
        encoding = self._font.encoding
        signs = string.decode(encoding if isinstance(encoding, str) else "latin_1", "replace")
        for sign in signs:
            known = self._known.get(sign)
            if known is None:
                known = self._known[sign] = self._look_up(sign)
            yield known

    def _look_up(self, sign: str) -> tuple[str, float, bool]:
        font = self._font
        meant = sign if isinstance(font.encoding, str) else font.encoding.get(ord(sign), sign)
        is_space = sign == font.space_char
        width = font.space_width if is_space else font.get_text_width(sign)
        return str(font.character_map.get(meant, meant)), float(width), is_space


def _object(thing: Any) -> Any:
    return thing.get_object() if hasattr(thing, "get_object") else thing


def _copy(state: _State) -> _State:
    return _State(*(getattr(state, name) for name in _State.__slots__))


def _matrix(numbers: list[float]) -> Matrix:
    a, b, c, d, e, f = numbers
    return (a, b, c, d, e, f)


def _times(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def _moved(pen: Matrix, ahead: float) -> Matrix:
    a, b, c, d, e, f = pen
    return (a, b, c, d, e + ahead * a, f + ahead * b)

"""Words with the numbers and dates of a language; the sentences come from the keyed message files."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from dti_desktop.engine.model import Text
from dti_desktop.engine.numbers import POINTS_DECIMALS, VALUE_DECIMALS
from dti_desktop.format import Format, LanguageCode

Language = LanguageCode

_NO_VALUE = "–"
_CATALOGUE_DECIMALS = 4


@dataclass(frozen=True)
class Wording:
    """The keyed texts of one language, and its ways to write numbers and dates."""

    texts: Mapping[str, str]
    language: Language

    def __call__(self, key: str, /, **facts: object) -> str:
        """Return the text of `key` with its `{places}` filled. Raises KeyError where there is none."""
        return self.texts[key].format(**facts)

    def has(self, key: str) -> bool:
        """Whether there is a text of `key`."""
        return key in self.texts

    def begun(self, key: str) -> str:
        """Return the text of `key` with a capital at its beginning, as a line begins."""
        text = self(key)
        return text[:1].upper() + text[1:]

    def of(self, text: Text) -> str:
        """Return a text of the catalogue in this language."""
        return text.in_language(self.language)

    @cached_property
    def _format(self) -> Format:
        return Format(self.language)

    def points(self, points: Fraction) -> str:
        """Return points with two decimals: "573,10"."""
        return self._format.points(points)

    def points_change(self, points: Fraction) -> str:
        """Return points gained or lost, with their sign: "+12,50", "−3,20"."""
        return self._format.signed(points, 2)

    def places(self, places: float, decimals: int) -> str:
        """Return expected places of rank: "2", "1,5"."""
        return self._format.fixed(Fraction(places), decimals)

    def whole(self, number: float | Fraction) -> str:
        """Return a number rounded to a whole one, grouped."""
        return self._format.integer(Fraction(number))

    def chance(self, chance: float) -> str:
        """Return a probability as a whole per cent: "12 %"."""
        return self._format.percent(Fraction(chance), 0)

    def chance_exact(self, chance: float) -> str:
        """Return a probability with one decimal of a per cent: "12,4 %"."""
        return self._format.percent(Fraction(chance), 1)

    def value(self, value: Fraction | None) -> str:
        """Return an index value with four decimals, a dash where there is none."""
        return _NO_VALUE if value is None else self._format.value(value)

    def number(self, number: Decimal) -> str:
        """Return an answer's number as it was given, grouped: "1.197.823"."""
        return self._format.number(number)

    def count(self, count: int) -> str:
        """Return a whole number, grouped."""
        return self._format.integer(count)

    def exact(self, number: Fraction) -> str:
        """Return a catalogue's number without needless decimals: "10", "7,5"."""
        return self._format.number(number, _CATALOGUE_DECIMALS)

    def decimals(self, number: Fraction) -> str:
        """Return a computed number with two decimals, with four where two would hide it."""
        return self._format.points(number) if number >= 1 else self._format.value(number)

    def mean(self, number: float) -> str:
        """Return a mean, which is no exact number, with one decimal: "2,4"."""
        return self._format.fixed(Fraction(number), 1)

    def change(self, points: Fraction) -> str:
        """Return a change of points with its sign: "+12,50"."""
        return self._format.signed(points, POINTS_DECIMALS)

    def value_change(self, value: Fraction) -> str:
        """Return a change of an index value with its sign: "+0,0125"."""
        return self._format.signed(value, VALUE_DECIMALS)

    def whole_change(self, number: int) -> str:
        """Return a change in whole numbers with its sign: "+9"."""
        return self._format.signed(number)

    def percent(self, share: Fraction) -> str:
        """Return a share as a percentage with two decimals: "90,32 %"."""
        return self._format.percent(share)

    def target_percent(self, share: Fraction) -> str:
        """Return a target as a percentage, without decimals where it has none: "80 %"."""
        return self._format.percent(share, 0 if (share * 100).denominator == 1 else 2)

    def day(self, day: date) -> str:
        """Return a date as offices write it: "03/06/2022"."""
        return self._format.date(day)

    def size(self, size_bytes: int) -> str:
        """Return a file size."""
        return self._format.size(size_bytes)


def shortened(text: str, max_characters: int) -> str:
    """Return `text` on one line, cut at a word with "…" where it is longer than `max_characters`."""
    line = " ".join(unicodedata.normalize("NFC", text).split())
    if len(line) <= max_characters:
        return line
    head = line[: max_characters - 1]
    at_word = head.rsplit(" ", 1)[0] if " " in head[max_characters // 2 :] else head
    return at_word.rstrip(" ,;.·–-") + "…"

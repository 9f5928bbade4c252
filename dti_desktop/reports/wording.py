"""Words, numbers and dates as people of a language read them; the sentences come from the message files."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from dti_desktop.engine.model import Text
from dti_desktop.engine.numbers import POINTS_DECIMALS, VALUE_DECIMALS, decimal_text, fixed_text, number_text

Language = Literal["vi", "en"]

_MARKS = {"vi": (".", ","), "en": (",", ".")}  # between groups of three digits, before the decimals
_SHARE_DECIMALS = 2


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

    def of(self, text: Text) -> str:
        """Return a text of the catalogue in this language."""
        return text.in_language(self.language)

    def points(self, points: Fraction) -> str:
        """Return points with two decimals: "573,10"."""
        return self._localised(fixed_text(points, POINTS_DECIMALS))

    def max_points(self, points: Fraction) -> str:
        """Return a maximum without needless decimals: "10", "7,5"."""
        return self.exact(points)

    def value(self, value: Fraction | None) -> str:
        """Return an index value with four decimals, a dash where there is none."""
        return "–" if value is None else self._localised(fixed_text(value, VALUE_DECIMALS))

    def number(self, number: Decimal) -> str:
        """Return an answer's number as it was given, grouped: "1.197.823"."""
        return self._localised(number_text(number))

    def count(self, count: int) -> str:
        """Return a whole number, grouped."""
        return self._localised(str(count))

    def exact(self, number: Fraction) -> str:
        """Return a catalogue's number; one that does not end is rounded to four decimals."""
        text = decimal_text(number)
        return self._localised(fixed_text(number, VALUE_DECIMALS) if "/" in text else text)

    def decimals(self, number: Fraction) -> str:
        """Return a computed number with two decimals, with four where two would hide it."""
        places = _SHARE_DECIMALS if number >= 1 else VALUE_DECIMALS
        return self._localised(fixed_text(number, places))

    def percent(self, share: Fraction) -> str:
        """Return a share as a percentage with two decimals: "90,32 %"."""
        return self("report.percent", number=self._localised(fixed_text(share * 100, _SHARE_DECIMALS)))

    def target_percent(self, share: Fraction) -> str:
        """Return a target as a percentage without needless decimals: "80 %"."""
        return self("report.percent", number=self.exact(share * 100))

    def day(self, day: date) -> str:
        """Return a date as offices write it: "03/06/2022"."""
        months = self.texts["report.month_names"].split()
        return self(
            "report.date", day=day.day, month=day.month, month_name=months[day.month - 1], year=day.year
        )

    def size(self, size_bytes: int) -> str:
        """Return a file size in whole kilobytes or in megabytes with one decimal."""
        if size_bytes < 1_000_000:
            kilobytes = -(-size_bytes // 1000)
            return self("report.size.kilobytes", number=self.count(kilobytes))
        megabytes = Fraction(size_bytes, 1_000_000)
        return self("report.size.megabytes", number=self._localised(fixed_text(megabytes, 1)))

    def _localised(self, plain: str) -> str:
        group, point = _MARKS[self.language]
        whole, _, decimals = plain.partition(".")
        grouped = f"{int(whole):,}".replace(",", group)
        return grouped + (point + decimals if decimals else "")


def shortened(text: str, max_characters: int) -> str:
    """Return `text` on one line, cut at a word with "…" where it is longer than `max_characters`."""
    line = " ".join(unicodedata.normalize("NFC", text).split())
    if len(line) <= max_characters:
        return line
    head = line[: max_characters - 1]
    at_word = head.rsplit(" ", 1)[0] if " " in head[max_characters // 2 :] else head
    return at_word.rstrip(" ,;.·–-") + "…"

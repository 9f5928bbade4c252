"""What an officer means by the number she typed. Pure text in, exact number or a coded fault out.

The rules, in this order, after NFC and after taking away white space around it:

1. Nothing: no number and no fault.
2. Spaces (no-break ones too) count as grouping: only between digits, in groups of three.
3. Both `.` and `,`: the one that stands last is the decimal sign and stands once; the other groups in threes.
   `1.234,5` and `1,234.5` are both 1234.5, in both languages.
4. One kind, more than once: it groups in threes. `1.197.823` and `1,197,823` are the same.
5. One kind, once, and it is the language's decimal sign (`,` in Vietnamese): decimal. `1,234` is 1.234.
6. One kind, once, and it is the language's grouping sign (`.` in Vietnamese): grouping where it can be,
   that is one to three digits before it, the first not 0, and exactly three after it: `1.234` is 1234.
   Otherwise decimal: `1234.5`, `0.573`, `12.3456`, `1234.567`.
7. A sign at the very end or start is one that is still being typed: `12,` is 12, `,5` is 0.5.

Where 5 or 6 read three digits after the only sign, another reader might have meant the other thing:
`ambiguous` is then True and the field shows her how it was read.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from dti_desktop.engine.numbers import NumberFault, plain_number
from dti_desktop.ui.format import LanguageCode

Fault = Literal["not-a-number", "negative", "too-large", "too-many-decimals"]

_FAULTS: dict[str, Fault] = {
    "number-malformed": "not-a-number",
    "number-too-large": "too-large",
    "number-too-many-decimals": "too-many-decimals",
}

_SPACES = re.compile("[ \t\u00a0\u2007\u2009\u202f]")
_MINUS = "-\u2212\u2010\u2011\u2012\u2013\u2014"


@dataclass(frozen=True, slots=True)
class Reading:
    """How a text was read: `number` (canonical), or a `fault`, or neither where nothing was typed."""

    number: Decimal | None = None
    fault: Fault | None = None
    ambiguous: bool = False

    @property
    def value(self) -> Decimal | None:
        """The number, by the name that all readings have for what was read."""
        return self.number


def read_number(text: str, language: LanguageCode = "vi") -> Reading:
    """Read `text` by the rules above. Never raises; limits are the engine's, negatives a fault."""
    text = unicodedata.normalize("NFC", text).strip()
    if not text:
        return Reading()
    if text[0] in _MINUS:
        positive = _plain(text[1:].strip(), language)
        return Reading(fault="not-a-number" if positive is None else "negative")
    found = _plain(text, language)
    if found is None:
        return Reading(fault="not-a-number")
    whole, decimals, ambiguous = found
    try:
        return Reading(plain_number(f"{whole}.{decimals}" if decimals else whole), ambiguous=ambiguous)
    except NumberFault as fault:
        return Reading(fault=_FAULTS[fault.code], ambiguous=ambiguous)


def _plain(text: str, language: LanguageCode) -> tuple[str, str, bool] | None:
    """Return digits before and after the decimal sign, and whether that is ambiguous; None for no number."""
    if not re.search("[0-9]", text) or re.search("[^0-9.,]", _SPACES.sub("", text)):
        return None
    if _SPACES.search(text):
        head = re.split("[.,]", text, maxsplit=1)[0]
        if not re.fullmatch("[0-9]{1,3}(?: [0-9]{3})+", _SPACES.sub(" ", head)):
            return None
        rest = text[len(head) :]
        if not re.fullmatch("(?:[.,][0-9]*)?", rest):
            return None
        return _SPACES.sub("", head), rest[1:], False
    dots, commas = text.count("."), text.count(",")
    if not dots and not commas:
        return text, "", False
    if dots and commas:
        sign = "." if text.rindex(".") > text.rindex(",") else ","
        if text.count(sign) > 1:
            return None
        whole, _, decimals = text.partition(sign)
        grouped = _ungrouped(whole, "," if sign == "." else ".")
        return None if grouped is None else (grouped, decimals, False)
    sign = "." if dots else ","
    if dots + commas > 1:
        grouped = _ungrouped(text, sign)
        return None if grouped is None else (grouped, "", False)
    whole, _, decimals = text.partition(sign)
    could_group = bool(re.fullmatch("[1-9][0-9]{0,2}", whole)) and len(decimals) == 3
    if could_group and sign == ("." if language == "vi" else ","):
        return whole + decimals, "", True
    return whole or "0", decimals, could_group


def _ungrouped(text: str, sign: str) -> str | None:
    """Return the digits of a text grouped in threes by `sign`, or None where it is not."""
    groups = text.split(sign)
    if not 1 <= len(groups[0]) <= 3 or any(len(group) != 3 for group in groups[1:]):
        return None
    return "".join(groups)

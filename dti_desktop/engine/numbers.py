"""Exact numbers: reading them from untrusted text, writing them canonically, rounding for display.

No number ever passes through a binary float. Answers are `Decimal`, computing is done in `Fraction`.
"""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

MAX_VALUE = Decimal(10) ** 15
"""The largest number an answer may hold."""

MAX_DECIMALS = 6
"""The most decimals an answer may hold."""

POINTS_DECIMALS = 2
VALUE_DECIMALS = 4

_PLAIN = re.compile(r"[0-9]+(\.[0-9]+)?", re.ASCII)
_JSON_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?", re.ASCII)
_FRACTION = re.compile(r"([0-9]+)/([0-9]+)", re.ASCII)
_MAX_TEXT_LENGTH = 400
_MAX_EXPONENT_TEXT = 4


class NumberFault(ValueError):
    """A text that is not an allowed number; `code` says why."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


def plain_number(untrusted_text: str) -> Decimal:
    """Return the number written as `[0-9]+(\\.[0-9]+)?`.

    Raises `NumberFault`: `number-malformed`, `number-too-large`, `number-too-many-decimals`.
    """
    if not _PLAIN.fullmatch(untrusted_text):
        raise NumberFault("number-malformed")
    return _within_limits(untrusted_text)


def json_number(untrusted_text: str) -> Decimal:
    """Return the number of a JSON number token.

    Raises `NumberFault`: `number-malformed`, `number-negative`, `number-not-finite`, and the limits'.
    """
    if untrusted_text in ("NaN", "Infinity", "-Infinity"):
        raise NumberFault("number-not-finite")
    match = _JSON_NUMBER.fullmatch(untrusted_text)
    if not match:
        raise NumberFault("number-malformed")
    mantissa_is_zero = not untrusted_text.lower().split("e")[0].strip("-0.")
    if mantissa_is_zero:
        return Decimal(0)
    if untrusted_text.startswith("-"):
        raise NumberFault("number-negative")
    exponent = (match.group(3) or "").lstrip("eE+-").lstrip("0")
    if len(exponent) > _MAX_EXPONENT_TEXT:  # Decimal or Fraction of it could fill the memory
        too_small = "e-" in untrusted_text.lower()
        raise NumberFault("number-too-many-decimals" if too_small else "number-too-large")
    return _within_limits(untrusted_text)


def checked_number(number: Decimal) -> Decimal:
    """Return `number` made canonical, or raise `NumberFault` where it breaks a limit."""
    if not number.is_finite():
        raise NumberFault("number-not-finite")
    if number.is_signed() and number != 0:
        raise NumberFault("number-negative")
    return _within_limits(str(number))


def _within_limits(text: str) -> Decimal:
    if "e" not in text.lower():  # zeros that say nothing do not count against the length
        whole, _, decimals = text.partition(".")
        text = f"{whole.lstrip('0') or '0'}.{decimals.rstrip('0') or '0'}"
    if len(text) > _MAX_TEXT_LENGTH:
        significant = text.split(".")[0] if "e" not in text.lower() else text
        raise NumberFault("number-too-large" if len(significant) > 16 else "number-too-many-decimals")
    number = Decimal(text)
    if number == 0:
        return Decimal(0)
    sign, digits, exponent = number.as_tuple()
    assert isinstance(exponent, int)
    while digits[-1] == 0:
        digits, exponent = digits[:-1], exponent + 1
    if exponent + len(digits) > 16 or Decimal((sign, digits, exponent)) > MAX_VALUE:
        raise NumberFault("number-too-large")
    if -exponent > MAX_DECIMALS:
        raise NumberFault("number-too-many-decimals")
    if exponent > 0:
        digits, exponent = digits + (0,) * exponent, 0
    return Decimal((sign, digits, exponent))


def number_text(number: Decimal) -> str:
    """Return the canonical text of a number: no exponent, no trailing zeros ("700000", "12.5")."""
    text = f"{number:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text or "0"


def catalogue_number(untrusted_text: str) -> Fraction:
    """Return a catalogue's number: a decimal ("0.5") or a fraction ("1/3").

    Raises `NumberFault` `number-malformed`.
    """
    if len(untrusted_text) > 40:
        raise NumberFault("number-malformed")
    if _PLAIN.fullmatch(untrusted_text):
        return Fraction(untrusted_text)
    match = _FRACTION.fullmatch(untrusted_text)
    if match and int(match.group(2)) != 0:
        return Fraction(int(match.group(1)), int(match.group(2)))
    raise NumberFault("number-malformed")


def rounded(number: Fraction, decimals: int) -> Fraction:
    """Return `number` rounded half up to `decimals` places, exactly. Negative numbers round away alike."""
    units = _rounded_units(number, decimals)
    return Fraction(units if number >= 0 else -units, 10**decimals)


def _rounded_units(number: Fraction, decimals: int) -> int:
    # In whole numbers: a page writes dozens of them each time it is shown.
    above, below = abs(number.numerator), number.denominator
    return int((2 * above * 10**decimals + below) // (2 * below))


def fixed_text(number: Fraction, decimals: int) -> str:
    """Return `number` rounded half up and written with exactly `decimals` places ("573.10")."""
    units = _rounded_units(number, decimals)
    sign = "-" if units and number.numerator < 0 else ""
    if decimals == 0:
        return f"{sign}{units}"
    whole, rest = divmod(units, 10**decimals)
    return f"{sign}{whole}.{rest:0{decimals}d}"


def points_text(points: Fraction) -> str:
    """Return points for display: two decimals, half up."""
    return fixed_text(points, POINTS_DECIMALS)


def value_text(value: Fraction) -> str:
    """Return an index value (0–1) for display: four decimals, half up."""
    return fixed_text(value, VALUE_DECIMALS)


def exact_text(number: Fraction) -> str:
    """Return an exact number, however long: an integer, or `p/q` in lowest terms."""
    if number.denominator == 1:
        return _integer_text(number.numerator)
    return f"{_integer_text(number.numerator)}/{_integer_text(number.denominator)}"


def _integer_text(number: int) -> str:
    # Python refuses to write integers of more than 4300 digits in one go.
    digits_at_once = 1000
    if abs(number) < 10**digits_at_once:
        return str(number)
    rest, low = divmod(abs(number), 10**digits_at_once)
    return f"{'-' if number < 0 else ''}{_integer_text(rest)}{low:0{digits_at_once}d}"


def decimal_text(number: Fraction) -> str:
    """Return a terminating number as a plain decimal ("1000", "0.5"), any other as `p/q`."""
    denominator = number.denominator
    twos = fives = 0
    while denominator % 2 == 0:
        denominator, twos = denominator // 2, twos + 1
    while denominator % 5 == 0:
        denominator, fives = denominator // 5, fives + 1
    if denominator != 1:
        return exact_text(number)
    return fixed_text(number, max(twos, fives))

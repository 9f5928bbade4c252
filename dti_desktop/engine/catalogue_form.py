"""The forms a catalogue's values can have, as small checks that are put together into the whole format.

A check takes what stands at a place and adds the fault it finds there. Table of faults:
docs/catalogue-format.md.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from fractions import Fraction

from dti_desktop.engine.strict_json import NumberToken, pointer
from dti_desktop.errors import Problem

MAX_TEXT_LENGTH = 2000
"""The longest text of a catalogue, in code points."""

MAX_SHORT_TEXT_LENGTH = 30
"""The longest short title, in code points."""

MAX_NAME_LENGTH = 100
"""The longest id, key or code."""

_DECIMAL = re.compile(r"(0|[1-9][0-9]{0,14})(\.[0-9]{1,6})?", re.ASCII)
_FRACTION = re.compile(r"(0|[1-9][0-9]{0,8})/[1-9][0-9]{0,8}", re.ASCII)
_WHOLE_NUMBER = re.compile(r"0|[1-9][0-9]*", re.ASCII)
_YEAR = re.compile(r"[1-9][0-9]{3}", re.ASCII)
_ID = re.compile(r"[a-z][a-z0-9_]*", re.ASCII)
_CATALOGUE_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*", re.ASCII)
_FIELD_NAME = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)?", re.ASCII)
_CODE = re.compile(r"[0-9A-Za-z]+(\.[0-9A-Za-z]+)*", re.ASCII)
_UTC_TIME = re.compile(r"[0-9]{4}(-[0-9]{2}){2}T[0-9]{2}(:[0-9]{2}){2}Z", re.ASCII)
_INVISIBLE_CATEGORIES = frozenset({"Cc", "Cf", "Zl", "Zp", "Zs"})


class Findings:
    """The faults found so far, at most one per place: the first one.

    A fault of form makes what stands there unreadable, so that nothing else is judged by it.
    """

    def __init__(self) -> None:
        self._faults: dict[str, Problem] = {}
        self._unreadable: set[str] = set()

    def unreadable(self, code: str, place: str, **facts: object) -> None:
        """Add a fault of form."""
        self._unreadable.add(place)
        self.judged(code, place, **facts)

    def judged(self, code: str, place: str, **facts: object) -> None:
        """Add a fault of a value that could be read."""
        self._faults.setdefault(place, Problem(code, place, facts))

    def is_readable(self, place: str) -> bool:
        """Whether no fault of form was found at the place itself."""
        return place not in self._unreadable

    def problems(self) -> tuple[Problem, ...]:
        """Return the faults in the order in which they were found."""
        return tuple(self._faults.values())

    # What follows reads a document whose form has been checked; None stands for what cannot be read.

    def member(self, node: object, place: str, key: str) -> object:
        """Return what stands under `key` of the object at `place`."""
        if not isinstance(node, Mapping) or not self.is_readable(pointer(place, key)):
            return None
        return node.get(key)

    def text(self, node: object, place: str, key: str) -> str | None:
        """Return the text (or the whole number, as written) under `key`."""
        found = self.member(node, place, key)
        return found if isinstance(found, str) else None

    def number(self, node: object, place: str, key: str) -> Fraction | None:
        """Return the number whose text stands under `key`."""
        text = self.text(node, place, key)
        return None if text is None else Fraction(text)

    def texts(self, node: object, place: str, key: str) -> list[tuple[str, str | None]] | None:
        """Return the texts (or whole numbers) of the list under `key`, each with its place."""
        items = self.items(node, place, key)
        if items is None:
            return None
        return [
            (item_place, item if isinstance(item, str) and self.is_readable(item_place) else None)
            for item_place, item in items
        ]

    def items(self, node: object, place: str, key: str) -> list[tuple[str, object]] | None:
        """Return the items of the list under `key`, each with its place."""
        found = self.member(node, place, key)
        if not isinstance(found, list):
            return None
        list_place = pointer(place, key)
        return [(pointer(list_place, position), item) for position, item in enumerate(found)]


Check = Callable[[Findings, object, str], None]
"""Adds the faults of what stands at the place."""


def _readable_text(
    findings: Findings, node: object, place: str, max_length: int = MAX_TEXT_LENGTH
) -> str | None:
    """Return the text if it has none of the faults that every text can have."""
    if not isinstance(node, str) or isinstance(node, NumberToken):
        findings.unreadable("wrong-type", place, expected="text")
    elif all(unicodedata.category(character) in _INVISIBLE_CATEGORIES for character in node):
        findings.unreadable("empty", place)
    elif any(character < " " or character == "\x7f" for character in node):
        findings.unreadable("control-character", place)
    elif not unicodedata.is_normalized("NFC", node):
        findings.unreadable("not-nfc", place)
    elif len(node) > max_length:
        findings.unreadable("too-long", place, length=len(node), limit=max_length)
    else:
        return node
    return None


def free_text(max_length: int = MAX_TEXT_LENGTH) -> Check:
    """Check a text that people read."""

    def check(findings: Findings, node: object, place: str) -> None:
        _readable_text(findings, node, place, max_length)

    return check


def one_of(*allowed: str, code: str = "unknown-value") -> Check:
    """Check a text that can only be one of a few."""

    def check(findings: Findings, node: object, place: str) -> None:
        text = _readable_text(findings, node, place)
        if text is not None and text not in allowed:
            findings.unreadable(code, place, allowed=allowed)

    return check


def _matching(code: str, *patterns: re.Pattern[str], max_length: int = MAX_TEXT_LENGTH) -> Check:
    def check(findings: Findings, node: object, place: str) -> None:
        text = _readable_text(findings, node, place, max_length)
        if text is not None and not any(pattern.fullmatch(text) for pattern in patterns):
            findings.unreadable(code, place)

    return check


TEXT = free_text()
SHORT_TEXT = free_text(MAX_SHORT_TEXT_LENGTH)
ID = _matching("wrong-id", _ID, max_length=MAX_NAME_LENGTH)
CATALOGUE_ID = _matching("wrong-id", _CATALOGUE_ID, max_length=MAX_NAME_LENGTH)
FIELD_NAME = _matching("wrong-id", _FIELD_NAME, max_length=MAX_NAME_LENGTH)
CODE = _matching("wrong-code", _CODE, max_length=MAX_NAME_LENGTH)
NUMBER = _matching("not-a-number", _DECIMAL)
SHARE = _matching("not-a-number", _DECIMAL, _FRACTION)


def utc_time(findings: Findings, node: object, place: str) -> None:
    """Check a time in UTC to the second, as `2026-11-29T14:08:00Z`."""
    text = _readable_text(findings, node, place, MAX_NAME_LENGTH)
    if text is None:
        return
    try:
        if _UTC_TIME.fullmatch(text):
            datetime.fromisoformat(text)
            return
    except ValueError:  # a day or an hour that there is not
        pass
    findings.unreadable("wrong-time", place)


def _json_number(pattern: re.Pattern[str], expected: str) -> Check:
    def check(findings: Findings, node: object, place: str) -> None:
        if not isinstance(node, NumberToken) or not pattern.fullmatch(node):
            findings.unreadable("wrong-type", place, expected=expected)

    return check


WHOLE_NUMBER = _json_number(_WHOLE_NUMBER, "whole-number")
YEAR = _json_number(_YEAR, "year")


def flag(findings: Findings, node: object, place: str) -> None:
    """Check a true or false."""
    if not isinstance(node, bool):
        findings.unreadable("wrong-type", place, expected="true-or-false")


def list_of(check_item: Check, *, may_be_empty: bool = False) -> Check:
    """Check a list and each of its items."""

    def check(findings: Findings, node: object, place: str) -> None:
        if not isinstance(node, list):
            findings.unreadable("wrong-type", place, expected="list")
        elif not node and not may_be_empty:
            findings.unreadable("empty", place)
        else:
            for position, item in enumerate(node):
                check_item(findings, item, pointer(place, position))

    return check


def object_of(required: Mapping[str, Check], optional: Mapping[str, Check] | None = None) -> Check:
    """Check an object: its keys, and what stands under each."""
    known = {**required, **(optional or {})}

    def check(findings: Findings, node: object, place: str) -> None:
        if not isinstance(node, dict):
            findings.unreadable("wrong-type", place, expected="object")
            return
        for key in required:
            if key not in node:
                findings.unreadable("missing-key", pointer(place, key))
        for key, value in node.items():
            if key in known:
                known[key](findings, value, pointer(place, key))
            else:
                findings.unreadable("unknown-key", pointer(place, key))

    return check


def judge_repeated(findings: Findings, code: str, items: Iterable[tuple[str, object]], key: str) -> None:
    """Add `code` where the text under `key` of an item (place, item) already stood in an earlier one."""
    judge_repeated_texts(
        findings, code, ((pointer(place, key), findings.text(item, place, key)) for place, item in items)
    )


def judge_repeated_texts(findings: Findings, code: str, texts: Iterable[tuple[str, str | None]]) -> None:
    """Add `code` at each place whose text stood at an earlier one; None stands for what cannot be read."""
    seen: set[str] = set()
    for place, text in texts:
        if text is None:
            continue
        if text in seen:
            findings.judged(code, place, value=text)
        seen.add(text)

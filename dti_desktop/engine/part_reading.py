"""Reading the JSON of a department's part strictly: every fault noted with its place, nothing guessed."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from datetime import date

from dti_desktop.engine import strict_json
from dti_desktop.engine.composed_text import composed
from dti_desktop.engine.strict_json import NumberToken, pointer, shown
from dti_desktop.errors import InputError, Problem

MAX_TEXT_CHARACTERS = 20_000
MAX_LINE_CHARACTERS = 2_000
MAX_ENTRIES = 10_000
"""Of documents, of remarks, of links: more of one kind is no part that people made."""

SHA256 = re.compile(r"[0-9a-f]{64}", re.ASCII)
_ID = re.compile(r"[!-~]{1,120}", re.ASCII)
_UTC = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z", re.ASCII)
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_SURROGATE = re.compile("[\ud800-\udfff]")


class Reading:
    """One reading of untrusted JSON (as `strict_json.read` gives it); `problems` grows with every fault.

    What could not be read comes back as an empty value, so that the reading goes on to the next fault.
    `codes`: the sub-indicators of the part.
    """

    def __init__(self, codes: Collection[str]) -> None:
        self.codes = frozenset(codes)
        self.problems: list[Problem] = []

    def raise_problems(self) -> None:
        """Raise `InputError` with every fault that was found."""
        if self.problems:
            raise InputError(strict_json.summary(self.problems), self.problems)

    def fault(self, code: str, place: str, **facts: object) -> None:
        self.problems.append(Problem(code, place, facts))

    def outside(self, codes: Iterable[str], place: str) -> None:
        for code in sorted(codes):
            here = pointer(place, code)
            self.problems.append(Problem("part-code-outside", here, {"code": shown(code)}))

    def record(self, untrusted: object, place: str, keys: tuple[str, ...]) -> Mapping[str, object] | None:
        """Return an object that has exactly these keys, or None with the faults."""
        if not isinstance(untrusted, dict):
            self.fault("object-expected", place)
            return None
        missing = [key for key in keys if key not in untrusted]
        for key in missing:
            self.fault("missing-key", pointer(place, key), key=key)
        for key in untrusted:
            if key not in keys:
                self.fault("unknown-key", pointer(place, key), key=shown(str(key)[:80]))
        return None if missing else untrusted

    def entries(self, untrusted: object, place: str) -> list[tuple[object, str]]:
        if not isinstance(untrusted, list):
            self.fault("list-expected", place)
            return []
        if len(untrusted) > MAX_ENTRIES:
            self.fault("too-many-entries", place, count=len(untrusted), limit=MAX_ENTRIES)
            return []
        return [(entry, pointer(place, number)) for number, entry in enumerate(untrusted)]

    def by_code(self, untrusted: object, place: str) -> list[tuple[str, object, str]]:
        if not isinstance(untrusted, dict):
            self.fault("object-expected", place)
            return []
        self.outside(set(untrusted) - self.codes, place)
        return [
            (code, value, pointer(place, code)) for code, value in untrusted.items() if code in self.codes
        ]

    def text(self, untrusted: object, place: str, limit: int = MAX_TEXT_CHARACTERS) -> str:
        if not isinstance(untrusted, str) or isinstance(untrusted, NumberToken):
            self.fault("text-expected", place)
            return ""
        text = composed(untrusted)
        if len(text) > limit:
            self.fault("text-too-long", place, characters=len(text), limit=limit)
        elif _CONTROL.search(text) or _SURROGATE.search(text):
            self.fault("text-not-allowed", place)
        else:
            return text
        return ""

    def matching(self, untrusted: object, form: re.Pattern[str], place: str) -> str:
        if (
            isinstance(untrusted, str)
            and not isinstance(untrusted, NumberToken)
            and form.fullmatch(untrusted)
        ):
            return untrusted
        self.fault("value-malformed", place)
        return ""

    def identifier(self, untrusted: object, place: str, seen: set[str] | None = None) -> str:
        id_ = self.matching(untrusted, _ID, place)
        if seen is not None and id_:
            if id_ in seen:
                self.fault("twice", place, id=id_)
            seen.add(id_)
        return id_

    def moment(self, untrusted: object, place: str) -> str:
        text = self.matching(untrusted, _UTC, place)
        if text and not _is_date(text[:10]):
            self.fault("value-malformed", place)
        return text

    def day(self, untrusted: object, place: str) -> date | None:
        if untrusted is None:
            return None
        text = self.matching(untrusted, _DATE, place)
        if text and not _is_date(text):
            self.fault("value-malformed", place)
            return None
        return date.fromisoformat(text) if text else None


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True

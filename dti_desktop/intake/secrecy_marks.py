"""Finds the marks of state secrets in names and on pages. The marks themselves are data.

A stamp stands alone, in capitals: `MẬT`, `TỐI MẬT`, `TUYỆT MẬT`, also with its letters set apart. Words
that only hold the same letters (`bảo mật`, `mật khẩu`, `mật độ`) are no marks.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from dti_desktop.engine.strict_json import shown

_GAP = re.compile(r"\t|[ \u00a0\u2000-\u200a\u3000]{2,}|[|;│┃║]|\s[-–—]\s")
_MAX_LINE_CHARACTERS = 2_000
_SHOWN_CHARACTERS = 80


@dataclass(frozen=True, slots=True)
class FoundMark:
    """A mark that was found: which degree, and the words it stands in, as they are written."""

    mark: str
    words: str


@dataclass(frozen=True, slots=True)
class _Mark:
    mark: str
    words: tuple[str, ...]
    compact: str
    plain: tuple[str, ...]
    legacy: frozenset[str]


class SecrecyMarks:
    """The marks of one data file. Raises `ValueError` or `KeyError` where the data is not in its form."""

    def __init__(self, data: bytes) -> None:
        document: dict[str, Any] = json.loads(data)
        self._marks = tuple(
            _Mark(
                str(mark["mark"]),
                tuple(str(mark["words"]).split()),
                compact(str(mark["words"])),
                tuple(mark["plain"]),
                frozenset(compact(legacy) for legacy in mark["legacy"]),
            )
            for mark in document["marks"]
        )
        self._bracketed: dict[str, str] = document["plain_in_brackets"]
        labels = "|".join(re.escape(label).replace(r"\ ", r"\s+") for label in document["labels"])
        self._label = re.compile(rf"(?<!\w)(?P<label>{labels})\s*(?P<colon>[:=])?(?!\w)", re.IGNORECASE)
        self._no_labels: tuple[str, ...] = tuple(compact(word) for word in document["no_labels"])
        self._not_secret: tuple[str, ...] = tuple(document["label_values_not_secret"])
        self._before: tuple[str, ...] = tuple(document["words_before"])
        self._before_stamp: tuple[str, ...] = tuple(document["words_before_stamp"])
        self._after: tuple[str, ...] = tuple(document["words_after"])

    @cached_property
    def _key_word(self) -> str:
        """The word that every degree ends with."""
        return min((mark.words for mark in self._marks), key=len)[-1]

    @cached_property
    def _plain_words(self) -> frozenset[str]:
        """The words without accents, one of which stands in every marked name without accents."""
        spelled = [plain.split()[-1] for mark in self._marks for plain in mark.plain]
        return frozenset([*spelled, *self._bracketed])

    # -- on a page -----------------------------------------------------------------------------------

    def in_lines(self, untrusted_lines: Sequence[str]) -> FoundMark | None:
        """Return the mark that stands on a page, or None. Lines are as they stand on the page."""
        found: FoundMark | None = None
        above = ""
        for untrusted_line in untrusted_lines:
            line = _plain_spaces(unicodedata.normalize("NFKC", untrusted_line[:_MAX_LINE_CHARACTERS]))
            found = _stronger(found, self._in_line(line, above), self._marks)
            if line.strip():
                above = line
        return found

    def _in_line(self, line: str, above: str) -> FoundMark | None:
        mark = self._as_stamp(line, above) or self._labelled(line)
        before = ""
        for segment in _GAP.split(line):
            if mark is not None:
                break
            if segment.strip():
                if not self._goes_on(before):
                    mark = self._as_stamp(segment, before)
                mark = mark or self._labelled(segment)
                before = segment
        return None if mark is None else FoundMark(mark, _shown(line))

    def _as_stamp(self, text: str, before: str) -> str | None:
        """Return the mark that a text consists of. `before`: what stands to its left or above."""
        letters = compact(text)
        for mark in self._marks:
            if letters in mark.legacy:
                return mark.mark
            if letters.lower() != mark.compact:
                continue
            if len(mark.words) == 1:
                # One word is a stamp in capitals only; with its beginning before it, it is the longer mark.
                if letters != letters.upper():
                    return None
                left = compact(before).lower()
                for longer in self._marks:
                    if len(longer.words) > 1 and left.endswith(compact(" ".join(longer.words[:-1]))):
                        return longer.mark
            return mark.mark
        return None

    def _goes_on(self, before: str) -> bool:
        """Whether the text to the left makes one word with what follows it: `BẢO` before `MẬT`."""
        words = _joined_letters(_words(before))
        return bool(words) and words[-1] in self._before_stamp

    def _labelled(self, segment: str) -> str | None:
        """Return the mark of a line such as `Độ mật: Tối mật`; the label alone says the weakest degree."""
        for found in self._label.finditer(segment):
            begins = not compact(segment[: found.start()])
            if not begins and not found["label"][0].isupper():
                continue
            if any(compact(segment[: found.end("label")]).lower().endswith(word) for word in self._no_labels):
                continue
            value = _words(segment[found.end() :])
            degree = self._degree_of(value)
            if degree is not None and (found["colon"] or begins):
                return degree
            text = f"{' '.join(value)} "
            if found["colon"] and not any(text.startswith(f"{word} ") for word in self._not_secret):
                return self._marks[-1].mark
        return None

    def _degree_of(self, words: Sequence[str]) -> str | None:
        for mark in self._marks:
            if tuple(words[: len(mark.words)]) == mark.words:
                return mark.mark
        return None

    # -- in a name -----------------------------------------------------------------------------------

    def in_name(self, untrusted_name: str) -> FoundMark | None:
        """Return the mark that a file's name carries, or None: `Tờ trình (MẬT).pdf`."""
        if untrusted_name.isascii() and not any(
            plain in untrusted_name.lower() for plain in self._plain_words
        ):
            return None  # of ten thousand names in an archive, nearly all
        name = unicodedata.normalize("NFKC", untrusted_name)
        words = _joined_letters(_words(name.replace("_", " ")))
        for place, word in enumerate(words):
            joined = next(
                (mark for mark in self._marks if len(mark.words) > 1 and word == mark.compact), None
            )
            if joined is not None:
                return FoundMark(joined.mark, _shown(untrusted_name))
            if word != self._key_word:
                continue
            for mark in self._marks:
                start = place - len(mark.words) + 1
                if len(mark.words) > 1 and start >= 0 and tuple(words[start : place + 1]) == mark.words:
                    return FoundMark(mark.mark, _shown(untrusted_name))
            before, after = " ".join(words[max(0, place - 2) : place]), words[place + 1 : place + 2]
            is_compound = any(before == w or before.endswith(f" {w}") for w in self._before)
            if not is_compound and not (after and after[0] in self._after):
                return FoundMark(self._marks[-1].mark, _shown(untrusted_name))
        if name.isascii():
            return self._in_plain_name(name, words)
        return None

    def _in_plain_name(self, name: str, words: Sequence[str]) -> FoundMark | None:
        text = f" {' '.join(words)} "
        for mark in self._marks:
            if any(f" {plain} " in text for plain in mark.plain):
                return FoundMark(mark.mark, _shown(name))
        for plain, degree in self._bracketed.items():
            if re.search(rf"[(\[{{]\s*{re.escape(plain)}\s*[)\]}}]", name, re.IGNORECASE):
                return FoundMark(degree, _shown(name))
            # "QD 12 MAT.pdf": right after a number and last, it is no "mặt", "mất" or "mắt".
            if re.search(rf"\d[\s_.\-]+{re.escape(plain)}(\.[a-z0-9]+)?$", name, re.IGNORECASE):
                return FoundMark(degree, _shown(name))
        return None


def compact(text: str) -> str:
    """Return the letters and digits of `text` alone, in NFC: `M Ậ T.` → `MẬT`."""
    kept = (character for character in text if unicodedata.category(character)[0] in "LMN")
    return unicodedata.normalize("NFKC", "".join(kept))


def _words(text: str) -> list[str]:
    """Return the words of `text` in lower case, without what stands between them."""
    cut = "".join(c if unicodedata.category(c)[0] in "LMN" else " " for c in text if not _is_invisible(c))
    return unicodedata.normalize("NFKC", cut).lower().split()


def _joined_letters(words: list[str]) -> list[str]:
    """Join letters that stand apart: `m`, `ậ`, `t` → `mật`."""
    joined: list[str] = []
    run: list[str] = []
    for word in [*words, ""]:
        if len(word) == 1 and word.isalpha():
            run.append(word)
            continue
        joined += ["".join(run)] if len(run) > 2 else run
        run = []
        if word:
            joined.append(word)
    return joined


def _plain_spaces(text: str) -> str:
    return "".join(c for c in text if not _is_invisible(c))


def _is_invisible(character: str) -> bool:
    return unicodedata.category(character) == "Cf"


def _stronger(one: FoundMark | None, other: FoundMark | None, marks: Sequence[_Mark]) -> FoundMark | None:
    if one is None or other is None:
        return one or other
    degrees = [mark.mark for mark in marks]
    return other if degrees.index(other.mark) < degrees.index(one.mark) else one


def _shown(text: str) -> str:
    folded = " ".join(shown(unicodedata.normalize("NFC", text)).split())
    return folded if len(folded) <= _SHOWN_CHARACTERS else f"{folded[: _SHOWN_CHARACTERS - 1]}…"

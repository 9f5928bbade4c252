"""Reads a citation off the head and the foot of an official paper, by its layout.

Nghị định 30/2020/NĐ-CP, Phụ lục I: at the upper left the agency above the number, at the upper right the
nation, the motto, place and day; below in the middle the kind with the subject, or, for a letter, the subject
below the number; at the lower right the title and the name of who signs.

What cannot be told with confidence is left empty.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise
from typing import Final

from dti_desktop.engine.assessment import Citation
from dti_desktop.intake.letterhead_words import LetterheadWords, bare, is_capitals
from dti_desktop.intake.page_lines import Piece

_NUMBER: Final = re.compile(
    r"S\s?ố\s*[:.;]?\s*(?P<number>\d(?:\s?\d){0,5}\s?[a-zA-Z]?)\s*/\s*(?P<year>\d{4}\s*/\s*)?"
    r"(?P<sign>[^\W\d_][\w&.]*(?:\s*[-–—/]\s*[\w&.]+)*)",
    re.IGNORECASE,
)
_PARTY_NUMBER: Final = re.compile(
    r"S\s?ố\s*[:.;]?\s*(?P<number>\d(?:\s?\d){0,5})\s*[-–—]\s*(?P<sign>[^\W\d_]+(?:\s*/\s*[\w&.-]+)+)",
    re.IGNORECASE,
)
"""Of papers of the Party: the sign follows the number after a dash (12-NQ/TU)."""
_DAY: Final = re.compile(
    r"ng[àa]y\s*(\d\s?\d?)\s*th[áa]ng\s*(\d\s?\d?)\s*n[ăa]m\s*(\d(?:\s?\d){3})(?!\d)", re.IGNORECASE
)
_SHORT_DAY: Final = re.compile(
    r"ng[àa]y\s*(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})(?!\d)", re.IGNORECASE
)
_NAME_WORD: Final = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_SMALL: Final = 0.8
_LINE_GAP: Final = 1.85
_BLOCK_GAP: Final = 3.6
_SIGNING_HEIGHT: Final = 18.0
"""How far below the title the name may stand, in sizes of the type: a seal lies between."""
_FIRST_YEAR: Final = 1945
_MAX_CHARACTERS: Final = 600


@dataclass(frozen=True, slots=True)
class ReadCitation:
    """What was read. Empty fields were not found; `signer` is a person's name."""

    citation: Citation = field(default_factory=Citation)
    signer: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all was read."""
        return self.citation.is_empty and not self.signer


def read_head(pieces: Sequence[Piece], width: float, words: LetterheadWords) -> ReadCitation:
    """Return what the first page says of itself; all empty where it is no official paper.

    `pieces` from top to bottom, `width` of the page in points.
    """
    head = _Head.find(pieces, width, words)
    if head is None:
        return ReadCitation()
    citation = Citation(head.number(), head.day(), head.issuer(), head.subject())
    return ReadCitation(citation)


def read_signer(pieces: Sequence[Piece], width: float, words: LetterheadWords) -> str:
    """Return the name below the title of who signs on this page, or ""."""
    titles = [p for p in pieces if p.centre > 0.55 * width and words.is_signing_title(p.text)]
    for title in reversed(titles):
        for piece in pieces:
            below = title.baseline - piece.baseline
            if (
                0 < below <= _SIGNING_HEIGHT * title.size
                and abs(piece.centre - title.centre) <= 6 * title.size
                and piece.size >= _SMALL * title.size
                and not words.is_stamp(piece.text)
                and not words.is_signing_title(piece.text)
                and _is_name(piece.text, words)
            ):
                return _in_name_case(piece.text)
    return ""


class _Head:
    """The head of a page, cut into its left and its right column."""

    def __init__(self, pieces: Sequence[Piece], nation: Piece, width: float, words: LetterheadWords) -> None:
        self._words = words
        self._width = width
        self._nation = nation
        usable = [p for p in pieces if p.size >= _SMALL * nation.size and not words.is_stamp(p.text)]
        self._pieces = usable
        self._split = nation.left - 1
        top = nation.baseline + 4 * nation.size
        floor = nation.baseline - 16 * nation.size
        near = [p for p in usable if floor <= p.baseline <= top and p is not nation]
        self._left = _joined(p for p in near if p.centre < self._split)
        self._right = _joined(p for p in near if p.centre >= self._split)
        self._number_at, self._number, self._number_floor = self._find_number()
        self._day_at, self._day = self._find_day()

    @classmethod
    def find(cls, pieces: Sequence[Piece], width: float, words: LetterheadWords) -> _Head | None:
        """Return the head, or None where the nation's name does not stand where it must."""
        for piece in pieces:
            start = words.nation_at(piece.text)
            if start is None:
                continue
            if start == 0:
                return cls(pieces, piece, width, words)
            # Both columns stand in one stretch: cut by the share of letters.
            cut = piece.left + (piece.right - piece.left) * start / len(piece.text)
            before = replace(piece, text=piece.text[:start].strip(), right=cut - 2)
            nation = replace(piece, text=piece.text[start:], left=cut)
            others = [p for one in pieces for p in ((before, nation) if one is piece else (one,))]
            return cls(others, nation, width, words)
        return None

    # -- number and day ------------------------------------------------------------------------------

    def _find_number(self) -> tuple[Piece | None, str, float]:
        for piece, following in _with_following(self._left):
            text, floor = piece.text, piece.baseline
            if following is not None and re.search(r"[-–/]$", text) and _close(piece, following):
                text, floor = text + following.text, following.baseline
            found = _NUMBER.match(text)
            if found is not None:
                parts = (found["number"], (found["year"] or "").rstrip("/ "), found["sign"])
                tight = "/".join(re.sub(r"\s", "", part) for part in parts if part)
                return piece, re.sub("[–—]", "-", tight), floor
            found = _PARTY_NUMBER.match(text)
            if found is not None:
                return piece, re.sub(r"\s", "", f"{found['number']}-{found['sign']}"), floor
            if re.match(r"S\s?ố\s*[:.]", text):
                return piece, "", floor
        return None, "", 0.0

    def number(self) -> str:
        return self._number

    def _find_day(self) -> tuple[Piece | None, date | None]:
        for piece, following in _with_following(self._right):
            texts = [piece.text]
            if following is not None and _close(piece, following):
                texts.append(f"{piece.text} {following.text}")
            for text in texts:
                found = _DAY.search(text) or _SHORT_DAY.search(text)
                if found is not None:
                    day = _date(*(int(re.sub(r"\s", "", part)) for part in found.groups()))
                    last = piece if text == piece.text or following is None else following
                    return last, day
        blank = (p for p in self._right if re.search(r"ng[àa]y\b", p.text, re.IGNORECASE))
        return next(blank, None), None

    def day(self) -> date | None:
        return self._day

    # -- agency --------------------------------------------------------------------------------------

    def issuer(self) -> str:
        ends = self._number_at or self._day_at
        if ends is None:
            return ""
        above = [
            p
            for p in self._left
            if p.baseline > ends.baseline + 1 and is_capitals(p.text) and len(p.text) > 1
        ]
        if self._number_at is None:
            above = [p for p in above if p.baseline >= ends.baseline - p.size]
        bold = [p.is_bold for p in above]
        begins = [at for at, p in enumerate(above) if self._words.begins_agency(p.text)]
        if not begins:
            return ""
        first = bold.index(True) if any(bold) and not all(bold) else begins[-1]
        lines = above[first:]
        return self._cased(_text(lines)) if lines else ""

    def _cased(self, capitals: str) -> str:
        """Return the name as this page writes it inside a sentence, or as the rules for capitals have it."""
        folded = capitals.casefold()
        page = " ".join(p.text for p in self._pieces)
        at = page.casefold().find(folded)
        while at >= 0:
            written = page[at : at + len(folded)]
            if written.casefold() == folded and not is_capitals(written) and written[:1].isupper():
                return written
            at = page.casefold().find(folded, at + 1)
        return self._words.agency_in_sentence(capitals)

    # -- subject -------------------------------------------------------------------------------------

    def subject(self) -> str:
        return self._subject_of_letter() or self._subject_below_kind()

    def _subject_of_letter(self) -> str:
        lines = [p for p in self._left if self._number_at is None or p.baseline < self._number_floor - 1]
        for at, piece in enumerate(lines):
            if self._words.begins_subject(piece.text):
                return _text(self._block(lines[at:]))
        return ""

    def _subject_below_kind(self) -> str:
        ends = [p.baseline for p in (self._number_at, self._day_at) if p is not None]
        if not ends:
            return ""
        below = _joined(p for p in self._pieces if p.baseline < min(ends) - 1)
        middle = 0.5 * self._width
        for at, piece in enumerate(below):
            if abs(piece.centre - middle) > 0.12 * self._width or not is_capitals(piece.text):
                continue
            if bare(piece.text) in self._words.kinds:
                lines = [p for p in below[at + 1 :] if p.baseline > piece.baseline - 30 * piece.size]
                if lines and piece.baseline - lines[0].baseline <= _BLOCK_GAP * piece.size:
                    return _text(self._block(lines))
                return ""
        return ""

    def _block(self, lines: Sequence[Piece]) -> list[Piece]:
        """Return the lines that belong together: near, of one weight, until the text begins."""
        taken: list[Piece] = []
        for line in lines:
            if not any(sign.isalpha() or sign.isdigit() for sign in line.text):
                break
            if self._words.begins_body(line.text) and (
                not taken or not taken[-1].is_bold or not line.is_bold
            ):
                break
            if taken:
                before, first = taken[-1], taken[0]
                if not _close(before, line) or line.is_bold != first.is_bold:
                    break
                if is_capitals(line.text) and not is_capitals(first.text) and len(line.text) > 12:
                    break
            taken.append(line)
        return taken


def _with_following(lines: Sequence[Piece]) -> Iterator[tuple[Piece, Piece | None]]:
    yield from pairwise([*lines, None])


def _close(above: Piece, below: Piece) -> bool:
    return 0 < above.baseline - below.baseline <= _LINE_GAP * max(above.size, below.size)


def _joined(pieces: Iterator[Piece]) -> list[Piece]:
    """Return the lines of one column: what stands beside each other in it is one line."""
    lines: list[Piece] = []
    for piece in pieces:
        last = lines[-1] if lines else None
        if last is not None and abs(last.baseline - piece.baseline) <= 0.25 * min(last.size, piece.size):
            lines[-1] = replace(
                last,
                text=f"{last.text} {piece.text}",
                left=min(last.left, piece.left),
                right=max(last.right, piece.right),
                is_bold=last.is_bold and piece.is_bold,
            )
        else:
            lines.append(piece)
    return lines


def _text(lines: Sequence[Piece]) -> str:
    text = " ".join(line.text for line in lines)
    return re.sub(r"\s+", " ", text).strip(" .;:")[:_MAX_CHARACTERS]


def _date(day: int, month: int, year: int) -> date | None:
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return found if found.year >= _FIRST_YEAR else None


def _is_name(text: str, words: LetterheadWords) -> bool:
    parts = text.split()
    return (
        2 <= len(parts) <= 6
        and all(_NAME_WORD.fullmatch(part) and part[0].isupper() for part in parts)
        and (is_capitals(text) or not any(is_capitals(part) and len(part) > 1 for part in parts))
        and bare(text) not in words.titles
        and not words.begins_agency(text)
    )


def _in_name_case(text: str) -> str:
    return text.title() if is_capitals(text) else text

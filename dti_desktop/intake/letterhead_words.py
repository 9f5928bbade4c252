"""The words by which an official paper is taken apart; they are data (`resources/intake/letterhead.json`)."""

from __future__ import annotations

import json
import re
import unicodedata
from typing import Any

_LEAST_NATION = 18
"""Letters of the nation's name that must stand in one line; a narrow column breaks it."""


class LetterheadWords:
    """The words of one data file. Raises `ValueError`, `KeyError` or `TypeError` for another form."""

    def __init__(self, data: bytes) -> None:
        document: dict[str, Any] = json.loads(data)

        def bare_words(name: str) -> frozenset[str]:
            return frozenset(bare(word) for word in document[name])

        self._nations = tuple(str(nation) for nation in document["nations"])
        self.kinds = bare_words("kinds")
        self.titles = bare_words("titles")
        self._about: tuple[str, ...] = tuple(document["about"])
        self._body: tuple[str, ...] = tuple(document["body"])
        self._signing_for: tuple[str, ...] = tuple(document["signing_for"])
        self._stamps: tuple[str, ...] = tuple(document["stamps"])
        self._agencies = sorted(document["agencies"], key=len, reverse=True)
        self._of_places = frozenset(document["of_places"])
        self._closed = frozenset(document["closed"])
        self._units = frozenset(document["units"])
        self._joining = frozenset(document["joining"])
        self._abbreviations = {word.casefold(): word for word in document["abbreviations"]}

    def nation_at(self, line: str) -> int | None:
        """Return where in a line the nation's or the Party's name begins, maybe broken off; or None."""
        for nation in self._nations:
            wanted, length = bare(nation), len(bare(nation))
            for at, sign in enumerate(line):
                if sign.casefold() != nation[0].casefold() or (at and line[at - 1].isalnum()):
                    continue
                rest = bare(line[at:])
                if len(rest) >= _LEAST_NATION and rest[:length] == wanted[: len(rest)]:
                    return at
        return None

    def begins_agency(self, line: str) -> bool:
        """Whether an agency's name may begin with this line."""
        return any(_begins(line, word) for word in self._agencies)

    def begins_subject(self, line: str) -> bool:
        """Whether the line begins the subject of a letter (V/v …)."""
        return any(_begins(line, word) for word in self._about)

    def begins_body(self, line: str) -> bool:
        """Whether the line begins the text, so that the subject has ended."""
        return any(line.startswith(word) for word in self._body)

    def is_stamp(self, line: str) -> bool:
        """Whether a digital signature wrote this line over the page."""
        return any(_begins(line, word) for word in self._stamps)

    def is_signing_title(self, line: str) -> bool:
        """Whether the line tells as what somebody signs: in capitals, a title or TM., KT. …"""
        return is_capitals(line) and (bare(line) in self.titles or line.startswith(self._signing_for))

    def agency_in_sentence(self, capitals: str) -> str:
        """Write an agency's name, given in capitals, as it stands inside a sentence (Nghị định 30, II)."""
        words = capitals.split()
        if not is_capitals(capitals):
            return capitals
        written: list[str] = []
        at = 0
        in_place, after_agency, follows = False, True, "capital"
        while at < len(words):
            agency = None if in_place else self._agency_at(words, at)
            if agency is not None and len(agency.split()) == 1 and not after_agency:
                agency = None  # "Xã hội", "Nội vụ": the word is no agency inside a name
            word = words[at].casefold()
            if agency is not None:
                written.append(agency)
                at += len(agency.split())
                follows = "plain" if agency in self._closed else "capital"
                after_agency, in_place = True, agency in self._of_places
                continue
            after_agency = False
            unit = next((unit for unit in self._units if unit.split() == _folded(words[at:], unit)), None)
            if unit is not None and not (written and written[-1] in self._joining):  # "và Xã hội"
                written.append(unit)
                at += len(unit.split())
                in_place = True
                continue
            if word in self._abbreviations:
                written.append(self._abbreviations[word])
            elif in_place or follows == "capital":
                written.append(word[:1].upper() + word[1:])
            else:
                written.append(word)
            follows = "capital" if word in self._joining else "plain"
            at += 1
        text = " ".join(written)
        return text[:1].upper() + text[1:]

    def _agency_at(self, words: list[str], at: int) -> str | None:
        for agency in self._agencies:
            if _folded(words[at:], agency) == agency.casefold().split():
                return str(agency)
        return None


def bare(text: str) -> str:
    """Return a text as letters and digits alone, without accents, for telling set phrases again."""
    plain = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return "".join(sign for sign in plain if sign.isalnum())


def is_capitals(text: str) -> bool:
    """Whether a text has letters, all of them capitals."""
    return text.upper() == text and any(sign.isalpha() for sign in text)


def _begins(line: str, words: str) -> bool:
    return re.match(re.escape(words) + r"(?!\w)", line, re.IGNORECASE) is not None


def _folded(words: list[str], like: str) -> list[str]:
    return [word.casefold() for word in words[: len(like.split())]]

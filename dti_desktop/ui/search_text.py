"""Search as people type it: without accents, in any case, `đ` as `d`.

Folding keeps the length of the text, so that a hit in the folded text is the same stretch of the original.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

Span = tuple[int, int]
"""Start and length of a stretch of text."""


def _table() -> dict[int, str]:
    # Latin with its extensions; Vietnamese lies in the last block.
    blocks = (range(0xC0, 0x250), range(0x1E00, 0x1F00))
    table = {ord("đ"): "d", ord("Đ"): "d"}
    for block in blocks:
        for code in block:
            base = unicodedata.normalize("NFD", chr(code))[0].lower()
            if base != chr(code) and len(base) == 1:
                table.setdefault(code, base)
    return table


_TABLE = _table()


def fold(text: str) -> str:
    """Return `text` in NFC without accents and in lower case, of the same length as its NFC form."""
    text = unicodedata.normalize("NFC", text).translate(_TABLE)
    lowered = text.lower()
    # A few letters outside Latin grow when lowered; then the case stays.
    return lowered if len(lowered) == len(text) else text


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for: as one phrase, and word by word."""

    phrase: str
    words: tuple[str, ...]

    @classmethod
    def of(cls, text: str) -> Query:
        """Read what was typed."""
        words = tuple(fold(text).split())
        return cls(" ".join(words), words)

    def __bool__(self) -> bool:
        return bool(self.words)

    def phrase_span(self, folded: str) -> Span | None:
        """Return where the phrase stands, at the start of a word if it does so anywhere; else None."""
        found = _at_word_start(folded, self.phrase)
        return None if found < 0 else (found, len(self.phrase))

    def word_spans(self, folded: str) -> tuple[Span, ...]:
        """Return where each of the words first stands; the ones that do not stand there are left out."""
        spans = {(at, len(word)) for word in self.words if (at := _at_word_start(folded, word)) >= 0}
        return tuple(sorted(spans))

    def has_all_words(self, folded_texts: Sequence[str]) -> bool:
        """Whether each word stands at the start of a word in at least one of the texts."""
        return all(any(_starts_a_word(text, word) for text in folded_texts) for word in self.words)


def matches(untrusted_query: str, *texts: str) -> bool:
    """Whether the query stands in one of `texts`, accents and case aside. An empty query matches."""
    wanted = " ".join(fold(untrusted_query).split())
    return not wanted or any(wanted in fold(text) for text in texts)


def _at_word_start(folded: str, wanted: str) -> int:
    at = folded.find(wanted)
    while at > 0 and folded[at - 1].isalnum():
        following = folded.find(wanted, at + 1)
        if following < 0:
            return folded.find(wanted)
        at = following
    return at


def _starts_a_word(folded: str, wanted: str) -> bool:
    at = _at_word_start(folded, wanted)
    return at == 0 or (at > 0 and not folded[at - 1].isalnum())

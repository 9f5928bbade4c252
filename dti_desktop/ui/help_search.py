"""Finding in the help: accents and case aside, titles before headings before running text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dti_desktop.services.help_book import Topic
from dti_desktop.ui.help_text import plain
from dti_desktop.ui.search_text import Query, fold

_BEFORE, _AFTER = 16, 36


@dataclass(frozen=True, slots=True)
class HelpHit:
    """A topic that was found, and the stretch of its text that shows why; empty where the title does."""

    topic: Topic
    excerpt: str


class HelpSearch:
    """Knows every topic of one language in its folded form."""

    def __init__(self, topics: Iterable[Topic]) -> None:
        self._entries = [(topic, fold(topic.title), *_lines(topic)) for topic in topics]

    def find(self, untrusted_text: str) -> tuple[HelpHit, ...]:
        """Return the topics with the phrase, else those with all its words; the nearest first."""
        query = Query.of(untrusted_text)
        if not query:
            return ()
        ranked = []
        for place, (topic, title, lines, folded) in enumerate(self._entries):
            if query.phrase_span(title) is not None:
                ranked.append((0, place, HelpHit(topic, "")))
                continue
            at = next((n for n, line in enumerate(folded) if query.phrase_span(line) is not None), None)
            if at is not None:
                ranked.append((1, place, HelpHit(topic, _excerpt(lines[at], folded[at], query))))
            elif query.has_all_words([title, *folded]):
                wanted = max(query.words, key=len)
                at = next((n for n, line in enumerate(folded) if wanted in line), None)
                shown = "" if at is None else _excerpt(lines[at], folded[at], Query.of(wanted))
                ranked.append((2, place, HelpHit(topic, shown)))
        return tuple(hit for _, _, hit in sorted(ranked, key=lambda entry: entry[:2]))


def _lines(topic: Topic) -> tuple[list[str], list[str]]:
    lines = [line for line in plain(topic.markdown).splitlines()[1:] if line.strip()]
    return lines, [fold(line) for line in lines]


def _excerpt(line: str, folded: str, query: Query) -> str:
    span = query.phrase_span(folded)
    if span is None:
        return line
    start = max(0, span[0] - _BEFORE)
    start = line.rfind(" ", 0, start) + 1 if start else 0
    end = min(len(line), span[0] + span[1] + _AFTER)
    end = line.rfind(" ", span[0] + span[1], end) if end < len(line) else end
    if end <= start:
        end = len(line)
    return ("…" if start else "") + line[start:end].strip() + ("…" if end < len(line) else "")

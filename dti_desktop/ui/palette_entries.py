"""What the palette finds: pages, acts, indicators, accents and case aside; what was used last goes first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from dti_desktop.ui.search_text import Query, fold
from dti_desktop.ui.sidebar_search import CatalogueSearch

EntryKind = Literal["page", "act", "indicator"]
MAX_RECENT = 8
_MOST_INDICATORS = 40


@dataclass(frozen=True, slots=True)
class PaletteEntry:
    """Something to go to or to do. `key` is remembered; `detail` says more of an indicator that was found."""

    key: str
    kind: EntryKind
    title: str
    icon: str
    act: Callable[[], object]
    keys: str = ""
    detail: str = ""


class PaletteEntries:
    """All that can be found. `recent`: keys, the newest first."""

    def __init__(
        self,
        entries: Sequence[PaletteEntry],
        search: CatalogueSearch | None,
        of_code: Callable[[str], PaletteEntry],
        recent: Sequence[str] = (),
    ) -> None:
        self._entries = entries
        self._search = search
        self._of_code = of_code
        self._codes = frozenset() if search is None else search.codes
        self._recent = tuple(recent)

    def find(self, untrusted_text: str) -> list[PaletteEntry]:
        """Return what the text means; for no text what was used last, then every page and act."""
        query = Query.of(untrusted_text)
        if not query:
            recent = self._recently()
            shown = {entry.key for entry in recent}
            return [*recent, *(entry for entry in self._entries if entry.key not in shown)]
        ranked = [
            (rank, self._age(entry), place, entry)
            for place, entry in enumerate(self._entries)
            if (rank := _rank(entry, query)) is not None
        ]
        found = [entry for *_, entry in sorted(ranked, key=lambda one: one[:3])]
        if self._search is not None:
            hits = self._search.find(untrusted_text)
            rows = [self._with_detail(hit.code, hit.detail) for hit in hits]
            rows.sort(key=self._age)  # what was used lately goes first, the others keep their order
            found += rows[:_MOST_INDICATORS]
        return found

    def _recently(self) -> list[PaletteEntry]:
        known = {entry.key: entry for entry in self._entries}
        found = [known.get(key) or self._of_key(key) for key in self._recent]
        return [entry for entry in found if entry is not None]

    def _of_key(self, key: str) -> PaletteEntry | None:
        kind, _, code = key.partition(":")
        return self._of_code(code) if kind == "indicator" and code in self._codes else None

    def _with_detail(self, code: str, detail: str) -> PaletteEntry:
        entry = self._of_code(code)
        return PaletteEntry(entry.key, entry.kind, entry.title, entry.icon, entry.act, entry.keys, detail)

    def _age(self, entry: PaletteEntry) -> int:
        return self._recent.index(entry.key) if entry.key in self._recent else MAX_RECENT


def used(recent: Sequence[str], key: str) -> list[str]:
    """Return what was used last, after `key` was used."""
    return [key, *(other for other in recent if other != key)][:MAX_RECENT]


def _rank(entry: PaletteEntry, query: Query) -> int | None:
    """Return how well a title fits: it begins so, has the phrase, has all words; None: not at all."""
    folded = fold(entry.title)
    span = query.phrase_span(folded)
    if span is not None:
        return 0 if span[0] == 0 else 1
    return 2 if query.has_all_words([folded]) else None

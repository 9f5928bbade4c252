"""What changed since a reviewer looked: told from the journal alone; what was undone again is left out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dti_desktop.engine.assessment import Assessment
    from dti_desktop.store.database import Store
    from dti_desktop.store.journal import JournalEntry

REVIEW_KINDS = frozenset({"review", "given_score"})
"""Where a reviewer's acts stand in the journal."""

CONTENT_KINDS = frozenset({"answer", "explanation", "link", "document", "profile"})
"""What a reviewer judges of a sub-indicator, province figures that its rule takes included."""

_JUDGEMENTS = frozenset({"needs-work", "approved"})


@dataclass(frozen=True, slots=True)
class NetChange:
    """What became of one cell: from `old` to what `newest`, the last entry about it, left there."""

    newest: JournalEntry
    old: str | None


@dataclass(frozen=True)
class ReviewTrail:
    """What the journal tells about the review, by sub-indicator.

    `since_utc`: when a reviewer last judged it; `changes`: what is different since (only where something
    is); `last_utc`: when anything of it was last changed.
    """

    since_utc: Mapping[str, str]
    changes: Mapping[str, tuple[NetChange, ...]]
    last_utc: Mapping[str, str]


NO_TRAIL = ReviewTrail({}, {}, {})


def judged_at(entries: Iterable[JournalEntry]) -> dict[str, JournalEntry]:
    """Return the last act by which a reviewer judged each sub-indicator: a state, or points of his own.

    `entries`: those of `REVIEW_KINDS`, the oldest first. An act that was undone did not happen.
    """
    acts: dict[str, list[JournalEntry]] = {}
    for entry in entries:
        held = acts.setdefault(entry.code, [])
        if entry.act == "undo":
            taken_back = [each for each in held if each.cell == entry.cell and each.new == entry.old]
            if taken_back:
                held.remove(taken_back[-1])
        elif _is_judgement(entry):
            held.append(entry)
    return {code: held[-1] for code, held in acts.items() if held}


def net_changes(entries: Iterable[JournalEntry]) -> list[NetChange]:
    """Return what entries, the oldest first, changed in the end, a change for each cell, in their order."""
    first: dict[object, str | None] = {}
    newest: dict[object, JournalEntry] = {}
    for entry in entries:
        first.setdefault(entry.cell, entry.old)
        newest.pop(entry.cell, None)
        newest[entry.cell] = entry
    return [
        NetChange(entry, first[cell])
        for cell, entry in newest.items()
        if not _is_same(entry.kind, first[cell], entry.new)
    ]


def trail(
    assessment: Assessment,
    judgements: Iterable[JournalEntry],
    content: Sequence[JournalEntry],
    last_utc: Mapping[str, str],
) -> ReviewTrail:
    """Put together what the journal tells; `judgements` and `content` by kinds, the oldest first."""
    judged = judged_at(judgements)
    changes: dict[str, tuple[NetChange, ...]] = {}
    for code, act in judged.items():
        if code in assessment.catalogue.indicators:
            found = net_changes(e for e in content if e.seq > act.seq and _concerns(e, code, assessment))
            if found:
                changes[code] = tuple(found)
    return ReviewTrail({code: act.at_utc for code, act in judged.items()}, changes, last_utc)


def read_trail(store: Store, assessment: Assessment) -> ReviewTrail:
    """Read what the journal tells about the review. Runs on the thread that owns the store."""
    pages = store.journal_pages
    judgements = pages.since(assessment.id, REVIEW_KINDS)
    judged = judged_at(judgements)
    first = min((act.seq for act in judged.values()), default=None)
    content = [] if first is None else pages.since(assessment.id, CONTENT_KINDS, after_seq=first)
    return trail(assessment, judgements, content, pages.last_changes_utc(assessment.id))


def _is_judgement(entry: JournalEntry) -> bool:
    if entry.new is None:
        return False
    if entry.kind == "given_score":
        return entry.key == "reviewer"
    return json.loads(entry.new).get("state") in _JUDGEMENTS


def _concerns(entry: JournalEntry, code: str, assessment: Assessment) -> bool:
    if entry.kind == "profile":
        return code in assessment.catalogue.codes_by_profile_key.get(entry.key, ())
    if entry.kind == "document":
        return any(link.document_id == entry.key for link in assessment.links.get(code, ()))
    return entry.code == code


def _is_same(kind: str, old: str | None, new: str | None) -> bool:
    """Whether nothing is different; where a document stands among the others does not count."""
    if kind == "link" and old is not None and new is not None:
        return bool(json.loads(old).get("pages") == json.loads(new).get("pages"))
    return old == new

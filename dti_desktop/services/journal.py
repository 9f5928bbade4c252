"""The journal for people: pages by person, indicator, day and kind; whether its chain holds; its heads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING, Literal

from dti_desktop.engine.assessment import JournalFault
from dti_desktop.services.events import clean_facts
from dti_desktop.utc_times import utc_text

if TYPE_CHECKING:
    from dti_desktop.bundle.writer import WrittenBundle
    from dti_desktop.engine.assessment import Assessment
    from dti_desktop.store.database import Store
    from dti_desktop.store.edits import Change
    from dti_desktop.store.journal import JournalEntry
    from dti_desktop.store.journal_check import JournalCheck, JournalState
    from dti_desktop.store.journal_pages import JournalFilter

PAGE_ENTRIES = 200
"""How many entries are read at a time."""

CHECK_ENTRIES = 4_000
"""How many entries are checked at a time: a twentieth of a second, in which nothing else is stored."""

_MOST_NAMED = 500
"""How many broken places one acceptance names; where there are more, it has to be said again."""

_LONGEST_NAME = 255

BUNDLE_EXPORTED = "bundle-exported"
FAULTS_ACCEPTED = "journal-faults-accepted"

Kind = Literal["answers", "evidence", "texts", "plans", "review", "events"]
KINDS: Mapping[Kind, frozenset[str]] = {
    "answers": frozenset({"answer", "profile", "previous", "previous_row", "catalogue"}),
    "evidence": frozenset({"document", "link"}),
    "texts": frozenset({"explanation", "note", "change_reason", "signatory"}),
    "plans": frozenset({"estimate", "scenario"}),
    "review": frozenset({"review", "reviewed", "comment", "given_score", "entered", "part", "origin"}),
    "events": frozenset({"event", "assessment", "archived"}),
}
"""What people call the kinds of entries."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What of the journal is wanted; None takes all. Days are the reader's own, both ends included."""

    who: str | None = None
    codes: frozenset[str] | None = None
    kind: Kind | None = None
    first_day: date | None = None
    last_day: date | None = None

    @property
    def is_everything(self) -> bool:
        """Whether nothing is left out."""
        return self == Wanted()


@dataclass(frozen=True, slots=True)
class Choices:
    """What there is to choose from: persons, indicators, the reader's days (oldest first)."""

    persons: tuple[str, ...]
    codes: tuple[str, ...]
    days: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class HeadPlace:
    """The entry that was the newest when a head was signed; whether the chain holds up to it."""

    seq: int
    at_utc: str
    is_whole: bool


class Journals:
    """The journals of an open store. Everything here runs on the thread that owns the store."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._checks: dict[str, JournalCheck] = {}
        self._states: dict[str, JournalState] = {}

    # -- reading -----------------------------------------------------------------------------------

    def page(
        self,
        assessment_id: str,
        wanted: Wanted = Wanted(),
        *,
        before_seq: int | None = None,
        limit: int = PAGE_ENTRIES,
        zone: tzinfo | None = None,
    ) -> list[JournalEntry]:
        """Return at most `limit` entries, newest first, below `before_seq` where it is given.

        `zone` says whose days are meant (None: the computer's own). Raises `InputError`
        `assessment-unknown`.
        """
        self._store.edits.require(assessment_id)
        return self._store.journal_pages.page(
            assessment_id, _filter(wanted, zone), before_seq=before_seq, limit=limit
        )

    def choices(self, assessment_id: str, zone: tzinfo | None = None) -> Choices:
        """Return which persons, indicators and days occur."""
        self._store.edits.require(assessment_id)
        pages = self._store.journal_pages
        days: set[date] = set()
        for minute in pages.minutes_utc(assessment_id):
            with suppress(ValueError, OverflowError):  # what was changed from outside may be no time at all
                days.add(datetime.fromisoformat(f"{minute}:00+00:00").astimezone(zone).date())
        return Choices(
            tuple(pages.persons(assessment_id)), tuple(pages.codes(assessment_id)), tuple(sorted(days))
        )

    def persons(self, assessment_id: str) -> tuple[str, ...]:
        """Return who is named in the journal."""
        return tuple(self._store.journal_pages.persons(assessment_id))

    def place_of_head(self, assessment_id: str, untrusted_head: str) -> HeadPlace | None:
        """Return where a head that was signed stands in the journal; None where it does not.

        The journal is checked: with `is_whole`, everything up to there is as it was when the head was signed.
        """
        self._store.edits.require(assessment_id)
        entry = self._store.journal.entry_of_head(assessment_id, untrusted_head.strip().lower())
        if entry is None:
            return None
        state = self.check(assessment_id)
        broken = (*state.breaks, *state.accepted_breaks)
        return HeadPlace(entry.seq, entry.at_utc, all(found.seq > entry.seq for found in broken))

    # -- checking ----------------------------------------------------------------------------------

    def check_on(self, assessment_id: str, limit: int = CHECK_ENTRIES) -> JournalState | None:
        """Check at most `limit` entries more; return what was found once the newest has been checked."""
        check = self._checks.get(assessment_id)
        if check is None:
            self._store.edits.require(assessment_id)
            check = self._checks[assessment_id] = self._store.journal_check(assessment_id)
        if not check.go_on(limit):
            return None
        self._states[assessment_id] = state = check.state()
        return state

    def check(self, assessment_id: str) -> JournalState:
        """Check everything that was not checked since the store was opened."""
        while (state := self.check_on(assessment_id)) is None:
            pass
        return state

    def faults(self, assessment_id: str) -> tuple[JournalFault, ...]:
        """Return what the last finished check found; nothing before the first."""
        state = self._states.get(assessment_id)
        return () if state is None or state.is_whole else tuple(_faults(state))

    def accept_faults(self, assessment_id: str, reason: str) -> Change:
        """Take the faults into account on a person's word, so that the assessment can be signed again.

        What was changed from outside is told in the journal from now on, and so is who accepted it and
        why; the broken places stay broken, as a note in every check. `reason` is clean.
        """
        state = self.check(assessment_id)
        facts: dict[str, object] = {
            "reason": reason,
            "breaks": [found.seq for found in state.breaks][:_MOST_NAMED],
            "values": len(state.differences),
            "guards": len(state.changed_guards),
        }
        change = self._store.edits.accept_faults(assessment_id, state, FAULTS_ACCEPTED, clean_facts(facts))
        self.check(assessment_id)
        return change


def _faults(state: JournalState) -> Iterator[JournalFault]:
    for breaks, is_accepted in ((state.breaks, False), (state.accepted_breaks, True)):
        if breaks:
            first = breaks[0]
            facts: dict[str, object] = {
                "seq": first.seq, "at_utc": first.at_utc, "who": first.who, "breaks": len(breaks),
            }  # fmt: skip
            yield JournalFault("journal-broken", is_accepted, None, facts)
    by_code: dict[str, int] = {}
    for each in state.differences:
        by_code[each.cell.code] = by_code.get(each.cell.code, 0) + 1
    for code, values in by_code.items():
        yield JournalFault("journal-differs", False, code or None, {"values": values})
    if state.changed_guards:
        yield JournalFault("journal-unguarded", False, None, {"guards": list(state.changed_guards)})


def export_facts(written: WrittenBundle, assessment: Assessment, sha256: str) -> dict[str, object]:
    """Return what the journal keeps of an export: which file, who signed, and the head that was signed in.

    That head is the one before this event: an entry cannot be part of what it tells of.
    """
    signers = written.verification.signers
    return {
        "name": written.path.name[:_LONGEST_NAME],
        "sha256": sha256,
        "size_bytes": written.size_bytes,
        "signer": signers[-1].subject if signers else "",
        "serial": signers[-1].serial if signers else "",
        "head": assessment.journal_head,
        "entries": assessment.journal_entries,
    }


def _filter(wanted: Wanted, zone: tzinfo | None) -> JournalFilter:
    from dti_desktop.store.journal_pages import JournalFilter

    after_last = wanted.last_day
    if after_last is not None:
        after_last = None if after_last == date.max else after_last + timedelta(days=1)
    return JournalFilter(
        who=wanted.who,
        codes=wanted.codes,
        kinds=None if wanted.kind is None else KINDS[wanted.kind],
        from_utc=_midnight_utc(wanted.first_day, zone),
        until_utc=_midnight_utc(after_last, zone),
    )


def _midnight_utc(day: date | None, zone: tzinfo | None) -> str | None:
    """Return when a day begins for somebody in `zone`, as a text in UTC."""
    if day is None:
        return None
    try:
        return utc_text(datetime(day.year, day.month, day.day, tzinfo=zone).astimezone(UTC))
    except OverflowError:  # at the ends of the calendar there is no such moment, and no entry beyond it
        return None

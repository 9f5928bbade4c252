"""Whether a journal is whole and tells the truth: its chain, its guards, and the values it ends in.

The check goes through the entries once, a stretch at a time, and goes on where it stopped: what it has
read it does not read again while the store stays open, because nobody else can write to an open store.
Every opening begins anew. Time is linear in the number of entries.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from dti_desktop.store import cells
from dti_desktop.store.cells import Cell
from dti_desktop.store.connection import Connection
from dti_desktop.store.encoding import from_json_text, json_text
from dti_desktop.store.journal import EVENT_KIND, JournalEntry, select_entries
from dti_desktop.store.migrations import JOURNAL_TRIGGERS, NO_HASH

FAULTS_ACCEPTED = "journal-faults-accepted"
"""The event by which a person takes known faults into account; its fact `breaks` lists their numbers."""

_STRETCH_ENTRIES = 4_000
_MOST_BREAKS = 1_024
"""A chain that is broken more often is not listed further; the first places are what matters."""


@dataclass(frozen=True, slots=True)
class Break:
    """A place where the chain does not hold: the entry that ought to be number `seq`, and what stands there.

    `at_utc` and `who` are those of the entry that was found, empty where none follows.
    """

    seq: int
    at_utc: str
    who: str


@dataclass(frozen=True, slots=True)
class Difference:
    """A value that is not the one the journal ends in. Both are JSON texts, None for nothing."""

    cell: Cell
    told: str | None
    held: str | None


@dataclass(frozen=True, slots=True)
class JournalState:
    """What the check found up to entry `entries` with the hash `head`."""

    entries: int
    head: str
    breaks: tuple[Break, ...] = ()
    accepted_breaks: tuple[Break, ...] = ()
    differences: tuple[Difference, ...] = ()
    changed_guards: tuple[str, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether nothing at all is wrong."""
        return not (self.breaks or self.accepted_breaks or self.differences or self.changed_guards)


@dataclass(slots=True)
class JournalCheck:
    """The check of one assessment's journal. `go_on` until it says that the end is reached."""

    connection: Connection
    assessment_id: str
    entries: int = 0
    head: str = NO_HASH
    _after: float = -math.inf  # an entry that was put in before the first must not slip through
    _breaks: dict[int, Break] = field(default_factory=dict)
    _accepted: set[int] = field(default_factory=set)
    _told: dict[Cell, str | None] = field(default_factory=dict)

    def go_on(self, limit: int) -> bool:
        """Check at most `limit` further entries; return whether the newest has been checked."""
        where = "assessment_id = ? AND seq > ? ORDER BY seq LIMIT ?"
        found = 0
        for entry in select_entries(
            self.connection, self.assessment_id, where, (self.assessment_id, self._after, limit)
        ):
            self._take(entry)
            found += 1
        return found < limit

    def finish(self) -> JournalState:
        """Check all that is left and return what was found."""
        while not self.go_on(_STRETCH_ENTRIES):
            pass
        return self.state()

    def state(self) -> JournalState:
        """Return what is known so far; values are compared, so ask when the end is reached."""
        held = cells.read_all(self.connection, self.assessment_id)
        everything = sorted({*self._told, *held}, key=lambda cell: (cell.kind, cell.code, cell.key))
        accepted = [number for number in self._breaks if number in self._accepted]
        return JournalState(
            self.entries,
            self.head,
            tuple(found for number, found in self._breaks.items() if number not in self._accepted),
            tuple(self._breaks[number] for number in accepted),
            tuple(
                Difference(cell, self._told.get(cell), held.get(cell))
                for cell in everything
                if self._told.get(cell) != held.get(cell)
            ),
            changed_guards(self.connection),
        )

    def _take(self, entry: JournalEntry) -> None:
        expected_seq = self.entries + 1
        is_next = entry.seq == expected_seq and entry.prev_hash == self.head
        if not (is_next and entry.hash == entry.computed_hash()) and len(self._breaks) < _MOST_BREAKS:
            self._breaks[expected_seq] = Break(expected_seq, entry.at_utc, entry.who)
        # Behind a break the chain is followed from what stands there, so that later breaks are found too.
        self.entries, self.head = entry.seq, entry.hash
        self._after = entry.seq
        if entry.kind in cells.KINDS:
            self._told[entry.cell] = entry.new
        elif entry.kind == "assessment":
            # What an assessment was begun with is told there, not in a cell of its own.
            self._told[Cell("catalogue")] = _pinned_at_the_beginning(entry)
        elif entry.kind == EVENT_KIND and entry.key == FAULTS_ACCEPTED:
            # What is accepted lies before: nobody can accept what is still to come.
            accepted = _accepted_breaks(entry)
            self._accepted |= {number for number in self._breaks if number in accepted}


def changed_guards(connection: Connection) -> tuple[str, ...]:
    """Return the names of the journal's triggers that are gone or differ, and of those that are too many."""
    held = dict(connection.rows("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'"))
    names = sorted(held.keys() | JOURNAL_TRIGGERS.keys())
    return tuple(name for name in names if held.get(name) != JOURNAL_TRIGGERS.get(name))


def restore_guards(connection: Connection) -> None:
    """Put the journal's triggers back, and no others. Call it in a transaction."""
    for name in changed_guards(connection):
        quoted = name.replace('"', '""')
        connection.execute(f'DROP TRIGGER IF EXISTS "{quoted}"')
        if name in JOURNAL_TRIGGERS:
            connection.execute(JOURNAL_TRIGGERS[name])


def _pinned_at_the_beginning(entry: JournalEntry) -> str | None:
    try:
        return json_text(from_json_text(entry.new or "")["catalogue"]["digest"])
    except (ValueError, KeyError, TypeError):  # it was changed from outside, and is a break itself
        return None


def _accepted_breaks(entry: JournalEntry) -> list[object]:
    try:
        facts = from_json_text(entry.new or "")
    except ValueError:  # it was changed from outside, and is a break itself
        return []
    breaks = facts.get("breaks") if isinstance(facts, dict) else None
    return breaks if isinstance(breaks, list) else []

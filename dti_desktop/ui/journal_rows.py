"""The journal as rows to read: days, what was done on them, and the single steps of typing in one go."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QCoreApplication, QLocale

from dti_desktop.engine.assessment import Assessment
from dti_desktop.ui import format as formats
from dti_desktop.ui.change_place import page_of_estimate
from dti_desktop.ui.journal_text import Turn, turns_of, what_was_done
from dti_desktop.ui.navigation import Place

if TYPE_CHECKING:
    from dti_desktop.services.words import Words
    from dti_desktop.store.journal import JournalEntry

#: What an act is marked with, where it is more than a change.
SHAPES_OF_ACTS = {
    "undo": ("undo-2", "muted"),
    "redo": ("redo-2", "muted"),
    "adopt": ("octagon-alert", "block"),
    "note": ("flag", "accent"),
}


@dataclass(frozen=True, slots=True)
class JournalRow:
    """A line of the journal: a day, a turn, or a single step of an unfolded turn."""

    kind: Literal["day", "turn", "step"]
    day: date
    title: str
    when: str = ""
    who: str = ""
    code: str = ""
    about: str = ""
    """What the indicator asks, in short."""
    shape: tuple[str, str] | None = None
    place: Place | None = None
    turn: Turn | None = None
    is_broken: bool = False

    @property
    def steps(self) -> int:
        """How many steps a turn is made of; those of one need not be unfolded."""
        return len(self.turn.entries) if self.turn is not None and self.kind == "turn" else 1


@dataclass(frozen=True, slots=True)
class RowMaker:
    """Makes rows of entries, for one reader at one moment."""

    assessment: Assessment
    language: str
    words: Words
    today: date
    broken: frozenset[int] = frozenset()

    def rows(self, entries: Sequence[JournalEntry], above: JournalRow | None) -> list[JournalRow]:
        """Return the rows of `entries`, newest first; `above`: the row that stands above them."""
        day = None if above is None else above.day
        made: list[JournalRow] = []
        for turn in turns_of(entries):
            row = self.turn_row(turn)
            if row.day != day:
                day = row.day
                made.append(JournalRow("day", day, day_title(day, self.today)))
            made.append(row)
        return made

    def turn_row(self, turn: Turn) -> JournalRow:
        """Return the row of a turn."""
        return self._row("turn", turn.newest, turn.old, turn)

    def step_rows(self, turn: Turn) -> Iterator[JournalRow]:
        """Yield the rows of the single steps of a turn, newest first."""
        for entry in turn.entries:
            yield self._row("step", entry, entry.old, None)

    def _row(
        self, kind: Literal["turn", "step"], entry: JournalEntry, old: str | None, turn: Turn | None
    ) -> JournalRow:
        moment = moment_of(entry.at_utc)
        indicator = self.assessment.catalogue.indicators.get(entry.code)
        seqs = {entry.seq} if turn is None else {each.seq for each in turn.entries}
        return JournalRow(
            kind,
            moment.date(),
            what_was_done(entry, old, self.assessment, self.language, self.words),
            when=formats.current().time(moment)[: None if kind == "step" else -3],
            who=entry.who,
            code=entry.code,
            about="" if indicator is None else indicator.short.in_language(self.language),
            shape=SHAPES_OF_ACTS.get(entry.act),
            place=place_of(entry, self.assessment),
            turn=turn,
            is_broken=not self.broken.isdisjoint(seqs),
        )


def day_title(day: date, today: date) -> str:
    """Return a day as the line above what was done on it."""
    weekday = QLocale().dayName(day.isoweekday(), QLocale.FormatType.LongFormat)
    written = f"{weekday[:1].upper()}{weekday[1:]}, {formats.current().date(day)}"
    match (today - day).days:
        case 0:
            said = QCoreApplication.translate("Journal", "Hôm nay")
        case 1:
            said = QCoreApplication.translate("Journal", "Hôm qua")
        case _:
            return written
    return f"{said} · {written}"


def moment_of(at_utc: str) -> datetime:
    """Return when that was for the reader; what was changed from outside may be no time at all."""
    try:
        return datetime.fromisoformat(at_utc).astimezone()
    except (ValueError, OverflowError):
        return datetime.fromtimestamp(0, UTC)


def place_of(entry: JournalEntry, assessment: Assessment) -> Place | None:
    """Return where what an entry tells of can be seen; None where there is no such place."""
    if entry.kind == "profile":
        return Place("profile", field=entry.key)
    if entry.kind == "signatory":
        return Place("submit")
    if entry.kind == "scenario":
        return Place("whatif")
    if entry.kind == "estimate":
        return Place(page_of_estimate(entry.key))
    if entry.code not in assessment.catalogue.indicators:
        return None
    field = entry.key if entry.kind == "answer" else "evidence" if entry.kind == "link" else None
    return Place("indicator", entry.code, field)

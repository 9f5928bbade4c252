"""Drafts of the next edition of a catalogue: one per catalogue id, each edit committed as it is given.

A draft is the edition that it began from and the nodes that were changed since (JSON texts; see
`engine/catalogue_edit.py`). Its journal tells who changed what, when, from what to what, and is only ever
added to; undo and redo follow from it, as those of an assessment do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, cast

from dti_desktop.engine.catalogue import parse_catalogue
from dti_desktop.errors import InputError
from dti_desktop.store.connection import Connection
from dti_desktop.store.edits import TYPING_PAUSE_S, TYPING_TURN_S
from dti_desktop.store.encoding import from_json_text, json_text
from dti_desktop.store.history import Act, History
from dti_desktop.utc_times import from_utc_text, utc_text

NodeKey = tuple[str, str]
"""Section and code of a node."""

Ending = Literal["finished", "discarded"]

_COLUMNS = "seq, step, act, of_step, at_utc, who, section, code, pointer, old, new"
_DRAFT = "draft"
"""The section of the entries that tell of the draft itself."""


@dataclass(frozen=True)
class DraftRow:
    """A draft. `nodes`: the changed ones, as JSON texts; `base_bytes`: the edition that it began from."""

    catalogue_id: str
    base_digest: str
    base_bytes: bytes
    opened_utc: str
    opened_by: str
    changed_utc: str
    nodes: Mapping[NodeKey, str]
    can_undo: bool
    can_redo: bool


@dataclass(frozen=True, slots=True)
class DraftEntry:
    """One change of one node, or (`section` is `draft`) what became of the draft, told in `new`."""

    seq: int
    step: int
    act: Act
    of_step: int | None
    at_utc: str
    who: str
    section: str
    code: str
    pointer: str
    old: str | None
    new: str | None


class CatalogueDrafts:
    """The drafts in one store. No draft of that id: `InputError` `draft-unknown`."""

    def __init__(
        self, connection: Connection, now_utc: Callable[[], datetime], user: Callable[[], str]
    ) -> None:
        self._connection = connection
        self._now_utc = now_utc
        self._user = user

    def open(self, base_bytes: bytes) -> str:
        """Begin a draft from an edition and return the catalogue's id. Raises `InputError` `draft-exists`."""
        base = parse_catalogue(base_bytes)
        with self._connection.transaction():
            if self.exists(base.id):
                raise InputError("draft-exists", catalogue=base.id)
            now = utc_text(self._now_utc())
            self._connection.execute(
                "INSERT INTO catalogues (digest, id, content) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                (base.digest, base.id, base_bytes),
            )
            self._connection.execute(
                "INSERT INTO catalogue_drafts (catalogue_id, base_digest, opened_utc, opened_by) "
                "VALUES (?, ?, ?, ?)",
                (base.id, base.digest, now, self._user()),
            )
            told = json_text({"opened": base.digest})
            self._append(base.id, "create", None, now, [((_DRAFT, ""), "", None, told)])
        return base.id

    def exists(self, catalogue_id: str) -> bool:
        """Whether a draft of that catalogue is open."""
        return (
            self._connection.row("SELECT 1 FROM catalogue_drafts WHERE catalogue_id = ?", (catalogue_id,))
            is not None
        )

    def load(self, catalogue_id: str) -> DraftRow:
        """Return a draft as it now is."""
        row = self._connection.row(
            "SELECT d.base_digest, c.content, d.opened_utc, d.opened_by FROM catalogue_drafts d "
            "JOIN catalogues c ON c.digest = d.base_digest WHERE d.catalogue_id = ?",
            (catalogue_id,),
        )
        if row is None:
            raise InputError("draft-unknown", catalogue=catalogue_id)
        base_digest, base_bytes, opened_utc, opened_by = row
        changed = self._connection.row(
            "SELECT at_utc FROM catalogue_journal WHERE catalogue_id = ? ORDER BY seq DESC LIMIT 1",
            (catalogue_id,),
        )
        assert changed is not None  # its opening at least
        history = self._history(catalogue_id)
        return DraftRow(
            catalogue_id,
            base_digest,
            bytes(base_bytes),
            opened_utc,
            opened_by,
            changed[0],
            self._nodes(catalogue_id),
            bool(history.done),
            bool(history.undone),
        )

    def edit(
        self, catalogue_id: str, writes: Iterable[tuple[NodeKey, str | None]], *, pointer: str = ""
    ) -> int | None:
        """Set nodes (None: as the edition had them), all in one step, and return its number.

        `pointer`: the one value inside the one node that was typed in; typing goes on in the same turn of
        undo for a while. None is returned where nothing was different.
        """
        with self._connection.transaction():
            self._require(catalogue_id)
            held = self._nodes(catalogue_id)
            changes = [(key, pointer, held.get(key), new) for key, new in writes if held.get(key) != new]
            if not changes:
                return None
            now = utc_text(self._now_utc())
            turn = self._typing_goes_on(catalogue_id, changes[0][0], pointer, changes[0][3], now)
            act: Act = "edit" if turn is None or len(changes) > 1 else "continue"
            return self._commit(catalogue_id, act, turn if act == "continue" else None, now, changes)

    def undo(self, catalogue_id: str) -> int | None:
        """Take the newest turn back; None where there is none. Returns the number of the new step."""
        with self._connection.transaction():
            self._require(catalogue_id)
            history = self._history(catalogue_id)
            return self._again(catalogue_id, "undo", history.done[-1] if history.done else None)

    def redo(self, catalogue_id: str) -> int | None:
        """Do again the turn that was taken back last; None where there is none."""
        with self._connection.transaction():
            self._require(catalogue_id)
            history = self._history(catalogue_id)
            return self._again(catalogue_id, "redo", history.undone[-1] if history.undone else None)

    def close(self, catalogue_id: str, ending: Ending, digest: str = "") -> None:
        """End a draft: its journal stays, with how it ended and the `digest` of the edition it became."""
        with self._connection.transaction():
            self._require(catalogue_id)
            now = utc_text(self._now_utc())
            told = json_text({ending: digest})
            self._append(catalogue_id, "note", None, now, [((_DRAFT, ""), "", None, told)])
            for table in ("draft_nodes", "catalogue_drafts"):
                self._connection.execute(f"DELETE FROM {table} WHERE catalogue_id = ?", (catalogue_id,))  # noqa: S608

    def entries(
        self, catalogue_id: str, *, before_seq: int | None = None, limit: int = 500
    ) -> list[DraftEntry]:
        """Return the entries of all drafts of a catalogue, the newest first; below `before_seq`."""
        rows = self._connection.rows(
            f"SELECT {_COLUMNS} FROM catalogue_journal WHERE catalogue_id = ? AND (? IS NULL OR seq < ?) "  # noqa: S608
            "ORDER BY seq DESC LIMIT ?",
            (catalogue_id, before_seq, before_seq, limit),
        )
        return [DraftEntry(*row) for row in rows]

    def opened_with(self, catalogue_id: str, seq: int) -> str | None:
        """Return the digest of the edition from which the draft began that entry `seq` belongs to."""
        row = self._connection.row(
            "SELECT new FROM catalogue_journal WHERE catalogue_id = ? AND act = 'create' AND seq <= ? "
            "ORDER BY seq DESC LIMIT 1",
            (catalogue_id, seq),
        )
        return None if row is None else str(from_json_text(row[0])["opened"])

    def content(self, digest: str) -> bytes | None:
        """Return the bytes of an edition that a draft began from or became; None where none is kept."""
        row = self._connection.row("SELECT content FROM catalogues WHERE digest = ?", (digest,))
        return None if row is None else bytes(row[0])

    # -- inside ------------------------------------------------------------------------------------

    def _require(self, catalogue_id: str) -> None:
        if not self.exists(catalogue_id):
            raise InputError("draft-unknown", catalogue=catalogue_id)

    def _nodes(self, catalogue_id: str) -> dict[NodeKey, str]:
        rows = self._connection.rows(
            "SELECT section, code, content FROM draft_nodes WHERE catalogue_id = ? ORDER BY rowid",
            (catalogue_id,),
        )
        return {(section, code): content for section, code, content in rows}

    def _history(self, catalogue_id: str) -> History:
        """Return what can be undone and redone of the draft that is open: since it was opened last."""
        rows = self._connection.rows(
            "SELECT step, act, of_step FROM catalogue_journal WHERE catalogue_id = ? AND seq > coalesce("
            "(SELECT max(seq) FROM catalogue_journal WHERE catalogue_id = ? AND act = 'create'), 0) "
            "GROUP BY step ORDER BY step",
            (catalogue_id, catalogue_id),
        )
        history = History()
        for step, act, of_step in rows:
            history.add(step, cast(Act, act), of_step)
        return history

    def _step_entries(self, catalogue_id: str, step: int) -> list[DraftEntry]:
        rows = self._connection.rows(
            f"SELECT {_COLUMNS} FROM catalogue_journal WHERE catalogue_id = ? AND step = ? ORDER BY seq",  # noqa: S608
            (catalogue_id, step),
        )
        return [DraftEntry(*row) for row in rows]

    def _typing_goes_on(
        self, catalogue_id: str, key: NodeKey, pointer: str, new: str | None, now: str
    ) -> int | None:
        """Return the first step of the turn that this typing goes on with; None: it begins its own."""
        history = self._history(catalogue_id)
        if not pointer or not history.can_continue:
            return None
        turn = history.done[-1]
        first, *_ = self._step_entries(catalogue_id, turn[0])
        *others, last = self._step_entries(catalogue_id, turn[-1])
        if others or ((last.section, last.code), last.pointer, last.who) != (key, pointer, self._user()):
            return None
        if new == first.old:  # back where the turn began: as one turn, its undo would do nothing
            return None
        now_utc = from_utc_text(now)
        pause_s = (now_utc - from_utc_text(last.at_utc)).total_seconds()
        whole_s = (now_utc - from_utc_text(first.at_utc)).total_seconds()
        goes_on = 0 <= pause_s <= TYPING_PAUSE_S and 0 <= whole_s <= TYPING_TURN_S
        return turn[0] if goes_on else None

    def _again(
        self, catalogue_id: str, act: Literal["undo", "redo"], turn: tuple[int, ...] | None
    ) -> int | None:
        if turn is None:
            return None
        wanted: dict[NodeKey, str | None] = {}
        for step in reversed(turn) if act == "undo" else turn:
            entries = self._step_entries(catalogue_id, step)
            for entry in reversed(entries) if act == "undo" else entries:
                wanted[entry.section, entry.code] = entry.old if act == "undo" else entry.new
        held = self._nodes(catalogue_id)
        changes = [(key, "", held.get(key), new) for key, new in wanted.items()]
        return self._commit(catalogue_id, act, turn[0], utc_text(self._now_utc()), changes)

    def _commit(
        self,
        catalogue_id: str,
        act: Act,
        of_step: int | None,
        now: str,
        changes: list[tuple[NodeKey, str, str | None, str | None]],
    ) -> int:
        for (section, code), _, _, new in changes:
            if new is None:
                self._connection.execute(
                    "DELETE FROM draft_nodes WHERE catalogue_id = ? AND section = ? AND code = ?",
                    (catalogue_id, section, code),
                )
            else:
                self._connection.execute(
                    "INSERT INTO draft_nodes (catalogue_id, section, code, content) VALUES (?, ?, ?, ?) "
                    "ON CONFLICT (catalogue_id, section, code) DO UPDATE SET content = excluded.content",
                    (catalogue_id, section, code, new),
                )
        return self._append(catalogue_id, act, of_step, now, changes)

    def _append(
        self,
        catalogue_id: str,
        act: Act,
        of_step: int | None,
        now: str,
        changes: list[tuple[NodeKey, str, str | None, str | None]],
    ) -> int:
        row = self._connection.row(
            "SELECT coalesce(max(seq), 0), coalesce(max(step), 0) FROM catalogue_journal "
            "WHERE catalogue_id = ?",
            (catalogue_id,),
        )
        assert row is not None
        seq, step = int(row[0]), int(row[1]) + 1
        for (section, code), pointer, old, new in changes:
            seq += 1
            self._connection.execute(
                "INSERT INTO catalogue_journal (catalogue_id, seq, step, act, of_step, at_utc, who, section, "
                "code, pointer, old, new) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (catalogue_id, seq, step, act, of_step, now, self._user(), section, code, pointer, old, new),
            )
        return step

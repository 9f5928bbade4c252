"""Every change of an assessment's content: one act of the user is one transaction with its journal entries.

When a method returns, the change is on the disk; when it raises, nothing was changed. What did not
change anything is not journaled. Values have been judged before they come here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from dti_desktop.engine.assessment import Citation, Fields, FieldValue, Signatory
from dti_desktop.errors import InputError, Problem
from dti_desktop.store import cells
from dti_desktop.store.cells import Cell
from dti_desktop.store.connection import Connection
from dti_desktop.store.encoding import field_text, from_json_text, is_number_text, json_text
from dti_desktop.store.history import Act
from dti_desktop.store.journal import EVENT_KIND, Journal
from dti_desktop.store.journal_check import JournalState, restore_guards
from dti_desktop.utc_times import from_utc_text, utc_text

TYPING_PAUSE_S = 5
"""Typing in one field goes on in the same turn of undo while no two commits lie further apart."""

TYPING_TURN_S = 30
"""The longest stretch of typing that one undo takes back."""

LOCKED_KINDS = frozenset({"answer", "explanation", "link"})
"""What of a sub-indicator nobody changes while it is approved; and how its documents are cited."""

Writes = Iterable[tuple[Cell, str | None]]

_Replacement = tuple[Cell, str | None, str | None]
"""A cell, what it holds, what it is to hold."""


@dataclass(frozen=True, slots=True)
class Change:
    """What an edit changed. `step` is its number in the journal, None where nothing was different."""

    assessment_id: str
    step: int | None
    codes: frozenset[str] = frozenset()
    profile_keys: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    saved_utc: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing was different."""
        return self.step is None

    @property
    def profile_changed(self) -> bool:
        """Whether a province figure changed, and with it every indicator whose rule takes it."""
        return bool(self.profile_keys)


class Edits:
    """The edits of all assessments of one store. Unknown assessment: `InputError` `assessment-unknown`."""

    def __init__(
        self,
        connection: Connection,
        journal: Journal,
        now_utc: Callable[[], datetime],
        user: Callable[[], str],
    ) -> None:
        self._connection = connection
        self._journal = journal
        self._now_utc = now_utc
        self._user = user
        self._is_creating = False

    @contextmanager
    def creating(self) -> Iterator[None]:
        """Within this block edits count as part of the assessment's creation: there is no undo of them."""
        self._is_creating = True
        try:
            yield
        finally:
            self._is_creating = False

    # -- answers and profile ------------------------------------------------------------------

    def patch(self, assessment_id: str, code: str, fields: Mapping[str, FieldValue | None]) -> Change:
        """Set the named fields of one indicator's answer; None clears a field; others stay."""
        return self.commit_step(assessment_id, _field_writes(code, fields))

    def replace_answer(self, assessment_id: str, code: str, fields: Fields) -> Change:
        """Replace one indicator's whole answer; no fields at all clears it."""
        return self.apply_bulk(assessment_id, {code: fields}, {})

    def set_profile(self, assessment_id: str, figures: Mapping[str, Decimal | None]) -> Change:
        """Set the named province figures; None clears one; others stay."""
        return self.apply_bulk(assessment_id, {}, figures)

    def apply_bulk(
        self, assessment_id: str, answers: Mapping[str, Fields], profile: Mapping[str, Decimal | None]
    ) -> Change:
        """Replace whole answers (empty: cleared) and set figures (None: cleared), all in one step."""
        figures = [
            (Cell("profile", "", key), None if number is None else field_text(number))
            for key, number in profile.items()
        ]
        with self._connection.transaction():
            replacements: list[_Replacement] = []
            for code, fields in answers.items():
                held: dict[str, str] = dict(
                    self._connection.rows(
                        "SELECT field, value FROM answers WHERE assessment_id = ? AND code = ? "
                        "ORDER BY field",
                        (assessment_id, code),
                    )
                )
                gone: dict[str, FieldValue | None] = {name: None for name in held if name not in fields}
                replacements += [
                    (cell, held.get(cell.key), new) for cell, new in _field_writes(code, {**gone, **fields})
                ]
            return self._step(assessment_id, [*replacements, *self._replacements(assessment_id, figures)])

    def set_fields(
        self,
        assessment_id: str,
        answers: Mapping[str, Mapping[str, FieldValue | None]],
        profile: Mapping[str, Decimal | None],
        explanations: Mapping[str, str],
    ) -> Change:
        """Set named fields, figures and explanations, all in one step; None and "" clear, others stay."""
        writes = [write for code, fields in answers.items() for write in _field_writes(code, fields)]
        writes += [
            (Cell("profile", "", key), None if number is None else field_text(number))
            for key, number in profile.items()
        ]
        writes += [(Cell("explanation", code), _text(text)) for code, text in explanations.items()]
        return self.commit_step(assessment_id, writes, is_typing=False)

    # -- texts and ticks ----------------------------------------------------------------------

    def set_explanation(self, assessment_id: str, code: str, text: str) -> Change:
        """Set the explanation (giải trình) of an indicator; an empty text clears it."""
        return self.commit_step(assessment_id, [(Cell("explanation", code), _text(text))])

    def set_note(self, assessment_id: str, code: str, text: str) -> Change:
        """Set the officer's private note on an indicator; an empty text clears it."""
        return self.commit_step(assessment_id, [(Cell("note", code), _text(text))])

    def set_reviewed(self, assessment_id: str, code: str, reviewed: bool) -> Change:
        """Set or take off the officer's own tick of before there was a review."""
        return self.commit_step(assessment_id, [(Cell("reviewed", code), "true" if reviewed else None)])

    def set_signatory(self, assessment_id: str, signatory: Signatory) -> Change:
        """Set the leader's name and title; both empty clears them."""
        record = json_text({"name": signatory.name, "title": signatory.title})
        return self.commit_step(
            assessment_id, [(Cell("signatory"), record if signatory != Signatory() else None)]
        )

    # -- evidence that is already there -------------------------------------------------------

    def update_citation(self, assessment_id: str, document_id: str, citation: Citation) -> Change:
        """Replace how a document is cited. Raises `InputError` `document-unknown`."""
        with self._connection.transaction():
            return self.commit_step(
                assessment_id, [self.citation_write(assessment_id, document_id, citation)]
            )

    def link(self, assessment_id: str, code: str, document_id: str, pages: str = "") -> Change:
        """Let a document prove one more indicator, or set its pages. Raises `document-unknown`."""
        with self._connection.transaction():
            self._document(assessment_id, document_id)
            return self.commit_step(assessment_id, [self.link_write(assessment_id, code, document_id, pages)])

    def set_pages(self, assessment_id: str, code: str, document_id: str, pages: str) -> Change:
        """Set the cited pages of a link. Raises `InputError` `link-unknown`."""
        with self._connection.transaction():
            self._require_link(assessment_id, code, document_id)
            return self.commit_step(assessment_id, [self.link_write(assessment_id, code, document_id, pages)])

    def unlink(self, assessment_id: str, code: str, document_id: str) -> Change:
        """Let a document no longer prove an indicator; it stays in the assessment, to be linked again.

        Only one that says nothing, without a file or any words of citation, goes with its last link.
        Raises `InputError` `link-unknown`.
        """
        with self._connection.transaction():
            self._require_link(assessment_id, code, document_id)
            writes: list[tuple[Cell, str | None]] = [(Cell("link", code, document_id), None)]
            record = self._document(assessment_id, document_id)
            says_nothing = record["sha256"] is None and not any(
                record[column] for column in citation_columns(Citation())
            )
            if says_nothing and len(self._linked_codes(assessment_id, document_id)) == 1:
                writes.append((Cell("document", "", document_id), None))
            return self.commit_step(assessment_id, writes)

    def remove_document(self, assessment_id: str, document_id: str) -> Change:
        """Remove a document and all its links. The file stays. Raises `document-unknown`."""
        with self._connection.transaction():
            self._document(assessment_id, document_id)
            writes: list[tuple[Cell, str | None]] = [
                (Cell("link", code, document_id), None)
                for code in self._linked_codes(assessment_id, document_id)
            ]
            return self.commit_step(assessment_id, [*writes, (Cell("document", "", document_id), None)])

    def citation_write(
        self, assessment_id: str, document_id: str, citation: Citation
    ) -> tuple[Cell, str | None]:
        """Return the write of a citation. Raises `InputError` `document-unknown`."""
        record = {**self._document(assessment_id, document_id), **citation_columns(citation)}
        return Cell("document", "", document_id), json_text(record)

    def link_write(
        self, assessment_id: str, code: str, document_id: str, pages: str | None, offset: int = 0
    ) -> tuple[Cell, str | None]:
        """Return the write of a link: at its place where it exists, else last (`offset` places further).

        `pages` None: those that are there stay.
        """
        cell = Cell("link", code, document_id)
        held = cells.read(self._connection, assessment_id, cell)
        if held is not None:
            return cell, held if pages is None else json_text({**from_json_text(held), "pages": pages})
        row = self._connection.row(
            "SELECT coalesce(max(position), 0) + 1 FROM links WHERE assessment_id = ? AND code = ?",
            (assessment_id, code),
        )
        assert row is not None
        return cell, json_text({"pages": pages or "", "position": row[0] + offset})

    # -- undo and redo ------------------------------------------------------------------------

    def undo(self, assessment_id: str) -> Change:
        """Take back the newest turn by a step that sets the old values. Nothing to undo: an empty change."""
        with self._connection.transaction():
            history = self._journal.history(assessment_id)
            if not history.done:
                return self._no_change(assessment_id)
            turn = history.done[-1]
            back: dict[Cell, str | None] = {}
            for step in reversed(turn):
                for entry in reversed(self._journal.step_entries(assessment_id, step)):
                    back[entry.cell] = entry.old
            return self.commit_step(assessment_id, back.items(), act="undo", of_step=turn[0])

    def redo(self, assessment_id: str) -> Change:
        """Do again the turn that was taken back last. Nothing to redo: an empty change."""
        with self._connection.transaction():
            history = self._journal.history(assessment_id)
            if not history.undone:
                return self._no_change(assessment_id)
            turn = history.undone[-1]
            again: dict[Cell, str | None] = {}
            for step in turn:
                for entry in self._journal.step_entries(assessment_id, step):
                    again[entry.cell] = entry.new
            return self.commit_step(assessment_id, again.items(), act="redo", of_step=turn[0])

    # -- what happened, without changing anything -----------------------------------------------

    def record_event(self, assessment_id: str, event: str, code: str, facts: Mapping[str, object]) -> Change:
        """Append that something happened (`event`, a code with facts that JSON can hold) as a note.

        It changes no cell and not the time of the last change, is not undone, and leaves what can be
        undone, redone or typed on as it is.
        """
        with self._connection.transaction():
            changed_utc = self.require(assessment_id)
            step = self._journal.append(
                assessment_id,
                "note",
                None,
                utc_text(self._now_utc()),
                self._user(),
                [(Cell(EVENT_KIND, code, event), None, json_text(dict(facts)))],
            )
        return Change(
            assessment_id,
            step,
            codes=frozenset({code} if code else ()),
            kinds=frozenset({EVENT_KIND}),
            saved_utc=changed_utc,
        )

    def accept_faults(
        self, assessment_id: str, state: JournalState, code: str, facts: Mapping[str, object]
    ) -> Change:
        """Take what `state` found into account, on a person's word, all or nothing.

        The guards are put back; values that the journal did not tell of are told of now (act `adopt`,
        from the value it told to the one that is held; no cell changes); then the event `code` follows.
        """
        with self._connection.transaction():
            changed_utc = self.require(assessment_id)
            restore_guards(self._connection)
            if state.differences:
                changes = [(each.cell, each.told, each.held) for each in state.differences]
                now = utc_text(self._now_utc())
                self._journal.append(assessment_id, "adopt", None, now, self._user(), changes)
            event = self.record_event(assessment_id, code, "", facts)
        cells_adopted = [each.cell for each in state.differences]
        return Change(
            assessment_id,
            event.step,
            frozenset(cell.code for cell in cells_adopted if cell.code),
            kinds=frozenset({EVENT_KIND}),
            saved_utc=changed_utc,
        )

    # -- the one way in -----------------------------------------------------------------------

    def commit_step(
        self,
        assessment_id: str,
        writes: Writes,
        *,
        act: Act = "edit",
        of_step: int | None = None,
        is_typing: bool = True,
        goes_over_approvals: bool = False,
    ) -> Change:
        """Write cells and their journal entries as one step; cells that stay the same are left out.

        `is_typing`: one change of a number or text may go on with the turn of undo before it.
        `goes_over_approvals`: what is approved changes too, as when the catalogue itself does.

        Raises `InputError` `indicator-approved`, a problem for each sub-indicator that is approved and would
        change in what was approved. Undo and redo go over approvals in their order, so nothing stops them.
        """
        with self._connection.transaction():
            return self._step(
                assessment_id,
                self._replacements(assessment_id, writes),
                act=act,
                of_step=of_step,
                is_typing=is_typing,
                goes_over_approvals=goes_over_approvals,
            )

    def _replacements(self, assessment_id: str, writes: Writes) -> Iterator[_Replacement]:
        """Read what each cell holds, when its turn has come: an earlier write may be of the same cell."""
        for cell, new in writes:
            yield cell, cells.read(self._connection, assessment_id, cell), new

    def _step(
        self,
        assessment_id: str,
        replacements: Iterable[_Replacement],
        *,
        act: Act = "edit",
        of_step: int | None = None,
        is_typing: bool = True,
        goes_over_approvals: bool = False,
    ) -> Change:
        """Do what `commit_step` says, inside a transaction."""
        # What one step changes and approves together was open when it came.
        approved = self._require_approved(assessment_id)
        changes: list[_Replacement] = []
        for cell, old, new in replacements:
            if old != new:
                cells.write(self._connection, assessment_id, cell, new)
                changes.append((cell, old, new))
        if not changes and act == "edit":
            return self._no_change(assessment_id)
        touched = [cell for cell, _, _ in changes]
        if approved and act == "edit" and not goes_over_approvals:
            self._refuse_locked(assessment_id, touched, approved)
        now = utc_text(self._now_utc())
        if act == "edit" and self._is_creating:
            act = "create"
        if act == "edit" and is_typing and len(changes) == 1:
            turn_start = self._typing_goes_on(assessment_id, changes[0], now)
            if turn_start is not None:
                act, of_step = "continue", turn_start
        step = self._journal.append(assessment_id, act, of_step, now, self._user(), changes)
        self._connection.execute("UPDATE assessments SET changed_utc = ? WHERE id = ?", (now, assessment_id))
        return Change(
            assessment_id,
            step,
            frozenset(cell.code for cell in touched if cell.code)
            | self._codes_of_documents(assessment_id, touched),
            frozenset(cell.key for cell in touched if cell.kind == "profile"),
            frozenset(cell.kind for cell in touched),
            now,
        )

    def require(self, assessment_id: str) -> str:
        """Return when the assessment last changed, or raise `InputError` `assessment-unknown`."""
        row = self._connection.row("SELECT changed_utc FROM assessments WHERE id = ?", (assessment_id,))
        if row is None:
            raise InputError("assessment-unknown", id=assessment_id)
        return str(row[0])

    def _require_approved(self, assessment_id: str) -> frozenset[str]:
        """Return what is approved, or raise `InputError` `assessment-unknown`; one statement for both."""
        rows = self._connection.rows(
            "SELECT reviews.code FROM assessments LEFT JOIN reviews "
            "ON reviews.assessment_id = assessments.id AND reviews.state = 'approved' "
            "WHERE assessments.id = ?",
            (assessment_id,),
        )
        if not rows:
            raise InputError("assessment-unknown", id=assessment_id)
        return frozenset(code for (code,) in rows if code is not None)

    def _refuse_locked(self, assessment_id: str, touched: Sequence[Cell], approved: frozenset[str]) -> None:
        """Raise where something that was approved before has changed; the transaction takes it back."""
        codes = {cell.code for cell in touched if cell.kind in LOCKED_KINDS}
        codes |= self._codes_of_documents(assessment_id, touched)
        locked = sorted(codes & approved)
        if locked:
            raise InputError(
                "indicator-approved", [Problem("indicator-approved", code, {"code": code}) for code in locked]
            )

    def _typing_goes_on(
        self, assessment_id: str, change: tuple[Cell, str | None, str | None], now: str
    ) -> int | None:
        """Return the first step of the turn that this change goes on with, or None: it begins its own."""
        if not _is_typed(*change):
            return None
        history = self._journal.history(assessment_id)
        if not history.can_continue:
            return None
        turn = history.done[-1]
        last = self._journal.step_entries(assessment_id, turn[-1])
        if len(last) != 1 or last[0].cell != change[0] or last[0].who != self._user():
            return None
        if not _is_typed(last[0].cell, last[0].old, last[0].new):
            return None
        first = self._journal.step_entries(assessment_id, turn[0])[0]
        if change[2] == first.old:  # back where the turn began: as one turn, its undo would do nothing
            return None
        now_utc = from_utc_text(now)
        pause_s = (now_utc - from_utc_text(last[0].at_utc)).total_seconds()
        whole_s = (now_utc - from_utc_text(first.at_utc)).total_seconds()
        goes_on = 0 <= pause_s <= TYPING_PAUSE_S and 0 <= whole_s <= TYPING_TURN_S
        return turn[0] if goes_on else None

    def _no_change(self, assessment_id: str) -> Change:
        return Change(assessment_id, None, saved_utc=self.require(assessment_id))

    def _document(self, assessment_id: str, document_id: str) -> dict[str, object]:
        self.require(assessment_id)
        held = cells.read(self._connection, assessment_id, Cell("document", "", document_id))
        if held is None:
            raise InputError("document-unknown", id=document_id)
        record: dict[str, object] = from_json_text(held)
        return record

    def _require_link(self, assessment_id: str, code: str, document_id: str) -> None:
        self.require(assessment_id)
        if cells.read(self._connection, assessment_id, Cell("link", code, document_id)) is None:
            raise InputError("link-unknown", id=document_id, indicator=code)

    def _linked_codes(self, assessment_id: str, document_id: str) -> list[str]:
        rows = self._connection.rows(
            "SELECT code FROM links WHERE assessment_id = ? AND document_id = ? ORDER BY code",
            (assessment_id, document_id),
        )
        return [code for (code,) in rows]

    def _codes_of_documents(self, assessment_id: str, touched: Sequence[Cell]) -> frozenset[str]:
        """A citation shows on every indicator that the document proves."""
        return frozenset(
            code
            for cell in touched
            if cell.kind == "document"
            for code in self._linked_codes(assessment_id, cell.key)
        )


def citation_columns(citation: Citation) -> dict[str, object]:
    """Return a citation as columns of the table of documents."""
    return {
        "number": citation.number,
        "issued_on": None if citation.issued_on is None else citation.issued_on.isoformat(),
        "issuer": citation.issuer,
        "title": citation.title,
    }


def citation_of(number: str, issued_on: str | None, issuer: str, title: str) -> Citation:
    """Return the citation of a row of documents."""
    return Citation(number, None if issued_on is None else date.fromisoformat(issued_on), issuer, title)


def _field_writes(code: str, fields: Mapping[str, FieldValue | None]) -> list[tuple[Cell, str | None]]:
    return [
        (Cell("answer", code, name), None if value is None else field_text(value))
        for name, value in fields.items()
    ]


def _text(text: str) -> str | None:
    return json_text(text) if text else None


def _is_typed(cell: Cell, old: str | None, new: str | None) -> bool:
    """Whether the change looks like typing: numbers and texts do; choices, ticks and removing do not."""
    if cell.kind == "answer":
        return all(value is None or is_number_text(value) for value in (old, new))
    if cell.kind in ("document", "link", "given_score"):
        return old is not None and new is not None
    if cell.kind == "estimate":
        return not {old, new} & {"true", "false"}
    return cell.kind in ("profile", "explanation", "note", "signatory", "change_reason")

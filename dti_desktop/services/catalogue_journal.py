"""The journal of a catalogue's drafts for people: who changed which node, from what to what, how it ended."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from dti_desktop.engine import catalogue_edit
from dti_desktop.engine.catalogue_edit import SECTIONS, Document, Node, NodeChange, NodeName

if TYPE_CHECKING:
    from dti_desktop.store.catalogue_drafts import CatalogueDrafts, DraftEntry

Happening = Literal["opened", "finished", "discarded"]

PAGE_ENTRIES = 300
"""How many entries are read at a time."""

_DRAFT = "draft"
_HAPPENINGS: Mapping[str, Happening] = {
    "opened": "opened",
    "finished": "finished",
    "discarded": "discarded",
}


@dataclass(frozen=True)
class DraftAct:
    """One thing that was done to a draft: a node changed, typed on as one turn, or the draft itself.

    `is_undo`, `is_redo`: it took a change back or did it again. `happening`: what became of the draft, with
    the `version` of the edition that it began from or became ("" where there is none).
    """

    seq: int
    at_utc: str
    who: str
    change: NodeChange | None = None
    is_undo: bool = False
    is_redo: bool = False
    happening: Happening | None = None
    version: str = ""


@dataclass(frozen=True)
class ActPage:
    """Acts, the newest first. `next_before`: where the next page goes on; None: this was all."""

    acts: tuple[DraftAct, ...]
    next_before: int | None


class DraftJournal:
    """Reads the journal of one catalogue's drafts, on the store's thread."""

    def __init__(self, drafts: CatalogueDrafts, catalogue_id: str) -> None:
        self._drafts, self._catalogue_id = drafts, catalogue_id
        self._bases: dict[str, Document | None] = {}

    def page(self, before_seq: int | None = None, *, limit: int = PAGE_ENTRIES) -> ActPage:
        """Return the acts below an entry, the newest first.

        Typing that went on in one value is one act; a page never ends within one. What was changed from
        outside and cannot be read is left out.
        """
        while True:
            entries = self._drafts.entries(self._catalogue_id, before_seq=before_seq, limit=limit)
            turns, is_all = _turns(entries), len(entries) < limit
            if is_all or len(turns) > 1:
                break
            limit *= 2  # all of it is one turn, which may go on below
        if not is_all:
            turns = turns[:-1]
        acts = [act for turn in turns if (act := self._act(turn)) is not None]
        return ActPage(tuple(acts), None if is_all else turns[-1][-1].seq)

    def _act(self, turn: Sequence[DraftEntry]) -> DraftAct | None:
        newest, oldest = turn[0], turn[-1]
        try:
            if newest.section == _DRAFT:
                return self._happening(newest)
            name = NodeName(SECTIONS[newest.section], newest.code)
            base = self._base_of(newest.seq)
            old, new = (self._node(base, name, text) for text in (oldest.old, newest.new))
        except (ValueError, KeyError, TypeError, AttributeError):
            return None
        if old == new or _is_count_alone(name, old, new):
            return None
        return DraftAct(
            newest.seq,
            newest.at_utc,
            newest.who,
            NodeChange(name, old, new),
            newest.act == "undo",
            newest.act == "redo",
        )

    def _happening(self, entry: DraftEntry) -> DraftAct:
        told = catalogue_edit.node_of_text(entry.new or "") or {}
        ((what, digest),) = told.items()
        happening = _HAPPENINGS[what]
        document = self._document(str(digest)) if digest else None
        version = "" if document is None else str(document.get("version", ""))
        return DraftAct(entry.seq, entry.at_utc, entry.who, happening=happening, version=version)

    def _base_of(self, seq: int) -> Document | None:
        """Return the edition from which the draft began in which an entry stands."""
        opened = self._drafts.opened_with(self._catalogue_id, seq)
        return None if opened is None else self._document(opened)

    def _document(self, digest: str) -> Document | None:
        if digest not in self._bases:
            content = self._drafts.content(digest)
            self._bases[digest] = None if content is None else catalogue_edit.read_document(content)
        return self._bases[digest]

    @staticmethod
    def _node(base: Document | None, name: NodeName, text: str | None) -> Node | None:
        """Return a node as an entry tells it: without a text it was as the base has it."""
        if text is not None:
            return catalogue_edit.node_of_text(text)
        return None if base is None else catalogue_edit.node_of(base, name)


def _turns(entries: Sequence[DraftEntry]) -> list[list[DraftEntry]]:
    """Return entries, newest first, put together by what was typed in one go."""
    turns: list[list[DraftEntry]] = []
    for entry in entries:
        if turns and turns[-1][-1].act == "continue" and _goes_on(turns[-1][-1], entry):
            turns[-1].append(entry)
        else:
            turns.append([entry])
    return turns


def _goes_on(later: DraftEntry, earlier: DraftEntry) -> bool:
    first = earlier.of_step if earlier.act == "continue" else earlier.step
    return later.of_step == first and (later.section, later.code) == (earlier.section, earlier.code)


def _is_count_alone(name: NodeName, old: Node | None, new: Node | None) -> bool:
    """Whether only the number of rows that a main index states differs: it follows from its rows."""
    if name.section != "main_indices" or old is None or new is None:
        return False
    return {**old, "indicators": None} == {**new, "indicators": None}

"""Taking back what departments returned: every value against what the part held when it went out.

All files are judged together, so their order means nothing. A value that one side alone changed is taken
or kept; one that was changed differently, that is approved, or that is a province figure is a conflict,
and a person chooses; so is an approval, which a file alone does not give. What is not chosen is told of,
so that it can be kept: no value is lost.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from dti_desktop.engine.part_content import (
    PartContent,
    Place,
    Value,
    value_json,
    values_of,
    values_of_document,
)
from dti_desktop.engine.part_documents import is_made
from dti_desktop.engine.review import Comment, GivenScore, ReviewMark

OURS = -1
"""The choice that keeps what is here; any other is the number of an offer."""

Reason = Literal["both-changed", "approved", "approval", "figure"]
"""Why a person is asked. `approved`: it must be opened again first. `approval`: it would be approved by what
came back. `figure`: it is of the whole province."""

LOCKED_KINDS = frozenset({"answer", "explanation", "review", "link", "citation", "file", "file_name"})
_OF_DOCUMENTS = frozenset({"citation", "file", "file_name", "added"})
_SIGNED = frozenset({"review", "given_score"})
"""Of these, who said it and when is no difference."""

_JOINED = frozenset({"file_name", "added"})
"""Told differently of the same file they are no conflict: the smaller counts, whatever the order."""


@dataclass(frozen=True)
class Returned:
    """One returned file, read and checked. `follows`: the returns that were made before it of the same copy.

    `base`: what the part held when that copy began, or when it was last taken in from it; `theirs`: what
    it holds now. Both call their documents by the ids that `final_ids` gave.
    """

    id: str
    part_id: str
    department: str
    base: PartContent
    theirs: PartContent
    follows: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Offer:
    """One value (None: taken out) that came back, and from which departments."""

    value: Value | None
    departments: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Taken:
    """A value that only the departments changed. `before`: what stands there until it is taken."""

    before: Value | None
    value: Value | None
    departments: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """A value that a person decides. `offers`: what came back instead of `ours`, in a fixed order."""

    place: Place
    reason: Reason
    ours: Value | None
    offers: tuple[Offer, ...]


@dataclass(frozen=True, slots=True)
class Lost:
    """A value that came back and does not count, for the journal. `kept`: what counts instead.

    `why`: a person chose otherwise; the same department replaced it later; another name of the same file;
    somebody else who said the same of a review; the edition of the catalogue is another since the part
    went out (`engine/part_move.py`).
    """

    place: Place
    offer: Offer
    kept: Value | None
    why: Literal[
        "chosen",
        "replaced-later",
        "other-name",
        "same-said",
        "other-rule",
        "other-points",
        "row-gone",
        "figure-gone",
    ]


@dataclass(frozen=True)
class Merge:
    """What a merge would do. `lost`: what does not count whatever is chosen.

    `live`: the returns that were judged, by id; the others were replaced by a later one of the same copy.
    """

    taken: Mapping[Place, Taken] = field(default_factory=dict)
    conflicts: tuple[Conflict, ...] = ()
    lost: tuple[Lost, ...] = ()
    live: Mapping[str, Returned] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to take and nothing to decide."""
        return not self.taken and not self.conflicts

    def with_lost(self, more: Iterable[Lost]) -> Merge:
        """Return a copy that tells of these values too, in the order of their places."""
        return replace(self, lost=tuple(sorted((*self.lost, *more), key=_of_lost)))


@dataclass(frozen=True)
class Outcome:
    """What is written (None: taken out), and what came back and was not taken."""

    writes: Mapping[Place, Value | None]
    lost: tuple[Lost, ...]


def merge(
    ours: PartContent,
    returns: Sequence[Returned],
    *,
    approved: frozenset[str] = frozenset(),
    locked_documents: frozenset[str] = frozenset(),
) -> Merge:
    """Judge all returned files together against what is here; the order of `returns` means nothing.

    `ours` holds every document of the assessment. `approved`: sub-indicators that are locked, and
    `locked_documents`: documents that prove one of them. Nothing to decide in the whole means that the files
    can be merged one after the other, in any order, to the same result.
    """
    live = {
        each.id: each
        for each in sorted(returns, key=lambda r: r.id)
        if not any(_replaces(later, each) for later in returns)
    }
    here = values_of(ours)
    told = {id_: (values_of(each.base), values_of(each.theirs)) for id_, each in live.items()}
    places = sorted({place for base, theirs in told.values() for place in (*base, *theirs)})
    taken: dict[Place, Taken] = {}
    conflicts: list[Conflict] = []
    lost: list[Lost] = []
    for place in places:
        opinions = [
            _Opinion(theirs.get(place), base.get(place), live[id_].department)
            for id_, (base, theirs) in told.items()
            if theirs.get(place) != base.get(place) and _counts(place, live[id_], theirs)
        ]
        mine = here.get(place)
        if place.kind in _SIGNED:
            mine, opinions = _said_once(place, mine, opinions, lost)
        differing = [opinion for opinion in opinions if opinion.value != mine]
        if not differing:
            if mine != here.get(place):
                told_by = [opinion for opinion in opinions if opinion.value == mine]
                taken[place] = Taken(here.get(place), mine, _departments(told_by))
            continue
        is_locked = place.key in locked_documents if place.kind in _OF_DOCUMENTS else place.code in approved
        is_locked = is_locked and place.kind in LOCKED_KINDS | {"added"}
        if place.kind in _JOINED:
            _join_smaller(place, mine, opinions, is_locked or _is_own(ours, place.key), taken, lost)
            continue
        if place.kind == "comment":
            settled = _settled(mine, opinions)
            if settled is not None:
                if settled != mine:
                    taken[place] = Taken(mine, settled, _departments(differing))
                continue
        agreed = len({_order(opinion.value) for opinion in opinions}) == 1
        reason: Reason | None = None
        if is_locked:
            reason = "approved"
        elif not agreed or any(opinion.base != mine for opinion in differing):
            reason = "both-changed"
        elif any(_approves(opinion.value) for opinion in differing):
            reason = "approval"
        elif place.kind == "profile":
            reason = "figure"
        if reason is None:
            taken[place] = Taken(mine, differing[0].value, _departments(differing))
        else:
            conflicts.append(Conflict(place, reason, mine, _offers(differing)))
    lost += _replaced_later(returns, live, here)
    lost.sort(key=_of_lost)
    return Merge(taken, tuple(conflicts), tuple(lost), live)


def outcome(merged: Merge, choices: Mapping[Place, int], ours: PartContent) -> Outcome:
    """Return what is written when each conflict is decided: `OURS`, or the number of an offer.

    A conflict without a choice, or a choice that something approved would change by, is the caller's mistake:
    `KeyError`, `ValueError`.
    """
    writes: dict[Place, Value | None] = {place: taken.value for place, taken in merged.taken.items()}
    lost, here = list(merged.lost), values_of(ours)
    for conflict in merged.conflicts:
        choice = choices[conflict.place]
        kept = conflict.ours
        if choice != OURS:
            if conflict.reason == "approved":
                raise ValueError(conflict.place)
            kept = writes[conflict.place] = conflict.offers[choice].value
            if conflict.ours not in (None, here.get(conflict.place)):
                # What stood here, as a department had said it first: the cell itself does not tell of that.
                lost.append(Lost(conflict.place, Offer(conflict.ours, ()), kept, "chosen"))
        lost += [
            Lost(conflict.place, offer, kept, "chosen")
            for number, offer in enumerate(conflict.offers)
            if number != choice
        ]
    # A document that was removed here and is wanted again comes back whole.
    wanted = {
        p.key for p, v in writes.items() if p.kind in _OF_DOCUMENTS or (p.kind == "link" and v is not None)
    }
    for id_ in sorted(wanted - ours.documents.keys()):
        for each in merged.live.values():
            if id_ in each.theirs.documents:
                values = values_of_document(id_, each.theirs.documents[id_])
                decided = {conflict.place for conflict in merged.conflicts}
                writes = {**{p: v for p, v in values.items() if p not in decided}, **writes}
                break
    return Outcome(writes, tuple(lost))


@dataclass(frozen=True, slots=True)
class _Opinion:
    """One file's own value at a place, where it is not the one that went out."""

    value: Value | None
    base: Value | None
    department: str


def _replaces(later: Returned, earlier: Returned) -> bool:
    """Whether a return was made after another of the same copy; two that claim it of each other were not."""
    return (
        later.part_id == earlier.part_id and earlier.id in later.follows and earlier.follows < later.follows
    )


def _counts(place: Place, returned: Returned, theirs: Mapping[Place, Value]) -> bool:
    """A document that a part no longer cites is not taken out, and remarks are only added."""
    if place.kind in _OF_DOCUMENTS:
        return place.key in returned.theirs.documents
    return place.kind != "comment" or place in theirs


def _is_own(ours: PartContent, document_id: str) -> bool:
    """Whether a document is here and did not come by a merge."""
    return document_id in ours.documents and not is_made(ours.documents[document_id])


def _join_smaller(
    place: Place,
    mine: Value | None,
    opinions: Sequence[_Opinion],
    is_kept: bool,
    taken: dict[Place, Taken],
    lost: list[Lost],
) -> None:
    known = [value for value in (mine, *(opinion.value for opinion in opinions)) if value is not None]
    kept = mine if is_kept and mine is not None else min(known, key=str)
    if kept != mine:
        taken[place] = Taken(mine, kept, _departments([o for o in opinions if o.value == kept]))
    if place.kind == "file_name":
        others = [opinion for opinion in opinions if opinion.value not in (kept, mine)]
        lost += [Lost(place, offer, kept, "other-name") for offer in _offers(others)]


def _said_once(
    place: Place, mine: Value | None, opinions: Sequence[_Opinion], lost: list[Lost]
) -> tuple[Value | None, list[_Opinion]]:
    """Let what several said alike be the one that was said first; the others are told of.

    An approval that stands keeps its name: it is nobody's to change unasked.
    """
    first: dict[str, Value] = {}
    for value in (mine, *(opinion.value for opinion in opinions)):
        if isinstance(value, ReviewMark | GivenScore):
            held = first.setdefault(_unsigned(value), value)
            if (value.at_utc, value.who) < (held.at_utc, held.who):  # type: ignore[union-attr]
                first[_unsigned(value)] = value
    if _approves(mine):
        first[_unsigned(mine)] = mine  # type: ignore[assignment]
    once = [
        replace(opinion, value=first.get(_unsigned(opinion.value), opinion.value)) for opinion in opinions
    ]
    unsaid = [
        before
        for before, after in zip(opinions, once, strict=True)
        if before.value not in (after.value, mine)
    ]
    lost += [Lost(place, offer, first[_unsigned(offer.value)], "same-said") for offer in _offers(unsaid)]
    return first.get(_unsigned(mine), mine), once


def _unsigned(value: Value | None) -> str:
    """Return what was said, without who said it and when."""
    if isinstance(value, ReviewMark | GivenScore):
        value = replace(value, who="", at_utc="")
    return _order(value)


def _approves(value: Value | None) -> bool:
    return isinstance(value, ReviewMark) and value.state == "approved"


def _settled(mine: Value | None, opinions: Sequence[_Opinion]) -> Comment | None:
    """Return the one remark that they all are: settled where anybody settled it, the earliest time.

    None where their words differ. What stands here counts unless it is what went out.
    """
    told = [opinion.value for opinion in opinions]
    if mine is not None and any(opinion.base != mine for opinion in opinions):
        told.append(mine)
    comments = [value for value in told if isinstance(value, Comment)]
    if len({replace(comment, settled_utc=None) for comment in comments}) != 1:
        return None
    times = sorted(comment.settled_utc for comment in comments if comment.settled_utc is not None)
    return replace(comments[0], settled_utc=times[0] if times else None)


def _replaced_later(
    returns: Sequence[Returned], live: Mapping[str, Returned], here: Mapping[Place, Value]
) -> list[Lost]:
    """Return what earlier files of a copy said and its later one does not say any more."""
    found: dict[Lost, None] = {}
    for earlier in returns:
        if earlier.id in live:
            continue
        later = next((each for each in live.values() if _replaces(each, earlier)), None)
        if later is None:
            continue
        base, theirs, now = values_of(earlier.base), values_of(earlier.theirs), values_of(later.theirs)
        for place, value in theirs.items():
            if value != base.get(place) and value != now.get(place) and value != here.get(place):
                offer = Offer(value, (earlier.department,))
                found[Lost(place, offer, now.get(place), "replaced-later")] = None
    return list(found)


def _offers(opinions: Sequence[_Opinion]) -> tuple[Offer, ...]:
    by_text: dict[str, list[_Opinion]] = {}
    for opinion in opinions:
        by_text.setdefault(_order(opinion.value), []).append(opinion)
    return tuple(Offer(same[0].value, _departments(same)) for _, same in sorted(by_text.items()))


def _departments(opinions: Sequence[_Opinion]) -> tuple[str, ...]:
    return tuple(sorted({opinion.department for opinion in opinions}))


def _of_lost(lost: Lost) -> tuple[object, ...]:
    return lost.place, lost.why, _order(lost.offer.value), lost.offer.departments


def _order(value: Value | None) -> str:
    return value_json(value)

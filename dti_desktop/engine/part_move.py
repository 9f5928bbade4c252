"""A returned part that went out before its assessment was moved to another edition of the catalogue.

What came back of a row counts where an equal answer gives an equal share in both editions; points that the
reviewer gave only where the row is worth the same as well. The rest is told with its reason and stays what
it was when the part went out, so that a later file brings it again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Literal

from dti_desktop.engine.catalogue_move import is_same_rule
from dti_desktop.engine.merge import Lost, Offer, Returned
from dti_desktop.engine.model import Catalogue
from dti_desktop.engine.part_content import PartContent, Place, Value, values_of

LeftOut = Literal["other-rule", "other-points", "row-gone", "figure-gone"]
"""Why a value of an older edition does not count."""

_BY_CODE = {
    "answers": "answer",
    "explanations": "explanation",
    "notes": "note",
    "change_reasons": "change_reason",
    "comments": "comment",
    "reviews": "review",
    "given_scores": "given_score",
    "links": "link",
}
"""What of a content is told by sub-indicator, and the kind of its places."""


def left_out(place: Place, old: Catalogue, new: Catalogue) -> LeftOut | None:
    """Return why what stands at a place under `old` does not count under `new`; None where it does."""
    if place.kind == "profile":
        return None if place.key in new.profile_keys else "figure-gone"
    if not place.code:
        return None  # of a document, which is of no row
    if place.code not in new.indicators:
        return "row-gone"
    before, after = old.indicators[place.code], new.indicators[place.code]
    if not is_same_rule(before, after):
        return "other-rule"
    if place.kind == "given_score" and before.max_points != after.max_points:
        return "other-points"
    return None


def under(
    new: Catalogue, old: Catalogue, returned: Returned, here: Mapping[Place, Value]
) -> tuple[Returned, list[Lost], PartContent]:
    """Return what of a returned file counts under `new`, what does not, and what is remembered of it.

    `here`: what the assessment holds. Remembered is what came back, and of what does not count what it was
    before, by the places of `old`.
    """

    def counts(place: Place) -> bool:
        return left_out(place, old, new) is None

    base, theirs = values_of(returned.base), values_of(returned.theirs)
    lost = [
        Lost(place, Offer(value, (returned.department,)), here.get(place), reason)
        for place, value in theirs.items()
        if value != base.get(place) and (reason := left_out(place, old, new)) is not None
    ]
    taken = only(returned.theirs, counts)
    untouched = only(returned.base, lambda place: not counts(place))
    remembered = replace(
        taken,
        profile={**untouched.profile, **taken.profile},
        **{name: {**getattr(untouched, name), **getattr(taken, name)} for name in _BY_CODE},
    )
    # What proves a row that does not count is there all the same: nothing that came back is thrown away.
    remembered = replace(remembered, documents={**returned.base.documents, **returned.theirs.documents})
    return replace(returned, base=only(returned.base, counts), theirs=taken), lost, remembered


def only(content: PartContent, counts: Callable[[Place], bool]) -> PartContent:
    """Return the content without the values whose place does not count; documents stay."""
    kept = {
        name: {code: value for code, value in getattr(content, name).items() if counts(Place(kind, code))}
        for name, kind in _BY_CODE.items()
    }
    return replace(
        content, profile={k: v for k, v in content.profile.items() if counts(Place("profile", "", k))}, **kept
    )

"""Where a change of the assessment can be seen: the page to show when it is undone, or told of."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from dti_desktop.ui.navigation import STANDING_PAGES, PageName, Place

if TYPE_CHECKING:
    from dti_desktop.engine.assessment import Assessment


def page_of_estimate(key: str) -> PageName:
    """Return the page on which an estimate is entered."""
    from dti_desktop.engine.estimates import ACCEPTANCE, HIGH, LOW

    return "forecast" if key in (ACCEPTANCE, LOW, HIGH) else "plan"


def place_to_show(
    before: Assessment, after: Assessment, codes: Collection[str], shown: Place
) -> Place | None:
    """Return where to go so that the step between two states is seen; None where it is seen already."""
    figures = before.profile.items() ^ after.profile.items()
    if figures:
        return None if shown.page == "profile" else Place("profile", field=next(iter(figures))[0])
    if before.estimates != after.estimates:
        # The pages of the standing all follow estimates: whoever is on one of them stays there.
        return None if shown.page in STANDING_PAGES else Place(_page_of(before, after))
    if before.scenarios != after.scenarios:
        return None if shown.page == "whatif" else Place("whatif")
    if before.previous != after.previous:
        return None if shown.page == "carried" else Place("carried")
    if len(codes) != 1:
        return None
    code = next(iter(codes))
    if shown.page == "entry":
        return Place("entry", code)  # whoever fills in the table stays there, at the row
    return None if (shown.page, shown.code) == ("indicator", code) else Place("indicator", code)


def _page_of(before: Assessment, after: Assessment) -> PageName:
    changed = {
        key
        for code in before.estimates.keys() | after.estimates.keys()
        for key, _ in before.estimates.get(code, {}).items() ^ after.estimates.get(code, {}).items()
    }
    return page_of_estimate(min(changed)) if changed else "plan"

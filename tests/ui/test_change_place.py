"""After undo and redo the window shows where the step was, and moves nobody who sees it already."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from real_window import LIBRARY

from dti_desktop.engine.assessment import Assessment, Scenario
from dti_desktop.engine.previous import Previous
from dti_desktop.ui.change_place import page_of_estimate, place_to_show
from dti_desktop.ui.navigation import Place

CATALOGUE = LIBRARY.catalogue(LIBRARY.catalogue_ids[0])
CODE = next(iter(CATALOGUE.indicators))
EMPTY = Assessment("a", "Sóc Trăng", 2022, CATALOGUE)
ANSWERED = replace(EMPTY, answers={CODE: {"level": "head"}})
FIGURE = replace(EMPTY, profile={"population": Decimal(5)})
CHANCE = replace(EMPTY, estimates={CODE: {"acceptance": Decimal("0.8")}})
EFFORT = replace(EMPTY, estimates={CODE: {"effort:evidence": Decimal(2)}})
BROUGHT = replace(EMPTY, previous=Previous("b", 2021, CATALOGUE.id, CATALOGUE.digest))
WHAT_IF = replace(EMPTY, scenarios={"x": Scenario("x", "Thử", "")})
OVERVIEW = Place("overview")


@pytest.mark.parametrize(
    ("after", "codes", "shown", "goes_to"),
    [
        (ANSWERED, {CODE}, OVERVIEW, Place("indicator", CODE)),
        (ANSWERED, {CODE}, Place("indicator", CODE), None),
        (ANSWERED, {CODE}, Place("indicator", "other"), Place("indicator", CODE)),
        (ANSWERED, {CODE, "other"}, OVERVIEW, None),
        (FIGURE, {CODE}, OVERVIEW, Place("profile", field="population")),
        (FIGURE, {CODE}, Place("profile"), None),
        (CHANCE, {CODE}, OVERVIEW, Place("forecast")),
        (CHANCE, {CODE}, Place("plan"), None),
        (EFFORT, {CODE}, Place("indicator", CODE), Place("plan")),
        (EFFORT, {CODE}, Place("plan"), None),
        (BROUGHT, {CODE}, OVERVIEW, Place("carried")),
        (BROUGHT, {CODE}, Place("carried"), None),
        (WHAT_IF, set(), OVERVIEW, Place("whatif")),
        (WHAT_IF, set(), Place("whatif"), None),
    ],
)
def test_where_a_step_is_seen(
    after: Assessment, codes: set[str], shown: Place, goes_to: Place | None
) -> None:
    assert place_to_show(EMPTY, after, codes, shown) == goes_to
    assert place_to_show(after, EMPTY, codes, shown) == goes_to


def test_estimates_are_entered_on_two_pages() -> None:
    assert [page_of_estimate(key) for key in ("low", "high", "acceptance")] == ["forecast"] * 3
    assert [page_of_estimate(key) for key in ("due", "excluded", "effort:x", "data_deadline")] == ["plan"] * 4

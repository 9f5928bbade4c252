"""A part that went out under another edition: what came back is taken, told, or still what went out."""

from __future__ import annotations

import json
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st
from part_files import CATALOGUE, CATALOGUE_BYTES
from random_parts import edited, random_codes, random_content

from dti_desktop.engine.catalogue import parse_catalogue
from dti_desktop.engine.catalogue_edit import document_bytes, with_nodes
from dti_desktop.engine.catalogue_row_edits import new_row, with_row, without_row
from dti_desktop.engine.merge import Returned
from dti_desktop.engine.model import Catalogue
from dti_desktop.engine.part_content import values_of
from dti_desktop.engine.part_move import left_out, under


def other_edition(die: Random, codes: list[str]) -> Catalogue:
    """Return an edition in which some of these rows are gone, scored otherwise or only worded otherwise."""
    document = json.loads(CATALOGUE_BYTES)
    rows = {row["code"]: row for row in document["indicators"]}
    for number, code in enumerate(codes):
        match die.choice(("stays", "gone", "rule", "wording")):
            case "gone":
                index = code.partition(".")[0]
                document = with_nodes(document, without_row(document, code))
                copy = new_row(f"{index}.{900 + number}", "x", "", rows[code])
                document = with_nodes(document, with_row(document, copy))
            case "rule":
                rule = {"kind": "count", "value": {"id": "a", "label_vi": "x", "unit": "x"}, "target": "7"}
                points = rows[code]["max_points"]
                document["indicators"] = [
                    {**row, "rule": rule, "max_points": points} if row["code"] == code else row
                    for row in document["indicators"]
                ]
            case "wording":
                document["indicators"] = [
                    {**row, "title_vi": "Khác"} if row["code"] == code else row
                    for row in document["indicators"]
                ]
    return parse_catalogue(document_bytes(document))


def returned_of(die: Random) -> tuple[Returned, list[str]]:
    codes = random_codes(die, CATALOGUE, 5)
    base = random_content(die, CATALOGUE, codes)
    theirs = base
    for _ in range(8):
        theirs = edited(die, CATALOGUE, codes, theirs)
    return Returned("r", "p", "Sở", base, theirs), codes


@settings(deadline=None)
@given(st.integers(0, 2**32))
def test_under_its_own_edition_a_file_stays_what_it_is(seed):
    returned, _ = returned_of(Random(seed))
    assert under(CATALOGUE, CATALOGUE, returned, {})[:2] == (returned, [])


@settings(deadline=None, max_examples=25)
@given(st.integers(0, 2**32))
def test_every_value_that_came_back_is_taken_or_told(seed):
    die = Random(seed)
    returned, codes = returned_of(die)
    new = other_edition(die, codes)
    judged, lost, remembered = under(new, CATALOGUE, returned, {})
    base, theirs = values_of(returned.base), values_of(returned.theirs)
    taken = values_of(judged.theirs)
    came = {place: value for place, value in theirs.items() if value != base.get(place)}
    told = {each.place: each.offer.value for each in lost}
    assert {place: value for place, value in taken.items() if value != base.get(place)} | told == came
    assert not taken.keys() & told.keys()
    for place in taken:
        assert left_out(place, CATALOGUE, new) is None
    # What does not count is remembered as it went out, so that it comes again.
    kept = values_of(remembered)
    for place in {*base, *theirs}:
        if left_out(place, CATALOGUE, new) is not None:
            assert kept.get(place) == base.get(place)
        elif place.kind in ("answer", "explanation", "comment", "review", "link", "profile"):
            assert kept.get(place) == theirs.get(place)

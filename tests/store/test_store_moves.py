"""Whatever is moved to whatever edition: undo gives back every value and the pinned digest."""

from __future__ import annotations

import copy
import json
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dti_desktop.engine.catalogue import parse_catalogue
from dti_desktop.engine.catalogue_map import field_values
from dti_desktop.engine.catalogue_move import moved
from dti_desktop.engine.review import ReviewMark
from dti_desktop.errors import InputError
from dti_desktop.store.database import Store

SMALL_BYTES = (Path(__file__).parents[1] / "data/catalogues/small.json").read_bytes()
SMALL = json.loads(SMALL_BYTES)
ID = "thu-vien-2030"
NOW = datetime(2030, 1, 2, tzinfo=UTC)


def random_edition(die: Random) -> bytes:
    """Rows lose levels, take the rule of another, change their points among themselves, or go."""
    document = copy.deepcopy(SMALL)
    document["version"] = "2"
    rows = document["indicators"]
    scored = [row for row in rows if row["rule"]["kind"] != "info"]
    for row in scored:
        if row["rule"]["kind"] == "levels" and die.random() < 0.5:
            row["rule"]["levels"].pop(die.randrange(3))
        if die.random() < 0.3:
            row["rule"] = copy.deepcopy(die.choice(scored)["rule"])
    one, other = rows[0], rows[1]
    if die.random() < 0.5:
        one["max_points"], other["max_points"] = "6", "4"
    if die.random() < 0.4:
        rows.remove(rows[-1])
        document["main_indices"].pop()
        for pillar in document["pillars"]:
            pillar["indices"].remove("C")
    return json.dumps(document, ensure_ascii=False).encode()


def fill(store: Store, die: Random) -> None:
    catalogue = store.assessments.catalogue(ID)
    for code, row in catalogue.indicators.items():
        fields = {
            name: Decimal(die.randrange(9))
            if kind is int
            else kind(1)
            if kind is bool
            else die.choice(sorted(kind))
            for name, kind in field_values(row.rule).items()
            if die.random() < 0.8
        }
        store.edits.replace_answer(ID, code, fields)
        if die.random() < 0.5:
            store.edits.set_explanation(ID, code, f"vì {code}")
            store.edits.set_note(ID, code, "ghi chú")
    store.edits.set_profile(ID, {"readers": Decimal(200)})
    approved = [code for code in catalogue.indicators if die.random() < 0.4]
    store.review.set_marks(
        ID, {code: ReviewMark("approved", "", "An", "2030-01-01T00:00:00Z") for code in approved}
    )


@settings(max_examples=40)
@given(st.randoms(use_true_random=False))
def test_a_move_and_its_undo_are_nothing(tmp_path_factory: pytest.TempPathFactory, die: Random) -> None:
    try:
        content = random_edition(die)
        edition = parse_catalogue(content)
    except InputError:
        return  # points that no longer sum: no edition
    folder = tmp_path_factory.mktemp("store")
    with Store.open(folder, now_utc=lambda: NOW, user="An") as store:
        store.assessments.create(ID, province="Sóc Trăng", year=2030, catalogue_bytes=SMALL_BYTES)
        fill(store, die)
        before = store.assessments.load(ID)
        found = moved(before, edition)
        store.catalogue_moves.move(
            ID,
            content,
            cleared=[(e.code, e.field) for e in found.lost if e.code in edition.indicators or not e.code],
            marks={code: found.after.reviews[code] for code in found.reopened if code in found.after.reviews},
        )
        after = store.assessments.load(ID)
        assert after.content == found.after.content
        assert store.verify() == []
        store.edits.undo(ID)
        assert store.assessments.load(ID).content == before.content
        store.edits.redo(ID)
        assert store.assessments.load(ID).content == after.content
        assert store.verify() == []

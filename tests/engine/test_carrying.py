"""A new year from an old assessment: what is proposed where, and that nothing is lost on the way."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import Any

import jsonschema
import pytest
from assessments import assessment_of, scorecard_of
from hypothesis import given, settings
from hypothesis import strategies as st
from random_answers import random_document

from dti_desktop.engine.assessment import Assessment, Citation, Document, EvidenceLink, StoredFile
from dti_desktop.engine.carrying import carry, split_fields, unconfirmed, unconfirmed_figures
from dti_desktop.engine.catalogue import parse_catalogue
from dti_desktop.engine.catalogue_map import CatalogueMap, fates, map_faults, parse_catalogue_map
from dti_desktop.engine.checks import check
from dti_desktop.engine.model import Catalogue
from dti_desktop.engine.previous import Previous
from dti_desktop.engine.review import ReviewMark
from dti_desktop.engine.scoring import score
from dti_desktop.engine.year_difference import YearTolerance, year_differences
from dti_desktop.errors import InputError

ROOT = Path(__file__).parents[2]
MAPS = ROOT / "tests/data/catalogue_maps"
SMALL_MAP = MAPS / "small--small-2031.json"
SCHEMA = json.loads((ROOT / "resources/catalogue_maps/catalogue_map.schema.json").read_bytes())
TOLERANCE = YearTolerance(Fraction(1, 10), Fraction(3, 10))
SCAN = StoredFile("ab" * 32, 12, "application/pdf", "quét.pdf")


def edition(document: dict[str, Any], *edits: Callable[[dict[str, dict[str, Any]]], None]) -> Catalogue:
    """Return the catalogue of a document after edits of its rows by code."""
    changed = copy.deepcopy(document)
    rows = {row["code"]: row for row in changed["indicators"]}
    for edit in edits:
        edit(rows)
    return parse_catalogue(json.dumps(changed, ensure_ascii=False).encode())


def later_edition(document: dict[str, Any]) -> Catalogue:
    """Return a later edition: A.1 moved to A.2 and back, a level gone, a target and a kind changed."""
    changed = copy.deepcopy(document)
    rows = {row["code"]: row for row in changed["indicators"]}
    rows["A.1"]["rule"]["levels"] = [x for x in rows["A.1"]["rule"]["levels"] if x["id"] != "most"]
    rows["A.1"]["code"], rows["A.2"]["code"] = "A.2", "A.1"
    rows["B.2"]["rule"]["target"] = "20"
    rows["B.3"]["rule"] = {"kind": "count", "value": rows["B.3"]["rule"]["numerator"], "target": "3"}
    changed["indicators"].sort(key=lambda row: row["code"])
    changed["id"], changed["issued_for_years"] = "small-2031", [2031]
    return parse_catalogue(json.dumps(changed, ensure_ascii=False).encode())


def full(catalogue: Catalogue, document: dict[str, Any], die: Random) -> Assessment:
    """Return a random assessment with explanations and documents on random rows."""
    assessment = assessment_of(catalogue, random_document(document, die))
    codes = list(catalogue.indicators)
    documents = {
        f"d{n}": Document(
            f"d{n}",
            Citation(f"{n}/QĐ", date(2030, 1, 1 + n)),
            SCAN if n % 2 else None,
            "2030-01-01T00:00:00Z",
        )
        for n in range(4)
    }
    links = {
        code: tuple(EvidenceLink(id_, f"{n}") for n, id_ in enumerate(die.sample(sorted(documents), 2)))
        for code in die.sample(codes, len(codes) // 2)
    }
    explanations = {code: f"Vì {code}" for code in die.sample(codes, len(codes) // 2)}
    return replace(assessment, documents=documents, links=links, explanations=explanations)


def given_new(catalogue: Catalogue, previous: Previous, **other: Any) -> Assessment:
    return replace(assessment_of(catalogue, {}), previous=previous, **other)


def everything_of(assessment: Assessment) -> dict[str, Any]:
    """Return by code everything that must come along."""
    found: dict[str, Any] = {}
    for code in assessment.catalogue.indicators:
        documents = [
            (document.citation, document.file, link.pages)
            for link in assessment.links.get(code, ())
            for document in [assessment.documents[link.document_id]]
        ]
        held = (
            dict(assessment.answers.get(code, {})),
            assessment.explanations.get(code, ""),
            documents,
        )
        if any(held):
            found[code] = held
    return found


def everything_carried(previous: Previous) -> dict[str, Any]:
    """Return by old code everything that lies in rows and on the shelf together."""
    found: dict[str, Any] = {}
    for row in (*previous.rows.values(), *previous.shelf.values()):
        fields, explanation, documents = found.get(row.old_code, ({}, "", []))
        assert not fields.keys() & row.fields.keys()
        assert not (explanation and row.explanation)
        found[row.old_code] = (
            {**fields, **row.fields},
            explanation or row.explanation,
            documents + [(each.citation, each.file, each.pages) for each in row.documents],
        )
    return found


def random_edition(document: dict[str, Any], die: Random) -> Catalogue:
    """Return the catalogue of `random_edition_document`."""
    changed = random_edition_document(document, die)
    return parse_catalogue(json.dumps(changed, ensure_ascii=False).encode())


def random_edition_document(document: dict[str, Any], die: Random) -> dict[str, Any]:
    """Return a catalogue's document with random rows dropped, their levels, kinds and parts changed."""
    changed = copy.deepcopy(document)
    rows = changed["indicators"]
    for row in rows:
        rule = row["rule"]
        if rule["kind"] == "levels" and len(rule["levels"]) > 2 and die.random() < 0.5:
            del rule["levels"][1]
        elif rule["kind"] == "ratio" and die.random() < 0.4:
            row["rule"] = {"kind": "count", "value": rule["numerator"], "target": "3"}
        elif rule["kind"] == "parts" and die.random() < 0.5:
            part = rule["parts"][0]
            if rule.get("gate") == part["id"]:
                rule["gate"] = "renamed"
            part["id"] = "renamed"
    by_index: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        by_index.setdefault(row["code"].rpartition(".")[0], []).append(row)
    for index, own in by_index.items():
        if len(own) > 1 and die.random() < 0.5:
            gone = die.choice(own)
            heir = next(row for row in own if row is not gone)
            heir["max_points"] = str(Decimal(heir["max_points"]) + Decimal(gone["max_points"]))
            rows.remove(gone)
            for main in changed["main_indices"]:
                if main["code"] == index:
                    main["indicators"] -= 1
    return changed


@settings(max_examples=80, deadline=None)
@given(seed=st.integers(0, 2**32), over_real=st.booleans())
def test_nothing_is_lost_and_nothing_counts(
    seed: int, over_real: bool, real: Catalogue, small: Catalogue, real_document: Any, small_document: Any
) -> None:
    die = Random(seed)
    catalogue, source = (real, real_document) if over_real else (small, small_document)
    old = full(catalogue, source, die)
    new = random_edition(source, die)
    codes = list(new.indicators)
    pairs = zip(die.sample(list(catalogue.indicators), 2), die.sample(codes, 2), strict=True)
    known = die.choice([None, CatalogueMap(catalogue.id, new.id, dict(pairs))])
    previous = carry(old, scorecard_of(old), new, known)
    assert everything_carried(previous) == everything_of(old)
    assert previous.profile == old.profile
    assert set(previous.rows) <= set(new.indicators)
    for code, row in previous.rows.items():
        assert split_fields(new.indicators[code].rule, row.fields) == (row.fields, {})
        assert row.points == scorecard_of(old).indicators[row.old_code].points
    begun = given_new(new, previous)
    card = score(new, begun.answers, begun.profile)
    assert (card.whole.points, card.answered) == (0, 0)
    assert {code for code, row in previous.rows.items() if row.fields} == set(unconfirmed(begun))


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_between_equal_digests_all_is_the_same_and_confirming_all_gives_the_old_score(
    seed: int, small: Catalogue, small_document: Any
) -> None:
    old = full(small, small_document, Random(seed))
    nonsense = CatalogueMap(small.id, small.id, {"A.1": "A.2"}, frozenset({"B.1"}))
    previous = carry(old, scorecard_of(old), small, nonsense)
    assert previous.shelf == {}
    assert {fate.fate for fate in fates(small, small, nonsense)} == {"same"}
    begun = given_new(small, previous)
    answers = {code: previous.rows[code].fields for code in unconfirmed(begun)}
    figures = unconfirmed_figures(begun)
    assert score(small, answers, figures) == scorecard_of(old)
    confirmed = replace(begun, answers=answers, profile=figures)
    assert unconfirmed(confirmed) == () and unconfirmed_figures(confirmed) == {}
    assert year_differences(confirmed, scorecard_of(old), TOLERANCE) == {}


def test_each_fate_and_each_difference(small: Catalogue, small_document: Any) -> None:
    later = later_edition(small_document)
    known = parse_catalogue_map(SMALL_MAP.read_bytes())
    assert map_faults(known, small, later) == []
    jsonschema.Draft202012Validator(SCHEMA).validate(json.loads(SMALL_MAP.read_bytes()))
    assert [(f.code, f.old_code, f.fate, f.differences) for f in fates(small, later, known)] == [
        ("A.1", "A.2", "moved", ()),
        ("A.2", "A.1", "moved", ("levels",)),
        ("A.3", "A.3", "same", ()),
        ("B.1", "B.1", "same", ()),
        ("B.2", "B.2", "changed", ("target",)),
        ("B.3", "", "new", ()),
        ("C.1", "C.1", "same", ()),
        ("", "B.3", "dropped", ()),
    ]


def test_a_row_that_is_worded_otherwise_or_weighs_otherwise_has_changed(
    small: Catalogue, small_document: Any
) -> None:
    def edit(rows: dict[str, dict[str, Any]]) -> None:
        rows["A.1"]["title_vi"] = "  MỤC LỤC   trực tuyến "  # case and spaces are no other wording
        rows["A.2"]["title_vi"] = "Tỷ lệ sách mới"
        rows["B.1"]["rule"]["numerator"]["unit"] = "nghìn lượt"
        rows["A.3"]["rule"]["parts"][1]["rule"]["parts"][0]["rule"]["target"] = "0.9"
        rows["B.2"]["max_points"], rows["B.3"]["max_points"] = "5", "7"
        rows["C.1"]["confidence"], rows["C.1"]["evidence_vi"] = "partly", "Giấy khác"

    found = {fate.code: (fate.fate, fate.differences) for fate in fates(small, edition(small_document, edit))}
    assert found == {
        "A.1": ("same", ()),
        "A.2": ("changed", ("wording",)),
        "A.3": ("changed", ("target",)),
        "B.1": ("changed", ("wording",)),
        "B.2": ("changed", ("points",)),
        "B.3": ("changed", ("points",)),
        "C.1": ("same", ()),
    }


def test_the_map_moves_renames_and_lets_go(small: Catalogue, small_document: Any) -> None:
    later = later_edition(small_document)
    old = assessment_of(
        small,
        {"answers": {"A.1": {"level": "most"}, "A.2": {"a": "1", "b": "9"}, "B.3": {"a": "2", "b": "3"}}},
        proven=("A.1",),
        explanations={"B.3": "Có hai"},
    )
    known = parse_catalogue_map(SMALL_MAP.read_bytes())
    previous = carry(old, scorecard_of(old), later, known)
    assert previous.rows["A.2"].old_code == "A.1"
    assert previous.rows["A.2"].fields == {"level": "full"}  # the map says that "most" counts as "full" now
    assert previous.rows["A.1"].fields == {"a": Decimal(1), "b": Decimal(9)}
    assert previous.shelf["B.3"].explanation == "Có hai"
    assert "B.3" not in previous.rows
    without = carry(old, scorecard_of(old), later)  # by equal codes alone: another kind takes nothing
    assert set(without.shelf) == {"A.1", "A.2", "B.3"} and without.rows == {}


def test_a_level_that_vanished_goes_to_the_shelf_and_its_papers_stay_with_the_row(
    small: Catalogue, small_document: Any
) -> None:
    def edit(rows: dict[str, dict[str, Any]]) -> None:
        del rows["A.1"]["rule"]["levels"][1]

    old = assessment_of(small, {"answers": {"A.1": {"level": "most"}}}, proven=("A.1",))
    previous = carry(old, scorecard_of(old), edition(small_document, edit))
    assert previous.shelf["A.1"].fields == {"level": "most"}
    assert (previous.rows["A.1"].fields, len(previous.rows["A.1"].documents)) == ({}, 1)
    assert (previous.shelf["A.1"].documents, previous.shelf["A.1"].points) == ((), Fraction(10, 3))
    assert unconfirmed(given_new(small, previous)) == ()


@pytest.mark.parametrize(
    ("document", "places"),
    [
        ([], {("object-expected", "")}),
        ({"schema_version": 2, "from": "a", "to": "b"}, {("unsupported-schema-version", "/schema_version")}),
        ({"schema_version": 1, "from": 1, "to": ""}, {("name-expected", "/from"), ("name-expected", "/to")}),
        (
            {"schema_version": 1, "from": "a", "to": "b", "x": 1, "moved": {"A": 1}, "dropped": "A"},
            {("unknown-key", "/x"), ("name-expected", "/moved/A"), ("list-of-codes-expected", "/dropped")},
        ),
        (
            {"schema_version": 1, "from": "a", "to": "b", "levels": {"A": {"level": "x"}}},
            {("object-expected", "/levels/A/level")},
        ),
    ],
)
def test_a_map_that_is_no_map_is_refused_with_every_fault(document: Any, places: set[Any]) -> None:
    with pytest.raises(InputError) as caught:
        parse_catalogue_map(json.dumps(document).encode())
    assert caught.value.code == "catalogue-map-invalid"
    assert {(problem.code, problem.place) for problem in caught.value.problems} == places
    assert list(jsonschema.Draft202012Validator(SCHEMA).iter_errors(document))


def test_a_map_of_other_catalogues_tells_every_name_it_does_not_know(small: Catalogue) -> None:
    known = CatalogueMap(
        "small",
        "other",
        {"A.1": "A.2", "A.3": "A.2", "X": "A.1", "B.1": "Y"},
        frozenset({"A.1", "Z"}),
        {"A.2": {"a": "n", "b": "n"}, "Q": {"a": "b"}},
        {"A.1": {"stage": {"full": "yes"}}},
        {"visitors": "readers"},
    )
    assert {(problem.code, problem.place) for problem in map_faults(known, small, small)} == {
        ("other-catalogue", "/to"),
        ("two-into-one", "/moved/A.1"),
        ("two-into-one", "/moved/A.3"),
        ("unknown-code", "/moved/X"),
        ("unknown-code", "/moved/B.1"),
        ("moved-and-dropped", "/moved/A.1"),
        ("unknown-code", "/dropped"),
        ("two-into-one", "/fields/A.2/a"),
        ("two-into-one", "/fields/A.2/b"),
        ("unknown-code", "/fields/Q"),
        ("unknown-key", "/levels/A.1/stage"),
        ("unknown-key", "/profile/visitors"),
        ("two-into-one", "/profile/visitors"),
    }


@pytest.mark.parametrize(
    ("code", "then", "now", "asks"),
    [
        ("A.1", {"level": "full"}, {"level": "most"}, True),  # a third of the share
        ("B.2", {"a": "10"}, {"a": "11"}, False),  # 8 % of the share, a tenth more
        ("B.2", {"a": "10"}, {"a": "11.25"}, False),  # just the tolerance of shares
        ("B.2", {"a": "10"}, {"a": "11.26"}, True),
        ("B.2", {"a": "100"}, {"a": "130"}, False),  # both at full share, just the tolerance of numbers
        ("B.2", {"a": "100"}, {"a": "131"}, True),
        ("B.2", {"a": "0"}, {"a": "1"}, True),  # from nothing anything is much
        ("A.2", {"a": "1", "b": "100"}, {"a": "1", "b": "60"}, True),
    ],
)
def test_a_reason_is_asked_for_above_the_tolerance(
    code: str, then: Any, now: Any, asks: bool, small: Catalogue
) -> None:
    old = assessment_of(small, {"answers": {code: then}})
    previous = carry(old, scorecard_of(old), small)
    today = replace(assessment_of(small, {"answers": {code: now}}), previous=previous)
    found = year_differences(today, scorecard_of(today), TOLERANCE)
    assert found[code].asks_why is asks

    def told(assessment: Assessment) -> list[str]:
        findings = check(assessment, scorecard_of(assessment), TOLERANCE)
        return [f.severity for f in findings if f.code == "change-unexplained"]

    assert told(today) == (["explain"] if asks else [])
    reasoned = replace(today, change_reasons={code: "Số liệu đã kiểm kê lại"})
    assert told(reasoned) == (["note"] if asks else [])
    assert [f.code for f in check(today, scorecard_of(today)) if f.code == "change-unexplained"] == []


def test_what_waits_to_be_confirmed_is_noted_until_it_is_answered(small: Catalogue) -> None:
    old = assessment_of(small, {"answers": {"A.1": {"level": "full"}, "B.2": {"a": "1"}}})
    begun = given_new(small, carry(old, scorecard_of(old), small))
    noted = [f for f in check(begun, scorecard_of(begun)) if f.code == "carried-unconfirmed"]
    assert [(f.severity, f.indicator, f.facts) for f in noted] == [
        ("note", "A.1", {"year": 2030}),
        ("note", "B.2", {"year": 2030}),
    ]
    answered = begun.with_fields("A.1", {"level": "none"})
    assert unconfirmed(answered) == ("B.2",)
    # What was approved without an answer is locked: nobody could confirm it.
    assert unconfirmed(replace(answered, reviews={"B.2": ReviewMark("approved")})) == ()

"""`fill` documents: every malformed kind is refused with its place, all faults at once, nulls clear."""

from __future__ import annotations

import json
from decimal import Decimal
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from random_answers import random_document, written

from dti_desktop.engine import answers as answers_module
from dti_desktop.engine.answers import (
    Fill,
    answer_to_json,
    answers_to_json,
    check_fill,
    parse_fill,
    profile_to_json,
)
from dti_desktop.engine.model import Catalogue
from dti_desktop.errors import InputError


def faults(catalogue: Catalogue, untrusted: str | bytes) -> set[tuple[str, str]]:
    """Return (code, place) of each fault of a document that must be refused."""
    untrusted_bytes = untrusted if isinstance(untrusted, bytes) else untrusted.encode("utf-8")
    with pytest.raises(InputError) as caught:
        parse_fill(catalogue, untrusted_bytes)
    assert caught.value.exit_status == 2
    json.dumps([p.to_json() for p in caught.value.problems], ensure_ascii=False).encode("utf-8")
    found = [(p.code, p.place) for p in caught.value.problems]
    assert len(found) == len(set(found)), "a fault reported twice"
    codes = {code for code, _ in found}
    assert caught.value.code == (codes.pop() if len(codes) == 1 else "malformed")
    return set(found)


NUMBER_FAULTS = {
    '"abc"': "number-malformed",
    '""': "number-malformed",
    '" 5"': "number-malformed",
    '"5 "': "number-malformed",
    '"5\\n"': "number-malformed",
    '"+5"': "number-malformed",
    '"-5"': "number-malformed",
    '"1e3"': "number-malformed",
    '"5."': "number-malformed",
    '".5"': "number-malformed",
    '"1.234,5"': "number-malformed",
    '"1_000"': "number-malformed",
    '"٣"': "number-malformed",
    '"５"': "number-malformed",
    '"NaN"': "number-malformed",
    '"Infinity"': "number-malformed",
    "true": "number-expected",
    "false": "number-expected",
    "[]": "number-expected",
    "[5]": "number-expected",
    "{}": "number-expected",
    '{"a": 5}': "number-expected",
    "-1": "number-negative",
    "-0.000001": "number-negative",
    "-1e-7": "number-negative",
    "-1e999999999": "number-negative",
    "NaN": "number-not-finite",
    "Infinity": "number-not-finite",
    "-Infinity": "number-not-finite",
    "1e400": "number-too-large",
    "1E+400": "number-too-large",
    "1e999999999": "number-too-large",
    "1e" + "9" * 30: "number-too-large",
    "1e" + "9" * 5000: "number-too-large",
    "9" * 5000: "number-too-large",
    "0.1e999999999": "number-too-large",
    "1000000000000001": "number-too-large",
    "1000000000000000.000001": "number-too-large",
    '"1000000000000000.1"': "number-too-large",
    "1e16": "number-too-large",
    "0.0000001": "number-too-many-decimals",
    '"0.0000001"': "number-too-many-decimals",
    '"1.1234567"': "number-too-many-decimals",
    "1e-7": "number-too-many-decimals",
    "1e-999999999": "number-too-many-decimals",
    "1e-" + "9" * 30: "number-too-many-decimals",
    "0." + "3" * 5000: "number-too-many-decimals",
    '"0.' + "3" * 5000 + '"': "number-too-many-decimals",
}


@pytest.mark.parametrize(("written_number", "code"), NUMBER_FAULTS.items(), ids=lambda text: text[:24])
def test_what_is_no_allowed_number(real: Catalogue, written_number: str, code: str) -> None:
    assert faults(real, f'{{"answers": {{"3.1": {{"a": {written_number}}}}}}}') == {(code, "/answers/3.1/a")}
    assert faults(real, f'{{"profile": {{"communes": {written_number}}}}}') == {(code, "/profile/communes")}
    document = f'{{"answers": {{"7.3": {{"list": {{"level": "yes"}}, "used": {{"b": {written_number}}}}}}}}}'
    assert faults(real, document) == {(code, "/answers/7.3/used/b")}


@pytest.mark.parametrize(
    ("written_number", "number"),
    [
        ("0", "0"),
        ("-0", "0"),
        ("-0.0", "0"),
        ("0.0", "0"),
        ("0e999999999", "0"),
        ("0.000e-999999999", "0"),
        ("4", "4"),
        ("1.50", "1.5"),
        ("1.50000000", "1.5"),
        ('"1.50000000"', "1.5"),
        ('"007"', "7"),
        ('"' + "0" * 500 + '7.5"', "7.5"),
        ("7." + "0" * 500, "7"),
        ("12e1", "120"),
        ("125E-1", "12.5"),
        ("1e15", "1000000000000000"),
        ("1000000000000000", "1000000000000000"),
        ("1000000000000000.000000", "1000000000000000"),
        ("999999999999999.999999", "999999999999999.999999"),
        ('"0.000001"', "0.000001"),
        ("1e-6", "0.000001"),
        ("0.1", "0.1"),
    ],
    ids=lambda text: text[:24],
)
def test_numbers_are_kept_exactly(real: Catalogue, written_number: str, number: str) -> None:
    fill = parse_fill(real, f'{{"answers": {{"3.1": {{"a": {written_number}}}}}}}'.encode())
    value = fill.answers["3.1"]["a"]
    assert isinstance(value, Decimal)
    assert str(value) == number


OTHER_FAULTS = [
    ('{"answers": {"3.99": {"a": 1}}}', {("unknown-code", "/answers/3.99")}),
    ('{"answers": {"3": {"a": 1}}}', {("unknown-code", "/answers/3")}),
    ('{"answers": {"": {"a": 1}}}', {("unknown-code", "/answers/")}),
    ('{"answers": {"a/b~c": null}}', {("unknown-code", "/answers/a~1b~0c")}),
    ('{"answers": {"3.1": {"c": 1}}}', {("unknown-key", "/answers/3.1/c")}),
    ('{"answers": {"3.1": {"A": 1}}}', {("unknown-key", "/answers/3.1/A")}),
    ('{"answers": {"3.1": {"level": "head"}}}', {("unknown-key", "/answers/3.1/level")}),
    ('{"answers": {"3.1": {"c": null}}}', {("unknown-key", "/answers/3.1/c")}),
    ('{"answers": {"1.10": {"a": 1, "b": 2}}}', {("unknown-key", "/answers/1.10/b")}),
    ('{"answers": {"1.1": {"level": "chief"}}}', {("unknown-level", "/answers/1.1/level")}),
    ('{"answers": {"1.1": {"level": "HEAD"}}}', {("unknown-level", "/answers/1.1/level")}),
    ('{"answers": {"1.1": {"level": ""}}}', {("unknown-level", "/answers/1.1/level")}),
    ('{"answers": {"1.1": {"level": 1}}}', {("text-expected", "/answers/1.1/level")}),
    ('{"answers": {"1.1": {"level": true}}}', {("text-expected", "/answers/1.1/level")}),
    ('{"answers": {"1.1": {"level": ["head"]}}}', {("text-expected", "/answers/1.1/level")}),
    ('{"answers": {"1.1": {}}}', {("empty", "/answers/1.1")}),
    ('{"answers": {"1.2": {}}}', {("empty", "/answers/1.2")}),
    ('{"answers": {"1.2": {"attends": {}}}}', {("empty", "/answers/1.2/attends")}),
    ('{"answers": {"1.2": {"attends": "yes"}}}', {("object-expected", "/answers/1.2/attends")}),
    ('{"answers": {"1.2": {"level": "yes"}}}', {("unknown-key", "/answers/1.2/level")}),
    ('{"answers": {"1.2": {"attends.level": "yes"}}}', {("unknown-key", "/answers/1.2/attends.level")}),
    ('{"answers": {"1.1": "head"}}', {("object-expected", "/answers/1.1")}),
    ('{"answers": {"1.1": []}}', {("object-expected", "/answers/1.1")}),
    ('{"answers": {"1.1": [{"level": "head"}]}}', {("object-expected", "/answers/1.1")}),
    ('{"answers": {"1.1": 5}}', {("object-expected", "/answers/1.1")}),
    ('{"answers": {"1.1": false}}', {("object-expected", "/answers/1.1")}),
    ('{"answers": {"6.1": {"issued": "true"}}}', {("yes-or-no-expected", "/answers/6.1/issued")}),
    ('{"answers": {"6.1": {"issued": 1}}}', {("yes-or-no-expected", "/answers/6.1/issued")}),
    ('{"answers": {"6.1": {"issued": {}}}}', {("yes-or-no-expected", "/answers/6.1/issued")}),
    ('{"answers": {"6.1": {}}}', {("empty", "/answers/6.1")}),
    ('{"answers": {"6.3": {"state": "gone"}}}', {("unknown-choice", "/answers/6.3/state")}),
    ('{"answers": {"6.3": {"state": false}}}', {("text-expected", "/answers/6.3/state")}),
    ('{"answers": []}', {("object-expected", "/answers")}),
    ('{"answers": null}', {("object-expected", "/answers")}),
    ('{"answers": {}, "profile": [1]}', {("object-expected", "/profile")}),
    ('{"profile": {"moons": 1}}', {("unknown-key", "/profile/moons")}),
    ('{"profile": {"moons": null}}', {("unknown-key", "/profile/moons")}),
    ('{"answer": {}}', {("unknown-key", "/answer")}),
    ('{"1.1": {"level": "head"}}', {("unknown-key", "/1.1")}),
    ("{}", {("empty", "")}),
    ("[]", {("object-expected", "")}),
    ('"text"', {("object-expected", "")}),
    ("5", {("object-expected", "")}),
    ("null", {("object-expected", "")}),
    ("NaN", {("object-expected", "")}),
    ("true", {("object-expected", "")}),
]


@pytest.mark.parametrize(("document", "expected"), OTHER_FAULTS, ids=[d for d, _ in OTHER_FAULTS])
def test_what_is_no_allowed_answer(real: Catalogue, document: str, expected: set[tuple[str, str]]) -> None:
    assert faults(real, document) == expected


@pytest.mark.parametrize(
    "document",
    [
        b"",
        b" ",
        b"{",
        b'{"answers": {"1.1": {"level": "head"}}',
        b'{"answers": {}} {}',
        b'{"answers": {},}',
        b"{'answers': {}}",
        b"{answers: {}}",
        b'{"answers": {}} // note',
        b'{"answers": {"3.1": {"a": 01}}}',
        b'{"answers": {"3.1": {"a": +1}}}',
        b'{"answers": {"3.1": {"a": .5}}}',
        b'{"answers": {"3.1": {"a": 5.}}}',
        b'{"answers": {"3.1": {"a": 0x10}}}',
        b'{"answers": {"1.1": {"level": "he\nad"}}}',
        b'{"answers": {"1.1": {"level": "he\x00ad"}}}',
        b"\xef\xbb\xbf\xef\xbb\xbf{}",
        b"nan",
    ],
)
def test_what_is_not_json(real: Catalogue, document: bytes) -> None:
    assert faults(real, document) == {("not-json", "")}


@pytest.mark.parametrize(
    "document",
    [
        '{"answers": {}}'.encode("utf-16"),
        b'{"answers": {"1.1": {"level": "\xff"}}}',
        '{"answers": {"Đắk": null}}'.encode("cp1258", "replace") + b"\xd0",
        b'{"answers": {"\xc0\xaf": null}}',
        b'{"answers": {"\xed\xa0\x80": null}}',
    ],
)
def test_what_is_not_utf_8(real: Catalogue, document: bytes) -> None:
    assert faults(real, document) == {("not-utf-8", "")}


def test_a_byte_order_mark_is_accepted(real: Catalogue) -> None:
    fill = parse_fill(real, b"\xef\xbb\xbf" + b'{"answers": {"1.1": {"level": "head"}}}')
    assert fill.answers == {"1.1": {"level": "head"}}


@pytest.mark.parametrize(
    ("document", "places"),
    [
        ('{"answers": {}, "answers": {}}', {"/answers"}),
        ('{"profile": {}, "answers": {}, "profile": {}, "profile": {}}', {"/profile"}),
        ('{"answers": {"1.1": {"level": "head"}, "1.1": {"level": "head"}}}', {"/answers/1.1"}),
        ('{"answers": {"1.1": null, "1.1": null}}', {"/answers/1.1"}),
        ('{"answers": {"1.1": {"level": "head", "level": "head"}}}', {"/answers/1.1/level"}),
        ('{"answers": {"3.1": {"a": 1, "\\u0061": 1}}}', {"/answers/3.1/a"}),
        (
            '{"answers": {"7.3": {"used": {"a": 3, "b": 9, "a": 3}, "list": null, "list": null}}}',
            {"/answers/7.3/used/a", "/answers/7.3/list"},
        ),
        ('{"profile": {"communes": 109, "communes": 109}}', {"/profile/communes"}),
        (  # inside the first of two entries: the reader keeps the last, the fault stays a fault
            '{"answers": {"1.1": {"level": "head", "level": "none"}, "1.1": {"level": "head"}}}',
            {"/answers/1.1", "/answers/1.1/level"},
        ),
    ],
)
def test_a_key_given_twice_at_any_depth(real: Catalogue, document: str, places: set[str]) -> None:
    assert faults(real, document) == {("duplicate-key", place) for place in places}


@pytest.mark.parametrize("depth", [100, 1000, 100_000])
def test_very_deep_nesting(real: Catalogue, depth: int) -> None:
    for opening, closing in (("[", "]"), ('{"a":', "}")):
        found = faults(real, '{"answers":' + opening * depth + "1" + closing * depth + "}")
        assert "too-deep" in {code for code, _ in found}


def test_an_enormous_document_is_refused_unread(real: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answers_module, "MAX_FILL_BYTES", 20)
    assert faults(real, b"{" + b" " * 20 + b"}") == {("too-large", "")}
    assert parse_fill(real, b'{"answers":      {}}') == Fill({}, {})


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        (
            '{"answers": {"1.1": {"level": "\\ud800"}}}',
            {("not-unicode", "/answers/1.1/level"), ("unknown-level", "/answers/1.1/level")},
        ),
        (
            '{"answers": {"\\udfff": {"level": "x"}}}',
            {("not-unicode", "/answers/\\udfff"), ("unknown-code", "/answers/\\udfff")},
        ),
        (
            '{"answers": {"3.1": {"a\\ud800": 1, "a\\ud800": 1}}}',
            {
                ("not-unicode", "/answers/3.1/a\\ud800"),
                ("duplicate-key", "/answers/3.1/a\\ud800"),
                ("unknown-key", "/answers/3.1/a\\ud800"),
            },
        ),
        (
            '{"\\ud800": {"x": 1, "x": 1}}',
            {("not-unicode", "/\\ud800"), ("unknown-key", "/\\ud800"), ("duplicate-key", "/\\ud800/x")},
        ),
        (
            '{"answers": {"3.1": {"a": "\\ud835"}}}',
            {("not-unicode", "/answers/3.1/a"), ("number-malformed", "/answers/3.1/a")},
        ),
    ],
)
def test_half_a_surrogate_pair(real: Catalogue, document: str, expected: set[tuple[str, str]]) -> None:
    """The faults must stay printable: `faults` writes them as UTF-8."""
    assert faults(real, document) == expected


def test_all_faults_are_listed_at_once(real: Catalogue) -> None:
    document = """{
      "answers": {
        "1.1": {"level": "chief"}, "1.2": {"attends": {"level": "no", "level": "yes"}, "chairs": {}},
        "1.3": {"a": -1, "b": "x"}, "1.10": {}, "6.1": {"issued": "yes"}, "9.99": {"a": 1},
        "3.1": {"a": 1e400, "c": 2}, "7.3": {"list": [], "used": {"a": true, "b": 0.1234567}}
      },
      "profile": {"population": NaN, "moons": 3, "communes": 1e16},
      "note": "x"
    }"""
    assert faults(real, document) == {
        ("unknown-level", "/answers/1.1/level"),
        ("duplicate-key", "/answers/1.2/attends/level"),
        ("empty", "/answers/1.2/chairs"),
        ("number-negative", "/answers/1.3/a"),
        ("number-malformed", "/answers/1.3/b"),
        ("empty", "/answers/1.10"),
        ("yes-or-no-expected", "/answers/6.1/issued"),
        ("unknown-code", "/answers/9.99"),
        ("number-too-large", "/answers/3.1/a"),
        ("unknown-key", "/answers/3.1/c"),
        ("object-expected", "/answers/7.3/list"),
        ("number-expected", "/answers/7.3/used/a"),
        ("number-too-many-decimals", "/answers/7.3/used/b"),
        ("number-not-finite", "/profile/population"),
        ("unknown-key", "/profile/moons"),
        ("number-too-large", "/profile/communes"),
        ("unknown-key", "/note"),
    }


def test_the_example_of_the_format(real: Catalogue) -> None:
    fill = parse_fill(
        real,
        b"""{"profile": {"population": 1197823, "communes": 109},
        "answers": {"1.1": {"level": "head"}, "1.2": {"attends": {"level": "yes"}, "chairs": {"level": "no"}},
        "1.10": {"a": 4}, "3.1": {"a": 700000}, "4.1": {"a": 700, "b": 775},
        "7.3": {"list": {"level": "yes"}, "used": {"a": 3, "b": 9}}, "6.1": {"issued": true}}}""",
    )
    assert fill.profile == {"population": Decimal(1197823), "communes": Decimal(109)}
    assert fill.answers == {
        "1.1": {"level": "head"},
        "1.2": {"attends.level": "yes", "chairs.level": "no"},
        "1.10": {"a": Decimal(4)},
        "3.1": {"a": Decimal(700000)},
        "4.1": {"a": Decimal(700), "b": Decimal(775)},
        "7.3": {"list.level": "yes", "used.a": Decimal(3), "used.b": Decimal(9)},
        "6.1": {"issued": True},
    }


def test_null_clears(real: Catalogue) -> None:
    fill = parse_fill(
        real,
        b"""{"profile": {"population": null},
        "answers": {"1.1": null, "1.2": {"attends": null, "chairs": {"level": "no"}}, "1.10": {"a": null},
        "4.1": {"a": 1, "b": null}, "7.3": {"used": {"a": null, "b": 2}}, "6.1": {"issued": null}}}""",
    )
    assert fill.profile == {"population": None}
    assert fill.answers == {
        "1.1": {},
        "1.2": {"chairs.level": "no"},
        "1.10": {},
        "4.1": {"a": Decimal(1)},
        "7.3": {"used.b": Decimal(2)},
        "6.1": {},
    }


def test_contradictory_input_is_well_formed(real: Catalogue) -> None:
    fill = parse_fill(real, b'{"answers": {"4.1": {"a": 5, "b": 3}, "1.3": {"a": 1, "b": 0}}}')
    assert fill.answers["4.1"] == {"a": Decimal(5), "b": Decimal(3)}
    assert fill.answers["1.3"] == {"a": Decimal(1), "b": Decimal(0)}


def test_a_false_is_an_answer(real: Catalogue) -> None:
    assert parse_fill(real, b'{"answers": {"6.1": {"issued": false}}}').answers == {"6.1": {"issued": False}}


def given_only(fill: Fill) -> tuple[dict[str, Any], dict[str, Any]]:
    answers = {code: dict(fields) for code, fields in fill.answers.items() if fields}
    return answers, {key: figure for key, figure in fill.profile.items() if figure is not None}


@settings(max_examples=150, deadline=None)
@given(seed=st.integers(0, 2**32), over_real=st.booleans())
def test_what_is_written_reads_back_as_itself(
    seed: int, over_real: bool, real: Catalogue, small: Catalogue, real_document: Any, small_document: Any
) -> None:
    die = Random(seed)
    catalogue, source = (real, real_document) if over_real else (small, small_document)
    answers, profile = given_only(parse_fill(catalogue, written(random_document(source, die), die)))
    document = {
        "profile": profile_to_json(catalogue, profile),
        "answers": answers_to_json(catalogue, answers),
    }
    again = parse_fill(catalogue, json.dumps(document).encode())
    assert given_only(again) == (answers, profile)
    assert {code: str(fields) for code, fields in again.answers.items()} == {
        code: str(dict(sorted(fields.items()))) for code, fields in answers.items()
    }, "numbers must come back in their one canonical form"
    assert check_fill(catalogue, document) == again
    assert list(document["answers"]) == [code for code in catalogue.indicators if code in answers]


def test_an_answer_nests_its_parts(small: Catalogue) -> None:
    fields = {"plan.level": "yes", "work.scanned.a": Decimal("2.5"), "work.shared.a": Decimal("1E+2")}
    assert answer_to_json(fields) == {
        "plan": {"level": "yes"},
        "work": {"scanned": {"a": "2.5"}, "shared": {"a": "100"}},
    }


@settings(max_examples=300, deadline=None)
@given(untrusted_bytes=st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(untrusted_bytes: bytes, small: Catalogue) -> None:
    with pytest.raises(InputError):
        parse_fill(small, untrusted_bytes)


JSON_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.sampled_from(["yes", "full", "5", "a", "level", "plan", "\ud800"])
    | st.text(st.characters(), max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["A.1", "A.3", "B.1", "C.1", "plan", "work", "level", "a", "b", "readers", "x"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@settings(max_examples=300, deadline=None)
@given(document=st.fixed_dictionaries({}, optional={"answers": JSON_VALUES, "profile": JSON_VALUES}))
def test_any_json_is_read_or_refused_with_a_place(document: Any, small: Catalogue) -> None:
    """Nothing but `InputError` may come out, and every fault's place leads to something in the document."""
    try:
        fill = parse_fill(small, json.dumps(document).encode())
    except InputError as error:
        assert error.problems
        for problem in error.problems:
            node = document
            for step in problem.place.split("/")[1:]:
                node = node[int(step)] if isinstance(node, list) else node[step]
    else:
        assert set(fill.answers) == set(document.get("answers", {}))
        assert set(fill.profile) == set(document.get("profile", {}))

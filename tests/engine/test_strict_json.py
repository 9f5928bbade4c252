"""JSON read strictly and written canonically."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dti_desktop.engine.strict_json import NumberToken, canonical_bytes, examine, pointer, read, shown
from dti_desktop.errors import InputError

DOCUMENTS = st.recursive(
    st.none() | st.booleans() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4),
    max_leaves=12,
)


@given(document=DOCUMENTS)
def test_what_is_written_reads_back(document: object) -> None:
    import unicodedata

    def composed(node: object) -> object:
        if isinstance(node, dict):
            return {unicodedata.normalize("NFC", key): composed(value) for key, value in node.items()}
        return [composed(value) for value in node] if isinstance(node, list) else node

    one_form = composed(document)
    assert read(canonical_bytes(one_form), max_bytes=10**6) == one_form


def test_the_one_form_of_a_document() -> None:
    document = {"b": "ă", "a": [1, None], "c": {}}
    assert (
        canonical_bytes(document).decode()
        == '{\n  "b": "ă",\n  "a": [\n    1,\n    null\n  ],\n  "c": {}\n}\n'
    )


@pytest.mark.parametrize("token", ["0", "-0.50", "1e400", "NaN", "-Infinity", "9" * 5000, "1.10"])
def test_a_number_stays_as_it_was_written(token: str) -> None:
    document = read(f'{{"n": {token}}}'.encode(), max_bytes=10_000)
    assert isinstance(document, dict)
    assert type(document["n"]) is NumberToken
    assert document["n"] == token


def test_keys_of_two_forms_are_one_key() -> None:
    """The same word from a Mac and from Windows: two byte strings, one name."""
    with pytest.raises(InputError) as caught:
        read('{"ệ": 1, "e\u0302\u0323": 2}'.encode(), max_bytes=100)
    assert [(p.code, p.place) for p in caught.value.problems] == [("duplicate-key", "/ệ")]


def test_of_a_key_given_twice_the_last_value_is_judged_on() -> None:
    document, problems = examine(b'{"a": {"x": 1, "x": 2}, "a": 3, "a": 4}', max_bytes=100)
    assert document == {"a": "4"}
    assert [(p.code, p.place) for p in problems] == [("duplicate-key", "/a"), ("duplicate-key", "/a/x")]


def test_depth_is_counted_from_the_document() -> None:
    assert read(b"[[[1]]]", max_bytes=100, max_depth=3) == [[["1"]]]
    with pytest.raises(InputError) as caught:
        read(b'[0, [[1]], {"a": [2]}]', max_bytes=100, max_depth=2)
    assert [(p.code, p.place) for p in caught.value.problems] == [
        ("too-deep", "/1/0/0"),
        ("too-deep", "/2/a/0"),
    ]


def test_the_largest_size_is_allowed() -> None:
    assert read(b'"1234"', max_bytes=6) == "1234"
    with pytest.raises(InputError) as caught:
        read(b'"12345"', max_bytes=6)
    assert caught.value.facts == {"size_bytes": 7, "limit_bytes": 6}


def test_where_the_text_breaks_off() -> None:
    with pytest.raises(InputError) as caught:
        read(b'{\n "a": 1\n "b": 2}', max_bytes=100)
    assert (caught.value.code, caught.value.facts) == ("not-json", {"line": 3, "column": 2})
    with pytest.raises(InputError) as caught:
        read(b'{"a": "\xff"}', max_bytes=100)
    assert (caught.value.code, caught.value.facts) == ("not-utf-8", {"byte": 7})


@given(keys=st.lists(st.text(st.characters(), max_size=6), max_size=4))
def test_a_place_can_always_be_written(keys: list[str]) -> None:
    place = ""
    for key in keys:
        place = pointer(place, key)
    place.encode("utf-8")
    steps = [step.replace("~1", "/").replace("~0", "~") for step in place.split("/")[1:]]
    assert steps == [shown(key) for key in keys]
    json.dumps(place).encode("ascii")

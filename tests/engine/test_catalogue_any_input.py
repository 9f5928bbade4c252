"""Whatever comes in: a catalogue or faults that stand in the document, and the schema agrees on the form."""

import copy
import unicodedata

from catalogue_documents import (
    INFO,
    MISSING,
    PARTS,
    SCHEMA,
    SCHEMA_CODES,
    SMALL,
    edited,
    faults_of,
    member,
    resolve,
    to_bytes,
    tokens,
)
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st


def all_places(node, place=""):
    yield place
    if isinstance(node, dict):
        for key, value in node.items():
            yield from all_places(value, f"{place}/{key.replace('~', '~0').replace('/', '~1')}")
    elif isinstance(node, list):
        for position, value in enumerate(node):
            yield from all_places(value, f"{place}/{position}")


PLACES = [place for place in all_places(SMALL) if place]
SUBTREES = [resolve(SMALL, place) for place in PLACES]

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=15,
)
texts = st.sampled_from(
    [
        *("", " ", "0", "1", "2", "0.5", "1.5", "1/3", "01", "a", "b", "A", "A.1", "Z", "-", "d.1", "x y"),
        *("bool", "choice", "full", "info", "levels", "parts", "province", "readers", "base", "plan"),
        *("a\x01b", "Đ", "x" * 31, "x" * 101, "x" * 2001, "2030", "10" * 8, "title_vi"),
    ]
)
plain_values = (
    texts
    | st.sampled_from(SUBTREES)
    | st.sampled_from([None, True, False, 0, 1, 3, 2030, -1, 999, 10000, 1.5, [], {}, [1], {"a": "b"}])
)
names = st.sampled_from(
    [*{tokens(place)[-1] for place in PLACES if not place[-1].isdigit()}, "colour", "a/b"]
)


@st.composite
def mutated_catalogues(draw, values):
    """The small catalogue with up to three places replaced, removed, doubled or added to."""
    document = copy.deepcopy(SMALL)
    for _ in range(draw(st.integers(1, 3))):
        place = draw(st.sampled_from(PLACES))
        above, _, last = place.rpartition("/")
        parent = resolve(document, above)
        if member(parent, last) is MISSING:
            continue
        key = int(last) if isinstance(parent, list) else last
        match draw(st.sampled_from(["replace", "remove", "double", "add"])):
            case "replace":
                parent[key] = copy.deepcopy(draw(values))
            case "remove":
                del parent[key]
            case "double" if isinstance(parent, list):
                parent.append(copy.deepcopy(parent[key]))
            case _ if isinstance(parent, list):
                parent.insert(key, copy.deepcopy(draw(values)))
            case _:
                parent[draw(names)] = copy.deepcopy(draw(values))
    return document


def normalised(node):
    """Return the document with its keys in NFC, as the loader names them."""
    if isinstance(node, dict):
        return {unicodedata.normalize("NFC", key): normalised(value) for key, value in node.items()}
    return [normalised(value) for value in node] if isinstance(node, list) else node


def assert_places_stand_in(document, faults):
    document = normalised(document)
    for code, place in faults:
        found = resolve(document, place)
        if code == "missing-key":
            parent = resolve(document, place.rpartition("/")[0])
            assert isinstance(parent, dict)
            assert found is MISSING
        else:
            assert found is not MISSING, (code, place)


@given(st.binary(max_size=200))
def test_any_bytes_give_faults_and_nothing_else(untrusted_bytes):
    assert faults_of(untrusted_bytes)


@given(json_values)
def test_any_json_gives_faults_that_stand_in_it(document):
    faults = faults_of(to_bytes(document))
    assert faults
    assert_places_stand_in(document, faults)


@given(st.dictionaries(names, json_values | plain_values, max_size=8))
def test_any_object_of_known_keys_gives_faults_that_stand_in_it(document):
    faults = faults_of(to_bytes(document))
    assert faults
    assert_places_stand_in(document, faults)


@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(mutated_catalogues(json_values | plain_values))
def test_any_change_gives_a_catalogue_or_faults_that_stand_in_it(document):
    assert_places_stand_in(document, faults_of(to_bytes(document)))


@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(mutated_catalogues(plain_values))
@example(edited(("/schema_version", 2)))
@example(edited((f"{INFO}/0/choices", [])))
@example(edited((f"{INFO}/1/choices", MISSING)))
@example(edited((f"{PARTS}/0/share", "0")))
@example(edited(("/indicators/1/rule/target", "0.9")))
@example(edited(("/indicators/6/max_points", "1")))
@example(edited((f"{PARTS}/1/rule", SMALL["indicators"][6]["rule"])))
def test_schema_and_loader_agree_on_form(document):
    faults = faults_of(to_bytes(document))
    codes = {code for code, _ in faults}
    if "too-deep" in codes:  # the loader does not look further in, the schema does
        return
    assert SCHEMA.is_valid(document) == (not codes & SCHEMA_CODES), faults

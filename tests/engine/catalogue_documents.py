"""The small catalogue of tests/data, ways to change it, and what the loader says to the result."""

import copy
import json
import re
from pathlib import Path

import jsonschema

from dti_desktop.engine.catalogue import parse_catalogue
from dti_desktop.engine.model import Catalogue
from dti_desktop.errors import InputError

ROOT = Path(__file__).parents[2]
DATA = ROOT / "tests/data/catalogues"
SMALL_BYTES = (DATA / "small.json").read_bytes()
SMALL = json.loads(SMALL_BYTES)
SHIPPED = sorted(
    path for path in (ROOT / "resources/catalogues").glob("*.json") if not path.name.endswith(".schema.json")
)
SCHEMA = jsonschema.Draft202012Validator(
    json.loads((ROOT / "resources/catalogues/catalogue.schema.json").read_bytes())
)
PARTS = "/indicators/2/rule/parts"
LEVELS = "/indicators/0/rule/levels"
INFO = "/indicators/6/rule/fields"
MISSING = object()


def to_bytes(document):
    return json.dumps(document, ensure_ascii=False).encode("utf-8")


def tokens(place):
    return [token.replace("~1", "/").replace("~0", "~") for token in place.split("/")[1:]]


def member(node, token):
    """Return what stands under one token of a JSON pointer, MISSING where nothing does."""
    if isinstance(node, dict):
        return node.get(token, MISSING)
    if isinstance(node, list) and re.fullmatch("0|[1-9][0-9]*", token) and int(token) < len(node):
        return node[int(token)]
    return MISSING


def resolve(document, place):
    node = document
    for token in tokens(place):
        node = member(node, token)
    return node


def edited(*edits):
    """Return the small catalogue with each (place, value) put in; MISSING takes what stands there away."""
    document = copy.deepcopy(SMALL)
    for place, value in edits:
        *above, last = tokens(place)
        node = document
        for token in above:
            node = member(node, token)
        if isinstance(node, list):
            last = int(last)
        if value is MISSING:
            del node[last]
        elif isinstance(node, list) and last == len(node):
            node.append(copy.deepcopy(value))
        else:
            node[last] = copy.deepcopy(value)
    return document


def faults_of(untrusted_bytes):
    """Return the faults as a set of (code, place), empty for a catalogue that loads."""
    try:
        loaded = parse_catalogue(untrusted_bytes)
    except InputError as error:
        assert error.code == "catalogue-invalid"
        found = [(problem.code, problem.place) for problem in error.problems]
        assert found
        assert len({place for _, place in found}) == len(found), "two faults at one place"
        return set(found)
    assert isinstance(loaded, Catalogue)
    return set()


# What a JSON Schema can say too. It cannot add up, follow a name, or know normal forms.
SCHEMA_CODES = {
    *("unsupported-schema-version", "wrong-type", "missing-key", "unknown-key", "empty", "control-character"),
    *("too-long", "wrong-id", "wrong-code", "not-a-number", "unknown-value", "unknown-kind", "info-in-part"),
    *("duplicate-value", "share-out-of-range", "target-out-of-range", "complement-with-target"),
    *("info-with-points", "wrong-time", "checked-not-confirmed"),
}

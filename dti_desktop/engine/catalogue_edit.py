"""Correcting a catalogue as a document: its nodes, what differs, what adds up, and its canonical bytes.

A document is what `json` makes of a catalogue file. Nothing here changes one in place. A node is what is
corrected as one thing: a sub-indicator, a main index, a pillar, or the scale of the whole. A draft may hold
anything in a node, a half-typed number too: `draft_faults` says what keeps it from being a catalogue.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal, cast, get_args

from dti_desktop.engine import strict_json
from dti_desktop.engine.catalogue import MAX_CATALOGUE_BYTES, MAX_DEPTH
from dti_desktop.engine.catalogue_checks import faults
from dti_desktop.engine.catalogue_form import NUMBER, Findings
from dti_desktop.engine.strict_json import pointer
from dti_desktop.errors import InputError, Problem

Section = Literal["indicators", "main_indices", "pillars", "whole"]
SECTIONS: Mapping[str, Section] = {section: section for section in get_args(Section)}
"""The sections by their names, as stores and files hold them."""
Document = Mapping[str, Any]
Node = Mapping[str, Any]

GONE = "null"
"""A node's text that says: there is no such row any more."""

_LISTS: tuple[Section, ...] = ("indicators", "main_indices", "pillars")
_ROW_KEYS = (
    *("code", "title_vi", "title_en", "short_vi", "short_en", "max_points", "rule"),
    *("evidence_vi", "evidence_en", "measured_by", "confidence", "checked"),
)
_FIRST_NUMBER = re.compile(r"([0-9]*)(.*)", re.ASCII | re.DOTALL)
_LAST_NUMBER = re.compile(r"[0-9]+(?=[^0-9]*\Z)", re.ASCII)
_SURROGATE = re.compile("[\ud800-\udfff]")
_NOT_CONTENT = frozenset({"confidence", "checked"})


@dataclass(frozen=True, slots=True)
class NodeName:
    """Which node: its list and code; the scale is ("whole", "")."""

    section: Section
    code: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """One value that differs, at a pointer inside its node. None: there is nothing."""

    pointer: str
    old: Any
    new: Any


@dataclass(frozen=True, slots=True)
class NodeChange:
    """A node that differs between two documents; `old` or `new` is None where one has no such node."""

    name: NodeName
    old: Node | None
    new: Node | None

    @property
    def differences(self) -> tuple[Difference, ...]:
        """Return every single value that differs."""
        return tuple(differences(self.old, self.new))


@dataclass(frozen=True, slots=True)
class TotalCheck:
    """What a document states as points of a main index, a pillar or the whole, and what its terms sum to.

    None: it, or a term of it, cannot be read.
    """

    name: NodeName
    stated: Fraction | None
    summed: Fraction | None

    @property
    def fits(self) -> bool:
        """Whether both are known and equal."""
        return self.stated is not None and self.stated == self.summed

    @property
    def surplus(self) -> Fraction | None:
        """By how much the terms are more than what is stated (below 0: less)."""
        return None if self.stated is None or self.summed is None else self.summed - self.stated


def read_document(checked_bytes: bytes) -> Document:
    """Return the document of a catalogue file that `parse_catalogue` accepts, its keys in their order."""
    return cast(Document, json.loads(checked_bytes.decode("utf-8")))


def document_bytes(document: Document) -> bytes:
    """Return a document as a catalogue file is written: one space of indent, key order, a final newline."""
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def node_text(node: Node | None) -> str:
    """Return a node as JSON text, its keys in their order; half a surrogate pair is written as `\\udXXX`.

    None, a row that was removed, is `GONE`.
    """
    text = json.dumps(node, ensure_ascii=False, separators=(",", ":"))
    return _SURROGATE.sub(lambda found: f"\\u{ord(found.group()):04x}", text)


def node_of_text(text: str) -> Node | None:
    """Return the node that `node_text` wrote; None for a row that was removed."""
    return cast(Node | None, json.loads(text))


def node_names(document: Document) -> Iterator[NodeName]:
    """Yield the name of every node in the document's order, the whole last."""
    for section in _LISTS:
        for entry in document[section]:
            yield NodeName(section, entry["code"])
    yield NodeName("whole")


def node_of(document: Document, name: NodeName) -> Node | None:
    """Return a node; None where the document has none of that name."""
    if name.section == "whole":
        return {"scale": document["scale"]}
    return next((entry for entry in document[name.section] if entry["code"] == name.code), None)


def with_nodes(document: Document, nodes: Mapping[NodeName, Node | None]) -> Document:
    """Return a copy in which these nodes stand in place of those of the same name.

    A sub-indicator that is None is taken out, one that is not there yet comes in by its code: among the
    rows of its main index before the first with a higher one. Other unknown names are left out.
    """
    changed = dict(document)
    for section in _LISTS:
        found = [nodes.get(NodeName(section, entry["code"]), entry) for entry in document[section]]
        changed[section] = [entry for entry in found if entry is not None]
    held = {row["code"] for row in document["indicators"]}
    new = {
        name.code: node
        for name, node in nodes.items()
        if name.section == "indicators" and node is not None and name.code not in held
    }
    for code in sorted(new, key=code_order):
        changed["indicators"].insert(_place_of_new(changed, code), new[code])
    whole = nodes.get(NodeName("whole"))
    if whole is not None:
        changed["scale"] = whole.get("scale", "")
    return changed


def code_order(code: str) -> tuple[tuple[int, str], ...]:
    """Return what codes are ordered by as people count: 1.2a before 1.9 before 1.10."""
    found = (_FIRST_NUMBER.match(part) for part in code.split("."))
    return tuple((int(part[1]) if part[1] else -1, part[2]) for part in found if part is not None)


def index_of(code: str) -> str:
    """Return the code of the main index that a sub-indicator's code names."""
    return code.rpartition(".")[0]


def _place_of_new(document: Document, code: str) -> int:
    """Return where a new row stands: before the first higher one of its main index, or after all of it."""
    rows, indices = document["indicators"], [index["code"] for index in document["main_indices"]]
    own = index_of(code)
    before = indices[: indices.index(own) + 1] if own in indices else indices
    place = 0
    for number, row in enumerate(rows):
        if index_of(row["code"]) == own and code_order(row["code"]) > code_order(code):
            return number
        if index_of(row["code"]) in before:
            place = number + 1
    return place


def draft_faults(document: Document) -> tuple[Problem, ...]:
    """Return what keeps a document from being a catalogue, as the loader would; none: it is one."""
    try:
        content = document_bytes(document)
        return faults(strict_json.read(content, max_bytes=MAX_CATALOGUE_BYTES, max_depth=MAX_DEPTH))
    except UnicodeEncodeError:
        return (Problem("not-unicode"),)
    except InputError as error:
        return error.problems


def node_at(document: Document, place: str) -> tuple[NodeName, str] | None:
    """Return the node that a fault's place lies in, and the place inside it; None: in none of them."""
    if place == "/scale":
        return NodeName("whole"), place
    _, section, number, *inside = [*place.split("/"), "", ""][: max(3, place.count("/") + 1)]
    for known in _LISTS:
        if section == known and number.isdecimal() and int(number) < len(document[known]):
            return NodeName(known, document[known][int(number)]["code"]), "".join(f"/{x}" for x in inside)
    return None


def totals(document: Document) -> tuple[TotalCheck, ...]:
    """Return each stated total against the sum of its terms: main indices, pillars, the whole."""
    stated = {name: _points(node_of(document, name)) for name in node_names(document)}
    terms: dict[NodeName, list[Fraction | None]] = {}
    for index in document["main_indices"]:
        terms[NodeName("main_indices", index["code"])] = [
            stated[NodeName("indicators", row["code"])]
            for row in document["indicators"]
            if index_of(row["code"]) == index["code"]
        ]
    for pillar in document["pillars"]:
        terms[NodeName("pillars", pillar["code"])] = [
            stated.get(NodeName("main_indices", code)) for code in pillar["indices"]
        ]
    terms[NodeName("whole")] = [
        stated[NodeName("main_indices", index["code"])] for index in document["main_indices"]
    ]
    return tuple(TotalCheck(name, stated[name], _sum(found)) for name, found in terms.items())


def changed_nodes(old: Document, new: Document) -> tuple[NodeChange, ...]:
    """Return the nodes that differ, in the order of the new document; what is gone comes last."""
    names = dict.fromkeys([*node_names(new), *node_names(old)])
    pairs = ((name, node_of(old, name), node_of(new, name)) for name in names)
    return tuple(NodeChange(name, before, after) for name, before, after in pairs if before != after)


def differences(old: Any, new: Any, place: str = "") -> Iterator[Difference]:
    """Yield every single value that differs; of lists with ids it is the items of one id that are held
    against each other, so that an order alone differs at the list itself."""
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        for key in dict.fromkeys([*old, *new]):
            yield from differences(old.get(key), new.get(key), pointer(place, key))
    elif isinstance(old, list) and isinstance(new, list):
        before, after = _by_id(old), _by_id(new)
        kept = [key for key in before if key in after]
        if kept != [key for key in after if key in before]:
            yield Difference(place, list(before), list(after))
        for key in dict.fromkeys([*before, *after]):
            yield from differences(before.get(key), after.get(key), pointer(place, key))
    elif old != new:
        yield Difference(place, old, new)


def corrected(old_row: Node, new_row: Node) -> Node:
    """Return a corrected row: what was vouched for before was another text, so the vouching goes with it."""
    content_differs = any(
        key not in _NOT_CONTENT and old_row.get(key) != new_row.get(key) for key in {*old_row, *new_row}
    )
    row = dict(new_row)
    if content_differs and old_row.get("confidence") == "confirmed":
        row["confidence"] = "partly"
        row.pop("checked", None)
    return _in_order(row)


def checked_off(row: Node, *, by: str, utc: str, place: str = "") -> Node:
    """Return the row as one that `by` held against the paper decision at `utc`, where `place` says."""
    check = {"by": by, "utc": utc, **({"place": place} if place else {})}
    return _in_order({**row, "confidence": "confirmed", "checked": check})


def unchecked(row: Node, base_row: Node | None) -> Node:
    """Return the row as one that nobody vouches for; it is trusted as before, at most partly."""
    before = (base_row or {}).get("confidence", "partly")
    taken = {key: value for key, value in row.items() if key != "checked"}
    return _in_order({**taken, "confidence": "partly" if before == "confirmed" else before})


def raised_version(version: str, taken: Collection[str]) -> str:
    """Return the next edition's name: the last number in it raised until nobody has it (`1` → `2`)."""
    if not _LAST_NUMBER.search(version):
        version = f"{version} 1".strip()
    while True:
        version = _LAST_NUMBER.sub(lambda found: str(int(found[0]) + 1), version)
        if version not in taken:
            return version


def version_order(version: str) -> tuple[int, ...]:
    """Return what editions are ordered by: the numbers in the name, from the left."""
    return tuple(int(number) for number in re.findall("[0-9]{1,15}", version, re.ASCII))


def finished(document: Document, version: str) -> Document:
    """Return the draft as the edition `version`; the key comes after the id where there was none."""
    if "version" in document:
        return {**document, "version": version}
    found: dict[str, Any] = {}
    for key, value in document.items():
        found[key] = value
        if key == "id":
            found["version"] = version
    return found


def _points(node: Node | None) -> Fraction | None:
    text = None if node is None else node.get("max_points", node.get("scale"))
    findings = Findings()
    NUMBER(findings, text, "")
    return None if findings.problems() else Fraction(str(text))


def _sum(terms: Iterable[Fraction | None]) -> Fraction | None:
    total = Fraction(0)
    for term in terms:
        if term is None:
            return None
        total += term
    return total


def _by_id(items: list[Any]) -> dict[str, Any]:
    """Return items by their id, by their number where they have none; a second of one id by both."""
    found: dict[str, Any] = {}
    for number, item in enumerate(items):
        key = str(item.get("id", number)) if isinstance(item, Mapping) else str(number)
        found[key if key not in found else f"{key} {number}"] = item
    return found


def _in_order(row: Node) -> Node:
    known = [key for key in _ROW_KEYS if key in row]
    return {key: row[key] for key in [*known, *(key for key in row if key not in _ROW_KEYS)]}

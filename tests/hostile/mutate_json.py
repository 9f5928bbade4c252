"""Changing JSON by its structure: other kinds of values, keys gone, new or twice, odd numbers and texts."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from random import Random
from typing import Any

ODD_VALUES: tuple[Any, ...] = (
    None, True, False, 0, -1, 1.5, 10**15, 10**16, 10**400, -0.0, "", "0", "1/3", "1/0", "-1", "1e5", "NaN",
    "9" * 5000, "a" * 3000, "\u202e", "\x00", "\x1b[2J", "e\u0301", "\ud800", "../../x", "<b>", [], {}, [[]],
    {"a": {}}, ["x"] * 300, float("nan"), float("inf"),
)  # fmt: skip


class Twice(dict[str, Any]):
    """An object one of whose keys is written twice."""

    twice: tuple[str, Any] = ("", None)


def _places(node: Any) -> Iterator[tuple[Any, Any]]:
    keys = list(node) if isinstance(node, dict) else range(len(node)) if isinstance(node, list) else ()
    for key in keys:
        yield node, key
        yield from _places(node[key])


def _odd(die: Random) -> Any:
    """Return an odd value of its own: one that is shared could come to hold itself."""
    return copy.deepcopy(die.choice(ODD_VALUES))


def change(die: Random, document: Any) -> tuple[str, Any]:
    """Change `document` in one place and return what was done, and the document."""
    places = list(_places(document))
    if not places:
        return "replaced", _odd(die)
    parent, key = die.choice(places)
    what = die.choice(("odd", "odd", "remove", "swap", "rename", "double", "wrap", "add", "retype"))
    if what == "odd":
        parent[key] = _odd(die)
    elif what == "remove":
        del parent[key]
    elif what == "swap":
        other, other_key = die.choice(places)
        parent[key], other[other_key] = copy.deepcopy((other[other_key], parent[key]))
    elif what == "wrap":
        for _ in range(die.choice((1, 2, 50, 2000))):
            parent[key] = [parent[key]]
    elif what == "retype":
        value = parent[key]
        parent[key] = (
            str(value)
            if not isinstance(value, str)
            else int(value)
            if value.isdecimal() and len(value) < 100
            else [value]
        )
    elif what == "add" and isinstance(parent, dict):
        parent[die.choice(("evil", "", "__proto__", "a" * 500, "\u202e", "id", "\x1b[2J"))] = _odd(die)
    elif what == "rename" and isinstance(parent, dict):
        parent[die.choice((key.upper(), key + " ", "e\u0301", key[:-1]))] = parent.pop(key)
    elif isinstance(parent, dict):
        twin = Twice(parent)
        twin.twice = (key, copy.deepcopy(die.choice((parent[key], *ODD_VALUES))))
        return "double", _replaced(document, parent, twin)
    else:
        parent.append(parent[key])
    return what, document


def _replaced(document: Any, old: Any, new: Any) -> Any:
    if document is old:
        return new
    for parent, key in list(_places(document)):
        if parent[key] is old:
            parent[key] = new
    return document


def written(document: Any) -> bytes:
    """Return JSON, `Twice` written as it says; lone surrogates as escapes."""
    return _text(document).encode("utf-8", "surrogatepass")


def _text(root: Any) -> str:
    depth = 0
    node = root
    while isinstance(node, list) and len(node) == 1:  # towers of lists are deeper than Python likes to call
        depth, node = depth + 1, node[0]
    return "[" * depth + _inner(node) + "]" * depth


def _inner(node: Any) -> str:
    if isinstance(node, dict):
        pairs = list(node.items())
        if isinstance(node, Twice):
            pairs.append(node.twice)
        return "{" + ",".join(f"{json.dumps(str(k))}:{_text(v)}" for k, v in pairs) + "}"
    if isinstance(node, list):
        return "[" + ",".join(map(_text, node)) + "]"
    return json.dumps(node, ensure_ascii=isinstance(node, str) and not node.isascii() and "\ud800" in node)


def changed(die: Random, original: bytes) -> tuple[str, bytes]:
    """Return a changed JSON file and what was done."""
    document = json.loads(original)
    titles = []
    for _ in range(die.choice((1, 1, 2, 4))):
        title, document = change(die, document)
        titles.append(title)
        if "double" in titles or "wrap" in titles:
            break
    return "json:" + "+".join(titles), written(document)

"""Random answer documents over any catalogue, with every edge of the rules likely to come up.

A document is what `fill` takes: plain dicts, numbers as decimal texts. `written` turns it into bytes, writing
each number as text, as a JSON number or with an exponent, whichever the die says: all three mean the same.
"""

from __future__ import annotations

import json
from random import Random
from typing import Any

LARGEST = "1000000000000000"
SMALLEST = "0.000001"


class NumberText(str):
    """A number within the limits, as plain decimal text."""

    __slots__ = ()


def random_document(catalogue: dict[str, Any], die: Random) -> dict[str, Any]:
    """Return a document: from nearly empty to complete, with or without province figures."""
    answering = die.choice([0.05, 0.5, 0.9, 1.0])
    knowing = die.choice([0.0, 0.5, 1.0])
    answers = {}
    for row in catalogue["indicators"]:
        if die.random() < answering:
            answers[row["code"]] = random_answer(row["rule"], die)
        elif die.random() < 0.1:
            answers[row["code"]] = None
    profile: dict[str, Any] = {}
    for figure in catalogue["profile"]:
        if die.random() < knowing:
            profile[figure["key"]] = random_number(die)
        elif die.random() < 0.1:
            profile[figure["key"]] = None
    return {"profile": profile, "answers": answers}


def random_answer(rule: dict[str, Any], die: Random) -> dict[str, Any]:
    """Return an entry for a rule; it holds at least one key, whose value may be null."""
    kind = rule["kind"]
    if kind == "levels":
        return {"level": maybe_null(die.choice(rule["levels"])["id"], die)}
    if kind == "count":
        return {"a": maybe_null(near(rule["target"], die), die)}
    if kind == "info":
        fields = {}
        for field in some_of(rule["fields"], die):
            value = die.random() < 0.5 if field["type"] == "bool" else die.choice(field["choices"])["id"]
            fields[field["id"]] = maybe_null(value, die)
        return fields
    if kind == "parts":
        return {
            part["id"]: None if die.random() < 0.05 else random_answer(part["rule"], die)
            for part in some_of(rule["parts"], die)
        }
    pair = random_pair(die)
    return {key: maybe_null(pair[key], die) for key in some_of(["a", "b"], die)}


def some_of(items: list[Any], die: Random) -> list[Any]:
    """Return all items (mostly), or some, at least one."""
    if die.random() < 0.6:
        return items
    return die.sample(items, die.randint(1, len(items)))


def maybe_null(value: Any, die: Random) -> Any:
    return None if die.random() < 0.05 else value


def random_pair(die: Random) -> dict[str, str]:
    """Return a and b: equal, both 0, b alone 0, a above b, or a below b at any size."""
    b = random_number(die)
    a = die.choice([b, NumberText("0"), random_number(die), random_number(die), scaled_down(b, die)])
    return {"a": a, "b": NumberText("0") if die.random() < 0.1 else b}


def near(number: str, die: Random) -> NumberText:
    """Return a number around `number`, often itself."""
    if die.random() < 0.3:
        return NumberText(number)
    return die.choice([random_number(die), scaled_down(number, die)])


def scaled_down(number: str, die: Random) -> NumberText:
    """Return a random part of a number, with up to 6 decimals."""
    millionths = int(number.partition(".")[0]) * 10**6
    return from_millionths(die.randint(0, max(millionths, 1)))


def random_number(die: Random) -> NumberText:
    if die.random() < 0.1:
        return NumberText(die.choice(["0", "1", LARGEST, SMALLEST, "999999999999999.999999", "0.1"]))
    if die.random() < 0.6:
        return NumberText(str(die.randint(0, 10 ** die.randint(1, 7))))
    return from_millionths(die.randint(0, 10 ** die.randint(1, 13)))


def from_millionths(millionths: int) -> NumberText:
    text = f"{millionths // 10**6}.{millionths % 10**6:06d}"
    return NumberText(text.rstrip("0").rstrip("."))


def written(document: Any, die: Random) -> bytes:
    """Return the document as UTF-8 JSON, its numbers written in any of the allowed ways."""
    return _json(document, die).encode("utf-8")


def _json(node: Any, die: Random) -> str:
    if isinstance(node, dict):
        return "{" + ", ".join(f"{json.dumps(key)}: {_json(value, die)}" for key, value in node.items()) + "}"
    if isinstance(node, NumberText):
        whole, _, decimals = node.partition(".")
        exponent_form = f"{int(whole + decimals)}e-{len(decimals)}"
        return die.choice([json.dumps(str(node)), str(node), exponent_form])
    return json.dumps(node, ensure_ascii=False)

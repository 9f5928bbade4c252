"""The parts of a rule as a document: a rule turned into another kind, items added to its lists and removed.

Nothing is changed in place. What a person has to say is empty and so a fault until it is said; numbers
begin with what makes sense (a full share, a target of 1). What both kinds ask for is kept.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from fractions import Fraction
from typing import Any, Literal

from dti_desktop.engine.catalogue_rules import KINDS, MAX_PARTS_DEPTH

Rule = Mapping[str, Any]
ItemList = Literal["levels", "parts", "fields", "choices"]

_STEMS: Mapping[ItemList, str] = {
    "levels": "level",
    "parts": "part",
    "fields": "field",
    "choices": "choice",
}


def kinds_at(parts_depth: int) -> tuple[str, ...]:
    """Return the kinds that a rule inside `parts_depth` rules of parts may have."""
    deepest = parts_depth >= MAX_PARTS_DEPTH
    return tuple(
        kind for kind in KINDS if not (kind == "info" and parts_depth) and not (kind == "parts" and deepest)
    )


def of_kind(kind: str, was: Rule | None = None) -> dict[str, Any]:
    """Return a rule of a kind, with what of `was` (any rule, also one with faults) it can keep.

    A rule of parts takes `was` as its first part; a rule that held parts becomes its first part of that
    kind, where it has one.
    """
    was = was if isinstance(was, Mapping) else {}
    held = was.get("kind")
    if held == kind:
        return dict(was)
    if held == "parts" and (part := _first_of(kind, was)) is not None:
        return dict(part)
    match kind:
        case "levels":
            return {"kind": kind, "levels": [_level("level_1", "1"), _level("level_2", "0")]}
        case "ratio" | "rate":
            numerator = was.get("numerator") or was.get("value") or _quantity("a")
            rule = {
                "kind": kind,
                "numerator": numerator,
                "denominator": was.get("denominator") or _quantity("b"),
                "target": _target(was.get("target"), is_share=kind == "ratio"),
            }
            return rule if kind == "ratio" else {**rule, "per": "1"}
        case "count":
            value = was.get("value") or was.get("numerator") or _quantity("a")
            return {"kind": kind, "value": value, "target": _target(was.get("target"), is_share=False)}
        case "parts":
            inner = was if held in kinds_at(1) else of_kind("levels")
            return {"kind": kind, "parts": [{"id": "part_1", "label_vi": "", "share": "1", "rule": inner}]}
        case "info":
            return {"kind": kind, "fields": [new_item("fields", ())]}
    raise ValueError(kind)


def new_item(which: ItemList, taken_ids: Collection[str]) -> dict[str, Any]:
    """Return a new level, part, question or choice whose id nobody has."""
    stem = _STEMS[which]
    id_ = next(
        name for number in range(1, len(taken_ids) + 2) if (name := f"{stem}_{number}") not in taken_ids
    )
    match which:
        case "levels":
            return _level(id_, "0")
        case "parts":
            # Its share is for the person to give: the shares of all parts have to sum to 1.
            return {"id": id_, "label_vi": "", "share": "", "rule": of_kind("levels")}
        case "fields":
            return {"id": id_, "label_vi": "", "type": "bool"}
    return {"id": id_, "label_vi": ""}


def with_item(holder: Rule, which: ItemList, before: Sequence[Mapping[str, Any]] = ()) -> dict[str, Any]:
    """Return the rule (or question) with a new item at the end.

    `before`: the same list as the edition had it; its ids are not given again to what means another thing.
    """
    items = list(holder.get(which) or ())
    taken = {str(item.get("id")) for item in (*items, *before) if isinstance(item, Mapping)}
    return {**holder, which: [*items, new_item(which, taken)]}


def without_item(holder: Rule, which: ItemList, number: int) -> dict[str, Any]:
    """Return the rule without an item; a part that was the gate takes the gate with it."""
    items = list(holder[which])
    gone = items.pop(number)
    changed = {**holder, which: items}
    if which == "parts" and holder.get("gate") == gone.get("id"):
        del changed["gate"]
    return changed


def with_item_moved(holder: Rule, which: ItemList, number: int, to: int) -> dict[str, Any]:
    """Return the rule with an item at another place."""
    items = list(holder[which])
    items.insert(to, items.pop(number))
    return {**holder, which: items}


def with_field_type(field: Rule, kind: Literal["bool", "choice"]) -> dict[str, Any]:
    """Return a question of the other type: yes or no, or one of several choices."""
    changed = {key: value for key, value in field.items() if key != "choices"} | {"type": kind}
    if kind == "choice":
        changed["choices"] = field.get("choices") or [
            new_item("choices", ()),
            new_item("choices", ("choice_1",)),
        ]
    return changed


def _first_of(kind: str, rule: Rule) -> Rule | None:
    parts = rule.get("parts")
    for part in parts if isinstance(parts, list) else ():
        inner = part.get("rule") if isinstance(part, Mapping) else None
        if isinstance(inner, Mapping) and inner.get("kind") == kind:
            return inner
    return None


def _level(id_: str, share: str) -> dict[str, Any]:
    return {"id": id_, "label_vi": "", "share": share}


def _quantity(id_: str) -> dict[str, Any]:
    return {"id": id_, "label_vi": "", "unit": ""}


def _target(text: object, *, is_share: bool) -> str:
    """Return the target as it was where the new kind may have it, 1 where not."""
    if not isinstance(text, str):
        return "1"
    try:
        is_kept = not is_share or Fraction(text) <= 1
    except (ValueError, ZeroDivisionError):
        is_kept = True  # half-typed; it is a fault already and stays one
    return text if is_kept else "1"

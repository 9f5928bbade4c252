"""What became of the rows of one catalogue in another: the pairs, their fate, and how they differ.

Where nothing else is said a row is followed by the row of the same code. A `CatalogueMap` says what an
office or the ministry's circular knows better. Format: docs/earlier-year.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from dti_desktop.engine import strict_json
from dti_desktop.engine.model import (
    Catalogue,
    CountRule,
    Indicator,
    InfoRule,
    LevelsRule,
    PartsRule,
    RateRule,
    RatioRule,
    Rule,
    quantities,
)
from dti_desktop.engine.strict_json import pointer, shown
from dti_desktop.errors import InputError, Problem

MAX_MAP_BYTES = 1 << 20
"""The largest map file that is read, in bytes."""

Fate = Literal["new", "changed", "same", "dropped", "moved"]

Difference = Literal["kind", "fields", "levels", "target", "parts", "points", "wording"]

Names = Mapping[str, str]


@dataclass(frozen=True)
class CatalogueMap:
    """What is known about rows from the catalogue `from_id` to `to_id`; codes that are not named stay.

    `fields` and `levels` are by the old code: old field → new one; old field → old level → new one.
    """

    from_id: str
    to_id: str
    moved: Names = field(default_factory=dict)
    dropped: frozenset[str] = frozenset()
    fields: Mapping[str, Names] = field(default_factory=dict)
    levels: Mapping[str, Mapping[str, Names]] = field(default_factory=dict)
    profile: Names = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RowFate:
    """What became of a row. `code` is "" where it was dropped, `old_code` where it is new.

    `differences`: in what the two rows differ; a row that moved may be the same in all of it.
    """

    code: str
    old_code: str
    fate: Fate
    differences: tuple[Difference, ...] = ()


def parse_catalogue_map(untrusted_bytes: bytes) -> CatalogueMap:
    """Return the map that the bytes hold. Raises `InputError` `catalogue-map-invalid` with every fault."""
    try:
        document = strict_json.read(untrusted_bytes, max_bytes=MAX_MAP_BYTES, max_depth=8)
    except InputError as error:
        raise InputError("catalogue-map-invalid", error.problems) from None
    problems = list(_faults_of_form(document))
    if problems:
        raise InputError("catalogue-map-invalid", problems)
    assert isinstance(document, dict)
    return CatalogueMap(
        document["from"],
        document["to"],
        document.get("moved", {}),
        frozenset(document.get("dropped", ())),
        document.get("fields", {}),
        document.get("levels", {}),
        document.get("profile", {}),
    )


def map_faults(known: CatalogueMap, old: Catalogue, new: Catalogue) -> list[Problem]:
    """Return what in a map does not hold between these two catalogues: unknown names, two into one."""
    problems: list[Problem] = []
    for place, id_, catalogue in (("/from", known.from_id, old), ("/to", known.to_id, new)):
        if id_ != catalogue.id:
            problems.append(Problem("other-catalogue", place, {"value": shown(id_), "id": catalogue.id}))
    problems += _two_into_one("/moved", known.moved)
    problems += _two_into_one("/profile", known.profile)
    for code, target in known.moved.items():
        here = pointer("/moved", code)
        problems += _unknown(here, code, old.indicators, "unknown-code")
        problems += _unknown(here, target, new.indicators, "unknown-code")
        if code in known.dropped:
            problems.append(Problem("moved-and-dropped", here, {"code": code}))
    for code in sorted(known.dropped):
        problems += _unknown("/dropped", code, old.indicators, "unknown-code")
    for key, target in known.profile.items():
        here = pointer("/profile", key)
        problems += _unknown(here, key, old.profile_keys, "unknown-key")
        problems += _unknown(here, target, new.profile_keys, "unknown-key")
        if target in old.profile_keys and target not in known.profile:
            problems.append(Problem("two-into-one", here, {"value": shown(target)}))
    for section in ("fields", "levels"):
        for code, names in getattr(known, section).items():
            here = pointer(f"/{section}", code)
            row = old.indicators.get(code)
            if row is None:
                problems.append(Problem("unknown-code", here, {"code": shown(code)}))
                continue
            for name in names:
                problems += _unknown(pointer(here, name), name, field_values(row.rule), "unknown-key")
            if section == "fields":
                problems += _two_into_one(here, names)
    return problems


def followed(old: Catalogue, new: Catalogue, known: CatalogueMap | None = None) -> dict[str, str]:
    """Return for each row of `new` that follows one of `old` the old code, in the order of `new`.

    Between equal digests every row follows itself, whatever a map says.
    """
    if old.digest == new.digest:
        return {code: code for code in new.indicators}
    moved = {} if known is None else known.moved
    dropped = frozenset() if known is None else known.dropped
    sources = {target: code for code, target in moved.items()}
    for code in new.indicators:
        if code not in sources and code in old.indicators and code not in moved and code not in dropped:
            sources[code] = code
    return {code: sources[code] for code in new.indicators if code in sources}


def fates(old: Catalogue, new: Catalogue, known: CatalogueMap | None = None) -> tuple[RowFate, ...]:
    """Return the fate of every row: those of `new` in its order, then those of `old` that were dropped."""
    sources = followed(old, new, known)
    found: list[RowFate] = []
    for code, row in new.indicators.items():
        old_code = sources.get(code)
        if old_code is None:
            found.append(RowFate(code, "", "new"))
            continue
        differences = row_differences(old.indicators[old_code], row)
        fate: Fate = "moved" if old_code != code else "changed" if differences else "same"
        found.append(RowFate(code, old_code, fate, differences))
    placed = set(sources.values())
    found += [RowFate("", code, "dropped") for code in old.indicators if code not in placed]
    return tuple(found)


def row_differences(old: Indicator, new: Indicator) -> tuple[Difference, ...]:
    """Return in what two rows differ, whatever their codes are; nothing where they ask and give the same.

    `wording` alone is the mildest: a title, label or unit reads otherwise, which may mean another question.
    """
    found = set(_rule_differences(old.rule, new.rule))
    if old.max_points != new.max_points:
        found.add("points")
    if _is_worded_otherwise(old, new):
        found.add("wording")
    order: tuple[Difference, ...] = ("kind", "fields", "levels", "target", "parts", "points", "wording")
    return tuple(each for each in order if each in found)


def field_values(rule: Rule, prefix: str = "") -> dict[str, frozenset[str] | type]:
    """Return each field that a rule asks for with what it may hold: ids, `bool`, or `int` for numbers."""
    match rule:
        case LevelsRule():
            return {f"{prefix}level": frozenset(level.id for level in rule.levels)}
        case InfoRule():
            return {
                prefix + each.id: bool
                if each.type == "bool"
                else frozenset(choice.id for choice in each.choices)
                for each in rule.fields
            }
        case PartsRule():
            found: dict[str, frozenset[str] | type] = {}
            for part in rule.parts:
                found |= field_values(part.rule, f"{prefix}{part.id}.")
            return found
        case _:
            return {name: int for name, _ in quantities(rule, prefix)}


def _rule_differences(old: Rule, new: Rule) -> Iterator[Difference]:
    if old.kind != new.kind:
        yield "kind"
        return
    if field_values(old).keys() != field_values(new).keys() and old.kind != "parts":
        yield "fields"
    match old, new:
        case LevelsRule(), LevelsRule():
            if {level.id: level.share for level in old.levels} != {x.id: x.share for x in new.levels}:
                yield "levels"
        case (RatioRule(), RatioRule()) | (RateRule(), RateRule()) | (CountRule(), CountRule()):
            if _target(old) != _target(new):
                yield "target"
        case PartsRule(), PartsRule():
            parts = {part.id: part for part in old.parts}
            if old.gate != new.gate or {id_: part.share for id_, part in parts.items()} != {
                part.id: part.share for part in new.parts
            }:
                yield "parts"
            for part in new.parts:
                if part.id in parts:
                    yield from _rule_differences(parts[part.id].rule, part.rule)
        case InfoRule(), InfoRule():
            if field_values(old) != field_values(new):
                yield "fields"


def _target(rule: Rule) -> tuple[object, ...]:
    """Return by what a number is turned into a share, and which province figures may take part."""
    settings = ("target", "complement", "full_when_denominator_zero", "per")
    named = tuple((name, quantity.profile) for name, quantity in quantities(rule))
    return (*(getattr(rule, setting, None) for setting in settings), named)


def _is_worded_otherwise(old: Indicator, new: Indicator) -> bool:
    """Whether what both rows say to people reads otherwise; case and spaces are no other wording."""
    then, now = {"": old.title.vi, **_labels(old.rule)}, {"": new.title.vi, **_labels(new.rule)}
    return any(_read(then[name]) != _read(now[name]) for name in then.keys() & now.keys())


def _read(text: str) -> str:
    return " ".join(text.split()).casefold()


def _labels(rule: Rule, prefix: str = "") -> dict[str, str]:
    """Return what a rule says to people, by where it says it."""
    match rule:
        case LevelsRule():
            return {f"{prefix}level={level.id}": level.label.vi for level in rule.levels}
        case InfoRule():
            found = {prefix + each.id: each.label.vi for each in rule.fields}
            for each in rule.fields:
                found |= {f"{prefix}{each.id}={choice.id}": choice.label.vi for choice in each.choices}
            return found
        case PartsRule():
            found = {f"{prefix}{part.id}.": part.label.vi for part in rule.parts}
            for part in rule.parts:
                found |= _labels(part.rule, f"{prefix}{part.id}.")
            return found
        case _:
            return {
                name: f"{quantity.label.vi}|{quantity.unit.vi}" for name, quantity in quantities(rule, prefix)
            }


def _faults_of_form(document: object) -> Iterator[Problem]:
    if not isinstance(document, dict):
        yield Problem("object-expected")
        return
    known = {"schema_version", "from", "to", "moved", "dropped", "fields", "levels", "profile"}
    for key in document:
        if key not in known:
            yield Problem("unknown-key", pointer("", key), {"key": shown(key)})
    version = document.get("schema_version")
    if not isinstance(version, strict_json.NumberToken) or version != "1":
        yield Problem("unsupported-schema-version", "/schema_version")
    for key in ("from", "to"):
        if not _is_text(document.get(key)):
            yield Problem("name-expected", pointer("", key))
    dropped = document.get("dropped", [])
    if not isinstance(dropped, list) or not all(_is_text(code) for code in dropped):
        yield Problem("list-of-codes-expected", "/dropped")
    for key, depth in (("moved", 1), ("profile", 1), ("fields", 2), ("levels", 3)):
        yield from _names_faults(document.get(key, {}), depth, pointer("", key))


def _names_faults(node: Any, depth: int, place: str) -> Iterator[Problem]:
    if depth == 0:
        if not _is_text(node):
            yield Problem("name-expected", place)
    elif not isinstance(node, dict):
        yield Problem("object-expected", place)
    else:
        for key, value in node.items():
            yield from _names_faults(value, depth - 1, pointer(place, key))


def _is_text(value: object) -> bool:
    return isinstance(value, str) and not isinstance(value, strict_json.NumberToken) and value != ""


def _two_into_one(place: str, names: Names) -> list[Problem]:
    targets = list(names.values())
    return [
        Problem("two-into-one", pointer(place, name), {"value": shown(target)})
        for name, target in names.items()
        if targets.count(target) > 1
    ]


def _unknown(place: str, name: str, known: Any, code: str) -> list[Problem]:
    return [] if name in known else [Problem(code, place, {"code": shown(name), "key": shown(name)})]

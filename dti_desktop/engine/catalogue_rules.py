"""Faults of a catalogue's rules: their form, and what must hold inside one rule."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from dti_desktop.engine.catalogue_form import (
    ID,
    NUMBER,
    SHARE,
    TEXT,
    Check,
    Findings,
    flag,
    judge_repeated,
    list_of,
    object_of,
    one_of,
)
from dti_desktop.engine.strict_json import pointer

MAX_PARTS_DEPTH = 4
"""How many `parts` rules may lie inside one another, the outermost counted."""

Profile = Mapping[str, str | None]
"""Province figures by key, each with its unit, or None where the unit cannot be read."""

_LABELLED = {"id": ID, "label_vi": TEXT}
_LABEL_EN = {"label_en": TEXT}


def _quantity(fixed_id: str, optional: Mapping[str, Check] | None = None) -> Check:
    required = {"id": one_of(fixed_id, code="wrong-id"), "label_vi": TEXT, "unit": TEXT}
    return object_of(required, {**_LABEL_EN, "unit_en": TEXT, **(optional or {})})


_CHOICE = object_of(_LABELLED, _LABEL_EN)
_BOOL_FIELD = object_of({**_LABELLED, "type": TEXT}, _LABEL_EN)
_CHOICE_FIELD = object_of({**_LABELLED, "type": TEXT, "choices": list_of(_CHOICE)}, _LABEL_EN)
_UNCLEAR_FIELD = object_of(
    {**_LABELLED, "type": one_of("bool", "choice")}, {**_LABEL_EN, "choices": list_of(_CHOICE)}
)


def _info_field(findings: Findings, node: object, place: str) -> None:
    form = {"bool": _BOOL_FIELD, "choice": _CHOICE_FIELD}
    kind = node.get("type") if isinstance(node, dict) else None
    check = form.get(kind, _UNCLEAR_FIELD) if isinstance(kind, str) else _UNCLEAR_FIELD
    check(findings, node, place)
    _judge_ids(findings, node, place, "choices")


_KIND = {"kind": TEXT}
_OF_TWO_NUMBERS = {
    **_KIND,
    "numerator": _quantity("a"),
    "denominator": _quantity("b", {"profile": ID}),
    "target": NUMBER,
}
_RATIO = object_of(_OF_TWO_NUMBERS, {"complement": flag, "when_denominator_zero": one_of("full")})
_RATE = object_of({**_OF_TWO_NUMBERS, "per": NUMBER})
_COUNT = object_of({**_KIND, "value": _quantity("a"), "target": NUMBER})
_LEVELS = object_of({**_KIND, "levels": list_of(object_of({**_LABELLED, "share": SHARE}, _LABEL_EN))})
_INFO = object_of({**_KIND, "fields": list_of(_info_field)})

_FORMS: Mapping[str, Check] = {
    "levels": _LEVELS,
    "ratio": _RATIO,
    "rate": _RATE,
    "count": _COUNT,
    "info": _INFO,
}
KINDS = (*_FORMS, "parts")
_RULE_KIND = one_of(*KINDS, code="unknown-kind")


def rule_check(profile: Profile | None) -> Check:
    """Return the check of a sub-indicator's rule; `profile` is None where it cannot be read."""

    def check(findings: Findings, node: object, place: str) -> None:
        _rule(findings, node, place, profile, parts_depth=0)

    return check


def _rule(findings: Findings, node: object, place: str, profile: Profile | None, parts_depth: int) -> None:
    if not isinstance(node, dict):
        findings.unreadable("wrong-type", place, expected="object")
        return
    kind_place = pointer(place, "kind")
    if "kind" not in node:
        findings.unreadable("missing-key", kind_place)
        return
    _RULE_KIND(findings, node["kind"], kind_place)
    kind = findings.text(node, place, "kind")
    if kind is None:
        return
    if kind == "info" and parts_depth > 0:
        findings.unreadable("info-in-part", kind_place)
    elif kind == "parts" and parts_depth == MAX_PARTS_DEPTH:
        findings.unreadable("too-deep", place, limit=MAX_PARTS_DEPTH)
    elif kind == "parts":
        _parts_form(profile, parts_depth + 1)(findings, node, place)
        _judge_parts(findings, node, place)
    else:
        _FORMS[kind](findings, node, place)
        _judge_levels(findings, node, place)
        _judge_ids(findings, node, place, "fields")
        _judge_targets(findings, node, place, kind)
        _judge_denominator(findings, node, place, profile)


def _parts_form(profile: Profile | None, parts_depth: int) -> Check:
    def check_rule(findings: Findings, node: object, place: str) -> None:
        _rule(findings, node, place, profile, parts_depth)

    part = object_of({"id": ID, "share": SHARE, "rule": check_rule}, {"label_vi": TEXT, **_LABEL_EN})
    return object_of({**_KIND, "parts": list_of(part)}, {"gate": ID})


def _judge_parts(findings: Findings, node: object, place: str) -> None:
    _judge_ids(findings, node, place, "parts")
    parts = findings.items(node, place, "parts")
    if parts is None:
        return
    shares = []
    for part_place, part in parts:
        share = findings.number(part, part_place, "share")
        if share is not None and not 0 < share <= 1:
            findings.judged("share-out-of-range", pointer(part_place, "share"))
            share = None
        shares.append(share)
    known_shares = [share for share in shares if share is not None]
    if len(known_shares) == len(shares) and sum(known_shares) != 1:
        findings.judged("shares-do-not-sum", pointer(place, "parts"))
    ids = [findings.text(part, part_place, "id") for part_place, part in parts]
    gate = findings.text(node, place, "gate")
    if gate is not None and None not in ids and gate not in ids:
        findings.judged("unknown-gate", pointer(place, "gate"), value=gate)


def _judge_levels(findings: Findings, node: object, place: str) -> None:
    _judge_ids(findings, node, place, "levels")
    for level_place, level in findings.items(node, place, "levels") or ():
        share = findings.number(level, level_place, "share")
        if share is not None and share > 1:
            findings.judged("share-out-of-range", pointer(level_place, "share"))


def _judge_targets(findings: Findings, node: object, place: str, kind: str) -> None:
    for key in ("target", "per"):
        number = findings.number(node, place, key)
        if number is not None and (number == 0 or (kind == "ratio" and number > 1)):
            findings.judged("target-out-of-range", pointer(place, key))
    if findings.member(node, place, "complement") is True:
        target = findings.number(node, place, "target")
        if target is not None and target != Fraction(1):
            findings.judged("complement-with-target", pointer(place, "target"))


def _judge_denominator(findings: Findings, node: object, place: str, profile: Profile | None) -> None:
    denominator = findings.member(node, place, "denominator")
    denominator_place = pointer(place, "denominator")
    key = findings.text(denominator, denominator_place, "profile")
    if key is None or profile is None:
        return
    if key not in profile:
        findings.judged("unknown-profile-key", pointer(denominator_place, "profile"), value=key)
        return
    unit = findings.text(denominator, denominator_place, "unit")
    if unit is not None and profile[key] is not None and unit != profile[key]:
        findings.judged("profile-unit-differs", pointer(denominator_place, "unit"), expected=profile[key])


def _judge_ids(findings: Findings, node: object, place: str, key: str) -> None:
    judge_repeated(findings, "duplicate-id", findings.items(node, place, key) or (), "id")

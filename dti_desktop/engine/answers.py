"""Answers between their two forms: the nested JSON of `fill`, and the flat fields of an assessment.

`parse_fill` judges an untrusted document whole: it returns everything or raises with every fault.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from dti_desktop.engine import strict_json
from dti_desktop.engine.assessment import Fields, FieldValue
from dti_desktop.engine.model import (
    Catalogue,
    CountRule,
    InfoField,
    InfoRule,
    LevelsRule,
    PartsRule,
    RateRule,
    RatioRule,
    Rule,
)
from dti_desktop.engine.numbers import NumberFault, json_number, number_text, plain_number
from dti_desktop.engine.strict_json import NumberToken, pointer, shown
from dti_desktop.errors import InputError, Problem

MAX_FILL_BYTES = 16 * 1024 * 1024
"""A `fill` document larger than this is refused unread."""


@dataclass(frozen=True, slots=True)
class Fill:
    """What a `fill` document asks for: whole answers (empty: cleared) and figures (None: cleared)."""

    answers: Mapping[str, Fields]
    profile: Mapping[str, Decimal | None]


def parse_fill(catalogue: Catalogue, untrusted_bytes: bytes) -> Fill:
    """Return the document's answers and figures; raise `InputError` listing every fault with its place."""
    document, faults_of_form = strict_json.examine(untrusted_bytes, max_bytes=MAX_FILL_BYTES)
    return _judged(catalogue, document, faults_of_form)


def check_fill(catalogue: Catalogue, untrusted_document: object) -> Fill:
    """Judge a document already read by `strict_json.read`. Raises `InputError` listing every fault."""
    return _judged(catalogue, untrusted_document, ())


def _judged(catalogue: Catalogue, untrusted_document: object, known_faults: Iterable[Problem]) -> Fill:
    problems = list(known_faults)
    answers: dict[str, Fields] = {}
    profile: dict[str, Decimal | None] = {}
    sections: Mapping[str, object] = {}
    if not isinstance(untrusted_document, dict):
        problems.append(Problem("object-expected"))
    elif not untrusted_document:
        problems.append(Problem("empty"))
    else:
        sections = untrusted_document
    for key, value in sections.items():
        place = pointer("", key)
        if key not in ("answers", "profile"):
            problems.append(Problem("unknown-key", place, {"key": shown(key)}))
        elif not isinstance(value, dict):
            problems.append(Problem("object-expected", place))
        elif key == "answers":
            for code, entry in value.items():
                indicator = catalogue.indicators.get(code)
                here = pointer(place, code)
                if indicator is None:
                    problems.append(Problem("unknown-code", here, {"code": shown(code)}))
                else:
                    answers[code] = _entry(indicator.rule, entry, here, "", problems)
        else:
            for figure, number in value.items():
                here = pointer(place, figure)
                if figure not in catalogue.profile_keys:
                    problems.append(Problem("unknown-key", here, {"key": shown(figure)}))
                else:
                    profile[figure] = None if number is None else _number(number, here, problems)
    if problems:
        raise InputError(strict_json.summary(problems), problems)
    return Fill(answers, profile)


def _entry(rule: Rule, entry: object, place: str, prefix: str, problems: list[Problem]) -> Fields:
    if entry is None:
        return {}
    if not isinstance(entry, dict):
        problems.append(Problem("object-expected", place))
        return {}
    if not entry:
        problems.append(Problem("empty", place))
        return {}
    fields: dict[str, FieldValue] = {}
    for key, value in entry.items():
        here = pointer(place, key)
        if isinstance(rule, PartsRule):
            part = next((part for part in rule.parts if part.id == key), None)
            if part is None:
                problems.append(Problem("unknown-key", here, {"key": shown(key)}))
            else:
                fields.update(_entry(part.rule, value, here, f"{prefix}{part.id}.", problems))
            continue
        if key not in _field_ids(rule):
            problems.append(Problem("unknown-key", here, {"key": shown(key)}))
            continue
        if value is not None:
            judged = _field_value(rule, key, value, here, problems)
            if judged is not None:
                fields[prefix + key] = judged
    return fields


def _field_ids(rule: Rule) -> tuple[str, ...]:
    match rule:
        case LevelsRule():
            return ("level",)
        case RatioRule() | RateRule():
            return (rule.numerator.id, rule.denominator.id)
        case CountRule():
            return (rule.value.id,)
        case InfoRule():
            return tuple(field.id for field in rule.fields)
        case PartsRule():
            return ()


def _field_value(
    rule: Rule, key: str, value: object, place: str, problems: list[Problem]
) -> FieldValue | None:
    match rule:
        case LevelsRule():
            return _one_of(tuple(level.id for level in rule.levels), "unknown-level", value, place, problems)
        case InfoRule():
            field = next(field for field in rule.fields if field.id == key)
            return _info_value(field, value, place, problems)
        case _:
            return _number(value, place, problems)


def _info_value(field: InfoField, value: object, place: str, problems: list[Problem]) -> FieldValue | None:
    if field.type == "choice":
        return _one_of(tuple(choice.id for choice in field.choices), "unknown-choice", value, place, problems)
    if isinstance(value, bool):
        return value
    problems.append(Problem("yes-or-no-expected", place))
    return None


def _one_of(
    allowed: tuple[str, ...], code: str, value: object, place: str, problems: list[Problem]
) -> str | None:
    if isinstance(value, NumberToken) or not isinstance(value, str):
        problems.append(Problem("text-expected", place, {"allowed": list(allowed)}))
    elif value not in allowed:
        problems.append(Problem(code, place, {"value": shown(value[:80]), "allowed": list(allowed)}))
    else:
        return value
    return None


def _number(value: object, place: str, problems: list[Problem]) -> Decimal | None:
    try:
        if isinstance(value, NumberToken):
            return json_number(value)
        if isinstance(value, str):
            return plain_number(value)
    except NumberFault as fault:
        problems.append(Problem(fault.code, place, {"value": shown(str(value)[:80])}))
        return None
    problems.append(Problem("number-expected", place))
    return None


def answer_to_json(fields: Fields) -> dict[str, object]:
    """Return one answer in the nested form of `fill`; numbers are canonical texts."""
    nested: dict[str, object] = {}
    for path, value in sorted(fields.items()):
        *parts, key = path.split(".")
        place = nested
        for part in parts:
            inner = place.setdefault(part, {})
            assert isinstance(inner, dict)
            place = inner
        place[key] = number_text(value) if isinstance(value, Decimal) else value
    return nested


def answers_to_json(catalogue: Catalogue, answers: Mapping[str, Fields]) -> dict[str, object]:
    """Return all given answers in the form of `fill`, in catalogue order."""
    return {code: answer_to_json(answers[code]) for code in catalogue.indicators if answers.get(code)}


def profile_to_json(catalogue: Catalogue, profile: Mapping[str, Decimal]) -> dict[str, str]:
    """Return the given province figures as canonical texts, in catalogue order."""
    return {field.key: number_text(profile[field.key]) for field in catalogue.profile if field.key in profile}

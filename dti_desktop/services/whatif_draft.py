"""The what-if in progress as it is kept between two runs: changes, the rows shown, half-typed texts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal

from dti_desktop.engine.assessment import Fields, FieldValue, Scenario
from dti_desktop.engine.numbers import NumberFault, number_text, plain_number
from dti_desktop.services.whatif import NOTHING

RowKind = Literal["answer", "figure"]
ANSWER: RowKind = "answer"
FIGURE: RowKind = "figure"

Row = tuple[RowKind, str]
"""A row of a what-if: the answer of a sub-indicator by its code, or a province figure by its key."""


@dataclass(frozen=True)
class Draft:
    """A what-if in progress. `scenario.id` is that of the kept one that it came from, "" for none.

    `rows` stand in the order in which they were taken; `texts` by "code#field" could not be read yet.
    """

    scenario: Scenario = NOTHING
    rows: tuple[Row, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)


def draft_of(scenario: Scenario) -> Draft:
    """Return a kept what-if as one in progress, a row for each change."""
    rows: list[Row] = [(ANSWER, code) for code in scenario.answers]
    rows += [(FIGURE, key) for key in scenario.profile]
    return Draft(scenario, tuple(rows))


def draft_to_json(draft: Draft) -> dict[str, Any]:
    """Return a draft as a small setting."""
    scenario = draft.scenario
    return {
        "id": scenario.id,
        "name": scenario.name,
        "created_utc": scenario.created_utc,
        "answers": {
            code: {key: _to_json(value) for key, value in fields.items()}
            for code, fields in scenario.answers.items()
        },
        "profile": {key: None if n is None else _to_json(n) for key, n in scenario.profile.items()},
        "rows": [list(row) for row in draft.rows],
        "texts": dict(draft.texts),
    }


def draft_from_json(untrusted: object) -> Draft | None:
    """Return the draft that a setting holds; None for none. What cannot be read is left out."""
    if not isinstance(untrusted, dict):
        return None
    answers: dict[str, Fields] = {}
    for code, fields in _pairs(untrusted, "answers"):
        if isinstance(fields, dict):
            read = {str(key): _value(value) for key, value in fields.items()}
            answers[code] = {key: value for key, value in read.items() if value is not None}
    profile: dict[str, Decimal | None] = {}
    for key, number in _pairs(untrusted, "profile"):
        value = None if number is None else _value(number)
        if number is None or isinstance(value, Decimal):
            profile[key] = value if isinstance(value, Decimal) else None
    rows: list[Row] = []
    kept = untrusted.get("rows")
    for row in kept if isinstance(kept, list) else ():
        if isinstance(row, list) and len(row) == 2 and isinstance(row[1], str):
            if row[0] == ANSWER:
                rows.append((ANSWER, row[1]))
            elif row[0] == FIGURE:
                rows.append((FIGURE, row[1]))
    texts = {key: text for key, text in _pairs(untrusted, "texts") if isinstance(text, str)}
    id_, name, created = (str(untrusted.get(key) or "") for key in ("id", "name", "created_utc"))
    return Draft(Scenario(id_, name, created, answers, profile), tuple(dict.fromkeys(rows)), texts)


def _pairs(document: dict[Any, Any], key: str) -> list[tuple[str, Any]]:
    found = document.get(key)
    return [(str(k), v) for k, v in found.items()] if isinstance(found, dict) else []


def _to_json(value: FieldValue) -> Any:
    return {"number": number_text(value)} if isinstance(value, Decimal) else value


def _value(untrusted: object) -> FieldValue | None:
    if isinstance(untrusted, str | bool):
        return untrusted
    if isinstance(untrusted, dict) and isinstance(untrusted.get("number"), str):
        try:
            return plain_number(untrusted["number"])
        except NumberFault:
            return None
    return None

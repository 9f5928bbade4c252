"""What the office expects and plans: estimates and named what-ifs, as cells that are journaled and undone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from dti_desktop.engine.assessment import Fields, FieldValue, Scenario
from dti_desktop.errors import InputError
from dti_desktop.store import cells
from dti_desktop.store.cells import Cell
from dti_desktop.store.connection import Connection
from dti_desktop.store.edits import Change, Edits
from dti_desktop.store.encoding import field_text, field_value, from_json_text, json_text


class Planning:
    """The edits of estimates and what-ifs. Unknown assessment: `InputError` `assessment-unknown`."""

    def __init__(self, connection: Connection, edits: Edits) -> None:
        self._connection = connection
        self._edits = edits

    def set_estimates(self, assessment_id: str, code: str, fields: Mapping[str, FieldValue | None]) -> Change:
        """Set the named estimates of an indicator ("": of all together); None clears one; others stay."""
        return self._edits.commit_step(
            assessment_id,
            [
                (Cell("estimate", code, key), None if value is None else field_text(value))
                for key, value in fields.items()
            ],
        )

    def save_scenario(self, assessment_id: str, scenario: Scenario, *, most: int) -> Change:
        """Keep a what-if, in place of the one of the same id.

        Raises `InputError` `scenario-limit` where there are `most` others already.
        """
        with self._connection.transaction():
            self._edits.require(assessment_id)
            row = self._connection.row(
                "SELECT count(*) FROM scenarios WHERE assessment_id = ? AND id <> ?",
                (assessment_id, scenario.id),
            )
            assert row is not None
            if row[0] >= most:
                raise InputError("scenario-limit", limit=most)
            return self._edits.commit_step(
                assessment_id, [(Cell("scenario", "", scenario.id), _record(scenario))]
            )

    def remove_scenario(self, assessment_id: str, scenario_id: str) -> Change:
        """Remove a what-if. Raises `InputError` `scenario-unknown`."""
        cell = Cell("scenario", "", scenario_id)
        with self._connection.transaction():
            self._edits.require(assessment_id)
            if cells.read(self._connection, assessment_id, cell) is None:
                raise InputError("scenario-unknown", id=scenario_id)
            return self._edits.commit_step(assessment_id, [(cell, None)])


def estimates_of(connection: Connection, assessment_id: str) -> dict[str, Fields]:
    """Return the estimates of an assessment, by indicator code ("" for all together)."""
    found: defaultdict[str, dict[str, FieldValue]] = defaultdict(dict)
    for code, key, value in connection.rows(
        "SELECT code, key, value FROM estimates WHERE assessment_id = ?", (assessment_id,)
    ):
        found[code][key] = field_value(value)
    return dict(found)


def scenarios_of(connection: Connection, assessment_id: str) -> dict[str, Scenario]:
    """Return the what-ifs of an assessment by id, the oldest first."""
    rows = connection.rows(
        "SELECT id, name, created_utc, changes FROM scenarios WHERE assessment_id = ? "
        "ORDER BY created_utc, id",
        (assessment_id,),
    )
    return {id_: _scenario(id_, name, created_utc, changes) for id_, name, created_utc, changes in rows}


def _record(scenario: Scenario) -> str:
    """Return a what-if as the journal tells it; numbers are written as in answers."""
    return json_text(
        {
            "name": scenario.name,
            "created_utc": scenario.created_utc,
            "changes": {
                "answers": {
                    code: {key: _as_json(value) for key, value in fields.items()}
                    for code, fields in scenario.answers.items()
                },
                "profile": {
                    key: None if value is None else _as_json(value) for key, value in scenario.profile.items()
                },
            },
        }
    )


def _scenario(scenario_id: str, name: str, created_utc: str, changes_text: str) -> Scenario:
    changes = from_json_text(changes_text)
    answers = {
        code: {key: field_value(json_text(value)) for key, value in fields.items()}
        for code, fields in changes["answers"].items()
    }
    profile: dict[str, Decimal | None] = {}
    for key, value in changes["profile"].items():
        number = None if value is None else field_value(json_text(value))
        assert number is None or isinstance(number, Decimal)
        profile[key] = number
    return Scenario(scenario_id, name, created_utc, answers, profile)


def _as_json(value: FieldValue) -> Any:
    return from_json_text(field_text(value))

"""What the office expects and plans, as it is entered: estimates and named what-ifs."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from dti_desktop.engine.assessment import FieldValue, Scenario
from dti_desktop.engine.estimate_checks import check_estimates
from dti_desktop.engine.estimates import EXCLUDED
from dti_desktop.engine.model import Catalogue
from dti_desktop.errors import InputError, Problem
from dti_desktop.services.entered_text import MAX_NAME_CHARACTERS, clean_line
from dti_desktop.utc_times import utc_text

if TYPE_CHECKING:
    from dti_desktop.store.database import Store
    from dti_desktop.store.edits import Change

MOST_SCENARIOS = 50
"""How many what-ifs one assessment keeps."""

_SCENARIO_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,63}", re.ASCII)


def new_scenario_id() -> str:
    """Return an id that no what-if has."""
    return secrets.token_hex(8)


def set_estimates(
    store: Store, assessment_id: str, code: str, untrusted_fields: Mapping[str, FieldValue | None]
) -> Change:
    """Set estimates of an indicator ("": of all together); None, "" and an `excluded` of false clear one.

    Raises `InputError` listing every fault, as `check_estimates` and `clean_line` do; nothing is changed.
    """
    catalogue = store.assessments.catalogue(assessment_id)
    check_estimates(catalogue, code, untrusted_fields)
    fields = {key: _as_kept(key, value) for key, value in untrusted_fields.items()}
    return store.planning.set_estimates(assessment_id, code, fields)


def _as_kept(key: str, value: FieldValue | None) -> FieldValue | None:
    if isinstance(value, str):
        return clean_line(value, limit=MAX_NAME_CHARACTERS) or None
    return None if key == EXCLUDED and value is False else value


def save_scenario(store: Store, assessment_id: str, untrusted: Scenario) -> Change:
    """Keep a what-if, its name made one clean line; answers and figures have been judged before.

    `created_utc` "" becomes the present moment. Raises `InputError`: `scenario-name-missing`,
    `scenario-id-malformed`, `unknown-code`, `unknown-profile-key`, `scenario-limit`, those of `clean_line`.
    """
    problems = list(_faults(store.assessments.catalogue(assessment_id), untrusted))
    name = ""
    try:
        name = clean_line(untrusted.name, limit=MAX_NAME_CHARACTERS)
        if not name:
            problems.insert(0, Problem("scenario-name-missing", "name"))
    except InputError as error:
        problems.extend(error.problems)
    if problems:
        raise InputError(problems[0].code, problems)
    created_utc = untrusted.created_utc or utc_text(store.now_utc())
    scenario = replace(untrusted, name=name, created_utc=created_utc)
    return store.planning.save_scenario(assessment_id, scenario, most=MOST_SCENARIOS)


def _faults(catalogue: Catalogue, scenario: Scenario) -> list[Problem]:
    figures = {figure.key for figure in catalogue.profile}
    return [
        *([] if _SCENARIO_ID.fullmatch(scenario.id) else [Problem("scenario-id-malformed", "id")]),
        *(
            Problem("unknown-code", f"/answers/{code}", {"code": code})
            for code in scenario.answers
            if code not in catalogue.indicators
        ),
        *(
            Problem("unknown-profile-key", f"/profile/{key}", {"value": key})
            for key in scenario.profile
            if key not in figures
        ),
    ]

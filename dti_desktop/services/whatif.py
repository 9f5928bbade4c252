"""What if: answers and figures laid over a copy of an assessment, and what the copy comes to.

The assessment itself is never touched. A what-if is a `Scenario`; the one in progress has no name yet.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from dti_desktop.engine.answers import answer_to_json, check_fill
from dti_desktop.engine.assessment import Assessment, Fields, Scenario
from dti_desktop.engine.model import Catalogue
from dti_desktop.engine.numbers import NumberFault, checked_number
from dti_desktop.engine.results import ResultBook
from dti_desktop.engine.scoring import Scorecard
from dti_desktop.errors import InputError
from dti_desktop.services.outlook import Outlook, look

if TYPE_CHECKING:
    from dti_desktop.services.forecasting import Forecaster, Prospect

MOST_COMPARED = 4
"""How many what-ifs stand side by side with the present state."""

NOTHING = Scenario("", "", "")
"""A what-if in which nothing is changed."""


@dataclass(frozen=True)
class Fit:
    """The part of a what-if that the catalogue knows, and the codes and figures that it does not."""

    scenario: Scenario
    strange: tuple[str, ...]


@dataclass(frozen=True)
class Trial:
    """A what-if tried out: the copy of the assessment, what it comes to, and what differs.

    `codes` are the sub-indicators whose answer differs, `figures` the province figures, `touched` all
    sub-indicators that may score otherwise. `strange` as in `Fit`: left out.
    """

    scenario: Scenario
    assessment: Assessment
    outlook: Outlook
    codes: tuple[str, ...]
    figures: tuple[str, ...]
    touched: frozenset[str]
    strange: tuple[str, ...]

    @property
    def changes(self) -> int:
        """How many answers and figures differ."""
        return len(self.codes) + len(self.figures)


@dataclass(frozen=True)
class Compared:
    """One of the states that stand side by side; `prospect` is None where nothing was published."""

    trial: Trial
    prospect: Prospect | None


def fit(catalogue: Catalogue, scenario: Scenario) -> Fit:
    """Return what of `scenario` fits `catalogue`; it may have been made under another one."""
    strange = []
    answers: dict[str, Fields] = {}
    for code, fields in scenario.answers.items():
        if code in catalogue.indicators and (not fields or _fits(catalogue, code, fields)):
            answers[code] = fields
        else:
            strange.append(code)
    profile: dict[str, Decimal | None] = {}
    for key, number in scenario.profile.items():
        if key in catalogue.profile_keys and (number is None or _is_number(number)):
            profile[key] = number
        else:
            strange.append(key)
    return Fit(replace(scenario, answers=answers, profile=profile), tuple(strange))


def _fits(catalogue: Catalogue, code: str, fields: Fields) -> bool:
    paths = set(fields)
    if any(other.startswith(f"{path}.") for path in paths for other in paths):
        return False  # a field that is also a part: no answer has that form
    try:
        check_fill(catalogue, {"answers": {code: answer_to_json(fields)}})
    except InputError:
        return False
    return True


def _is_number(number: Decimal) -> bool:
    try:
        checked_number(number)
    except NumberFault:
        return False
    return True


def without_equals(assessment: Assessment, scenario: Scenario) -> Scenario:
    """Return `scenario` without what is the same in `assessment`."""
    return replace(
        scenario,
        answers={
            code: fields
            for code, fields in scenario.answers.items()
            if dict(fields) != dict(assessment.answers.get(code, {}))
        },
        profile={
            key: number for key, number in scenario.profile.items() if number != assessment.profile.get(key)
        },
    )


def with_answer(assessment: Assessment, scenario: Scenario, code: str, fields: Fields) -> Scenario:
    """Return `scenario` with another answer of `code`; one as in `assessment` is no change."""
    return without_equals(assessment, replace(scenario, answers={**scenario.answers, code: dict(fields)}))


def with_figure(assessment: Assessment, scenario: Scenario, key: str, number: Decimal | None) -> Scenario:
    """Return `scenario` with another province figure; one as in `assessment` is no change."""
    return without_equals(assessment, replace(scenario, profile={**scenario.profile, key: number}))


def try_out(assessment: Assessment, scorecard: Scorecard, scenario: Scenario, book: ResultBook) -> Trial:
    """Return what `assessment` would come to; `scorecard` is its own.

    Only what is touched is judged again.
    """
    catalogue = assessment.catalogue
    fitting = fit(catalogue, scenario)
    changed = without_equals(assessment, fitting.scenario)
    copy = assessment.with_scenario(changed)
    touched = set(changed.answers)
    for key in changed.profile:
        touched |= catalogue.codes_by_profile_key[key]
    return Trial(
        scenario,
        copy,
        look(copy, book, previous=scorecard, changed_codes=touched),
        tuple(code for code in catalogue.indicators if code in changed.answers),
        tuple(figure.key for figure in catalogue.profile if figure.key in changed.profile),
        frozenset(touched),
        fitting.strange,
    )


def compare(
    assessment: Assessment,
    scorecard: Scorecard,
    scenarios: Sequence[Scenario],
    book: ResultBook,
    forecaster: Forecaster,
) -> tuple[Compared, ...]:
    """Return the present state and after it each of `scenarios`; slow, off the window's thread."""
    trials = [try_out(assessment, scorecard, scenario, book) for scenario in (NOTHING, *scenarios)]
    return tuple(Compared(trial, _prospect(trial, forecaster)) for trial in trials)


def _prospect(trial: Trial, forecaster: Forecaster) -> Prospect | None:
    try:
        return forecaster.prospect(trial.assessment, trial.outlook.scorecard)
    except InputError:  # nothing was published to compare with
        return None

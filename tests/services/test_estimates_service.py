"""Estimates and what-ifs as the office enters them: judged, cleaned, bounded."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from dti_desktop import paths
from dti_desktop.engine.assessment import Scenario
from dti_desktop.errors import InputError
from dti_desktop.services.estimates import MOST_SCENARIOS, new_scenario_id
from dti_desktop.services.library import Library
from dti_desktop.services.workspace import Workspace

NFD_NAME = unicodedata.normalize("NFD", "  Sở   Nội vụ ")


@pytest.fixture(scope="module")
def library() -> Library:
    return Library(paths.resources_dir(), paths.translations_dir())


@pytest.fixture
def workspace(tmp_path: Path, library: Library) -> Iterator[Workspace]:
    opened = Workspace.open(
        tmp_path / "store", library, now_utc=lambda: datetime(2026, 11, 22, tzinfo=UTC), user="Hoa"
    )
    yield opened
    opened.close()


@pytest.fixture
def made(workspace: Workspace) -> str:
    return workspace.create("Sóc Trăng", 2022)


def faults(act: Callable[[], object]) -> list[tuple[str, str]]:
    with pytest.raises(InputError) as caught:
        act()
    return [(problem.code, problem.place) for problem in caught.value.problems]


def test_an_estimate_is_cleaned_and_says_what_it_touched(workspace: Workspace, made: str) -> None:
    saved = workspace.set_estimates(made, "1.1", {"department": NFD_NAME, "low": Decimal("0.5")})
    assert saved.codes == {"1.1"}
    assert saved.assessment.estimates == {"1.1": {"department": "Sở Nội vụ", "low": Decimal("0.5")}}
    saved = workspace.set_estimates(made, "", {"data_deadline": "2023-05-12"})
    assert saved.codes == frozenset()
    assert saved.assessment.can_undo
    assert workspace.undo(made).assessment.estimates.keys() == {"1.1"}


def test_nothing_and_no_are_no_estimates(workspace: Workspace, made: str) -> None:
    workspace.set_estimates(made, "1.1", {"department": "Sở", "excluded": True, "due": "2024-01-01"})
    saved = workspace.set_estimates(made, "1.1", {"department": " ", "excluded": False, "due": None})
    assert saved.assessment.estimates == {}


def test_one_fault_and_nothing_is_kept(workspace: Workspace, made: str) -> None:
    fields = {"low": Decimal(2), "department": "Sở", "due": "mai"}
    assert faults(lambda: workspace.set_estimates(made, "1.1", fields)) == [
        ("estimate-share", "low"),
        ("date-malformed", "due"),
    ]
    assert faults(lambda: workspace.set_estimates(made, "1.1", {"department": "x" * 200})) == [
        ("text-too-long", "")
    ]
    assert faults(lambda: workspace.set_estimates(made, "99.1", {"low": Decimal(1)})) == [
        ("unknown-code", "")
    ]
    assert workspace.load(made).estimates == {}


def test_a_what_if_is_named_and_dated(workspace: Workspace, made: str) -> None:
    first = Scenario(new_scenario_id(), NFD_NAME, "", {"1.1": {"level": "head"}}, {"population": Decimal(5)})
    saved = workspace.save_scenario(made, first)
    (kept,) = saved.assessment.scenarios.values()
    assert (kept.name, kept.created_utc) == ("Sở Nội vụ", "2026-11-22T00:00:00Z")
    assert (kept.answers, kept.profile) == (first.answers, first.profile)
    assert saved.assessment.answers == {}, "what is only thought of answers nothing"
    assert workspace.remove_scenario(made, first.id).assessment.scenarios == {}


def test_every_fault_of_a_what_if_is_listed(workspace: Workspace, made: str) -> None:
    wrong = Scenario("Kịch bản", " ", "", {"99.1": {}}, {"moons": None})
    assert faults(lambda: workspace.save_scenario(made, wrong)) == [
        ("scenario-name-missing", "name"),
        ("scenario-id-malformed", "id"),
        ("unknown-code", "/answers/99.1"),
        ("unknown-profile-key", "/profile/moons"),
    ]
    assert faults(lambda: workspace.save_scenario(made, Scenario("a", "x" * 200, ""))) == [
        ("text-too-long", "")
    ]
    assert faults(lambda: workspace.remove_scenario(made, "a")) == [("scenario-unknown", "")]


def test_there_is_a_limit(workspace: Workspace, made: str) -> None:
    for number in range(MOST_SCENARIOS):
        workspace.save_scenario(made, Scenario(f"s{number}", "Một", ""))
    assert faults(lambda: workspace.save_scenario(made, Scenario("more", "Một", ""))) == [
        ("scenario-limit", "")
    ]
    workspace.save_scenario(made, Scenario("s0", "Đổi tên", ""))
    assert len(workspace.load(made).scenarios) == MOST_SCENARIOS


def test_ids_are_fresh() -> None:
    assert len({new_scenario_id() for _ in range(100)}) == 100

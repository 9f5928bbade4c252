"""The forecast follows what is typed, beside the window, and shows in its head and on the overview."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from real_window import LIBRARY, RealWindow, prepare, real_window

from dti_desktop.services.sample import create_sample
from dti_desktop.ui.language import Language
from dti_desktop.ui.pages.overview import OverviewPage

SAMPLE = "sample-soc-trang-2022"


@pytest.fixture(scope="module")
def sample_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed store with the sample, to be copied."""
    store = tmp_path_factory.mktemp("sample") / "store"
    prepare(store, lambda workspace: create_sample(workspace, LIBRARY))
    return store


@pytest.fixture
def real(qtbot: QtBot, tmp_path: Path, sample_store: Path, window_language: Language) -> Iterator[RealWindow]:
    shutil.copytree(sample_store, tmp_path / "store")
    with real_window(qtbot, window_language, tmp_path / "store") as opened:
        opened.open(SAMPLE, "overview")
        opened.until(lambda: opened.session.forecast.prospect is not None)
        yield opened


def interval(real: RealWindow) -> tuple[int, int]:
    prospect = real.session.forecast.prospect
    assert prospect is not None
    assert prospect.forecast.overall is not None
    return prospect.forecast.overall.interval


def test_it_shows_in_the_head_and_under_the_points(real: RealWindow) -> None:
    low, high = interval(real)
    header = real.window.workbench.header
    assert header.forecast.text() == f"{low}–{high}"
    assert "có minh chứng" in header.forecast.toolTip()
    page = real.bench.page("overview")
    assert isinstance(page, OverviewPage)
    assert page.points.remark.text().startswith("có minh chứng")


def test_it_follows_every_answer_and_lags_behind_none(real: RealWindow) -> None:
    session = real.session
    before = session.forecast.prospect
    for amount in range(1, 20):
        session.edit_answer("1.10", {"a": Decimal(amount)})
    real.until(lambda: session.forecast.is_current and session.forecast.prospect is not before)
    found = session.forecast.prospect
    assert found is not None
    assert session.outlook is not None
    assert found.backing.claimed_points == session.outlook.scorecard.whole.points
    real.at_rest()


def test_the_office_sets_the_chance_of_acceptance(real: RealWindow) -> None:
    session = real.session
    low, high = interval(real)
    session.set_estimate("", "acceptance", Decimal(1))
    real.until(lambda: session.forecast.is_current and interval(real) != (low, high))
    prospect = session.forecast.prospect
    assert prospect is not None
    assert prospect.by_source == {}
    assert interval(real)[1] < high
    real.at_rest()


def test_another_assessment_has_a_forecast_of_its_own(real: RealWindow) -> None:
    session = real.session
    before = session.forecast.prospect
    real.tasks.run(lambda: real.bench.context.workspace.create("Sóc Trăng", 2024))
    session.open("soc-trang-2024")
    real.until(lambda: session.assessment is not None and session.assessment.id == "soc-trang-2024")
    assert session.forecast.prospect is None, "what was seen before is of another assessment"
    real.until(lambda: session.forecast.prospect is not None)
    found = session.forecast.prospect
    assert found is not None
    assert before is not None
    assert (before.rivals_are_facts, found.rivals_are_facts) == (True, False)
    assert found.forecast.year == 2024
    session.close()
    assert session.forecast.prospect is None
    real.at_rest()

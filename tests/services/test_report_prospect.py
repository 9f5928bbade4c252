"""What the leader's annex is made from: the forecast, history and losses of one assessment."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction

import pytest

from dti_desktop import paths
from dti_desktop.engine.assessment import Assessment
from dti_desktop.engine.backing import backing
from dti_desktop.engine.results import OVERALL, ResultBook
from dti_desktop.errors import Cancelled
from dti_desktop.reports.prospect_model import ReportProspect
from dti_desktop.services.forecasting import Forecaster
from dti_desktop.services.library import Library
from dti_desktop.services.outlook import look
from dti_desktop.services.report_prospect import report_prospect
from dti_desktop.services.sample import create_sample
from dti_desktop.services.workspace import Workspace


@pytest.fixture(scope="module")
def library() -> Library:
    return Library(paths.resources_dir(), paths.translations_dir())


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory, library: Library) -> Iterator[Assessment]:
    folder = tmp_path_factory.mktemp("sample") / "store"
    workspace = Workspace.open(
        folder, library, now_utc=lambda: datetime(2026, 11, 22, tzinfo=UTC), user="Hoa"
    )
    yield workspace.load(create_sample(workspace, library))
    workspace.close()


def forecaster_of(library: Library, book: ResultBook | None = None) -> Forecaster:
    return Forecaster(
        book or library.result_book,
        library.national_means,
        library.estimate_defaults,
        library.announcing_kinds,
    )


def prospect_of(
    library: Library,
    assessment: Assessment,
    book: ResultBook | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> ReportProspect | None:
    outlook = look(assessment, book or library.result_book)
    return report_prospect(forecaster_of(library, book), assessment, outlook, cancelled=cancelled)


@pytest.fixture(scope="module")
def of_2022(library: Library, sample: Assessment) -> ReportProspect:
    found = prospect_of(library, sample)
    assert found is not None
    return found


@pytest.fixture(scope="module")
def of_2024(library: Library, sample: Assessment) -> ReportProspect:
    found = prospect_of(library, replace(sample, year=2024))
    assert found is not None
    return found


def test_it_tells_what_the_forecast_tells(
    library: Library, sample: Assessment, of_2022: ReportProspect
) -> None:
    outlook = look(sample, library.result_book)
    seen = forecaster_of(library).prospect(sample, outlook.scorecard, with_sources=True)
    assert of_2022.forecast == seen.forecast
    assert of_2022.by_source == seen.by_source
    assert of_2022.rivals_are_facts
    assert of_2022.backing == backing(sample, outlook.scorecard, library.announcing_kinds)
    assert sum(of_2022.expected_points.values(), Fraction(0)) == seen.expected_points


def test_rivals_that_are_not_published_are_drawn(of_2024: ReportProspect) -> None:
    found = of_2024.forecast
    assert found is not None
    assert (found.year, found.known_until) == (2024, 2023)
    assert not of_2024.rivals_are_facts
    assert {*of_2024.by_source} == {"rivals", "evidence", "ministry"}


def test_ranks_of_later_years_are_not_told(of_2022: ReportProspect, of_2024: ReportProspect) -> None:
    assert [(row.year, row.rank) for row in of_2022.past_ranks] == [(2020, 57), (2021, 56), (2022, 36)]
    assert [row.year for row in of_2024.past_ranks] == [2020, 2021, 2022, 2023]


def test_points_of_the_last_year_that_can_be_compared(
    library: Library, sample: Assessment, of_2022: ReportProspect, of_2024: ReportProspect
) -> None:
    before = of_2024.before
    assert before is not None
    assert before.year == 2023
    assert before.points == Fraction("658.4")
    published = {
        row.measure.removeprefix("index_"): row.value
        for row in library.result_book.results
        if row.province == sample.province and row.year == 2023 and row.measure.startswith("index_")
    }
    indices = {index.code: index for index in sample.catalogue.main_indices}
    assert before.by_index == {
        code: value * indices[code].max_points for code, value in published.items() if value is not None
    }
    # Of 2021 only the rank is known, of 2020 the formula is another: the year itself is what is left.
    assert of_2022.before is not None
    assert of_2022.before.year == 2022


def test_who_stands_above_stands_one_place_above(library: Library, of_2022: ReportProspect) -> None:
    rival = of_2022.rival
    assert rival is not None
    assert rival.against == 2022
    name = rival.outline.province
    whole = library.result_book.published(2022, name, OVERALL)
    assert whole is not None
    assert whole.value == rival.value
    assert Fraction("0.5731") < rival.value < Fraction("0.58")
    society = library.result_book.published(2022, name, "index_9")
    assert society is not None
    assert rival.outline.value("9") == society.value
    assert rival.outline.value("1") is None


def test_nobody_stands_above_the_first(library: Library, sample: Assessment) -> None:
    assert sample.province
    rows = tuple(row for row in library.result_book.results if row.year == 2022)
    own_only = ResultBook(
        tuple(p for p in library.result_book.provinces if p.name in (sample.province, "Điện Biên")),
        tuple(replace(row, value=Fraction(1, 10)) if row.value is not None else row for row in rows),
    )
    found = prospect_of(library, sample, own_only)
    assert found is not None
    assert found.rival is None


def test_losses_come_dearest_first_and_none_is_nothing(of_2022: ReportProspect, sample: Assessment) -> None:
    for losses in (of_2022.document_losses, of_2022.indicator_losses):
        points = [loss.points for loss in losses]
        assert points == sorted(points, reverse=True)
        assert all(amount > 0 for amount in points)
    assert {loss.id for loss in of_2022.document_losses} <= sample.documents.keys()
    assert sum((loss.points for loss in of_2022.indicator_losses), Fraction(0)) == sum(
        of_2022.expected_points.values(), Fraction(0)
    )


def test_the_offices_own_chance_counts(library: Library, sample: Assessment) -> None:
    found = prospect_of(library, replace(sample, estimates={"": {"acceptance": Decimal("0.9")}}))
    assert found is not None
    assert found.acceptance_share == Fraction(9, 10)


def test_without_results_up_to_the_year_there_is_no_forecast(library: Library, sample: Assessment) -> None:
    found = prospect_of(library, replace(sample, year=2019))
    assert found is not None
    assert found.forecast is None
    assert found.by_source == {}
    assert found.past_ranks == ()
    assert found.before is None
    assert found.indicator_losses
    assert all(loss.places == 0 for loss in found.indicator_losses)


def test_without_any_results_what_hangs_on_evidence_is_told(library: Library, sample: Assessment) -> None:
    nothing = ResultBook(library.result_book.provinces, ())
    found = prospect_of(library, sample, nothing)
    assert found is not None
    assert found.forecast is None
    assert found.rival is None
    assert found.document_losses


def test_of_nothing_claimed_nothing_is_said(library: Library, sample: Assessment) -> None:
    assert prospect_of(library, replace(sample, answers={})) is None


@pytest.mark.parametrize("after", range(4))
def test_it_stops_when_asked(library: Library, sample: Assessment, after: int) -> None:
    answers = iter([False] * after)
    with pytest.raises(Cancelled):
        prospect_of(library, sample, cancelled=lambda: next(answers, True))

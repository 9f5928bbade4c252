"""The record of the forecast for those who ask how far to trust it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from dti_desktop.engine.results import ResultBook
from dti_desktop.services.library import Library
from dti_desktop.services.record import last_record, year_to_test

ROOT = Path(__file__).resolve().parents[2]
LIBRARY = Library(ROOT / "resources", ROOT / "translations")
CATALOGUE = LIBRARY.catalogue(LIBRARY.default_catalogue_id(2022))


def known(*years: int) -> ResultBook:
    book = LIBRARY.result_book
    return replace(book, results=tuple(row for row in book.results if row.year in years))


def test_the_last_complete_year_is_tested_from_the_one_before() -> None:
    found = last_record(LIBRARY.result_book, LIBRARY.national_means, CATALOGUE)
    assert found is not None
    assert (found.year, found.known_until, found.own) == (2023, 2022, "unknown")
    assert len(found.rows) == len(LIBRARY.result_book.provinces)
    assert 0.6 < found.coverage_80 <= 1
    assert found.mean_absolute_error < found.baselines["last_rank"].mean_absolute_error + 1


def test_what_lies_before_need_not_be_complete() -> None:
    assert year_to_test(known(2021, 2022), CATALOGUE) == 2022
    found = last_record(known(2020, 2022), LIBRARY.national_means, CATALOGUE)
    assert found is not None
    assert (found.year, found.known_until) == (2022, 2020)
    assert "last-year-thin" in found.codes


def test_a_single_year_and_none_cannot_be_tested() -> None:
    assert last_record(known(2022), LIBRARY.national_means, CATALOGUE) is None
    assert last_record(known(2020, 2021), LIBRARY.national_means, CATALOGUE) is None
    assert last_record(known(), LIBRARY.national_means, CATALOGUE) is None

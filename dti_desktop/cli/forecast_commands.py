"""The commands about where a province will stand: the forecast, and the forecast's record."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from fractions import Fraction
from typing import TYPE_CHECKING

from dti_desktop.cli.arguments import path, whole_number
from dti_desktop.cli.commands import Answer, Call, known_sets, opened, problem_lines
from dti_desktop.cli.result_commands import units_asked
from dti_desktop.engine.forecast import TOP, RankDistribution, Sources
from dti_desktop.engine.results import OVERALL
from dti_desktop.engine.rivals import DRAWS, SEED
from dti_desktop.engine.scoring import score
from dti_desktop.errors import InputError, Problem
from dti_desktop.services.actual_results import read_actual
from dti_desktop.services.forecasting import (
    MOST_DRAWS,
    SOURCES,
    Prospect,
    forecast_to_json,
)
from dti_desktop.services.words import Words

if TYPE_CHECKING:
    from dti_desktop.engine.backtest import Backtest

_LEAST_DRAWS = 100


def add_commands(command: Callable[..., argparse.ArgumentParser], words: Words) -> None:
    """Add `forecast` and `backtest`."""
    asked = command("forecast", forecast, "id")
    asked.add_argument(
        "--known-until", type=whole_number, metavar="YEAR", help=words.text("cli.help.known_until")
    )
    asked.add_argument("--year", type=whole_number, metavar="YEAR", help=words.text("cli.help.forecast.year"))
    asked.add_argument(
        "--without",
        action="append",
        choices=tuple(SOURCES),
        default=[],
        help=words.text("cli.help.forecast.without"),
    )
    tested = command("backtest", backtest)
    tested.add_argument("--year", type=whole_number, required=True, metavar="YEAR")
    tested.add_argument("--known-until", type=whole_number, required=True, metavar="YEAR")
    tested.add_argument("--own", choices=("unknown", "known"), default="unknown")
    tested.add_argument("--catalogue", metavar="ID", help=words.text("cli.help.history.catalogue"))
    tested.add_argument("--province", metavar="NAME", help=words.text("cli.help.backtest.province"))
    tested.add_argument("--actual", type=path, metavar="FILE.csv", help=words.text("cli.help.actual"))
    for parser in (asked, tested):
        parser.add_argument("--draws", type=whole_number, default=DRAWS, help=words.text("cli.help.draws"))
        parser.add_argument("--seed", type=whole_number, default=SEED, help=words.text("cli.help.seed"))


def _refuse_odd_numbers(call: Call) -> None:
    options = call.options
    problems = []
    if not _LEAST_DRAWS <= options.draws <= MOST_DRAWS:
        facts: dict[str, object] = {"value": options.draws, "least": _LEAST_DRAWS, "most": MOST_DRAWS}
        problems.append(Problem("out-of-range", "--draws", facts))
    if options.seed < 0:
        problems.append(Problem("out-of-range", "--seed", {"value": options.seed, "least": 0, "most": "–"}))
    first, last = call.library.defaults["first_year"], call.library.defaults["last_year"]
    if options.year is not None and not first <= options.year <= last:
        years: dict[str, object] = {"year": options.year, "first": first, "last": last}
        problems.append(Problem("year-out-of-range", "--year", years))
    if problems:
        raise InputError(problems[0].code, problems)


def forecast(call: Call) -> Answer:
    """Show where this will stand, as a distribution."""
    _refuse_odd_numbers(call)
    options = call.options
    with opened(call) as (workspace, assessment):
        prospect = workspace.forecaster.prospect(
            assessment,
            score(assessment.catalogue, assessment.answers, assessment.profile),
            year=options.year,
            until=options.known_until,
            draws=options.draws,
            seed=options.seed,
            sources=Sources(**{name: name not in options.without for name in SOURCES}),
            with_sources=True,
        )
    titles = {p.code: p.title.in_language(call.words.language) for p in assessment.catalogue.pillars}
    document = {"assessment": assessment.id, **forecast_to_json(prospect)}
    return Answer(document, _forecast_lines(call.about(assessment.catalogue), prospect, titles))


def _forecast_lines(call: Call, prospect: Prospect, titles: dict[str, str]) -> list[str]:
    found = prospect.forecast
    form = call.words.format
    key = "forecast.facts" if prospect.rivals_are_facts else "forecast.about"
    lines = [call.text(key, year=found.year, known_until=found.known_until)]
    held = prospect.backing
    lines.append(
        call.text(
            "forecast.totals",
            claimed=form.points(held.claimed_points),
            backed=form.points(held.backed_points),
            at_risk=form.points(held.at_risk_points),
            expected=form.points(prospect.expected_points),
        )
    )
    for measure, distribution in found.measures.items():
        name = call.text("score.whole") if measure == OVERALL else titles[measure]
        lines.append(_distribution_line(call, name, distribution))
    overall = found.overall
    if overall is not None:
        lines += [
            call.text("forecast.top", rank=rank, percent=form.percent(Fraction(overall.top(rank)), 1))
            for rank in TOP
            if rank < overall.of
        ]
    for name, alone in prospect.by_source.items():
        if alone.overall is not None:
            lines.append(_distribution_line(call, call.text(f"forecast.source.{name}"), alone.overall))
    return lines + problem_lines(call, [Problem(code) for code in found.codes])


def _distribution_line(call: Call, name: str, found: RankDistribution) -> str:
    low, high = found.interval
    return call.text("forecast.row", name=name, median=found.median, low=low, high=high, of=found.of)


def backtest(call: Call) -> Answer:
    """Show how the forecast of a year, made before it, compares with what came."""
    from dti_desktop.engine import backtest as engine

    _refuse_odd_numbers(call)
    options = call.options
    catalogues, known = known_sets(call)
    units = units_asked(call, catalogues)
    if units is not None and not units.province:
        raise InputError("province-not-named", [Problem("province-not-named", "--province")])
    wanted = options.catalogue or catalogues.default_id(options.year)
    catalogue = catalogues.edition(wanted).catalogue
    province = "" if units is None else units.province
    if not known.book.has_ranks(catalogue, province):
        raise InputError("catalogue-without-results", catalogue=catalogue.id)
    actual = None
    if options.actual is not None:
        actual = read_actual(known, options.actual, options.year, units)
    found = engine.backtest(
        known.book.of(catalogue, province),
        known.means(catalogue, province),
        catalogue,
        year=options.year,
        known_until=options.known_until,
        own=options.own,
        actual=actual,
        draws=options.draws,
        seed=options.seed,
    )
    return Answer(_backtest_to_json(found), _backtest_lines(call.about(catalogue), found))


def _backtest_to_json(found: Backtest) -> dict[str, object]:
    return {
        "year": found.year,
        "known_until": found.known_until,
        "own": found.own,
        "provinces": [
            {
                "province": row.province,
                "p10": row.p10,
                "median": row.median,
                "p90": row.p90,
                "actual": row.actual,
            }
            for row in found.rows
        ],
        "coverage_80": round(found.coverage_80, 6),
        "mean_width": round(found.mean_width, 6),
        "interval_score": round(found.interval_score, 6),
        "mean_absolute_error": round(found.mean_absolute_error, 6),
        "baselines": {
            name: {
                "mean_absolute_error": round(record.mean_absolute_error, 6),
                "interval_score": round(record.interval_score, 6),
                "provinces": record.provinces,
            }
            for name, record in found.baselines.items()
        },
        "findings": [
            {"code": code, "severity": "note", "indicator": None, "facts": {}} for code in found.codes
        ],
    }


def _backtest_lines(call: Call, found: Backtest) -> list[str]:
    form = call.words.format
    lines = [
        call.text("backtest.about", year=found.year, known_until=found.known_until),
        call.text(f"backtest.own.{found.own}"),
        call.text(
            "backtest.record",
            coverage=form.percent(Fraction(found.coverage_80), 1),
            width=form.fixed(Fraction(found.mean_width), 2),
            score=form.fixed(Fraction(found.interval_score), 2),
            error=form.fixed(Fraction(found.mean_absolute_error), 2),
        ),
    ]
    lines += [
        call.text(
            "backtest.baseline",
            name=call.text(f"backtest.baseline.{name}"),
            score=form.fixed(Fraction(record.interval_score), 2),
            error=form.fixed(Fraction(record.mean_absolute_error), 2),
        )
        for name, record in found.baselines.items()
    ]
    lines += [
        call.text(
            "backtest.row",
            province=row.province,
            median=row.median,
            low=row.p10,
            high=row.p90,
            actual=row.actual,
            mark="" if row.is_covered else call.text("backtest.missed"),
        ).rstrip()
        for row in found.rows
    ]
    return lines + problem_lines(call, [Problem(code) for code in found.codes])

"""The command around published results: a province over the years. It needs no assessment."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from fractions import Fraction

from dti_desktop.cli.arguments import whole_number
from dti_desktop.cli.commands import Answer, Call, known_sets
from dti_desktop.engine.assessed_unit import unit_of_province
from dti_desktop.engine.history import Change, Figure, OtherRanking, OtherYear, PastYear, RegionRow, Rival
from dti_desktop.engine.numbers import points_text, value_text
from dti_desktop.engine.results import INDEX_PREFIX, OVERALL
from dti_desktop.errors import InputError, Problem
from dti_desktop.services.entered_text import assessed_unit
from dti_desktop.services.history import Retrospect, change_shape, change_words, changes_words, look_back
from dti_desktop.services.words import Words

_UNKNOWN = "–"
_DERIVED = "*"


def add_commands(command: Callable[..., argparse.ArgumentParser], words: Words) -> None:
    """Add `history`."""
    asking = command("history", history)
    asking.add_argument("--province", required=True, help=words.text("cli.help.history.province"))
    asking.add_argument("--unit", metavar="NAME", help=words.text("cli.help.history.unit"))
    asking.add_argument("--catalogue", metavar="ID", help=words.text("cli.help.history.catalogue"))
    asking.add_argument("--year", type=whole_number, metavar="YEAR", help=words.text("cli.help.history.year"))


def history(call: Call) -> Answer:
    """Show what was published of a province over the years, its rivals and its region in one of them."""
    library, year = call.library, call.options.year
    catalogues, known = known_sets(call)
    wanted, untrusted_unit = call.options.catalogue, call.options.unit or ""
    if wanted is None:
        wanted = catalogues.default_id(known.book.years[-1]) if known.book.years else ""
    catalogue = catalogues.edition(wanted).catalogue
    unit = assessed_unit(catalogue, untrusted_unit)
    assessed = unit_of_province(unit, library.province(call.options.province).name)
    book = known.book.of(catalogue, assessed)
    if not book.years:
        raise InputError("results-missing")
    if year is not None and year not in book.years:
        facts: dict[str, object] = {"year": year, "known": [str(known) for known in book.years]}
        raise InputError("year-without-results", [Problem("year-without-results", "--year", facts)])
    means = known.means(catalogue, assessed)
    found = look_back(catalogue, book, means, assessed, year or book.years[-1])
    of = len(book.provinces)
    return Answer(_document(found, of), _lines(call.about(catalogue), found, of))


# -- JSON ----------------------------------------------------------------------------------------------


def _document(found: Retrospect, of: int) -> dict[str, object]:
    told = found.history
    others = {other.measure: [_other_json(year) for year in other.years] for other in told.others}
    return {
        "province": told.province,
        "region": told.region,
        "catalogue": {"id": found.catalogue.id, "issued_for_years": list(found.catalogue.issued_for_years)},
        "years": [_year_json(year, of, told.region, told.others) for year in told.years],
        "other_rankings": others,
        "rivals": {
            "year": found.year,
            "above": [_rival_json(rival) for rival in found.rivals.above],
            "below": [_rival_json(rival) for rival in found.rivals.below],
            "missing": list(found.rivals.missing),
        },
        "region_table": {"year": found.year, "rows": [_region_json(row) for row in found.region_rows]},
    }


def _year_json(
    year: PastYear, of: int, region: str | None, others: tuple[OtherRanking, ...]
) -> dict[str, object]:
    pillars = {m: f for m, f in year.figures.items() if m != OVERALL and not m.startswith(INDEX_PREFIX)}
    indices = {m.removeprefix(INDEX_PREFIX): f for m, f in year.figures.items() if m.startswith(INDEX_PREFIX)}
    return {
        "year": year.year,
        **_figure_json(year.whole, of),
        **_change_json(year.change),
        "changes": [_change_json(change) for change in year.changes[OVERALL]],
        "pillars": {code: _figure_json(figure, of) for code, figure in pillars.items()},
        "main_indices": {code: _figure_json(figure, of) for code, figure in indices.items()},
        "region": None
        if year.region is None
        else {
            "name": region,
            "rank": year.region.rank,
            "of": year.region.of,
            "missing": list(year.region.missing),
        },
        "national_mean": _value(year.national_mean),
        "catalogue_applies": year.is_of_catalogue,
        "other_rankings": {
            other.measure: _other_json(row)
            for other in others
            for row in other.years
            if row.year == year.year
        },
    }


def _figure_json(figure: Figure, of: int | None = None) -> dict[str, object]:
    return {
        "value": _value(figure.value),
        "rank": figure.rank,
        **({} if of is None else {"of": of}),
        "value_derived": figure.is_derived,
        "rank_derived": figure.is_rank_derived,
    }


def _change_json(change: Change | None) -> dict[str, object]:
    return {
        "gained": None if change is None else change.gained_ranks,
        "since": None if change is None else change.before,
        "gap_years": [] if change is None else list(change.gap_years),
    }


def _other_json(year: OtherYear) -> dict[str, object]:
    return {
        "year": year.year,
        "rank": year.rank,
        "value": _value(year.value),
        **_change_json(year.change),
    }


def _rival_json(rival: Rival) -> dict[str, object]:
    return {
        "province": rival.province,
        "region": rival.region,
        **_figure_json(rival.whole),
        "gap_points": None if rival.gap_points is None else points_text(rival.gap_points),
        "main_index_gaps_points": {code: points_text(gap) for code, gap in rival.index_gaps_points.items()},
    }


def _region_json(row: RegionRow) -> dict[str, object]:
    return {
        "province": row.province,
        "region_rank": row.rank,
        **_figure_json(row.whole),
        **_change_json(row.change),
    }


def _value(value: Fraction | None) -> str | None:
    return None if value is None else value_text(value)


# -- for people ----------------------------------------------------------------------------------------


def _lines(call: Call, found: Retrospect, of: int) -> list[str]:
    told = found.history
    if not told.years and not told.others:
        return [call.text("history.nothing", province=told.province)]
    lines = [call.text("history.head", province=told.province, region=told.region)]
    titles = {p.code: p.title.in_language(call.words.language) for p in found.catalogue.pillars}
    for year in told.years:
        lines += _year_lines(call, year, titles, of)
    for other in told.others:
        name = call.words.measure(other.measure)
        lines += [
            call.text(
                "history.other", name=name, year=row.year, rank=row.rank, change=_change(call, row.change)
            ).rstrip()
            for row in other.years
        ]
    shown = [figure for year in told.years for figure in year.figures.values()]
    if any(figure.is_derived or figure.is_rank_derived for figure in shown):
        lines.append(call.text("history.derived"))
    if found.years_otherwise_built:
        lines.append(call.text("history.otherwise", years=found.years_otherwise_built))
    return lines + _rival_lines(call, found) + _region_lines(call, found)


def _year_lines(call: Call, year: PastYear, titles: Mapping[str, str], of: int) -> list[str]:
    whole = _figure_facts(call, year.whole, of)
    told = changes_words(call.words, year)
    change = "" if year.change is None else f"{change_shape(year.change)} {told}"
    lines = [call.text("history.year", year=year.year, change=change, **whole).rstrip()]
    lines += [
        call.text("history.figure", name=title, **_figure_facts(call, year.figures[code], of))
        for code, title in titles.items()
        if year.figures[code].is_known
    ]
    if year.region is not None and year.region.rank is not None:
        lines.append(call.text("history.region", rank=year.region.rank, of=year.region.of))
    if year.national_mean is not None:
        lines.append(call.text("history.mean", mean=call.words.format.value(year.national_mean)))
    return lines


def _rival_lines(call: Call, found: Retrospect) -> list[str]:
    near, form = found.rivals, call.words.format
    if near.own.value is None:
        return [call.text("history.no_rivals", year=near.year)]
    lines = [call.text("history.rivals", year=near.year)]
    for rival in (*near.above, *near.below):
        gaps = (f"{code}: {form.signed(gap, 1)}" for code, gap in rival.index_gaps_points.items())
        lines.append(
            call.text(
                "history.rival",
                rank=rival.whole.rank,
                province=rival.province,
                value=_value_text(call, rival.whole),
                gap="" if rival.gap_points is None else form.signed(rival.gap_points, 1),
                gaps="; ".join(gaps),
            ).rstrip()
        )
    if near.missing:
        lines.append(call.text("history.missing", count=len(near.missing)))
    return lines


def _region_lines(call: Call, found: Retrospect) -> list[str]:
    if not any(row.whole.is_known for row in found.region_rows):
        return []
    head = call.text("history.region_table", region=found.history.region, year=found.year)
    return [head] + [
        call.text(
            "history.region_row",
            rank=row.rank,
            province=row.province,
            whole=row.whole.rank,
            value=_value_text(call, row.whole),
            change=_change(call, row.change),
        ).rstrip()
        for row in found.region_rows
    ]


def _figure_facts(call: Call, figure: Figure, of: int) -> dict[str, object]:
    rank = _UNKNOWN if figure.rank is None else str(figure.rank)
    return {
        "rank": rank + (_DERIVED if figure.is_rank_derived else ""),
        "of": of,
        "value": _value_text(call, figure),
    }


def _value_text(call: Call, figure: Figure) -> str:
    if figure.value is None:
        return _UNKNOWN
    return call.words.format.value(figure.value) + (_DERIVED if figure.is_derived else "")


def _change(call: Call, change: Change | None) -> str:
    return "" if change is None else f"{change_shape(change)} {change_words(call.words, change)}"

"""The commands around published results: take in another year's, list what is known."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from contextlib import closing

from dti_desktop.cli.arguments import path, whole_number
from dti_desktop.cli.commands import Answer, Call, known_results, known_sets, open_workspace, problem_lines
from dti_desktop.errors import InputError, Problem
from dti_desktop.services.catalogues import KnownCatalogues
from dti_desktop.services.results import Listed, UnitsOf
from dti_desktop.services.words import Words


def add_commands(command: Callable[..., argparse.ArgumentParser], words: Words) -> None:
    """Add `results import` and `results list`."""
    results = command("results", None)
    within = results.add_subparsers(parser_class=type(results), metavar="ACT", required=True)
    importing = command("import", import_results, within=within, help_key="results.import")
    importing.add_argument("file", type=path)
    importing.add_argument("--year", type=whole_number, help=words.text("cli.help.results.year"))
    importing.add_argument("--measure", help=words.text("cli.help.results.measure"))
    importing.add_argument("--catalogue", metavar="ID", help=words.text("cli.help.results.catalogue"))
    importing.add_argument("--province", metavar="NAME", help=words.text("cli.help.results.province"))
    command("list", list_results, within=within, help_key="results.list")


def import_results(call: Call) -> Answer:
    """Take published results in, all rows or none."""
    options = call.options
    # Judged before anything is opened or made: a faulty file leaves not even an empty store behind.
    catalogues, results = known_sets(call)
    examined = results.examine(
        options.file,
        year=options.year,
        measure=options.measure,
        units=units_asked(call, catalogues),
        this_year=call.now_utc().year,
        measures=catalogues.measures,
    )
    if examined.faults:
        raise InputError("results-invalid", examined.faults)
    with closing(open_workspace(call, create=True)) as workspace:
        workspace.import_results(examined)
        unprotected = workspace.unprotected
    notes = [*examined.notes, *([] if unprotected is None else [unprotected])]
    document: dict[str, object] = {
        "file": examined.name,
        "rows": len(examined.rows),
        "changed": len(examined.changes),
        "notes": [note.to_json() for note in notes],
    }
    said = call.text(
        "results.done" if examined.changes else "results.same",
        name=examined.name,
        rows=len(examined.rows),
        changed=len(examined.changes),
    )
    return Answer(document, [said, *problem_lines(call, notes)])


def units_asked(call: Call, known: KnownCatalogues) -> UnitsOf | None:
    """Return of which set and province the results are; None for the provinces' own.

    Raises `InputError` `unknown-catalogue`, `unknown-province`; `results-of-provinces` for a province that
    a set for provinces does not ask for.
    """
    options, province = call.options, ""
    if options.province is not None:
        province = call.library.province(options.province).name
    catalogue = known.edition(options.catalogue).catalogue if options.catalogue is not None else None
    if catalogue is not None and not catalogue.is_of_provinces:
        return UnitsOf(catalogue, province)
    if province:
        raise InputError("results-of-provinces", [Problem("results-of-provinces", "--province")])
    return None


def list_results(call: Call) -> Answer:
    """List what is known, by year and measure."""
    listed = known_results(call).listing()
    document: dict[str, object] = {
        "results": [
            {
                "year": row.year,
                "measure": row.measure,
                "catalogue": row.set_id or None,
                "province": row.province or None,
                "provinces_known": row.provinces_known,
                "of": row.provinces_total,
                "imported": row.imported_rows > 0,
                "imported_rows": row.imported_rows,
                "imported_by": row.imported_by,
                "imported_utc": row.imported_utc,
                "source": row.source,
            }
            for row in listed
        ]
    }
    return Answer(document, [_line(call, row) for row in listed])


def _line(call: Call, row: Listed) -> str:
    brought = call.text(
        "results.imported", rows=row.imported_rows, who=row.imported_by, at_utc=row.imported_utc
    )
    return call.text(
        "results.row.of_set" if row.set_id else "results.row",
        set_id=row.set_id,
        province=row.province,
        year=str(row.year),
        measure=row.measure,
        known=row.provinces_known,
        of=row.provinces_total,
        from_=brought if row.imported_rows else call.text("results.shipped"),
    )

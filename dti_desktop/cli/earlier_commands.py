"""The commands of an earlier year: bring it along, see what waits, confirm it."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from dti_desktop.cli.commands import Answer, Call, opened
from dti_desktop.engine.carrying import unconfirmed, unconfirmed_figures
from dti_desktop.engine.named_indicators import codes_named
from dti_desktop.errors import InputError, Problem
from dti_desktop.services.words import Words

if TYPE_CHECKING:
    from dti_desktop.engine.assessment import Assessment
    from dti_desktop.engine.catalogue_map import RowFate


def add_commands(command: Callable[..., argparse.ArgumentParser], words: Words) -> None:
    """Add `earlier bring`, `earlier list` and `earlier confirm`."""
    earlier = command("earlier", None)
    within = earlier.add_subparsers(parser_class=type(earlier), metavar="ACT", required=True)
    command("bring", bring, "id", "old_id", within=within, help_key="earlier.bring")
    command("list", list_waiting, "id", within=within, help_key="earlier.list")
    confirming = command("confirm", confirm, "id", within=within, help_key="earlier.confirm")
    confirming.add_argument("--indicators", default="", help=words.text("cli.help.earlier.indicators"))
    confirming.add_argument("--all", action="store_true", help=words.text("cli.help.earlier.all"))


def bring(call: Call) -> Answer:
    """Bring what an assessment of an earlier year holds along to one that has begun already."""
    with opened(call) as (workspace, assessment):
        brought = workspace.bring_previous(assessment.id, call.options.old_id).assessment
        rows = workspace.earlier_year(assessment.id).fates
    return waiting_answer(call, brought, rows)


def list_waiting(call: Call) -> Answer:
    """Tell what waits to be confirmed, and what became of the rows that differ."""
    with opened(call) as (workspace, assessment):
        rows = workspace.earlier_year(assessment.id).fates
    return waiting_answer(call, assessment, rows)


def confirm(call: Call) -> Answer:
    """Take the earlier year's answers over for these sub-indicators; or for all, and then every figure."""
    options = call.options
    if options.all == bool(options.indicators):
        raise InputError("wrong-use", [Problem("wrong-use", "", {"detail": "--indicators | --all"})])
    with opened(call) as (workspace, assessment):
        waiting = unconfirmed(assessment)
        codes = waiting if options.all else codes_named(assessment.catalogue, options.indicators.split(","))
        figures = tuple(unconfirmed_figures(assessment)) if options.all else ()
        with workspace.store.transaction():
            if codes:
                workspace.confirm_previous(assessment.id, codes)
            if figures:
                workspace.confirm_previous_figures(assessment.id, figures)
        left = unconfirmed(workspace.load(assessment.id))
    document: dict[str, object] = {
        "assessment": assessment.id,
        "confirmed": list(codes),
        "figures": list(figures),
        "waiting": list(left),
    }
    return Answer(document, [call.text("earlier.confirmed", count=len(codes), left=len(left))])


def waiting_answer(call: Call, assessment: Assessment, rows: Iterable[RowFate]) -> Answer:
    """Return what of an earlier year waits in an assessment; nothing where none was brought along."""
    previous, waiting = assessment.previous, unconfirmed(assessment)
    document: dict[str, object] = {
        "assessment": assessment.id,
        "from": None if previous is None else previous.assessment_id,
        "waiting": list(waiting),
        "shelf": [] if previous is None else list(previous.shelf),
        "rows": [
            {
                "code": row.code or None,
                "old_code": row.old_code or None,
                "fate": row.fate,
                "differences": list(row.differences),
            }
            for row in rows
        ],
    }
    if previous is None:
        return Answer(document, [call.text("earlier.none")])
    lines = [call.text("new.waiting", year=previous.year, count=len(waiting))]
    lines += [
        call.text(f"new.{row.fate}", code=row.code, old_code=row.old_code)
        for row in rows
        if row.fate != "same"
    ]
    if previous.shelf:
        lines.append(call.text("new.shelf", codes=list(previous.shelf)))
    return Answer(document, lines)

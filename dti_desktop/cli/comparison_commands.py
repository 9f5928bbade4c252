"""The command that puts two assessments of the store side by side."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator

from dti_desktop.cli.commands import Answer, Call, opened
from dti_desktop.engine.comparison import ComparedRow, Comparison, comparison_to_json
from dti_desktop.services.comparison import compared
from dti_desktop.services.words import Words


def add_commands(command: Callable[..., argparse.ArgumentParser], words: Words) -> None:
    """Add `compare`."""
    comparing = command("compare", compare, "id", "other_id")
    comparing.add_argument(
        "--by-difference", action="store_true", help=words.text("cli.help.compare.by_difference")
    )


def compare(call: Call) -> Answer:
    """Compare an assessment with another one; for people, the sub-indicators that differ."""
    with opened(call) as (workspace, assessment):
        found = compared(call.library, assessment, workspace.load(call.options.other_id))
    return Answer(comparison_to_json(found), list(_lines(call, found)))


def _lines(call: Call, found: Comparison) -> Iterator[str]:
    form = call.words.format
    whole = found.whole
    assert whole.this is not None and whole.other is not None
    gained = whole.gained_points
    assert gained is not None
    yield call.text(
        "compare.whole",
        id=found.this.id,
        points=form.points(whole.this.points),
        other_id=found.other.id,
        other_points=form.points(whole.other.points),
        gained=form.signed(gained, 2),
    )
    for code, total in found.indices.items():
        if total.gained_points:
            yield call.text("compare.index", code=code, gained=form.signed(total.gained_points, 2))
    rows = found.chosen(only_different=True, by_difference=call.options.by_difference)
    for row in rows:
        yield call.text(
            "compare.row",
            code=row.code,
            points=_points(call, row, is_this=True),
            other_points=_points(call, row, is_this=False),
            gained=form.signed(row.gained_points, 2),
            what=", ".join(call.text(f"compare.{aspect}") for aspect in row.differs)
            or call.text("compare.only_this" if row.other is None else "compare.only_other"),
        )
    yield call.text("compare.count", count=len(rows), total=len(found.rows))


def _points(call: Call, row: ComparedRow, *, is_this: bool) -> str:
    side = row.this if is_this else row.other
    return "–" if side is None else call.words.format.points(side.points)

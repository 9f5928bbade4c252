"""The commands of the review: states, remarks, and the points that others gave."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from fractions import Fraction

from dti_desktop.cli.arguments import path
from dti_desktop.cli.commands import Answer, Call, opened, problem_lines
from dti_desktop.engine.assessment import Assessment
from dti_desktop.engine.named_indicators import codes_named
from dti_desktop.engine.numbers import fixed_text
from dti_desktop.engine.review import ScoreSource, open_threads
from dti_desktop.engine.score_cuts import POINT_DECIMALS, cut_by_index, cuts, difference
from dti_desktop.engine.scoring import Scorecard, score
from dti_desktop.errors import InputError, Problem
from dti_desktop.services.scores import examine_scores
from dti_desktop.services.words import Words

STATES = ("drafting", "awaiting", "needs-work", "approved")
SOURCES = ("ministry", "reviewer")


def add_commands(command: Callable[..., argparse.ArgumentParser], words: Words) -> None:
    """Add `review`, `comment`, `scores import` and `scores list`."""
    reviewing = command("review", review, "id")
    reviewing.add_argument("--state", choices=STATES, help=words.text("cli.help.review.state"))
    reviewing.add_argument("--indicators", default="", help=words.text("cli.help.review.indicators"))
    reviewing.add_argument("--reason", default="", help=words.text("cli.help.review.reason"))
    commenting = command("comment", comment, "id", "code", "text")
    commenting.add_argument("--reply-to", metavar="COMMENT", help=words.text("cli.help.comment.reply_to"))
    scores = command("scores", None)
    within = scores.add_subparsers(parser_class=type(scores), metavar="ACT", required=True)
    importing = command("import", import_scores, "id", within=within, help_key="scores.import")
    importing.add_argument("file", type=path)
    importing.add_argument(
        "--source", choices=SOURCES, required=True, help=words.text("cli.help.scores.source")
    )
    importing.add_argument("--accept", action="store_true", help=words.text("cli.help.scores.accept"))
    command("list", list_scores, "id", within=within, help_key="scores.list")


def review(call: Call) -> Answer:
    """Set the state of sub-indicators in one step; without a state, tell how far each is."""
    options = call.options
    with opened(call) as (workspace, assessment):
        if options.state is None:
            return _states(call, assessment, codes_named(assessment.catalogue, options.indicators.split(",")))
        if not options.indicators:
            raise InputError("wrong-use", [Problem("wrong-use", "", {"detail": "--indicators"})])
        codes = codes_named(assessment.catalogue, options.indicators.split(","))
        saved = workspace.set_review(assessment.id, codes, options.state, options.reason)
    changed = [code for code in codes if code in saved.codes]
    document: dict[str, object] = {
        "assessment": assessment.id,
        "state": options.state,
        "indicators": list(codes),
        "changed": changed,
    }
    said = call.text("review.done", count=len(changed), state=call.words.review_state(options.state))
    return Answer(document, [said])


def comment(call: Call) -> Answer:
    """Leave a remark on a sub-indicator, as an answer where it says to which."""
    options = call.options
    with opened(call) as (workspace, assessment):
        known = {each.id for each in assessment.comments.get(options.code, ())}
        saved = workspace.comment(assessment.id, options.code, options.text, options.reply_to)
    (new,) = [each for each in saved.assessment.comments[options.code] if each.id not in known]
    document: dict[str, object] = {"assessment": assessment.id, "indicator": options.code, "comment": new.id}
    return Answer(document, [call.text("comment.done", code=options.code, id=new.id)])


def import_scores(call: Call) -> Answer:
    """Show what a table of points would change, and with `--accept` take it in, all or none."""
    options = call.options
    with opened(call) as (workspace, assessment):
        examined = examine_scores(call.library, assessment, options.file, options.source)
        examined.raise_faults()
        unprotected = None
        if options.accept:
            workspace.import_scores(assessment.id, examined)
            unprotected = workspace.unprotected
    notes = [*examined.notes, *([] if unprotected is None else [unprotected])]
    changes = [
        {
            "indicator": code,
            "old": _points(assessment, code, options.source),
            "new": _written(Fraction(points)),
            "reason": reason,
        }
        for code, (points, reason) in examined.changes.items()
    ]
    document: dict[str, object] = {
        "file": examined.name,
        "source": options.source,
        "accepted": options.accept,
        "rows": len(examined.rows),
        "changes": changes,
        "notes": [note.to_json() for note in notes],
    }
    lines = [
        call.text(
            "scores.change",
            code=row["indicator"],
            old=row["old"] or "–",
            new=row["new"],
            reason=row["reason"],
        )
        for row in changes
    ]
    key = "same" if not changes else "done" if options.accept else "look"
    said = call.text(f"scores.{key}", name=examined.name, rows=len(examined.rows), changes=len(changes))
    return Answer(document, [*lines, said, *problem_lines(call, notes)])


def list_scores(call: Call) -> Answer:
    """List the points that others gave beside the own ones, and what they cut off by main index."""
    with opened(call) as (_workspace, assessment):
        scorecard = score(assessment.catalogue, assessment.answers, assessment.profile)
    rows = [
        _row(assessment, scorecard, code)
        for code in assessment.catalogue.indicators
        if assessment.given_scores.get(code)
    ]
    document: dict[str, object] = {
        "assessment": assessment.id,
        "indicators": rows,
        "cuts": {source: _cuts(assessment, scorecard, source) for source in ("reviewer", "ministry")},
    }
    lines = [
        call.text("scores.row", **{key: value if value is not None else "–" for key, value in row.items()})
        for row in rows
    ]
    return Answer(document, lines or [call.text("scores.none")])


def _states(call: Call, assessment: Assessment, codes: Sequence[str]) -> Answer:
    codes = codes or list(assessment.catalogue.indicators)
    rows = [
        {
            "indicator": code,
            "state": assessment.review_state(code),
            "reason": mark.reason if mark else "",
            "who": mark.who if mark else "",
            "at_utc": mark.at_utc if mark else None,
            "comments_open": open_threads(assessment.comments.get(code, ())),
        }
        for code in codes
        for mark in (assessment.reviews.get(code),)
    ]
    lines = [
        call.text(
            "review.row",
            code=row["indicator"],
            state=call.words.review_state(str(row["state"])),
            reason=row["reason"],
        ).rstrip()
        for row in rows
    ]
    return Answer({"assessment": assessment.id, "indicators": rows}, lines)


def _row(assessment: Assessment, scorecard: Scorecard, code: str) -> dict[str, object]:
    given = assessment.given_scores[code]
    own = scorecard.indicators[code].points
    judged = given.get("ministry") or given.get("reviewer")
    return {
        "indicator": code,
        "own": _written(own),
        "reviewer": _points(assessment, code, "reviewer"),
        "ministry": _points(assessment, code, "ministry"),
        "difference": None if judged is None else _written(difference(own, judged)),
        "reason": "" if judged is None else judged.reason,
    }


def _cuts(assessment: Assessment, scorecard: Scorecard, source: ScoreSource) -> dict[str, object]:
    found = cuts(assessment, scorecard, source)
    by_index = cut_by_index(assessment, found)
    return {
        "points": _written(sum(by_index.values(), Fraction(0))),
        "main_indices": {index: _written(points) for index, points in by_index.items()},
    }


def _points(assessment: Assessment, code: str, source: ScoreSource) -> str | None:
    score = assessment.given_scores.get(code, {}).get(source)
    return None if score is None else _written(Fraction(score.points))


def _written(points: Fraction) -> str:
    return fixed_text(points, POINT_DECIMALS)

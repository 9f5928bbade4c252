"""The commands around catalogues: editions, their rows, what is unconfirmed, and moving an assessment."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from dti_desktop.cli import catalogue_book_commands
from dti_desktop.cli.commands import NO, Answer, Call, from_store, opened, problem_lines
from dti_desktop.engine.answers import answer_to_json
from dti_desktop.engine.catalogue_move import RowMove
from dti_desktop.engine.model import Indicator, MainIndex
from dti_desktop.engine.numbers import decimal_text, exact_text, points_text
from dti_desktop.engine.scoring import IndicatorScore, Total
from dti_desktop.services.catalogue_moving import MovePreview, preview
from dti_desktop.services.catalogues import LATEST, Edition, KnownCatalogues, known_of
from dti_desktop.services.words import Words


def add_commands(command: Callable[..., argparse.ArgumentParser], words: Words) -> None:
    """Add `catalogue list`, `show`, `check`, `move`, `export` and `import`."""
    catalogue = command("catalogue", None)
    within = catalogue.add_subparsers(parser_class=type(catalogue), metavar="ACT", required=True)
    command("list", list_editions, within=within, help_key="catalogue.list")
    edition_help = words.text("cli.help.catalogue.edition")
    for name, act in (("show", show), ("check", check)):
        added = command(name, act, within=within, help_key=f"catalogue.{name}")
        added.add_argument("catalogue", nargs="?", metavar="CATALOGUE")
        added.add_argument("--edition", default=LATEST, metavar="DIGEST", help=edition_help)
    moving = command("move", move, "id", within=within, help_key="catalogue.move")
    moving.add_argument("--to", default=LATEST, metavar="DIGEST", help=edition_help)
    moving.add_argument("--accept", action="store_true", help=words.text("cli.help.catalogue.accept"))
    catalogue_book_commands.add_commands(command, within, words)


def list_editions(call: Call) -> Answer:
    """List every edition that is known, the latest of each catalogue marked."""
    known = _known(call)
    lines = [_edition_line(call, known, edition) for edition in known.editions]
    return Answer({"editions": [_edition_json(known, edition) for edition in known.editions]}, lines)


def show(call: Call) -> Answer:
    """Show the rows of an edition, and how far each may be trusted."""
    known, edition = _chosen(call)
    catalogue = edition.catalogue
    document = {
        **_edition_json(known, edition),
        "indicators": [_row_json(row) for row in catalogue.indicators.values()],
    }
    lines = [_edition_line(call, known, edition)]
    for index in catalogue.main_indices:
        lines.append(_index_line(call, index))
        lines += [_row_line(call, catalogue.indicators[code]) for code in index.indicators]
    return Answer(document, lines)


def check(call: Call) -> Answer:
    """Tell which rows nobody has held against the paper decision; "no" where there are any."""
    known, edition = _chosen(call)
    rows = [row for row in edition.catalogue.indicators.values() if row.confidence != "confirmed"]
    document = {**_edition_json(known, edition), "unconfirmed": [_row_json(row) for row in rows]}
    said = call.text("catalogue.unconfirmed", count=len(rows), of=len(edition.catalogue.indicators))
    return Answer(document, [said, *(_row_line(call, row) for row in rows)], NO if rows else 0)


def move(call: Call) -> Answer:
    """Show what moving an assessment to another edition would change; with --accept, do it."""
    with opened(call) as (workspace, _):
        looked = preview(workspace, call.options.id, call.options.to)
        lines = _move_lines(call, looked)
        document = {**_move_json(looked), "accepted": call.options.accept}
        if not call.options.accept:
            return Answer(document, [*lines, call.text("catalogue.move.only_shown")])
        workspace.move_catalogue(looked)
        notes = [] if workspace.unprotected is None else [workspace.unprotected]
        return Answer(document, [*lines, call.text("catalogue.move.done"), *problem_lines(call, notes)])


def _known(call: Call) -> KnownCatalogues:
    """Return the editions of the store, or those that ship with the program where there is none."""
    return from_store(call, lambda workspace: workspace.catalogues.known, lambda: known_of(call.library))


def _chosen(call: Call) -> tuple[KnownCatalogues, Edition]:
    known, options = _known(call), call.options
    id_ = known.default_id(call.now_utc().year) if options.catalogue is None else options.catalogue
    known.edition(id_)  # one that is not known is told before its edition is
    return known, known.named(options.edition, id_)


# -- JSON ----------------------------------------------------------------------------------------------


def _edition_json(known: KnownCatalogues, edition: Edition) -> dict[str, object]:
    catalogue = edition.catalogue
    return {
        "id": catalogue.id,
        "version": catalogue.version,
        "digest": catalogue.digest,
        "decision": catalogue.decision,
        "latest": known.latest[catalogue.id] == edition,
        "whence": edition.whence,
        "made_by": edition.made_by or None,
        "made_utc": edition.made_utc or None,
        "checks": edition.checks.to_json(),
    }


def _row_json(row: Indicator) -> dict[str, object]:
    checked = row.checked
    return {
        "code": row.code,
        "title_vi": row.title.vi,
        "max_points": decimal_text(row.max_points),
        "confidence": row.confidence,
        "checked": None
        if checked is None
        else {"by": checked.by, "utc": checked.utc, "place": checked.place or None},
    }


def _score_json(scored: IndicatorScore | None) -> dict[str, object] | None:
    if scored is None:
        return None
    return {
        "state": scored.state,
        "points": exact_text(scored.points),
        "max_points": exact_text(scored.max_points),
    }


def _move_row_json(row: RowMove) -> dict[str, object]:
    return {
        "code": row.code,
        "causes": list(row.causes),
        "old": _score_json(row.old),
        "new": _score_json(row.new),
        "gained_points": exact_text(row.gained_points),
        "reopened": row.reopened,
        "lost": [
            {"field": each.field, "value": answer_to_json({each.field: each.value}), "reason": each.reason}
            for each in row.lost
        ],
        "returned": answer_to_json(row.returned),
        "returned_documents": row.returned_documents,
    }


def _move_json(looked: MovePreview) -> dict[str, object]:
    found = looked.moved

    def total(of: Total) -> dict[str, str]:
        return {"points": exact_text(of.points), "max_points": exact_text(of.max_points)}

    codes = dict.fromkeys([*found.old_scorecard.pillars, *found.new_scorecard.pillars])
    pillars = {
        code: {
            side: total(card.pillars[code]) if code in card.pillars else None
            for side, card in (("old", found.old_scorecard), ("new", found.new_scorecard))
        }
        for code in codes
    }
    ranks = [
        None if ranking is None or ranking.overall is None else ranking.overall.rank
        for ranking in (looked.old_rank, looked.new_rank)
    ]
    return {
        "assessment": looked.assessment_id,
        "from": {"version": looked.old.version, "digest": looked.old.digest},
        "to": {"version": looked.edition.catalogue.version, "digest": looked.edition.digest},
        "whole": {"old": total(found.old_scorecard.whole), "new": total(found.new_scorecard.whole)},
        "pillars": pillars,
        "rank": {"old": ranks[0], "new": ranks[1]},
        "indicators": [_move_row_json(row) for row in found.rows],
        "reopened": list(found.reopened),
        "parts_out": list(found.parts_out),
    }


# -- lines ---------------------------------------------------------------------------------------------


def _edition_line(call: Call, known: KnownCatalogues, edition: Edition) -> str:
    catalogue, checks = edition.catalogue, edition.checks
    whence = call.text(f"catalogue.{edition.whence}", who=edition.made_by, at_utc=edition.made_utc)
    mark = "*" if known.latest[catalogue.id] == edition else " "
    return call.text(
        "catalogue.edition",
        mark=mark,
        id=catalogue.id,
        version=catalogue.version or "–",
        digest=catalogue.digest.removeprefix("sha256:")[:12],
        confirmed=checks.confirmed,
        of=checks.rows,
        whence=whence,
    )


def _index_line(call: Call, index: MainIndex) -> str:
    title = index.title.in_language(call.words.language)
    return call.text("catalogue.index", code=index.code, title=title, points=points_text(index.max_points))


def _row_line(call: Call, row: Indicator) -> str:
    checked = row.checked
    state = call.text(
        f"catalogue.row.{'checked' if checked else row.confidence}",
        who=checked.by if checked else "",
        at_utc=checked.utc if checked else "",
    )
    title = row.title.in_language(call.words.language)
    return call.text(
        "catalogue.row", code=row.code, title=title, points=points_text(row.max_points), state=state
    )


def _move_lines(call: Call, looked: MovePreview) -> list[str]:
    found = looked.moved
    lines = [
        call.text(
            "catalogue.move.head",
            old=looked.old.version or "–",
            new=looked.edition.catalogue.version or "–",
            before=points_text(found.old_scorecard.whole.points),
            after=points_text(found.new_scorecard.whole.points),
        )
    ]
    for row in found.rows:
        causes = ", ".join(call.words.text(f"move.{cause}") for cause in row.causes)
        before, after = (
            "–" if each is None else f"{points_text(each.points)}/{points_text(each.max_points)}"
            for each in (row.old, row.new)
        )
        lines.append(call.text("catalogue.move.row", code=row.code, before=before, after=after, why=causes))
        lines += [
            call.text(
                "catalogue.move.lost",
                field=each.field,
                value=str(each.value),
                why=call.words.text(f"move.{each.reason}"),
            )
            for each in row.lost
        ]
        if row.reopened:
            lines.append(call.text("catalogue.move.reopened"))
    if not found.rows:
        lines.append(call.text("catalogue.move.nothing"))
    lines += [call.text("catalogue.move.part_out", department=name) for name in found.parts_out]
    return lines

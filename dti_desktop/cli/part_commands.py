"""The commands around work that goes to departments: hand a part out, open it, return it, take returns in."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from dti_desktop.cli.commands import NO, Answer, Call, open_workspace, opened, problem_lines
from dti_desktop.cli.secrets import from_environment, secret
from dti_desktop.engine.merge import OURS, Conflict
from dti_desktop.engine.part_content import Place, value_to_json
from dti_desktop.errors import InputError, Problem
from dti_desktop.passphrase_file import new_passphrase
from dti_desktop.services.entered_text import parse_citation_date
from dti_desktop.services.part_merging import Preview, accept, choices_named, conflict_name, preview, stage
from dti_desktop.services.part_words import MergeWords
from dti_desktop.services.parts import issue, needs_passphrase, open_part, read_part, return_part
from dti_desktop.services.words import Words
from dti_desktop.utc_times import from_utc_text

if TYPE_CHECKING:
    from dti_desktop.exchange.part_file import PartFile
    from dti_desktop.services.part_evidence import Source


def add_commands(
    command: Callable[..., argparse.ArgumentParser], path: Callable[[str], Path], words: Words
) -> None:
    """Add `part issue`, `part open`, `part return` and `merge`."""
    group = command("part", None)
    within = group.add_subparsers(metavar="COMMAND", required=True)

    def locking(parser: argparse.ArgumentParser) -> None:
        how = parser.add_mutually_exclusive_group()
        how.add_argument("--passphrase-env", metavar="VAR", help=words.text("cli.help.part.passphrase"))
        how.add_argument("--plain", action="store_true", help=words.text("cli.help.part.plain"))
        parser.add_argument("-o", "--output", type=path, required=True)

    issuing = command("issue", issue_part, "id", within=within, help_key="part.issue")
    issuing.add_argument("--indicators", required=True, help=words.text("cli.help.part.indicators"))
    issuing.add_argument("--to", required=True, metavar="DEPARTMENT")
    issuing.add_argument("--due", default="", metavar="YYYY-MM-DD")
    issuing.add_argument("--guidance", default="", help=words.text("cli.help.part.guidance"))
    locking(issuing)
    opening = command("open", open_it, within=within, help_key="part.open")
    opening.add_argument("file", type=path)
    returning = command("return", return_it, "id", within=within, help_key="part.return")
    locking(returning)
    merging = command("merge", merge_files, "id")
    merging.add_argument("files", type=path, nargs="+")
    merging.add_argument("--accept", action="store_true", help=words.text("cli.help.merge.accept"))
    merging.add_argument(
        "--resolve", action="append", default=[], metavar="CODE=ours|theirs",
        help=words.text("cli.help.merge.resolve"),
    )  # fmt: skip
    for parser in (opening, merging):
        parser.add_argument("--passphrase-env", metavar="VAR", action="append", default=[])
        parser.add_argument(
            "--confirm-not-secret", metavar="REASON", help=words.text("cli.help.confirm_not_secret")
        )


def issue_part(call: Call) -> Answer:
    """Hand a part out to a department: the file it works in, and the memory of what it held."""
    options, passphrase = call.options, _passphrase(call)
    due = parse_citation_date(options.due) if options.due else None
    with opened(call) as (workspace, assessment):
        part = issue(
            workspace,
            assessment.id,
            options.indicators.split(","),
            options.to,
            options.output,
            passphrase=passphrase,
            due=due,
            untrusted_guidance=options.guidance,
        )
    document: dict[str, object] = {
        "assessment": assessment.id,
        "part": part.id,
        "department": part.department,
        "due": None if part.due is None else part.due.isoformat(),
        "indicators": list(part.codes),
        "baseline_sha256": part.baseline_sha256,
    }
    count = len(part.codes)
    line = call.text("part.issued", name=options.output.name, department=part.department, count=count)
    told, lines = _told(call, passphrase)
    return Answer({**document, **told}, [line, *lines])


def open_it(call: Call) -> Answer:
    """Open a department's file as an assessment of its own."""
    source, _ = _read(call, call.options.file)
    with closing(open_workspace(call, create=True)) as workspace:
        found = open_part(workspace, source, not_secret_reason=call.options.confirm_not_secret or "")
        origin = workspace.load(found.assessment_id).origin
    assert origin is not None
    document: dict[str, object] = {
        "assessment": found.assessment_id,
        "part": origin.part_id,
        "new": found.is_new,
        "department": origin.department,
        "due": None if origin.due is None else origin.due.isoformat(),
        "indicators": list(origin.codes),
    }
    return Answer(document, [found.assessment_id])


def return_it(call: Call) -> Answer:
    """Write the file that goes back to the office."""
    target, passphrase = call.options.output, _passphrase(call)
    with opened(call) as (workspace, assessment):
        part = return_part(workspace, assessment.id, target, passphrase=passphrase)
    assert part.header.returned is not None
    document: dict[str, object] = {
        "assessment": assessment.id,
        "part": part.header.part_id,
        "return": part.header.returned.id,
    }
    told, lines = _told(call, passphrase)
    return Answer({**document, **told}, [call.text("part.returned", name=target.name), *lines])


def merge_files(call: Call) -> Answer:
    """Show what departments returned, value by value; with `--accept`, take it in as one step."""
    options = call.options
    wanted = _resolutions(options.resolve)
    found = [_read(call, path) for path in options.files]
    sources, read = [source for source, _ in found], [part for _, part in found]
    with opened(call) as (workspace, assessment):
        looked = preview(workspace, assessment.id, read)
        choices = choices_named(looked, wanted)
        is_open = any(conflict.place not in choices for conflict in looked.conflicts)
        if options.accept and not is_open:
            limit_bytes = workspace.evidence_limit_bytes()
            intake = stage(workspace, looked, sources, limit_bytes=limit_bytes)
            accept(workspace, looked, choices, intake, options.confirm_not_secret or "")
        unprotected = workspace.unprotected
    is_done = options.accept and not is_open
    lines = _lines(call, looked, choices, is_done)
    if unprotected is not None:
        lines += problem_lines(call, [unprotected])
    if options.accept and is_open:
        lines.append(call.text("merge.undecided"))
    status = NO if options.accept and is_open else 0
    return Answer(_document(looked, choices, is_done), lines, status)


def _passphrase(call: Call) -> str | None:
    """Return what locks the file: what was named, or one that is made now; None with `--plain`."""
    if call.options.plain:
        return None
    variable = call.options.passphrase_env
    return new_passphrase() if variable is None else from_environment(variable)


def _told(call: Call, passphrase: str | None) -> tuple[dict[str, object], list[str]]:
    """Return what is said of the lock: a passphrase that was made stands in the answer, and nowhere else."""
    told: dict[str, object] = {"file": call.options.output.name, "encrypted": passphrase is not None}
    if passphrase is None or call.options.passphrase_env is not None:
        return told, []
    return {**told, "passphrase": passphrase}, [call.text("part.made_passphrase", passphrase=passphrase)]


def _read(call: Call, path: Path) -> tuple[Source, PartFile]:
    """Read a file, locked or not, with whichever of the passphrases that were named opens it."""
    if not needs_passphrase(path):
        return (path, None), read_part((path, None))
    variables = call.options.passphrase_env
    words = [from_environment(variable) for variable in variables]
    if not words:
        words = [secret(None, call.text("part.passphrase", name=path.name), "part-passphrase-needed")]
    for number, word in enumerate(words, 1):
        try:
            return (path, word), read_part((path, word))
        except InputError as error:
            if error.code != "passphrase-wrong" or number == len(words):
                raise
    raise AssertionError("unreachable")


def _resolutions(untrusted: list[str]) -> dict[str, str]:
    """Return code → choice. Raises `InputError` `resolution-malformed` listing every fault."""
    found: dict[str, str] = {}
    problems = []
    for text in untrusted:
        name, equals, choice = text.partition("=")
        if not equals or not name or not choice or name in found:
            problems.append(Problem("resolution-malformed", "--resolve", {"value": text[:80]}))
        found[name] = choice
    if problems:
        raise InputError("resolution-malformed", problems)
    return found


def _lines(call: Call, looked: Preview, choices: Mapping[Place, int], is_done: bool) -> list[str]:
    said = MergeWords(looked, call.words)
    lines = [
        call.text(
            f"merge.file.{line.state}",
            department=line.department,
            who=line.returned_by,
            moment=call.words.format.date_time(from_utc_text(line.returned_utc)),
        )
        for line in looked.files
    ]
    lines += [
        call.text("merge.reissued", department=line.department) for line in looked.files if line.is_reissued
    ]
    lines += said.older_files()
    rows = said.rows()
    if rows:
        lines.append(call.text("merge.taken" if is_done else "merge.would_take", count=len(rows)))
    lines += [
        call.text("merge.row", code=row.code or "–", where=row.where, before=_short(row.before),
                  value=_short(row.value), departments=row.departments)
        for row in rows
    ]  # fmt: skip
    if looked.conflicts:
        lines.append(call.text("merge.conflicts", count=len(looked.conflicts)))
    for conflict in looked.conflicts:
        name, where = conflict_name(conflict.place), said.where(conflict.place)
        reason = call.words.text(f"merge.{conflict.reason}")
        lines.append(call.text("merge.conflict", name=name, where=where, reason=reason))
        chosen = choices.get(conflict.place)
        told = [(OURS, call.text("merge.here"), conflict.ours)]
        told += [(n, ", ".join(o.departments), o.value) for n, o in enumerate(conflict.offers)]
        lines += [
            call.text("merge.chosen" if number == chosen else "merge.offer", who=who,
                      value=_short(said.value(conflict.place, value)))
            for number, who, value in told
        ]  # fmt: skip
    lines += [f"  {said.lost_line(lost)}" for lost in looked.merged.lost]
    if is_done:
        lines.append(call.text("merge.done" if looked.has_news else "merge.nothing"))
    elif not rows and not looked.conflicts:
        lines.append(call.text("merge.nothing"))
    return lines


def _document(looked: Preview, choices: Mapping[Place, int], is_done: bool) -> dict[str, object]:
    return {
        "assessment": looked.assessment.id,
        "accepted": is_done,
        "files": [
            {
                "department": line.department,
                "part": line.part_id,
                "return": line.return_id,
                "returned_utc": line.returned_utc,
                "returned_by": line.returned_by,
                "state": line.state,
                "reissued": line.is_reissued,
                "older_version": line.older_version,
            }
            for line in looked.files
        ],
        "taken": [
            {
                **_place(place),
                "before": value_to_json(taken.before),
                "value": value_to_json(taken.value),
                "departments": list(taken.departments),
            }
            for place, taken in sorted(looked.merged.taken.items())
        ],
        "conflicts": [_conflict(conflict, choices) for conflict in looked.conflicts],
        "not_taken": [
            {
                **_place(lost.place),
                "value": value_to_json(lost.offer.value),
                "kept": value_to_json(lost.kept),
                "departments": list(lost.offer.departments),
                "why": lost.why,
            }
            for lost in looked.merged.lost
        ],
    }


def _conflict(conflict: Conflict, choices: Mapping[Place, int]) -> dict[str, object]:
    chosen = choices.get(conflict.place)
    return {
        "name": conflict_name(conflict.place),
        **_place(conflict.place),
        "reason": conflict.reason,
        "ours": value_to_json(conflict.ours),
        "theirs": [
            {"value": value_to_json(offer.value), "departments": list(offer.departments)}
            for offer in conflict.offers
        ],
        "chosen": None
        if chosen is None
        else "ours"
        if chosen == OURS
        else list(conflict.offers[chosen].departments),
    }


def _place(place: Place) -> dict[str, object]:
    return {"kind": place.kind, "indicator": place.code or None, "key": place.key, "field": place.field}


def _short(text: str, limit: int = 120) -> str:
    line = " ".join(text.split())
    return line if len(line) <= limit else line[: limit - 1] + "…"

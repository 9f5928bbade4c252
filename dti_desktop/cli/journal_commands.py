"""The command around the journal: read it, check its chain, look for a head that was signed."""

from __future__ import annotations

import argparse
import json
import re
import unicodedata
from collections.abc import Callable
from typing import TYPE_CHECKING

from dti_desktop.cli.commands import NO, Answer, Call, opened
from dti_desktop.errors import InputError, Problem
from dti_desktop.services.entered_text import parse_citation_date
from dti_desktop.services.journal import KINDS, Wanted
from dti_desktop.services.words import Words
from dti_desktop.services.workspace import Workspace

if TYPE_CHECKING:
    from dti_desktop.store.journal import JournalEntry
    from dti_desktop.store.journal_check import Break, JournalState

DEFAULT_LIMIT = 50
_LONGEST_VALUE = 60
_HEAD = re.compile(r"[0-9a-fA-F]{64}", re.ASCII)


def add_commands(command: Callable[..., argparse.ArgumentParser], words: Words) -> None:
    """Add `journal`."""
    reading = command("journal", journal, "id")
    reading.add_argument("--person", default="", help=words.text("cli.help.journal.person"))
    reading.add_argument("--code", default="", help=words.text("cli.help.journal.code"))
    reading.add_argument("--day", default="", help=words.text("cli.help.journal.day"))
    reading.add_argument(
        "--limit", type=_count, default=DEFAULT_LIMIT, help=words.text("cli.help.journal.limit")
    )
    instead = reading.add_mutually_exclusive_group()
    instead.add_argument("--check", action="store_true", help=words.text("cli.help.journal.check"))
    instead.add_argument("--contains", metavar="HEAD", help=words.text("cli.help.journal.contains"))
    instead.add_argument("--accept", metavar="REASON", help=words.text("cli.help.journal.accept"))


def journal(call: Call) -> Answer:
    """Show the journal, the newest entries first; or check it, look for a head, accept its faults."""
    options = call.options
    with opened(call) as (workspace, assessment):
        if options.check:
            return _check(call, workspace, assessment.id)
        if options.contains is not None:
            return _contains(call, workspace, assessment.id)
        if options.accept is not None:
            workspace.accept_journal_faults(assessment.id, options.accept)
            return _accepted(call, workspace, assessment.id)
        if options.code and options.code not in assessment.catalogue.indicators:
            raise InputError("unknown-code", [Problem("unknown-code", "--code", {"code": options.code})])
        day = parse_citation_date(options.day) if options.day else None
        wanted = Wanted(
            who=unicodedata.normalize("NFC", options.person) or None,
            codes=frozenset({options.code}) if options.code else None,
            first_day=day,
            last_day=day,
        )
        entries = workspace.journals.page(assessment.id, wanted, limit=options.limit)
    document: dict[str, object] = {
        "assessment": assessment.id,
        "head": assessment.journal_head,
        "entries_total": assessment.journal_entries,
        "entries": [entry.to_json() for entry in entries],
    }
    lines = [_line(call, entry) for entry in entries]
    return Answer(document, lines or [call.text("journal.empty")])


def _line(call: Call, entry: JournalEntry) -> str:
    words = call.words
    if entry.kind == "event":
        what = words.event(entry.key, _facts(entry.new))
    else:
        what = call.text(
            "journal.change",
            kind=_kind(call, entry.kind),
            field=f" {entry.key}" if entry.key else "",
            old=_value(entry.old),
            new=_value(entry.new),
        )
    if entry.act in ("undo", "redo", "adopt"):
        what = call.text(f"journal.act.{entry.act}", what=what)
    return call.text(
        "journal.row",
        seq=str(entry.seq),
        at_utc=entry.at_utc,
        who=entry.who,
        code=entry.code or "–",
        what=what,
    )


def _kind(call: Call, kind: str) -> str:
    known = any(kind in kinds for kinds in KINDS.values())  # what was changed from outside may be anything
    return call.text(f"journal.kind.{kind if known else 'other'}")


def _facts(text: str | None) -> dict[str, object]:
    try:
        facts = json.loads(text or "{}")
    except ValueError:  # changed from outside
        return {}
    return facts if isinstance(facts, dict) else {}


def _value(text: str | None) -> str:
    """Return a value as one short line; a number without its cover."""
    if text is None:
        return "–"
    try:
        value = json.loads(text)
    except ValueError:
        value = text
    if isinstance(value, dict) and value.keys() == {"number"}:
        value = value["number"]
    if isinstance(value, dict) and value.keys() == {"name", "title"}:
        value = ", ".join(str(part) for part in (value["name"], value["title"]) if part)
    said = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    said = " ".join(said.split())
    return said if len(said) <= _LONGEST_VALUE else said[: _LONGEST_VALUE - 1] + "…"


def _check(call: Call, workspace: Workspace, assessment_id: str) -> Answer:
    state = workspace.journals.check(assessment_id)
    lines = [
        call.text(
            "journal.whole" if state.is_whole else "journal.not_whole", entries=state.entries, head=state.head
        )
    ]
    for found, key in ((state.breaks, "journal.break"), (state.accepted_breaks, "journal.accepted_break")):
        lines += [
            call.text(key, seq=str(each.seq), at_utc=each.at_utc, who=each.who or "–") for each in found
        ]
    lines += [
        call.text(
            "journal.difference",
            kind=_kind(call, each.cell.kind),
            code=each.cell.code or "–",
            field=each.cell.key,
            told=_value(each.told),
            held=_value(each.held),
        )
        for each in state.differences
    ]
    lines += [call.text("journal.guard", name=name) for name in state.changed_guards]
    return Answer(_state_to_json(assessment_id, state), lines, 0 if state.is_whole else NO)


def _state_to_json(assessment_id: str, state: JournalState) -> dict[str, object]:
    def places(found: tuple[Break, ...]) -> list[dict[str, object]]:
        return [{"seq": each.seq, "at_utc": each.at_utc, "who": each.who} for each in found]

    return {
        "assessment": assessment_id,
        "whole": state.is_whole,
        "entries": state.entries,
        "head": state.head,
        "breaks": places(state.breaks),
        "accepted_breaks": places(state.accepted_breaks),
        "differences": [
            {
                "kind": each.cell.kind,
                "code": each.cell.code,
                "key": each.cell.key,
                "told": each.told,
                "held": each.held,
            }
            for each in state.differences
        ],
        "changed_guards": list(state.changed_guards),
    }


def _contains(call: Call, workspace: Workspace, assessment_id: str) -> Answer:
    head: str = call.options.contains.strip()
    if not _HEAD.fullmatch(head):
        raise InputError("head-malformed", [Problem("head-malformed", "--contains")])
    place = workspace.journals.place_of_head(assessment_id, head)
    document: dict[str, object] = {
        "assessment": assessment_id,
        "contains": place is not None,
        "seq": None if place is None else place.seq,
        "at_utc": None if place is None else place.at_utc,
        "whole_up_to_there": place is not None and place.is_whole,
    }
    if place is None:
        return Answer(document, [call.text("journal.head_missing")], NO)
    key = "journal.head_found" if place.is_whole else "journal.head_broken"
    line = call.text(key, seq=str(place.seq), at_utc=place.at_utc)
    return Answer(document, [line], 0 if place.is_whole else NO)


def _accepted(call: Call, workspace: Workspace, assessment_id: str) -> Answer:
    state = workspace.journals.check(assessment_id)
    return Answer(_state_to_json(assessment_id, state), [call.text("journal.accepted")])


def _count(text: str) -> int:
    if not re.fullmatch("[0-9]{1,6}", text, re.ASCII) or int(text) == 0:
        raise argparse.ArgumentTypeError(f"not a number of entries: {text[:40]!r}")
    return int(text)

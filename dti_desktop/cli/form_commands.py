"""`template`, `import` and `workbook`: an assessment as Excel or CSV, out and in."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from decimal import Decimal

from dti_desktop.cli.arguments import path
from dti_desktop.cli.commands import Answer, Call, opened
from dti_desktop.engine.assessment import FieldValue
from dti_desktop.errors import EnvironmentFault
from dti_desktop.services import forms
from dti_desktop.services.forms import StagedChange
from dti_desktop.services.library import LANGUAGES
from dti_desktop.services.outlook import look
from dti_desktop.services.words import Words

_LONGEST_SHOWN = 60


def add_commands(command: Callable[..., argparse.ArgumentParser], words: Words) -> None:
    """Add the three commands."""
    for name, act in (("template", template), ("workbook", workbook)):
        command(name, act, "id").add_argument("-o", "--output", type=path, required=True)
    importing = command("import", import_form, "id")
    importing.add_argument("file", type=path)
    importing.add_argument("--accept", action="store_true", help=words.text("cli.help.form.accept"))
    importing.add_argument("--numbers", choices=LANGUAGES, help=words.text("cli.help.form.numbers"))


def template(call: Call) -> Answer:
    """Write a form to be filled in."""
    target = call.options.output
    forms.form_kind(target)
    with opened(call) as (workspace, assessment):
        workspace.check_target(target)
        forms.write_template(
            target, call.library, assessment, language=call.words.language, now_utc=call.now_utc()
        )
    document: dict[str, object] = {"assessment": assessment.id, "file": target.name}
    return Answer(document, [call.text("form.written", name=target.name)])


def workbook(call: Call) -> Answer:
    """Write all that is known of an assessment."""
    target = call.options.output
    forms.form_kind(target)
    with opened(call) as (workspace, assessment):
        workspace.check_target(target)
        forms.write_everything(
            target,
            call.library,
            assessment,
            look(assessment, workspace.result_book, tolerance=call.library.year_tolerance),
            language=call.words.language,
            now_utc=call.now_utc(),
        )
    document: dict[str, object] = {"assessment": assessment.id, "file": target.name}
    return Answer(document, [call.text("form.written", name=target.name)])


def import_form(call: Call) -> Answer:
    """Tell what a form would change, or take it in."""
    options = call.options
    with opened(call) as (workspace, assessment):
        staging = forms.examine_form(call.library, assessment, options.file)
        if options.accept or staging.faults:
            taken = forms.decided(staging, options.numbers)
        shown = [change.read_as(options.numbers or "") for change in staging.changes]
        unprotected = None
        if options.accept and taken:
            workspace.take_form(staging, taken)
            unprotected = workspace.unprotected
    document: dict[str, object] = {
        "assessment": assessment.id,
        "file": staging.name,
        "accepted": len(taken) if options.accept else 0,
        "changes": [change.to_json() for change in shown],
        "untouched": staging.untouched,
        "rows_missing": staging.rows_missing,
    }
    counted = "none" if not shown else "taken" if options.accept else "differs"
    count = len(taken) if options.accept else len(shown)
    lines = [call.text(f"form.{counted}", name=staging.name, count=count)]
    lines += [_line(call, change) for change in shown]
    if staging.rows_missing:
        lines.append(call.text("form.missing", count=staging.rows_missing))
    if unprotected is not None:
        missed = EnvironmentFault(unprotected.code, **unprotected.facts)
        lines.append(call.text("form.unprotected", reason=call.words.error(missed).what))
    return Answer(document, lines)


def _line(call: Call, change: StagedChange) -> str:
    remarks = []
    if change.is_undecided:
        remarks.append(call.text("form.remark.undecided", **change.readings))
    if change.was_changed_since:
        remarks.append(call.text("form.remark.changed_since"))
    if change.is_locked:
        remarks.append(call.text("form.remark.locked"))
    return call.text(
        "form.row",
        place=change.place,
        cell=f"{change.code} {change.field}".strip(),
        old=_shown(call, change, change.old),
        new="?" if change.is_undecided else _shown(call, change, change.new),
        remarks="".join(remarks),
    )


def _shown(call: Call, change: StagedChange, value: FieldValue | None) -> str:
    if value is None:
        return "–"
    if isinstance(value, bool):
        return call.words.text("form.yes" if value else "form.no")
    if isinstance(value, Decimal):
        return call.words.format.number(value)
    label = change.choices.get(value)
    text = " ".join(value.split()) if label is None else label.in_language(call.words.language)
    return text if len(text) <= _LONGEST_SHOWN else f"{text[: _LONGEST_SHOWN - 1]}…"

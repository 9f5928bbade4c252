"""The commands around a catalogue as Excel: write it, show what one corrects, take that into the draft."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from contextlib import closing

from dti_desktop.cli.arguments import path
from dti_desktop.cli.commands import Answer, Call, from_store, open_workspace, problem_lines
from dti_desktop.engine.catalogue_edit import Document, read_document
from dti_desktop.errors import InputError
from dti_desktop.services.catalogue_books import (
    Correction,
    ExaminedBook,
    examine_book,
    leaf_words,
    take_book,
    write_book,
)
from dti_desktop.services.catalogues import known_of
from dti_desktop.services.files import check_target
from dti_desktop.services.words import Words
from dti_desktop.services.workspace import Workspace


def add_commands(command: Callable[..., argparse.ArgumentParser], within: object, words: Words) -> None:
    """Add `catalogue export` and `catalogue import`."""
    exporting = command("export", export, within=within, help_key="catalogue.export")
    exporting.add_argument("catalogue", metavar="ID")
    exporting.add_argument("-o", "--output", type=path, required=True)
    importing = command("import", import_, within=within, help_key="catalogue.import")
    importing.add_argument("catalogue", metavar="ID")
    importing.add_argument("file", type=path)
    importing.add_argument(
        "--accept", action="store_true", help=words.text("cli.help.catalogue.import.accept")
    )


def export(call: Call) -> Answer:
    """Write the draft as a workbook, or where there is none the latest edition."""
    options = call.options
    check_target(options.output, call.store_dir)
    document, is_draft = _document(call, options.catalogue)
    write_book(options.output, call.library, document, language=call.words.language)
    version = str(document.get("version", ""))
    key = "catalogue.exported.draft" if is_draft else "catalogue.exported"
    said = call.text(key, id=document["id"], version=version or "–", name=options.output.name)
    answer = {"id": document["id"], "version": version, "draft": is_draft, "file": options.output.name}
    return Answer(answer, [said])


def import_(call: Call) -> Answer:
    """Show every correction of a workbook; with --accept, put them into the draft as one step."""
    options = call.options
    document, _ = _document(call, options.catalogue)
    found = examine_book(options.file, document)
    if found.faults:
        raise InputError("catalogue-workbook-invalid", found.faults)
    lines = [_line(call, each) for each in found.corrections]
    if found.rows_missing:
        lines.append(call.text("catalogue.import.missing", count=found.rows_missing))
    is_taken = options.accept and bool(found.corrections)
    if is_taken:
        with closing(open_workspace(call, create=True)) as workspace:
            take_book(workspace.catalogues, found)
            if workspace.unprotected is not None:
                lines += problem_lines(call, [workspace.unprotected])
    state = "taken" if is_taken else "shown" if found.corrections else "nothing"
    lines.append(call.text(f"catalogue.import.{state}", count=len(found.corrections)))
    return Answer(_json(found, is_taken=is_taken), lines)


def _document(call: Call, catalogue_id: str) -> tuple[Document, bool]:
    """Return the draft, or the latest edition; of what ships where there is no store."""

    def held(workspace: Workspace) -> tuple[Document, bool]:
        seen = workspace.catalogues.seen(catalogue_id)
        return seen.document, seen.is_open

    def shipped() -> tuple[Document, bool]:
        return read_document(known_of(call.library).edition(catalogue_id).content), False

    return from_store(call, held, shipped)


def _line(call: Call, each: Correction) -> str:
    said = call.text(
        "catalogue.import.correction",
        place=each.place,
        code=each.name.node.code or "–",
        what=leaf_words(call.words, each.name),
        old=each.old or "–",
        new=each.new or "–",
    )
    return f"{said} {call.text('catalogue.import.changed_since')}" if each.was_changed_since else said


def _json(found: ExaminedBook, *, is_taken: bool) -> dict[str, object]:
    return {
        "catalogue": found.catalogue_id,
        "file": found.name,
        "corrections": [
            {
                "place": each.place,
                "section": each.name.node.section,
                "code": each.name.node.code or None,
                "path": each.name.path,
                "old": each.old,
                "new": each.new,
                "changed_since": each.was_changed_since,
            }
            for each in found.corrections
        ],
        "rows_missing": found.rows_missing,
        "taken": is_taken,
    }

"""The evidence of the whole store on the command line."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from dti_desktop.cli.arguments import whole_number
from dti_desktop.cli.commands import Answer, Call, from_store
from dti_desktop.engine.composed_text import harmless
from dti_desktop.engine.evidence_library import LibraryItem, Shown, chosen_items
from dti_desktop.services.words import Words


def add_commands(command: Callable[..., argparse.ArgumentParser], words: Words) -> None:
    """Add `evidence list`."""
    evidence = command("evidence", None)
    within = evidence.add_subparsers(parser_class=type(evidence), metavar="ACT", required=True)
    listing = command("list", list_evidence, within=within, help_key="evidence.list")
    listing.add_argument("--year", type=whole_number, metavar="YEAR")
    which = listing.add_mutually_exclusive_group()
    which.add_argument("--unused", action="store_true", help=words.text("cli.help.evidence.unused"))
    which.add_argument("--repeated", action="store_true", help=words.text("cli.help.evidence.repeated"))


def list_evidence(call: Call) -> Answer:
    """List every file and citation of the store, where each is used, and what is there twice."""
    from dti_desktop.services.evidence_library import evidence_library

    items: tuple[LibraryItem, ...] = from_store(call, evidence_library, lambda: ())
    options = call.options
    shown: Shown = "unused" if options.unused else "repeated" if options.repeated else "all"
    chosen = chosen_items(items, shown, options.year)
    document: dict[str, object] = {
        "evidence": [_to_json(item) for item in chosen],
        "counts": {
            "all": len(items),
            "unused": sum(item.is_unused for item in items),
            "copied": sum(item.is_copied for item in items),
            "near": sum(bool(item.near) for item in items),
        },
    }
    return Answer(document, [_line(call, item) for item in chosen] or [call.text("evidence.empty")])


def _to_json(item: LibraryItem) -> dict[str, object]:
    cited, file = item.citation, item.file
    return {
        "id": item.id,
        "number": cited.number,
        "issued_on": None if cited.issued_on is None else cited.issued_on.isoformat(),
        "issuer": cited.issuer,
        "title": cited.title,
        "file": None
        if file is None
        else {
            "name": file.original_name,
            "sha256": file.sha256,
            "size_bytes": file.size_bytes,
            "media_type": file.media_type,
        },
        "held": [
            {
                "assessment": held.assessment_id,
                "province": held.province,
                "year": held.year,
                "document": held.document.id,
                "codes": list(held.codes),
            }
            for held in item.held
        ],
        "unused": item.is_unused,
        "near": list(item.near),
    }


def _line(call: Call, item: LibraryItem) -> str:
    cited = item.citation
    name = cited.number or cited.title or ("" if item.file is None else item.file.original_name)
    uses = "; ".join(
        f"{held.assessment_id}: {', '.join(held.codes)}" if held.codes else held.assessment_id
        for held in item.held
    )
    marks = [
        call.text(f"evidence.{mark}")
        for mark, is_so in (("unused", item.is_unused), ("copied", item.is_copied), ("near", bool(item.near)))
        if is_so
    ]
    line = call.text("evidence.row", name=name or call.text("evidence.untitled"), uses=uses)
    return harmless(f"{line}  [{', '.join(marks)}]" if marks else line)

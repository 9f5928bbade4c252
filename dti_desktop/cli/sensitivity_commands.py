"""The command that tells what an assessment hangs on."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from fractions import Fraction

from dti_desktop.cli.commands import Answer, Call, opened
from dti_desktop.cli.stray_output import unheard
from dti_desktop.engine.assessment import Assessment, Document
from dti_desktop.engine.numbers import decimal_text, points_text
from dti_desktop.engine.sensitivity import Loss
from dti_desktop.services.sensitivity import Sensitivity, asked_rank, rivalry, sensitivity
from dti_desktop.services.words import Words

_SHOWN_TO_PEOPLE = 20


def add_commands(command: Callable[..., argparse.ArgumentParser], words: Words) -> None:
    """Add `sensitivity`."""
    asked = command("sensitivity", show, "id")
    only = asked.add_mutually_exclusive_group()
    only.add_argument("--documents", action="store_true", help=words.text("cli.help.sensitivity.documents"))
    only.add_argument("--indicators", action="store_true", help=words.text("cli.help.sensitivity.indicators"))
    asked.add_argument("--keep-rank", metavar="N", help=words.text("cli.help.sensitivity.keep_rank"))


def show(call: Call) -> Answer:
    """Show what each rejection costs, and the documents that must not be lost."""
    options = call.options
    with opened(call) as (workspace, assessment), unheard():
        against = rivalry(workspace.forecaster, assessment)
        found = sensitivity(
            assessment,
            against.curve,
            year=against.year,
            rivals_are_facts=against.are_facts,
            keep_rank=asked_rank(options.keep_rank, against.curve.of),
        )
    return Answer(_to_json(call, assessment, found), _lines(call, assessment, found))


def _to_json(call: Call, assessment: Assessment, found: Sensitivity) -> dict[str, object]:
    document: dict[str, object] = {
        "assessment": assessment.id,
        "year": found.year,
        "rivals": _rivals(found),
        "points": points_text(found.points),
        "median_rank": found.median_rank if found.is_ranked else None,
        "of": found.of if found.is_ranked else None,
    }
    if not call.options.documents:
        document["indicators"] = [{"indicator": loss.id, **_cost(found, loss)} for loss in found.indicators]
    if not call.options.indicators:
        document["documents"] = [
            {
                **_document_to_json(assessment.documents[loss.id]),
                **_cost(found, loss),
                "indicators": list(loss.codes),
            }
            for loss in found.documents
        ]
    document["keep_rank"] = found.keep_rank if found.is_ranked else None
    document["kept"] = found.is_kept_now if found.is_ranked else None
    document["smallest_loss"] = _smallest_to_json(assessment, found)
    return document


def _smallest_to_json(assessment: Assessment, found: Sensitivity) -> dict[str, object] | None:
    smallest = found.smallest
    if smallest is None or not found.is_kept_now:
        return None
    return {
        "documents": [_document_to_json(assessment.documents[id_]) for id_ in smallest.documents],
        **_cost(found, smallest.loss),
        "indicators": list(smallest.loss.codes),
    }


def _document_to_json(document: Document) -> dict[str, object]:
    citation, file = document.citation, document.file
    return {
        "document": document.id,
        "number": citation.number,
        "date": None if citation.issued_on is None else citation.issued_on.isoformat(),
        "issuer": citation.issuer,
        "title": citation.title,
        "file": None if file is None else file.original_name,
    }


def _rivals(found: Sensitivity) -> str | None:
    if not found.is_ranked:
        return None
    return "published" if found.rivals_are_facts else "drawn"


def _cost(found: Sensitivity, loss: Loss) -> dict[str, object]:
    places = _one_decimal(loss.places) if found.is_ranked else None
    return {"points": points_text(loss.points), "places": places}


def _one_decimal(places: float) -> str:
    return decimal_text(Fraction(round(10 * places), 10))


def _lines(call: Call, assessment: Assessment, found: Sensitivity) -> list[str]:
    form = call.words.format
    facts = {"points": form.points(found.points), "rank": found.median_rank, "of": found.of}
    key = "sensitivity.facts" if found.rivals_are_facts else "sensitivity.drawn"
    if not found.is_ranked:
        key = "sensitivity.unranked"
    lines = [call.text(key, year=found.year, **facts)]
    if not call.options.documents:
        lines.append(call.text("sensitivity.indicators"))
        language = call.words.language
        titles = {c: row.short.in_language(language) for c, row in assessment.catalogue.indicators.items()}
        lines += _loss_lines(
            call, found, [(loss, f"{loss.id} {titles[loss.id]}") for loss in found.indicators]
        )
    if not call.options.indicators:
        lines.append(call.text("sensitivity.documents"))
        named = [(loss, _cited(call, assessment.documents[loss.id])) for loss in found.documents]
        lines += _loss_lines(call, found, named)
    return lines + (_keeping_lines(call, assessment, found) if found.is_ranked else [])


def _loss_lines(call: Call, found: Sensitivity, losses: list[tuple[Loss, str]]) -> list[str]:
    costly = [(loss, name) for loss, name in losses if loss.points > 0]
    lines = [
        call.text(
            "sensitivity.loss" if found.is_ranked else "sensitivity.loss.unranked",
            name=name,
            points=_lost(call.words.format.points(loss.points)),
            places=_lost(call.words.format.number(Fraction(round(10 * loss.places), 10))),
        )
        for loss, name in costly[:_SHOWN_TO_PEOPLE]
    ]
    if not costly:
        lines.append(call.text("sensitivity.none"))
    if len(costly) > _SHOWN_TO_PEOPLE:
        lines.append(call.text("sensitivity.more", count=len(costly) - _SHOWN_TO_PEOPLE))
    return lines


def _lost(text: str) -> str:
    return text if text == "0" else f"\N{MINUS SIGN}{text}"


def _keeping_lines(call: Call, assessment: Assessment, found: Sensitivity) -> list[str]:
    rank, of = found.keep_rank, found.of
    if not found.is_kept_now:
        return [call.text("sensitivity.not_reached", rank=rank, of=of)]
    if found.smallest is None:
        return [call.text("sensitivity.safe", rank=rank, of=of)]
    smallest = found.smallest
    lines = [call.text("sensitivity.smallest", rank=rank, of=of, count=len(smallest.documents))]
    for document_id in smallest.documents:
        codes = [
            code
            for code in smallest.loss.codes
            if any(link.document_id == document_id for link in assessment.links.get(code, ()))
        ]
        cited = _cited(call, assessment.documents[document_id])
        lines.append(call.text("sensitivity.smallest.row", name=cited, codes=", ".join(codes)))
    return lines


def _cited(call: Call, document: Document) -> str:
    """Return a document as it is cited: number, date, issuer, subject; else the name of its file."""
    citation = document.citation
    parts = [
        citation.number,
        "" if citation.issued_on is None else call.words.format.date(citation.issued_on),
        citation.issuer,
        citation.title,
    ]
    said = " · ".join(part for part in parts if part)
    name = "" if document.file is None else document.file.original_name
    return said or name or call.text("sensitivity.uncited")

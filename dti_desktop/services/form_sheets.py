"""What an export of everything tells beyond the form: points, totals, evidence, remarks, notes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from dti_desktop.engine.assessment import Assessment
from dti_desktop.engine.composed_text import harmless
from dti_desktop.engine.numbers import exact_text
from dti_desktop.engine.review import ScoreSource
from dti_desktop.engine.scoring import Total
from dti_desktop.exchange.form_workbook import PlainSheet, TableValue
from dti_desktop.services.outlook import Outlook
from dti_desktop.services.words import Words

_POINTS, _VALUE, _WHOLE, _DAY = "0.00", "0.0000", "#,##0", "dd/mm/yyyy"

_Columns = Sequence[tuple[str, int, str]]
_SCORES: _Columns = (
    ("code", 7, ""),
    ("title", 60, ""),
    ("index", 28, ""),
    ("state", 18, ""),
    ("share", 18, ""),
    ("points", 10, _POINTS),
    ("max", 12, _POINTS),
    ("review", 16, ""),
    ("reviewer", 18, _POINTS),
    ("reason", 40, ""),
    ("ministry", 14, _POINTS),
    ("reason", 40, ""),
)
_TOTALS: _Columns = (
    ("total", 44, ""),
    ("points", 12, _POINTS),
    ("max", 12, _POINTS),
    ("value_total", 12, _VALUE),
)
_EVIDENCE: _Columns = (
    ("code", 7, ""),
    ("pages", 10, ""),
    ("number", 20, ""),
    ("issued_on", 14, _DAY),
    ("issuer", 26, ""),
    ("document", 44, ""),
    ("file", 34, ""),
    ("size", 17, _WHOLE),
    ("sha256", 70, ""),
    ("added", 22, ""),
    ("id", 36, ""),
)
_NOTES: _Columns = (("code", 7, ""), ("title", 40, ""), ("note", 90, ""))
_COMMENTS: _Columns = (
    ("code", 7, ""),
    ("comment", 80, ""),
    ("who", 28, ""),
    ("at", 22, ""),
    ("settled", 22, ""),
    ("comment_id", 36, ""),
    ("reply_to", 36, ""),
)
_SHOWN_SHARE_LENGTH = 40


def further_sheets(assessment: Assessment, outlook: Outlook, words: Words) -> list[PlainSheet]:
    """Return them, in the order of the workbook."""

    def sheet(name: str, columns: _Columns, rows: Iterator[Sequence[TableValue]]) -> PlainSheet:
        return PlainSheet(
            words.text(f"form.sheet.{name}"),
            [words.text(f"form.head.{column}") for column, _, _ in columns],
            [width for _, width, _ in columns],
            [form for _, _, form in columns],
            rows,
        )

    return [
        sheet("scores", _SCORES, _scores(assessment, outlook, words)),
        sheet("totals", _TOTALS, _totals(assessment, outlook, words)),
        sheet("evidence", _EVIDENCE, _evidence(assessment)),
        sheet("comments", _COMMENTS, _comments(assessment)),
        sheet("notes", _NOTES, _notes(assessment, words)),
    ]


def _scores(assessment: Assessment, outlook: Outlook, words: Words) -> Iterator[Sequence[TableValue]]:
    catalogue, language = assessment.catalogue, words.language
    for code, row in outlook.scorecard.indicators.items():
        indicator = catalogue.indicators[code]
        share = exact_text(row.outcome.share)
        yield (
            code,
            indicator.title.in_language(language),
            catalogue.index_by_code[indicator.index].title.in_language(language),
            words.state(row.state),
            share if len(share) <= _SHOWN_SHARE_LENGTH else words.format.value(row.outcome.share),
            row.points,
            row.max_points,
            words.text(f"form.review.{assessment.review_state(code)}"),
            *_given(assessment, code, "reviewer"),
            *_given(assessment, code, "ministry"),
        )


def _given(assessment: Assessment, code: str, source: ScoreSource) -> tuple[Decimal | None, str]:
    given = assessment.given_scores.get(code, {}).get(source)
    return (None, "") if given is None else (given.points, given.reason)


def _totals(assessment: Assessment, outlook: Outlook, words: Words) -> Iterator[Sequence[TableValue]]:
    catalogue, scorecard, language = assessment.catalogue, outlook.scorecard, words.language

    def row(name: str, total: Total) -> Sequence[TableValue]:
        return (name, total.points, total.max_points, total.value)

    yield row(words.text("cli.score.whole"), scorecard.whole)
    for pillar in catalogue.pillars:
        yield row(pillar.title.in_language(language), scorecard.pillars[pillar.code])
    for index in catalogue.main_indices:
        name = f"{index.code}. {index.title.in_language(language)}"
        yield row(name, scorecard.indices[index.code].total)


def _evidence(assessment: Assessment) -> Iterator[Sequence[TableValue]]:
    linked: set[str] = set()
    places: list[tuple[str, str, str]] = []
    for code in assessment.catalogue.indicators:
        for link in assessment.links.get(code, ()):
            linked.add(link.document_id)
            places.append((code, link.pages, link.document_id))
    # What proves nothing at the moment stands at the end.
    places += [("", "", document_id) for document_id in assessment.documents if document_id not in linked]
    for code, pages, document_id in places:
        document = assessment.documents[document_id]
        cited, file = document.citation, document.file
        yield (
            code,
            pages,
            cited.number,
            cited.issued_on,
            cited.issuer,
            cited.title,
            "" if file is None else harmless(file.original_name),
            None if file is None else file.size_bytes,
            "" if file is None else file.sha256,
            document.added_utc,
            document_id,
        )


def _comments(assessment: Assessment) -> Iterator[Sequence[TableValue]]:
    for code in assessment.catalogue.indicators:
        for comment in assessment.comments.get(code, ()):
            yield (
                code,
                comment.text,
                harmless(comment.who),
                comment.at_utc,
                comment.settled_utc or "",
                comment.id,
                comment.reply_to or "",
            )


def _notes(assessment: Assessment, words: Words) -> Iterator[Sequence[TableValue]]:
    for code, indicator in assessment.catalogue.indicators.items():
        if note := assessment.notes.get(code):
            yield (code, indicator.short.in_language(words.language), note)

"""What is typed in the window, one edit after another: how each looks at once, and how it is committed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from dti_desktop.engine.assessment import Assessment, Citation, Fields, FieldValue, Signatory
    from dti_desktop.engine.model import Catalogue
    from dti_desktop.engine.review import ReviewState, ScoreSource
    from dti_desktop.services.workspace import Saved, Workspace


class Changed(NamedTuple):
    """What may look different now: these indicators; the province profile; evidence documents."""

    codes: frozenset[str] = frozenset()
    profile: bool = False
    documents: bool = False


class Edit(NamedTuple):
    """One typed edit. A newer one of the same `key` takes its place as long as it was not sent."""

    key: tuple[str, ...]
    changed: Changed
    laid_over: Callable[[Assessment], Assessment]
    commit: Callable[[Workspace, str], Saved]
    closes: bool = False
    """Whether it may lock what was typed before: it waits until the store holds all of that."""


def answer(code: str, fields: Fields) -> Edit:
    """Replace an answer; without fields it is cleared."""
    whole = dict(fields)
    return Edit(
        ("answer", code),
        Changed(codes=frozenset({code})),
        lambda a: a.with_fields(code, whole),
        lambda w, a: w.replace_answers(a, {code: whole}),
    )


def profile(catalogue: Catalogue, key: str, value: Decimal | None) -> Edit:
    """Set a province figure; None clears it."""
    return Edit(
        ("profile", key),
        Changed(codes=catalogue.codes_by_profile_key[key], profile=True),
        lambda a: a.with_profile_figure(key, value),
        lambda w, a: w.set_profile(a, {key: value}),
    )


def explanation(code: str, text: str) -> Edit:
    """Set an explanation (giải trình); an empty text clears it."""
    return Edit(
        ("explanation", code),
        Changed(codes=frozenset({code})),
        lambda a: replace(a, explanations=_with(a.explanations, code, text)),
        lambda w, a: w.explain(a, code, text),
    )


def change_reason(code: str, text: str) -> Edit:
    """Set why an answer differs from the earlier year's; an empty text clears it."""
    return Edit(
        ("change_reason", code),
        Changed(codes=frozenset({code})),
        lambda a: replace(a, change_reasons=_with(a.change_reasons, code, text)),
        lambda w, a: w.set_change_reason(a, code, text),
    )


def note(code: str, text: str) -> Edit:
    """Set a private note; an empty text clears it."""
    return Edit(
        ("note", code),
        Changed(codes=frozenset({code})),
        lambda a: replace(a, notes=_with(a.notes, code, text)),
        lambda w, a: w.set_note(a, code, text),
    )


def review(codes: Iterable[str], state: ReviewState, reason: str, who: str) -> Edit:
    """Set how far the review of indicators is; when is known once it is stored."""
    from dti_desktop.engine.review import ReviewMark

    wanted = tuple(codes)

    def laid_over(a: Assessment) -> Assessment:
        marks = dict(a.reviews)
        for code in wanted:
            marks.pop(code, None)
            if state != "drafting" or reason:
                marks[code] = ReviewMark(state, reason, who)
        return replace(a, reviews=marks, reviewed=a.reviewed - set(wanted))

    return Edit(
        ("review", *wanted),
        Changed(codes=frozenset(wanted)),
        laid_over,
        lambda w, a: w.set_review(a, wanted, state, reason),
        closes=True,
    )


def given_score(code: str, source: ScoreSource, score: tuple[Decimal, str] | None, who: str) -> Edit:
    """Set the points that somebody else gave an indicator, and why; None clears them."""
    from dti_desktop.engine.review import GivenScore

    def laid_over(a: Assessment) -> Assessment:
        of_code = {key: held for key, held in a.given_scores.get(code, {}).items() if key != source}
        if score is not None:
            of_code[source] = GivenScore(*score, who)
        given = {other: held for other, held in a.given_scores.items() if other != code}
        return replace(a, given_scores={**given, code: of_code} if of_code else given)

    return Edit(
        ("given_score", code, source),
        Changed(codes=frozenset({code})),
        laid_over,
        lambda w, a: w.set_given_scores(a, source, {code: score}),
    )


def signatory(leader: Signatory) -> Edit:
    """Set the leader's name and title."""
    return Edit(
        ("signatory",),
        Changed(),
        lambda a: replace(a, signatory=leader),
        lambda w, a: w.set_signatory(a, leader),
    )


def citation(document_id: str, cited: Citation) -> Edit:
    """Set how a document is cited."""

    def laid_over(a: Assessment) -> Assessment:
        if document_id not in a.documents:
            return a
        document = replace(a.documents[document_id], citation=cited)
        return replace(a, documents={**a.documents, document_id: document})

    return Edit(
        ("citation", document_id),
        Changed(documents=True),
        laid_over,
        lambda w, a: w.update_citation(a, document_id, cited),
    )


def pages(code: str, document_id: str, cited_pages: str) -> Edit:
    """Set the cited pages of a document for an indicator."""

    def laid_over(a: Assessment) -> Assessment:
        links = tuple(
            replace(link, pages=cited_pages) if link.document_id == document_id else link
            for link in a.links.get(code, ())
        )
        return replace(a, links={**a.links, code: links})

    return Edit(
        ("pages", code, document_id),
        Changed(codes=frozenset({code}), documents=True),
        laid_over,
        lambda w, a: w.set_pages(a, code, document_id, cited_pages),
    )


def estimate(code: str, key: str, value: FieldValue | None) -> Edit:
    """Set what the office expects or plans of an indicator ("": of all together); None clears it."""

    def laid_over(a: Assessment) -> Assessment:
        fields = {name: held for name, held in a.estimates.get(code, {}).items() if name != key}
        if value is not None and value != "" and value is not False:
            fields[key] = value
        estimates = {other: held for other, held in a.estimates.items() if other != code}
        return replace(a, estimates={**estimates, code: fields} if fields else estimates)

    return Edit(
        ("estimate", code, key),
        Changed(codes=frozenset({code} if code else ())),
        laid_over,
        lambda w, a: w.set_estimates(a, code, {key: value}),
    )


def _with(texts: Mapping[str, str], code: str, text: str) -> dict[str, str]:
    changed = dict(texts)
    if text:
        changed[code] = text
    else:
        changed.pop(code, None)
    return changed

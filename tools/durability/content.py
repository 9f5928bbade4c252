"""Everything that an officer has put into an assessment, as JSON: what is told, compared and looked for."""

from __future__ import annotations

from typing import Any

from dti_desktop.engine.assessment import Assessment, Citation, Document, Scenario
from dti_desktop.services.workspace import Workspace

Content = dict[str, dict[str, Any]]
"""What an assessment holds, as JSON: section → key → value."""


def content_of(workspace: Workspace, assessment: Assessment) -> Content:
    """Return everything that the officer has put in, her settings too."""
    documents = {d.id: [*of_citation(d.citation), *of_file(d)] for d in assessment.documents.values()}
    links = {c: {k.document_id: k.pages for k in links} for c, links in assessment.links.items() if links}
    return {
        "answers": {c: {k: str(v) for k, v in f.items()} for c, f in assessment.answers.items()},
        "profile": {key: str(value) for key, value in assessment.profile.items()},
        "explanations": dict(assessment.explanations),
        "notes": dict(assessment.notes),
        "reviewed": dict.fromkeys(sorted(assessment.reviewed), True),
        "signatory": {"": [assessment.signatory.name, assessment.signatory.title]},
        "estimates": {c: {k: str(v) for k, v in f.items()} for c, f in assessment.estimates.items()},
        "scenarios": {s.id: of_scenario(s) for s in assessment.scenarios.values()},
        "reviews": {code: [mark.state, mark.reason] for code, mark in assessment.reviews.items()},
        "comments": {
            code: {each.id: [each.text, each.reply_to, each.settled_utc] for each in comments}
            for code, comments in assessment.comments.items()
        },
        "given scores": {
            code: {source: [str(score.points), score.reason] for source, score in scores.items()}
            for code, scores in assessment.given_scores.items()
        },
        "change reasons": dict(assessment.change_reasons),
        "entered": {code: tick.digest for code, tick in assessment.entered.items()},
        "documents": documents,
        "links": links,
        "settings": {
            "limit": workspace.evidence_limit_bytes(),
            "drafts": workspace.drafts(assessment.id),
        },
    }


def of_file(document: Document) -> list[str]:
    """Return digest and name of a document's file; empty where it is only cited."""
    return [document.file.sha256, document.file.original_name] if document.file else ["", ""]


def of_scenario(scenario: Scenario) -> list[Any]:
    """Return name, answers and figures of a what-if."""
    answers = {code: {k: str(v) for k, v in fields.items()} for code, fields in scenario.answers.items()}
    figures = {key: None if value is None else str(value) for key, value in scenario.profile.items()}
    return [scenario.name, answers, figures]


def of_citation(citation: Citation) -> list[str]:
    """Return the four parts of a citation."""
    issued_on = "" if citation.issued_on is None else citation.issued_on.isoformat()
    return [citation.number, issued_on, citation.issuer, citation.title]

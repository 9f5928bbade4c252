"""The sample assessment: made in one go from the shipped file, or not at all."""

from __future__ import annotations

import unicodedata
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dti_desktop.engine import strict_json
from dti_desktop.engine.answers import check_fill
from dti_desktop.engine.assessment import Citation
from dti_desktop.engine.review import Comment, GivenScore, ReviewMark
from dti_desktop.services.entered_text import parse_citation_date, slug
from dti_desktop.services.library import Library
from dti_desktop.services.workspace import Workspace
from dti_desktop.utc_times import utc_text

if TYPE_CHECKING:
    from dti_desktop.store.database import Store

_MAX_SAMPLE_BYTES = 1 << 20


def create_sample(workspace: Workspace, library: Library) -> str:
    """Make the sample assessment and return its id; if it is there, change nothing.

    Its files are copied first and everything else lasts together, so that no half sample can be left.
    Raises as `Workspace.create` and `Workspace.stage_files` do.
    """
    folder = next(path for path in sorted((library.resources_dir / "samples").iterdir()) if path.is_dir())
    document = strict_json.read((folder / "sample.json").read_bytes(), max_bytes=_MAX_SAMPLE_BYTES)
    assert isinstance(document, dict)
    province, year = str(document["province"]), int(document["year"])
    assessment_id = f"sample-{slug(province)}-{year}"
    if workspace.exists(assessment_id):
        return assessment_id
    catalogue = library.catalogue(document["catalogue"])
    fill = check_fill(catalogue, document["fill"])
    files = _files_by_name(folder / "evidence")
    store = workspace.store
    staged = [
        store.files.stage([files[unicodedata.normalize("NFC", row["file"])]]) for row in document["documents"]
    ]
    limit_bytes = workspace.evidence_limit_bytes()
    try:
        with store.transaction(), store.edits.creating():
            workspace.create(
                province, year, catalogue.id, assessment_id=assessment_id, is_sample=True, shipped_only=True
            )
            store.edits.apply_bulk(assessment_id, fill.answers, fill.profile)
            for code, text in document["notes"].items():
                store.edits.set_note(assessment_id, code, text)
            for code, text in document["explanations"].items():
                store.edits.set_explanation(assessment_id, code, text)
            for row, file in zip(document["documents"], staged, strict=True):
                (first, *others) = row["links"]
                _, (document_id,) = store.evidence.record(
                    assessment_id,
                    first["code"],
                    file,
                    limit_bytes=limit_bytes,
                    citation=_citation(row["citation"]),
                    pages=first["pages"],
                )
                for link in others:
                    store.edits.link(assessment_id, link["code"], document_id, link["pages"])
            _review(store, assessment_id, document)  # last: what is approved is locked
    finally:
        for file in staged:
            file.discard()
    return assessment_id


def _review(store: Store, assessment_id: str, document: dict[str, Any]) -> None:
    """Let the reviewer of the sample leave states, remarks and points."""
    now = utc_text(store.now_utc())
    scores = {
        code: GivenScore(Decimal(row["points"]), row["reason"], row["who"], now)
        for code, row in document["reviewer_scores"].items()
    }
    store.review.set_given_scores(assessment_id, "reviewer", scores)
    for code, threads in document["comments"].items():
        for number, thread in enumerate(threads):
            began = f"{code}-{number}"
            settled = now if thread["settled"] else None
            remarks = [Comment(began, thread["text"], thread["who"], now, None, settled)]
            remarks += [
                Comment(f"{began}-{place}", answer["text"], answer["who"], now, began)
                for place, answer in enumerate(thread["answers"])
            ]
            for remark in remarks:
                store.review.put_comment(assessment_id, code, remark)
    marks = {
        code: ReviewMark(row["state"], row["reason"], row["who"], now)
        for code, row in document["reviews"].items()
    }
    store.review.set_marks(assessment_id, marks)


def _files_by_name(folder: Path) -> dict[str, Path]:
    """Return the files by their NFC name: some systems hand names back decomposed."""
    return {unicodedata.normalize("NFC", path.name): path for path in folder.iterdir()}


def _citation(row: dict[str, str]) -> Citation:
    return Citation(row["number"], parse_citation_date(row["date"]), row["issuer"], row["title"])

"""From an assessment to one signed submission bundle."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from dti_desktop import __version__
from dti_desktop.engine import strict_json
from dti_desktop.engine.answers import answers_to_json, profile_to_json
from dti_desktop.engine.assessment import Assessment, Document, StoredFile
from dti_desktop.engine.ranking import ranking_to_json
from dti_desktop.engine.row_checks import check_summary
from dti_desktop.engine.scorecard_json import scorecard_to_json
from dti_desktop.engine.scoring import ENGINE_VERSION
from dti_desktop.errors import BlockedError, EnvironmentFault, Problem
from dti_desktop.services.library import LANGUAGES, Library
from dti_desktop.services.outlook import Outlook
from dti_desktop.services.reporting import report_pdf, signature_stamp
from dti_desktop.utc_times import utc_text

if TYPE_CHECKING:
    from dti_desktop.bundle.signing import Signer
    from dti_desktop.bundle.writer import WrittenBundle


@dataclass(frozen=True)
class Submission:
    """What a bundle will carry of an assessment: its document, and the evidence files by bundle name."""

    document: bytes
    evidence: Sequence[tuple[str, StoredFile]]


def load_p12(path: Path, password: str, *, beside: bool = False) -> Signer:
    """Return the signer of a PKCS#12 file; the password is kept nowhere. As `Pkcs12Signer.load`."""
    from dti_desktop.bundle.signing import Pkcs12Signer

    return Pkcs12Signer.load(path, password, beside=beside)


def unfit_problems(signer: Signer, at_utc: datetime) -> list[Problem]:
    """Return why the signer's certificate may not sign at that time: expired, wrong usage and the like.

    `export` refuses for the same reasons; this lets them be said before anything is asked to be signed.
    """
    from dti_desktop.bundle import certificates

    return certificates.unfit_problems(signer.path_der, at_utc)


def blocking_problems(outlook: Outlook) -> list[Problem]:
    """Return the findings that keep an assessment from being submitted."""
    return [
        Problem(finding.code, finding.indicator or "", finding.facts)
        for finding in outlook.findings
        if finding.severity == "block"
    ]


def prepare(assessment: Assessment, outlook: Outlook, *, created_utc: datetime) -> Submission:
    """Return the submission of a snapshot. Private notes stay in the store. Format: docs/bundle-format.md."""
    linked = _indicators_by_document(assessment)
    names = _names_in_bundle(assessment, linked)
    rows: list[dict[str, object]] = []
    files: dict[str, StoredFile] = {}
    for document_id, indicators in linked.items():
        document, name = assessment.documents[document_id], names.get(document_id)
        rows.append(_evidence_row(document, name, indicators))
        if name is not None and document.file is not None:
            files.setdefault(name, document.file)  # two citations of one content share one file
    catalogue = assessment.catalogue
    body = {
        "format": "dti-submission/1",
        "assessment": assessment.id,
        "province": assessment.province,
        "year": assessment.year,
        "sample": assessment.is_sample,
        "catalogue": {
            "id": catalogue.id,
            "digest": catalogue.digest,
            "version": catalogue.version,
            "checks": check_summary(catalogue).to_json(),
        },
        "answers": answers_to_json(catalogue, assessment.answers),
        "profile": profile_to_json(catalogue, assessment.profile),
        "score": scorecard_to_json(assessment.id, outlook.scorecard),
        "rank": None if outlook.ranking is None else ranking_to_json(outlook.ranking),
        "explanations": _in_order(assessment, assessment.explanations),
        "evidence": rows,
        "reviewed": [code for code in catalogue.indicators if code in assessment.approved],
        "findings": [finding.to_json() for finding in outlook.findings],
        "journal": {"head": assessment.journal_head, "entries": assessment.journal_entries},
        "leader": {"name": assessment.signatory.name, "title": assessment.signatory.title},
        "created_utc": utc_text(created_utc),
        "versions": {"program": __version__, "engine": ENGINE_VERSION},
    }
    return Submission(strict_json.canonical_bytes(body), list(files.items()))


def export(
    library: Library,
    assessment: Assessment,
    outlook: Outlook,
    *,
    evidence_path: Callable[[str], Path],
    catalogue_bytes: bytes,
    target: Path,
    signer: Signer | AbstractContextManager[Signer],
    now_utc: Callable[[], datetime],
    language: str = "vi",
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> WrittenBundle:
    """Write one signed bundle, read again and verified before it is in place.

    A `signer` that is still to be opened (a token) is opened when everything else has been found in
    order. With evidence that has changed, every such file is a problem: its name, the reason, and the
    indicators it proves. Raises `BlockedError` `check-blocks` with every finding that blocks,
    `part-not-submitted` for a department's part, and as
    `write_bundle` does; then nothing is left behind and an existing target is unchanged.
    """
    from dti_desktop.bundle.writer import EvidenceEntry, write_bundle

    if assessment.origin is not None:
        raise BlockedError("part-not-submitted", department=assessment.origin.department)
    problems = blocking_problems(outlook)
    if problems:
        raise BlockedError("check-blocks", problems)
    created_utc = now_utc()
    submission = prepare(assessment, outlook, created_utc=created_utc)
    report = report_pdf(
        library,
        assessment,
        outlook,
        language=language,
        is_draft=False,
        printed_on=created_utc.astimezone().date(),
        cancelled=cancelled,
    )
    try:
        return write_bundle(
            target,
            submission=submission.document,
            catalogue=catalogue_bytes,
            report_pdf=report,
            evidence=[
                EvidenceEntry(name, evidence_path(file.sha256), file.sha256, file.size_bytes)
                for name, file in submission.evidence
            ],
            verify_text=verify_text(library, assessment),
            signer=signer,
            now_utc=now_utc,
            stamp=signature_stamp(library, assessment, language),
            progress=progress,
            cancelled=cancelled,
        )
    except EnvironmentFault as error:
        if error.code != "evidence-changed":
            raise
        problems = _as_the_officer_knows(error.problems, assessment, submission)
        raise EnvironmentFault(error.code, problems, **problems[0].facts) from error


def _as_the_officer_knows(
    problems: Sequence[Problem], assessment: Assessment, submission: Submission
) -> list[Problem]:
    """Return the problems with evidence by the names of the files, each with what it proves."""
    files = dict(submission.evidence)
    proved: dict[str, list[str]] = {}
    for document_id, indicators in _indicators_by_document(assessment).items():
        file = assessment.documents[document_id].file
        if file is not None:
            proved.setdefault(file.sha256, []).extend(row["code"] for row in indicators)
    told = []
    for problem in problems:
        file = files[str(problem.facts["name"])]
        codes = [code for code in assessment.catalogue.indicators if code in proved.get(file.sha256, ())]
        facts = {**problem.facts, "name": _printable(file.original_name), "indicators": codes}
        told.append(Problem(problem.code, "", facts))
    return told


def verify_text(library: Library, assessment: Assessment) -> bytes:
    """Return VERIFY.txt: how to check the bundle without this program, in every language."""
    facts = {"province": assessment.province, "year": assessment.year}
    parts = []
    for language in LANGUAGES:
        texts = library.texts_for(language, assessment.catalogue.office)
        parts.append("\n".join(texts[key] for key in ("verify_txt.head", "verify_txt.body")).format(**facts))
    return ("\n\n".join(part.strip() for part in parts) + "\n").encode("utf-8")


def _in_order(assessment: Assessment, texts: Mapping[str, str]) -> dict[str, str]:
    return {code: texts[code] for code in assessment.catalogue.indicators if texts.get(code)}


def _indicators_by_document(assessment: Assessment) -> dict[str, list[dict[str, str]]]:
    """Return what each linked document proves; documents in the order of their first indicator."""
    found: dict[str, list[dict[str, str]]] = {}
    for code in assessment.catalogue.indicators:
        for link in assessment.links.get(code, ()):
            found.setdefault(link.document_id, []).append({"code": code, "pages": link.pages})
    return found


def _names_in_bundle(assessment: Assessment, linked: Mapping[str, object]) -> dict[str, str]:
    """Number the linked files; documents of the same content share one file."""
    from dti_desktop.bundle.profile import evidence_name

    by_digest: dict[str, str] = {}
    names: dict[str, str] = {}
    for document_id in linked:
        file = assessment.documents[document_id].file
        if file is None:
            continue
        digest = file.sha256
        if digest not in by_digest:
            by_digest[digest] = evidence_name(len(by_digest) + 1, file.original_name)
        names[document_id] = by_digest[digest]
    return names


def _evidence_row(
    document: Document, name_in_bundle: str | None, indicators: list[dict[str, str]]
) -> dict[str, object]:
    file, citation = document.file, document.citation
    return {
        "name_in_bundle": name_in_bundle,
        "original_name": None if file is None else _printable(file.original_name),
        "sha256": None if file is None else file.sha256,
        "size_bytes": None if file is None else file.size_bytes,
        "media_type": None if file is None else file.media_type,
        "added_utc": document.added_utc,
        "citation": {
            "number": citation.number,
            "date": None if citation.issued_on is None else citation.issued_on.isoformat(),
            "issuer": citation.issuer,
            "title": citation.title,
        },
        "indicators": indicators,
    }


def _printable(name: str) -> str:
    """Return a file name as JSON can hold it: bytes that are no text become escapes."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")

"""What each command does: a call in, an answer out, both for people and as JSON."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from fractions import Fraction
from pathlib import Path
from typing import Literal, TextIO, TypeVar

from dti_desktop.cli.keys import key_files, signer
from dti_desktop.engine.answers import MAX_FILL_BYTES
from dti_desktop.engine.assessment import Assessment, Citation
from dti_desktop.engine.backing import Backing, backing
from dti_desktop.engine.checks import SEVERITIES, counts
from dti_desktop.engine.model import Catalogue
from dti_desktop.engine.numbers import points_text, value_text
from dti_desktop.engine.ranking import Standing, ranking_to_json
from dti_desktop.engine.scorecard_json import scorecard_to_json
from dti_desktop.engine.scoring import Total
from dti_desktop.engine.scoring import score as score_of
from dti_desktop.errors import EnvironmentFault, InputError, Problem
from dti_desktop.named_files import read_named
from dti_desktop.services.after_crash import recovery_lines
from dti_desktop.services.catalogues import KnownCatalogues, known_of
from dti_desktop.services.entered_text import parse_citation_date
from dti_desktop.services.library import Library
from dti_desktop.services.outlook import Outlook, look
from dti_desktop.services.person import user_name
from dti_desktop.services.results import KnownResults
from dti_desktop.services.words import Words
from dti_desktop.services.workspace import Workspace

NO = 1

T = TypeVar("T")


@dataclass(frozen=True)
class Call:
    """One command line, read."""

    library: Library
    store_dir: Path
    words: Words
    now_utc: Callable[[], datetime]
    options: argparse.Namespace
    messages: TextIO

    def text(self, key: str, **facts: object) -> str:
        """Return one line for people."""
        return self.words.text(f"cli.{key}", **facts)

    def about(self, catalogue: Catalogue) -> Call:
        """Return this call with the words that are said of whom `catalogue` assesses."""
        language = self.words.language
        texts = self.library.texts_for(language, catalogue.office)
        return replace(self, words=Words(texts, language))


@dataclass(frozen=True)
class Answer:
    """What a command answers: JSON data, the same for people, and the exit status."""

    document: dict[str, object]
    lines: list[str]
    exit_status: int = 0


def _user() -> str:
    """Return who the journal names."""
    return user_name() or "–"


def open_workspace(call: Call, *, create: bool = False) -> Workspace:
    """Open the store that the call names, and say so where the run before broke off."""
    workspace = Workspace.open(
        call.store_dir, call.library, now_utc=call.now_utc, user=_user(), create=create
    )
    for line in recovery_lines(workspace.recovery, call.words):
        call.messages.write(f"{line}\n")
    return workspace


@contextmanager
def _workspace(call: Call, *, create: bool = False) -> Iterator[Workspace]:
    workspace = open_workspace(call, create=create)
    try:
        yield workspace
    finally:
        workspace.close()


def from_store(call: Call, read: Callable[[Workspace], T], otherwise: Callable[[], T]) -> T:
    """Return what is read of the store that the call names; where there is none, what `otherwise` gives."""
    try:
        with _workspace(call) as workspace:
            return read(workspace)
    except EnvironmentFault as fault:
        if fault.code != "store-missing":
            raise
    return otherwise()


def known_sets(call: Call) -> tuple[KnownCatalogues, KnownResults]:
    """Return the editions and published results of the store; without one, those that ship."""
    return from_store(
        call,
        lambda workspace: (workspace.catalogues.known, workspace.results.known),
        lambda: (known_of(call.library), KnownResults(call.library)),
    )


def known_results(call: Call) -> KnownResults:
    """Return the published results: the store's, or where there is none those that ship with the program."""
    return from_store(call, lambda workspace: workspace.results.known, lambda: KnownResults(call.library))


@contextmanager
def opened(call: Call) -> Iterator[tuple[Workspace, Assessment]]:
    """Open the store for the assessment that the call names; a store that is not there holds none."""
    try:
        with _workspace(call) as workspace:
            yield workspace, workspace.load(call.options.id)
    except EnvironmentFault as fault:
        if fault.code != "store-missing":
            raise
        raise InputError("assessment-unknown", id=call.options.id) from None


def _outlook(workspace: Workspace, assessment: Assessment, against: int | None = None) -> Outlook:
    return look(assessment, workspace.result_book, against, tolerance=workspace.library.year_tolerance)


def new(call: Call) -> Answer:
    """Begin an assessment, empty or from an earlier one."""
    options = call.options
    if options.from_id is not None:
        return _new_from(call)
    missing = [f"--{name}" for name in ("province", "year") if getattr(options, name) is None]
    if missing:
        detail = f"the following arguments are required: {', '.join(missing)}"
        raise InputError("wrong-use", [Problem("wrong-use", "", {"detail": detail})])
    with _workspace(call, create=True) as workspace:
        assessment_id = workspace.create(
            options.province, options.year, options.catalogue, untrusted_unit=options.unit or ""
        )
    return Answer({"assessment": assessment_id}, [assessment_id])


def _new_from(call: Call) -> Answer:
    options = call.options
    try:
        with _workspace(call) as workspace:
            assessment_id = workspace.create_from(
                options.from_id,
                untrusted_province=options.province,
                year=options.year,
                catalogue_id=options.catalogue,
                untrusted_unit=options.unit,
            )
            begun = workspace.load(assessment_id)
            rows = workspace.earlier_year(assessment_id).fates
    except EnvironmentFault as fault:
        if fault.code != "store-missing":
            raise
        raise InputError("assessment-unknown", id=options.from_id) from None
    from dti_desktop.cli.earlier_commands import waiting_answer

    answer = waiting_answer(call, begun, rows)
    return Answer(answer.document, [assessment_id, *answer.lines])


def sample(call: Call) -> Answer:
    """Make the sample assessment, unless it is there."""
    from dti_desktop.services.sample import create_sample

    with _workspace(call, create=True) as workspace:
        assessment_id = create_sample(workspace, call.library)
    return Answer({"assessment": assessment_id}, [assessment_id])


def list_assessments(call: Call) -> Answer:
    """List the assessments of the store."""
    summaries = from_store(call, lambda workspace: workspace.assessments(), lambda: ())
    rows: list[dict[str, object]] = [
        {
            "assessment": s.id,
            "province": s.province,
            "year": s.year,
            "sample": s.is_sample,
            "filled": s.filled,
            "indicators_total": s.indicators_total,
            "changed_utc": s.changed_utc,
        }
        for s in summaries
    ]
    lines = [
        call.text("list.row", id=s.id, province=s.province, year=s.year, filled=s.filled) for s in summaries
    ]
    return Answer({"assessments": list(rows)}, lines or [call.text("list.empty")])


def fill(call: Call) -> Answer:
    """Take answers in, all or nothing."""
    content = read_named(call.options.file, max_bytes=MAX_FILL_BYTES, place="FILE")
    with opened(call) as (workspace, assessment):
        saved = workspace.fill(assessment.id, content)
    codes = [code for code in saved.assessment.catalogue.indicators if code in saved.codes]
    lines = [call.text("fill.done", count=len(codes))]
    if workspace.unprotected is not None:
        missed = EnvironmentFault(workspace.unprotected.code, **workspace.unprotected.facts)
        lines.append(call.text("fill.unprotected", reason=call.words.error(missed).what))
    return Answer({"assessment": assessment.id, "changed": codes}, lines)


def attach(call: Call) -> Answer:
    """Attach files to an indicator, with the citation that was given; all of them or none."""
    options = call.options
    issued_on = parse_citation_date(options.date) if options.date else None
    citation = Citation(options.number, issued_on, options.issuer, options.title)
    reason: str | None = options.confirm_not_secret
    if reason is not None and not reason.strip():
        raise InputError("reason-needed", [Problem("reason-needed", "--confirm-not-secret")])
    with opened(call) as (workspace, assessment):
        if options.code not in assessment.catalogue.indicators:
            raise InputError("unknown-code", code=options.code)
        intake = workspace.stage_files(
            assessment,
            options.files,
            limit_bytes=workspace.evidence_limit_bytes(),
            marks_confirmed=reason is not None,
        )
        saved = workspace.attach(
            assessment.id,
            options.code,
            intake,
            None if citation.is_empty else citation,
            options.pages,
            not_secret_reason=reason or "",
        )
    documents = []
    for place, document_id in enumerate(saved.document_ids):
        file = saved.assessment.documents[document_id].file
        assert file is not None
        documents.append(
            {
                "id": document_id,
                "name": file.original_name,
                "sha256": file.sha256,
                "size_bytes": file.size_bytes,
                "notes": [note.code for note in intake.notes_of(place)],
            }
        )
    document: dict[str, object] = {
        "assessment": assessment.id,
        "indicator": options.code,
        "documents": documents,
        "accepted_marks": [marked.facts() for marked in intake.marked],
    }
    lines = [call.text("attach.done", count=len(documents), code=options.code)]
    lines += problem_lines(call, [note._replace(place="") for note in intake.notes])
    lines += [call.text("attach.mark", name=marked.name, mark=marked.mark) for marked in intake.marked]
    return Answer(document, lines)


def explain(call: Call) -> Answer:
    """Set the explanation of an indicator."""
    with opened(call) as (workspace, assessment):
        workspace.explain(assessment.id, call.options.code, call.options.text)
    document: dict[str, object] = {"assessment": assessment.id, "indicator": call.options.code}
    return Answer(document, [call.text("explain.done", code=call.options.code)])


def score(call: Call) -> Answer:
    """Show points, values, the three totals, pillars, and every indicator with its state and risks."""
    with opened(call) as (workspace, assessment):
        scorecard = _outlook(workspace, assessment).scorecard
    catalogue, words = assessment.catalogue, call.words
    held = backing(assessment, scorecard, call.library.announcing_kinds)
    risks = {row.code: row.risks for row in held.rows}

    def line(name: str, total: Total, answered: int | None = None, of: int | None = None) -> str:
        value = "–" if total.value is None else words.format.value(total.value)
        counted = "" if answered is None else call.text("score.answered", answered=answered, of=of)
        return call.text(
            "score.row",
            name=name,
            points=words.format.points(total.points),
            max_points=words.format.points(total.max_points),
            value=value,
            answered=counted,
        ).rstrip()

    total = scorecard.indicators_total
    lines = [line(call.text("score.whole"), scorecard.whole, scorecard.answered, total)]
    lines.append(call.text("score.totals", **{k: words.format.points(v) for k, v in _totals(held).items()}))
    lines += [line(p.title.in_language(words.language), scorecard.pillars[p.code]) for p in catalogue.pillars]
    for index in catalogue.main_indices:
        found = scorecard.indices[index.code]
        name = f"{index.code} {index.title.in_language(words.language)}"
        lines.append(line(name, found.total, found.answered, found.indicators))
    for code, row in scorecard.indicators.items():
        lines.append(
            call.text(
                "score.indicator",
                code=code,
                title=catalogue.indicators[code].short.in_language(words.language),
                points=words.format.points(row.points),
                max_points=words.format.points(row.max_points),
                state=words.state(row.state),
            )
        )
        if risks.get(code):
            reasons = "; ".join(words.risk(risk) for risk in risks[code])
            lines.append(call.text("score.risks", reasons=reasons))
    totals = {name: points_text(points) for name, points in _totals(held).items()}
    return Answer({**scorecard_to_json(assessment.id, scorecard), "totals": totals}, lines)


def _totals(held: Backing) -> dict[str, Fraction]:
    """Return the totals by the names that the command line gives them."""
    return {
        "claimed": held.claimed_points,
        "backed": held.backed_points,
        "at_risk": held.at_risk_points,
        "measured": held.measured_points,
    }


def rank(call: Call) -> Answer:
    """Show where this would stand among the published results of a year."""
    against: int | None = call.options.against
    with opened(call) as (workspace, assessment):
        ranking, book = _outlook(workspace, assessment, against).ranking, workspace.result_book
    is_ranked = book.has_ranks(assessment.catalogue, assessment.province)
    if ranking is None and assessment.origin is None and not is_ranked:
        return _unranked(call, assessment, against)
    if ranking is None:
        raise InputError("results-missing" if assessment.origin is None else "part-has-no-rank")
    if against is not None and ranking.overall.missing:
        missing = list(ranking.overall.missing)
        facts: dict[str, object] = {"year": against, "missing": len(missing), "of": ranking.overall.of - 1}
        raise InputError("year-incomplete", [Problem("year-incomplete", "--against", facts)])
    catalogue, words = assessment.catalogue, call.words

    def line(name: str, standing: Standing) -> str:
        return call.text(
            "rank.row",
            name=name,
            rank="–" if standing.rank is None else standing.rank,
            of=standing.of,
            value="–" if standing.value is None else words.format.value(standing.value),
        )

    lines = [call.text("rank.against", year=ranking.against), line(call.text("score.whole"), ranking.overall)]
    lines += [line(p.title.in_language(words.language), ranking.pillars[p.code]) for p in catalogue.pillars]
    if ranking.region is not None:
        lines.append(line(str(ranking.region_name), ranking.region))
    for index in catalogue.main_indices:
        if index.code in ranking.indices:
            name = f"{index.code} {index.title.in_language(words.language)}"
            lines.append(line(name, ranking.indices[index.code]))
    return Answer(ranking_to_json(ranking), lines)


def _unranked(call: Call, assessment: Assessment, against: int | None) -> Answer:
    """Answer for an index of which no results are published: every rank is null, and a finding says why."""
    code = "catalogue-without-results"
    if against is not None:
        raise InputError(code, [Problem(code, "--against")])
    outlook = score_of(assessment.catalogue, assessment.answers, assessment.profile)

    def standing(total: Total) -> dict[str, object]:
        value = None if total.value is None else value_text(total.value)
        return {"value": value, "rank": None, "of": None, "derived": 0}

    document: dict[str, object] = {
        "against": None,
        "overall": standing(outlook.whole),
        "pillars": {pillar: standing(total) for pillar, total in outlook.pillars.items()},
        "main_indices": {
            index: standing(found.total) for index, found in outlook.indices.items() if found.total.max_points
        },
        "region": None,
        "findings": [
            {
                "code": code,
                "severity": "note",
                "indicator": None,
                "facts": {"catalogue": assessment.catalogue.id},
            }
        ],
    }
    return Answer(document, problem_lines(call, [Problem(code)]))


def check(call: Call) -> Answer:
    """Show the findings; a block is a "no"."""
    with opened(call) as (workspace, assessment):
        assessment = workspace.load_checked(assessment.id)
        findings = _outlook(workspace, assessment).findings
    counted = counts(findings)
    lines = [call.text("check.counts", **counted)]
    for finding in findings:
        told = call.words.finding(finding, assessment)
        lines.append(
            call.text(
                "check.row",
                severity=call.text(f"check.severity.{finding.severity}"),
                indicator=finding.indicator or "–",
                title=told.title,
                detail=told.detail,
            ).rstrip()
        )
    document: dict[str, object] = {"findings": [f.to_json() for f in findings], "counts": counted}
    return Answer(document, lines, NO if counted[SEVERITIES[0]] else 0)


def report(call: Call) -> Answer:
    """Print the draft self-evaluation, as PDF or Word."""
    return _draft(call, "report")


def explanations(call: Call) -> Answer:
    """Print the draft table of explanations, as PDF or Word."""
    return _draft(call, "explanations")


def _draft(call: Call, paper: Literal["report", "explanations"]) -> Answer:
    from dti_desktop.services.reporting import write_report

    with opened(call) as (workspace, assessment):
        workspace.check_target(call.options.output)
        write_report(
            call.options.output,
            call.library,
            assessment,
            _outlook(workspace, assessment),
            paper=paper,
            language=call.words.language,
            printed_on=call.now_utc().astimezone().date(),
            forecaster=workspace.forecaster,
        )
    name = call.options.output.name
    return Answer({"assessment": assessment.id, "file": name}, [call.text(f"{paper}.done", name=name)])


def export(call: Call) -> Answer:
    """Write the signed bundle; a finding that blocks is a "no" and nothing is written."""
    from dti_desktop.services.journal import BUNDLE_EXPORTED, export_facts
    from dti_desktop.services.submission import export as export_bundle

    with opened(call) as (workspace, assessment):
        assessment = workspace.load_checked(assessment.id)
        workspace.check_target(call.options.output, inputs=key_files(call))
        written = export_bundle(
            call.library,
            assessment,
            _outlook(workspace, assessment),
            evidence_path=workspace.evidence_path,
            catalogue_bytes=workspace.catalogue_bytes(assessment.id),
            target=call.options.output,
            signer=signer(call),
            now_utc=call.now_utc,
            language=call.words.language,
        )
        facts = export_facts(written, assessment, written.sha256)
        workspace.record_event(assessment.id, BUNDLE_EXPORTED, facts=facts)
    document: dict[str, object] = {
        "assessment": assessment.id,
        "file": call.options.output.name,
        "size_bytes": written.size_bytes,
        "verification": written.verification.to_json(),
    }
    return Answer(document, [call.text("export.done", name=call.options.output.name)])


def problem_lines(call: Call, problems: Sequence[Problem]) -> list[str]:
    """Return each problem in words, one line each."""
    return [call.text("problem.row", text=call.words.problem(problem)) for problem in problems]

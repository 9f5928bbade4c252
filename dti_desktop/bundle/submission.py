"""The submission inside a bundle: reading it safely, its evidence table, and scoring it anew.

The fields are described in docs/bundle-format.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dti_desktop.bundle import profile
from dti_desktop.bundle.contents import Contents
from dti_desktop.bundle.findings import Finding
from dti_desktop.engine import answers, catalogue, scorecard_json, scoring, strict_json
from dti_desktop.engine.composed_text import harmless
from dti_desktop.engine.strict_json import NumberToken, pointer
from dti_desktop.errors import InputError, Problem

FORMAT = "dti-submission/1"
_MAX_SHOWN_LENGTH = 300
_MAX_SHOWN_CODES = 200
_MAX_DIFFERENCES = 50
_ABSENT = object()


@dataclass(frozen=True, slots=True)
class SignedScore:
    """The whole's points and value as they stand in the submission, and whether they follow from it."""

    points: str | None
    value: str | None
    recomputed: bool

    def to_json(self) -> dict[str, object]:
        """Return the form of `verify --json`."""
        return {"points": self.points, "value": self.value, "recomputed": self.recomputed}


NO_SCORE = SignedScore(None, None, False)


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """One line of the evidence table as the submission tells it; untrusted like all of it, and bounded.

    `name_in_bundle` and `size_bytes` are None where the evidence is a citation without a file. The size is
    the file's own, as it lies in the bundle.
    """

    name_in_bundle: str | None
    original_name: str
    size_bytes: int | None
    number: str
    issued_on: str
    issuer: str
    title: str
    indicators: tuple[str, ...]


def read_submission(contents: Contents) -> tuple[Mapping[str, Any], list[Finding]]:
    """Return the submission's object, empty where it cannot be read.

    Codes: `submission-unreadable` (not JSON, keys given twice, too deep, too much),
    `submission-format` (another format than this program knows).
    """
    untrusted = contents.kept.get(profile.SUBMISSION_NAME)
    if untrusted is None:
        return {}, []
    if _marks(untrusted) > profile.MAX_SUBMISSION_MARKS:
        return {}, [Finding("submission-unreadable", profile.SUBMISSION_NAME, {"reason": "too-large"})]
    try:
        document = strict_json.read(untrusted, max_bytes=profile.MAX_SUBMISSION_BYTES)
    except InputError as error:
        place = f"{profile.SUBMISSION_NAME}#{error.problems[0].place}"
        return {}, [Finding("submission-unreadable", place, {"reason": error.code})]
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        return {}, [Finding("submission-format", f"{profile.SUBMISSION_NAME}#/format", {"known": FORMAT})]
    return document, []


def _marks(untrusted: bytes) -> int:
    return sum(untrusted.count(mark) for mark in b"[{,:")


def about(document: Mapping[str, Any]) -> dict[str, str]:
    """Return what the submission says of itself, as short texts for showing; untrusted like all of it."""
    leader, journal = document.get("leader"), document.get("journal")
    told = {
        "assessment": document.get("assessment"),
        "province": document.get("province"),
        "year": document.get("year"),
        "created_utc": document.get("created_utc"),
        "leader_name": leader.get("name") if isinstance(leader, dict) else None,
        "leader_title": leader.get("title") if isinstance(leader, dict) else None,
        "sample": "yes" if document.get("sample") is True else None,
        "journal_head": journal.get("head") if isinstance(journal, dict) else None,
    }
    return {key: _text(value) for key, value in told.items() if isinstance(value, str)}


def evidence_rows(document: Mapping[str, Any], contents: Contents) -> tuple[EvidenceRow, ...]:
    """Return the evidence table for showing. What is not of the right form is left out or empty."""
    rows = document.get("evidence")
    found: list[EvidenceRow] = []
    for row in rows if isinstance(rows, list) else ():
        if not isinstance(row, dict):
            continue
        name = row.get("name_in_bundle")
        citation = row.get("citation")
        cited = citation if isinstance(citation, dict) else {}
        links = row.get("indicators")
        codes = (
            [link.get("code") for link in links if isinstance(link, dict)] if isinstance(links, list) else []
        )
        found.append(
            EvidenceRow(
                name_in_bundle=_text(name) if isinstance(name, str) else None,
                original_name=_text(row.get("original_name")),
                size_bytes=contents.size_by_name.get(name) if isinstance(name, str) else None,
                number=_text(cited.get("number")),
                issued_on=_text(cited.get("date")),
                issuer=_text(cited.get("issuer")),
                title=_text(cited.get("title")),
                indicators=tuple(_text(code) for code in codes[:_MAX_SHOWN_CODES] if isinstance(code, str)),
            )
        )
    return tuple(found)


def _text(value: object) -> str:
    return harmless(value[:_MAX_SHOWN_LENGTH]) if isinstance(value, str) else ""


def judge_evidence_table(
    document: Mapping[str, Any], evidence: tuple[str, ...], contents: Contents
) -> list[Finding]:
    """Compare the evidence table with the files of the bundle, both ways.

    Codes: `submission-malformed`, `evidence-row-without-file`, `evidence-row-differs`,
    `evidence-without-row`.
    """
    rows = document.get("evidence")
    place = f"{profile.SUBMISSION_NAME}#/evidence"
    if not isinstance(rows, list):
        return [Finding("submission-malformed", place)]
    found: list[Finding] = []
    files = frozenset(evidence)
    named: set[str] = set()
    for number, row in enumerate(rows):
        name = row.get("name_in_bundle", _ABSENT) if isinstance(row, dict) else _ABSENT
        if name is None:
            continue
        if not isinstance(name, str):
            found.append(Finding("submission-malformed", f"{place}/{number}"))
        elif name not in files:
            found.append(Finding("evidence-row-without-file", f"{place}/{number}", {"name": _text(name)}))
        else:
            named.add(name)
            size = NumberToken(contents.size_by_name.get(name, -1))
            sha256 = contents.sha256_by_name.get(name)
            if not _same(row.get("size_bytes"), size) or not _same(row.get("sha256"), sha256):
                found.append(Finding("evidence-row-differs", f"{place}/{number}", {"name": name}))
    found += [Finding("evidence-without-row", name) for name in evidence if name not in named]
    return found


def judge_catalogue(document: Mapping[str, Any], contents: Contents) -> list[Finding]:
    """Compare the catalogue's bytes with the digest that the submission pins. Code: `catalogue-differs`."""
    untrusted = contents.kept.get(profile.CATALOGUE_NAME)
    pinned = document.get("catalogue")
    if untrusted is None:
        return []
    if isinstance(pinned, dict) and pinned.get("digest") == catalogue.catalogue_digest(untrusted):
        return []
    return [Finding("catalogue-differs", profile.CATALOGUE_NAME)]


def rescore(document: Mapping[str, Any], contents: Contents) -> tuple[SignedScore, list[Finding]]:
    """Score the submission's answers with the catalogue beside them; compare with what was signed.

    Codes: `catalogue-invalid`, `answers-invalid`, `score-does-not-follow` with the place of each
    difference, `engine-version-differs` (a note).
    """
    signed = document.get("score")
    if not isinstance(signed, dict):
        return NO_SCORE, [Finding("submission-malformed", f"{profile.SUBMISSION_NAME}#/score")]
    points, value = (
        _text(text) if isinstance(text := signed.get(key), str) else None for key in ("points", "value")
    )
    try:
        recomputed = _recompute(document, contents.kept.get(profile.CATALOGUE_NAME, b""))
    except InputError as error:
        code = "catalogue-invalid" if error.code == "catalogue-invalid" else "answers-invalid"
        name = profile.CATALOGUE_NAME if code == "catalogue-invalid" else profile.SUBMISSION_NAME
        found = [
            Finding(code, f"{name}#{problem.place}", {"reason": problem.code})
            for problem in error.problems[:_MAX_DIFFERENCES]
        ]
        return SignedScore(points, value, False), found
    findings: list[Finding] = []
    if signed.get("engine") != recomputed.get("engine"):
        facts = {"signed": _shown(signed.get("engine")), "this_program": _shown(recomputed.get("engine"))}
        findings.append(
            Finding("engine-version-differs", f"{profile.SUBMISSION_NAME}#/score/engine", facts, "note")
        )
    differences: list[Finding] = []
    for key in {**recomputed, **signed}:
        if key != "engine":
            place = pointer("/score", key)
            _compare(signed.get(key, _ABSENT), recomputed.get(key, _ABSENT), place, differences)
    return SignedScore(points, value, not differences), findings + differences


def _recompute(document: Mapping[str, Any], untrusted_catalogue: bytes) -> dict[str, Any]:
    if _marks(untrusted_catalogue) > profile.MAX_CATALOGUE_MARKS:
        raise InputError("catalogue-invalid", [Problem("too-large")])
    index = catalogue.parse_catalogue(untrusted_catalogue)
    fill = answers.check_fill(index, {key: document.get(key) for key in ("answers", "profile")})
    given = {code: fields for code, fields in fill.answers.items() if fields}
    figures = {key: figure for key, figure in fill.profile.items() if figure is not None}
    scorecard = scoring.score(index, given, figures)
    scored = scorecard_json.scorecard_to_json(str(document.get("assessment")), scorecard)
    # Once through JSON, so that both sides are made of the same types.
    written = strict_json.canonical_bytes(scored)
    as_read = strict_json.read(written, max_bytes=len(written))
    assert isinstance(as_read, dict)
    return as_read


def _compare(signed: object, recomputed: object, place: str, found: list[Finding]) -> None:
    if len(found) >= _MAX_DIFFERENCES:
        return
    if isinstance(signed, dict) and isinstance(recomputed, dict):
        for key in {**recomputed, **signed}:
            _compare(signed.get(key, _ABSENT), recomputed.get(key, _ABSENT), pointer(place, key), found)
    elif isinstance(signed, list) and isinstance(recomputed, list) and len(signed) == len(recomputed):
        for number, (one, other) in enumerate(zip(signed, recomputed, strict=True)):
            _compare(one, other, pointer(place, number), found)
    elif not _same(signed, recomputed):
        facts = {"signed": _shown(signed), "recomputed": _shown(recomputed)}
        found.append(Finding("score-does-not-follow", f"{profile.SUBMISSION_NAME}#{place}", facts))


def _same(one: object, other: object) -> bool:
    return type(one) is type(other) and one == other


def _shown(value: object) -> str | None:
    if value is None or value is _ABSENT:
        return None
    return harmless(str(value)[:_MAX_SHOWN_LENGTH]) if isinstance(value, str | bool) else type(value).__name__

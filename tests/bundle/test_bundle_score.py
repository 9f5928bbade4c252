"""A valid signature is not a valid score: everything signed must follow from the answers."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from typing import Any

import making
import pytest
from making import codes, judge, pack, plain_files, signed_files, submission_document

from dti_desktop.bundle import profile
from dti_desktop.bundle.findings import Finding
from dti_desktop.bundle.verify import Verification
from dti_desktop.engine.catalogue import catalogue_digest

Document = dict[str, Any]
EVIDENCE = {profile.evidence_name(1, "a.pdf"): b"A", profile.evidence_name(2, "b.pdf"): b"BB"}


def signed(document: Document, **files: Any) -> Verification:
    return judge(pack(signed_files(plain_files(document, **files))))


def blocking(found: Verification) -> list[tuple[str, str]]:
    return [(f.code, f.place) for f in found.findings if f.severity == "block"]


def test_the_unchanged_submission_is_accepted() -> None:
    found = signed(submission_document())
    assert found.is_accepted
    assert [f.code for f in found.findings] == ["catalogue-unknown"]


def leaves(node: Any, place: str = "") -> list[str]:
    if isinstance(node, dict):
        return [leaf for key, value in node.items() for leaf in leaves(value, f"{place}/{key}")]
    return [place]


def put(node: Any, place: str, value: Any) -> None:
    *path, last = place.strip("/").split("/")
    for key in path:
        node = node[key]
    node[last] = value


SCORE_LEAVES = [leaf for leaf in leaves(submission_document()["score"]) if leaf != "/engine"]


@pytest.mark.parametrize("leaf", SCORE_LEAVES)
def test_each_signed_number_must_follow(leaf: str) -> None:
    document = copy.deepcopy(submission_document())
    put(document["score"], leaf, "0.12345")
    found = signed(document)
    assert (found.integrity, found.signature) == ("ok", "ok")
    assert blocking(found) == [("score-does-not-follow", f"submission.json#/score{leaf}")]
    assert not found.score.recomputed
    assert not found.is_accepted


def test_a_difference_shows_both_numbers() -> None:
    document = submission_document()
    true_points = document["score"]["points"]
    document["score"]["points"] = "49.99"
    (finding,) = [f for f in signed(document).findings if f.severity == "block"]
    assert finding.facts == {"signed": "49.99", "recomputed": true_points}
    assert signed(document).score.to_json() == {
        "points": "49.99",
        "value": document["score"]["value"],
        "recomputed": False,
    }


def change_answer(document: Document) -> None:
    document["answers"]["A.1"] = {"level": "full"}


def change_profile(document: Document) -> None:
    document["profile"] = {"readers": "1"}


def number_for_text(document: Document) -> None:
    document["score"]["answered"] = str(document["score"]["answered"])


def extra_key(document: Document) -> None:
    document["score"]["bonus"] = "1"


def lost_row(document: Document) -> None:
    del document["score"]["indicators"]["A.1"]


def other_assessment(document: Document) -> None:
    document["assessment"] = "khac-2030"


@pytest.mark.parametrize(
    "change", [change_answer, change_profile, number_for_text, extra_key, lost_row, other_assessment]
)
def test_whatever_makes_score_and_answers_part_is_found(change: Callable[[Document], None]) -> None:
    document = copy.deepcopy(submission_document())
    change(document)
    found = signed(document)
    assert "score-does-not-follow" in codes(found)
    assert not found.is_accepted


def test_another_engine_version_alone_is_a_note() -> None:
    document = submission_document()
    document["score"]["engine"] = "0.9"
    found = signed(document)
    assert found.is_accepted
    assert "engine-version-differs" in codes(found)


@pytest.mark.parametrize(
    ("answers", "place"),
    [
        ({"Z.9": {"level": "full"}}, "submission.json#/answers/Z.9"),
        ({"A.1": {"level": "none at all"}}, "submission.json#/answers/A.1/level"),
        ({"A.2": {"a": -1}}, "submission.json#/answers/A.2/a"),
        ([], "submission.json#/answers"),
        (None, "submission.json#/answers"),
    ],
)
def test_answers_that_the_catalogue_does_not_know(answers: Any, place: str) -> None:
    document = submission_document()
    document["answers"] = answers
    found = signed(document)
    assert ("answers-invalid", place) in blocking(found)
    assert not found.score.recomputed


def test_another_catalogue_than_the_pinned_one() -> None:
    other = making.SMALL_CATALOGUE + b"\n"
    found = signed(submission_document(), catalogue=other)
    assert found.integrity == "broken"
    assert {"catalogue-differs", "score-does-not-follow"} <= codes(found)


@pytest.mark.parametrize(
    "catalogue", [b"", b"{}", b"[" * 100_000, b"{" * 200_000, b"\xff", b'{"a":1,"a":2}', b"[[]," * 400_000]
)
def test_a_catalogue_that_is_none(catalogue: bytes) -> None:
    document = submission_document()
    document["catalogue"]["digest"] = catalogue_digest(catalogue)
    found = signed(document, catalogue=catalogue)
    assert "catalogue-invalid" in codes(found)
    assert not found.is_accepted


def test_the_catalogue_is_known_by_its_digest() -> None:
    content = pack(signed_files(plain_files()))
    found = judge(content, known=[catalogue_digest(making.SMALL_CATALOGUE)])
    assert found.catalogue == "known"
    assert found.findings == ()
    assert judge(content, known=["sha256:00"]).catalogue == "unknown"
    assert judge(content).is_accepted


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (b"", "submission.json#"),
        (b"[]", "submission.json#/format"),
        (b"{}", "submission.json#/format"),
        (b'{"format":"dti-submission/2"}', "submission.json#/format"),
        (b'{"format":"dti-submission/1","format":"x"}', "submission.json#/format"),
        (b'{"format":"\xff"}', "submission.json#"),
        (b'{"a":' * 20_000, "submission.json#"),
        (b"[" + b"[]," * 400_000 + b"[]]", "submission.json"),
    ],
)
def test_a_submission_that_is_none(content: bytes, place: str) -> None:
    files = plain_files() | {"submission.json": content}
    found = judge(pack(signed_files(files)))
    assert found.integrity == "broken"
    assert [f.place for f in found.findings if f.code.startswith("submission-")] == [place]
    assert not found.is_accepted
    assert not found.score.recomputed


@pytest.mark.parametrize("key", ["score", "evidence", "answers", "profile", "catalogue", "assessment"])
@pytest.mark.parametrize("value", [None, 7, "x", [], [[]], {"a": {}}, True])
def test_no_part_of_another_type_gets_through(key: str, value: Any) -> None:
    document = submission_document()
    if document[key] == value:
        return
    document[key] = value
    found = signed(document)
    assert not found.is_accepted or (key, value) == ("evidence", [])
    json.dumps(found.to_json())


def entries_document(change: Callable[[list[Document]], None]) -> Document:
    document = json.loads(plain_files(evidence=EVIDENCE)["submission.json"])
    change(document["evidence"])
    return document


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda rows: rows.pop(), ("evidence-without-row", "evidence/0002-b.pdf")),
        (
            lambda rows: rows[0].update(sha256="00" * 32),
            ("evidence-row-differs", "submission.json#/evidence/0"),
        ),
        (lambda rows: rows[1].update(size_bytes=3), ("evidence-row-differs", "submission.json#/evidence/1")),
        (
            lambda rows: rows[1].update(size_bytes="2"),
            ("evidence-row-differs", "submission.json#/evidence/1"),
        ),
        (
            lambda rows: rows.append({"name_in_bundle": "evidence/0003-c.pdf"}),
            ("evidence-row-without-file", "submission.json#/evidence/2"),
        ),
        (
            lambda rows: rows.append({"name_in_bundle": "report.pdf"}),
            ("evidence-row-without-file", "submission.json#/evidence/2"),
        ),
        (lambda rows: rows.append({}), ("submission-malformed", "submission.json#/evidence/2")),
        (lambda rows: rows.append("x"), ("submission-malformed", "submission.json#/evidence/2")),
    ],
)
def test_the_evidence_table_must_fit_the_files(
    change: Callable[[list[Document]], None], expected: tuple[str, str]
) -> None:
    found = signed(entries_document(change), evidence=EVIDENCE)
    assert expected in blocking(found)
    assert found.integrity == "broken"


def test_citations_without_a_file_and_two_citations_of_one_file_are_fine() -> None:
    def change(rows: list[Document]) -> None:
        rows.append({"name_in_bundle": None, "citation": {"number": "9/QĐ"}})
        rows.append(dict(rows[0]))

    assert signed(entries_document(change), evidence=EVIDENCE).is_accepted


def test_findings_are_bounded() -> None:
    document = submission_document()
    document["score"] = {f"k{number}": "1" for number in range(5000)}
    assert len(signed(document).findings) <= 200


def test_a_finding_in_json() -> None:
    assert Finding("a", "b", {"c": 1}).to_json() == {
        "code": "a",
        "severity": "block",
        "place": "b",
        "facts": {"c": 1},
    }

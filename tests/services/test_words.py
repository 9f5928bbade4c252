"""Every code that the program can raise has words, in both languages, that can be filled in."""

from __future__ import annotations

import ast
import json
import re
import string
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import get_args, get_type_hints

import pytest

from dti_desktop.bundle import container_headers, names
from dti_desktop.bundle.findings import Finding as BundleFinding
from dti_desktop.engine.assessment import Assessment, Citation, Document, EvidenceLink, JournalFault
from dti_desktop.engine.catalogue import parse_catalogue
from dti_desktop.engine.checks import check
from dti_desktop.engine.merge import Lost, Reason
from dti_desktop.engine.previous import Previous, PreviousRow
from dti_desktop.engine.review import ReviewMark, ScoreCut
from dti_desktop.engine.scoring import score
from dti_desktop.engine.year_difference import YearTolerance
from dti_desktop.errors import BlockedError, EnvironmentFault, InputError, Problem
from dti_desktop.services.library import LANGUAGES
from dti_desktop.services.words import Words

ROOT = Path(__file__).resolve().parents[2]
CATALOGUE = parse_catalogue((ROOT / "resources/catalogues/dti-province-2022.json").read_bytes())

KEBAB = re.compile("[a-z0-9]+(?:-[a-z0-9]+)+")
RAISED_BY = {
    "Problem",
    "InputError",
    "BlockedError",
    "EnvironmentFault",
    "NumberFault",
    "CmsFault",
    "Finding",
}

#: Written like codes, but said to nobody: parts of file formats, of other programs' languages, of facts.
NO_CODES = {
    "central-directory", "dti-desktop", "dti-desktop-backup", "dti-desktop-part", "local-header",
    "other-content", "other-size",
    "first-page", "line-break", "soft-page-break",
    "chi-so-chinh", "diem-co-the-mat", "diem-theo-chi-so", "du-bao-hang", "qua-cac-nam", "thay-doi-diem",
    "xep-hang",  # names of picture files
    "next-assessment", "next-year", "this-assessment",  # horizons, told in their own words
    "soft-fail", "true-or-false", "utf-8", "utf-8-sig", "whole-number",
    "values-missing",  # only in `rank --json`; for people the window and the paper say it with the names
}  # fmt: skip


def texts(language: str) -> dict[str, str]:
    found: dict[str, str] = json.loads((ROOT / f"translations/messages.{language}.json").read_text("utf-8"))
    return found


def sources() -> Iterator[tuple[Path, ast.Module]]:
    for path in sorted((ROOT / "dti_desktop").rglob("*.py")):
        if "ui" not in path.relative_to(ROOT).parts:
            yield path, ast.parse(path.read_text("utf-8"))


def codes() -> Mapping[str, set[str]]:
    """Every literal that reads like a code, and every first argument of what is raised, with its layers."""
    found: dict[str, set[str]] = {}
    for path, module in sources():
        layer = path.relative_to(ROOT / "dti_desktop").parts[0]
        for node in ast.walk(module):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and KEBAB.fullmatch(node.value):
                found.setdefault(node.value, set()).add(layer)
            if isinstance(node, ast.Call) and node.args:
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                first = node.args[0]
                if name in RAISED_BY and isinstance(first, ast.Constant) and isinstance(first.value, str):
                    found.setdefault(first.value, set()).add(layer)
    return {code: layers for code, layers in found.items() if code not in NO_CODES}


def bundle_findings() -> set[str]:
    found = set()
    for path, module in sources():
        if "bundle" in path.parts:
            for node in ast.walk(module):
                if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("Finding", "CmsFault"):
                    first = node.args[0]
                    if isinstance(first, ast.Constant):
                        found.add(str(first.value))
    return found


def check_findings() -> set[str]:
    module = ast.parse((ROOT / "dti_desktop/engine/checks.py").read_text("utf-8"))
    return {
        str(node.args[0].value)
        for node in ast.walk(module)
        if isinstance(node, ast.Call)
        and getattr(node.func, "id", "") == "Finding"
        and isinstance(node.args[0], ast.Constant)
    }


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_code_has_words(language: str) -> None:
    known = texts(language)
    ways = (
        "problem.{}",
        "bundle.{}",
        "finding.{}.title",
        "reason.{}",
        "report.plan.reason.{}",
        "event.{}",
        "risk.{}",
        "merge.{}",
        "move.{}",
        "review.{}",
    )
    told_as_reasons = {key.rpartition(".")[2] for key in known if re.fullmatch(r"bundle\.[^.]+\.[^.]+", key)}
    silent = {
        code: layers
        for code, layers in codes().items()
        if code not in told_as_reasons and not any(way.format(code) in known for way in ways)
    }
    assert not silent


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_reason_of_a_hostile_container_has_words(language: str) -> None:
    known = texts(language)
    for code, reasons in {
        "name-not-allowed": names.REASONS,
        "file-unreadable": container_headers.UNREADABLE_REASONS,
        "container-unreadable": (*container_headers.DIRECTORY_REASONS, *container_headers.NO_END_REASONS),
        "file-twin": ("case", "unicode"),
    }.items():
        for reason in reasons:
            text = known[f"bundle.{code}.{reason}"]
            assert Words(known, language).bundle_finding(BundleFinding(code, "", {"reason": reason})), text
    plain = {"flags", "version", "time", "attributes", "special"}  # nothing that helps anyone to know
    for reason in (*container_headers.HEADER_REASONS, *container_headers.END_REASONS):
        assert reason in plain or f"bundle.container-not-canonical.{reason}" in known


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_finding_has_title_detail_and_action(language: str) -> None:
    known = texts(language)
    assert check_findings()
    for code in check_findings():
        for part in ("title", "detail", "action"):
            assert f"finding.{code}.{part}" in known
    assert bundle_findings()
    for code in bundle_findings():
        assert f"bundle.{code}" in known


def test_both_languages_say_the_same_things_with_the_same_facts() -> None:
    vi, en = texts("vi"), texts("en")
    assert vi.keys() == en.keys()
    for key in vi:
        assert places(vi[key]) == places(en[key]), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_errors_come_in_words_without_raw_codes(language: str) -> None:
    words = Words(texts(language), language)
    for code in codes():
        for error in (InputError(code), EnvironmentFault(code), BlockedError(code)):
            said = words.error(error)
            assert said.code == code
            if f"problem.{code}" in texts(language):
                assert code not in f"{said.what} {said.safe} {said.todo}".split()
            assert said.what and said.safe


def test_an_error_with_many_faults_and_none_of_its_own_words_says_that_there_are_several() -> None:
    words = Words(texts("vi"), "vi")
    error = InputError(
        "fill-invalid", [Problem("empty", "/answers/1.1"), Problem("unknown-code", "/answers/9")]
    )
    assert words.error(error).what == texts("vi")["error.several.what"]
    assert words.problem(error.problems[0]).startswith("/answers/1.1: ")


def test_a_wrong_pin_says_how_many_tries_are_left_as_a_person_would() -> None:
    words = Words(texts("vi"), "vi")
    said = {}
    for state in ((False, False, False), (True, False, False), (True, True, False), (True, True, True)):
        low, final, locked = state
        error = words.error(InputError("token-pin-wrong", count_low=low, final_try=final, locked=locked))
        assert "không." not in error.what.replace("không đúng", "") and ": có" not in error.what
        said[state] = error
    assert len({error.what for error in said.values()}) == 4
    assert "mở khóa" in said[(True, True, True)].todo
    assert "nhập lại" in said[(True, True, False)].todo


def test_a_given_file_is_named_once_and_by_its_name() -> None:
    words = Words(texts("vi"), "vi")
    macro = Problem("evidence-macro", "/files/0", {"name": "Biểu mẫu.docx"})
    program = Problem("evidence-executable", "/files/1", {"name": "chạy.pdf"})
    assert words.faults(InputError("evidence-macro", [macro])) == []
    said = words.faults(InputError("evidence-refused", [macro, program]))
    assert [line.split()[0] for line in said] == ["Biểu", "chạy.pdf"]
    # Elsewhere the place stays: in a file of answers it is all there is to go by.
    (at,) = words.faults(InputError("wrong-type", [Problem("wrong-type", "/answers/1.1", {})]))
    assert at.startswith("/answers/1.1")


def test_a_fault_of_the_program_says_what_is_safe() -> None:
    said = Words(texts("vi"), "vi").error(ZeroDivisionError("secret content"))
    # What it was inside the program stands in the log; she is told what it means for her.
    assert said.what and "ZeroDivisionError" not in said.what
    assert "secret" not in said.what
    assert said.safe == texts("vi")["error.safe.internal"]


def test_sizes_and_numbers_are_written_for_people() -> None:
    limit = InputError("evidence-limit", size_bytes=3 << 20, room_bytes=1 << 30)
    assert "3\u00a0MB" in Words(texts("vi"), "vi").error(limit).what
    assert "1\u00a0GB" in Words(texts("en"), "en").error(limit).what


@pytest.mark.parametrize("language", LANGUAGES)
def test_findings_of_an_assessment_come_in_words(language: str) -> None:
    rule = CATALOGUE.indicators["4.1"].rule
    assert rule.kind == "ratio"
    profile_key = rule.denominator.profile
    assert profile_key is not None
    answers = {
        "4.1": {"a": Decimal(9), "b": Decimal(8)},
        "4.2": {"a": Decimal(1)},
        "1.1": {"level": CATALOGUE.indicators["1.1"].rule.levels[0].id},  # type: ignore[union-attr]
    }
    journal_faults = (
        JournalFault(
            "journal-broken",
            False,
            None,
            {"seq": 3, "at_utc": "2022-12-30T03:42:07Z", "who": "An", "breaks": 1},
        ),
        JournalFault("journal-differs", False, "1.1", {"values": 2}),
        JournalFault("journal-unguarded", False, None, {"guards": ["journal_in_order"]}),
    )
    assessment = Assessment(
        "x",
        "Sóc Trăng",
        1999,
        CATALOGUE,
        answers=answers,
        profile={profile_key: Decimal(1200)},
        reviews={"1.2": ReviewMark("awaiting")},
        earlier_cuts={"1.1": ScoreCut("1.1", Fraction(10), Fraction(15, 2), "dự thảo")},
        documents={
            "d": Document("d", Citation("749/QĐ-UBND", date(2020, 6, 3)), None, "2022-06-03T00:00:00Z")
        },
        links={"4.1": (EvidenceLink("d"),)},
        journal_faults=journal_faults,
        previous=Previous(
            "y",
            1998,
            CATALOGUE.id,
            CATALOGUE.digest,
            rows={
                "1.1": PreviousRow("1.1", {"level": "none"}, max_points=Fraction(10)),
                "1.4": PreviousRow("1.4", {"level": "yes"}),
            },
        ),
    )
    tolerance = YearTolerance(Fraction(1, 10), Fraction(1, 10))
    findings = check(assessment, score(CATALOGUE, assessment.answers, assessment.profile), tolerance)
    words = Words(texts(language), language)
    assert {f.code for f in findings} == check_findings() | {fault.code for fault in journal_faults}
    for finding in findings:
        said = words.finding(finding, assessment)
        assert said.title and said.action
        for piece in (said.title, said.detail, said.action):
            assert "{" not in piece and piece != "–" and finding.code not in piece
    differs = next(f for f in findings if f.code == "denominator-differs")
    title = next(f for f in CATALOGUE.profile if f.key == profile_key).title.in_language(language)
    assert title in words.finding(differs, assessment).detail
    assert ("1.200" if language == "vi" else "1,200") in words.finding(differs, assessment).detail


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_merge_asks_and_does_not_take_has_words(language: str) -> None:
    whys = get_args(get_type_hints(Lost)["why"])
    assert "approval" in get_args(Reason) and "same-said" in whys
    assert [key for key in (*get_args(Reason), *whys) if f"merge.{key}" not in texts(language)] == []


def test_an_indicator_that_the_sentence_names_is_named_once() -> None:
    words = Words(texts("vi"), "vi")
    error = InputError("indicator-approved", [Problem("indicator-approved", "4.11", {"code": "4.11"})])
    assert words.faults(error) == []
    assert words.error(error).what.startswith("Chỉ số 4.11 đã được duyệt")


@pytest.mark.parametrize("language", LANGUAGES)
def test_states_and_verdicts_have_names(language: str) -> None:
    words = Words(texts(language), language)
    for state in ("unanswered", "incomplete", "answered", "invalid", "information"):
        assert words.state(state)
    for kind, verdicts in {
        "integrity": ("ok", "broken"), "signature": ("ok", "broken", "absent"),
        "chain": ("trusted", "untrusted", "unknown"), "time": ("proven", "claimed", "unknown"),
    }.items():  # fmt: skip
        assert all(words.verdict(kind, verdict) for verdict in verdicts)
    assert words.bundle_finding(BundleFinding("file-changed", "report.pdf")).startswith("report.pdf")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_risk_has_words(language: str) -> None:
    source = (ROOT / "dti_desktop/engine/backing.py").read_text(encoding="utf-8")
    codes = re.findall(r'risks\.append\("([a-z-]+)"\)', source)
    assert len(codes) == 5
    texts = json.loads((ROOT / f"translations/messages.{language}.json").read_text(encoding="utf-8"))
    words = Words(texts, language)
    assert len({words.risk(code) for code in codes}) == len(codes)
    assert {key for key in texts if key.startswith("risk.")} == {f"risk.{code}" for code in codes}

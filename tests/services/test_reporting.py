"""The draft on paper: made, written whole or not at all, always marked."""

from __future__ import annotations

import os
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from submitting import fill_assessment, now_utc, snapshot

from dti_desktop import paths
from dti_desktop.engine.assessment import Assessment
from dti_desktop.engine.backing import backing
from dti_desktop.errors import Cancelled, EnvironmentFault, InputError
from dti_desktop.format import Format, LanguageCode
from dti_desktop.reports import self_evaluation
from dti_desktop.services.files import write_whole
from dti_desktop.services.library import Library
from dti_desktop.services.reporting import report_pdf, write_report
from dti_desktop.services.workspace import Workspace

DAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def library() -> Library:
    return Library(paths.resources_dir(), paths.translations_dir())


@pytest.fixture
def workspace(tmp_path: Path, library: Library) -> Iterator[Workspace]:
    opened = Workspace.open(tmp_path / "store", library, now_utc=now_utc, user="Hoa")
    yield opened
    opened.close()


def text_of(pdf: Path) -> str:
    command = ["pdftotext", "-layout", str(pdf), "-"]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


@pytest.mark.parametrize("language", ["vi", "en"])
def test_what_leaves_the_program_is_marked_a_draft(
    workspace: Workspace, library: Library, tmp_path: Path, language: LanguageCode
) -> None:
    target = tmp_path / "Báo cáo dự thảo.pdf"
    made = fill_assessment(workspace, tmp_path)
    workspace.fill(made, b'{"answers": {"1.10": {"a": 20}}}')
    assessment, outlook = snapshot(workspace, library, made)
    write_report(target, library, assessment, outlook, language=language, printed_on=DAY)
    words = text_of(target)
    texts = library.texts(language)
    assert texts["report.draft_mark"] in words and texts["report.kind"] in words
    assert "Sóc Trăng" in words and "22/11/2026" in words and "749/QĐ-UBND" in words
    held = backing(assessment, outlook.scorecard, library.announcing_kinds)
    assert 0 < held.backed_points < held.claimed_points
    flat = " ".join(words.split())
    for key, points in (("backed", held.backed_points), ("at_risk", held.at_risk_points)):
        assert texts[f"report.totals.{key}"] in flat
        assert Format(language).points(points) in flat


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_draft_has_the_three_totals_and_with_a_forecaster_the_annex(
    workspace: Workspace, library: Library, tmp_path: Path, language: str
) -> None:
    assessment, outlook = snapshot(workspace, library, fill_assessment(workspace, tmp_path))
    texts = library.texts(language)
    for forecaster in (None, workspace.forecaster):
        target = tmp_path / "a.pdf"
        write_report(
            target, library, assessment, outlook, language=language, printed_on=DAY, forecaster=forecaster
        )
        words = " ".join(text_of(target).split())
        assert texts["report.totals.backed"] in words
        assert (texts["report.prospect.title"] in words) == (forecaster is not None)
        assert (texts["report.prospect.note"] in words) == (forecaster is not None)


def test_what_a_bundle_carries_knows_no_estimates_forecasts_or_risks(
    workspace: Workspace, library: Library, tmp_path: Path
) -> None:
    assessment, outlook = snapshot(workspace, library, fill_assessment(workspace, tmp_path))
    assert assessment.estimates
    printed = [
        report_pdf(
            library,
            replace(assessment, estimates=estimates, scenarios={}),
            outlook,
            is_draft=False,
            printed_on=DAY,
            forecaster=forecaster,
        )
        for estimates in (assessment.estimates, {"": {"acceptance": Decimal(1)}}, {})
        for forecaster in (None, workspace.forecaster)
    ]
    assert len(set(printed)) == 1
    target = tmp_path / "a.pdf"
    target.write_bytes(printed[0])
    words, texts = " ".join(text_of(target).split()), library.texts("vi")
    for key in ("prospect.title", "prospect.note", "prospect.mark", "totals.at_risk", "totals.backed"):
        assert texts[f"report.{key}"] not in words


def test_the_draft_follows_the_estimates_and_is_the_same_for_the_same_data(
    workspace: Workspace, library: Library, tmp_path: Path
) -> None:
    assessment, outlook = snapshot(workspace, library, fill_assessment(workspace, tmp_path))

    def draft(assessment: Assessment) -> bytes:
        return report_pdf(library, assessment, outlook, printed_on=DAY, forecaster=workspace.forecaster)

    assert draft(assessment) == draft(assessment)
    assert draft(assessment) != draft(replace(assessment, estimates={"": {"acceptance": Decimal(1)}}))


def test_nothing_is_said_of_an_assessment_without_answers(
    workspace: Workspace, library: Library, tmp_path: Path
) -> None:
    assessment, outlook = snapshot(workspace, library, workspace.create("Cần Thơ", 2024))
    target = tmp_path / "a.pdf"
    write_report(target, library, assessment, outlook, printed_on=DAY, forecaster=workspace.forecaster)
    words, texts = " ".join(text_of(target).split()), library.texts("vi")
    assert texts["report.prospect.title"] not in words
    assert texts["report.totals.at_risk"] not in words


def test_an_assessment_that_blocks_is_still_printed(
    workspace: Workspace, library: Library, tmp_path: Path
) -> None:
    made = workspace.create("Sóc Trăng", 2022)
    workspace.fill(made, b'{"answers": {"4.1": {"a": 900, "b": 775}}}')
    assessment, outlook = snapshot(workspace, library, made)
    assert any(finding.severity == "block" for finding in outlook.findings)
    assert report_pdf(library, assessment, outlook, printed_on=DAY).startswith(b"%PDF")


def test_a_stopped_report_leaves_nothing(workspace: Workspace, library: Library, tmp_path: Path) -> None:
    folder = tmp_path / "đích"
    folder.mkdir()
    assessment, outlook = snapshot(workspace, library, fill_assessment(workspace, tmp_path))
    for forecaster in (None, workspace.forecaster):
        with pytest.raises(Cancelled):
            write_report(
                folder / "a.pdf",
                library,
                assessment,
                outlook,
                printed_on=DAY,
                forecaster=forecaster,
                cancelled=lambda: True,
            )
    assert not list(folder.iterdir())


def test_papers_are_set_one_at_a_time_and_who_waits_can_be_stopped(
    workspace: Workspace, library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assessment, outlook = snapshot(workspace, library, fill_assessment(workspace, tmp_path))
    begun, may_end = threading.Event(), threading.Event()

    def slowly(*_given: object, **_named: object) -> bytes:
        begun.set()
        may_end.wait()
        return b"%PDF"

    monkeypatch.setattr(self_evaluation, "self_evaluation_pdf", slowly)
    first = threading.Thread(
        target=lambda: report_pdf(library, assessment, outlook, printed_on=DAY), daemon=True
    )
    first.start()
    begun.wait()
    begun.clear()
    with pytest.raises(Cancelled):
        report_pdf(library, assessment, outlook, printed_on=DAY, cancelled=lambda: True)
    assert not begun.is_set()
    may_end.set()
    assert report_pdf(library, assessment, outlook, printed_on=DAY) == b"%PDF"
    first.join()


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "a.pdf"
    write_whole(target, b"one")
    write_whole(target, b"two")
    assert target.read_bytes() == b"two"
    with pytest.raises(InputError) as raised:
        write_whole(tmp_path / "no" / "a.pdf", b"x")
    assert raised.value.code == "target-folder-missing"
    with pytest.raises(InputError) as raised:
        write_whole(tmp_path, b"x")
    assert raised.value.code == "target-not-a-file"

    def refuse(_descriptor: int) -> None:
        raise PermissionError(13, "refused")

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(EnvironmentFault) as fault:
        write_whole(target, b"three")
    assert fault.value.code == "target-not-writable"
    assert target.read_bytes() == b"two"
    assert [path.name for path in tmp_path.iterdir()] == ["a.pdf"]

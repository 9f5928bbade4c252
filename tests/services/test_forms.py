"""Forms that come back: compared, accepted one by one, taken as one step; nothing silently."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from random import Random
from time import perf_counter

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dti_desktop import paths
from dti_desktop.engine.answer_fields import fields_of
from dti_desktop.engine.assessment import Assessment, Citation
from dti_desktop.engine.previous import Previous, PreviousRow
from dti_desktop.errors import InputError
from dti_desktop.exchange.form_reading import ReadCell
from dti_desktop.services import forms
from dti_desktop.services.library import Library
from dti_desktop.services.outlook import look
from dti_desktop.services.sample import create_sample
from dti_desktop.services.workspace import Workspace

sys.path.append(str(Path(__file__).resolve().parents[1] / "exchange"))
from made_forms import random_answers

NOW = datetime(2026, 11, 29, tzinfo=UTC)


@pytest.fixture(scope="module")
def library() -> Library:
    return Library(paths.resources_dir(), paths.translations_dir())


@pytest.fixture
def workspace(tmp_path: Path, library: Library) -> Iterator[Workspace]:
    opened = Workspace.open(tmp_path / "store", library, now_utc=lambda: NOW, user="Hoa")
    yield opened
    opened.close()


@pytest.fixture
def sample(workspace: Workspace, library: Library) -> Assessment:
    return workspace.load(create_sample(workspace, library))


def template(library: Library, assessment: Assessment, path: Path, **values: object) -> Path:
    """Write a template and fill cells in."""
    forms.write_template(path, library, assessment, language="vi", now_utc=NOW)
    book = openpyxl.load_workbook(path)
    for sheet in book.worksheets:
        heads = {cell.value: cell.column for cell in sheet[1]}
        for row in range(2, sheet.max_row + 1 if "dti:key" in heads else 2):
            key = sheet.cell(row, heads["dti:key"]).value
            if key in values:
                sheet.cell(row, heads["dti:value"]).value = values[key]
            if f"{key}!" in values:
                sheet.cell(row, heads["dti:explanation"]).value = values[f"{key}!"]
    book.save(path)
    return path


CHANGED = {"1.3#a": 1, "1.3#b": 2, "#population": 1_300_000, "1.1#level!": "Đã đổi.", "6.1#issued": "Không"}


def test_what_is_accepted_is_one_step(workspace, library, sample, tmp_path):
    path = template(library, sample, tmp_path / "a.xlsx", **CHANGED)
    staging = forms.examine_form(library, sample, path)
    assert staging.faults == ()
    assert {change.kind for change in staging.changes} == {"answer", "profile", "explanation"}
    before = workspace.load(sample.id)
    saved = workspace.take_form(staging, forms.decided(staging, None))
    after = saved.assessment
    assert after.answers["1.3"] == {"a": Decimal(1), "b": Decimal(2)}
    assert after.explanations["1.1"] == "Đã đổi."
    assert after.profile["population"] == 1_300_000
    assert forms.examine_form(library, after, path).changes == ()
    told = [entry for entry in workspace.journal(sample.id, limit=10) if entry.key == forms.FORM_TAKEN]
    assert len(told) == 1
    assert staging.sha256 in str(told[0].new)
    undone = workspace.undo(sample.id).assessment
    assert (undone.answers, undone.profile, undone.explanations) == (
        before.answers,
        before.profile,
        before.explanations,
    )


def test_it_is_a_step_of_its_own_even_right_after_typing(workspace, library, sample, tmp_path):
    path = template(library, sample, tmp_path / "a.xlsx", **{"#population": 1_300_000})
    typed = workspace.set_profile(sample.id, {"population": Decimal(5)}).assessment
    staging = forms.examine_form(library, typed, path)
    assert workspace.take_form(staging, staging.changes).assessment.profile["population"] == 1_300_000
    assert workspace.undo(sample.id).assessment.profile["population"] == 5


def test_only_what_is_accepted_is_taken(workspace, library, sample, tmp_path):
    staging = forms.examine_form(library, sample, template(library, sample, tmp_path / "a.xlsx", **CHANGED))
    (one,) = [change for change in staging.changes if change.field == "population"]
    after = workspace.take_form(staging, [one]).assessment
    assert after.profile["population"] == 1_300_000
    assert (after.answers, after.explanations) == (sample.answers, sample.explanations)


def test_what_was_changed_meanwhile_refuses_all(workspace, library, sample, tmp_path):
    staging = forms.examine_form(library, sample, template(library, sample, tmp_path / "a.xlsx", **CHANGED))
    workspace.set_profile(sample.id, {"population": Decimal(5)})
    with pytest.raises(InputError) as caught:
        workspace.take_form(staging, staging.changes)
    assert caught.value.code == "form-outdated"
    assert workspace.load(sample.id).answers == sample.answers


def test_locked_rows_are_shown_and_not_taken(workspace, library, sample, tmp_path):
    path = template(library, sample, tmp_path / "a.xlsx", **CHANGED)
    sample = workspace.set_review(sample.id, ("1.1", "1.3"), "approved", "").assessment
    staging = forms.examine_form(library, sample, path)
    assert {change.code for change in staging.changes if change.is_locked} == {"1.3", "1.1"}
    assert {change.code for change in forms.decided(staging, None)} == {"", "6.1"}
    with pytest.raises(InputError) as caught:
        forms.writes(sample, staging.changes)
    assert {problem.code for problem in caught.value.problems} == {"indicator-approved"}


def test_two_readings_are_decided_by_whoever_takes_it(library, sample, tmp_path):
    staging = forms.examine_form(
        library, sample, template(library, sample, tmp_path / "a.xlsx", **{"1.3#a": "1.234"})
    )
    (change,) = staging.changes
    assert change.is_undecided
    with pytest.raises(ValueError, match="a"):
        forms.writes(sample, [change])
    assert forms.writes(sample, [change.read_as("vi")]).answers == {"1.3": {"a": Decimal(1234)}}
    assert forms.writes(sample, [change.read_as("en")]).answers == {"1.3": {"a": Decimal("1.234")}}


def test_a_number_another_program_wrote_anew_is_no_change(library, sample):
    held = replace(sample, answers={**sample.answers, "1.3": {"a": Decimal("1.234"), "b": Decimal(7)}})
    asked = fields_of(held.catalogue, "1.3")[0]
    readings = {"vi": Decimal("1.234"), "en": Decimal(1234)}
    cell = ReadCell("1.3", "/F7", asked, None, readings, Decimal("1.234"), True)
    assert forms._compared(held, cell, frozenset()).verdict == "same"


def test_everything_tells_points_evidence_and_notes(workspace, library, sample, tmp_path):
    code = "1.1"
    workspace.cite(sample.id, code, Citation("99749/QĐ-UBND", date(2022, 6, 3), "UBND", "=Về việc"), "3-5")
    workspace.set_note(sample.id, code, "+ hỏi lại")
    workspace.comment(sample.id, code, "@ xem lại")
    workspace.set_review(sample.id, (code,), "needs-work", "thiếu trang")
    workspace.set_given_scores(sample.id, "reviewer", {code: (Decimal("2.5"), "chưa đủ")})
    assessment = workspace.load(sample.id)
    path = tmp_path / "all.xlsx"
    outlook = look(assessment, workspace.result_book)
    forms.write_everything(path, library, assessment, outlook, language="vi", now_utc=NOW)
    book = openpyxl.load_workbook(path)
    assert book.sheetnames[:6] == ["Trả lời", "Số liệu chung", "Điểm", "Tổng hợp", "Minh chứng", "Ý kiến"]
    evidence = [
        row for row in book["Minh chứng"].iter_rows(min_row=2, values_only=True) if row[2] == "99749/QĐ-UBND"
    ]
    assert [row[:2] for row in evidence] == [(code, "3-5")]
    assert evidence[0][3] == datetime(2022, 6, 3)
    assert evidence[0][5] == "'=Về việc"
    links = sum(len(links) for links in assessment.links.values())
    assert book["Minh chứng"].max_row - 1 >= links
    files = {d.file.sha256 for d in assessment.documents.values() if d.file is not None}
    assert files == {row[8] for row in book["Minh chứng"].iter_rows(min_row=2, values_only=True)} - {None}
    points = {row[0]: row[5] for row in book["Điểm"].iter_rows(min_row=2, values_only=True)}
    assert points.keys() == assessment.catalogue.indicators.keys()
    reviewed = next(row for row in book["Điểm"].iter_rows(min_row=2, values_only=True) if row[0] == code)
    assert reviewed[7:10] == ("cần sửa", 2.5, "chưa đủ")
    comments = list(book["Ý kiến"].iter_rows(min_row=2, values_only=True))
    assert (code, "'@ xem lại", "Hoa") in [comment[:3] for comment in comments]
    assert len(comments) == sum(map(len, assessment.comments.values()))
    for each, row in outlook.scorecard.indicators.items():
        assert points[each] == pytest.approx(float(row.points))
    assert (code, "'+ hỏi lại") in [
        (row[0], row[2]) for row in book["Ghi chú"].iter_rows(min_row=2, values_only=True)
    ]
    assert forms.examine_form(library, assessment, path).changes == ()


def test_an_approved_row_is_locked_in_the_form_too(workspace, library, sample, tmp_path):
    approved = workspace.set_review(sample.id, ("1.3",), "approved", "").assessment
    path = template(library, approved, tmp_path / "a.xlsx")
    sheet = openpyxl.load_workbook(path).worksheets[0]
    heads = {cell.value: cell.column for cell in sheet[1]}
    locked = {
        row[heads["dti:key"] - 1].value: row[heads["dti:value"] - 1].protection.locked
        for row in sheet.iter_rows(min_row=2)
    }
    assert (locked["1.3#a"], locked["1.3#b"], locked["1.1#level"]) == (True, True, False)


def test_what_was_brought_along_stands_in_its_column(library, sample, tmp_path):
    number, level = sample.answers["1.3"]["a"], sample.answers["1.1"]
    rows = {"1.3": PreviousRow("1.3", {"a": Decimal(17)}), "1.1": PreviousRow("1.1", level)}
    brought = Previous("old", 2021, "c", "d", {"population": Decimal(1_000_000)}, rows)
    path = template(library, replace(sample, previous=brought), tmp_path / "a.xlsx")
    last = {}
    for sheet in openpyxl.load_workbook(path).worksheets[:2]:
        heads = {cell.value: cell.column for cell in sheet[1]}
        for row in sheet.iter_rows(min_row=2, values_only=True):
            last[row[heads["dti:key"] - 1]] = row[heads["dti:last"] - 1]
    assert (last["1.3#a"], last["1.3#b"], last["#population"]) == (17, None, 1_000_000)
    assert last["1.1#level"] == next(
        each.label.vi for each in sample.catalogue.indicators["1.1"].rule.levels if each.id == level["level"]
    )
    assert forms.examine_form(library, sample, path).changes == ()
    assert number != 17


def test_it_takes_no_time_to_speak_of(library, sample, tmp_path):
    begun = perf_counter()
    path = template(library, sample, tmp_path / "a.xlsx")
    forms.examine_form(library, sample, path)
    assert perf_counter() - begun < 10, "about half a second on an idle machine; this only catches a blow-up"


@settings(max_examples=25)
@given(st.integers(0, 10**9), st.sampled_from(forms.FORM_KINDS), st.sampled_from(["vi", "en"]))
def test_everything_exported_is_what_an_empty_assessment_takes_in(seed, kind, language):
    library = Library(paths.resources_dir(), paths.translations_dir())
    die = Random(seed)
    catalogue = library.catalogue(library.catalogue_ids[0])
    given_there = random_answers(catalogue, json.loads(library.catalogue_bytes[catalogue.id]), die)
    full = Assessment(
        "a-2022",
        "Sóc Trăng",
        2022,
        catalogue,
        answers=given_there.answers,
        profile=given_there.profile,
        explanations=given_there.explanations,
    )
    empty = Assessment("a-2022", "Sóc Trăng", 2022, catalogue)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"x.{kind}"
        outlook = look(full, library.result_book)
        forms.write_everything(path, library, full, outlook, language=language, now_utc=NOW)
        assert forms.examine_form(library, full, path).changes == ()
        there = forms.writes(empty, forms.decided(forms.examine_form(library, empty, path), None))
        back = forms.writes(full, forms.decided(forms.examine_form(library, full, path), None))
        cleared = forms.examine_form(library, full, _template_of(library, empty, Path(folder) / f"y.{kind}"))
    assert (there.answers, there.profile) == (full.answers, full.profile)
    assert there.explanations == full.explanations
    assert (back.answers, back.profile, back.explanations) == ({}, {}, {})
    assert cleared.changes == (), "a template that nobody filled in takes nothing away"


def _template_of(library: Library, assessment: Assessment, path: Path) -> Path:
    forms.write_template(path, library, assessment, language="vi", now_utc=NOW)
    return path


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")
def test_a_file_whose_name_no_encoding_reads_is_taken_in_all_the_same(workspace, library, sample, tmp_path):
    path = template(library, sample, tmp_path / "a.xlsx", **{"1.3#a": 1})
    strange = path.rename(tmp_path / "phi\udcffu.xlsx")
    staging = forms.examine_form(library, sample, strange)
    assert workspace.take_form(staging, staging.changes).assessment.answers["1.3"]["a"] == 1

"""Work that goes out to departments and comes back: each with its own store, by files alone."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest
from part_files import CATALOGUE, evidence_folder
from random_parts import random_codes, random_content

from dti_desktop import paths
from dti_desktop.engine.assessment import Assessment, Citation
from dti_desktop.engine.catalogue_edit import NodeName
from dti_desktop.engine.merge import OURS
from dti_desktop.engine.part_content import Place, content_of, values_of
from dti_desktop.errors import BlockedError, DtiError, InputError
from dti_desktop.services import catalogue_moving, part_merging, parts
from dti_desktop.services.catalogues import LATEST, Catalogues
from dti_desktop.services.library import Library
from dti_desktop.services.part_merging import NOT_TAKEN, Preview
from dti_desktop.services.workspace import Workspace

WORD = "bcfg-hjkm-npqr-stvx-z234-5678"
ID = "soc-trang-2022"


class Clock:
    now = datetime(2022, 11, 29, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=40)
        return self.now


@pytest.fixture(scope="module")
def library() -> Library:
    return Library(paths.resources_dir(), paths.translations_dir())


@pytest.fixture
def opened(tmp_path: Path, library: Library) -> Iterator[Callable[[str], Workspace]]:
    """Open the store of somebody, each in a folder of its own."""
    held: dict[str, Workspace] = {}

    def open_store(who: str) -> Workspace:
        if who not in held:
            held[who] = Workspace.open(tmp_path / who, library, now_utc=Clock(), user=who)
        return held[who]

    yield open_store
    for workspace in held.values():
        workspace.close()


@pytest.fixture
def office(opened, tmp_path: Path) -> Workspace:
    """The province's office, with an assessment and two documents."""
    workspace = opened("tỉnh")
    workspace.create("Sóc Trăng", 2022)
    workspace.replace_answers(ID, {"4.1": {"a": Decimal(12), "b": Decimal(20)}})
    workspace.explain(ID, "4.1", "theo báo cáo năm")
    workspace.set_note(ID, "4.1", "gọi anh Bình")
    attach(workspace, ID, "4.1", file_of(tmp_path, "Kế hoạch.txt", "kế hoạch"))
    workspace.cite(ID, "7.1", Citation("5/BC"))
    return workspace


def file_of(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def attach(workspace: Workspace, assessment_id: str, code: str, path: Path, **more) -> str:
    assessment = workspace.load(assessment_id)
    intake = workspace.stage_files(assessment, [path], limit_bytes=1 << 30)
    return workspace.attach(assessment_id, code, intake, **more).document_ids[0]


def issue(office: Workspace, folder: Path, names: str, department: str, **more) -> Path:
    target = folder / f"{department}.dtipart"
    parts.issue(office, ID, names.split(","), department, target, passphrase=None, **more)
    return target


def returned(department: Workspace, assessment_id: str, folder: Path) -> Path:
    target = folder / f"{assessment_id}-{len(list(folder.iterdir()))}-tra.dtipart"
    parts.return_part(department, assessment_id, target, passphrase=None)
    return target


def look(office: Workspace, *files: Path) -> Preview:
    return part_merging.preview(office, ID, [parts.read_part((file, None)) for file in files])


def take(office: Workspace, *files: Path, choice: int | None = None) -> Assessment:
    looked = look(office, *files)
    staged = part_merging.stage(office, looked, [(file, None) for file in files], limit_bytes=1 << 30)
    choices = {} if choice is None else {c.place: choice for c in looked.conflicts}
    part_merging.accept(office, looked, choices, staged)
    return office.load(ID)


def refused(act: Callable[[], object]) -> tuple[str, list[tuple[str, str]]]:
    with pytest.raises(DtiError) as caught:
        act()
    return caught.value.code, [(problem.code, problem.place) for problem in caught.value.problems]


def without_time(assessment: Assessment) -> Assessment:
    """Without what tells when something was merged."""
    kept = {id_: replace(part, merged_utc=None) for id_, part in assessment.parts.items()}
    return replace(assessment.content, parts=kept)


# -- out -------------------------------------------------------------------------------------------


def test_a_part_is_handed_out_and_opened_with_its_rows_alone(office, opened, tmp_path):
    target = issue(office, tmp_path, "4, 7.2", "Sở Nội vụ", due=date(2022, 12, 15), untrusted_guidance="Gấp")
    (part,) = office.load(ID).parts.values()
    codes = (*(c for c in office.load(ID).catalogue.indicators if c.startswith("4.")), "7.2")
    assert (part.department, part.due, part.codes) == ("Sở Nội vụ", date(2022, 12, 15), codes)
    department = opened("sở")
    made = parts.open_part(department, (target, None))
    assert (made.assessment_id, made.is_new) == ("soc-trang-2022-so-noi-vu", True)
    here, there = department.load(made.assessment_id), office.load(ID)
    assert here.origin is not None and here.origin.codes == codes
    assert here.answers == there.answers and here.explanations == there.explanations
    assert here.notes == {}, "notes are their writer's own"
    assert list(here.documents.values()) == [d for d in there.documents.values() if d.file is not None]
    assert here.links.keys() == {"4.1"}
    (document,) = here.documents.values()
    assert department.evidence_path(document.file.sha256).read_text(encoding="utf-8") == "kế hoạch"
    assert (here.province, here.year, here.can_undo) == ("Sóc Trăng", 2022, False)
    assert parts.guidance_of(department, made.assessment_id) == "Gấp"
    assert department.store.verify() == []
    again = parts.open_part(department, (target, None))
    assert (again.assessment_id, again.is_new) == (made.assessment_id, False)
    assert office.undo(ID).assessment.parts == {}


def test_the_year_before_goes_along_to_be_looked_at(office, opened, tmp_path):
    from make_schema_3 import PREVIOUS, ROW

    row = replace(ROW, documents=tuple(replace(document, file=None) for document in ROW.documents))
    office.store.previous.bring_along(ID, replace(PREVIOUS, rows={"4.1": ROW, "1.1": ROW}))
    department = opened("sở")
    target = issue(office, tmp_path, "4", "Sở Nội vụ")
    mine = parts.open_part(department, (target, None)).assessment_id
    previous = department.load(mine).previous
    assert previous is not None and dict(previous.rows) == {"4.1": row} and previous.year == PREVIOUS.year
    assert department.store.verify() == []


@pytest.mark.parametrize("seed", range(6))
def test_whatever_an_assessment_holds_goes_there_and_comes_back(library, tmp_path, seed):
    """Issue, open, return: identity on every field, half-filled ones too."""
    die = Random(seed)
    folder = tmp_path
    codes = random_codes(die, CATALOGUE, die.randint(1, 6))
    content = random_content(die, CATALOGUE, codes)
    evidence = evidence_folder(folder / "evidence")
    held: list[Assessment] = []
    office = Workspace.open(folder / "tỉnh", library, now_utc=Clock(), user="tỉnh")
    department = Workspace.open(folder / "sở", library, now_utc=Clock(), user="sở")
    try:
        office.create("Sóc Trăng", 2022)
        with office.store.files.stage([evidence / sha for sha in sorted(content.file_sizes_bytes)]) as staged:
            files = {file.sha256: file for file in staged.files}
            staged.publish()
        office.store.parts.take_in(ID, values_of(content), files=files, keeps_order=True)
        held.append(office.load(ID))
        target = folder / "a.dtipart"
        parts.issue(office, ID, codes, "Sở", target, passphrase=None)
        mine = parts.open_part(department, (target, None)).assessment_id
        held.append(department.load(mine))
        back = parts.return_part(department, mine, folder / "b.dtipart", passphrase=None)
        read = parts.read_part((folder / "b.dtipart", None))
        assert (read.header, read.content) == (back.header, back.content)
        assert back.content == back.baseline
    finally:
        office.close()
        department.close()
    one, other = (content_of(assessment, codes, with_notes=False) for assessment in held)
    assert one == other
    assert [list(links) for links in one.links.values()] == [list(links) for links in other.links.values()]


def test_every_fault_of_an_issue_is_listed_and_nothing_written(office, tmp_path):
    code, faults = refused(lambda: issue(office, tmp_path, "4.1,4.99,x", " "))
    assert (code, faults) == (
        "unknown-code",
        [
            ("unknown-code", "indicators"),
            ("unknown-code", "indicators"),
            ("department-missing", "department"),
        ],
    )
    with pytest.raises(InputError) as caught:
        parts.issue(office, ID, ["4.2"], "Sở", tmp_path / "x.dtipart", passphrase="ngắn")
    assert caught.value.code == "passphrase-too-short"
    assert list(tmp_path.glob("*.dtipart")) == [] and office.load(ID).parts == {}


def test_a_locked_part_opens_with_its_passphrase_alone(office, opened, tmp_path):
    target = tmp_path / "a.dtipart"
    parts.issue(office, ID, ["4"], "Sở Nội vụ", target, passphrase=WORD, work_factor=2)
    assert parts.needs_passphrase(target) and b"so-noi" not in target.read_bytes()
    assert refused(lambda: parts.open_part(opened("sở"), (target, None)))[0] == "part-passphrase-needed"
    assert refused(lambda: parts.open_part(opened("sở"), (target, "sai mật khẩu")))[0] == "passphrase-wrong"
    assert parts.open_part(opened("sở"), (target, WORD)).is_new


# -- back ------------------------------------------------------------------------------------------


@pytest.fixture
def worked(office, opened, tmp_path) -> tuple[Workspace, str, Path]:
    """A department that has filled its part in and returned it."""
    target = issue(office, tmp_path, "4", "Sở Nội vụ")
    department = opened("sở")
    mine = parts.open_part(department, (target, None)).assessment_id
    department.explain(mine, "4.1", "theo Sở Nội vụ")
    department.explain(mine, "4.2", "đã làm")
    department.set_note(mine, "4.2", "hỏi lại huyện")
    department.comment(mine, "4.2", "Đề nghị xem")
    attach(
        department,
        mine,
        "4.2",
        file_of(tmp_path, "Báo cáo.txt", "báo cáo"),
        citation=Citation("9/BC-SNV"),
        pages="2",
    )
    return department, mine, returned(department, mine, tmp_path)


def test_what_came_back_is_looked_at_first_then_taken_as_one_step(office, worked):
    _, _, file = worked
    before = office.load(ID)
    looked = look(office, file)
    assert office.load(ID) == before, "looking changes nothing"
    assert [line.state for line in looked.files] == ["new"] and looked.conflicts == ()
    after = take(office, file)
    assert after.explanations == {"4.1": "theo Sở Nội vụ", "4.2": "đã làm"}
    assert after.notes == {"4.1": "gọi anh Bình", "4.2": "hỏi lại huyện"}
    (comment,) = after.comments["4.2"]
    assert (comment.text, comment.who) == ("Đề nghị xem", "sở")
    (link,) = after.links["4.2"]
    document = after.documents[link.document_id]
    assert (document.citation.number, document.file.original_name, link.pages) == (
        "9/BC-SNV",
        "Báo cáo.txt",
        "2",
    )
    assert office.evidence_path(document.file.sha256).read_text(encoding="utf-8") == "báo cáo"
    assert [part.merged_utc is not None for part in after.parts.values()] == [True]
    assert office.store.verify() == []
    undone = office.undo(ID).assessment
    assert without_time(undone) == without_time(before)
    assert office.redo(ID).assessment.content == after.content


def test_merging_twice_changes_nothing_whatever_was_done_since(office, worked):
    _, _, file = worked
    take(office, file)
    office.explain(ID, "4.2", "")
    office.explain(ID, "4.1", "theo báo cáo năm")  # back to what went out: on purpose
    held = office.load(ID)
    looked = look(office, file)
    assert [line.state for line in looked.files] == ["already"] and looked.merged.is_empty
    assert take(office, file).content == held.content


def test_after_an_undo_the_file_can_be_taken_in_again(office, worked):
    _, _, file = worked
    after = take(office, file)
    office.undo(ID)
    assert without_time(take(office, file)) == without_time(after)


def test_a_later_file_of_the_same_copy_brings_only_what_is_new(office, worked, tmp_path):
    department, mine, first = worked
    take(office, first)
    office.explain(ID, "4.1", "sửa ở tỉnh")
    department.explain(mine, "4.3", "thêm")
    second = returned(department, mine, tmp_path)
    looked = look(office, second)
    assert set(looked.merged.taken) == {Place("explanation", "4.3")} and looked.conflicts == ()
    after = take(office, second)
    assert after.explanations["4.1"] == "sửa ở tỉnh"
    assert [line.state for line in look(office, first, second).files] == ["already", "already"]


def test_both_files_of_a_copy_together_are_its_later_one(office, worked, tmp_path):
    department, mine, first = worked
    department.explain(mine, "4.2", "làm xong")
    second = returned(department, mine, tmp_path)
    assert [line.state for line in look(office, first, second).files] == ["replaced", "new"]
    after = take(office, first, second)
    assert after.explanations["4.2"] == "làm xong"
    (told,) = office.store.parts.events(ID, NOT_TAKEN)
    assert (told["value"], told["kept"], told["why"]) == ("đã làm", "làm xong", "replaced-later")


def test_a_document_that_is_cited_anew_in_a_later_file_is_the_same(office, worked, tmp_path):
    department, mine, _ = worked
    document_id = department.cite(mine, "4.3", Citation("1/BC")).document_ids[0]
    first = returned(department, mine, tmp_path)
    department.update_citation(mine, document_id, Citation("1/BC-SNV", None, "Sở Nội vụ"))
    second = returned(department, mine, tmp_path)
    take(office, first)
    one_by_one = take(office, second)
    office.undo(ID)
    office.undo(ID)
    alone = take(office, second)
    assert one_by_one.documents == alone.documents and one_by_one.links == alone.links
    assert {d.citation.number for d in alone.documents.values()} >= {"1/BC-SNV"}


def test_the_journal_says_a_value_that_was_not_taken(office, worked):
    from dti_desktop.services.words import Words

    office.explain(ID, "4.1", "theo tỉnh")
    take(office, worked[2], choice=OURS)
    (facts,) = office.store.parts.events(ID, NOT_TAKEN)
    said = Words(office.library.texts("vi"), "vi").event(NOT_TAKEN, facts)
    assert said == "Không lấy giá trị của Sở Nội vụ: Giải trình : theo Sở Nội vụ · giữ: theo tỉnh"


def test_conflicts_wait_for_a_person_and_the_losing_value_stays_in_the_journal(office, worked):
    _, _, file = worked
    office.explain(ID, "4.1", "theo tỉnh")
    held = office.load(ID)
    looked = look(office, file)
    assert [(c.place, c.ours, c.offers[0].value) for c in looked.conflicts] == [
        (Place("explanation", "4.1"), "theo tỉnh", "theo Sở Nội vụ")
    ]
    with pytest.raises(BlockedError) as caught:
        take(office, file)
    assert [(p.code, p.place) for p in caught.value.problems] == [("merge-undecided", "4.1")]
    assert office.load(ID).content == held.content
    kept = take(office, file, choice=OURS)
    assert (kept.explanations["4.1"], kept.explanations["4.2"]) == ("theo tỉnh", "đã làm")
    (told,) = office.store.parts.events(ID, NOT_TAKEN)
    assert told == {
        "kind": "explanation", "key": "", "field": "", "departments": ["Sở Nội vụ"],
        "value": "theo Sở Nội vụ", "kept": "theo tỉnh", "why": "chosen",
    }  # fmt: skip
    assert look(office, file).merged.is_empty
    office.undo(ID)
    other = take(office, file, choice=0)
    assert other.explanations["4.1"] == "theo Sở Nội vụ"
    assert any(entry.old == '"theo tỉnh"' for entry in office.journal(ID, "4.1"))


def test_what_is_approved_stays_until_it_is_opened_again(office, worked):
    _, _, file = worked
    office.set_review(ID, ["4.2"], "approved")
    looked = look(office, file)
    assert {(c.place.kind, c.reason) for c in looked.conflicts} == {
        ("explanation", "approved"),
        ("link", "approved"),
    }
    code, faults = refused(lambda: take(office, file))
    assert (code, set(faults)) == ("merge-undecided", {("merge-approved", "4.2")})
    assert refused(lambda: take(office, file, choice=0))[1][0] == ("indicator-approved", "4.2")
    after = take(office, file, choice=OURS)
    assert "4.2" not in after.explanations and "4.2" not in after.links
    assert "9/BC-SNV" in {d.citation.number for d in after.documents.values()}, (
        "the document is kept for later"
    )
    office.undo(ID)
    office.set_review(ID, ["4.2"], "drafting", "số liệu mới")
    assert take(office, file).explanations["4.2"] == "đã làm"


def test_a_figure_of_the_province_is_asked_about(office, opened, tmp_path):
    assessment = office.load(ID)
    code = min(assessment.catalogue.codes_by_profile_key["population"])
    office.set_profile(ID, {"population": Decimal(1_200_000)})
    target = issue(office, tmp_path, code, "Cục Thống kê")
    department = opened("cục")
    mine = parts.open_part(department, (target, None)).assessment_id
    assert department.load(mine).profile == {"population": Decimal(1_200_000)}
    department.set_profile(mine, {"population": Decimal(1_300_000)})
    looked = look(office, returned(department, mine, tmp_path))
    assert [(c.reason, c.place.key) for c in looked.conflicts] == [("figure", "population")]


# -- refused ---------------------------------------------------------------------------------------


def test_files_that_do_not_belong_here_are_refused_each_with_its_reason(office, opened, worked, tmp_path):
    department, _, file = worked
    issued = tmp_path / "Sở Nội vụ.dtipart"
    assert refused(lambda: look(office, issued))[1] == [("part-not-returned", "/files/0")]
    office.create("Sóc Trăng", 2022, assessment_id="khac-2022")
    read = [parts.read_part((file, None))]
    assert refused(lambda: part_merging.preview(office, "khac-2022", read))[1] == [
        ("part-other-assessment", "/files/0")
    ]
    stranger = opened("tỉnh khác")
    stranger.create("Sóc Trăng", 2022)
    assert refused(lambda: look(stranger, file))[1] == [("part-unknown", "/files/0")]
    (header,) = [part.header for part in read]
    tampered = replace(read[0], header=replace(header, department="Sở Tài chính"))
    assert refused(lambda: part_merging.preview(office, ID, [read[0], tampered]))[1] == [
        ("part-baseline-differs", "/files/1")
    ]
    other = replace(read[0], header=replace(header, baseline_sha256="0" * 64))
    assert refused(lambda: part_merging.preview(office, ID, [other]))[0] == "part-baseline-differs"
    other = replace(read[0], header=replace(header, catalogue_digest="sha256:00"))
    assert refused(lambda: part_merging.preview(office, ID, [other]))[0] == "part-other-catalogue"
    assert refused(lambda: parts.open_part(department, (file, None)))[0] == "part-is-return"
    assert refused(lambda: parts.return_part(office, ID, tmp_path / "x", passphrase=None))[0] == "not-a-part"


def test_an_older_part_of_a_department_is_judged_by_its_own_baseline(office, worked, tmp_path):
    _, _, file = worked
    office.explain(ID, "4.5", "sửa sau khi giao")
    issue(office, tmp_path, "4.1,4.5", "Sở Nội vụ")
    looked = look(office, file)
    assert [line.is_reissued for line in looked.files] == [True]
    assert take(office, file).explanations["4.5"] == "sửa sau khi giao"


def test_two_copies_of_one_part_do_not_overwrite_each_other(office, opened, tmp_path):
    target = issue(office, tmp_path, "4", "Sở Nội vụ")
    files = []
    for who, text in (("máy 1", "của An"), ("máy 2", "của Bình")):
        department = opened(who)
        mine = parts.open_part(department, (target, None)).assessment_id
        department.explain(mine, "4.2", text)
        files.append(returned(department, mine, tmp_path))
    (conflict,) = look(office, *files).conflicts
    assert {offer.value for offer in conflict.offers} == {"của An", "của Bình"}
    take(office, files[0])
    assert [c.ours for c in look(office, files[1]).conflicts] == ["của An"]


def test_a_preview_that_no_longer_holds_is_not_carried_out(office, worked):
    _, _, file = worked
    looked = look(office, file)
    staged = part_merging.stage(office, looked, [(file, None)], limit_bytes=1 << 30)
    office.explain(ID, "4.1", "sửa trong lúc xem")
    assert refused(lambda: part_merging.accept(office, looked, {}, staged))[0] == "merge-outdated"
    assert list((office.store.folder / "evidence" / "tmp").iterdir()) == []


def test_evidence_beyond_the_limit_or_hostile_is_refused(office, worked, opened, tmp_path):
    department, mine, file = worked
    looked = look(office, file)
    code, _ = refused(lambda: part_merging.stage(office, looked, [(file, None)], limit_bytes=3))
    assert code == "evidence-limit"
    program = tmp_path / "x"
    program.write_bytes(b"MZ" + bytes(500))
    with department.store.files.stage([program]) as staged:  # past the program's own judgement
        department.store.evidence.record(mine, "4.3", staged, limit_bytes=1 << 30)
    hostile = returned(department, mine, tmp_path)
    looked = look(office, hostile)
    code, _ = refused(lambda: part_merging.stage(office, looked, [(hostile, None)], limit_bytes=1 << 30))
    assert code == "evidence-executable"
    assert list((office.store.folder / "evidence" / "tmp").iterdir()) == []


def test_choices_by_name(office, worked, opened, tmp_path):
    _, _, file = worked
    office.explain(ID, "4.1", "theo tỉnh")
    office.explain(ID, "4.2", "theo tỉnh")
    looked = look(office, file)
    one, two = Place("explanation", "4.1"), Place("explanation", "4.2")
    assert part_merging.choices_named(looked, {"4.1": "ours", "4.2": "theirs"}) == {one: OURS, two: 0}
    assert part_merging.choices_named(looked, {"all": "Sở Nội vụ", "4.1": "ours"}) == {one: OURS, two: 0}
    code, faults = refused(lambda: part_merging.choices_named(looked, {"4.1": "Sở khác", "9.1": "ours"}))
    assert (code, faults) == (
        "resolution-unknown",
        [("resolution-unknown", "9.1"), ("resolution-unknown", "4.1")],
    )


# -- what a department sees ------------------------------------------------------------------------


def test_a_part_is_judged_and_limited_by_what_was_asked(office, opened, tmp_path):
    from dti_desktop.services import submission
    from dti_desktop.services.outlook import look as outlook_of

    target = issue(office, tmp_path, "4.1,4.2,7.2", "Sở Nội vụ")
    department = opened("sở")
    mine = parts.open_part(department, (target, None)).assessment_id
    assessment = department.load(mine)
    assert tuple(assessment.catalogue.indicators) == ("4.1", "4.2", "7.2")
    assert [index.code for index in assessment.catalogue.main_indices] == ["4", "7"]
    seen = outlook_of(assessment, department.result_book)
    whole = office.load(ID).catalogue.indicators
    assert seen.scorecard.whole.max_points == sum(whole[c].max_points for c in ("4.1", "4.2", "7.2"))
    assert seen.scorecard.indicators_total == 3 and seen.ranking is None
    assert {f.indicator for f in seen.findings} <= {"4.1", "4.2", "7.2", None}
    assert refused(lambda: department.explain(mine, "1.1", "x"))[0] == "unknown-code"
    assert (
        refused(lambda: department.fill(mine, b'{"answers":{"1.1":{"level":"head"}}}'))[0] == "unknown-code"
    )
    assert (
        refused(lambda: department.forecaster.prospect(assessment, seen.scorecard))[0] == "part-has-no-rank"
    )
    code, _ = refused(
        lambda: submission.export(
            department.library, assessment, seen, evidence_path=department.evidence_path, catalogue_bytes=b"",
            target=tmp_path / "x.asice", signer=None, now_utc=Clock(),
        )
    )  # fmt: skip
    assert code == "part-not-submitted"


def test_a_department_hands_a_part_of_its_part_on(office, opened, tmp_path):
    department, unit = opened("sở"), opened("chi cục")
    first = issue(office, tmp_path, "4", "Sở Nội vụ")
    mine = parts.open_part(department, (first, None)).assessment_id
    assert refused(lambda: parts.begin_issue(department, mine, ["1.1"], "Chi cục"))[0] == "unknown-code"
    second = tmp_path / "chi cục.dtipart"
    parts.issue(department, mine, ["4.2"], "Chi cục", second, passphrase=None)
    theirs = parts.open_part(unit, (second, None)).assessment_id
    unit.explain(theirs, "4.2", "từ chi cục")
    back = returned(unit, theirs, tmp_path)
    looked = part_merging.preview(department, mine, [parts.read_part((back, None))])
    staged = part_merging.stage(department, looked, [(back, None)], limit_bytes=1 << 30)
    part_merging.accept(department, looked, {}, staged)
    assert take(office, returned(department, mine, tmp_path)).explanations["4.2"] == "từ chi cục"


def test_the_whole_sample_goes_out_and_comes_back(office, opened, tmp_path):
    """Every row with all that the sample holds: remarks, approvals, evidence, an earlier year."""
    from dti_desktop.services.sample import create_sample

    sample = create_sample(office, office.library)
    before = office.load(sample)
    names = [index.code for index in before.catalogue.main_indices]
    target, back = tmp_path / "tất cả.dtipart", tmp_path / "trả.dtipart"
    parts.issue(office, sample, names, "Sở Nội vụ", target, passphrase=None)
    department = opened("sở")
    mine = parts.open_part(department, (target, None)).assessment_id
    there = department.load(mine)
    assert (there.answers, there.explanations, there.comments) == (
        before.answers, before.explanations, before.comments,
    )  # fmt: skip
    parts.return_part(department, mine, back, passphrase=None)
    looked = part_merging.preview(office, sample, [parts.read_part((back, None))])
    assert looked.has_news and looked.merged.is_empty and looked.merged.lost == ()


def test_a_reviewer_works_by_the_same_file_and_an_approval_waits_for_the_office(office, opened, tmp_path):
    office.set_review(ID, ("4.1", "4.2", "4.3"), "awaiting")
    reviewer = opened("người rà soát")
    mine = parts.open_part(reviewer, (issue(office, tmp_path, "4", "Người rà soát"), None)).assessment_id
    assert reviewer.load(mine).review_state("4.1") == "awaiting"
    reviewer.set_review(mine, ("4.1",), "approved")
    reviewer.set_review(mine, ("4.2",), "needs-work", "thiếu trang")
    reviewer.set_given_scores(mine, "reviewer", {"4.2": (Decimal("2.5"), "chỉ có kế hoạch")})
    reviewer.comment(mine, "4.3", "số nào?")
    back = returned(reviewer, mine, tmp_path)
    before = office.load(ID).content
    (asked,) = look(office, back).conflicts
    assert (asked.place, asked.reason) == (Place("review", "4.1"), "approval")
    after = take(office, back, choice=0)
    assert [after.review_state(code) for code in ("4.1", "4.2", "4.3", "4.4")] == [
        "approved", "needs-work", "awaiting", "drafting",
    ]  # fmt: skip
    assert (after.reviews["4.1"].who, after.reviews["4.2"].reason) == ("người rà soát", "thiếu trang")
    assert after.given_scores["4.2"]["reviewer"].points == Decimal("2.5")
    assert [comment.text for comment in after.comments["4.3"]] == ["số nào?"]
    assert refused(lambda: office.explain(ID, "4.1", "khác"))[0] == "indicator-approved"
    office.undo(ID)
    assert office.load(ID).content == before
    kept = take(office, back, choice=OURS)
    assert kept.review_state("4.1") == "awaiting"
    assert [e["why"] for e in office.store.parts.events(ID, NOT_TAKEN)] == ["chosen"]


# -- after a move to another edition ---------------------------------------------------------------------

INDEX = "dti-province-2022"


def edition(office: Workspace, change: Callable[[Catalogues], object]) -> None:
    """Let the office correct the catalogue and move its assessment to the new edition."""
    catalogues = office.catalogues
    catalogues.open_draft(INDEX)
    change(catalogues)
    catalogues.finish(INDEX)
    office.move_catalogue(catalogue_moving.preview(office, ID, LATEST))


def row(catalogues: Catalogues, code: str, **values: object) -> None:
    name = NodeName("indicators", code)
    catalogues.edit(INDEX, name, {**catalogues.draft(INDEX).node(name), **values})


def otherwise(catalogues: Catalogues) -> None:
    """4.1 is scored otherwise, 4.2 is only worded otherwise, a copy stands for 4.3."""
    rule = catalogues.draft(INDEX).rows["4.1"]["rule"]
    row(catalogues, "4.1", rule={**rule, "target": "0.77"})
    row(catalogues, "4.2", title_vi="Tên đúng theo giấy")
    catalogues.add_row(INDEX, "4.99", "Dòng mới", kind="ratio", like="4.3")
    catalogues.remove_row(INDEX, "4.3")


@pytest.fixture
def moved_since(office, worked) -> tuple[Workspace, str, Path]:
    """What the department returned, once the office has moved to another edition."""
    department, mine, _ = worked
    department.explain(mine, "4.3", "dòng sẽ mất")
    file = returned(department, mine, worked[2].parent)
    edition(office, otherwise)
    return department, mine, file


def test_after_a_move_rows_of_the_same_rule_are_taken_and_the_others_told(office, moved_since):
    _, _, file = moved_since
    before = office.load(ID)
    looked = look(office, file)
    assert looked.files[0].older_version == "1" and looked.conflicts == ()
    assert {place.code for place in looked.merged.taken if place.code} == {"4.2"}
    assert [(lost.place, lost.offer.value, lost.why) for lost in looked.merged.lost] == [
        (Place("explanation", "4.1"), "theo Sở Nội vụ", "other-rule"),
        (Place("explanation", "4.3"), "dòng sẽ mất", "row-gone"),
    ]
    after = take(office, file)
    assert after.explanations == {"4.1": "theo báo cáo năm", "4.2": "đã làm"}
    assert after.links["4.2"] and after.comments["4.2"] and after.notes["4.2"] == "hỏi lại huyện"
    told = office.store.parts.events(ID, part_merging.NOT_TAKEN)
    assert [(facts["value"], facts["why"]) for facts in told] == [
        ("theo Sở Nội vụ", "other-rule"),
        ("dòng sẽ mất", "row-gone"),
    ]
    assert office.store.verify() == []
    assert [line.state for line in look(office, file).files] == ["already"]
    assert without_time(office.undo(ID).assessment) == without_time(before)


def test_undoing_the_move_lets_the_whole_file_in(office, moved_since):
    _, _, file = moved_since
    take(office, file)
    office.undo(ID)  # the merge
    office.undo(ID)  # the move
    looked = look(office, file)
    assert looked.files[0].older_version is None and looked.merged.lost == ()
    after = take(office, file)
    assert after.explanations == {"4.1": "theo Sở Nội vụ", "4.2": "đã làm", "4.3": "dòng sẽ mất"}


def test_a_later_file_brings_again_what_did_not_count(office, moved_since, tmp_path):
    department, mine, file = moved_since
    take(office, file)
    department.explain(mine, "4.2", "đã làm xong")
    later = returned(department, mine, tmp_path)
    edition(office, lambda catalogues: row(catalogues, "4.1", rule=shipped_rule(office, "4.1")))
    looked = look(office, later)
    assert looked.merged.taken[Place("explanation", "4.1")].value == "theo Sở Nội vụ"
    assert looked.merged.taken[Place("explanation", "4.2")].value == "đã làm xong"
    assert [lost.why for lost in looked.merged.lost] == ["row-gone"]


def shipped_rule(office: Workspace, code: str) -> object:
    document = json.loads(office.library.catalogue_bytes[INDEX])
    return next(each["rule"] for each in document["indicators"] if each["code"] == code)


def test_a_part_that_came_back_before_the_move_hinders_no_later_merge(office, worked, opened, tmp_path):
    take(office, worked[2])
    edition(office, otherwise)
    other = opened("sở y tế")
    mine = parts.open_part(other, (issue(office, tmp_path, "4", "Sở Y tế"), None)).assessment_id
    other.explain(mine, "4.99", "của dòng mới")
    looked = look(office, returned(other, mine, tmp_path))
    assert looked.files[0].older_version is None
    assert looked.merged.taken[Place("explanation", "4.99")].value == "của dòng mới"


def test_of_a_row_worth_more_points_all_but_the_given_points_are_taken(office, worked, tmp_path):
    department, mine, _ = worked
    department.set_given_scores(mine, "reviewer", {"4.2": (Decimal(1), "thiếu")})
    file = returned(department, mine, tmp_path)

    def other_points(catalogues: Catalogues) -> None:
        rows = catalogues.draft(INDEX).rows
        row(catalogues, "4.2", max_points=str(int(rows["4.2"]["max_points"]) + 1))
        row(catalogues, "4.1", max_points=str(int(rows["4.1"]["max_points"]) - 1))

    edition(office, other_points)
    looked = look(office, file)
    assert {lost.why for lost in looked.merged.lost} == {"other-points"}
    assert Place("explanation", "4.1") in looked.merged.taken
    assert Place("given_score", "4.2", "reviewer") not in looked.merged.taken


def test_a_file_of_an_edition_that_the_part_did_not_go_out_under_is_refused(office, moved_since):
    _, _, file = moved_since
    read = parts.read_part((file, None))
    digest = office.store.assessments.catalogue_digest(ID)
    forged = replace(read, header=replace(read.header, catalogue_digest=digest))
    assert refused(lambda: part_merging.preview(office, ID, [forged]))[0] == "part-other-catalogue"

"""A new year from an old assessment: begun whole or not at all, confirmed in one step, the shelf emptied."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest
from later_edition import LATER_YEAR, library_with_later_edition

from dti_desktop import paths
from dti_desktop.engine.assessment import Assessment, Citation
from dti_desktop.engine.carrying import unconfirmed, unconfirmed_figures
from dti_desktop.engine.scoring import score
from dti_desktop.errors import InputError
from dti_desktop.services.carrying import titles
from dti_desktop.services.library import Library
from dti_desktop.services.outlook import look
from dti_desktop.services.sample import create_sample
from dti_desktop.services.workspace import Workspace

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return library_with_later_edition(tmp_path_factory.mktemp("later") / "resources")


@pytest.fixture
def workspace(tmp_path: Path, library: Library) -> Iterator[Workspace]:
    opened = Workspace.open(
        tmp_path / "store", library, now_utc=lambda: datetime(2026, 11, 22, tzinfo=UTC), user="Hoa"
    )
    yield opened
    opened.close()


@pytest.fixture
def old(workspace: Workspace, library: Library) -> Assessment:
    return workspace.load(create_sample(workspace, library))


@pytest.fixture
def begun(workspace: Workspace, old: Assessment) -> str:
    return workspace.create_from(old.id)


def refused(act: Callable[[], object]) -> list[tuple[str, str]]:
    with pytest.raises(InputError) as caught:
        act()
    return [(problem.code, problem.place) for problem in caught.value.problems]


def files_of(workspace: Workspace) -> set[str]:
    return {path.name for path in workspace.store.files.folder.rglob("*") if path.is_file()}


def test_a_year_is_begun_with_everything_waiting_and_nothing_counted(workspace, old, begun) -> None:
    assert begun == "soc-trang-2023"
    new = workspace.load(begun)
    assert (new.province, new.year, new.is_sample) == (old.province, 2023, False)
    assert (new.answers, new.profile, new.documents, new.can_undo) == ({}, {}, {}, False)
    outlook = look(new, workspace.result_book, tolerance=workspace.library.year_tolerance)
    assert (outlook.scorecard.whole.points, outlook.scorecard.answered) == (0, 0)
    assert set(unconfirmed(new)) == {code for code, fields in old.answers.items() if fields}
    assert unconfirmed_figures(new) == old.profile
    waiting = [f.indicator for f in outlook.findings if f.code == "carried-unconfirmed"]
    assert waiting == list(unconfirmed(new))
    assert {fate.fate for fate in workspace.earlier_year(begun).fates} == {"same"}
    assert workspace.store.verify() == []


def test_a_year_that_cannot_be_begun_leaves_nothing(workspace, old, begun) -> None:
    before = [summary.id for summary in workspace.assessments()]
    assert refused(lambda: workspace.create_from(old.id)) == [("assessment-exists", "")]
    assert refused(lambda: workspace.create_from(old.id, untrusted_province="X", year=1)) == [
        ("year-out-of-range", "year"),
        ("unknown-province", ""),
    ]
    assert refused(lambda: workspace.create_from("nobody")) == [("assessment-unknown", "")]
    assert [summary.id for summary in workspace.assessments()] == before
    other = workspace.create_from(old.id, untrusted_province="Bạc Liêu", year=2022)
    assert workspace.load(other).province == "Bạc Liêu"


def test_confirming_everything_is_one_step_and_gives_the_old_score(workspace, old, begun) -> None:
    files = files_of(workspace)
    waiting = unconfirmed(workspace.load(begun))
    entries = workspace.load(begun).journal_entries
    saved = workspace.confirm_previous(begun, waiting)
    assert saved.codes >= set(waiting)
    new = workspace.confirm_previous_figures(begun, old.profile).assessment
    assert new.answers == old.answers and new.profile == old.profile
    for code in waiting:
        assert new.explanations.get(code, "") == old.explanations.get(code, "")
        assert proofs(new, code) == proofs(old, code)
    assert score(new.catalogue, new.answers, new.profile) == score(old.catalogue, old.answers, old.profile)
    assert files_of(workspace) == files  # the same files, none copied
    assert not set(new.documents) & set(old.documents)  # but documents of its own
    proven = {link.document_id for code in waiting for link in old.links.get(code, ())}
    assert len(new.documents) == len(proven)  # one that proves several rows stays one
    assert new.journal_entries > entries
    workspace.undo(begun)
    workspace.undo(begun)
    undone = workspace.load(begun)
    assert (undone.answers, undone.explanations, undone.documents, undone.links) == ({}, {}, {}, {})
    workspace.redo(begun)
    assert workspace.load(begun).answers == old.answers
    assert workspace.store.verify() == []


def proofs(assessment: Assessment, code: str) -> list[object]:
    return [
        (document.citation, document.file, link.pages)
        for link in assessment.links.get(code, ())
        for document in [assessment.documents[link.document_id]]
    ]


@pytest.mark.parametrize("seed", range(4))
def test_in_whatever_order_and_groups_the_same_is_confirmed(seed, workspace, old, begun) -> None:
    die = Random(seed)
    waiting = list(unconfirmed(workspace.load(begun)))
    die.shuffle(waiting)
    taken = waiting[: len(waiting) // 2]
    steps = 0
    while taken:
        size = die.randint(1, 9)
        group, taken = taken[:size], taken[size:]
        workspace.confirm_previous(begun, group)
        steps += 1
    new = workspace.load(begun)
    half = set(waiting[: len(waiting) // 2])
    assert new.answers == {code: old.answers[code] for code in half}
    assert set(unconfirmed(new)) == set(waiting) - half
    for code in half:
        assert proofs(new, code) == proofs(old, code)
    files = [document.file.sha256 for document in new.documents.values() if document.file]
    assert len(files) == len(set(files))
    for _ in range(steps):
        workspace.undo(begun)
    undone = workspace.load(begun)
    assert (undone.answers, undone.documents, undone.links, undone.can_undo) == ({}, {}, {}, False)
    assert workspace.store.verify() == []


def test_only_what_waits_can_be_confirmed_and_own_words_stay(workspace, old, begun) -> None:
    first, second, empty = unconfirmed(workspace.load(begun))[:3]
    workspace.put_previous_aside(begun, empty)
    workspace.replace_answers(begun, {first: old.answers[first]})
    before = workspace.load(begun)
    assert refused(lambda: workspace.confirm_previous(begun, [second, first, "9.99", empty])) == [
        ("previous-answered", first),
        ("unknown-code", "9.99"),
        ("previous-missing", empty),
    ]
    assert refused(lambda: workspace.confirm_previous_figures(begun, ["population", "x"])) == [
        ("previous-missing", "x")
    ]
    assert workspace.load(begun) == before
    workspace.explain(begun, second, "Lời của năm nay")
    workspace.set_review(begun, (second,), "approved")
    assert refused(lambda: workspace.confirm_previous(begun, [second])) == [("indicator-approved", second)]
    workspace.set_review(begun, (second,), "needs-work", "mở lại")
    saved = workspace.confirm_previous(begun, [second])
    assert saved.assessment.explanations[second] == "Lời của năm nay"
    without = workspace.create("Bạc Liêu", 2022)
    assert refused(lambda: workspace.confirm_previous(without, [second])) == [("previous-missing", second)]


def test_another_answer_may_be_proved_by_the_same_evidence(workspace, old, begun) -> None:
    code = next(c for c in unconfirmed(workspace.load(begun)) if proofs(old, c))
    workspace.replace_answers(begun, {code: old.answers[code]})
    saved = workspace.reuse_previous_evidence(begun, code).assessment
    assert proofs(saved, code) == proofs(old, code)
    assert saved.explanations == {}
    workspace.undo(begun)
    assert workspace.load(begun).documents == {}
    bare = next(c for c in unconfirmed(workspace.load(begun)) if not proofs(old, c))
    assert refused(lambda: workspace.reuse_previous_evidence(begun, bare)) == [("previous-missing", bare)]


def test_evidence_beyond_the_limit_is_refused_and_nothing_is_taken(
    workspace, old, begun, monkeypatch
) -> None:
    proven = [code for code in unconfirmed(workspace.load(begun)) if any(f for _, f, _ in proofs(old, code))]
    monkeypatch.setattr(workspace, "evidence_limit_bytes", lambda: 10)
    before = workspace.load(begun)
    assert refused(lambda: workspace.confirm_previous(begun, proven)) == [("evidence-limit", "")]
    assert workspace.load(begun) == before
    bare = [code for code in unconfirmed(before) if not any(f for _, f, _ in proofs(old, code))]
    workspace.confirm_previous(begun, bare[:1])


def test_a_document_that_is_here_already_is_linked_not_doubled(workspace, old, begun) -> None:
    code = next(c for c in unconfirmed(workspace.load(begun)) if proofs(old, c))
    workspace.confirm_previous(begun, [code])
    (own, *_) = workspace.load(begun).links[code]
    workspace.update_citation(begun, own.document_id, Citation("Số mới"))
    workspace.replace_answers(begun, {code: {}})
    saved = workspace.confirm_previous(begun, [code])
    links = saved.assessment.links[code]
    assert len({link.document_id for link in links}) == len(links)
    if saved.assessment.documents[own.document_id].file is not None:
        assert len(saved.assessment.documents) == len(proofs(old, code))


def test_by_a_later_edition_rows_move_change_drop_and_lie_on_the_shelf(workspace, old, library) -> None:
    workspace.replace_answers(
        old.id,
        {
            "1.1": {"level": "deputy"},
            "1.10": {"a": Decimal(4)},
            "2.1": {"level": "issued"},
            "2.2": {"level": "none"},
        },
    )
    workspace.explain(old.id, "1.10", "Bốn buổi")
    new_id = workspace.create_from(old.id, year=LATER_YEAR)
    new, earlier = workspace.load(new_id), workspace.earlier_year(new_id)
    told = {fate.code or fate.old_code: (fate.fate, fate.differences) for fate in earlier.fates}
    notable = {code: fate for code, fate in told.items() if fate[0] != "same"}
    assert notable == {
        "1.1": ("changed", ("levels",)),
        "1.11": ("new", ()),
        "2.1": ("moved", ()),
        "2.2": ("moved", ()),
        "4.2": ("changed", ("target",)),
        "1.10": ("dropped", ()),
    }
    assert earlier.fate("2.1").old_code == "2.2"
    assert new.previous.rows["2.1"].fields == {"level": "none"}
    assert {code: row.fields for code, row in new.previous.shelf.items()} == {
        "1.1": {"level": "deputy"},
        "1.10": {"a": Decimal(4)},
    }
    assert titles(earlier.catalogue, "vi")["1.10"] == old.catalogue.indicators["1.10"].title.vi

    moved = workspace.move_previous(new_id, "1.10", "1.11").assessment
    assert moved.previous.rows["1.11"].explanation == "Bốn buổi"
    assert "1.11" not in unconfirmed(moved)  # its number fits nothing there, its explanation does
    confirmed = workspace.confirm_previous(new_id, ["1.11"]).assessment
    assert (confirmed.answers, confirmed.explanations["1.11"]) == ({}, "Bốn buổi")
    assert refused(lambda: workspace.move_previous(new_id, "1.1", "2.1")) == [("previous-place-taken", "2.1")]
    assert refused(lambda: workspace.move_previous(new_id, "7.7", "0")) == [
        ("unknown-code", "0"),
        ("previous-missing", "7.7"),
    ]


def test_a_row_is_put_aside_made_whole_and_dismissed(workspace, old) -> None:
    workspace.replace_answers(old.id, {"1.1": {"level": "deputy"}})
    workspace.explain(old.id, "1.1", "Phó trưởng ban")
    new_id = workspace.create_from(old.id, year=LATER_YEAR)
    before = workspace.load(new_id).previous
    assert before.rows["1.1"].explanation == "Phó trưởng ban"
    shelved = workspace.put_previous_aside(new_id, "1.1").assessment.previous
    assert "1.1" not in shelved.rows
    whole = shelved.shelf["1.1"]
    assert (whole.fields, whole.explanation) == ({"level": "deputy"}, "Phó trưởng ban")
    assert refused(lambda: workspace.put_previous_aside(new_id, "1.1")) == [("previous-missing", "1.1")]
    gone = workspace.dismiss_previous(new_id, "1.1").assessment.previous
    assert "1.1" not in gone.shelf
    assert refused(lambda: workspace.dismiss_previous(new_id, "1.1")) == [("previous-missing", "1.1")]
    workspace.undo(new_id)
    workspace.undo(new_id)
    assert workspace.load(new_id).previous == before


def test_a_change_above_the_tolerance_asks_why_until_it_is_told(workspace, old, begun) -> None:
    code = next(
        code for code, row in workspace.load(begun).previous.rows.items()
        if row.points == row.max_points and "level" in row.fields
    )  # fmt: skip
    workspace.replace_answers(begun, {code: {"level": old.catalogue.indicators[code].rule.levels[-1].id}})

    def severities() -> list[str]:
        assessment = workspace.load(begun)
        outlook = look(assessment, workspace.result_book, tolerance=workspace.library.year_tolerance)
        return [f.severity for f in outlook.findings if f.code == "change-unexplained"]

    assert severities() == ["explain"]
    workspace.set_change_reason(begun, code, "  Tỉnh đã thay Trưởng ban  ")
    assert severities() == ["note"]
    assert refused(lambda: workspace.set_change_reason(begun, "9.99", "x")) == [("unknown-code", "")]


def test_an_earlier_year_whose_catalogue_is_not_here_is_shown_without_fates(workspace, begun) -> None:
    other = workspace.create("Bạc Liêu", 2022)
    assert workspace.earlier_year(other).catalogue is None
    workspace.store.connection.execute("UPDATE previous SET catalogue_digest = 'sha256:00'")
    assert workspace.earlier_year(begun).fates == ()
    assert workspace.earlier_year(begun).fate("1.1") is None


def test_every_door_knows_the_tolerance() -> None:
    """Findings must be the same in window, command line, paper and bundle; a what-if shows none."""
    forgotten = []
    for path in sorted((paths.resources_dir().parent / "dti_desktop").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "look":
                first = ast.unparse(node.args[0]) if node.args else ""
                judges = "assessment" in first and path.name != "whatif.py"
                if judges and "tolerance" not in {keyword.arg for keyword in node.keywords}:
                    forgotten.append(f"{path.name}:{node.lineno}")
    assert forgotten == []

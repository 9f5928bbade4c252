"""Editions of catalogues over the shipped ones, and the draft of the next."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from dti_desktop import paths
from dti_desktop.engine.catalogue import parse_catalogue
from dti_desktop.engine.catalogue_edit import NodeName
from dti_desktop.engine.row_checks import check_summary
from dti_desktop.errors import InputError
from dti_desktop.services.catalogues import LATEST, Catalogues
from dti_desktop.services.library import Library
from dti_desktop.services.sample import create_sample
from dti_desktop.services.workspace import Workspace

CATALOGUE = "dti-province-2022"
ROW, ROW_2, INDEX = (
    NodeName("indicators", "1.1"),
    NodeName("indicators", "1.2"),
    NodeName("main_indices", "1"),
)
WHO = "Hoa"


class Clock:
    now = datetime(2026, 11, 29, 14, 8, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="module")
def library() -> Library:
    return Library(paths.resources_dir(), paths.translations_dir())


@pytest.fixture
def open_workspace(tmp_path: Path, library: Library, clock: Clock):
    return lambda: Workspace.open(tmp_path / "store", library, now_utc=clock, user=WHO)


@pytest.fixture
def workspace(open_workspace) -> Iterator[Workspace]:
    opened = open_workspace()
    yield opened
    opened.close()


@pytest.fixture
def catalogues(workspace: Workspace) -> Catalogues:
    workspace.catalogues.open_draft(CATALOGUE)
    return workspace.catalogues


def edit(catalogues: Catalogues, name: NodeName, **values: object):
    node = {**catalogues.draft(CATALOGUE).node(name), **values}
    return catalogues.edit(CATALOGUE, name, node)


def code_of(act) -> str:
    with pytest.raises(InputError) as caught:
        act()
    return caught.value.code


def test_without_editions_what_ships_is_known(workspace, library):
    known = workspace.catalogues.known
    assert known.digests == library.known_digests
    assert {e.whence for e in known.editions} == {"shipped"}
    assert known.measures == library.measures
    assert known.default_id(2022) == library.default_catalogue_id(2022)
    assert code_of(lambda: known.edition("x")) == "unknown-catalogue"
    assert code_of(lambda: known.by_digest("sha256:00")) == "unknown-edition"


def test_a_finished_draft_is_the_edition_that_a_new_assessment_takes(workspace, catalogues, library):
    before = workspace.create("Sóc Trăng", 2021)
    edit(catalogues, ROW, max_points="8")
    edit(catalogues, ROW_2, max_points="12")
    catalogues.check_off(CATALOGUE, "1.1", "tr. 3")
    edition = catalogues.finish(CATALOGUE)
    assert (edition.whence, edition.made_by, edition.made_utc) == ("made", WHO, "2026-11-29T14:08:00Z")
    assert edition.catalogue.version == "2"
    assert edition.catalogue.indicators["1.1"].checked.place == "tr. 3"
    assert edition.checks.checked == 1 and edition.checks.by == (WHO,)
    after = workspace.create("Sóc Trăng", 2022)
    assert workspace.load(before).catalogue.digest == library.catalogue(CATALOGUE).digest
    assert workspace.load(after).catalogue == edition.catalogue
    assert workspace.catalogue_bytes(after) == edition.content
    assert code_of(lambda: catalogues.draft(CATALOGUE)) == "draft-unknown"
    assert {summary.indicators_total for summary in workspace.assessments()} == {
        len(library.catalogue(CATALOGUE).indicators)
    }


def test_editions_and_drafts_are_there_after_a_restart(open_workspace):
    workspace = open_workspace()
    catalogues = workspace.catalogues
    catalogues.open_draft(CATALOGUE)
    catalogues.check_off(CATALOGUE, "1.1")
    edition = catalogues.finish(CATALOGUE)
    catalogues.open_draft(CATALOGUE)
    draft = edit(catalogues, ROW_2, title_vi="Tên đúng")
    workspace.close()
    workspace = open_workspace()
    assert workspace.catalogues.known.edition(CATALOGUE).catalogue == edition.catalogue
    assert workspace.catalogues.drafts() == (CATALOGUE,)
    again = workspace.catalogues.draft(CATALOGUE)
    assert again == draft and again.base_digest == edition.digest
    workspace.close()


def test_the_sample_keeps_to_what_ships(workspace, catalogues, library):
    edit(
        catalogues,
        ROW,
        rule={"kind": "count", "value": {"id": "a", "label_vi": "x", "unit": "x"}, "target": "1"},
    )
    catalogues.finish(CATALOGUE)
    sample = workspace.load(create_sample(workspace, library))
    assert sample.catalogue.digest in library.known_digests


def test_a_draft_whose_totals_do_not_fit_is_told_and_not_finished(catalogues):
    draft = edit(catalogues, ROW, max_points="12")
    (wrong,) = [check for check in draft.totals if not check.fits]
    assert (wrong.name, wrong.surplus) == (INDEX, 2)
    edit(catalogues, ROW_2, title_vi="")
    with pytest.raises(InputError) as caught:
        catalogues.finish(CATALOGUE)
    assert {p.code for p in caught.value.problems} == {"points-do-not-sum", "empty"}
    assert len(catalogues.known.editions) == len(set(catalogues.known.digests)) and catalogues.drafts()


def test_what_is_half_typed_stays_and_is_a_fault(catalogues):
    draft = edit(catalogues, ROW, max_points="12,")
    assert draft.rows["1.1"]["max_points"] == "12,"
    assert [p.code for p in draft.faults] == ["not-a-number"]
    assert code_of(lambda: catalogues.check_off(CATALOGUE, "1.1")) == "catalogue-invalid"


def test_a_row_with_points_that_do_not_sum_can_be_checked_off_by_itself(catalogues):
    edit(catalogues, ROW, max_points="12")
    assert catalogues.check_off(CATALOGUE, "1.1").rows["1.1"]["checked"] == {
        "by": WHO,
        "utc": "2026-11-29T14:08:00Z",
    }


def test_an_edit_takes_the_check_off_and_undo_gives_it_back(catalogues):
    catalogues.check_off(CATALOGUE, "1.1")
    draft = edit(catalogues, ROW, title_vi="Khác")
    assert draft.rows["1.1"]["confidence"] == "partly" and "checked" not in draft.rows["1.1"]
    draft = catalogues.undo(CATALOGUE)
    assert draft.rows["1.1"]["checked"]["by"] == WHO and draft.can_redo
    draft = catalogues.uncheck(CATALOGUE, "1.1")
    assert draft.rows == draft.base_rows and draft.changes == ()
    assert code_of(lambda: catalogues.finish(CATALOGUE)) == "draft-unchanged"
    assert "checked" in catalogues.undo(CATALOGUE).rows["1.1"]


def test_typing_is_one_turn_of_undo_and_a_choice_its_own(catalogues, clock):
    for text in ("1", "12", "12.5"):
        edit(catalogues, ROW, max_points=text)
        clock.now += timedelta(seconds=1)
    levels = copy.deepcopy(catalogues.draft(CATALOGUE).rows["1.1"]["rule"])
    levels["levels"].reverse()
    edit(catalogues, ROW, rule=levels)
    assert catalogues.undo(CATALOGUE).rows["1.1"]["max_points"] == "12.5"
    assert catalogues.undo(CATALOGUE).changes == ()


@pytest.mark.parametrize(
    "node",
    [
        {"code": "1.2"},
        {"code": "1.1", "x": 1.5},
        {"code": "1.1", "x": None},
        {"code": "1.1", "title_vi": "x" * 300_000},
        ["code"],
        {"code": "1.1", "x": json.loads("[" * 200 + "]" * 200)},
    ],
    ids=["other-code", "float", "null", "large", "list", "deep"],
)
def test_what_no_catalogue_could_hold_is_refused(catalogues, node):
    before = catalogues.draft(CATALOGUE)
    assert code_of(lambda: catalogues.edit(CATALOGUE, ROW, node)) == "node-malformed"
    assert catalogues.draft(CATALOGUE) == before


def test_texts_come_composed(catalogues):
    draft = edit(catalogues, ROW, title_vi="Quye\u0302\u0301t")
    assert draft.rows["1.1"]["title_vi"] == "Quyết"


def test_an_unknown_row_is_refused(catalogues):
    name = NodeName("indicators", "99.9")
    assert code_of(lambda: catalogues.edit(CATALOGUE, name, {"code": "99.9"})) == "unknown-node"
    assert code_of(lambda: catalogues.check_off(CATALOGUE, "99.9")) == "unknown-node"


def test_an_edition_that_was_brought_in_is_known_and_a_newer_shipped_one_is_later(workspace, library):
    content = library.catalogue_bytes[CATALOGUE]
    other = content.replace(b'"version": "1"', b'"version": "0.9"')
    edition = workspace.catalogues.keep(other, "brought")
    assert edition.whence == "brought"
    known = workspace.catalogues.known
    assert known.edition(CATALOGUE).whence == "shipped"  # its version is higher
    assert known.by_digest(edition.digest).content == other
    assert workspace.catalogues.keep(content, "brought").whence == "shipped"
    later = workspace.catalogues.keep(content.replace(b'"version": "1"', b'"version": "1.10"'), "brought")
    assert workspace.catalogues.known.edition(CATALOGUE) == later
    assert known.named(LATEST, CATALOGUE).whence == "shipped"
    assert known.named(edition.digest[7:15], CATALOGUE) == edition
    for wrong in ("", "sha256:", "sha256:zz", "x"):
        assert code_of(lambda wrong=wrong: known.named(wrong, CATALOGUE)) == "unknown-edition"


def test_an_edition_with_a_fault_is_not_kept(workspace, library):
    broken = library.catalogue_bytes[CATALOGUE].replace(b'"scale": "1000"', b'"scale": "999"')
    assert code_of(lambda: workspace.catalogues.keep(broken, "brought")) == "catalogue-invalid"
    assert workspace.catalogues.known.digests == library.known_digests


def test_looking_begins_nothing(workspace):
    seen = workspace.catalogues.seen(CATALOGUE)
    assert not seen.is_open and seen.changes == () and workspace.catalogues.drafts() == ()
    workspace.catalogues.open_draft(CATALOGUE)
    draft = edit(workspace.catalogues, ROW, title_vi="Khác")
    assert workspace.catalogues.seen(CATALOGUE) == draft and draft.is_open
    assert code_of(lambda: workspace.catalogues.seen("x")) == "unknown-catalogue"


def test_discarding_leaves_the_latest_as_it_was(catalogues, library):
    edit(catalogues, ROW, title_vi="Khác")
    catalogues.discard(CATALOGUE)
    assert catalogues.drafts() == () and catalogues.known.digests == library.known_digests
    assert catalogues.open_draft(CATALOGUE).changes == ()


def test_the_whole_can_be_corrected_at_every_level(catalogues):
    draft = edit(catalogues, ROW, max_points="20")
    edit(catalogues, INDEX, max_points="110")
    document = draft.document
    for pillar in document["pillars"]:
        points = str(int(pillar["max_points"]) + 10)
        edit(catalogues, NodeName("pillars", pillar["code"]), max_points=points)
    whole = NodeName("whole")
    draft = catalogues.edit(CATALOGUE, whole, {"scale": str(int(document["scale"]) + 10)})
    assert all(check.fits for check in draft.totals) and draft.faults == ()
    edition = catalogues.finish(CATALOGUE)
    assert parse_catalogue(edition.content) == edition.catalogue
    assert check_summary(edition.catalogue) == edition.checks


def test_an_edition_that_was_given_up_is_not_known(catalogues, monkeypatch, library):
    edit(catalogues, ROW, title_vi="Khác")

    def fail(*_args):
        raise RuntimeError

    with monkeypatch.context() as patched:
        patched.setattr(type(catalogues._store.catalogue_drafts), "close", fail)
        with pytest.raises(RuntimeError):
            catalogues.finish(CATALOGUE)
    assert catalogues.known.digests == library.known_digests
    assert catalogues.finish(CATALOGUE).catalogue.version == "2"


# -- rows that come and go -------------------------------------------------------------------------------


def test_a_row_is_added_and_removed_as_one_step_each(catalogues):
    before = catalogues.draft(CATALOGUE)
    code = catalogues.new_codes(CATALOGUE)["1"]
    assert code == "1.11"
    draft = catalogues.add_row(CATALOGUE, code, " Dòng  mới ", kind="levels", like="1.1")
    assert draft.rows[code]["title_vi"] == draft.rows[code]["title_en"] == "Dòng mới"
    assert draft.rows[code]["rule"] == before.rows["1.1"]["rule"] and code not in draft.base_rows
    assert draft.node(INDEX)["indicators"] == before.node(INDEX)["indicators"] + 1
    assert [check.name for check in draft.totals if not check.fits] == [INDEX]
    assert [change.name for change in draft.changes] == [NodeName("indicators", code), INDEX]
    draft = catalogues.remove_row(CATALOGUE, "1.1")
    assert list(draft.removed) == ["1.1"] and "1.1" not in draft.rows
    # A copy of the row that went: counts and points fit again.
    assert draft.faults == () and draft.node(INDEX) == before.node(INDEX)
    assert catalogues.undo(CATALOGUE).removed == {}
    assert catalogues.undo(CATALOGUE).document == before.document
    catalogues.redo(CATALOGUE)
    assert catalogues.redo(CATALOGUE).document == draft.document
    assert catalogues.put_row_back(CATALOGUE, "1.1").rows["1.1"] == before.rows["1.1"]
    assert catalogues.remove_row(CATALOGUE, code).changes == ()


def test_an_added_row_is_edited_checked_off_and_in_the_edition(catalogues):
    catalogues.add_row(CATALOGUE, "1.11", "Dòng mới", kind="levels", like="1.1")
    catalogues.remove_row(CATALOGUE, "1.1")
    edit(catalogues, NodeName("indicators", "1.11"), title_vi="Tên đúng")
    catalogues.check_off(CATALOGUE, "1.11", "tr. 4")
    assert catalogues.uncheck(CATALOGUE, "1.11").rows["1.11"]["confidence"] == "partly"
    catalogues.check_off(CATALOGUE, "1.11", "tr. 4")
    edition = catalogues.finish(CATALOGUE)
    rows = edition.catalogue.indicators
    assert "1.1" not in rows and rows["1.11"].title.vi == "Tên đúng" and rows["1.11"].checked.place == "tr. 4"
    # What any edition ever called by a code keeps that code: answers hang on it.
    catalogues.open_draft(CATALOGUE)
    catalogues.remove_row(CATALOGUE, "1.11")
    assert catalogues.new_codes(CATALOGUE)["1"] == "1.12"


def test_what_cannot_be_of_rows_is_told_and_changes_nothing(catalogues):
    before = catalogues.draft(CATALOGUE).document

    def add(code: str, **values: object):
        return lambda: catalogues.add_row(CATALOGUE, code, "x", kind="levels", **values)

    assert code_of(add("1.1")) == "row-code-taken"
    assert code_of(add("99.1")) == "row-code-invalid"
    assert code_of(add("1.11", like="99.9")) == "unknown-node"
    assert code_of(lambda: catalogues.remove_row(CATALOGUE, "99.9")) == "unknown-node"
    assert code_of(lambda: catalogues.put_row_back(CATALOGUE, "1.1")) == "row-code-taken"
    assert code_of(lambda: catalogues.put_row_back(CATALOGUE, "99.9")) == "unknown-node"
    assert catalogues.draft(CATALOGUE).document == before


# -- the journal of the drafts ---------------------------------------------------------------------------


def acts(catalogues: Catalogues, **limits: int) -> list:
    """Return every act, read page by page."""
    found, before = [], None
    journal = catalogues.journal(CATALOGUE)
    while True:
        page = journal.page(before, **limits)
        found += page.acts
        if page.next_before is None:
            return found
        before = page.next_before


def told(catalogues: Catalogues, **limits: int) -> list[tuple]:
    return [
        (
            act.happening or act.change.name.code,
            act.version or (act.change and [(d.pointer, d.old, d.new) for d in act.change.differences][:1]),
            act.is_undo,
            act.is_redo,
        )
        for act in acts(catalogues, **limits)
    ]


def test_the_journal_tells_who_changed_what_when_and_how_each_draft_ended(catalogues, workspace, clock):
    title = catalogues.draft(CATALOGUE).rows["1.1"]["title_vi"]
    for text in ("T", "Tê", "Tên"):
        edit(catalogues, ROW, title_vi=text)
        clock.now += timedelta(seconds=1)
    catalogues.undo(CATALOGUE)
    catalogues.redo(CATALOGUE)
    catalogues.add_row(CATALOGUE, "1.11", "Dòng mới", kind="levels", like="1.2")
    catalogues.remove_row(CATALOGUE, "1.2")
    workspace.store.user = "Bình"
    catalogues.check_off(CATALOGUE, "1.1")
    catalogues.finish(CATALOGUE)
    catalogues.open_draft(CATALOGUE)
    edit(catalogues, ROW, title_vi="Khác")
    catalogues.discard(CATALOGUE)
    found = told(catalogues)
    assert [line[0] for line in found] == [
        *("discarded", "1.1", "opened", "finished"),
        *("1.1", "1.2", "1.11", "1.1", "1.1", "1.1", "opened"),
    ]
    assert (found[2][1], found[3][1], found[-1][1]) == ("2", "2", "1")
    # What the second draft changed is told from the edition that it began from.
    assert found[1][1] == [("/title_vi", "Tên", "Khác")]
    assert found[-2] == ("1.1", [("/title_vi", title, "Tên")], False, False)  # typed in one go
    assert found[-3] == ("1.1", [("/title_vi", "Tên", title)], True, False)
    assert found[-4] == ("1.1", [("/title_vi", title, "Tên")], False, True)
    everything = acts(catalogues)
    assert everything[5].change.new is None and everything[6].change.old is None
    assert [act.who for act in everything[:5]] == ["Bình"] * 5 and everything[-1].who == WHO
    for limit in (2, 3, 7):
        assert told(catalogues, limit=limit) == found


def test_an_entry_that_was_changed_from_outside_is_left_out(catalogues, workspace):
    edit(catalogues, ROW, title_vi="Khác")
    workspace.store.connection.execute("UPDATE catalogue_journal SET new = '{' WHERE section = 'indicators'")
    assert [line[0] for line in told(catalogues)] == ["opened"]

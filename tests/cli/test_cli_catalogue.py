"""Editions on the command line: listed, shown, checked; an assessment moved."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import openpyxl
import pytest

from dti_desktop.cli import history_commands
from dti_desktop.engine import backtest
from dti_desktop.engine.catalogue_edit import NodeName
from dti_desktop.engine.model import Catalogue
from dti_desktop.services.workspace import Workspace

CATALOGUE = "dti-province-2022"
SAMPLE = "sample-soc-trang-2022"


@pytest.fixture
def edition(call, library, store_dir):
    """A store with the sample and an edition in which one row was checked and two trade a point."""
    assert call("sample").status == 0
    moment = datetime(2026, 11, 29, 14, 8, tzinfo=UTC)
    workspace = Workspace.open(store_dir, library, now_utc=lambda: moment, user="Hoa")
    try:
        catalogues = workspace.catalogues
        draft = catalogues.open_draft(CATALOGUE)
        nodes = {}
        for code, points in (("1.1", "11"), ("1.2", "9")):
            nodes[NodeName("indicators", code)] = {**draft.rows[code], "max_points": points}
        catalogues.edit_all(CATALOGUE, nodes)
        catalogues.check_off(CATALOGUE, "1.1", "tr. 3")
        return catalogues.finish(CATALOGUE)
    finally:
        workspace.close()


def test_without_a_store_what_ships_is_listed_and_no_store_is_made(call, store_dir, library):
    (only,) = [e for e in call("catalogue", "list", "--json").json["editions"] if e["id"] == CATALOGUE]
    assert (only["whence"], only["latest"], only["made_by"]) == ("shipped", True, None)
    assert only["digest"] == library.catalogue(CATALOGUE).digest
    assert not store_dir.exists()


def test_editions_are_listed_with_who_made_them(call, edition):
    listed = [e for e in call("catalogue", "list", "--json").json["editions"] if e["id"] == CATALOGUE]
    assert [(e["version"], e["latest"]) for e in listed] == [("1", False), ("2", True)]
    assert listed[1]["made_by"] == "Hoa" and listed[1]["checks"]["checked"] == 1
    assert "Hoa" in call("catalogue", "list").out


def test_rows_tell_who_checked_them(call, edition):
    shown = call("catalogue", "show", CATALOGUE, "--json").json
    first = shown["indicators"][0]
    assert first["checked"] == {"by": "Hoa", "utc": "2026-11-29T14:08:00Z", "place": "tr. 3"}
    assert (first["max_points"], first["confidence"]) == ("11", "confirmed")
    assert "Hoa" in call("catalogue", "show", CATALOGUE).out
    older = call("catalogue", "show", CATALOGUE, "--edition", "", "--json")
    assert older.status == 2 and older.json["error"]["code"] == "unknown-edition"
    assert call("catalogue", "show", "x", "--json").json["error"]["code"] == "unknown-catalogue"


def test_check_says_no_while_rows_are_unconfirmed(call, edition):
    said = call("catalogue", "check", CATALOGUE, "--json")
    rows = len(edition.catalogue.indicators)
    assert said.status == 1 and len(said.json["unconfirmed"]) == rows - 1
    assert f"{rows - 1}/{rows}" in call("catalogue", "check", CATALOGUE).out


def test_a_move_is_shown_and_done_only_when_accepted(call, edition):
    before = call("score", SAMPLE, "--json").json
    shown = call("catalogue", "move", SAMPLE, "--json")
    assert shown.status == 0 and shown.json["accepted"] is False
    assert [row["code"] for row in shown.json["indicators"]] == ["1.1", "1.2"]
    first = shown.json["indicators"][0]
    assert first["causes"][0] == "points" and first["new"]["max_points"] == "11"
    assert shown.json["to"]["digest"] == edition.digest
    assert call("score", SAMPLE, "--json").json == before
    assert "--accept" in call("catalogue", "move", SAMPLE).out
    done = call("catalogue", "move", SAMPLE, "--to", edition.digest, "--accept", "--json")
    assert done.status == 0 and done.json["accepted"] is True
    after = call("score", SAMPLE, "--json").json
    assert after != before
    assert call("catalogue", "move", SAMPLE, "--json").json["error"]["code"] == "move-same-edition"
    assert call("catalogue", "move", "x", "--json").json["error"]["code"] == "assessment-unknown"
    assert call("journal", SAMPLE, "--check", "--json").json["whole"] is True


def corrected_book(source, target, points="12,5", title="Tên đã sửa"):
    """Write the workbook again with other points of 1.1 and another title of 1.2."""
    book = openpyxl.load_workbook(source)
    sheet = book.worksheets[0]
    columns = {cell.value: cell.column for cell in sheet[1]}
    rows = {row[0].value: row[0].row for row in sheet.iter_rows(min_row=3)}
    sheet.cell(rows["1.1"], columns["#rows.max_points"]).value = points
    sheet.cell(rows["1.2"], columns["#rows.title_vi"]).value = title
    book.save(target)


def test_a_workbook_is_shown_and_taken_as_one_step(call, store_dir, library, tmp_path):
    source, book = tmp_path / "bộ.xlsx", tmp_path / "đã sửa.xlsx"
    written = call("catalogue", "export", CATALOGUE, "-o", source, "--json")
    assert (written.status, written.json["draft"]) == (0, False)
    assert not store_dir.exists()  # what ships is written without one
    assert call("catalogue", "import", CATALOGUE, source, "--json").json["corrections"] == []
    corrected_book(source, book)
    shown = call("catalogue", "import", CATALOGUE, book, "--json")
    assert (shown.status, shown.json["taken"]) == (0, False)
    assert [(c["code"], c["path"], c["new"]) for c in shown.json["corrections"]] == [
        ("1.1", "max_points", "12.5"),
        ("1.2", "title_vi", "Tên đã sửa"),
    ]
    assert all(c["place"].startswith("/Chỉ số/") for c in shown.json["corrections"])
    assert not store_dir.exists()
    said = call("catalogue", "import", CATALOGUE, book)
    assert "10 → 12.5" in said.out and "Tên đã sửa" in said.out
    assert call("catalogue", "import", CATALOGUE, book, "--accept", "--json").json["taken"]
    again = call("catalogue", "export", CATALOGUE, "-o", tmp_path / "nháp.xlsx", "--json")
    assert again.json["draft"]
    assert call("catalogue", "import", CATALOGUE, book, "--json").json["corrections"] == []
    workspace = Workspace.open(store_dir, library, user="Hoa", now_utc=lambda: datetime.now(UTC))
    try:
        draft = workspace.catalogues.draft(CATALOGUE)
        assert {change.name.code for change in draft.changes} == {"1.1", "1.2"}
        draft = workspace.catalogues.undo(CATALOGUE)
        assert draft.changes == () and not draft.can_undo
    finally:
        workspace.close()


def test_a_workbook_with_a_fault_changes_nothing_and_tells_its_cell(call, store_dir, tmp_path):
    source, book = tmp_path / "bộ.xlsx", tmp_path / "đã sửa.xlsx"
    call("catalogue", "export", CATALOGUE, "-o", source)
    corrected_book(source, book, points="mười")
    refused = call("catalogue", "import", CATALOGUE, book, "--accept")
    assert refused.status == 2 and "Chỉ số" in refused.messages
    assert not store_dir.exists()
    other = call("catalogue", "import", "dti-commune-example", source)
    assert other.status == 2 and CATALOGUE in other.messages
    assert call("catalogue", "export", CATALOGUE, "-o", tmp_path / "bộ.csv").status == 2


def test_history_and_backtest_take_the_edition_of_the_store(call, edition, monkeypatch):
    asked = []

    def noted(act):
        def noting(*arguments, **named):
            asked.extend(each.digest for each in arguments if isinstance(each, Catalogue))
            return act(*arguments, **named)

        return noting

    monkeypatch.setattr(history_commands, "look_back", noted(history_commands.look_back))
    monkeypatch.setattr(backtest, "backtest", noted(backtest.backtest))
    assert call("history", "--province", "Sóc Trăng", "--json").status == 0
    assert call("backtest", "--year", "2022", "--known-until", "2021", "--draws", "100", "--json").status == 0
    assert asked == [edition.digest, edition.digest]


def test_results_of_a_main_index_that_only_an_edition_of_the_store_has_can_be_imported(
    call, library, store_dir, tmp_path
):
    table = tmp_path / "kq.csv"
    table.write_text("province,rank,value\nSóc Trăng,1,0.5\n", encoding="utf-8")
    refused = call("results", "import", table, "--year", "2022", "--measure", "index_90", "--json")
    assert refused.status == 2 and not store_dir.exists()
    workspace = Workspace.open(
        store_dir, library, now_utc=lambda: datetime(2026, 11, 29, tzinfo=UTC), user="Hoa"
    )
    try:
        shipped = json.loads(library.catalogue_bytes[CATALOGUE])
        shipped["version"] = "2"
        shipped["main_indices"].append(
            {**shipped["main_indices"][5], "code": "90", "title_vi": "Chỉ số mới", "indicators": 1}
        )
        info = next(row for row in shipped["indicators"] if row["rule"]["kind"] == "info")
        shipped["indicators"].append({**info, "code": "90.1"})
        workspace.catalogues.keep(json.dumps(shipped, ensure_ascii=False).encode(), "brought")
    finally:
        workspace.close()
    taken = call("results", "import", table, "--year", "2022", "--measure", "index_90", "--json")
    assert taken.status == 0, taken.out
    assert taken.json["changed"] == 1

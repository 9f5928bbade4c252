"""Published results in the real window: read, looked at, taken in; ranks follow at once."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from real_window import LIBRARY, RealWindow, real_window

from dti_desktop.engine.catalogue_edit import index_of
from dti_desktop.ui.dialogs.import_results import ImportResultsDialog
from dti_desktop.ui.language import Language

NAMES = [province.name for province in LIBRARY.result_book.provinces]


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path, window_language: Language) -> Iterator[RealWindow]:
    with real_window(qtbot, window_language, tmp_path / "store") as opened:
        yield opened


def asked(window: RealWindow) -> ImportResultsDialog:
    window.bench.results_wanted.emit()
    window.until(lambda: isinstance(QApplication.activeModalWidget(), ImportResultsDialog))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, ImportResultsDialog)
    return dialog


def table(folder: Path, name: str, *rows: str) -> Path:
    path = folder / name
    path.write_text("\n".join(rows), "utf-8")
    return path


def shown(dialog: ImportResultsDialog) -> list[list[str]]:
    model = dialog.table.model()
    return [
        [str(model.index(row, column).data()) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def test_ranks_follow_what_was_imported(window: RealWindow, tmp_path: Path) -> None:
    window.bench.context.tasks.run(lambda: window.bench.context.workspace.create("Sóc Trăng", 2024))
    window.open("soc-trang-2024", "ranking")
    outlook = window.session.outlook
    assert outlook is not None
    assert outlook.ranking is not None
    assert outlook.ranking.against == 2023
    told: list[object] = []
    window.session.results_changed.connect(lambda: told.append(None))
    rows = [f"{name};0,{9000 - 10 * place}" for place, name in enumerate(NAMES)]
    dialog = asked(window)
    assert not dialog.take.isEnabled()
    dialog.read(table(tmp_path, "2024.csv", "Tỉnh;Giá trị", *rows))
    window.until(lambda: dialog.notice.property("tone") == "block")  # of which year?
    dialog.year.setCurrentIndex(dialog.year.findData(2024))
    window.until(lambda: dialog.take.isEnabled())
    assert shown(dialog)[0] == ["2", "2024", NAMES[0], "overall", "0,9000", "–"]
    dialog.take.click()
    window.until(lambda: told)
    outlook = window.session.outlook
    assert outlook is not None
    assert outlook.ranking is not None
    assert (outlook.ranking.against, outlook.ranking.overall.rank) == (2024, len(NAMES))
    window.at_rest()
    assert window.failures == []


def test_faults_are_shown_with_their_places_and_nothing_is_taken(window: RealWindow, tmp_path: Path) -> None:
    dialog = asked(window)
    rows = ["2024,Atlantis,0.5", "2024,Sóc Trang,0.5", "2024,Huế,2", "2024,Cà Mau,0.5"]
    dialog.read(table(tmp_path, "x.csv", "year,province,value", *rows))
    window.until(lambda: dialog.examined is not None)
    assert [segment.key for segment in dialog.views.segments] == ["faults", "notes", "rows"]
    assert [row[0] for row in shown(dialog)] == ["2", "3", "4"]
    assert "Sóc Trăng" in shown(dialog)[1][1]
    assert not dialog.take.isEnabled()
    dialog.reject()


def test_what_is_known_needs_no_import(window: RealWindow, tmp_path: Path) -> None:
    dialog = asked(window)
    dialog.read(table(tmp_path, "x.csv", "year,province,value", "2022,Sóc Trăng,0.5731"))
    window.until(lambda: dialog.examined is not None)
    assert not dialog.take.isEnabled()
    assert dialog.notice.property("tone") == "done"
    dialog.reject()


def test_a_main_index_that_only_an_edition_of_the_store_has_is_known(
    window: RealWindow, tmp_path: Path
) -> None:
    catalogue_id = "dti-province-2022"
    document = json.loads(LIBRARY.catalogue_bytes[catalogue_id])
    document["version"] = "2"
    collected = next(row for row in document["indicators"] if row["rule"]["kind"] == "info")
    index = next(each for each in document["main_indices"] if each["code"] == index_of(collected["code"]))
    document["main_indices"].append({**index, "code": "90", "title_vi": "Chỉ số mới", "indicators": 1})
    document["indicators"].append({**collected, "code": "90.1"})
    content = json.dumps(document, ensure_ascii=False).encode()
    kept: list[object] = []
    window.bench.context.tasks.run(
        lambda: window.bench.context.workspace.catalogues.keep(content, "brought"),
        lane="store",
        on_done=kept.append,
    )
    window.until(lambda: kept)
    dialog = asked(window)
    rows = table(tmp_path, "90.csv", "Tỉnh;Năm;Chỉ số;Giá trị", f"{NAMES[0]};2022;index_90;0,5")
    dialog.read(rows)
    window.until(lambda: dialog._measures is not None)
    window.until(lambda: dialog.take.isEnabled())
    assert dialog.examined is not None
    assert [change.measure for change in dialog.examined.changes] == ["index_90"]
    dialog.reject()


def test_a_file_that_is_no_table_is_said(window: RealWindow, tmp_path: Path) -> None:
    dialog = asked(window)
    path = tmp_path / "x.xlsx"
    path.write_bytes(b"PK\x03\x04")
    dialog.read(path)
    window.until(lambda: dialog.notice.property("tone") == "block")
    assert not dialog.take.isEnabled()
    assert dialog.examined is None
    dialog.reject()


def test_it_speaks_both_languages(window: RealWindow, tmp_path: Path, window_language: Language) -> None:
    dialog = asked(window)
    dialog.read(table(tmp_path, "x.csv", "year,province,value", "2024,Atlantis,0.5"))
    window.until(lambda: dialog.examined is not None)
    window_language.set("en")
    window.until(lambda: dialog.take.text() == "Import")
    assert shown(dialog)[0][1].startswith("There is no province")
    window_language.set("vi")
    window.until(lambda: dialog.take.text() == "Nhập")
    dialog.reject()

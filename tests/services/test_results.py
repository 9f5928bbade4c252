"""Published results that are brought in: all or nothing, at once used, told by whom and when."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path

import pytest

from dti_desktop import paths
from dti_desktop.engine.results import OVERALL
from dti_desktop.errors import InputError
from dti_desktop.services.library import Library
from dti_desktop.services.outlook import look
from dti_desktop.services.reporting import report_pdf
from dti_desktop.services.results import KnownResults
from dti_desktop.services.workspace import Workspace
from dti_desktop.store.backup_folder import BackupFolder


@pytest.fixture(scope="module")
def library() -> Library:
    return Library(paths.resources_dir(), paths.translations_dir())


def opened(folder: Path, library: Library) -> Workspace:
    return Workspace.open(
        folder / "store", library, now_utc=lambda: datetime(2026, 11, 29, tzinfo=UTC), user="Hoa"
    )


@pytest.fixture
def workspace(tmp_path: Path, library: Library) -> Iterator[Workspace]:
    workspace = opened(tmp_path, library)
    yield workspace
    workspace.close()


def table(folder: Path, text: str) -> Path:
    path = folder / "kết quả.csv"
    path.write_text(text, "utf-8")
    return path


def whole_year(library: Library, year: int) -> str:
    """A made-up year: every province one thousandth below the one before."""
    rows = [
        f"{year},{province.name},0.{9000 - 10 * place}"
        for place, province in enumerate(library.result_book.provinces)
    ]
    return "\n".join(["year,province,value", *rows]) + "\n"


def take(workspace: Workspace, path: Path, **given: object) -> None:
    workspace.import_results(workspace.results.examine(path, **given))  # type: ignore[arg-type]


def test_a_year_is_at_once_what_everything_is_compared_with(
    workspace: Workspace, library: Library, tmp_path: Path
) -> None:
    made = workspace.create("Sóc Trăng", 2024)
    assessment = workspace.load(made)
    before = look(assessment, workspace.result_book)
    assert before.ranking is not None
    assert before.ranking.against == 2023
    take(workspace, table(tmp_path, whole_year(library, 2024)))
    after = look(assessment, workspace.result_book)
    assert after.ranking is not None
    assert (after.ranking.against, after.ranking.overall.rank) == (2024, len(library.result_book.provinces))
    assert workspace.national_means[2024] == Fraction("0.869")
    assert workspace.national_means[2023] == library.national_means[2023]
    assert report_pdf(library, assessment, after, printed_on=datetime(2026, 11, 29).date()) != report_pdf(
        library, assessment, before, printed_on=datetime(2026, 11, 29).date()
    )


def test_what_was_read_before_stays_as_it_was(workspace: Workspace, library: Library, tmp_path: Path) -> None:
    book = workspace.result_book
    assert book is library.result_book, "nothing was imported, nothing is copied"
    take(workspace, table(tmp_path, whole_year(library, 2024)))
    assert 2024 not in book.years
    found: list[object] = []
    thread = threading.Thread(target=lambda: found.append(workspace.result_book.years[-1]))
    thread.start()
    thread.join()
    assert found == [2024]


def test_it_is_there_when_the_store_is_opened_again(library: Library, tmp_path: Path) -> None:
    first = opened(tmp_path, library)
    take(first, table(tmp_path, "year,province,value,rank\n2023,Sóc Trăng,0.7,20\n"))
    first.close()
    again = opened(tmp_path, library)
    row = again.result_book.published(2023, "Sóc Trăng", OVERALL)
    assert row is not None
    assert (row.value, row.rank, row.source) == (Fraction("0.7"), 20, "kết quả.csv")
    again.close()


def test_the_same_file_twice_changes_nothing(workspace: Workspace, tmp_path: Path) -> None:
    path = table(tmp_path, "Năm;Tỉnh;Giá trị\n2024;Sóc Trăng;0,7\n2024;;0,65\n2022;Sóc Trăng;0,5731\n")
    first = workspace.results.examine(path)
    assert len(first.changes) == 2, "2022 is known, with its rank"
    workspace.import_results(first)
    assert workspace.national_means[2024] == Fraction("0.65")
    kept = workspace.store.published.all()
    again = workspace.results.examine(path)
    assert (len(again.rows), again.changes) == (3, ())
    workspace.import_results(again)
    assert workspace.store.published.all() == kept
    backups = BackupFolder(workspace.store.folder / "backups").newest_first()
    assert [backup.reason for backup in backups] == ["import"]


def test_one_fault_and_nothing_is_kept(workspace: Workspace, tmp_path: Path) -> None:
    text = (
        "year,province,value,rank\n2024,Sóc Trăng,0.7,\n2024,Huế,7,\n2024,Atlantis,0.5,\n2024,Cà Mau,0.1,99\n"
    )
    examined = workspace.results.examine(table(tmp_path, text))
    assert [(fault.code, fault.place) for fault in examined.faults] == [
        ("value-above-one", "3"),
        ("unknown-province", "4"),
        ("rank-out-of-range", "5"),
    ]
    with pytest.raises(InputError) as caught:
        workspace.import_results(examined)
    assert caught.value.problems == examined.faults
    assert workspace.store.published.all() == ()
    assert not (workspace.store.folder / "backups").exists()


def test_another_ranking_is_known_from_then_on(workspace: Workspace, tmp_path: Path) -> None:
    path = table(tmp_path, "province,rank\nĐồng Tháp,7\n")
    examined = workspace.results.examine(path, year=2023, measure="ict_index")
    workspace.import_results(examined)
    row = workspace.result_book.published(2023, "Đồng Tháp", "ict_index")
    assert row is not None
    assert row.rank == 7


def test_the_list_tells_what_is_known_and_by_whom(
    workspace: Workspace, library: Library, tmp_path: Path
) -> None:
    take(workspace, table(tmp_path, whole_year(library, 2024)))
    first, *others = workspace.results.known.listing()
    assert (first.year, first.measure, first.provinces_known, first.imported_rows) == (2024, OVERALL, 63, 63)
    assert (first.imported_by, first.imported_utc) == ("Hoa", "2026-11-29T00:00:00Z")
    assert {row.imported_rows for row in others} == {0}
    assert tuple(others) == KnownResults(library).listing()


def test_a_file_that_is_no_table(workspace: Workspace, tmp_path: Path) -> None:
    for content, code in (
        (b"\xff\xfe", "not-utf-8"),
        (b"PK\x03\x04x", "workbook-unreadable"),
        (b"", "column-missing"),
    ):
        path = tmp_path / "x"
        path.write_bytes(content)
        with pytest.raises(InputError) as caught:
            workspace.results.examine(path)
        assert caught.value.code == code
    with pytest.raises(InputError) as caught:
        workspace.results.examine(tmp_path / "nowhere.csv")
    assert caught.value.code == "file-not-found"

"""Points that others gave, taken in from a file: all or none, one step, the store backed up first."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from dti_desktop import paths
from dti_desktop.engine.previous import Previous, PreviousRow
from dti_desktop.errors import InputError
from dti_desktop.services.library import Library
from dti_desktop.services.scores import examine_scores
from dti_desktop.services.workspace import Workspace
from dti_desktop.store.backup_folder import BackupFolder

LIBRARY = Library(paths.resources_dir(), paths.translations_dir())


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    now = {"now_utc": lambda: datetime(2026, 11, 22, tzinfo=UTC), "user": "Hoa"}
    opened = Workspace.open(tmp_path / "store", LIBRARY, **now)
    yield opened
    opened.close()


@pytest.fixture
def made(workspace: Workspace) -> str:
    return workspace.create("Sóc Trăng", 2022)


def table(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "thẩm định.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_table_is_one_step_and_the_same_again_is_none(
    workspace: Workspace, made: str, tmp_path: Path
) -> None:
    path = table(tmp_path, "mã;điểm;lý do\n1.1;7,5;chỉ có kế hoạch\n1.2;10;\n")
    examined = examine_scores(LIBRARY, workspace.load(made), path, "ministry")
    assert (examined.name, list(examined.changes)) == ("thẩm định.csv", ["1.1", "1.2"])
    assert workspace.load(made).given_scores == {}, "nothing is kept by looking"
    saved = workspace.import_scores(made, examined).assessment
    assert saved.given_scores["1.1"]["ministry"].points == Decimal("7.5")
    assert saved.given_scores["1.1"]["ministry"].reason == "chỉ có kế hoạch"
    backups = BackupFolder(workspace.store.folder / "backups").newest_first()
    assert [backup.reason for backup in backups] == ["import"]
    again = examine_scores(LIBRARY, saved, path, "ministry")
    assert (again.changes, len(again.rows)) == ({}, 2)
    assert examine_scores(LIBRARY, saved, path, "reviewer").changes.keys() == {"1.1", "1.2"}
    workspace.undo(made)
    assert workspace.load(made).given_scores == {}


def test_with_a_fault_nothing_is_kept(workspace: Workspace, made: str, tmp_path: Path) -> None:
    path = table(tmp_path, "mã;điểm\n1.1;7,5\n1.2;11\n9.99;1\n")
    examined = examine_scores(LIBRARY, workspace.load(made), path, "ministry")
    assert examined.changes == {}
    entries = workspace.load(made).journal_entries
    with pytest.raises(InputError) as caught:
        workspace.import_scores(made, examined)
    assert [(p.code, p.place) for p in caught.value.problems] == [
        ("points-above-maximum", "3"),
        ("unknown-code", "4"),
    ]
    assert workspace.load(made).journal_entries == entries


def test_what_was_cut_feeds_the_next_years_checks(workspace: Workspace, made: str) -> None:
    workspace.set_given_scores(made, "ministry", {"1.2": (Decimal("7.5"), "chỉ có dự thảo")})
    following = workspace.create("Sóc Trăng", 2023)
    rows = {"1.1": PreviousRow("1.2", {}, points=Fraction(10), max_points=Fraction(10))}
    previous = Previous(made, 2022, "x", "sha256:0", rows=rows)
    workspace.store.previous.bring_along(following, previous)
    (cut,) = workspace.load(following).earlier_cuts.values()
    assert (cut.code, cut.cut_points, cut.reason) == ("1.2", Fraction(5, 2), "chỉ có dự thảo")
    assert workspace.load(made).earlier_cuts == {}

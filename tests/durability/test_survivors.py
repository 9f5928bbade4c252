"""What is asked of a store after its last kill."""

from __future__ import annotations

from pathlib import Path

from dti_desktop.services.workspace import Workspace
from tools.durability.script import ID, now_utc
from tools.durability.survivors import library, undo_and_redo_all


def test_a_store_whose_assessment_was_never_begun_has_nothing_to_take_back(tmp_path: Path) -> None:
    """Every sitting of a short life can be killed before its first act."""
    Workspace.open(tmp_path, library(), now_utc=now_utc, user="test").close()
    assert undo_and_redo_all(tmp_path) == []


def test_taking_everything_back_and_doing_it_again_leads_to_the_same(tmp_path: Path) -> None:
    workspace = Workspace.open(tmp_path, library(), now_utc=now_utc, user="test")
    workspace.create("Sóc Trăng", 2022)
    workspace.explain(ID, "1.1", "Đã ban hành")
    workspace.close()
    assert undo_and_redo_all(tmp_path) == []

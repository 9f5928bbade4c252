"""Taking evidence in: each file judged by itself, marks of secrecy decided on record, nothing left behind."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import made_files as made_file
import pytest

from dti_desktop import paths
from dti_desktop.errors import Cancelled, EnvironmentFault, InputError
from dti_desktop.intake import examine
from dti_desktop.services.intake import MARK_ACCEPTED
from dti_desktop.services.library import Library
from dti_desktop.services.workspace import Workspace
from dti_desktop.store.evidence import Evidence

LIMIT = 1 << 30
REASON = "Đã giải mật theo Quyết định 12/QĐ-UBND ngày 03/06/2022"


@pytest.fixture(scope="module")
def library() -> Library:
    return Library(paths.resources_dir(), paths.translations_dir())


@pytest.fixture
def workspace(tmp_path: Path, library: Library) -> Iterator[Workspace]:
    opened = Workspace.open(
        tmp_path / "store", library, now_utc=lambda: datetime(2026, 11, 22, tzinfo=UTC), user="Hoa"
    )
    yield opened
    opened.close()


@pytest.fixture
def made(workspace: Workspace) -> str:
    return workspace.create("Sóc Trăng", 2022)


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    contents = {
        "tốt.pdf": made_file.pdf("UBND TỈNH SÓC TRĂNG"),
        "quét.pdf": made_file.scan(),
        "macro.docx": made_file.docx("x", more={"word/vbaProject.bin": b"x"}),
        "trang đầu.docx": made_file.docx("UBND TỈNH", "TỐI MẬT"),
        "Tờ trình (MẬT).pdf": made_file.pdf("TỜ TRÌNH"),
        "chạy.pdf": made_file.PE,
    }
    found = {}
    for name, content in contents.items():
        found[name] = tmp_path / name
        found[name].write_bytes(content)
    return found


def left(workspace: Workspace) -> list[Path]:
    return [path for path in (workspace.store.folder / "evidence").rglob("*") if path.is_file()]


def events(workspace: Workspace, made: str) -> list[dict[str, object]]:
    entries = [entry for entry in workspace.journal(made) if entry.kind == "event"]
    assert all(entry.key == MARK_ACCEPTED for entry in entries)
    return [{**json.loads(entry.new or ""), "code": entry.code} for entry in entries]


def test_each_file_is_judged_by_itself(
    workspace: Workspace, made: str, files: dict[str, Path], tmp_path: Path
) -> None:
    link = tmp_path / "liên kết.pdf"
    link.symlink_to(files["tốt.pdf"])
    named = [*files.values(), link, tmp_path, tmp_path / "không có.pdf"]
    with workspace.examine_files(workspace.load(made), named, limit_bytes=LIMIT) as intake:
        assert [(p.code, p.place, p.facts["name"]) for p in intake.refused] == [
            ("evidence-macro", "/files/2", "macro.docx"),
            ("evidence-executable", "/files/5", "chạy.pdf"),
            ("file-is-link", "/files/6", "liên kết.pdf"),
            ("file-is-folder", "/files/7", tmp_path.name),
            ("file-not-found", "/files/8", "không có.pdf"),
        ]
        assert [(m.place, m.name, m.mark, m.where, m.words) for m in intake.marked] == [
            (3, "trang đầu.docx", "TỐI MẬT", "first-page", "TỐI MẬT"),
            (4, "Tờ trình (MẬT).pdf", "MẬT", "name", "Tờ trình (MẬT).pdf"),
        ]
        assert [(note.code, note.place) for note in intake.notes] == [("first-page-not-read", "/files/1")]
        assert [file.original_name for file in intake.files] == [
            "tốt.pdf", "quét.pdf", "trang đầu.docx", "Tờ trình (MẬT).pdf",
        ]  # fmt: skip
        assert len(left(workspace)) == 4
    assert left(workspace) == []


def test_the_good_ones_can_come_in_without_the_others(
    workspace: Workspace, made: str, files: dict[str, Path]
) -> None:
    intake = workspace.examine_files(workspace.load(made), list(files.values()), limit_bytes=LIMIT)
    intake.drop_marked()
    assert intake.marked == ()
    saved = workspace.attach(made, "1.1", intake)
    names = [saved.assessment.documents[id_].file.original_name for id_ in saved.document_ids]  # type: ignore[union-attr]
    assert names == ["tốt.pdf", "quét.pdf"]
    assert len(left(workspace)) == 2
    assert events(workspace, made) == []


def test_all_or_none_names_everything_that_stands_in_the_way(
    workspace: Workspace, made: str, files: dict[str, Path]
) -> None:
    with pytest.raises(InputError) as caught:
        workspace.stage_files(workspace.load(made), list(files.values()), limit_bytes=LIMIT)
    assert caught.value.code == "files-refused"
    assert [p.code for p in caught.value.problems] == [
        "evidence-macro", "evidence-marked-secret", "evidence-marked-secret", "evidence-executable",
    ]  # fmt: skip
    assert left(workspace) == []
    marked = [files["trang đầu.docx"], files["tốt.pdf"]]
    with pytest.raises(InputError) as caught:
        workspace.stage_files(workspace.load(made), marked, limit_bytes=LIMIT)
    assert caught.value.code == "evidence-marked-secret"
    assert left(workspace) == []


def test_no_marked_file_comes_in_without_a_reason(
    workspace: Workspace, made: str, files: dict[str, Path]
) -> None:
    for reason in ("", "  \n "):
        intake = workspace.stage_files(
            workspace.load(made), [files["trang đầu.docx"]], limit_bytes=LIMIT, marks_confirmed=True
        )
        with pytest.raises(InputError) as caught:
            workspace.attach(made, "1.1", intake, not_secret_reason=reason)
        assert caught.value.code == "evidence-marked-secret"
        assert left(workspace) == []
    assert workspace.load(made).documents == {}
    assert events(workspace, made) == []


def test_with_a_reason_it_comes_in_and_the_decision_is_on_record(
    workspace: Workspace, made: str, files: dict[str, Path]
) -> None:
    named = [files["trang đầu.docx"], files["tốt.pdf"], files["Tờ trình (MẬT).pdf"]]
    intake = workspace.stage_files(workspace.load(made), named, limit_bytes=LIMIT, marks_confirmed=True)
    digests = {file.original_name: file.sha256 for file in intake.files}
    saved = workspace.attach(made, "1.1", intake, not_secret_reason=f"  {REASON}\n")
    assert len(saved.document_ids) == 3
    assert events(workspace, made) == [
        {
            "name": name, "mark": mark, "where": where, "reason": REASON,
            "sha256": digests[name], "code": "1.1",
        }
        for name, mark, where in (
            ("Tờ trình (MẬT).pdf", "MẬT", "name"), ("trang đầu.docx", "TỐI MẬT", "first-page"),
        )
    ]  # fmt: skip
    entries = workspace.journal(made)
    decided = max(entry.seq for entry in entries if entry.kind == "event")
    assert decided < min(entry.seq for entry in entries if entry.kind == "document")
    workspace.undo(made)
    assert workspace.load(made).documents == {}
    assert len(events(workspace, made)) == 2
    assert workspace.store.verify() == []


def test_a_decision_without_its_file_is_not_kept_either(
    workspace: Workspace, made: str, files: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_given: object, **_named: object) -> None:
        raise EnvironmentFault("disk-full")

    intake = workspace.stage_files(
        workspace.load(made), [files["trang đầu.docx"]], limit_bytes=LIMIT, marks_confirmed=True
    )
    monkeypatch.setattr(Evidence, "record", full)
    with pytest.raises(EnvironmentFault):
        workspace.attach(made, "1.1", intake, not_secret_reason=REASON)
    monkeypatch.undo()
    assert events(workspace, made) == []
    assert left(workspace) == []
    assert workspace.store.verify() == []


def test_a_reason_for_unmarked_files_is_no_event(
    workspace: Workspace, made: str, files: dict[str, Path]
) -> None:
    intake = workspace.stage_files(workspace.load(made), [files["tốt.pdf"]], limit_bytes=LIMIT)
    workspace.attach(made, "1.1", intake, not_secret_reason=REASON)
    assert events(workspace, made) == []


def test_what_does_not_fit_is_refused_before_it_is_copied_with_every_file(
    workspace: Workspace, made: str, files: dict[str, Path], tmp_path: Path
) -> None:
    named = [files["tốt.pdf"], tmp_path, files["quét.pdf"]]
    sizes = [path.stat().st_size for path in (named[0], named[2])]
    with pytest.raises(InputError) as caught:
        workspace.examine_files(workspace.load(made), named, limit_bytes=sum(sizes) - 1)
    assert caught.value.code == "evidence-limit"
    assert caught.value.facts == {"room_bytes": sum(sizes) - 1, "size_bytes": sum(sizes)}
    assert [(p.code, p.place) for p in caught.value.problems] == [
        ("evidence-limit", ""), ("file-is-folder", "/files/1"),
        ("evidence-no-room", "/files/0"), ("evidence-no-room", "/files/2"),
    ]  # fmt: skip
    assert left(workspace) == []


def test_stopping_during_the_look_at_the_last_file_still_stops(
    workspace: Workspace, made: str, files: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    stopped: list[bool] = []
    really = examine.examine

    def look(*arguments: object) -> object:
        stopped.append(True)
        return really(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(examine, "examine", look)
    with pytest.raises(Cancelled):
        workspace.examine_files(
            workspace.load(made), [files["tốt.pdf"]], limit_bytes=LIMIT, cancelled=lambda: bool(stopped)
        )
    assert left(workspace) == []


def test_stopping_while_files_are_looked_at_leaves_nothing(
    workspace: Workspace, made: str, files: dict[str, Path]
) -> None:
    copied = 0

    def progress(done: int, total: int) -> None:
        nonlocal copied
        copied = done if done < total else -1

    with pytest.raises(Cancelled):
        workspace.examine_files(
            workspace.load(made), list(files.values()), limit_bytes=LIMIT, progress=progress,
            cancelled=lambda: copied == -1,
        )  # fmt: skip
    assert left(workspace) == []


@pytest.mark.parametrize("language", ["vi", "en"])
def test_each_note_has_words_for_one_file_and_for_many(library: Library, language: str) -> None:
    texts = library.texts(language)
    noted = [line.split("`")[1] for line in (examine.__doc__ or "").splitlines() if line.startswith("| `")]
    notes = [code for code in noted if not code.startswith("evidence-")]
    assert len(notes) == 6
    for code in noted:
        assert f"problem.{code}" in texts
    for code in notes:
        assert f"intake.notes.{code}" in texts

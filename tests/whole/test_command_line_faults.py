"""The command line where things go wrong: a full disk, a read-only one, one that is gone, another program.

Each time it ends with status 3 and a plain message, what was stored is intact, and it works when it can.
"""

from __future__ import annotations

import io
import json
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from certificates import PASSWORD
from small_disk import fill_up, mounted

from dti_desktop.cli import run
from dti_desktop.services.library import Library
from dti_desktop.services.workspace import Workspace
from dti_desktop.store import database, migrations
from dti_desktop.ui.application import now_utc

ROOT = Path(__file__).resolve().parents[2]
ID = "soc-trang-2022"
FAULT = 3


@dataclass(frozen=True)
class Said:
    """What a command answered."""

    status: int
    out: str
    messages: str

    @property
    def code(self) -> str:
        return str(json.loads(self.out)["error"]["code"])


class Shell:
    """A command line on one store."""

    def __init__(self, library: Library, store: Path) -> None:
        self.library = library
        self.store = store

    def __call__(self, *arguments: object) -> Said:
        out, messages = io.StringIO(), io.StringIO()
        words = [str(argument) for argument in arguments]
        status = run(words, self.library, lambda: self.store, out=out, messages=messages)
        assert isinstance(status, int)
        return Said(status, out.getvalue(), messages.getvalue())

    def does(self, *arguments: object) -> Said:
        """Run a command that has to succeed."""
        said = self(*arguments)
        assert said.status == 0, said
        return said

    def refuses(self, code: str, *arguments: object) -> None:
        """Run a command that has to be refused by the environment: for programs, and in words."""
        said = self(*arguments, "--json")
        assert (said.status, said.code) == (FAULT, code), said
        plain = self(*arguments)
        assert plain.status == FAULT
        assert plain.messages.strip()
        said_in_words = plain.messages.replace(f"Mã: {code}", "")
        assert code not in said_in_words, "a raw code is no message"
        assert "Traceback" not in plain.messages

    def holds(self) -> tuple[str, list[object]]:
        """Return what the store holds, and what its own check finds wrong."""
        workspace = Workspace.open(self.store, self.library, now_utc=now_utc, user="a", create=False)
        try:
            return repr(workspace.load(ID)), list(workspace.store.verify())
        finally:
            workspace.close()


@pytest.fixture
def shell(library: Library, tmp_path: Path) -> Shell:
    return Shell(library, tmp_path / "store")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    with mounted(tmp_path / "small disk") as folder:
        yield folder


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "Kế hoạch.txt"
    path.write_text("kế hoạch " * 20_000, encoding="utf-8")
    return path


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    path = tmp_path / "answers.json"
    path.write_text('{"answers": {"4.1": {"a": 700, "b": 775}, "1.10": {"a": 4}}}', encoding="utf-8")
    return path


def begun(shell: Shell, paper: Path) -> None:
    shell.does("new", "--province", "Sóc Trăng", "--year", "2022")
    shell.does("explain", ID, "2.1", "đã lưu từ trước")
    shell.does("attach", ID, "1.1", paper)


def test_a_full_disk_keeps_what_there_was_and_takes_more_when_there_is_room(
    library: Library, small_disk: Path, paper: Path, answers: Path, tmp_path: Path
) -> None:
    shell = Shell(library, small_disk / "store")
    begun(shell, paper)
    other = tmp_path / "other.txt"
    other.write_text("một văn bản khác " * 5_000, encoding="utf-8")
    long = "x" * 15_000
    before = shell.holds()
    ballast = fill_up(small_disk)
    acts: list[tuple[object, ...]] = [
        ("fill", ID, answers), ("explain", ID, "1.1", long), ("attach", ID, "1.2", other),
        ("backup", "-o", small_disk / "backup"),
    ]  # fmt: skip
    for act in acts:
        shell.refuses("disk-full", *act)
    said = shell("check", ID)
    assert said.status in (0, 1), "what is stored can still be looked at"
    ballast.unlink()
    assert shell.holds() == before
    assert before[1] == []
    left = {path.name for path in small_disk.iterdir()} | {
        p.name for p in (shell.store / "evidence" / "tmp").iterdir()
    }
    assert left == {"store"}, "something half-made is left"
    for act in acts:
        shell.does(*act)


def test_a_disk_that_is_full_while_an_older_store_is_brought_up_to_date(
    library: Library, small_disk: Path, paper: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell = Shell(library, small_disk / "store")
    begun(shell, paper)
    before = shell.holds()

    def large(db: object) -> None:
        db["made_up"].create({"text": str})  # type: ignore[index]
        db["made_up"].insert_all({"text": "x" * 1000} for _ in range(2_000))  # type: ignore[index]

    known = (*migrations.MIGRATIONS, ("made_up", large))
    ballast = fill_up(small_disk)
    with monkeypatch.context() as later:
        later.setattr(migrations, "MIGRATIONS", known)
        for module in (migrations, database):
            later.setattr(module, "SCHEMA_VERSION", len(known))
        shell.refuses("disk-full", "score", ID)
    ballast.unlink()
    assert shell.holds() == before, "the old program no longer opens it"


def test_a_read_only_disk_is_said_and_nothing_else_happens(
    library: Library, small_disk: Path, paper: Path, answers: Path
) -> None:
    shell = Shell(library, small_disk / "store")
    begun(shell, paper)
    before = shell.holds()
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    shell.refuses("store-read-only", "fill", ID, answers)
    shell.refuses("store-read-only", "attach", ID, "1.2", paper)
    subprocess.run(["mount", "-o", "remount,rw", str(small_disk)], check=True)
    assert shell.holds() == before
    shell.does("fill", ID, answers)


def test_a_drive_that_is_gone_is_no_empty_store(
    library: Library, small_disk: Path, paper: Path, answers: Path, tmp_path: Path
) -> None:
    shell = Shell(library, small_disk / "store")
    begun(shell, paper)
    before = shell.holds()
    away = tmp_path / "away"
    away.mkdir()
    subprocess.run(["mount", "--move", str(small_disk), str(away)], check=False)
    if (small_disk / "store").exists():
        pytest.skip("this machine moves no mounted disk")
    said = shell("fill", ID, answers, "--json")
    assert said.status != 0
    assert list(small_disk.iterdir()) == [], "a new store was begun where the old one should be"
    subprocess.run(["mount", "--move", str(away), str(small_disk)], check=True)
    assert shell.holds() == before
    shell.does("fill", ID, answers)


@pytest.mark.parametrize("act", ["fill", "score", "attach", "backup", "new", "list"])
def test_another_program_has_the_store_open(
    shell: Shell, paper: Path, answers: Path, act: str, tmp_path: Path
):
    begun(shell, paper)
    before = shell.holds()
    arguments: dict[str, tuple[object, ...]] = {
        "fill": (ID, answers), "score": (ID,), "attach": (ID, "1.2", paper), "list": (),
        "backup": ("-o", tmp_path / "backup"), "new": ("--province", "Hậu Giang", "--year", "2022"),
    }  # fmt: skip
    elsewhere = Workspace.open(shell.store, shell.library, now_utc=now_utc, user="a")
    try:
        shell.refuses("store-locked", act, *arguments[act])
    finally:
        elsewhere.close()
    assert shell.holds() == before
    assert not (tmp_path / "backup").exists()
    shell.does(act, *arguments[act])


@contextmanager
def no_file_over(limit_bytes: int) -> Iterator[Callable[[], None]]:
    """Give what keeps a process from writing files beyond a size, as a stick with an old file system does."""
    yield lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit_bytes, limit_bytes))


@pytest.mark.parametrize("act", ["backup", "export", "report"])
def test_a_target_that_takes_no_large_file(shell: Shell, tmp_path: Path, act: str, keys: Path):
    begun(shell, _large(tmp_path))
    target = tmp_path / "out" / "target"
    target.parent.mkdir()
    target.write_bytes(b"old")
    shell_words = {
        "backup": ["backup", "-o", str(target)],
        "export": ["export", ID, "-o", str(target), "--p12", str(keys), "--password-env", "DTI_KEY"],
        "report": ["report", ID, "-o", str(target)],
    }[act]
    before = shell.holds()
    with no_file_over(30_000) as limit:
        done = subprocess.run(
            [sys.executable, "-m", "dti_desktop", "--store", str(shell.store), *shell_words],
            cwd=ROOT, preexec_fn=limit, capture_output=True, encoding="utf-8", check=False, timeout=60,
            # Without the first, Python would leave its own files cut short, in the middle of the program.
            env={
                "PYTHONDONTWRITEBYTECODE": "1", "PYTHONUTF8": "1", "PATH": "/usr/bin", "DTI_KEY": PASSWORD,
                "MPLCONFIGDIR": str(tmp_path),
            },
        )  # fmt: skip
    assert done.returncode == FAULT, done
    assert "Traceback" not in done.stderr
    assert target.read_bytes() == b"old"
    assert [path.name for path in target.parent.iterdir()] == ["target"], "something half-made is left"
    assert shell.holds() == before


def _large(folder: Path) -> Path:
    path = folder / "lớn.txt"
    path.write_text("minh chứng " * 10_000, encoding="utf-8")
    return path


@pytest.fixture
def keys(tmp_path: Path) -> Path:
    from datetime import UTC, datetime

    from certificates import certificate, new_key, p12

    far = datetime(2100, 1, 1, tzinfo=UTC)
    root = certificate("Root", new_key("rsa", 1), is_ca=True, not_after_utc=far)
    path = tmp_path / "key.p12"
    path.write_bytes(p12(certificate("Ký", new_key("rsa", 2), root, not_after_utc=far), root))
    return path

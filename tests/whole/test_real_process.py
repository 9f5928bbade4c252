"""The program itself, as a process of its own under an X server, driven from outside: keys in, files out."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from certificates import PASSWORD, Holder, certificate, new_key, p12

SAMPLE = "sample-soc-trang-2022"
CODE = "4.1"
PATIENCE_S = 60
NEEDED = ("xvfb-run", "Xvfb", "xdotool", "openssl", "unshare")


@pytest.fixture(scope="module", autouse=True)
def _tools() -> None:
    missing = [tool for tool in NEEDED if shutil.which(tool) is None]
    assert not missing, f"install {missing}: this must be tried, not skipped"


@pytest.fixture(scope="module")
def display() -> Iterator[str]:
    """An X server of our own, and its number."""
    read_end, write_end = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write_end), "-screen", "0", "1366x768x24", "-nolisten", "tcp", "-noreset"],
        pass_fds=[write_end],
        stderr=subprocess.DEVNULL,
    )
    os.close(write_end)
    with os.fdopen(read_end) as told:
        number = told.readline().strip()
    assert number, "Xvfb does not start"
    yield f":{number}"
    server.terminate()
    server.wait()


def environment(display: str | None) -> dict[str, str]:
    """Return the surroundings of a process: with a screen, or with none."""
    kept = {k: v for k, v in os.environ.items() if k not in ("QT_QPA_PLATFORM", "WAYLAND_DISPLAY", "DISPLAY")}
    kept.update({"P12_PASSWORD": PASSWORD, "LC_CTYPE": "C.UTF-8", "PYTHONWARNINGS": "default"})
    kept["DTI_TOUR"] = "off"  # these tests know what they want
    return kept if display is None else {**kept, "DISPLAY": display}


def cli(store: Path, *words: str, before: tuple[str, ...] = ()) -> str:
    """Run a command without a window and return what it prints."""
    done = subprocess.run(
        [*before, sys.executable, "-m", "dti_desktop", "--store", str(store), *words],
        capture_output=True, text=True, env=environment(None), timeout=PATIENCE_S, check=False,
    )  # fmt: skip
    assert done.returncode == 0, f"{words}: {done.stdout}{done.stderr}"
    return done.stdout


class Screen:
    """A window of another process, seen and typed into from outside."""

    def __init__(self, process: subprocess.Popen[str], display: str, log: Path) -> None:
        self.process = process
        self._display = display
        self._log = log

    def xdotool(self, *words: str) -> str:
        done = subprocess.run(
            ["xdotool", *words], capture_output=True, text=True, env=environment(self._display), check=False
        )
        return done.stdout.strip()

    def until(self, condition: Callable[[], object], what: str) -> None:
        """Wait for a condition; a process that ended meanwhile fails at once."""
        end = time.monotonic() + PATIENCE_S
        while not condition():
            assert self.process.poll() is None, f"the program ended: {self.said}"
            assert time.monotonic() < end, f"{what}; {self.said}"
            time.sleep(0.05)

    @property
    def said(self) -> str:
        return self._log.read_text(encoding="utf-8", errors="replace")

    def window(self) -> str:
        """Return the id of the window, when there is one that can be seen."""
        found = self.xdotool(
            "search", "--onlyvisible", "--pid", str(self.process.pid), "--name", "DTI Desktop"
        )
        return found.splitlines()[0] if found else ""

    def title(self) -> str:
        window = self.window()
        return self.xdotool("getwindowname", window) if window else ""

    def take_keyboard(self) -> None:
        """Give the window the keyboard: there is no window manager to do so."""
        self.xdotool("windowfocus", "--sync", self.window())

    def key(self, *keys: str) -> None:
        self.xdotool("key", "--delay", "20", *keys)

    def type(self, text: str) -> None:
        self.xdotool("type", "--delay", "20", text)

    def dialog(self) -> str:
        """Return the id of the newest window beside the main one, when there is one."""
        found = self.xdotool("search", "--onlyvisible", "--pid", str(self.process.pid), "--name", ".")
        others = [window for window in found.splitlines() if window != self.window()]
        return others[-1] if others else ""

    def ended(self) -> int:
        """Wait for the process to end and return its exit status."""
        return self.process.wait(timeout=PATIENCE_S)


@contextmanager
def program(store: Path, display: str, *words: str, before: tuple[str, ...] = ()) -> Iterator[Screen]:
    """Run the program with a window; whatever is left of it at the end is killed."""
    store.parent.mkdir(parents=True, exist_ok=True)
    log = store.parent / "said.txt"
    with log.open("w", encoding="utf-8") as out:
        process = subprocess.Popen(
            [*before, sys.executable, "-X", "dev", "-m", "dti_desktop", "--store", str(store), *words],
            stdout=out, stderr=subprocess.STDOUT, text=True, env=environment(display),
        )  # fmt: skip
        screen = Screen(process, display, log)
        try:
            yield screen
        finally:
            if process.poll() is None:
                process.kill()
            process.wait()


def number_given(store: Path, assessment_id: str) -> str:
    """Return the own number that the store holds for the indicator of these tests; none is ""."""
    scored = json.loads(cli(store, "score", assessment_id, "--json"))
    numbers = scored["indicators"][CODE]["derivation"].get("numbers", {})
    return str(numbers["a"]["value"]) if "a" in numbers else ""


def on_the_disk(store: Path, folder: Path, query: str, *values: str) -> str:
    """Return one value of what would be left if the program were killed now: the store itself is locked."""
    folder.mkdir(exist_ok=True)
    for suffix in ("", "-wal"):
        shutil.copyfile(f"{store}/dti.sqlite{suffix}", folder / f"copy{suffix}")
    with closing(sqlite3.connect(folder / "copy")) as copy:
        try:
            row = copy.execute(query, values).fetchone()
        except sqlite3.DatabaseError:
            return ""  # copied while it was written; the next copy will do
    return "" if row is None else str(row[0])


def is_at(screen: Screen, store: Path, assessment_id: str, page: str, code: str | None) -> bool:
    """Whether the window stands at a place: it keeps the last one, to begin there the next time."""
    key = f"ui/place/{assessment_id}"
    kept = on_the_disk(store, store.parent / "copies", "SELECT value FROM settings WHERE key = ?", key)
    return bool(kept) and json.loads(kept) == {"page": page, "code": code}


def go_to_indicator(screen: Screen, store: Path, assessment_id: str) -> None:
    """Find the indicator with the search of the side bar; its first field then has the keyboard."""
    screen.until(lambda: is_at(screen, store, assessment_id, "overview", None), "no overview")
    screen.take_keyboard()
    screen.key("ctrl+k")
    screen.type(CODE)
    screen.key("Return")
    screen.until(lambda: is_at(screen, store, assessment_id, "indicator", CODE), "the search leads nowhere")


@pytest.mark.parametrize("end", ["asked by the system", "cut off by the screen", "killed"])
def test_what_was_typed_is_there_after_the_end(
    end: str, display: str, tmp_path: Path, tell: Callable[[str], None]
) -> None:
    store = tmp_path / "store"
    assert cli(store, "sample").strip() == SAMPLE
    with program(store, display, "--open", SAMPLE) as screen:
        screen.until(lambda: screen.title().startswith("Sóc Trăng 2022"), "the sample does not open")
        go_to_indicator(screen, store, SAMPLE)
        screen.key("ctrl+a")
        screen.type("612")
        if end == "asked by the system":
            screen.process.send_signal(signal.SIGTERM)
            assert screen.ended() == 0, screen.said
            assert not screen.said.strip(), screen.said
        else:
            typed_s = time.monotonic()
            query = "SELECT value FROM answers WHERE code = ? AND field = 'a'"
            copies = tmp_path / "copies"
            screen.until(lambda: "612" in on_the_disk(store, copies, query, CODE), "it is never stored")
            tell(f"typed, and on the disk after {time.monotonic() - typed_s:.1f} s; two are promised")
            if end == "killed":
                screen.process.kill()
            else:
                screen.xdotool("windowkill", screen.window())
            assert screen.ended() != 0
    assert number_given(store, SAMPLE) == "612"


def test_begun_in_the_window_from_an_empty_store(display: str, tmp_path: Path) -> None:
    store = tmp_path / "not there yet" / "hồ sơ"
    with program(store, display) as screen:
        screen.until(lambda: screen.window() and (store / "dti.sqlite").exists(), "no window opens")
        screen.take_keyboard()
        asked_s = 0.0

        def has_dialog() -> bool:
            # The window takes keys as soon as it is seen, but begins nothing before its store is open.
            nonlocal asked_s
            if not screen.dialog() and time.monotonic() - asked_s > 5:
                asked_s = time.monotonic()
                screen.key("ctrl+n")
            return bool(screen.dialog())

        screen.until(has_dialog, "nothing asks for province and year")
        screen.xdotool("windowfocus", "--sync", screen.dialog())
        screen.type("can tho")
        screen.key("Return")
        screen.until(lambda: screen.title().startswith("Cần Thơ"), "the assessment does not open")
        assessment_id = f"can-tho-{screen.title().split()[2]}"
        go_to_indicator(screen, store, assessment_id)
        screen.type("1.234,5")
        screen.process.send_signal(signal.SIGTERM)
        assert screen.ended() == 0, screen.said
        assert not screen.said.strip(), screen.said
    assert number_given(store, assessment_id) == "1234.5"


# -- with the network cut ---------------------------------------------------------------------------


@pytest.fixture(scope="module")
def cut() -> tuple[str, ...]:
    """The words that run a command without any network: as root, or in a user namespace of one's own."""
    said = ""
    for words in (("unshare", "-n"), ("unshare", "-rn")):
        tried = subprocess.run([*words, "cat", "/proc/net/dev"], capture_output=True, text=True, check=False)
        devices = [line.split(":")[0].strip() for line in tried.stdout.splitlines() if ":" in line]
        if tried.returncode == 0 and devices == ["lo"]:
            return words
        said += tried.stderr
    pytest.fail(f"the network cannot be cut here, so nothing is proved: {said}")


def test_the_main_job_without_any_network(cut: tuple[str, ...], tmp_path: Path) -> None:
    store, bundle = tmp_path / "store", tmp_path / "out.asice"
    long = datetime(2100, 1, 1, tzinfo=UTC)
    root: Holder = certificate("Root", new_key("rsa", 1), is_ca=True, not_after_utc=long)
    signer = certificate("Nguyễn Thị Hoa", new_key("rsa", 2), root, not_after_utc=long)
    (tmp_path / "key.p12").write_bytes(p12(signer, root))
    (tmp_path / "ca.pem").write_bytes(root.pem)

    assert cli(store, "sample", before=cut).strip() == SAMPLE
    scored = json.loads(cli(store, "score", SAMPLE, "--json", before=cut))
    assert (scored["points"], scored["value"]) == ("573.10", "0.5731")
    cli(store, "report", SAMPLE, "-o", str(tmp_path / "draft.pdf"), before=cut)
    assert (tmp_path / "draft.pdf").read_bytes().startswith(b"%PDF-")
    key = ("--p12", str(tmp_path / "key.p12"), "--password-env", "P12_PASSWORD")
    cli(store, "export", SAMPLE, "-o", str(bundle), *key, before=cut)
    trust = ("--trust", str(tmp_path / "ca.pem"))
    found = json.loads(cli(store, "verify", str(bundle), *trust, "--json", before=cut))
    assert (found["integrity"], found["signature"], found["chain"]) == ("ok", "ok", "trusted")


def test_the_window_without_any_network(cut: tuple[str, ...], display: str, tmp_path: Path) -> None:
    store = tmp_path / "store"
    cli(store, "sample")
    with program(store, display, "--open", SAMPLE, before=cut) as screen:
        screen.until(lambda: screen.title().startswith("Sóc Trăng 2022"), "the sample does not open")
        screen.process.send_signal(signal.SIGTERM)
        assert screen.ended() == 0, screen.said
        assert not screen.said.strip(), screen.said

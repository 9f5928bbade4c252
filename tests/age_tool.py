"""Drives the real `age` tool, which takes a passphrase from a terminal only."""

from __future__ import annotations

import os
import pty
import shutil
import time
from pathlib import Path

AGE = shutil.which("age")
_LONGEST_S = 60


def run_age(arguments: list[str], passphrase: str) -> tuple[int, str]:
    """Run `age`, typing the passphrase whenever it asks; return its exit status and what it said."""
    assert AGE is not None, "the Debian package `age` is missing; ./dev test installs it"
    process, terminal = pty.fork()
    if process == 0:
        try:
            os.execv(AGE, [AGE, *arguments])
        finally:
            os._exit(127)
    said, answered, end_s = b"", 0, time.monotonic() + _LONGEST_S
    try:
        while time.monotonic() < end_s:
            try:
                chunk = os.read(terminal, 4096)
            except OSError:  # Linux' way to say that the other side has closed its terminal
                break
            if not chunk:
                break
            said += chunk
            while said.count(b"passphrase") > answered and said.rstrip().endswith(b":"):
                answered = said.count(b"passphrase")
                os.write(terminal, passphrase.encode() + b"\n")
    finally:
        os.close(terminal)
    _, status = os.waitpid(process, 0)
    return os.waitstatus_to_exitcode(status), said.decode(errors="replace")


def lock(source: Path, target: Path, passphrase: str) -> None:
    """Encrypt with the tool."""
    status, said = run_age(["-p", "-o", str(target), str(source)], passphrase)
    assert status == 0, said


def unlock(source: Path, target: Path, passphrase: str) -> None:
    """Decrypt with the tool."""
    status, said = run_age(["-d", "-o", str(target), str(source)], passphrase)
    assert status == 0, said

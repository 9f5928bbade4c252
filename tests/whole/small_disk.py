"""A real disk that is soon full, where one may be made."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

SMALL_DISK_BYTES = 24 * 1024 * 1024


@contextmanager
def mounted(folder: Path) -> Iterator[Path]:
    """Mount a small disk at a new folder; the test is skipped where nobody may."""
    folder.mkdir()
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={SMALL_DISK_BYTES}", "tmpfs", str(folder)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode != 0:
        pytest.skip(f"only root may make a disk: {done.stderr.strip()}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def fill_up(folder: Path, leave_bytes: int = 0) -> Path:
    """Leave no room on a disk but `leave_bytes`; return the file that takes it."""
    ballast = folder / "ballast"
    with ballast.open("ab", buffering=0) as file:
        step = 1 << 20
        while step:
            try:
                file.write(b"x" * step)
            except OSError:
                step //= 2
    if leave_bytes:
        os.truncate(ballast, ballast.stat().st_size - leave_bytes)
    return ballast

"""A process killed at any moment: what it had acknowledged is there, and everything holds together.

The small form of `./dev crash`: the same harness in a process of its own, for it forks.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
KILLS = 25

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the harness needs fork and ptrace")


def crash(*arguments: str) -> tuple[int, dict[str, int], str]:
    """Run the harness; return its exit status, its figures, and all that it printed."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", "tools.durability", *arguments],
        cwd=ROOT, capture_output=True, encoding="utf-8", check=False, timeout=110,
    )  # fmt: skip
    figures = {name: int(number) for name, number in re.findall(r"^(\w[\w -]*?) +(\d+)\b", done.stdout, re.M)}
    return done.returncode, figures, done.stdout + done.stderr


def test_kills_at_random_moments_lose_nothing():
    status, figures, said = crash(str(KILLS), "0")
    assert status == 0, said
    assert figures["kills"] == KILLS
    assert figures["acknowledged acts checked"] > KILLS
    assert figures["evidence files re-hashed"]
    assert figures["recovery announced"]
    lost = ("corrupt stores", "lost answers", "lost files", "half-made outputs")
    assert [figures[name] for name in lost] == [0, 0, 0, 0], said


def test_the_harness_notices_an_edit_that_is_told_before_it_is_committed():
    status, figures, said = crash(str(KILLS), "0", "--careless", "commit-late", "--seed", "1")
    assert status == 1, said
    assert figures["lost answers"], said

"""The power goes at any moment: what was acknowledged is there. The small form of `./dev crash`."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CUTS = 24
LOST = ("corrupt stores", "lost answers", "lost files", "half-made outputs")

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the harness needs fork and ptrace")


def cut(cuts: int, *arguments: str) -> tuple[int, dict[str, list[int]], str]:
    """Run the harness; return its exit status, the figures of both scripts, and all that it printed."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", "tools.durability", "0", str(cuts), *arguments],
        cwd=ROOT, capture_output=True, encoding="utf-8", check=False, timeout=110,
    )  # fmt: skip
    figures: dict[str, list[int]] = {}
    for name, number in re.findall(r"^(\w[\w -]*?) +(\d+)\b", done.stdout, re.MULTILINE):
        figures.setdefault(name, []).append(int(number))
    return done.returncode, figures, done.stdout + done.stderr


def test_cuts_at_random_moments_lose_nothing():
    status, figures, said = cut(CUTS)
    assert status == 0, said
    database, folders, after_kills = figures["power cuts"]
    assert (database, folders) == (CUTS, CUTS)
    assert after_kills
    assert all(figures["acknowledged acts checked"])
    assert all(figures["evidence files re-hashed"])
    assert all(figures["recovery announced"])
    assert [figures[name] for name in LOST] == [[0, 0, 0]] * len(LOST), said


@pytest.mark.parametrize(
    ("careless", "lost"),
    [
        ("synchronous-normal", "lost answers"),
        ("folders-not-synced", "lost files"),
        ("files-not-synced", "lost files"),
    ],
)
def test_the_harness_notices_what_was_not_synced(careless, lost):
    status, figures, said = cut(12, "--careless", careless, "--seed", "1")
    assert status == 1, said
    assert any(figures.get(lost, [])), said

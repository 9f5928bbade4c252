"""Starts a program and tells when its first paint was done, what it had loaded and what memory it holds.

The command line is the one that people type. `benchmarks/probe` is put on the process's path: it says when a
widget of the watched class was painted, that paint over and the event loop turning again. Bytecode is there
beforehand, as it is after any first start: an environment that forbids to write it would have Python compile
the whole program at every start.
"""

from __future__ import annotations

import compileall
import os
import re
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_MEMORY = re.compile(r"^(Rss|Pss|Private_Clean|Private_Dirty): +(\d+) kB$", re.MULTILINE)


@dataclass(frozen=True)
class Start:
    """What one start was like. Memory in bytes, 0 where it was not asked for or the system does not tell.

    `resident_bytes` counts shared pages whole, `own_bytes` not at all, `fair_bytes` as the share of each
    process that uses them: that one depends on what else runs.
    """

    painted_s: float
    modules: frozenset[str]
    resident_bytes: int = 0
    fair_bytes: int = 0
    own_bytes: int = 0


@dataclass(frozen=True)
class Program:
    """A command and the class whose first painted widget counts, as `benchmarks/probe` names it."""

    command: tuple[str, ...]
    watched: str

    def start(self, *, idle_s: float | None = None) -> Start:
        """Start it, end it once it was painted (after `idle_s` with its memory read), and tell.

        Raises `RuntimeError` where it ends without having painted.
        """
        path = os.pathsep.join(filter(None, (str(ROOT / "benchmarks/probe"), os.environ.get("PYTHONPATH"))))
        environment = {**os.environ, "PYTHONPATH": path, "DTI_WATCHED": self.watched}
        begun_ns = time.monotonic_ns()
        with subprocess.Popen(
            self.command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
        ) as process:
            assert process.stdout is not None
            painted = process.stdout.readline().split()
            modules = process.stdout.readline().split()
            if not painted or not modules:
                process.kill()
                raise RuntimeError(f"never painted: {' '.join(self.command)}")
            memory: dict[str, int] = {}
            if idle_s is not None:
                time.sleep(idle_s)
                memory = memory_of(process.pid)
            process.terminate()
            process.stdout.read()
        return Start(
            (int(painted[1]) - begun_ns) / 1e9,
            frozenset(modules[1:]),
            memory.get("Rss", 0),
            memory.get("Pss", 0),
            memory.get("Private_Clean", 0) + memory.get("Private_Dirty", 0),
        )


def memory_of(process_id: int) -> dict[str, int]:
    """Return what Linux tells of a process's memory, in bytes; nothing on other systems."""
    told = Path(f"/proc/{process_id}/smaps_rollup")
    if not told.is_file():
        return {}
    return {name: int(amount) * 1024 for name, amount in _MEMORY.findall(told.read_text())}


def our_program(store: Path, *more: str) -> Program:
    """Return the program on a store that has assessments: the first row of its list is what is waited for."""
    compileall.compile_dir(ROOT / "dti_desktop", quiet=1)
    command = (sys.executable, "-m", "dti_desktop", "--store", str(store), *more)
    return Program(command, "dti_desktop.ui.widgets.assessment_row:AssessmentRow")


def bare_window() -> Program:
    """Return the baseline: an empty window of the same size."""
    return Program((sys.executable, str(ROOT / "benchmarks/bare_window.py")), "PySide6.QtWidgets:QWidget")


def in_turns(programs: Sequence[Program], rounds: int, *, warm: int = 2) -> list[list[Start]]:
    """Start each program in turn, `rounds` times after `warm` that do not count."""
    starts = [[program.start() for program in programs] for _ in range(warm + rounds)][warm:]
    return [list(each) for each in zip(*starts, strict=True)]

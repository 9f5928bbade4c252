"""Thousands of hostile files, judged by the program: none accepted, none breaks it, nothing written outside.

    python tests/hostile/run.py [N] [--seed S] [--kinds bundle,backup] [--sample 200]
    python tests/hostile/run.py --again KIND NUMBER --seed S          one of them once more, kept and shown

N hostile bundles (10,000) and a tenth of that of every other kind, in two processes that are watched: no file
changed outside the given folder, no connection, no other program; processor time and memory of each. A sample
goes through the real command line. A failing file is kept in `build/hostile/`. The same seed gives the same
files, but for keys that are made anew each time. Exit status 0 only if nothing failed.
"""

# ruff: noqa: T201  it prints what it found

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import resource
import secrets
import shutil
import subprocess
import sys
import tempfile
import time
import warnings
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from kind import ACCEPTED, FILE_NAME, ROOT, Kind
from kinds import KINDS
from watch import MEMORY_LIMIT_BYTES, is_in_time, watched

KEPT = ROOT / "build" / "hostile"
_CHUNK = 250
_HEADROOM_BYTES = 1 << 30
_SMALL_BYTES = 1 << 20
# The program as it is started, telling at its end what it took. What `wait4` tells would begin with what the
# test process, large as it is, held when it was forked.
_MEASURED = """
import atexit, json, re, runpy, sys, time
from pathlib import Path
def measure(target=sys.argv.pop(1)):
    peak = re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())
    Path(target).write_text(json.dumps([time.process_time(), 1024 * int(peak[1])]))
atexit.register(measure)
runpy.run_module("dti_desktop", run_name="__main__", alter_sys=True)
"""


@dataclass
class Tally:
    """What came of a number of hostile files."""

    judged: int = 0
    unchanged: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    ways: Counter[str] = field(default_factory=Counter)
    slowest: tuple[float, str] = (0.0, "")
    largest: tuple[int, str] = (0, "")
    failures: list[str] = field(default_factory=list)

    def add(self, other: Tally) -> None:
        """Take another tally in."""
        self.judged += other.judged
        self.unchanged += other.unchanged
        self.outcomes += other.outcomes
        self.ways += other.ways
        self.slowest = max(self.slowest, other.slowest)
        self.largest = max(self.largest, other.largest)
        self.failures += other.failures


def hostile(kind: Kind, seed: str, number: int) -> tuple[str, bytes]:
    """Return hostile file `number` of this kind and how it was made."""
    die = Random(f"{seed}/{kind.name}/{number}")
    originals = kind.originals()
    for _ in range(20):
        how, content = kind.change(die, die.choice(originals), originals)
        if content not in originals:
            return how, content
    return "unchanged", content


def judge(kind: Kind, content: bytes, folder: Path) -> tuple[str, list[str], float, int]:
    """Return the outcome, what is wrong with it, the seconds and the bytes that it took."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    (folder / FILE_NAME).write_bytes(content)
    wrong: list[str] = []
    with watched(folder) as seen, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            outcome = kind.judge(content, folder)
        except Exception as error:
            outcome = f"crash {type(error).__name__}"
            wrong.append(f"{type(error).__name__}: {error}"[:300])
    if outcome == ACCEPTED and not kind.may_be_accepted and content not in kind.originals():
        wrong.append("accepted")
    wrong += seen.forbidden
    left = {path.name for path in folder.iterdir()} - {FILE_NAME, "store"}
    wrong += [f"left behind: {name}" for name in left]
    if len(content) <= _SMALL_BYTES:
        if not seen.is_in_time:
            wrong.append(f"{seen.cpu_s:.1f} s")
        if seen.peak_bytes > MEMORY_LIMIT_BYTES:
            wrong.append(f"{seen.peak_bytes >> 20} MB")
    return outcome, wrong, seen.cpu_s, seen.peak_bytes


def keep(kind: Kind, seed: str, number: int, how: str, content: bytes, wrong: Sequence[str]) -> str:
    """Keep a failing file and return a line that names it."""
    KEPT.mkdir(parents=True, exist_ok=True)
    (KEPT / f"{kind.name}-{seed}-{number}").write_bytes(content)
    return f"{kind.name} {number} ({how}): {'; '.join(wrong)}"


def chunk(name: str, seed: str, first: int, count: int) -> Tally:
    """Judge `count` hostile files from number `first` on; runs in a process of its own."""
    kind = KINDS[name]
    tally = Tally()
    with tempfile.TemporaryDirectory(prefix="hostile-") as private:
        folder = Path(private) / "f"
        for original in kind.originals():  # loads the libraries, and shows that lawful files are accepted
            outcome, wrong, _, _ = judge(kind, original, folder)
            if wrong:
                tally.failures.append(f"{name}, a lawful one: {outcome} {'; '.join(wrong)}")
        for number in range(first, first + count):
            how, content = hostile(kind, seed, number)
            outcome, wrong, cpu_s, peak_bytes = judge(kind, content, folder)
            tally.judged += 1
            tally.unchanged += how == "unchanged"
            tally.outcomes[outcome] += 1
            tally.ways[how.partition(":")[0].partition("+")[0]] += 1
            tally.slowest = max(tally.slowest, (cpu_s, f"{name} {number} ({how[:60]})"))
            tally.largest = max(tally.largest, (peak_bytes, f"{name} {number} ({how[:60]})"))
            if wrong:
                tally.failures.append(keep(kind, seed, number, how, content, wrong))
    return tally


def begin_worker() -> None:
    """Keep a process that goes wild from taking the machine with it."""
    soft = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize() + 2 * _HEADROOM_BYTES
    resource.setrlimit(resource.RLIMIT_AS, (soft, soft))


def by_command(name: str, seed: str, number: int) -> Tally:
    """Let the real command line judge one hostile file in a folder of its own; look at all it leaves."""
    kind = KINDS[name]
    assert kind.command is not None
    how, content = hostile(kind, seed, number)
    with tempfile.TemporaryDirectory(prefix="hostile-") as private:
        home = Path(private)
        path = home / FILE_NAME
        path.write_bytes(content)
        environment = {**os.environ, "HOME": private, "TMPDIR": private, "PYTHONDONTWRITEBYTECODE": "1"}
        arguments = ["--store", str(home / "store"), *kind.command(path), "--json"]
        measures = home / "measures"
        ran = subprocess.run(
            [sys.executable, "-c", _MEASURED, str(measures), *arguments],
            cwd=ROOT, env=environment, capture_output=True, stdin=subprocess.DEVNULL, check=False,
        )  # fmt: skip
        cpu_s, peak_bytes = json.loads(measures.read_text()) if measures.exists() else (0.0, 0)
        left = {p.name for p in home.iterdir()} - {FILE_NAME, "store", "measures"}
    wrong = [f"left behind: {file}" for file in sorted(left)]
    if ran.returncode not in ({0, 1, 2} if kind.may_be_accepted else {1, 2}):
        wrong.append(f"exit status {ran.returncode}")
    if b"Traceback" in ran.stderr:
        wrong.append(ran.stderr.decode("utf-8", "replace").strip().splitlines()[-1][:200])
    if not cpu_s:
        wrong.append("ended without its measures")
    try:
        json.loads(ran.stdout)
    except ValueError:
        wrong.append("no JSON")
    tally = Tally(judged=1, outcomes=Counter({f"exit {ran.returncode}": 1}))
    label = f"{name} {number} ({how[:60]})"
    tally.slowest = (cpu_s, label)
    tally.largest = (peak_bytes, label)
    if not is_in_time(cpu_s):
        wrong.append(f"{cpu_s:.1f} s")
    if peak_bytes > MEMORY_LIMIT_BYTES:
        wrong.append(f"{peak_bytes >> 20} MB")
    if wrong:
        tally.failures.append(keep(kind, seed, number, how, content, wrong))
    return tally


def show(title: str, tally: Tally, *, is_whole_process: bool = False) -> None:
    """Print a tally."""
    print(f"{title}: {tally.judged} judged, {len(tally.failures)} failed")
    print("  outcomes:", ", ".join(f"{code} {count}" for code, count in tally.outcomes.most_common(12)))
    if tally.ways:
        print("  made by:", ", ".join(f"{how} {count}" for how, count in tally.ways.most_common(30)))
    what = "of the whole process" if is_whole_process else "for the file"
    print(f"  most time {what}: {tally.slowest[0]:.3f} s, {tally.slowest[1]}")
    print(f"  most memory {what}: {tally.largest[0] / 2**20:.1f} MB, {tally.largest[1]}", flush=True)


def run(count: int, seed: str, names: Sequence[str], sample: int) -> list[str]:
    """Judge everything, print what came of it, and return the failures."""
    print(f"seed {seed}", flush=True)
    failures: list[str] = []
    began_s = time.monotonic()
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(2, spawn, begin_worker) as pool:
        for name in names:
            total = count if name == "bundle" else max(1, count // 10)
            starts = range(0, total, _CHUNK)
            futures = [pool.submit(chunk, name, seed, s, min(_CHUNK, total - s)) for s in starts]
            tally = Tally()
            for future in futures:
                tally.add(future.result())
            show(name, tally)
            failures += tally.failures
    asked = [name for name in names if KINDS[name].command is not None]
    with ProcessPoolExecutor(2, spawn) as pool:
        for name in asked if sample else ():
            number = sample if name == "bundle" else max(1, sample // 10)
            tally = Tally()
            for found in pool.map(by_command, [name] * number, [seed] * number, range(number)):
                tally.add(found)
            show(f"{name}, by the command line", tally, is_whole_process=True)
            failures += tally.failures
    print(f"{time.monotonic() - began_s:.0f} s; {len(failures)} failures")
    return failures


def main(arguments: Sequence[str]) -> int:
    """Read the command line and do what it asks."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("count", type=int, nargs="?", default=10_000, metavar="N")
    parser.add_argument("--seed", default=secrets.token_hex(4))
    parser.add_argument("--kinds", type=lambda text: text.split(","), default=list(KINDS))
    parser.add_argument(
        "--sample", type=int, default=200, help="how many bundles go through the command line"
    )
    parser.add_argument("--again", nargs=2, metavar=("KIND", "NUMBER"))
    options = parser.parse_args(arguments)
    if options.again:
        kind, number = KINDS[options.again[0]], int(options.again[1])
        how, content = hostile(kind, options.seed, number)
        with tempfile.TemporaryDirectory(prefix="hostile-") as private:
            outcome, wrong, cpu_s, peak_bytes = judge(kind, content, Path(private) / "f")
        keep(kind, options.seed, number, how, content, wrong)
        print(f"{how}: {outcome}, {cpu_s:.3f} s, {peak_bytes >> 20} MB", *wrong, sep="\n  ")
        return 1 if wrong else 0
    failures = run(options.count, options.seed, options.kinds, options.sample)
    for line in failures[:50]:
        print("FAILED", line)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

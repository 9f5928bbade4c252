"""Random sets of department files, merged in random order: the same result, no value lost.

    python tests/merging/run.py [N] [--seed S]        N sets (5,000), from number S on (0)

Each set: an assessment in a real store, one to four parts handed out as real files, some opened twice and
returned twice, worked on at random, while the office works on too and approves some. Then all files together
in one order and in another, and where nothing is to be decided one by one; merged twice; taken back by one
undo. Held: the result is the same; every value is in the result or in the journal; evidence files are whole
and each is one document, remarks are all there; the store verifies. The same number gives the same set.
Exit status 0 only if nothing failed.
"""

# ruff: noqa: T201  it prints what it found

from __future__ import annotations

import argparse
import multiprocessing
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(Path(__file__).resolve().parent)]

from sets import Counts, Office, run_set  # noqa: E402

CHUNK = 100


def chunk(first: int, count: int) -> Counts:
    """Take `count` sets in, from number `first` on, into one store; runs in a process of its own."""
    counts = Counts()
    with tempfile.TemporaryDirectory(prefix="merge-") as folder:
        office = Office(Path(folder))
        try:
            for number in range(first, first + count):
                counts.add(run_set(office, number))
            counts.failures += [f"sets {first}…: {p.code} {p.place}" for p in office.workspace.store.verify()]
        finally:
            office.close()
    return counts


def main(arguments: Sequence[str]) -> int:
    """Read the command line and do what it asks."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("count", type=int, nargs="?", default=5_000, metavar="N")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args(arguments)
    began_s = time.monotonic()
    total = Counts()
    starts = range(options.seed, options.seed + options.count, CHUNK)
    last = options.seed + options.count
    with ProcessPoolExecutor(2, multiprocessing.get_context("spawn")) as pool:
        for found in pool.map(chunk, starts, [min(CHUNK, last - start) for start in starts]):
            total.add(found)
    print(f"{total.sets} sets of {total.files} files, {time.monotonic() - began_s:.0f} s")
    print(f"  nothing to decide in {total.without_conflict}; {total.conflicts} conflicts in the others")
    print(
        f"  {total.values} values came back, of them {total.evidence} of evidence, {total.comments} remarks"
    )
    print(f"  {total.taken} taken; {total.told} not taken, each found in the journal")
    print(f"  {len(total.failures)} failures")
    for line in total.failures[:50]:
        print("FAILED", line)
    return 1 if total.failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

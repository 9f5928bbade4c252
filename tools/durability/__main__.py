"""`python -m tools.durability [KILLS] [CUTS] [--seed N]`: kill and cut the power, print the figures.

Exit status 1 where anything was lost; what was lost is printed with the seed that shows it again.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # a process with threads must not be forked

from tools import certificate
from tools.durability.carelessness import CAREFUL, CARELESSNESS
from tools.durability.cuts import DATABASE_SCRIPT, FOLDER_SCRIPT, CutReport, cut_after_kills, cut_power
from tools.durability.killing import EVERY_SITTING, KillReport, kill
from tools.durability.promises import Losses
from tools.durability.script import Office
from tools.durability.survivors import library

_PASSWORD = "thu-nghiem"  # noqa: S105 - of a key that is made for this run
_SHOWN_LOSSES = 20
_CARELESS_SITTINGS = ("typing", "evidence")
_CARELESS_DATABASE_SCRIPT = ("opening", "typing")
_CARELESS_FOLDER_SCRIPT = ("evidence",)
"""A careless program cannot do all that a careful one can."""


def main(arguments: list[str]) -> int:
    """Run both harnesses and return the exit status."""
    parser = argparse.ArgumentParser(prog="./dev crash", description=__doc__)
    parser.add_argument("kills", metavar="KILLS", type=int, nargs="?", default=1_000)
    parser.add_argument("cuts", metavar="CUTS", type=int, nargs="?", default=400, help="of each script")
    parser.add_argument("--seed", type=int, default=int(time.time()), help="to see the same again")
    parser.add_argument(
        "--careless", metavar="HOW", choices=CARELESSNESS,
        help=f"make the program careless, to see that it is noticed: {', '.join(CARELESSNESS)}",
    )  # fmt: skip
    options = parser.parse_args(arguments)
    surroundings = CARELESSNESS[options.careless] if options.careless else CAREFUL
    print(f"seed {options.seed}")
    losses = Losses()
    with tempfile.TemporaryDirectory(prefix="dti-crash-") as scratch:
        folder = Path(scratch)
        key_file = folder / "key.p12"
        certificate.make(key_file, folder / "ca.pem", _PASSWORD.encode(), datetime.now(UTC))
        office = Office(library(), key_file, _PASSWORD)
        if options.kills:
            killed = kill(
                office, folder / "kills", options.kills, seed=options.seed,
                surroundings=surroundings, sittings=_CARELESS_SITTINGS if options.careless else EVERY_SITTING,
                progress=lambda report: _tell("killed", report.kills, options.kills),
            )  # fmt: skip
            _print_kills(killed)
            losses.add(killed.losses)
        if options.cuts:
            for title, script in (
                ("database", _CARELESS_DATABASE_SCRIPT if options.careless else DATABASE_SCRIPT),
                ("files and folders", _CARELESS_FOLDER_SCRIPT if options.careless else FOLDER_SCRIPT),
            ):
                cut = cut_power(
                    office, folder / title[:8], options.cuts, script, seed=options.seed,
                    with_migration=script is DATABASE_SCRIPT, with_recovery=not options.careless,
                    surroundings=surroundings,
                    progress=lambda report: _tell("cut", report.cuts, options.cuts),
                )  # fmt: skip
                _print_cuts(title, cut)
                losses.add(cut.losses)
            if not options.careless:
                kills = max(1, options.cuts // 4)
                cut = cut_after_kills(office, folder / "both", kills, seed=options.seed)
                _print_cuts(f"after {kills} kills, all that was not synced gone", cut)
                losses.add(cut.losses)
    for line in losses.lines()[:_SHOWN_LOSSES]:
        print(f"LOST  {line}")
    return 1 if losses else 0


def _tell(what: str, done: int, of: int) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(f"\r{what} {done} of {of} " + ("\n" if done >= of else ""))


def _print_kills(report: KillReport) -> None:
    print(f"\nkills                       {report.kills:>7}   in {report.stores} stores")
    print(f"  under way                 {_counts(report.by_phase)}")
    print(f"  aimed                     {_counts(report.by_aim)}")
    print(f"recovery announced          {report.recovered:>7}")
    _print_findings(report.acts_checked, report.files_checked, report.losses)


def _print_cuts(title: str, report: CutReport) -> None:
    print(f"\npower cuts                  {report.cuts:>7}   {title}")
    print(f"  recorded                  {report.operations} operations, {report.syncs} of them syncs")
    print(f"  under way                 {_counts(report.by_phase)}")
    print(f"recovery announced          {report.recovered:>7}")
    _print_findings(report.acts_checked, report.files_checked, report.losses)


def _print_findings(acts: int, files: int, losses: Losses) -> None:
    print(f"acknowledged acts checked   {acts:>7}")
    print(f"evidence files re-hashed    {files:>7}")
    print(f"corrupt stores              {len(losses.corrupt_stores):>7}")
    print(f"lost answers                {len(losses.lost_answers):>7}")
    print(f"lost files                  {len(losses.lost_files):>7}")
    print(f"half-made outputs           {len(losses.half_made):>7}", flush=True)


def _counts(counter: Counter[str]) -> str:
    return ", ".join(f"{name} {count}" for name, count in counter.most_common())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""The power-cut harness: a recorded script, cut at chosen moments; what is left is held to its promises.

Two scripts: one heavy on the database (typing, undo, opening, migrating, and the recovery after an earlier
cut), one on folders and files (evidence, backup, restoring, export). Some of their sittings are killed, for
then the system still holds what was written, and the next sitting goes on from there.
"""

from __future__ import annotations

import random
import shutil
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from tools.durability.carelessness import CAREFUL, Surroundings
from tools.durability.disk_model import POLICIES, WORST, Disk
from tools.durability.killing import Life, life_of_an_old_store, warm
from tools.durability.migrating import later_schema, migrate
from tools.durability.promises import Losses, Promises, UntrueTellingError
from tools.durability.recording import Ended, Operation, Recording, Rename, Sync, Told
from tools.durability.script import OUT_NAME, STORE_NAME, Office
from tools.durability.sittings import SITTINGS, Sitting, first_day
from tools.durability.syscalls import CHANGING, SystemCall

DATABASE_SCRIPT = ("opening", "typing", "typing!", "typing", "opening!", "opening", "typing!", "typing")
FOLDER_SCRIPT = (
    "evidence", "backup", "evidence!", "evidence", "export", "restore!", "evidence", "restore", "backup!",
    "export!", "export",
)  # fmt: skip
"""The sittings of a script; those with `!` are killed."""

KEPT = Path(__file__).resolve().parents[2] / "build" / "crash"
"""Where what a cut left is kept, if it breaks a promise."""

_KILLED_AFTER_CALLS = (20, 400)
_SHARE_IN_RECOVERY = 0.1
_SHARE_IN_MIGRATION = 0.1


@dataclass
class CutReport:
    """What was done and what was found."""

    cuts: int = 0
    by_phase: Counter[str] = field(default_factory=Counter)
    operations: int = 0
    syncs: int = 0
    acts_checked: int = 0
    files_checked: int = 0
    recovered: int = 0
    losses: Losses = field(default_factory=Losses)
    broken_cuts: int = 0


class Tape:
    """A recorded script, and the disk and the promises at any moment of it."""

    def __init__(self, life: Life) -> None:
        self._life = life
        self._recording = Recording(life.disk)
        self._disk = Disk(life.disk, self._recording.first_keys)
        self._promises = life.promises
        self._done = 0

    @property
    def operations(self) -> Sequence[Operation]:
        """What was recorded."""
        return self._recording.operations

    def record(self, sitting: Sitting, seed: int, *, killed_after_calls: int | None = None) -> None:
        """Record one sitting; if told, killed after so many calls that change something."""
        met = 0

        def is_over(call: SystemCall) -> bool:
            nonlocal met
            met += call.result is not None and call.name in CHANGING
            return met == killed_after_calls

        self._recording.record(self._life.begin(sitting, seed, traced=True), kill_when=is_over)

    def moments(self, count: int, generator: random.Random) -> list[int]:
        """Return moments to cut at, in order: half anywhere, half next to a promise, a sync or a rename."""
        operations = self.operations
        telling = [
            number for number, operation in enumerate(operations)
            if isinstance(operation, Told | Sync | Rename | Ended)
        ]  # fmt: skip
        found = [generator.randrange(len(operations) + 1) for _ in range(count // 2)]
        found += [generator.choice(telling) + generator.randint(0, 1) for _ in range(count - len(found))]
        return sorted(found)

    def wind_to(self, moment: int) -> None:
        """Go on until so many operations are done; there is no way back."""
        for operation in self.operations[self._done : moment]:
            self._disk.apply(operation)
            if isinstance(operation, Told):
                self._promises.hear(operation.lines.split(b"\n")[:-1])
        self._done = max(self._done, moment)

    def cut(self, target: Path, generator: random.Random, policies: Sequence[str] = POLICIES) -> Promises:
        """Cut the power now: what is left is written into `target`; return what was promised by then."""
        self._disk.cut(target, generator, policies)
        return self._promises.copy()


def cut_power(
    office: Office,
    folder: Path,
    cuts: int,
    script: Sequence[str],
    *,
    seed: int,
    with_recovery: bool = True,
    with_migration: bool = False,
    surroundings: Surroundings = CAREFUL,
    progress: Callable[[CutReport], None] | None = None,
) -> CutReport:
    """Cut the power that often in the script and return what was found.

    `folder` is for the stores, `surroundings` as in `Life`.
    """
    report = CutReport()
    generator = random.Random(seed)  # noqa: S311 - what is wanted is to get the same again
    warm(office, folder / "warming")
    in_migration = round(cuts * _SHARE_IN_MIGRATION) if with_migration else 0
    in_recovery = round(cuts * _SHARE_IN_RECOVERY) if with_recovery else 0

    tape = Tape(Life(office, folder / "script", surroundings))
    for step in script:
        after = generator.randint(*_KILLED_AFTER_CALLS) if step.endswith("!") else None
        tape.record(SITTINGS[step.rstrip("!")], generator.getrandbits(64), killed_after_calls=after)
    _note(report, tape)
    recoveries = set(generator.sample(range(cuts - in_migration), in_recovery))
    for number, moment in enumerate(tape.moments(cuts - in_migration, generator)):
        tape.wind_to(moment)
        left = folder / "left" / "disk"
        left.parent.mkdir()
        promises = tape.cut(left, generator)
        try:
            if number in recoveries:
                left, promises = _cut_recovery(office, left, promises, generator, report)
            _look(left, promises, report)
        except UntrueTellingError as error:
            report.losses.lost_answers.append(str(error))
        shutil.rmtree(folder / "left")
        if progress is not None:
            progress(report)

    for _ in range(in_migration):
        life = life_of_an_old_store(office, folder / "old store", generator)
        with later_schema():
            tape = Tape(life)
            tape.record(migrate, 0)
            tape.wind_to(generator.randrange(len(tape.operations) + 1))
            left = folder / "left"
            _look(left, tape.cut(left, generator), report, phase="migrating")
        shutil.rmtree(left)
        shutil.rmtree(life.root)
        if progress is not None:
            progress(report)
    return report


def cut_after_kills(office: Office, folder: Path, kills: int, *, seed: int) -> CutReport:
    """Kill a first day, spread over all its calls; do it once more; then cut, and nothing unsynced survives.

    What a killed program left to the system is there when it is opened again, and shown. From then on it
    must last like anything else: this finds what the second run took for synced that the first one was not.
    """
    report = CutReport()
    generator = random.Random(seed)  # noqa: S311
    warm(office, folder / "warming")
    tape = Tape(Life(office, folder / "whole"))
    tape.record(first_day, seed)
    calls = sum(not isinstance(operation, Ended) for operation in tape.operations)
    for number in range(kills):
        life = Life(office, folder / "killed")
        tape = Tape(life)
        tape.record(first_day, seed, killed_after_calls=1 + number * calls // kills)
        again = len(tape.operations)
        tape.record(first_day, seed)
        told = [
            at for at, operation in enumerate(tape.operations, start=1)
            if at > again and isinstance(operation, Told) and b'"done":"close"' not in operation.lines
        ]  # fmt: skip
        for moment in told[1::2]:  # each second one tells that an act is done
            tape.wind_to(moment)
            left = folder / "left"
            _look(left, tape.cut(left, generator, WORST), report)
            shutil.rmtree(left)
        _note(report, tape)
        shutil.rmtree(life.root)
    return report


def _cut_recovery(
    office: Office, left: Path, promises: Promises, generator: random.Random, report: CutReport
) -> tuple[Path, Promises]:
    """Open what a cut left, and cut the power again meanwhile or soon after."""
    life = Life.of_what_is_left(office, left, promises)
    tape = Tape(life)
    tape.record(SITTINGS["opening"], generator.getrandbits(64))
    _note(report, tape)
    tape.wind_to(generator.randrange(len(tape.operations) // 2))
    again = left.with_name("again")
    return again, tape.cut(again, generator)


def _note(report: CutReport, tape: Tape) -> None:
    report.operations += len(tape.operations)
    report.syncs += sum(isinstance(operation, Sync) for operation in tape.operations)


def _look(left: Path, promises: Promises, report: CutReport, *, phase: str = "") -> None:
    """Hold what is left to what was promised; what breaks a promise is kept as the cut left it."""
    report.cuts += 1
    phase = phase or promises.phase
    report.by_phase[phase] += 1
    report.acts_checked += promises.acts_told
    report.files_checked += len(promises.held.files)
    untouched = left.with_name("untouched")  # looking at a store opens it, and opening mends it
    shutil.copytree(left, untouched)
    losses = promises.check(left / STORE_NAME, left / OUT_NAME)
    report.recovered += promises.recovered
    report.losses.add(losses)
    report.broken_cuts += bool(losses)
    if losses:
        kept = KEPT / f"{datetime.now(UTC):%Y%m%d-%H%M%S-%f}-{phase.replace(' ', '-')}"
        shutil.copytree(untouched, kept)
        (kept / "losses.txt").write_text("\n".join(losses.lines()), "utf-8")
    shutil.rmtree(untouched)

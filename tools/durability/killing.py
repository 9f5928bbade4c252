"""The kill harness: the officer's program is ended at any moment, and what is left is held to its promises.

Half of the kills come at a random time, half at a chosen system call that changes the disk: before it is
done or after. One store lives through several kills; then another is begun.
"""

from __future__ import annotations

import os
import random
import shutil
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tools.durability.carelessness import CAREFUL, Surroundings
from tools.durability.migrating import later_schema, migrate, put_old_store
from tools.durability.promises import Losses, Promises, UntrueTellingError
from tools.durability.script import OUT_NAME, STORE_NAME, Desk, Office
from tools.durability.sittings import SITTINGS, Sitting
from tools.durability.survivors import undo_and_redo_all
from tools.durability.syscalls import CHANGING, Child

MIGRATING = "migrating"
EVERY_SITTING = (*SITTINGS, MIGRATING)
KILLS_IN_A_LIFE = 20
_WEIGHTS = {
    "typing": 8, "evidence": 5, "opening": 3, "export": 4, "backup": 4, "restore": 5, MIGRATING: 2,
}  # fmt: skip
_CALIBRATION_SEED = 1
_SHARE_NOT_LOOKED_AT = 0.3
_LOOKED_AT = ("export", "backup", "restore")
"""What was being written into another place is judged at once."""


@dataclass
class KillReport:
    """What was done and what was found."""

    kills: int = 0
    by_phase: Counter[str] = field(default_factory=Counter)
    by_aim: Counter[str] = field(default_factory=Counter)
    acts_checked: int = 0
    files_checked: int = 0
    stores: int = 0
    recovered: int = 0
    losses: Losses = field(default_factory=Losses)


@dataclass(frozen=True)
class _Extent:
    """How long a sitting is when nobody ends it."""

    duration_s: float
    changing_calls: int


class Life:
    """One store from its first opening on, and everything that was promised of it.

    `surroundings` hold in the officer's program only, not where it is judged.
    """

    def __init__(self, office: Office, root: Path, surroundings: Surroundings = CAREFUL) -> None:
        self.office = office
        self.root = root
        self.name = ""
        """What all of this life is, where it is one thing only."""
        self._surroundings = surroundings
        self.inbox = root / "inbox"
        self.disk = root / "disk"
        self.store_dir = self.disk / STORE_NAME
        self.out = self.disk / OUT_NAME
        self.promises = Promises()
        for folder in (self.inbox, self.out):
            folder.mkdir(parents=True, exist_ok=True)

    @classmethod
    def of_what_is_left(cls, office: Office, disk: Path, promises: Promises) -> Life:
        """Go on from a disk that a cut left behind."""
        life = cls(office, disk.parent)
        life.promises = promises
        return life

    def begin(self, sitting: Sitting, seed: int, *, traced: bool) -> Child:
        """Begin a sitting in a process of its own."""

        def work(telling: int) -> None:
            generator = random.Random(seed)  # noqa: S311 - what is wanted is to get the same again
            sitting(Desk(self.office, self.disk, self.inbox, generator, telling), generator)

        with self._surroundings():
            return Child(work, traced=traced)

    def end(self, child: Child, report: KillReport, *, is_looked_at: bool = True) -> None:
        """Take in what a killed child told, look at what is left, and begin from there.

        Where nobody looks, it is the next child that opens what this one left.
        """
        promises = self.promises
        try:
            promises.hear(child.finish())
        except UntrueTellingError as error:  # told by one who opened what the killed one before had left
            report.losses.lost_answers.append(str(error))
            return
        if child.has_failed:
            raise RuntimeError(f"the officer's program ended by itself: {child.status}")
        if child.was_killed:
            report.kills += 1
            report.by_phase[self.name or promises.phase] += 1
        if child.was_killed and not is_looked_at and promises.phase not in _LOOKED_AT:
            return
        self._look(report)

    def _look(self, report: KillReport) -> None:
        report.acts_checked += self.promises.acts_told
        report.files_checked += len(self.promises.held.files)
        self.promises.acts_told = 0
        report.losses.add(self.promises.check(self.store_dir, self.out))
        for folder in self.store_dir.glob("before-restore-*"):
            shutil.rmtree(folder)
        self.promises.forget_kept_aside()

    def close(self, report: KillReport) -> None:
        """Take everything back and do it again, then throw the store away."""
        self._look(report)
        report.losses.lost_answers += undo_and_redo_all(self.store_dir)
        report.recovered += self.promises.recovered
        report.stores += 1
        shutil.rmtree(self.root)


def kill(
    office: Office,
    folder: Path,
    kills: int,
    *,
    seed: int,
    sittings: Sequence[str] = EVERY_SITTING,
    surroundings: Surroundings = CAREFUL,
    progress: Callable[[KillReport], None] | None = None,
) -> KillReport:
    """Kill the officer's program that often and return what was found; the first loss ends it.

    `folder` is for the stores, `sittings` what she may be doing, `surroundings` as in `Life`.
    """
    report = KillReport()
    warm(office, folder / "warming")
    generator = random.Random(seed)  # noqa: S311
    extents: dict[str, _Extent] = {}
    while report.kills < kills and not report.losses:
        life = Life(office, folder / f"store-{report.stores}", surroundings)
        end = min(kills, report.kills + KILLS_IN_A_LIFE)
        while report.kills < end and not report.losses:
            (kind,) = generator.choices(sittings, [_WEIGHTS[kind] for kind in sittings])
            with _life_for(kind, life, generator) as one:
                sitting = SITTINGS.get(kind, migrate)
                if kind in extents:
                    _kill(one, report, sitting, extents[kind], generator)
                else:
                    extents[kind] = _measure(one, report, sitting)
            if progress is not None:
                progress(report)
        if not report.losses:
            life.close(report)
    return report


@contextmanager
def _life_for(kind: str, life: Life, generator: random.Random) -> Iterator[Life]:
    """Give the life that goes on, or for migrating a new one that begins with a store of an older schema."""
    if kind != MIGRATING:
        yield life
        return
    other = life_of_an_old_store(life.office, life.root.with_name("old store"), generator)
    with later_schema():
        yield other
    shutil.rmtree(other.root)


def life_of_an_old_store(office: Office, root: Path, generator: random.Random) -> Life:
    """Begin with a store of an older schema, which has to hold the same after migrating."""
    life = Life(office, root)
    life.name = MIGRATING
    life.promises = Promises(put_old_store(life.store_dir, generator))
    return life


def _kill(
    life: Life, report: KillReport, sitting: Sitting, extent: _Extent, generator: random.Random
) -> None:
    seed = generator.getrandbits(64)
    is_looked_at = life.name != "" or generator.random() >= _SHARE_NOT_LOOKED_AT
    if generator.random() < 0.5:
        child = _killed_at_moment(life, sitting, seed, generator.random() * extent.duration_s)
        aim = "at a moment"
    else:
        number = generator.randrange(extent.changing_calls)
        child, aim = _killed_at_call(life, sitting, seed, number, is_before=generator.random() < 0.5)
    life.end(child, report, is_looked_at=is_looked_at)
    if child.was_killed:
        report.by_aim[aim] += 1


def warm(office: Office, folder: Path) -> None:
    """Do everything once in this process, so that what is forked from it has all its modules."""
    life = Life(office, folder)
    generator = random.Random(0)  # noqa: S311
    with Path(os.devnull).open("wb", buffering=0) as nobody:
        desk = Desk(office, life.disk, life.inbox, generator, nobody.fileno())
        for sitting in SITTINGS.values():
            sitting(desk, generator)
    shutil.rmtree(folder)


def _measure(life: Life, report: KillReport, sitting: Sitting) -> _Extent:
    """Let a sitting come to its end, once alone and once stopped at every call."""
    began_s = time.monotonic()
    child = life.begin(sitting, _CALIBRATION_SEED, traced=False)
    while not child.poll():
        time.sleep(0.001)
    duration_s = time.monotonic() - began_s
    life.end(child, report)
    child = life.begin(sitting, _CALIBRATION_SEED, traced=True)
    calls = sum(call.name in CHANGING for call in child.system_calls() if call.result is None)
    life.end(child, report)
    return _Extent(duration_s, calls)


def _killed_at_moment(life: Life, sitting: Sitting, seed: int, after_s: float) -> Child:
    child = life.begin(sitting, seed, traced=False)
    until_s = time.monotonic() + after_s
    while not child.poll() and (left_s := until_s - time.monotonic()) > 0:
        time.sleep(min(left_s, 0.001))
    child.kill()
    return child


def _killed_at_call(
    life: Life, sitting: Sitting, seed: int, number: int, *, is_before: bool
) -> tuple[Child, str]:
    child = life.begin(sitting, seed, traced=True)
    met, aim = -1, ""
    for call in child.system_calls():
        if call.name in CHANGING:
            met += call.result is None
            if met == number and is_before == (call.result is None):
                aim = f"at {call.name}"
                child.kill()
    return child, aim

"""Large files in and out, as people move them, beside what the system needs for the same bytes.

    .venv/bin/python -m benchmarks files
    DTI_BENCH_BYTES=268435456 .venv/bin/python -m benchmarks files      fewer bytes, for a quick look
    DTI_BENCH_DIR=/media/stick .venv/bin/python -m benchmarks files     on another disk

The real doors of the program on a real store with a real key. *In*: stage, judge, publish, commit.
*Out*: check the journal, make the report, read all evidence again, sign, write, flush, read again and
verify, name, note in the journal. *Verify*: the file with its root certificate. All in a process that is
warm; no cache is dropped. The memory is what a process of its own holds at its peak over what it held
before, after a round with a thousandth of the bytes.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.figures import ROUNDS, Figure, share, side_by_side, taken_s
from benchmarks.signing_key import PASSWORD, SigningKey
from dti_desktop import paths
from dti_desktop.services.files import check_target
from dti_desktop.services.library import Library
from dti_desktop.services.workspace import Workspace

BYTES = int(os.environ.get("DTI_BENCH_BYTES", 1 << 30))
_PIECE_BYTES = 1 << 20
_MEMORY_GOAL_MIB = 20.0
_ACTS = ("in", "out", "verify")
_PEAK = Path("/proc/self/clear_refs")


class Desk:
    """A folder with a store, a key, and one large file of random bytes that would be evidence."""

    def __init__(self, folder: Path, size_bytes: int) -> None:
        self.folder = folder
        self.library = Library(paths.resources_dir(), paths.translations_dir())
        self.key = SigningKey.made_in(folder)
        self.bundle, self.copy = folder / "bundle.asice", folder / "copy"
        # The head of a film: such files are as large as this.
        self.evidence = folder / "hoi-nghi.mp4"
        self.size_bytes = size_bytes
        self._number = 0
        with self.evidence.open("wb") as file:
            file.write(b"\0\0\0\x20ftypisom\0\0\2\0isomiso2avc1mp41")
            for _ in range(max(1, size_bytes // _PIECE_BYTES)):
                file.write(os.urandom(min(_PIECE_BYTES, size_bytes)))
            file.truncate(size_bytes)
            os.fsync(file.fileno())

    def workspace(self) -> Workspace:
        """Open the store, made where it is not there, with one assessment."""
        return Workspace.open(self.folder / "store", self.library, now_utc=_now_utc, user="benchmark")

    def take_in(self) -> float:
        """Take the file in as content that no store has seen, and give it up again."""
        self._number += 1
        with self.evidence.open("r+b") as file:
            file.seek(64)
            file.write(self._number.to_bytes(8, "big"))
            os.fsync(file.fileno())
        with closing(self.workspace()) as workspace:
            assessment_id = workspace.create(self.library.result_book.provinces[0].name, self._year())
            taken = taken_s(lambda: self._attach(workspace, assessment_id))
        shutil.rmtree(self.folder / "store")
        return taken

    def begin(self) -> tuple[Workspace, str]:
        """Return an open store whose only assessment has the file as evidence."""
        workspace = self.workspace()
        assessment_id = workspace.create(self.library.result_book.provinces[0].name, self._year())
        self._attach(workspace, assessment_id)
        return workspace, assessment_id

    def _year(self) -> int:
        return max(self.library.result_book.years)

    def _attach(self, workspace: Workspace, assessment_id: str) -> None:
        assessment = workspace.load(assessment_id)
        code = next(iter(assessment.catalogue.indicators))
        intake = workspace.stage_files(
            assessment, [self.evidence], limit_bytes=workspace.evidence_limit_bytes(), marks_confirmed=False
        )
        workspace.attach(assessment_id, code, intake)

    def export(self, workspace: Workspace, assessment_id: str) -> None:
        """Write the signed bundle, as the command `export` does."""
        from dti_desktop.services.journal import BUNDLE_EXPORTED, export_facts
        from dti_desktop.services.outlook import look
        from dti_desktop.services.submission import export, load_p12

        assessment = workspace.load_checked(assessment_id)
        check_target(self.bundle, workspace.store.folder, inputs=[self.key.p12])
        written = export(
            self.library,
            assessment,
            look(assessment, workspace.result_book, tolerance=self.library.year_tolerance),
            evidence_path=workspace.evidence_path,
            catalogue_bytes=workspace.catalogue_bytes(assessment_id),
            target=self.bundle,
            signer=load_p12(self.key.p12, PASSWORD),
            now_utc=_now_utc,
        )
        facts = export_facts(written, assessment, written.sha256)
        workspace.record_event(assessment_id, BUNDLE_EXPORTED, facts=facts)

    def verify(self) -> None:
        """Verify the bundle; it must be accepted."""
        from dti_desktop.services.verification import verify

        found = verify(self.library, self.bundle, [self.key.root])
        if not found.is_accepted or found.chain != "trusted":
            raise RuntimeError(f"the bundle is not accepted: {found.findings}")

    def copied_s(self) -> float:
        """Return how long `cp` and `sync -f` of the file take."""
        taken = taken_s(
            lambda: subprocess.run(
                ["sh", "-c", 'cp -- "$1" "$2" && sync -f -- "$2"', "sh", self.evidence, self.copy], check=True
            )
        )
        self.copy.unlink()
        return taken


def _now_utc() -> datetime:
    return datetime.now(UTC)


def measure() -> Iterator[Figure]:
    """Yield the figures."""
    if shutil.which("cp") is None or shutil.which("sync") is None or shutil.which("openssl") is None:
        print("files: needs cp, sync and openssl; left out", file=sys.stderr)
        return
    with _folder() as folder:
        desk = Desk(folder, BYTES)
        size = f"{BYTES / 2**30:.3g} GiB"
        yield _speed(f"evidence in, {size}", "cp + sync -f", 0.8, desk.take_in, desk.copied_s)
        workspace, assessment_id = desk.begin()
        with closing(workspace):

            def out() -> float:
                desk.bundle.unlink(missing_ok=True)
                return taken_s(lambda: desk.export(workspace, assessment_id))

            yield _speed(f"bundle out, {size}", "cp + sync -f", 0.7, out, desk.copied_s)
        digest = ["openssl", "dgst", "-sha256", str(desk.bundle)]
        yield _speed(
            f"verify a {size} bundle",
            "openssl dgst -sha256",
            0.85,
            lambda: taken_s(desk.verify),
            lambda: taken_s(lambda: subprocess.run(digest, check=True, stdout=subprocess.DEVNULL)),
        )
    if not _PEAK.exists():
        print("files: the peak of memory can be read on Linux only; left out", file=sys.stderr)
        return
    for act in _ACTS:
        with _folder() as folder:
            told = subprocess.run(
                [sys.executable, "-m", "benchmarks.files", act, str(folder)],
                check=True,
                capture_output=True,
                text=True,
                cwd=Path(__file__).parents[1],
            )
        added_mib = float(told.stdout)
        name = f"memory added by {size}: {act}"
        yield Figure(name, "", added_mib, _MEMORY_GOAL_MIB, "most", "MiB", added_mib, rounds=1)


def _speed(
    name: str, baseline: str, goal: float, act: Callable[[], float], base: Callable[[], float]
) -> Figure:
    """Return how fast `act` is, as a share of the baseline's speed."""
    mine, theirs = side_by_side(act, base, rounds=ROUNDS)
    median_s, baseline_s = share(mine), share(theirs)
    return Figure(name, baseline, baseline_s / median_s, goal, "least", "s", median_s, baseline_s)


@contextmanager
def _folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="dti-bench-", dir=os.environ.get("DTI_BENCH_DIR")) as folder:
        yield Path(folder)


def _memory_mib(act: str, folder: Path) -> float:
    """Return what `act` adds at its peak to what this process held before, in MiB."""
    before_kib = 0
    for size_bytes in (BYTES // 1000, BYTES):
        (room := folder / str(size_bytes)).mkdir()
        desk = Desk(room, size_bytes)
        if act == "in":
            before_kib = _reset_peak()
            desk.take_in()
            continue
        workspace, assessment_id = desk.begin()
        with closing(workspace):
            if act == "verify":
                desk.export(workspace, assessment_id)
            before_kib = _reset_peak()
            if act == "out":
                desk.export(workspace, assessment_id)
            else:
                desk.verify()
    return (_status_kib("VmHWM") - before_kib) / 1024


def _reset_peak() -> int:
    _PEAK.write_text("5")
    return _status_kib("VmRSS")


def _status_kib(name: str) -> int:
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith(f"{name}:"):
            return int(line.split()[1])
    raise RuntimeError(f"no {name}")


if __name__ == "__main__":
    print(_memory_mib(sys.argv[1], Path(sys.argv[2])))

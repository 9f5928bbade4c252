"""The mutation harness in its small form, and that it would see what it is there to see."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from random import Random

import mutate_inside
import pytest
import run
from kind import ACCEPTED
from kinds import KINDS

from dti_desktop.bundle.verify import verify_bundle

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="measures with what Linux tells of a process")

#: A round number of each kind; `./dev hostile` judges thousands, with another seed each time.
COUNTS = {
    "bundle": 400, "catalogue": 60, "fill": 120, "backup": 60, "key": 60, "roots": 60, "reply": 120,
    "revocation-list": 120, "evidence": 120, "locked": 60, "part": 120, "results-csv": 120,
    "results-workbook": 120, "form-csv": 120, "form-workbook": 120,
}  # fmt: skip


def test_every_kind_is_tried() -> None:
    assert COUNTS.keys() == KINDS.keys()


@pytest.mark.parametrize("name", KINDS)
def test_no_hostile_file_is_accepted_or_breaks_anything(
    name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(run, "KEPT", tmp_path)
    tally = run.chunk(name, "in every test run", 0, COUNTS[name])
    assert tally.failures == []
    assert tally.judged == COUNTS[name]
    assert tally.unchanged < COUNTS[name] / 20
    assert len(tally.ways) > 5


def test_a_bundle_that_a_stranger_signed_anew_is_accepted_so_that_the_lies_prove_something(
    tmp_path: Path,
) -> None:
    path = tmp_path / "b.asice"
    for original in KINDS["bundle"].originals():
        path.write_bytes(mutate_inside.honest(original))
        assert verify_bundle(path).is_accepted


@pytest.mark.parametrize("lie", mutate_inside.LIES, ids=lambda lie: lie.__name__)
def test_each_lie_is_found_though_the_signature_holds(lie: object, tmp_path: Path) -> None:
    import json

    for number, original in enumerate(KINDS["bundle"].originals()):
        files = mutate_inside.files_of(original)
        document = json.loads(files["submission.json"])
        lie(Random(number), document)  # type: ignore[operator]
        mutate_inside.refit(files, "submission.json", json.dumps(document).encode())
        mutate_inside.sign_anew(files)
        path = tmp_path / "b.asice"
        path.write_bytes(mutate_inside.together(files))
        found = verify_bundle(path)
        assert found.signature == "ok"
        assert not found.is_accepted


def test_the_command_line_refuses_one_of_each_kind() -> None:
    for name in ("bundle", "backup", "roots"):
        assert run.by_command(name, "in every test run", 1).failures == []


def test_a_reader_that_accepts_crashes_or_writes_is_seen(tmp_path: Path) -> None:
    outside = tmp_path / "outside"

    def crash(content: bytes, folder: Path) -> str:
        raise ZeroDivisionError

    def write(content: bytes, folder: Path) -> str:
        outside.write_bytes(content)
        return "refused"

    def leave(content: bytes, folder: Path) -> str:
        (folder / "evil").write_bytes(content)
        return "refused"

    kind = KINDS["bundle"]
    for judge, seen in (
        (lambda content, folder: ACCEPTED, "accepted"),
        (crash, "ZeroDivisionError"),
        (write, "open"),
        (leave, "left behind"),
    ):
        _, wrong, _, _ = run.judge(replace(kind, judge=judge), b"any", tmp_path / "f")
        assert len(wrong) == 1
        assert wrong[0].startswith(seen)

"""`plan` on the command line: its JSON, its words, its exit statuses."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path

import pytest
from said import Call, Said, bytes_of

from dti_desktop.cli import run
from dti_desktop.services.library import Library

SAMPLE = "sample-soc-trang-2022"
KEYS = {
    "assessment", "horizon", "year", "data_deadline", "target", "reachable", "needed_points", "points_before",
    "points_after", "value_before", "value_after", "median_rank_before", "median_rank_after",
    "expected_rank_before", "expected_rank_after", "of", "effort_days", "steps", "findings",
}  # fmt: skip
STEP_KEYS = {
    "indicator", "step", "kind", "points", "claimed_points", "places", "effort_days", "due", "counts_for",
    "department", "sets", "target",
}  # fmt: skip


@pytest.fixture
def sample(call: Call) -> str:
    assert call("sample").status == 0
    return SAMPLE


def test_a_plan_for_a_rank(call: Call, sample: str, store_dir: Path) -> None:
    before = bytes_of(store_dir / "evidence")
    said = call("plan", sample, "--target-rank", 30, "--horizon", "next-year", "--json")
    assert said.status == 0
    plan = said.json
    assert plan.keys() == KEYS
    assert plan["target"] == {"rank": 30} and plan["reachable"] is True
    assert [finding["code"] for finding in plan["findings"]] == ["several-years-ahead", "units-merged"]
    assert plan["median_rank_after"] <= 30 < plan["median_rank_before"]
    assert plan["of"] == 63
    assert sum(Fraction(step["effort_days"]) for step in plan["steps"]) == Fraction(plan["effort_days"])
    gained = sum(Fraction(step["points"]) for step in plan["steps"])
    shown = Fraction(plan["points_after"]) - Fraction(plan["points_before"])
    assert abs(gained - shown) < Fraction(len(plan["steps"]) + 2, 200)
    assert Fraction(plan["points_after"]) >= Fraction(plan["needed_points"])
    for step in plan["steps"]:
        assert step.keys() == STEP_KEYS
        assert step["counts_for"] == "next-assessment"
        assert step["step"].isascii()
        assert bool(step["sets"]) == (step["kind"] != "evidence")
        if step["target"]["kind"] == "number":
            assert step["sets"] == {step["target"]["field"]: step["target"]["number"]}
    assert bytes_of(store_dir / "evidence") == before


def test_what_a_plan_sets_can_be_filled_in(call: Call, sample: str, tmp_path: Path) -> None:
    """What a step claims to gain is what the engine scores once its fields are filled in."""
    plan = call("plan", sample, "--effort", 400, "--horizon", "next-year", "--json").json
    facts = [s for s in plan["steps"] if s["kind"] == "number" and s["sets"].keys() == {"a"}]
    assert facts
    scored = call("score", sample, "--json").json["indicators"]
    filled = {}
    for step in facts:
        used = scored[step["indicator"]]["derivation"]["numbers"]
        numbers = {field: number["value"] for field, number in used.items()}
        filled[step["indicator"]] = {**numbers, **step["sets"]}
    path = tmp_path / "fill.json"
    path.write_text(json.dumps({"answers": filled}), encoding="utf-8")
    assert call("fill", sample, path).status == 0
    after = call("score", sample, "--json").json["indicators"]
    for step in facts:
        gained = Fraction(after[step["indicator"]]["points"]) - Fraction(scored[step["indicator"]]["points"])
        assert abs(gained - Fraction(step["claimed_points"])) <= Fraction(1, 100)


@pytest.fixture
def call_in_time(library: Library, store_dir: Path) -> Call:
    """A command line on a day after the year of the sample and before its data deadline."""

    def call_in_time(*arguments: object) -> Said:
        out, messages = io.StringIO(), io.StringIO()
        status = run(
            [str(argument) for argument in arguments],
            library,
            lambda: store_dir,
            out=out,
            messages=messages,
            now_utc=lambda: datetime(2023, 2, 1, 12, tzinfo=UTC),
        )
        assert isinstance(status, int)
        return Said(status, out.getvalue(), messages.getvalue())

    return call_in_time


def test_what_is_planned_for_follows_from_the_day(call_in_time: Call, sample: str) -> None:
    plan = call_in_time("plan", sample, "--target-rank", 40, "--json").json
    assert (plan["horizon"], plan["year"], plan["data_deadline"]) == ("submission", 2022, "2023-05-12")
    assert plan["reachable"] and {step["kind"] for step in plan["steps"]} == {"evidence"}
    assert {step["counts_for"] for step in plan["steps"]} == {"this-assessment"}
    late = call_in_time("plan", sample, "--target-rank", 40, "--horizon", "next-year", "--json").json
    assert (late["horizon"], late["year"], late["data_deadline"]) == ("next-year", 2023, "2024-05-12")


def test_what_cannot_be_reached_is_a_no_with_the_best_there_is(call_in_time: Call, sample: str) -> None:
    call = call_in_time
    arguments = ("plan", sample, "--target-rank", 1)
    said = call(*arguments, "--json")
    assert said.status == 1
    plan = said.json
    assert plan["reachable"] is False and plan["steps"]
    (finding,) = plan["findings"]
    assert finding["code"] == "plan-target-unreachable"
    assert finding["facts"]["points"] == plan["points_after"]
    for language in ("vi", "en"):
        told = call("--language", language, *arguments)
        assert told.status == 1
        assert len(told.out.splitlines()) == len(plan["steps"]) + 3
        assert "plan-" not in told.out and "{" not in told.out


def test_the_most_for_some_days(call: Call, sample: str) -> None:
    plan = call("plan", sample, "--effort", "12.5", "--horizon", "next-year", "--json").json
    assert plan["target"] == {"effort_days": "12.5"} and plan["needed_points"] is None
    assert Fraction(plan["effort_days"]) <= Fraction("12.5")


def test_wrong_use_names_every_fault(call: Call, sample: str) -> None:
    said = call("plan", sample, "--target-rank", 64, "--effort", -1, "--horizon", "x", "--json")
    assert said.status == 2
    assert said.json["error"]["code"] == "plan-request-invalid"
    assert said.faults == {
        ("plan-goal-several", ""),
        ("plan-rank-outside", "--target-rank"),
        ("number-malformed", "--effort"),
        ("plan-horizon-unknown", "--horizon"),
    }
    assert call("plan", sample, "--json").faults == {("plan-goal-missing", "")}
    assert call("plan", "nobody", "--effort", 1, "--json").status == 2


def test_nothing_but_the_answer_is_on_standard_output(call: Call, sample: str, store_dir: Path) -> None:
    """The solver prints of its own accord; programs that read the answer must not see it."""
    arguments = ["plan", sample, "--target-rank", "30", "--horizon", "next-year", "--json"]
    done = subprocess.run(
        [sys.executable, "-m", "dti_desktop", "--store", str(store_dir), *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=100,
        env={**os.environ, "PYTHONUTF8": "1"},
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["reachable"] is True
    assert done.stderr == ""


# -- for print -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "begins"), [("kế hoạch.pdf", b"%PDF-"), ("plan.DOCX", b"PK\x03\x04")])
def test_the_plan_is_written_for_print(
    call: Call, sample: str, tmp_path: Path, name: str, begins: bytes
) -> None:
    target = tmp_path / name
    asked = ("plan", sample, "--effort", 20, "--horizon", "next-year")
    said = call(*asked, "-o", target, "--json")
    assert said.status == 0 and target.read_bytes().startswith(begins)
    assert said.json == {**call(*asked, "--json").json, "file": name}
    assert name in call(*asked, "-o", target).out


def test_what_can_be_reached_is_written_when_the_target_cannot(
    call: Call, sample: str, tmp_path: Path
) -> None:
    target = tmp_path / "plan.docx"
    assert call("plan", sample, "--target-points", 1000, "--horizon", "next-year", "-o", target).status == 1
    assert target.exists()


def test_nothing_is_written_for_wrong_use(call: Call, sample: str, store_dir: Path, tmp_path: Path) -> None:
    before = bytes_of(store_dir)
    for target, code in (
        (tmp_path / "plan.txt", "plan-paper-unknown"),
        (tmp_path / "plan", "plan-paper-unknown"),
        (tmp_path / "missing" / "plan.pdf", "target-folder-missing"),
        (store_dir / "evidence" / "plan.pdf", "target-in-store"),
    ):
        said = call("plan", sample, "--effort", 5, "-o", target, "--json")
        assert (said.status, said.json["error"]["code"]) == (2, code), target
        assert not target.exists()
    target = tmp_path / "plan.pdf"
    assert call("plan", sample, "--target-rank", 0, "-o", target).status == 2
    assert not target.exists() and bytes_of(store_dir).keys() == before.keys()

"""Each file of the corpus is judged as it must be, in words, within the limits, and nothing is written."""

from __future__ import annotations

import json
import sys
import unicodedata
from pathlib import Path

import make_invalid
import pytest
from make_invalid import BUNDLES, EXPECTED, INVALID
from watch import MEMORY_LIMIT_BYTES, TIME_LIMIT_S, is_in_time, watched

from dti_desktop.bundle.verify import Verification, verify_bundle
from dti_desktop.services.words import Words

ROOT = Path(__file__).resolve().parents[2]
MADE = make_invalid.cases()
TOLD: dict[str, dict[str, str]] = json.loads(EXPECTED.read_text("utf-8"))
EVERY = sorted(BUNDLES.glob("*/*.asice"))
WORDS = {
    language: Words(
        json.loads((ROOT / f"translations/messages.{language}.json").read_text("utf-8")), language
    )
    for language in ("vi", "en")
}


@pytest.fixture(scope="module", autouse=True)
def _libraries_are_loaded() -> None:
    """The first bundle loads libraries, which is not what a hostile file costs."""
    verify_bundle(BUNDLES / "valid/format-1-rsa.asice", [(BUNDLES / "CA-rsa.pem").read_bytes()])


def judged(path: Path) -> Verification:
    """Return the verdicts, having looked on."""
    with watched() as seen:
        found = verify_bundle(path)
    assert seen.forbidden == []
    assert seen.is_in_time, seen.cpu_s
    assert seen.peak_bytes < MEMORY_LIMIT_BYTES
    return found


def test_every_file_has_its_expectation_and_every_expectation_its_file() -> None:
    assert {path.name for path in INVALID.iterdir()} == {*TOLD, EXPECTED.name}
    assert len(TOLD) > 200


def test_the_committed_files_are_those_that_the_maker_makes() -> None:
    assert make_invalid.expectations(MADE) == TOLD
    differing = [name for name in TOLD if (INVALID / name).read_bytes() != MADE[Path(name).stem].content]
    assert differing == []


@pytest.mark.parametrize("name", sorted(TOLD))
def test_a_hostile_bundle_gives_its_finding(name: str) -> None:
    found = judged(INVALID / name)
    assert not found.is_accepted
    assert "broken" in (found.integrity, found.signature)
    wanted = TOLD[name]
    hits = [f for f in found.findings if f.code == wanted["code"]]
    assert hits, found.findings
    if "reason" in wanted:
        hits = [f for f in hits if f.facts.get("reason") == wanted["reason"]]
        assert hits, found.findings
    json.dumps(found.to_json())
    for words in WORDS.values():
        for finding in found.findings:
            said = words.bundle_finding(finding)
            assert not {"Cc", "Cf", "Zl", "Zp"} & {unicodedata.category(letter) for letter in said}, said
            assert finding.code not in said
            assert "{" not in said.replace("{}", "")


@pytest.mark.parametrize("path", EVERY, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_verifying_writes_nothing_anywhere(path: Path, tmp_path: Path) -> None:
    """The whole corpus, the lawful bundles too."""
    judged(path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform != "linux", reason="measures with what Linux tells of a process")
def test_the_watch_sees_what_it_must_see(tmp_path: Path) -> None:
    with watched(tmp_path) as seen:
        (tmp_path / "a").write_bytes(b"")
        (tmp_path / "b").mkdir()
        (tmp_path / "a").rename(tmp_path / "c")
    assert seen.forbidden == []
    with watched() as seen:
        (tmp_path / "d").write_bytes(bytes(1))
        (tmp_path / "e").mkdir()
        (tmp_path / "c").rename(tmp_path / "f")
        (tmp_path / "f").read_bytes()
        large = bytearray(50 << 20)
    assert len(seen.forbidden) == 3
    assert seen.peak_bytes > len(large) * 0.9
    with watched(tmp_path / "e") as seen:
        (tmp_path / "e/../g").write_bytes(b"")
    assert len(seen.forbidden) == 1


def test_what_takes_far_too_long_is_seen() -> None:
    assert is_in_time(0.5 * TIME_LIMIT_S)
    assert not is_in_time(100 * TIME_LIMIT_S)

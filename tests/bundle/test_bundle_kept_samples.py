"""Bundles written by earlier states of the program are judged today as they were then."""

from __future__ import annotations

from pathlib import Path

import pytest
from making import codes

from dti_desktop.bundle.verify import verify_bundle

KEPT = Path(__file__).resolve().parents[1] / "data" / "bundles"
ROOTS = [path.read_bytes() for path in sorted(KEPT.glob("CA-*.pem"))]
VALID = sorted((KEPT / "valid").glob("*.asice"))
TAMPERED = sorted((KEPT / "tampered").glob("*.asice"))


def test_there_are_samples() -> None:
    assert len(ROOTS) >= 4
    assert len(VALID) >= 5
    assert len(TAMPERED) >= 9


@pytest.mark.parametrize("path", VALID, ids=lambda path: path.stem)
def test_what_was_valid_stays_valid(path: Path) -> None:
    found = verify_bundle(path, ROOTS)
    assert found.is_accepted, found.findings
    time = "proven" if "timestamped" in path.stem else "claimed"
    assert (found.integrity, found.signature, found.chain, found.time) == ("ok", "ok", "trusted", time)


@pytest.mark.parametrize("path", TAMPERED, ids=lambda path: path.stem)
def test_what_was_tampered_with_stays_refused(path: Path) -> None:
    found = verify_bundle(path, ROOTS)
    assert not found.is_accepted
    assert path.stem in codes(found)

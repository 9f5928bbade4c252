"""Findings on paper: one line per kind, codes drawn together where they are neighbours."""

from __future__ import annotations

from dataclasses import replace

import pytest
import report_samples as samples
from hypothesis import given
from hypothesis import strategies as st

from dti_desktop.engine.checks import Finding
from dti_desktop.reports.findings_by_kind import code_ranges, findings_by_title
from dti_desktop.reports.typesetter import Typesetter

TYPESETTER = Typesetter.of(samples.report_of(samples.empty()))
ALL = list(samples.REAL.indicators)


@pytest.mark.parametrize(
    ("codes", "said"),
    [
        ([], ""),
        (["1.1"], "1.1"),
        (["1.1", "1.2"], "1.1, 1.2"),
        (["1.3", "1.1", "1.2"], "1.1–1.3"),
        (["1.9", "1.10", "2.1", "2.2"], "1.9, 1.10, 2.1, 2.2"),
        (["1.8", "1.9", "1.10", "2.1"], "1.8–1.10, 2.1"),
        (["7.1", "7.2", "7.3", "7.5"], "7.1–7.3, 7.5"),
    ],
)
def test_neighbours_are_drawn_together(codes: list[str], said: str) -> None:
    assert code_ranges(TYPESETTER, codes) == said


@given(st.sets(st.sampled_from(ALL)))
def test_no_code_is_lost(codes: set[str]) -> None:
    told: set[str] = set()
    for piece in filter(None, code_ranges(TYPESETTER, list(codes)).split(", ")):
        first, _, last = piece.partition("–")
        told |= set(ALL[ALL.index(first) : ALL.index(last or first) + 1])
    assert told == codes


def test_kinds_and_what_is_explained() -> None:
    findings = (
        Finding("evidence-missing", "note", "1.1", {"explained": True}),
        Finding("evidence-missing", "explain", "1.2", {"explained": False}),
        Finding("year-not-issued", "note"),
        Finding("made-up-later", "note", "1.3"),
    )
    ts = Typesetter.of(replace(samples.report_of(samples.empty()), findings=findings))
    assert findings_by_title(ts, "explain") == {"Chưa có minh chứng": ["1.2"]}
    assert findings_by_title(ts, "note") == {
        "Chưa có minh chứng, đã giải trình": ["1.1"],
        "Bộ chỉ số ban hành cho năm khác": [None],
        "Nội dung khác (made-up-later)": ["1.3"],
    }

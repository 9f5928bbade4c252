"""Findings gathered as a reader wants them: one line per kind, with the indicators it concerns."""

from __future__ import annotations

from collections.abc import Sequence

from dti_desktop.engine.checks import Finding
from dti_desktop.reports.typesetter import Typesetter


def findings_by_title(ts: Typesetter, severity: str) -> dict[str, list[str | None]]:
    """Return the indicators of each kind of finding of one severity; None is the whole assessment."""
    kinds: dict[str, list[str | None]] = {}
    for finding in ts.data.findings:
        if finding.severity == severity:
            kinds.setdefault(finding_title(ts, finding), []).append(finding.indicator)
    return kinds


def finding_title(ts: Typesetter, finding: Finding) -> str:
    """Return what a finding is called; one that has been explained says so."""
    key = f"finding.{finding.code}.title"
    title = ts.words(key) if ts.words.has(key) else ts.words("report.finding.other", code=finding.code)
    return ts.words("report.finding.explained", finding=title) if finding.facts.get("explained") else title


def code_ranges(ts: Typesetter, codes: Sequence[str]) -> str:
    """Return codes in catalogue order, three and more neighbours of one main index as "1.1–1.10"."""
    indicators = ts.data.assessment.catalogue.indicators
    place = {code: number for number, code in enumerate(indicators)}
    runs: list[list[str]] = []
    for code in sorted(codes, key=place.__getitem__):
        previous = runs[-1][-1] if runs else None
        follows = previous is not None and place[code] == place[previous] + 1
        if follows and previous is not None and indicators[code].index == indicators[previous].index:
            runs[-1].append(code)
        else:
            runs.append([code])
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 2 else ", ".join(run) for run in runs)

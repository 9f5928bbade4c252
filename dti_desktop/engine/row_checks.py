"""How far the rows of a catalogue have been held against the paper decision, by whom, and since when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from dti_desktop.engine.model import Catalogue, Confidence, Indicator


@dataclass(frozen=True, slots=True)
class CheckSummary:
    """Rows by how far they are confirmed. `checked`: those that name who vouched, the newest at `last_utc`.

    `by`: who vouched, those for most rows first.
    """

    rows: int
    confirmed: int
    partly: int
    recollected: int
    checked: int
    by: tuple[str, ...] = ()
    last_utc: str = ""

    @property
    def unconfirmed(self) -> int:
        """How many rows nobody may present as the official text."""
        return self.rows - self.confirmed

    def to_json(self) -> dict[str, object]:
        """Return it for documents, keys in a fixed order."""
        return {
            "rows": self.rows,
            "confirmed": self.confirmed,
            "partly": self.partly,
            "recollected": self.recollected,
            "checked": self.checked,
            "checked_by": list(self.by),
            "last_checked_utc": self.last_utc or None,
        }


def check_summary(catalogue: Catalogue) -> CheckSummary:
    """Return the summary of all rows."""
    return summary_of(catalogue.indicators.values())


def summary_of(rows: Iterable[Indicator]) -> CheckSummary:
    """Return the summary of some rows."""
    rows = tuple(rows)
    trust: Counter[Confidence] = Counter(row.confidence for row in rows)
    checks = [row.checked for row in rows if row.checked is not None]
    people = Counter(check.by for check in checks)
    return CheckSummary(
        len(rows),
        trust["confirmed"],
        trust["partly"],
        trust["recollected"],
        len(checks),
        tuple(name for name, _ in sorted(people.items(), key=lambda found: (-found[1], found[0]))),
        max((check.utc for check in checks), default=""),
    )

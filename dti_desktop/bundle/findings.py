"""What a verifier has to say, as codes with facts; the words are made in `ui` and `cli`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from dti_desktop.errors import Problem

Severity = Literal["block", "note"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One observation: `block` makes the bundle not acceptable, `note` only informs.

    `place` is a file name in the bundle, with a JSON pointer behind `#` where it lies inside a file.
    """

    code: str
    place: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)
    severity: Severity = "block"

    def to_json(self) -> dict[str, object]:
        """Return the form of `verify --json`."""
        return {"code": self.code, "severity": self.severity, "place": self.place, "facts": dict(self.facts)}

    def to_problem(self) -> Problem:
        """Return it as the reason of a refusal."""
        return Problem(self.code, self.place, self.facts)

"""What a verifier has to say, as codes with facts; the words are made in `ui` and `cli`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Severity = Literal["block", "note"]

_MAX_PLACE_LENGTH = 200


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


def shown_name(untrusted_name: bytes) -> str:
    """Return a name from a container made harmless for showing: printable ASCII, bounded."""
    text = untrusted_name.decode("ascii", "backslashreplace")
    safe = "".join(c if c.isprintable() else f"\\x{ord(c):02x}" for c in text)
    return safe if len(safe) <= _MAX_PLACE_LENGTH else safe[:_MAX_PLACE_LENGTH] + "…"

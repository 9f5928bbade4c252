"""What a command line answers in tests, and what lies in a folder."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Said:
    """What a command answered."""

    status: int
    out: str
    messages: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def faults(self) -> set[tuple[str, str]]:
        """Code and place of each fault."""
        return {(p["code"], p["place"]) for p in self.json["error"]["problems"]}


Call = Callable[..., Said]


def bytes_of(folder: Path) -> dict[str, str]:
    """Digest of every file below a folder."""
    return {
        str(path.relative_to(folder)): sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }

"""The data by which files are judged: which endings mean what, which contents an ending allows, how much."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from dti_desktop.intake.secrecy_marks import SecrecyMarks


@dataclass(frozen=True)
class IntakeRules:
    """Endings are lower case, without the dot."""

    program_endings: frozenset[str]
    script_endings: frozenset[str]
    macro_endings: frozenset[str]
    web_endings: frozenset[str]
    disk_image_endings: frozenset[str]
    closed_archive_endings: frozenset[str]
    contents: dict[str, frozenset[str]]
    archive_entries_limit: int
    archive_unpacked_limit_bytes: int
    archive_ratio_limit: int
    marks: SecrecyMarks

    @classmethod
    def parse(cls, kinds: bytes, secrecy_marks: bytes) -> IntakeRules:
        """Read the two data files. Raises `ValueError`, `KeyError` or `TypeError` for another form."""
        data: dict[str, Any] = json.loads(kinds)

        def endings(name: str) -> frozenset[str]:
            return frozenset(str(ending) for ending in data[f"{name}_endings"])

        return cls(
            endings("program"),
            endings("script"),
            endings("macro"),
            endings("web"),
            endings("disk_image"),
            endings("closed_archive"),
            {ending: frozenset(allowed) for ending, allowed in data["contents"].items()},
            int(data["archive_entries_limit"]),
            int(data["archive_unpacked_limit_bytes"]),
            int(data["archive_ratio_limit"]),
            SecrecyMarks(secrecy_marks),
        )

    def would_run(self, untrusted_name: str) -> bool:
        """Whether a file of that name, in an archive or inside a document, could do something when opened."""
        ending = ending_of(untrusted_name)
        return (
            ending in self.program_endings
            or ending in self.script_endings
            or ending in self.macro_endings
            or ending in self.disk_image_endings
        )

    def is_archive(self, untrusted_name: str) -> bool:
        """Whether a file of that name holds others."""
        return ending_of(untrusted_name) in self.closed_archive_endings or ending_of(untrusted_name) == "zip"


def ending_of(untrusted_name: str) -> str:
    """Return a name's ending in lower case; dots and spaces at the end do not count, as on Windows."""
    name = untrusted_name.replace("\\", "/").rpartition("/")[2].rstrip(". \0")
    stem, dot, ending = name.rpartition(".")
    return ending.lower() if dot and stem else ""

"""Whether a PDF can be opened at once, from what stands at its end."""

from __future__ import annotations

import re
from pathlib import Path

_TAIL_BYTES = 4096
_HEAD_BYTES = 1024
_START = re.compile(rb"startxref\s+([0-9]{1,15})")
_TABLE = re.compile(rb"\s*(?:xref|[0-9]+\s+[0-9]+\s+obj)")


def has_sound_table(path: Path) -> bool:
    """Whether the table of a PDF's objects stands where the end of the file says.

    Where it does not, a reader has to go through the whole file to find them. False for what cannot be read.
    """
    try:
        with path.open("rb") as file:
            header_bytes = file.read(_HEAD_BYTES).find(b"%PDF-")
            size_bytes = file.seek(0, 2)
            file.seek(max(0, size_bytes - _TAIL_BYTES))
            starts = _START.findall(file.read())
            if header_bytes < 0 or not starts:
                return False
            file.seek(header_bytes + int(starts[-1]))
            return _TABLE.match(file.read(64)) is not None
    except OSError:
        return False

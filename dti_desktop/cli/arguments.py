"""What an argument of the command line may be."""

from __future__ import annotations

import argparse
import re
from pathlib import Path


def path(text: str) -> Path:
    """Return a path; an empty one is a mistake, not the folder one is in."""
    if not text:
        raise argparse.ArgumentTypeError("empty path")
    return Path(text)


def whole_number(text: str) -> int:
    """Return a number of the command line; no `2_022`, no other script's digits, as `int` would take."""
    if not re.fullmatch("-?[0-9]{1,9}", text, re.ASCII):
        raise argparse.ArgumentTypeError(f"not a whole number: {text[:40]!r}")
    return int(text)

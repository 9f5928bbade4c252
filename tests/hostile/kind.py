"""What the harness has to know of a kind of file from outside."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "tests" / "data"
_PLACES = [ROOT, *(ROOT / "tests" / folder for folder in ("bundle", "intake", "exchange", "merging"))]
sys.path[:0] = [str(place) for place in _PLACES if str(place) not in sys.path]

ACCEPTED = "ok"
FILE_NAME = "hostile"
"""The name, in the folder that a judge is given, of the file to be judged."""

Change = Callable[[Random, bytes, Sequence[bytes]], tuple[str, bytes]]
Judge = Callable[[bytes, Path], str]


@dataclass(frozen=True)
class Kind:
    """A kind of file from outside.

    `change` makes a hostile file out of a lawful one and says how. `judge` lets the program read a file, in a
    folder that it may write to, and returns `ACCEPTED` or the code it was refused with; any exception is a
    crash. `may_be_accepted`: whether a changed file can be lawful, as nothing signs this kind.
    `command`: the arguments of the command line that reads the file, where one does without a store.
    """

    name: str
    originals: Callable[[], Sequence[bytes]]
    change: Change
    judge: Judge
    may_be_accepted: bool
    command: Callable[[Path], list[str]] | None = None


@cache
def words() -> list[Any]:
    """Return the program's words in both languages."""
    from dti_desktop.services.words import Words

    texts = {n: (ROOT / f"translations/messages.{n}.json").read_text("utf-8") for n in ("vi", "en")}
    return [Words(json.loads(text), language) for language, text in texts.items()]


def told(error: Any) -> str:
    """Return the error's code, having said it in words as the program would."""
    for language in words():
        language.error(error)
        for problem in error.problems:
            language.problem(problem)
            json.dumps(problem.to_json(), default=str)  # as the command line does
    return str(error.code)

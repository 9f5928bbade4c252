"""Error families. Below `ui`, `cli` and `reports` an error is a code with facts, never a sentence.

Every error carries one ASCII `code` and the `problems` that led to it, all of them, each with its
place. The words that people read are made from these in `ui`, `cli` and `reports`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

_NO_FACTS: Mapping[str, object] = {}


class Problem(NamedTuple):
    """One fault: what (`code`), where (`place`, a JSON pointer or a path-like place), and its facts."""

    code: str
    place: str = ""
    facts: Mapping[str, object] = _NO_FACTS

    def to_json(self) -> dict[str, object]:
        """Return the fault in the form that every `--json` answer uses."""
        return {"code": self.code, "place": self.place, "facts": dict(self.facts)}


class DtiError(Exception):
    """Base of every error that the program raises on purpose."""

    exit_status = 2

    def __init__(self, code: str, problems: Iterable[Problem] = (), /, **facts: object) -> None:
        self.code = code
        self.facts = facts
        self.problems: tuple[Problem, ...] = tuple(problems) or (Problem(code, "", facts),)
        super().__init__(code, *(f"{p.code}@{p.place}" for p in self.problems))


class InputError(DtiError):
    """Wrong use or bad input. Nothing was changed; `problems` lists every fault."""

    exit_status = 2


class BlockedError(DtiError):
    """The answer is "no": a check that blocks, a bundle that is not valid. Nothing was written."""

    exit_status = 1


class EnvironmentFault(DtiError):
    """The environment refused: store locked, disk full, token absent. What was stored before is intact."""

    exit_status = 3


class Cancelled(DtiError):
    """The person asked to stop a long piece of work; what was half made has been removed."""

    exit_status = 1

    def __init__(self) -> None:
        super().__init__("cancelled")

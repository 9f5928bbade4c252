"""Words for what the program knows as codes: findings, errors, states, rules, verdicts, journal entries.

No sentence stands here: each is looked up in the keyed texts of one language, the same for window,
command line and paper, and its facts are filled in as people write them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dti_desktop.engine.assessment import Assessment
from dti_desktop.engine.checks import Finding
from dti_desktop.errors import DtiError, Problem
from dti_desktop.format import Format


@dataclass(frozen=True, slots=True)
class FindingWords:
    """A finding in words: what it is, what is known of it, what to do."""

    title: str
    detail: str
    action: str


@dataclass(frozen=True, slots=True)
class ErrorWords:
    """An error in words: what happened, what is safe, what to do; and its code."""

    what: str
    safe: str
    todo: str
    code: str


class Words:
    """The words of one language."""

    def __init__(self, texts: Mapping[str, str], language: str) -> None:
        self._texts = texts
        self.language = language
        self.format = Format("en" if language == "en" else "vi")

    def text(self, key: str, /, **facts: object) -> str:
        """Return the text of `key` with its `{places}` filled. Raises KeyError where there is none."""
        return self._texts[key].format(**facts)

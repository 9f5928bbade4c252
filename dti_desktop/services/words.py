"""Words for what the program knows as codes: findings, errors, states, verdicts, rules.

No sentence stands here: each is looked up in the keyed texts of one language, the same for window,
command line and paper, and its facts are filled in as people write them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from dti_desktop.engine.assessment import Assessment
from dti_desktop.engine.checks import Finding
from dti_desktop.engine.composed_text import harmless
from dti_desktop.errors import BlockedError, DtiError, EnvironmentFault, Problem
from dti_desktop.format import Format

if TYPE_CHECKING:
    from dti_desktop.bundle.findings import Finding as BundleFinding

_UNKNOWN = "–"
_NOT_TAKEN = "part-value-not-taken"
_YEARS = frozenset({"year", "first", "last", "against", "known_until"})
_PLAIN_NUMBER = re.compile(r"[0-9]{1,15}\.[0-9]{1,6}", re.ASCII)

_GIVEN_FILE = re.compile("/files/[0-9]+", re.ASCII)


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


class _Facts(dict[str, str]):
    """Facts as people write them; one that is not there is a dash, never a crash of the message."""

    def __missing__(self, key: str) -> str:
        return _UNKNOWN


class Words:
    """The words of one language."""

    def __init__(self, texts: Mapping[str, str], language: str) -> None:
        self._texts = texts
        self.language = language
        self.format = Format("en" if language == "en" else "vi")

    def text(self, key: str, /, **facts: object) -> str:
        """Return the text of `key` with its `{places}` filled. Raises KeyError where there is none."""
        return self._filled(self._texts[key], facts)

    def error(self, error: BaseException) -> ErrorWords:
        """Return an error in words; one that is no `DtiError` is a fault of the program itself."""
        code, family, has_many = "internal", "internal", False
        facts: dict[str, object] = {"detail": type(error).__name__}
        if isinstance(error, DtiError):
            code, facts, has_many = error.code, dict(error.problems[0].facts), len(error.problems) > 1
            family = (
                "environment"
                if isinstance(error, EnvironmentFault)
                else "blocked"
                if isinstance(error, BlockedError)
                else "input"
            )
        what = self._texts.get(f"error.{code}.what")
        if what is None:
            what = (
                self._texts["error.several.what"] if has_many else self._for_facts(f"problem.{code}", facts)
            )
        safe = self._texts.get(f"error.{code}.safe", self._texts[f"error.safe.{family}"])
        todo = self._for_facts(f"error.{code}.todo", facts)
        if todo is None:  # an empty one is meant: what happened says it already
            todo = self._texts[f"error.todo.{family}"]
        return ErrorWords(
            self._filled(what or code, facts), self._filled(safe, facts), self._filled(todo, facts), code
        )

    def faults(self, error: DtiError) -> list[str]:
        """Return every fault of an error, each once; none where the error's own words say it all."""
        said = list(dict.fromkeys(self.problem(problem) for problem in error.problems))
        alone = len(error.problems) == 1
        return [] if alone and said[0] in (self.error(error).what, error.problems[0].code) else said

    def problem(self, problem: Problem) -> str:
        """Return one fault in words, with its place."""
        # A code without words is a fault that a test finds; here the code itself beats a crash.
        text = self._for_facts(f"problem.{problem.code}", problem.facts) or problem.code
        text = self._texts.get(f"problem.{problem.code}.{problem.facts.get('where')}", text)
        said = self._filled(text, problem.facts)
        # A file that was given is named in the sentence; its place in the list says nothing to a person.
        is_file = _GIVEN_FILE.fullmatch(problem.place) is not None
        is_named = (is_file and ("{name}" in text or "{department}" in text)) or (
            problem.place == problem.facts.get("code") and "{code}" in text
        )
        return (
            self.text("problem.at", place=problem.place, said=said)
            if problem.place and not is_named
            else said
        )

    def _for_facts(self, key: str, facts: Mapping[str, object]) -> str | None:
        """Return the text of `key`, or the one for the last fact that holds and has words of its own."""
        text = self._texts.get(key)
        for fact, holds in facts.items():
            if holds is True:
                text = self._texts.get(f"{key}.{fact}", text)
        return text

    def state(self, state: str) -> str:
        """Return the name of an answer's state."""
        return self._texts[f"state.{state}"]

    def review_state(self, state: str) -> str:
        """Return what a state of the review is called."""
        return self._texts[f"review.{state}"]

    def risk(self, code: str) -> str:
        """Return why claimed points are at risk, as `engine/backing.py` codes it."""
        return self.text(f"risk.{code}")

    def finding(self, finding: Finding, assessment: Assessment) -> FindingWords:
        """Return a finding of the checks in words."""
        facts = dict(finding.facts)
        if finding.indicator is not None:
            facts["indicator"] = finding.indicator
        faults = facts.get("faults")
        detail = self._texts[f"finding.{finding.code}.detail"]
        if isinstance(faults, list) and faults:
            facts["faults"] = "; ".join(self._fault(fault, finding, assessment) for fault in faults)
        if "confidence" in facts:
            facts["confidence"] = self._texts[f"confidence.{facts['confidence']}"]
        profile_key = facts.get("profile_key")
        for field in assessment.catalogue.profile:
            if field.key == profile_key:
                facts["figure"] = field.title.in_language(self.language)
        for key in ("own", "profile", "own_points", "given_points", "then", "now"):
            if isinstance(facts.get(key), str):
                facts[key] = Decimal(str(facts[key]))
        return FindingWords(
            self._filled(self._texts[f"finding.{finding.code}.title"], facts),
            self._filled(detail, facts),
            self._filled(self._texts[f"finding.{finding.code}.action"], facts),
        )

    def _fault(self, fault: Mapping[str, str], finding: Finding, assessment: Assessment) -> str:
        said = self._texts[f"reason.{fault['reason']}"]
        part = self._part_label(fault["part"], finding.indicator, assessment)
        return self.text("reason.in_part", part=part, said=said) if part else said

    def _part_label(self, path: str, code: str | None, assessment: Assessment) -> str:
        if not path or code is None:
            return ""
        rule = assessment.catalogue.indicators[code].rule
        label = path
        for part_id in path.split("."):
            part = next((p for p in getattr(rule, "parts", ()) if p.id == part_id), None)
            if part is None:
                return label
            label, rule = part.label.in_language(self.language), part.rule
        return label

    def measure(self, measure: str) -> str:
        """Return the name of another published ranking; of one that is not known, its measure in the book."""
        return self._texts.get(f"measure.{measure}", harmless(measure))

    def event(self, event: str, facts: Mapping[str, object]) -> str:
        """Return an event of the journal in words; of one that is not known, its code."""
        said = self._texts.get(f"event.{event}")
        if event == _NOT_TAKEN:
            facts = self._value_facts(facts)
        return self.text("event.unknown", event=event) if said is None else self._filled(said, facts)

    def _value_facts(self, facts: Mapping[str, object]) -> dict[str, object]:
        """Say where a value stood that was not taken, and the value itself, as people write them."""

        def plain(value: object) -> object:
            if isinstance(value, Mapping):
                if "state" in value:
                    return self._texts.get(f"review.{value['state']}", _UNKNOWN)
                if "points" in value:
                    return value["points"]
                return value.get("number", value.get("text", _UNKNOWN))
            return _UNKNOWN if value is None else value

        place = f"merge.place.{facts.get('field') or facts.get('kind')}"
        return {
            **facts,
            "where": self._texts.get(place, facts.get("key", "")),
            "document": facts.get("document", ""),
            "value": plain(facts.get("value")),
            "kept": plain(facts.get("kept")),
        }

    def verdict(self, kind: str, verdict: str) -> str:
        """Return one of the four verdicts on a bundle in words."""
        return self._texts[f"verdict.{kind}.{verdict}"]

    def bundle_finding(self, finding: BundleFinding) -> str:
        """Return what a verifier has to say in words, with its place in the bundle."""
        facts = {key: self._as_number(fact) for key, fact in finding.facts.items()}
        if finding.code == "certificate-revoked":
            reason = facts.get("reason")
            facts["reason"] = self._texts.get(f"revocation_reason.{reason}", reason)
        said = self._filled(self._bundle_text(finding), facts)
        place = self.bundle_place(finding)
        return self.text("problem.at", place=place, said=said) if place else said

    def _bundle_text(self, finding: BundleFinding) -> str:
        """Return the text for this very reason where there is one, else the one for the code."""
        reason = finding.facts.get("reason", finding.facts.get("part"))
        text = self._texts.get(f"bundle.{finding.code}.{reason}")
        return text if text is not None else self._texts.get(f"bundle.{finding.code}", finding.code)

    def bundle_place(self, finding: BundleFinding) -> str:
        """Return where in a bundle something was noticed: the name of a file, or a part of the container."""
        return self._texts.get(f"bundle_place.{finding.place}", harmless(finding.place))

    def _as_number(self, fact: object) -> object:
        """Return a number that stands as text in a bundle as people write it, with as many decimals."""
        if isinstance(fact, str) and _PLAIN_NUMBER.fullmatch(fact):
            return self.format.fixed(Decimal(fact), len(fact.partition(".")[2]))
        return fact

    def _filled(self, text: str, facts: Mapping[str, object]) -> str:
        return text.format_map(_Facts({key: self._written(key, fact) for key, fact in facts.items()}))

    def _written(self, key: str, fact: object) -> str:
        if fact is None or fact == "":
            return _UNKNOWN if fact is None else ""
        if isinstance(fact, bool):
            return self._texts["yes"] if fact else self._texts["no"]
        if isinstance(fact, int):
            if key.endswith("_bytes"):
                return self.format.size(fact)
            return str(fact) if key in _YEARS else self.format.integer(fact)
        if isinstance(fact, Decimal | Fraction):
            return self.format.number(fact)
        if key.endswith("_utc") and isinstance(fact, str):
            with suppress(ValueError):
                return self.format.date_time(datetime.fromisoformat(fact))
        if isinstance(fact, list | tuple):
            return ", ".join(harmless(str(item)) for item in fact)
        return harmless(str(fact))

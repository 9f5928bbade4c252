"""The index as frozen data: pillars, main indices, indicators, and the rules that score them.

Nothing here knows how many there are or what they are called; that is in the catalogue file.
Points, shares and targets are exact `Fraction`s.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Literal

Confidence = Literal["confirmed", "partly", "recollected"]
MeasuredBy = Literal["province", "ministry"]


@dataclass(frozen=True, slots=True)
class Text:
    """A text of the catalogue in the languages it has; Vietnamese is always there."""

    vi: str
    en: str = ""

    def in_language(self, language: str) -> str:
        """Return the text in `language` ("vi" or "en"), the Vietnamese one where there is no other."""
        return self.en if language == "en" and self.en else self.vi


@dataclass(frozen=True, slots=True)
class Level:
    """One choice of a `levels` rule, worth `share` (0–1) of the points."""

    id: str
    label: Text
    share: Fraction


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number that a rule asks for; `profile` names the province figure it may be taken from."""

    id: str
    label: Text
    unit: Text
    profile: str | None = None


@dataclass(frozen=True, slots=True)
class LevelsRule:
    """Share of the chosen level."""

    levels: tuple[Level, ...]
    kind: Literal["levels"] = "levels"


@dataclass(frozen=True, slots=True)
class RatioRule:
    """min(1, (a/b) / target); with `complement` 1 − a/b. a may not exceed b."""

    numerator: Quantity
    denominator: Quantity
    target: Fraction
    complement: bool = False
    full_when_denominator_zero: bool = False
    kind: Literal["ratio"] = "ratio"


@dataclass(frozen=True, slots=True)
class RateRule:
    """min(1, (a / (b/per)) / target); a may exceed b."""

    numerator: Quantity
    denominator: Quantity
    target: Fraction
    per: Fraction
    kind: Literal["rate"] = "rate"


@dataclass(frozen=True, slots=True)
class CountRule:
    """min(1, value / target)."""

    value: Quantity
    target: Fraction
    kind: Literal["count"] = "count"


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a `parts` rule, weighing `share` (0–1) of the whole."""

    id: str
    label: Text
    share: Fraction
    rule: Rule


@dataclass(frozen=True, slots=True)
class PartsRule:
    """Sum of part share × share of the part's own rule; 0 while the `gate` part is 0 or not answered."""

    parts: tuple[Part, ...]
    gate: str | None = None
    kind: Literal["parts"] = "parts"


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice of an `info` field."""

    id: str
    label: Text


@dataclass(frozen=True, slots=True)
class InfoField:
    """A field that is collected and not scored: yes/no, or one of `choices`."""

    id: str
    label: Text
    type: Literal["bool", "choice"]
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class InfoRule:
    """Not scored."""

    fields: tuple[InfoField, ...]
    kind: Literal["info"] = "info"


Rule = LevelsRule | RatioRule | RateRule | CountRule | PartsRule | InfoRule


@dataclass(frozen=True, slots=True)
class RowCheck:
    """That a person held a row against the paper decision: who, when (UTC), and where it stands there."""

    by: str
    utc: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class Indicator:
    """One sub-indicator. `index` is the code of its main index; `checked` is None where nobody vouched."""

    code: str
    index: str
    title: Text
    short: Text
    max_points: Fraction
    rule: Rule
    evidence: Text
    measured_by: MeasuredBy
    confidence: Confidence
    checked: RowCheck | None = None


@dataclass(frozen=True, slots=True)
class MainIndex:
    """One main index with the codes of its indicators in catalogue order."""

    code: str
    title: Text
    group: str
    max_points: Fraction
    indicators: tuple[str, ...]

    @property
    def is_scored(self) -> bool:
        """Whether it has points at all; one without is collected and has no value."""
        return self.max_points > 0


@dataclass(frozen=True, slots=True)
class Pillar:
    """One pillar: the main indices it sums, and their points together."""

    code: str
    title: Text
    indices: tuple[str, ...]
    max_points: Fraction


@dataclass(frozen=True, slots=True)
class ProfileField:
    """A province figure, entered once and used by each rule that names it."""

    key: str
    title: Text
    unit: Text


@dataclass(frozen=True, slots=True)
class OfficeWords:
    """How people call things in an office of the kind that a set assesses, where it is no province's.

    `ranked`: what is assessed, None for provinces. `leader`: who signs; `issuer`: what issues its papers;
    `department`: one that owns figures, as an example; `departments`: all of them, to whom a plan goes.
    What is None has no word of its own.
    """

    ranked: Text | None = None
    leader: Text | None = None
    issuer: Text | None = None
    department: Text | None = None
    departments: Text | None = None


OF_PROVINCES = OfficeWords()
"""The usual words, which stand in the texts themselves."""


@dataclass(frozen=True)
class Catalogue:
    """One edition of the index, complete and checked. `digest` is `sha256:<hex>` of the file's bytes.

    `assesses`: what is assessed where it is no province, such as "xã, phường"; `office`: its words.
    """

    id: str
    digest: str
    title: Text
    short_title: Text
    decision: str
    issued_for_years: tuple[int, ...]
    scale: Fraction
    groups: Mapping[str, Text]
    profile: tuple[ProfileField, ...]
    pillars: tuple[Pillar, ...]
    main_indices: tuple[MainIndex, ...]
    indicators: Mapping[str, Indicator]
    own_wording: tuple[str, ...] = field(default=())
    version: str = ""
    assesses: Text | None = None
    office: OfficeWords = OF_PROVINCES

    @property
    def is_of_provinces(self) -> bool:
        """Whether provinces are assessed: results of these ship with the program."""
        return self.assesses is None

    @cached_property
    def profile_keys(self) -> frozenset[str]:
        """Keys of the province figures."""
        return frozenset(f.key for f in self.profile)

    @cached_property
    def index_by_code(self) -> Mapping[str, MainIndex]:
        """Main indices by code."""
        return {m.code: m for m in self.main_indices}

    @cached_property
    def codes_by_profile_key(self) -> Mapping[str, frozenset[str]]:
        """For each province figure, the indicators whose rule may take it."""
        users: dict[str, set[str]] = {f.key: set() for f in self.profile}
        for indicator in self.indicators.values():
            for _, quantity in quantities(indicator.rule):
                if quantity.profile is not None:
                    users[quantity.profile].add(indicator.code)
        return {key: frozenset(codes) for key, codes in users.items()}


def quantities(rule: Rule, prefix: str = "") -> Iterator[tuple[str, Quantity]]:
    """Yield each number that `rule` asks for with its flat field key (`a`, `used.b`)."""
    match rule:
        case RatioRule() | RateRule():
            yield prefix + rule.numerator.id, rule.numerator
            yield prefix + rule.denominator.id, rule.denominator
        case CountRule():
            yield prefix + rule.value.id, rule.value
        case PartsRule():
            for part in rule.parts:
                yield from quantities(part.rule, f"{prefix}{part.id}.")
        case LevelsRule() | InfoRule():
            return

"""Every fault of a catalogue document, each with its place: the index's form, its references and totals.

Table of faults: docs/catalogue-format.md.
"""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction

from dti_desktop.engine.catalogue_form import (
    CATALOGUE_ID,
    CODE,
    FIELD_NAME,
    ID,
    NUMBER,
    SHORT_TEXT,
    TEXT,
    WHOLE_NUMBER,
    YEAR,
    Check,
    Findings,
    judge_repeated,
    judge_repeated_texts,
    list_of,
    object_of,
    one_of,
    utc_time,
)
from dti_desktop.engine.catalogue_rules import Profile, rule_check
from dti_desktop.engine.numbers import decimal_text
from dti_desktop.engine.strict_json import NumberToken, pointer
from dti_desktop.errors import Problem

SCHEMA_VERSION = 1
"""The version of the format that is read."""

_TITLES = {"title_vi": TEXT, "title_en": TEXT}
_OFFICE = {
    f"{word}_{language}": TEXT
    for word in ("leader", "issuer", "department", "departments")
    for language in ("vi", "en")
}
_PROFILE_FIGURE = object_of({"key": ID, **_TITLES, "unit": TEXT}, {"unit_en": TEXT})
_PILLAR = object_of({"code": CODE, **_TITLES, "indices": list_of(CODE), "max_points": NUMBER})
_MAIN_INDEX = object_of(
    {"code": CODE, **_TITLES, "group": ID, "max_points": NUMBER, "indicators": WHOLE_NUMBER}
)

# Who held the row against the paper decision, when, and where it stands there.
_ROW_CHECK = object_of({"by": TEXT, "utc": utc_time}, {"place": TEXT})


def faults(untrusted_document: object) -> tuple[Problem, ...]:
    """Return all faults of a document that `strict_json.read` returned; none means that it is a catalogue."""
    if isinstance(untrusted_document, dict) and "schema_version" in untrusted_document:
        version = untrusted_document["schema_version"]
        if not isinstance(version, NumberToken) or version != str(SCHEMA_VERSION):
            return (Problem("unsupported-schema-version", "/schema_version", {"supported": SCHEMA_VERSION}),)
    findings = Findings()
    _form(_profile_units(untrusted_document))(findings, untrusted_document, "")
    index = _Index(findings, untrusted_document)
    index.judge_repeated()
    index.judge_references()
    index.judge_totals()
    return findings.problems()


def _profile_units(document: object) -> Profile | None:
    """Return the unit of each province figure, for the rules that name one; None where they are unreadable.

    The rules are judged as they are met, before the index as a whole: hence a reading of its own.
    """
    findings = Findings()
    profile = document.get("profile") if isinstance(document, dict) else None
    list_of(_PROFILE_FIGURE, may_be_empty=True)(findings, profile, "/profile")
    units: dict[str, str | None] = {}
    for place, figure in findings.items({"profile": profile}, "", "profile") or ():
        key = findings.text(figure, place, "key")
        if key is None:
            return None
        units.setdefault(key, findings.text(figure, place, "unit"))
    return units if isinstance(profile, list) else None


def _form(profile: Profile | None) -> Check:
    indicator = object_of(
        {
            "code": CODE,
            **_TITLES,
            "max_points": NUMBER,
            "rule": rule_check(profile),
            "evidence_vi": TEXT,
            "measured_by": one_of("province", "ministry"),
            "confidence": one_of("confirmed", "partly", "recollected"),
        },
        {"short_vi": SHORT_TEXT, "short_en": SHORT_TEXT, "evidence_en": TEXT, "checked": _ROW_CHECK},
    )
    return object_of(
        {
            "id": CATALOGUE_ID,
            "decision": TEXT,
            "issued_for_years": list_of(YEAR),
            "scale": NUMBER,
            "profile": list_of(_PROFILE_FIGURE, may_be_empty=True),
            "pillars": list_of(_PILLAR, may_be_empty=True),
            "main_indices": list_of(_MAIN_INDEX),
            "indicators": list_of(indicator),
        },
        {
            "schema_version": WHOLE_NUMBER,
            "version": TEXT,
            "assesses": object_of(_TITLES, _OFFICE),
            **_TITLES,
            "short_title_vi": TEXT,
            "short_title_en": TEXT,
            "own_wording": list_of(FIELD_NAME, may_be_empty=True),
            "groups": list_of(object_of({"id": ID, **_TITLES})),
        },
    )


class _Index:
    """What holds between the parts of a document whose form has been checked.

    A reference is judged only where all that it may name could be read, a total where all its terms could;
    a row whose code cannot be read belongs to no main index.
    """

    def __init__(self, findings: Findings, document: object) -> None:
        self._findings = findings
        self._document = document
        self._pillars = findings.items(document, "", "pillars") or []
        self._main_indices = findings.items(document, "", "main_indices")
        self._rows = findings.items(document, "", "indicators")
        index_codes = _all_texts(findings, self._main_indices, "code")
        self._index_codes = None if index_codes is None else frozenset(index_codes)

    def judge_repeated(self) -> None:
        """Judge what may stand only once."""
        findings, document = self._findings, self._document
        for items in (self._pillars, self._main_indices or [], self._rows or []):
            judge_repeated(findings, "duplicate-code", items, "code")
        judge_repeated(findings, "duplicate-id", findings.items(document, "", "groups") or [], "id")
        judge_repeated(findings, "duplicate-id", findings.items(document, "", "profile") or [], "key")
        for key in ("issued_for_years", "own_wording"):
            judge_repeated_texts(findings, "duplicate-value", findings.texts(document, "", key) or [])
        for place, pillar in self._pillars:
            judge_repeated_texts(findings, "duplicate-value", findings.texts(pillar, place, "indices") or [])

    def judge_references(self) -> None:
        """Judge what names a group or a main index, and rows that may have no points."""
        findings = self._findings
        ids = _all_texts(findings, findings.items(self._document, "", "groups"), "id")
        groups = None if ids is None else frozenset(ids)
        for place, main_index in self._main_indices or ():
            group = findings.text(main_index, place, "group")
            if groups is not None and group is not None and group not in groups:
                findings.judged("unknown-group", pointer(place, "group"), value=group)
        for place, pillar in self._pillars:
            for code_place, code in findings.texts(pillar, place, "indices") or ():
                self._judge_index_code(code, code_place)
        for place, row in self._rows or ():
            row_code = findings.text(row, place, "code")
            self._judge_index_code(None if row_code is None else _index_of(row_code), pointer(place, "code"))
            rule = findings.member(row, place, "rule")
            kind = findings.text(rule, pointer(place, "rule"), "kind")
            points = findings.number(row, place, "max_points")
            if kind == "info" and points:
                findings.judged("info-with-points", pointer(place, "max_points"))
            is_checked = findings.member(row, place, "checked") is not None
            confidence = findings.text(row, place, "confidence")
            if is_checked and confidence is not None and confidence != "confirmed":
                findings.judged("checked-not-confirmed", pointer(place, "checked"))

    def judge_totals(self) -> None:
        """Judge the counts and sums that the document states against what stands in it."""
        findings = self._findings
        if self._rows is not None:
            self._judge_rows_of_main_indices(self._rows)
        points_by_code: dict[str, Fraction | None] = {}
        for place, main_index in self._main_indices or ():
            code = findings.text(main_index, place, "code")
            if code is not None:
                points_by_code.setdefault(code, findings.number(main_index, place, "max_points"))
        for place, pillar in self._pillars:
            codes = findings.texts(pillar, place, "indices")
            if codes is not None:
                named = dict.fromkeys(code for _, code in codes)
                terms = [None if code is None else points_by_code.get(code) for code in named]
                self._judge_sum("pillar-points-differ", pillar, place, "max_points", terms)
        if self._main_indices is not None:
            terms = [findings.number(entry, place, "max_points") for place, entry in self._main_indices]
            self._judge_sum("scale-differs", self._document, "", "scale", terms)

    def _judge_rows_of_main_indices(self, rows: list[tuple[str, object]]) -> None:
        findings = self._findings
        terms: defaultdict[str, list[Fraction | None]] = defaultdict(list)
        for place, row in rows:
            code = findings.text(row, place, "code")
            if code is not None:
                terms[_index_of(code)].append(findings.number(row, place, "max_points"))
        for place, main_index in self._main_indices or ():
            index_code = findings.text(main_index, place, "code")
            if index_code is None:
                continue
            stated_count = findings.text(main_index, place, "indicators")
            count = len(terms[index_code])
            if stated_count is not None and stated_count != str(count):
                findings.judged("indicator-count-differs", pointer(place, "indicators"), expected=count)
            self._judge_sum("points-do-not-sum", main_index, place, "max_points", terms[index_code])

    def _judge_index_code(self, code: str | None, place: str) -> None:
        if self._index_codes is not None and code is not None and code not in self._index_codes:
            self._findings.judged("unknown-index", place, value=code)

    def _judge_sum(self, code: str, node: object, place: str, key: str, terms: list[Fraction | None]) -> None:
        stated = self._findings.number(node, place, key)
        known = [term for term in terms if term is not None]
        if stated is not None and len(known) == len(terms) and sum(known) != stated:
            self._findings.judged(code, pointer(place, key), expected=decimal_text(sum(known, Fraction(0))))


def _index_of(row_code: str) -> str:
    """Return the code of the main index that a sub-indicator's code names; "" where it names none."""
    return row_code.rpartition(".")[0]


def _all_texts(findings: Findings, items: list[tuple[str, object]] | None, key: str) -> list[str] | None:
    """Return the text under `key` of every item, or None where one of them cannot be read."""
    if items is None:
        return None
    texts = [findings.text(item, place, key) for place, item in items]
    known = [text for text in texts if text is not None]
    return known if len(known) == len(texts) else None

"""Read an index from a catalogue file: bytes in, a complete and checked `Catalogue` out.

The format and every fault: docs/catalogue-format.md. What must hold is judged in `catalogue_checks`;
what is built here relies on it.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from dti_desktop.engine import strict_json
from dti_desktop.engine.catalogue_checks import faults
from dti_desktop.engine.model import (
    Catalogue,
    Choice,
    CountRule,
    Indicator,
    InfoField,
    InfoRule,
    Level,
    LevelsRule,
    MainIndex,
    OfficeWords,
    Part,
    PartsRule,
    Pillar,
    ProfileField,
    Quantity,
    RateRule,
    RatioRule,
    RowCheck,
    Rule,
    Text,
)
from dti_desktop.errors import InputError, Problem

MAX_CATALOGUE_BYTES = 2 * 1024 * 1024
"""The largest catalogue file that is read, in bytes."""

MAX_DEPTH = 40
"""The deepest nesting of lists and objects that is read; the format itself needs half of it."""

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"

# A document that `catalogue_checks` found no fault in: what a key holds is known, though not to mypy.
_Checked = Mapping[str, Any]


def parse_catalogue(untrusted_bytes: bytes) -> Catalogue:
    """Return the index that the bytes of a catalogue file hold; its digest is that of exactly these bytes.

    Raises `InputError` `catalogue-invalid`, whose problems are all the faults, each with its JSON pointer.
    """
    document = _document(untrusted_bytes)
    problems = faults(document)
    if problems:
        raise InputError("catalogue-invalid", problems)
    assert isinstance(document, dict)
    return _catalogue(document, catalogue_digest(untrusted_bytes))


def catalogue_digest(file_bytes: bytes) -> str:
    """Return the digest that pins a catalogue: `sha256:` and the hex SHA-256 of the file's exact bytes."""
    return "sha256:" + hashlib.sha256(file_bytes).hexdigest()


def _document(untrusted_bytes: bytes) -> object:
    if untrusted_bytes.startswith(_BYTE_ORDER_MARK):
        raise InputError("catalogue-invalid", [Problem("not-json")])
    try:
        return strict_json.read(untrusted_bytes, max_bytes=MAX_CATALOGUE_BYTES, max_depth=MAX_DEPTH)
    except InputError as error:
        problems = error.problems
        if any(problem.code == "too-deep" for problem in problems):
            problems = (Problem("not-json"),)
        raise InputError("catalogue-invalid", problems) from None


def _catalogue(checked: _Checked, digest: str) -> Catalogue:
    title = _text(checked, "title", Text(checked["decision"]))
    rows = [_indicator(row) for row in checked["indicators"]]
    row_codes: defaultdict[str, list[str]] = defaultdict(list)
    for row in rows:
        row_codes[row.index].append(row.code)
    main_indices = tuple(
        _main_index(entry, tuple(row_codes[entry["code"]])) for entry in checked["main_indices"]
    )
    if "groups" in checked:
        groups = {group["id"]: _text(group, "title", Text(group["id"])) for group in checked["groups"]}
    else:
        groups = {index.group: Text(index.group) for index in main_indices}
    return Catalogue(
        id=checked["id"],
        version=checked.get("version", ""),
        digest=digest,
        title=title,
        short_title=_text(checked, "short_title", title),
        decision=checked["decision"],
        issued_for_years=tuple(int(year) for year in checked["issued_for_years"]),
        scale=Fraction(checked["scale"]),
        groups=groups,
        profile=tuple(
            ProfileField(figure["key"], _text(figure, "title"), _unit(figure))
            for figure in checked["profile"]
        ),
        pillars=tuple(
            Pillar(
                code=pillar["code"],
                title=_text(pillar, "title"),
                indices=tuple(pillar["indices"]),
                max_points=Fraction(pillar["max_points"]),
            )
            for pillar in checked["pillars"]
        ),
        main_indices=main_indices,
        indicators={row.code: row for row in rows},
        own_wording=tuple(checked.get("own_wording", ())),
        assesses=_text(checked["assesses"], "title") if "assesses" in checked else None,
        office=_office_words(checked.get("assesses", {})),
    )


def _office_words(checked: _Checked) -> OfficeWords:
    def word(name: str) -> Text | None:
        return _text(checked, name) if f"{name}_vi" in checked else None

    return OfficeWords(word("title"), word("leader"), word("issuer"), word("department"), word("departments"))


def _main_index(checked: _Checked, row_codes: tuple[str, ...]) -> MainIndex:
    return MainIndex(
        code=checked["code"],
        title=_text(checked, "title"),
        group=checked["group"],
        max_points=Fraction(checked["max_points"]),
        indicators=row_codes,
    )


def _indicator(checked: _Checked) -> Indicator:
    title = _text(checked, "title")
    return Indicator(
        code=checked["code"],
        index=checked["code"].rpartition(".")[0],
        title=title,
        short=_text(checked, "short", title),
        max_points=Fraction(checked["max_points"]),
        rule=_rule(checked["rule"]),
        evidence=_text(checked, "evidence"),
        measured_by=checked["measured_by"],
        confidence=checked["confidence"],
        checked=_row_check(checked["checked"]) if "checked" in checked else None,
    )


def _row_check(checked: _Checked) -> RowCheck:
    return RowCheck(checked["by"], checked["utc"], checked.get("place", ""))


def _rule(checked: _Checked) -> Rule:
    match checked["kind"]:
        case "levels":
            return LevelsRule(
                tuple(
                    Level(level["id"], _text(level, "label"), Fraction(level["share"]))
                    for level in checked["levels"]
                )
            )
        case "ratio":
            return RatioRule(
                numerator=_quantity(checked["numerator"]),
                denominator=_quantity(checked["denominator"]),
                target=Fraction(checked["target"]),
                complement=checked.get("complement", False),
                full_when_denominator_zero="when_denominator_zero" in checked,
            )
        case "rate":
            return RateRule(
                numerator=_quantity(checked["numerator"]),
                denominator=_quantity(checked["denominator"]),
                target=Fraction(checked["target"]),
                per=Fraction(checked["per"]),
            )
        case "count":
            return CountRule(_quantity(checked["value"]), Fraction(checked["target"]))
        case "parts":
            return PartsRule(tuple(_part(part) for part in checked["parts"]), checked.get("gate"))
        case _:  # "info": the checks let no other kind through
            return InfoRule(tuple(_info_field(field) for field in checked["fields"]))


def _part(checked: _Checked) -> Part:
    label = _text(checked, "label", Text(checked["id"]))
    return Part(checked["id"], label, Fraction(checked["share"]), _rule(checked["rule"]))


def _info_field(checked: _Checked) -> InfoField:
    choices = tuple(Choice(choice["id"], _text(choice, "label")) for choice in checked.get("choices", ()))
    return InfoField(checked["id"], _text(checked, "label"), checked["type"], choices)


def _quantity(checked: _Checked) -> Quantity:
    return Quantity(checked["id"], _text(checked, "label"), _unit(checked), checked.get("profile"))


def _unit(checked: _Checked) -> Text:
    return Text(checked["unit"], checked.get("unit_en", ""))


def _text(checked: _Checked, name: str, fallback: Text | None = None) -> Text:
    """Return the text `name`_vi and `name`_en; `fallback` stands in where there is no Vietnamese one."""
    vietnamese = checked.get(f"{name}_vi")
    english = checked.get(f"{name}_en", "")
    if vietnamese is not None:
        return Text(vietnamese, english)
    assert fallback is not None
    return Text(fallback.vi, english or fallback.en)

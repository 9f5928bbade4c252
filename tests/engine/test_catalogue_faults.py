"""Every fault of docs/catalogue-format.md, at its place, and no other beside it."""

import json
import re
import unicodedata

import pytest
from catalogue_documents import (
    DATA,
    INFO,
    LEVELS,
    MISSING,
    PARTS,
    ROOT,
    SCHEMA,
    SCHEMA_CODES,
    SMALL,
    SMALL_BYTES,
    edited,
    faults_of,
    to_bytes,
)

from dti_desktop.engine.catalogue import MAX_CATALOGUE_BYTES, MAX_DEPTH


def test_broken_catalogue_gives_exactly_what_is_expected():
    expected = json.loads((DATA / "broken.expected.json").read_bytes())
    assert faults_of((DATA / "broken.json").read_bytes()) == {(f["code"], f["place"]) for f in expected}


FORM_FAULTS = [
    (b"", {("not-json", "")}),
    (b"{", {("not-json", "")}),
    (b"\xef\xbb\xbf" + SMALL_BYTES, {("not-json", "")}),
    (b"[" * 100_000 + b"]" * 100_000, {("not-json", "")}),
    (b"[" * (MAX_DEPTH + 2) + b"]" * (MAX_DEPTH + 2), {("not-json", "")}),
    (b'{"a": 1, "a": 2, "b": ' + b"[" * 50 + b"]" * 50 + b"}", {("not-json", "")}),
    (b"[" * MAX_DEPTH + b"]" * MAX_DEPTH, {("wrong-type", "")}),
    (b"\xff", {("not-utf-8", "")}),
    (SMALL_BYTES.decode().encode("utf-16"), {("not-utf-8", "")}),
    (SMALL_BYTES.ljust(MAX_CATALOGUE_BYTES + 1), {("too-large", "")}),
    (SMALL_BYTES.ljust(MAX_CATALOGUE_BYTES), set()),
    (
        b'{"a/b": [{"c": 1, "c": 2}], "x": 1, "x": 1}',
        {("duplicate-key", "/a~1b/0/c"), ("duplicate-key", "/x")},
    ),
    (b'{"id": "\\ud800"}', {("not-unicode", "/id")}),
    (
        SMALL_BYTES.replace(b'"indicators": 1\n', b'"indicators": ' + b"1" * 5000),
        {("indicator-count-differs", "/main_indices/2/indicators")},
    ),
    (b"null", {("wrong-type", "")}),
    (b"[]", {("wrong-type", "")}),
    (b"NaN", {("wrong-type", "")}),
    (b'"text"', {("wrong-type", "")}),
]


CHECKED = {"by": "Nguyễn Văn An", "utc": "2026-11-29T14:08:00Z"}


def form_case_id(value):
    """Name a case the same way in every test process: a set has no order of its own."""
    return str(sorted(value) if isinstance(value, set) else value)[:40]


@pytest.mark.parametrize(("untrusted_bytes", "expected"), FORM_FAULTS, ids=form_case_id)
def test_fault_of_form(untrusted_bytes, expected):
    assert faults_of(untrusted_bytes) == expected


def level_rule(*ids):
    return {"kind": "levels", "levels": [{"id": i, "label_vi": i, "share": "1"} for i in ids]}


def nested_parts(depth):
    rule = level_rule("yes")
    for _ in range(depth):
        rule = {"kind": "parts", "parts": [{"id": "p", "share": "1", "rule": rule}]}
    return rule


def text_of(length, end=""):
    return "x" * (length - len(end)) + end


UNREADABLE_INDEX_CODE = [("/main_indices/1/code", "B B")]
SCHEMA_5 = ("/schema_version", 5)

# (edits of the small catalogue, the faults that must come of them and no others)
FAULTS = [
    # schema version: judged alone
    ([("/schema_version", 2)], {("unsupported-schema-version", "/schema_version")}),
    ([("/schema_version", "1")], {("unsupported-schema-version", "/schema_version")}),
    ([("/schema_version", None)], {("unsupported-schema-version", "/schema_version")}),
    ([("/schema_version", True)], {("unsupported-schema-version", "/schema_version")}),
    ([SCHEMA_5, ("/id", MISSING)], {("unsupported-schema-version", "/schema_version")}),
    # wrong-type
    ([("/id", 5)], {("wrong-type", "/id")}),
    ([("/scale", 50)], {("wrong-type", "/scale")}),
    ([("/issued_for_years", 2030)], {("wrong-type", "/issued_for_years")}),
    ([("/issued_for_years/0", "2030")], {("wrong-type", "/issued_for_years/0")}),
    ([("/issued_for_years/0", 999)], {("wrong-type", "/issued_for_years/0")}),
    ([("/issued_for_years/0", 20300)], {("wrong-type", "/issued_for_years/0")}),
    ([("/issued_for_years/0", -2030)], {("wrong-type", "/issued_for_years/0")}),
    ([("/issued_for_years/0", 2030.5)], {("wrong-type", "/issued_for_years/0")}),
    ([("/main_indices/0/indicators", "3")], {("wrong-type", "/main_indices/0/indicators")}),
    ([("/main_indices/0/indicators", -3)], {("wrong-type", "/main_indices/0/indicators")}),
    ([("/main_indices/0/indicators", 3.0)], {("wrong-type", "/main_indices/0/indicators")}),
    ([("/main_indices/0/indicators", True)], {("wrong-type", "/main_indices/0/indicators")}),
    ([("/profile", None)], {("wrong-type", "/profile")}),
    ([("/pillars/0", [])], {("wrong-type", "/pillars/0")}),
    ([("/pillars/0/indices", {"A": 1})], {("wrong-type", "/pillars/0/indices")}),
    ([("/pillars/0/indices/0", 1)], {("wrong-type", "/pillars/0/indices/0")}),
    ([("/main_indices", {})], {("wrong-type", "/main_indices")}),
    ([("/indicators/0/rule", "levels")], {("wrong-type", "/indicators/0/rule")}),
    ([("/indicators/0/rule/kind", 1)], {("wrong-type", "/indicators/0/rule/kind")}),
    ([("/indicators/1/rule/complement", "true")], {("wrong-type", "/indicators/1/rule/complement")}),
    ([("/indicators/1/rule/numerator", "a")], {("wrong-type", "/indicators/1/rule/numerator")}),
    ([("/indicators/1/rule/denominator", [])], {("wrong-type", "/indicators/1/rule/denominator")}),
    ([(f"{PARTS}/0", None)], {("wrong-type", f"{PARTS}/0")}),
    ([(f"{PARTS}/1/rule", None)], {("wrong-type", f"{PARTS}/1/rule")}),
    ([(f"{INFO}/0", True)], {("wrong-type", f"{INFO}/0")}),
    ([(f"{INFO}/1/choices", "good")], {("wrong-type", f"{INFO}/1/choices")}),
    ([(f"{INFO}/1/type", ["choice"])], {("wrong-type", f"{INFO}/1/type")}),
    # missing-key
    ([("/id", MISSING)], {("missing-key", "/id")}),
    ([("/decision", MISSING)], {("missing-key", "/decision")}),
    ([("/issued_for_years", MISSING)], {("missing-key", "/issued_for_years")}),
    ([("/scale", MISSING)], {("missing-key", "/scale")}),
    ([("/profile", MISSING)], {("missing-key", "/profile")}),
    ([("/pillars", MISSING)], {("missing-key", "/pillars")}),
    ([("/main_indices", MISSING)], {("missing-key", "/main_indices")}),
    ([("/groups/0/id", MISSING)], {("missing-key", "/groups/0/id")}),
    ([("/profile/0/unit", MISSING)], {("missing-key", "/profile/0/unit")}),
    ([("/pillars/0/title_en", MISSING)], {("missing-key", "/pillars/0/title_en")}),
    ([("/main_indices/0/group", MISSING)], {("missing-key", "/main_indices/0/group")}),
    ([("/indicators/3/title_vi", MISSING)], {("missing-key", "/indicators/3/title_vi")}),
    ([("/indicators/3/rule", MISSING)], {("missing-key", "/indicators/3/rule")}),
    ([("/indicators/0/rule/kind", MISSING)], {("missing-key", "/indicators/0/rule/kind")}),
    ([("/indicators/0/rule/levels", MISSING)], {("missing-key", "/indicators/0/rule/levels")}),
    ([(f"{LEVELS}/0/share", MISSING)], {("missing-key", f"{LEVELS}/0/share")}),
    ([("/indicators/3/rule/per", MISSING)], {("missing-key", "/indicators/3/rule/per")}),
    ([("/indicators/3/rule/denominator", MISSING)], {("missing-key", "/indicators/3/rule/denominator")}),
    ([("/indicators/4/rule/value/unit", MISSING)], {("missing-key", "/indicators/4/rule/value/unit")}),
    ([(PARTS, MISSING)], {("missing-key", PARTS)}),
    ([(f"{PARTS}/0/share", MISSING)], {("missing-key", f"{PARTS}/0/share")}),
    ([(f"{INFO}/0/type", MISSING)], {("missing-key", f"{INFO}/0/type")}),
    ([(f"{INFO}/1/choices", MISSING)], {("missing-key", f"{INFO}/1/choices")}),
    # unknown-key
    ([("/colour", 1)], {("unknown-key", "/colour")}),
    ([("/a~1b~0c", {"id": 5})], {("unknown-key", "/a~1b~0c")}),
    ([("/indicators/0/index", "A")], {("unknown-key", "/indicators/0/index")}),
    ([("/indicators/0/rule/target", "1")], {("unknown-key", "/indicators/0/rule/target")}),
    ([("/indicators/0/rule/gate", "full")], {("unknown-key", "/indicators/0/rule/gate")}),
    ([("/indicators/1/rule/per", "1")], {("unknown-key", "/indicators/1/rule/per")}),
    ([("/indicators/3/rule/complement", True)], {("unknown-key", "/indicators/3/rule/complement")}),
    ([("/indicators/1/rule/levels", [1])], {("unknown-key", "/indicators/1/rule/levels")}),
    (
        [("/indicators/1/rule/numerator/profile", "readers")],
        {("unknown-key", "/indicators/1/rule/numerator/profile")},
    ),
    ([("/indicators/4/rule/value/profile", "x")], {("unknown-key", "/indicators/4/rule/value/profile")}),
    ([(f"{INFO}/0/choices", [])], {("unknown-key", f"{INFO}/0/choices")}),
    # empty
    ([("/decision", "")], {("empty", "/decision")}),
    ([("/decision", " \u00a0\u200b\t")], {("empty", "/decision")}),
    ([("/scale", "")], {("empty", "/scale")}),
    ([("/version", " ")], {("empty", "/version")}),
    ([("/issued_for_years", [])], {("empty", "/issued_for_years")}),
    ([("/groups", [])], {("empty", "/groups")}),
    ([("/main_indices", [])], {("empty", "/main_indices")}),
    ([("/pillars/0/indices", [])], {("empty", "/pillars/0/indices")}),
    ([("/indicators/0/rule/kind", "")], {("empty", "/indicators/0/rule/kind")}),
    ([(LEVELS, [])], {("empty", LEVELS)}),
    ([(PARTS, [])], {("empty", PARTS)}),
    ([(INFO, [])], {("empty", INFO)}),
    ([(f"{INFO}/1/choices", [])], {("empty", f"{INFO}/1/choices")}),
    # texts
    ([("/decision", "a\nb")], {("control-character", "/decision")}),
    ([("/decision", "a\x7f")], {("control-character", "/decision")}),
    ([(f"{LEVELS}/0/id", "full\n")], {("control-character", f"{LEVELS}/0/id")}),
    ([("/decision", unicodedata.normalize("NFD", "Quyết"))], {("not-nfc", "/decision")}),
    ([("/decision", text_of(2001))], {("too-long", "/decision")}),
    ([("/decision", text_of(2001, "e\u0301"))], {("not-nfc", "/decision")}),
    ([("/indicators/0/short_vi", text_of(31))], {("too-long", "/indicators/0/short_vi")}),
    ([("/indicators/0/short_en", text_of(31))], {("too-long", "/indicators/0/short_en")}),
    ([("/decision", text_of(2000)), ("/indicators/0/short_vi", text_of(30)), ("/id", text_of(100))], set()),
    ([("/id", text_of(101))], {("too-long", "/id")}),
    ([(f"{LEVELS}/0/id", text_of(101))], {("too-long", f"{LEVELS}/0/id")}),
    # ids, codes, numbers
    ([("/id", "Small")], {("wrong-id", "/id")}),
    ([("/id", "small-")], {("wrong-id", "/id")}),
    ([("/id", "small_one")], {("wrong-id", "/id")}),
    ([("/own_wording/0", "Title")], {("wrong-id", "/own_wording/0")}),
    ([("/own_wording/0", "a.b.c")], {("wrong-id", "/own_wording/0")}),
    ([("/main_indices/0/group", "Base")], {("wrong-id", "/main_indices/0/group")}),
    ([(f"{LEVELS}/0/id", "1st")], {("wrong-id", f"{LEVELS}/0/id")}),
    ([(f"{LEVELS}/0/id", "a-b")], {("wrong-id", f"{LEVELS}/0/id")}),
    ([(f"{LEVELS}/0/id", "đủ")], {("wrong-id", f"{LEVELS}/0/id")}),
    ([(f"{INFO}/1/choices/0/id", "G")], {("wrong-id", f"{INFO}/1/choices/0/id")}),
    ([("/indicators/2/rule/gate", "Plan")], {("wrong-id", "/indicators/2/rule/gate")}),
    ([("/indicators/1/rule/numerator/id", "b")], {("wrong-id", "/indicators/1/rule/numerator/id")}),
    ([("/indicators/1/rule/denominator/id", "a")], {("wrong-id", "/indicators/1/rule/denominator/id")}),
    ([("/indicators/4/rule/value/id", "value")], {("wrong-id", "/indicators/4/rule/value/id")}),
    (
        [("/indicators/3/rule/denominator/profile", "Readers")],
        {("wrong-id", "/indicators/3/rule/denominator/profile")},
    ),
    ([("/pillars/0/code", "dịch_vụ")], {("wrong-code", "/pillars/0/code")}),
    ([("/pillars/0/indices/0", "A.")], {("wrong-code", "/pillars/0/indices/0")}),
    *(
        ([("/scale", text)], {("not-a-number", "/scale")})
        for text in (
            *("1/2", "050", "-50", "+50", "5e1", ".5", "50.", "50,0", "٥٠", " 50", "5_0", "1" * 16),
            "50.0000000",
        )
    ),
    *(
        ([(f"{LEVELS}/0/share", text)], {("not-a-number", f"{LEVELS}/0/share")})
        for text in ("1/0", "1/03", "01/3", "1/2/3", "-1/3", "0.5/2", "1/1234567890", "50%")
    ),
    ([("/indicators/1/rule/target", "1/2")], {("not-a-number", "/indicators/1/rule/target")}),
    ([("/indicators/4/max_points", "9/2")], {("not-a-number", "/indicators/4/max_points")}),
    # few allowed values
    ([("/indicators/0/measured_by", "nobody")], {("unknown-value", "/indicators/0/measured_by")}),
    ([("/indicators/0/confidence", "sure")], {("unknown-value", "/indicators/0/confidence")}),
    ([(f"{INFO}/0/type", "text")], {("unknown-value", f"{INFO}/0/type")}),
    ([(f"{INFO}/1/type", "text")], {("unknown-value", f"{INFO}/1/type")}),
    (
        [("/indicators/5/rule/when_denominator_zero", "zero")],
        {("unknown-value", "/indicators/5/rule/when_denominator_zero")},
    ),
    ([("/indicators/0/rule", {"kind": "guess", "x": 1})], {("unknown-kind", "/indicators/0/rule/kind")}),
    # rules in rules
    ([("/indicators/0/rule", nested_parts(4))], set()),
    (
        [("/indicators/0/rule", nested_parts(5))],
        {("too-deep", "/indicators/0/rule" + "/parts/0/rule" * 4)},
    ),
    (
        [(f"{PARTS}/1/rule", {"kind": "info", "colour": 1})],
        {("info-in-part", f"{PARTS}/1/rule/kind")},
    ),
    # repeated
    (
        [("/main_indices/3", {**SMALL["main_indices"][2], "indicators": 1})],
        {("duplicate-code", "/main_indices/3/code")},
    ),
    ([("/pillars/1/code", "service")], {("duplicate-code", "/pillars/1/code")}),
    ([("/indicators/1/code", "A.1"), ("/indicators/2/code", "A.1")], {
        ("duplicate-code", "/indicators/1/code"), ("duplicate-code", "/indicators/2/code")
    }),
    ([(f"{LEVELS}/2/id", "full")], {("duplicate-id", f"{LEVELS}/2/id")}),
    ([(f"{PARTS}/1/id", "plan")], {("duplicate-id", f"{PARTS}/1/id")}),
    ([(f"{INFO}/1/id", "own_building")], {("duplicate-id", f"{INFO}/1/id")}),
    ([(f"{INFO}/1/choices/1/id", "good")], {("duplicate-id", f"{INFO}/1/choices/1/id")}),
    ([("/groups/2", SMALL["groups"][0])], {("duplicate-id", "/groups/2/id")}),
    ([("/profile/1", SMALL["profile"][0])], {("duplicate-id", "/profile/1/key")}),
    ([("/issued_for_years", [2030, 2031, 2030])], {("duplicate-value", "/issued_for_years/2")}),
    ([("/own_wording/1", "title_vi")], {("duplicate-value", "/own_wording/1")}),
    ([("/pillars/0/indices/2", "A")], {("duplicate-value", "/pillars/0/indices/2")}),
    # ranges
    ([(f"{LEVELS}/0/share", "1.000001")], {("share-out-of-range", f"{LEVELS}/0/share")}),
    ([(f"{LEVELS}/0/share", "4/3")], {("share-out-of-range", f"{LEVELS}/0/share")}),
    ([(f"{PARTS}/0/share", "0")], {("share-out-of-range", f"{PARTS}/0/share")}),
    ([(f"{PARTS}/0/share", "0/7")], {("share-out-of-range", f"{PARTS}/0/share")}),
    ([(f"{PARTS}/0/share", "5/4")], {("share-out-of-range", f"{PARTS}/0/share")}),
    ([(f"{PARTS}/0/share", "0.250001")], {("shares-do-not-sum", PARTS)}),
    ([(f"{PARTS}/1/rule/parts/1/share", "0.333333")], {("shares-do-not-sum", f"{PARTS}/1/rule/parts")}),
    ([("/indicators/5/rule/target", "0")], {("target-out-of-range", "/indicators/5/rule/target")}),
    ([("/indicators/5/rule/target", "1.1")], {("target-out-of-range", "/indicators/5/rule/target")}),
    ([("/indicators/1/rule/target", "1.1")], {("target-out-of-range", "/indicators/1/rule/target")}),
    ([("/indicators/3/rule/target", "0.0")], {("target-out-of-range", "/indicators/3/rule/target")}),
    ([("/indicators/3/rule/per", "0")], {("target-out-of-range", "/indicators/3/rule/per")}),
    ([("/indicators/4/rule/target", "0")], {("target-out-of-range", "/indicators/4/rule/target")}),
    ([("/indicators/1/rule/target", "0.9")], {("complement-with-target", "/indicators/1/rule/target")}),
    ([("/indicators/1/rule/target", "1.0")], set()),
    # references
    ([("/indicators/2/rule/gate", "scanned")], {("unknown-gate", "/indicators/2/rule/gate")}),
    ([("/indicators/2/rule/gate", "work")], set()),
    (
        [("/indicators/2/rule/gate", "scan"), (f"{PARTS}/0/id", "P")],
        {("wrong-id", f"{PARTS}/0/id")},
    ),
    (
        [("/indicators/3/rule/denominator/profile", "people")],
        {("unknown-profile-key", "/indicators/3/rule/denominator/profile")},
    ),
    ([("/profile", [])], {("unknown-profile-key", "/indicators/3/rule/denominator/profile")}),
    ([("/profile/0/key", "Readers")], {("wrong-id", "/profile/0/key")}),
    (
        [("/indicators/3/rule/denominator/unit", "nghìn người")],
        {("profile-unit-differs", "/indicators/3/rule/denominator/unit")},
    ),
    (
        [("/profile/1", {**SMALL["profile"][0], "unit": "nghìn người"})],
        {("duplicate-id", "/profile/1/key")},
    ),
    ([("/profile/0/unit", 5)], {("wrong-type", "/profile/0/unit")}),
    ([("/main_indices/1/group", "other")], {("unknown-group", "/main_indices/1/group")}),
    ([("/groups/1/id", "other")], {("unknown-group", "/main_indices/1/group")}),
    ([("/groups/1/id", "Other")], {("wrong-id", "/groups/1/id")}),
    ([("/groups", MISSING), ("/main_indices/1/group", "other")], set()),
    ([("/pillars/0/indices/1", "D")], {("unknown-index", "/pillars/0/indices/1")}),
    ([("/pillars/0/indices", ["D", "D"])], {
        ("unknown-index", "/pillars/0/indices/0"), ("duplicate-value", "/pillars/0/indices/1")
    }),
    (
        [("/indicators/6/code", "D.1")],
        {("unknown-index", "/indicators/6/code"), ("indicator-count-differs", "/main_indices/2/indicators")},
    ),
    (
        [("/indicators/6/code", "C")],
        {("unknown-index", "/indicators/6/code"), ("indicator-count-differs", "/main_indices/2/indicators")},
    ),
    (
        [("/indicators/6/code", "C.1.1")],
        {("unknown-index", "/indicators/6/code"), ("indicator-count-differs", "/main_indices/2/indicators")},
    ),
    (UNREADABLE_INDEX_CODE, {("wrong-code", "/main_indices/1/code")}),
    # totals
    (
        [("/indicators/6/max_points", "2"), ("/main_indices/2/max_points", "2"), ("/scale", "52"),
         ("/pillars/0/max_points", "32"), ("/pillars/1/max_points", "52")],
        {("info-with-points", "/indicators/6/max_points")},
    ),
    ([("/indicators/6/max_points", "0.00")], set()),
    ([("/main_indices/0/indicators", 4)], {("indicator-count-differs", "/main_indices/0/indicators")}),
    ([("/indicators/0/max_points", "5.01")], {("points-do-not-sum", "/main_indices/0/max_points")}),
    ([("/indicators/0/max_points", "five")], {("not-a-number", "/indicators/0/max_points")}),
    (
        [("/indicators/0/code", "A 1")],
        {("wrong-code", "/indicators/0/code"), ("points-do-not-sum", "/main_indices/0/max_points"),
         ("indicator-count-differs", "/main_indices/0/indicators")},
    ),
    (
        [("/indicators/1/code", "A.1"), ("/indicators/1/max_points", "6")],
        {("duplicate-code", "/indicators/1/code"), ("points-do-not-sum", "/main_indices/0/max_points")},
    ),
    ([("/pillars/0/max_points", "31")], {("pillar-points-differ", "/pillars/0/max_points")}),
    (
        [("/pillars/0/indices", ["A", "C", "A"]), ("/pillars/0/max_points", "60")],
        {("duplicate-value", "/pillars/0/indices/2"), ("pillar-points-differ", "/pillars/0/max_points")},
    ),
    (
        [("/main_indices/3", {**SMALL["main_indices"][2], "max_points": "1"}), ("/scale", "51")],
        {("duplicate-code", "/main_indices/3/code"), ("points-do-not-sum", "/main_indices/3/max_points")},
    ),
    ([("/main_indices/1/max_points", "x")], {("not-a-number", "/main_indices/1/max_points")}),
    ([("/scale", "50.000001")], {("scale-differs", "/scale")}),
    ([("/scale", "50.0")], set()),
    ([("/pillars", []), ("/own_wording", [])], set()),
    ([("/indicators/0/checked", CHECKED)], set()),
    ([("/indicators/0/checked", {**CHECKED, "place": "tr. 14"})], set()),
    ([("/indicators/0/checked", {"by": "An"})], {("missing-key", "/indicators/0/checked/utc")}),
    ([("/indicators/0/checked", {**CHECKED, "by": " "})], {("empty", "/indicators/0/checked/by")}),
    ([("/indicators/0/checked", {**CHECKED, "x": ""})], {("unknown-key", "/indicators/0/checked/x")}),
    ([("/indicators/0/checked", None)], {("wrong-type", "/indicators/0/checked")}),
    (
        [("/indicators/0/checked", {**CHECKED, "utc": "2026-11-29 14:08"})],
        {("wrong-time", "/indicators/0/checked/utc")},
    ),
    (
        [("/indicators/0/checked", {**CHECKED, "utc": "2026-02-30T14:08:00Z"})],
        {("wrong-time", "/indicators/0/checked/utc")},
    ),
    ([("/indicators/3/checked", CHECKED)], {("checked-not-confirmed", "/indicators/3/checked")}),
]  # fmt: skip


def case_id(value):
    if isinstance(value, list):
        return ",".join(f"{place}={str(new)[:20] if new is not MISSING else ''}" for place, new in value)[:80]
    return "+".join(sorted(code for code, _ in value)) or "accepted"


@pytest.mark.parametrize(("edits", "expected"), FAULTS, ids=case_id)
def test_fault(edits, expected):
    assert faults_of(to_bytes(edited(*edits))) == expected


def test_every_fault_of_the_documented_table_has_a_case():
    page = (ROOT / "docs/catalogue-format.md").read_text("utf-8").partition("## Faults")[2]
    first_cells = [line.split("|")[1] for line in page.splitlines() if line.startswith("| `")]
    documented = {code for cell in first_cells for code in re.findall("`([a-z0-9-]+)`", cell)}
    tried = {code for _, faults in [*FORM_FAULTS, *FAULTS] for code, _ in faults}
    assert tried == documented


def test_sum_of_endless_fractions_is_judged_without_being_written():
    rule = {"kind": "count", "value": {"id": "a", "label_vi": "x", "unit": "x"}, "target": "1"}
    shares = [f"1/{999_999_999 - 2 * position}" for position in range(1000)]
    parts = [{"id": f"p{n}", "share": share, "rule": rule} for n, share in enumerate(shares)]
    document = edited(("/indicators/0/rule", {"kind": "parts", "parts": parts}))
    assert faults_of(to_bytes(document)) == {("shares-do-not-sum", "/indicators/0/rule/parts")}


UNLIKE_IN_THE_SCHEMA = [
    (
        [("/indicators/0/checked", {**CHECKED, "utc": "2026-02-30T14:08:00Z"})],
        "no pattern tells a day that there is not",
    ),
    ([("/main_indices/0/indicators", 3.0)], "JSON Schema calls 3.0 a whole number"),
    ([(f"{LEVELS}/0/share", "4/3")], "no pattern tells a fraction above 1"),
    ([(f"{PARTS}/0/share", "5/4")], "no pattern tells a fraction above 1"),
    ([(f"{LEVELS}/0/id", "full\n")], "to Python, $ also stands before a last line feed"),
    (
        [("/decision", text_of(2001, "e\u0301"))],
        "the loader names only the normal form, the schema the length",
    ),
]


@pytest.mark.parametrize(("edits", "expected"), FAULTS, ids=case_id)
def test_schema_agrees_on_the_case(edits, expected):
    is_fault_of_form = bool({code for code, _ in expected} & SCHEMA_CODES)
    is_unlike = any(edits == unlike for unlike, _ in UNLIKE_IN_THE_SCHEMA)
    assert SCHEMA.is_valid(edited(*edits)) == (is_fault_of_form if is_unlike else not is_fault_of_form)

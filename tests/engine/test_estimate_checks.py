"""What may be kept as an estimate, and every fault at once."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from dti_desktop.engine.catalogue import parse_catalogue
from dti_desktop.engine.estimate_checks import MOST_EFFORT_DAYS, check_estimates
from dti_desktop.errors import InputError

ROOT = Path(__file__).resolve().parents[2]
CATALOGUE = parse_catalogue((ROOT / "resources/catalogues/dti-province-2022.json").read_bytes())


def faults(code, **fields):
    with pytest.raises(InputError) as caught:
        check_estimates(CATALOGUE, code, {key.replace("__", ":"): value for key, value in fields.items()})
    return [(problem.code, problem.place) for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("code", "fields"),
    [
        ("", {"acceptance": Decimal(1), "data_deadline": "2023-05-12"}),
        ("", {"acceptance": None}),
        ("1.1", {"acceptance": Decimal(0), "low": Decimal("0.25"), "high": Decimal(1)}),
        ("1.1", {"department": "Sở Nội vụ", "due": "2024-02-29", "excluded": True}),
        ("1.1", {"effort:level": Decimal("0"), "effort:used.a": Decimal(MOST_EFFORT_DAYS)}),
        ("1.1", {"effort:level:head": None, "department": ""}),
        ("1.1", {}),
    ],
)
def test_what_is_right_passes(code, fields):
    check_estimates(CATALOGUE, code, fields)


def test_every_fault_is_listed():
    assert faults("99.9", acceptance=Decimal("1.000001"), low=Decimal("-0.1"), due="2023-02-29") == [
        ("unknown-code", ""),
        ("estimate-share", "acceptance"),
        ("number-negative", "low"),
        ("date-malformed", "due"),
    ]


@pytest.mark.parametrize("key", ["low", "department", "due", "excluded", "effort__level", "x"])
def test_what_belongs_to_one_is_no_estimate_of_all(key):
    assert faults("", **{key: None}) == [("estimate-unknown", key.replace("__", ":"))]


@pytest.mark.parametrize("key", ["data_deadline", "effort__", "effort__ a", "effort__" + "a" * 200, "X"])
def test_what_is_no_estimate_of_one(key):
    assert faults("1.1", **{key: None}) == [("estimate-unknown", key.replace("__", ":"))]


@pytest.mark.parametrize(
    ("key", "value", "code"),
    [
        ("acceptance", "0.5", "estimate-type"),
        ("acceptance", True, "estimate-type"),
        ("low", Decimal("NaN"), "number-not-finite"),
        ("high", Decimal("Infinity"), "number-not-finite"),
        ("high", Decimal("0.0000001"), "number-too-many-decimals"),
        ("effort__a", Decimal(-1), "number-negative"),
        ("effort__a", Decimal(MOST_EFFORT_DAYS) + 1, "estimate-days"),
        ("effort__a", True, "estimate-type"),
        ("excluded", "true", "estimate-type"),
        ("excluded", Decimal(1), "estimate-type"),
        ("department", Decimal(1), "estimate-type"),
        ("due", Decimal(1), "estimate-type"),
        ("due", "20240229", "date-malformed"),
        ("due", "2024-02-30", "date-malformed"),
        ("due", "hôm qua", "date-malformed"),
    ],
)
def test_what_is_wrong_is_refused(key, value, code):
    assert faults("1.1", **{key: value}) == [(code, key.replace("__", ":"))]

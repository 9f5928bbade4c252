"""Which province a name means: forms that offices use, and what is never guessed."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from dti_desktop.engine.province_names import ProvinceNames
from dti_desktop.engine.results import parse_provinces

REFERENCE = Path(__file__).resolve().parents[2] / "resources" / "reference"
PROVINCES = parse_provinces((REFERENCE / "provinces.csv").read_text("utf-8"))
NAMES = ProvinceNames.read(PROVINCES, (REFERENCE / "province_aliases.json").read_text("utf-8"))


@pytest.mark.parametrize("change", [str, str.upper, str.lower, lambda s: f"  {s} ", lambda s: f"Tỉnh {s}"])
def test_every_province_by_both_names(change):
    for province in PROVINCES:
        for name in (province.name, province.name_en, unicodedata.normalize("NFD", province.name)):
            assert NAMES.find(change(name)) is province


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Thành phố Hồ Chí Minh", "TP. Hồ Chí Minh"),
        ("TP.HCM", "TP. Hồ Chí Minh"),
        ("TP HCM", "TP. Hồ Chí Minh"),
        ("Tp. Hồ Chí Minh", "TP. Hồ Chí Minh"),
        ("Ho Chi Minh City", "TP. Hồ Chí Minh"),
        ("Huế", "Thừa Thiên Huế"),
        ("Thành phố Huế", "Thừa Thiên Huế"),
        ("Thừa Thiên – Huế", "Thừa Thiên Huế"),
        ("Bà Rịa-Vũng Tàu", "Bà Rịa - Vũng Tàu"),
        ("Bà Rịa – Vũng Tàu", "Bà Rịa - Vũng Tàu"),
        ("BÀ RỊA—VŨNG TÀU", "Bà Rịa - Vũng Tàu"),
        ("TP. Đà Nẵng", "Đà Nẵng"),
        ("T. Thanh Hoá", "Thanh Hóa"),
        ("Soc Trang Province", "Sóc Trăng"),
    ],
)
def test_common_forms(written, meant):
    found = NAMES.find(written)
    assert found is not None
    assert found.name == meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Sóc Trang", "Sóc Trăng"),
        ("Tỉnh Quảng Binh", "Quảng Bình"),
        ("Hà Nôi", "Hà Nội"),
        ("", ""),
        ("x", ""),
    ],
)
def test_letters_with_other_marks_are_only_suggested(written, meant):
    assert NAMES.find(written) is None
    assert NAMES.suggestion(written) == meant

"""Estimates and what-ifs in the words of the journal."""

from __future__ import annotations

import json

import pytest

from dti_desktop.engine import estimates
from dti_desktop.ui.planning_text import estimate_change, scenario_change


def number(text: str) -> str:
    return json.dumps({"number": text})


@pytest.mark.parametrize(
    ("key", "old", "new", "said"),
    [
        (
            "acceptance",
            None,
            number("0.4"),
            "Ước tính · khả năng được chấp nhận: trống → 40 %",
        ),
        (
            "low",
            number("0.25"),
            number("0.305"),
            "Ước tính · mức đạt thấp nhất: 25 % → 30,5 %",
        ),
        ("effort:used.a", number("2.5"), None, "Ước tính · công sức (ngày công): 2,5 → trống"),
        ("department", None, '"Sở Y tế"', "Ước tính · đơn vị chủ trì: trống → Sở Y tế"),
        ("due", '"2024-02-29"', None, "Ước tính · hạn hoàn thành: 29/02/2024 → trống"),
        ("excluded", None, "true", "Ước tính · không thể thực hiện: trống → có"),
        ("data_deadline", None, '"2023-05-12"', "Ước tính · hạn nhập số liệu: trống → 12/05/2023"),
    ],
)
def test_an_estimate_is_told_as_people_write_it(key, old, new, said, qapp):
    assert estimate_change(key, old, new).replace("\N{NO-BREAK SPACE}", " ") == said


def test_each_estimate_has_a_name(qapp):
    keys = {
        value
        for name, value in vars(estimates).items()
        if name.isupper() and isinstance(value, str) and value
    }
    for key in keys:
        assert f"· {key}" not in estimate_change(key, None, None)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (None, "Một", "Kịch bản “Một”: lưu mới"),
        ("Một", None, "Kịch bản “Một”: xóa"),
        ("Một", "Hai", "Kịch bản “Một”: đổi tên thành “Hai”"),
        ("Một", "Một", "Kịch bản “Một”: sửa"),
    ],
)
def test_a_what_if_is_told_by_its_name(old, new, said, qapp):
    texts = [None if name is None else json.dumps({"name": name, "changes": {}}) for name in (old, new)]
    assert scenario_change(*texts) == said

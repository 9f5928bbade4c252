"""What the catalogue loader builds from a file that is in order."""

import hashlib
import json
from fractions import Fraction

import pytest
from catalogue_documents import MISSING, PARTS, ROOT, SCHEMA, SHIPPED, SMALL, SMALL_BYTES, edited, to_bytes

from dti_desktop.engine.catalogue import parse_catalogue
from dti_desktop.engine.model import (
    Choice,
    CountRule,
    InfoField,
    InfoRule,
    Level,
    LevelsRule,
    Part,
    PartsRule,
    Pillar,
    ProfileField,
    Quantity,
    RateRule,
    RatioRule,
    Text,
)


def test_small_catalogue_is_built_as_it_stands():
    catalogue = parse_catalogue(SMALL_BYTES)
    assert catalogue.id == "small"
    assert catalogue.version == "1"
    assert catalogue.title == Text("Chỉ số thư viện (dữ liệu thử)", "Library index (made up for tests)")
    assert catalogue.short_title == Text("Thư viện", "Library")
    assert catalogue.decision == "Không có: dữ liệu thử"
    assert catalogue.issued_for_years == (2030,)
    assert catalogue.scale == 50
    assert catalogue.own_wording == ("title_vi", "title_en", "label_vi", "label_en")
    assert list(catalogue.groups.items()) == [
        ("base", Text("Cơ sở", "Base")),
        ("use", Text("Sử dụng", "Use")),
    ]
    assert catalogue.profile == (
        ProfileField("readers", Text("Số bạn đọc", "Readers"), Text("người", "people")),
    )
    assert catalogue.pillars == (
        Pillar("service", Text("Phục vụ", "Service"), ("A", "C"), Fraction(30)),
        Pillar("reach", Text("Lan tỏa", "Reach"), ("A", "B", "C"), Fraction(50)),
    )
    assert [(m.code, m.group, m.max_points, m.indicators) for m in catalogue.main_indices] == [
        ("A", "base", 30, ("A.1", "A.2", "A.3")),
        ("B", "use", 20, ("B.1", "B.2", "B.3")),
        ("C", "base", 0, ("C.1",)),
    ]
    assert list(catalogue.indicators) == ["A.1", "A.2", "A.3", "B.1", "B.2", "B.3", "C.1"]
    row = catalogue.indicators["B.2"]
    assert (row.code, row.index, row.max_points) == ("B.2", "B", Fraction(9, 2))
    assert row.title == Text("Số buổi đọc sách", "Reading events")
    assert row.short == Text("Buổi đọc sách", "Events")
    assert row.evidence == Text("Báo cáo của thư viện", "Report of the library")
    assert (row.measured_by, row.confidence) == ("province", "recollected")
    assert catalogue.indicators["B.1"].measured_by == "ministry"
    assert catalogue.codes_by_profile_key == {"readers": {"B.1"}}


def test_each_kind_of_rule_is_built():
    rules = {code: row.rule for code, row in parse_catalogue(SMALL_BYTES).indicators.items()}
    pages = Text("trang", "pages")
    assert rules["A.1"] == LevelsRule(
        (
            Level("full", Text("Đầy đủ", "Complete"), Fraction(1)),
            Level("most", Text("Phần lớn", "Most of it"), Fraction(2, 3)),
            Level("none", Text("Chưa có", "None"), Fraction(0)),
        )
    )
    books = Text("cuốn", "books")
    assert rules["A.2"] == RatioRule(
        Quantity("a", Text("Số sách hư hỏng", "Damaged books"), books),
        Quantity("b", Text("Tổng số sách", "All books"), books),
        Fraction(1),
        complement=True,
    )
    plan_levels = (
        Level("yes", Text("Đã ban hành", "Issued"), Fraction(1)),
        Level("no", Text("Chưa ban hành", "Not issued"), Fraction(0)),
    )
    scanned = RatioRule(
        Quantity("a", Text("Số trang đã quét", "Pages scanned"), pages),
        Quantity("b", Text("Tổng số trang", "All pages"), pages),
        Fraction(4, 5),
    )
    shared = CountRule(
        Quantity("a", Text("Số bộ sưu tập đã chia sẻ", "Collections shared"), Text("bộ", "collections")),
        Fraction(4),
    )
    work = PartsRule(
        (
            Part("scanned", Text("Đã quét", "Scanned"), Fraction(2, 3), scanned),
            Part("shared", Text("Đã chia sẻ", "Shared"), Fraction(1, 3), shared),
        ),
        gate="scanned",
    )
    assert rules["A.3"] == PartsRule(
        (
            Part("plan", Text("Kế hoạch", "Plan"), Fraction(1, 4), LevelsRule(plan_levels)),
            Part("work", Text("Kết quả", "Results"), Fraction(3, 4), work),
        ),
        gate="plan",
    )
    assert rules["B.1"] == RateRule(
        Quantity("a", Text("Số lượt mượn", "Loans"), Text("lượt", "loans")),
        Quantity("b", Text("Số bạn đọc", "Readers"), Text("người", "people"), profile="readers"),
        Fraction(2500),
        Fraction(1000),
    )
    assert rules["B.2"] == CountRule(
        Quantity("a", Text("Số buổi đọc sách", "Reading events"), Text("buổi", "events")), Fraction(25, 2)
    )
    assert isinstance(rules["B.3"], RatioRule)
    assert rules["B.3"].full_when_denominator_zero
    assert not rules["B.3"].complement
    assert rules["C.1"] == InfoRule(
        (
            InfoField("own_building", Text("Có tòa nhà riêng?", "Own building?"), "bool"),
            InfoField(
                "state",
                Text("Tình trạng", "Condition"),
                "choice",
                (Choice("good", Text("tốt", "good")), Choice("poor", Text("xuống cấp", "poor"))),
            ),
        )
    )


def test_digest_is_that_of_the_exact_bytes():
    same_document = SMALL_BYTES + b"\n"
    first, second = parse_catalogue(SMALL_BYTES), parse_catalogue(same_document)
    assert first.digest == "sha256:" + hashlib.sha256(SMALL_BYTES).hexdigest()
    assert second.digest == "sha256:" + hashlib.sha256(same_document).hexdigest()
    assert first.digest != second.digest


def test_what_may_be_missing_falls_back():
    catalogue = parse_catalogue(
        to_bytes(
            edited(
                *((f"/{key}", MISSING) for key in ("schema_version", "version", "own_wording", "groups")),
                ("/title_vi", MISSING),
                ("/title_en", MISSING),
                ("/short_title_vi", MISSING),
                ("/short_title_en", MISSING),
                ("/profile/0/unit_en", MISSING),
                ("/indicators/0/short_vi", MISSING),
                ("/indicators/3/short_en", MISSING),
                ("/indicators/0/evidence_en", MISSING),
                (f"{PARTS}/0/label_vi", MISSING),
                (f"{PARTS}/1/label_vi", MISSING),
                (f"{PARTS}/1/label_en", MISSING),
                ("/indicators/1/rule/complement", False),
            )
        )
    )
    assert catalogue.version == ""
    assert catalogue.own_wording == ()
    assert catalogue.groups == {"base": Text("base"), "use": Text("use")}
    assert catalogue.title == catalogue.short_title == Text("Không có: dữ liệu thử")
    assert catalogue.profile[0].unit.in_language("en") == "người"
    rows = catalogue.indicators
    assert rows["A.1"].short == Text("Mục lục trực tuyến", "Catalogue")
    assert rows["B.1"].short == Text("Lượt mượn")
    assert rows["B.3"].short == rows["B.3"].title == Text("Góp ý được trả lời", "Suggestions answered")
    assert rows["A.1"].evidence.in_language("en") == "Báo cáo của thư viện"
    assert isinstance(rows["A.3"].rule, PartsRule)
    assert [part.label for part in rows["A.3"].rule.parts] == [Text("plan", "Plan"), Text("work")]
    assert isinstance(rows["A.2"].rule, RatioRule)
    assert not rows["A.2"].rule.complement


def test_short_title_falls_back_to_the_title():
    document = edited(("/short_title_vi", MISSING), ("/short_title_en", MISSING))
    catalogue = parse_catalogue(to_bytes(document))
    assert catalogue.short_title == catalogue.title


@pytest.mark.parametrize("code", ["1", "10.2"])
def test_a_row_belongs_to_the_code_up_to_the_last_dot(code):
    document = edited(
        ("/main_indices/2/code", code),
        ("/pillars/0/indices/1", code),
        ("/pillars/1/indices/2", code),
        ("/indicators/6/code", f"{code}.10"),
    )
    catalogue = parse_catalogue(to_bytes(document))
    assert catalogue.indicators[f"{code}.10"].index == code
    assert catalogue.main_indices[2].indicators == (f"{code}.10",)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_shipped_catalogue_loads_and_fits_its_schema(path):
    untrusted_bytes = path.read_bytes()
    document = json.loads(untrusted_bytes)
    catalogue = parse_catalogue(untrusted_bytes)
    SCHEMA.validate(document)
    assert list(catalogue.indicators) == [row["code"] for row in document["indicators"]]
    assert [m.code for m in catalogue.main_indices] == [m["code"] for m in document["main_indices"]]
    rows_of_main_indices = [code for m in catalogue.main_indices for code in m.indicators]
    assert sorted(rows_of_main_indices) == sorted(catalogue.indicators)


def test_the_provincial_index_has_its_confirmed_size():
    catalogue = parse_catalogue((ROOT / "resources/catalogues/dti-province-2022.json").read_bytes())
    assert len(catalogue.indicators) == 98
    assert catalogue.scale == 1000
    assert [len(m.indicators) for m in catalogue.main_indices] == [10, 11, 7, 13, 12, 3, 22, 12, 8]
    assert [m.max_points for m in catalogue.main_indices] == [100, 100, 100, 100, 100, 0, 200, 150, 150]
    assert [p.max_points for p in catalogue.pillars] == [700, 650, 650]
    assert not catalogue.main_indices[5].is_scored


def test_the_small_catalogue_fits_the_schema():
    SCHEMA.validate(SMALL)

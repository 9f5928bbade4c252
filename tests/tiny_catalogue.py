"""A made-up index as small as one can be, with everything that the shipped ones do not have."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from dti_desktop.services.library import Library

ROOT = Path(__file__).resolve().parent.parent

_LONG = (
    "Tỷ lệ các thửa ruộng được cắm mốc, đo vẽ, ghi vào sổ số và công bố trên bảng tin điện tử của hợp tác xã "
    "trước ngày ba mươi mốt tháng mười hai của năm được đánh giá theo hướng dẫn của liên minh hợp tác xã"
)
_ROWS = [
    {
        "code": "Z.9a.1",
        "title_vi": _LONG,
        "title_en": "Share of fields that were marked and entered into the register of the cooperative",
        "max_points": "5.5",
        "rule": {
            "kind": "ratio",
            "target": "0.333",
            "numerator": {"id": "a", "label_vi": _LONG, "unit": "thửa"},
            "denominator": {"id": "b", "label_vi": "Số thửa", "unit": "thửa", "profile": "fields"},
        },
        "evidence_vi": "Sổ",
        "measured_by": "province",
        "confidence": "recollected",
    },
    {
        "code": "Z.9a.2",
        "title_vi": "Có trạm đo mưa",
        "title_en": "Has a rain gauge",
        "max_points": "1.5",
        "rule": {
            "kind": "levels",
            "levels": [
                {"id": "yes", "label_vi": "Có", "share": "1"},
                {"id": "no", "label_vi": "Không", "share": "0"},
            ],
        },
        "evidence_vi": "Ảnh",
        "measured_by": "ministry",
        "confidence": "partly",
    },
]

TINY = {
    "id": "tiny",
    "title_vi": "Bộ chỉ số chuyển đổi số của hợp tác xã nông nghiệp, dịch vụ và thủy lợi trên địa bàn tỉnh",
    "title_en": "Digital transformation index of agricultural cooperatives",
    "decision": "Không có",
    "issued_for_years": [2019],
    "assesses": {"title_vi": "hợp tác xã", "title_en": "cooperative"},
    "scale": "7",
    "profile": [{"key": "fields", "title_vi": "Số thửa ruộng", "title_en": "Fields", "unit": "thửa"}],
    "pillars": [],
    "main_indices": [
        {
            "code": "Z.9a",
            "title_vi": "Ruộng đồng",
            "title_en": "Fields",
            "group": "all",
            "max_points": "7",
            "indicators": 2,
        },
        {
            "code": "Y",
            "title_vi": "Chưa có chỉ số nào",
            "title_en": "Nothing yet",
            "group": "none",
            "max_points": "0",
            "indicators": 0,
        },
    ],
    "indicators": _ROWS,
}


def library_with_tiny(folder: Path) -> Library:
    """Return a library that ships this index besides the real ones; its resources are copied to `folder`."""
    shutil.copytree(ROOT / "resources", folder / "resources")
    path = folder / "resources" / "catalogues" / "tiny.json"
    path.write_text(json.dumps(TINY, ensure_ascii=False), encoding="utf-8")
    return Library(folder / "resources", ROOT / "translations")

"""Make resources/samples/soc-trang-2022/: answers that meet the published values, and small evidence files.

Run from the top of the project: `.venv/bin/python tools/make_sample.py`. The published values of main
indices 3, 7, 8, 9 and of the whole are met exactly but for the last unit of one count per index;
everything else is invented and says so. The same run always gives the same bytes.
"""

from __future__ import annotations

import json
import sys
from fractions import Fraction
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from dti_desktop.engine.answers import check_fill
from dti_desktop.engine.catalogue import parse_catalogue
from dti_desktop.engine.scoring import score
from dti_desktop.engine.strict_json import NumberToken
from tools.sample_evidence import DOCUMENTS, write_documents

OUT = ROOT / "resources" / "samples" / "soc-trang-2022"
CATALOGUE = ROOT / "resources" / "catalogues" / "dti-province-2022.json"

# Population and communes are real (rounded as published); the other figures are of a plausible size.
PROFILE = {
    "population": 1197823, "population_14": 917500, "population_15": 899200, "population_18": 842600,
    "population_working_age": 688400, "households": 318900, "communes": 109, "villages": 775,
    "agencies": 162, "officials": 26480, "community_team_members": 5120, "schools": 431,
    "information_systems": 38, "workstations": 6120, "procedures_eligible": 1046, "case_files": 412680,
    "enterprises": 3460, "smes": 3290, "grdp": 65480, "postal_points": 148, "health_facilities": 122,
    "budget_it": 96500, "budget_investment": 4215000, "budget_recurrent": 8640000,
}  # fmt: skip

YES, NO = {"level": "yes"}, {"level": "no"}
ISSUED = {"level": "issued"}
ANSWERS: dict[str, dict[str, object]] = {
    "1.1": {"level": "head"}, "1.2": {"attends": YES, "chairs": YES}, "1.3": {"a": 21, "b": 25},
    "1.4": YES, "1.5": {"level": "monthly"}, "1.6": YES, "1.7": {"level": "less"}, "1.8": {"a": 82},
    "1.9": {"level": "monthly"}, "1.10": {"a": 7},
    "2.1": ISSUED, "2.2": ISSUED, "2.3": ISSUED, "2.4": {"level": "current"}, "2.5": ISSUED,
    "2.6": {"level": "none"}, "2.7": ISSUED, "2.8": ISSUED, "2.9": {"level": "none"}, "2.10": {"level": "none"},
    "2.11": {"level": "none"},
    "3.1": {"a": 0}, "3.2": {"a": 206400}, "3.3": {"a": 158, "b": 162}, "3.4": {"level": "partial"},
    "3.5": {"level": "connected"}, "3.6": {"a": 9, "b": 20}, "3.7": {"a": 4, "b": 8},
    "4.1": {"a": 775, "b": 775}, "4.2": {"a": 212}, "4.3": {"a": 96}, "4.4": {"a": 15240},
    "4.5": {"a": 13820}, "4.6": {"a": 3480}, "4.7": {"a": 0}, "4.8": {"a": 236}, "4.9": {"a": 5, "b": 9},
    "4.10": {"a": 187}, "4.11": YES, "4.12": {"a": 214, "b": 386}, "4.13": YES,
    "5.1": {"a": 24}, "5.2": {"a": 17}, "5.3": {"a": 4210}, "5.4": {"a": 19}, "5.5": {"a": 16},
    "5.6": {"a": 41, "b": 44}, "5.7": {"a": 12, "b": 320}, "5.8": {"level": "joined"},
    "5.9": {"plan": YES, "team": NO}, "5.10": YES, "5.11": {"a": 22, "b": 61}, "5.12": {"a": 6360},
    "6.1": {"issued": True}, "6.2": {"issued": True}, "6.3": {"state": "building"},
    "7.1": {"level": "full"}, "7.2": {"a": 12, "b": 26}, "7.3": {"list": YES, "used": {"a": 7, "b": 18}},
    "7.4": {"a": 22, "b": 30}, "7.5": {"a": 8, "b": 14}, "7.6": {"level": "partial"},
    "7.7": {"level": "full"}, "7.8": {"a": 612}, "7.9": {"a": 402, "b": 910}, "7.10": {"a": 0},
    "7.11": {"a": 118, "b": 612}, "7.12": {"a": 9240, "b": 9780}, "7.13": {"a": 1178, "b": 1204},
    "7.14": {
        "province": {"a": 38120, "b": 46900}, "district": {"a": 51200, "b": 74300},
        "commune": {"a": 40800, "b": 88600},
    },
    "7.15": {"a": 61, "b": 148}, "7.16": {"a": 9, "b": 64}, "7.17": {"a": 121},
    "7.18": {"level": "pilot"}, "7.19": {"level": "pilot"}, "7.20": {"level": "none"},
    "7.21": {"a": 33800}, "7.22": {"a": 52700},
    "8.1": {"a": 5280}, "8.2": {"a": 268}, "8.3": {"a": 3}, "8.4": {"a": 1280}, "8.5": {"a": 905},
    "8.6": {"a": 1410}, "8.7": {"a": 3298, "b": 3352}, "8.8": {"a": 139}, "8.9": {"a": 0},
    "8.10": {"a": 2980}, "8.11": {"a": 14300}, "8.12": {"a": 21400},
    "9.1": {"a": 214000}, "9.2": {"a": 301500}, "9.3": {"a": 10480}, "9.4": {"a": 41300},
    "9.5": {"a": 0}, "9.6": {"a": 38}, "9.7": {"a": 8400}, "9.8": {"a": 12600},
}  # fmt: skip

# The main indices that were published in 2022, and the count that is moved until each is met.
TARGET_POINTS = {
    "3": Fraction("64.65"),
    "7": Fraction("124.64"),
    "8": Fraction("79.065"),
    "9": Fraction("30.87"),
}
MOVED = {"3": "3.1", "7": "7.10", "8": "8.9", "9": "9.5"}
# A little above 573.1: the pillar of government would stand at 463.165, on the edge of two roundings.
WHOLE_POINTS, MOVED_FOR_WHOLE = Fraction("573.102"), "4.7"

INVENTED = "Số liệu minh họa để làm quen với chương trình, không phải số liệu thật của tỉnh."
REAL_PUBLISHED = "Số liệu minh họa, chọn sao cho chỉ số chính {index} đạt đúng giá trị đã công bố năm 2022 ({value}, dti.gov.vn)."
REAL_PROFILE = "Tổng số xã, phường, thị trấn (109) là số thật của tỉnh; tử số là minh họa."

EXPLANATIONS = {
    "2.6": "Năm 2022 tỉnh chưa ban hành văn bản riêng; nội dung này nằm trong kế hoạch năm 2023.",
    "3.1": "Số liệu do doanh nghiệp viễn thông báo cáo qua Sở; chưa có văn bản xác nhận của Cục Viễn thông.",
    "5.3": "Số liệu lấy từ hệ thống quản trị tập trung; chờ xác nhận kết nối của NCSC.",
    "7.9": "Thống kê trên Hệ thống thông tin giải quyết thủ tục hành chính, xuất ngày 31/12/2022.",
    "8.10": "Số liệu do Trung tâm Internet Việt Nam công bố, tỉnh không có văn bản riêng.",
    "9.1": "Công an tỉnh đang tổng hợp số liệu chính thức; số ở đây là ước tính đến 31/12/2022.",
}
# The rows that people are told to try (1.1, 4.1, 8.3 …) are not approved: they would be locked.
OFFICER, REVIEWER = "Nguyễn Thị Hoa", "Trần Thị Bình"
REVIEWS = {
    **dict.fromkeys(("1.6", "2.5", "2.7", "4.11", "5.10"), ("approved", REVIEWER, "")),
    **dict.fromkeys(
        ("1.2", "1.4", "2.1", "2.2", "2.3", "3.4", "3.5", "5.8", "7.6"), ("awaiting", OFFICER, "")
    ),
    "2.6": ("needs-work", REVIEWER, "Nêu rõ kế hoạch năm 2023 là văn bản nào."),
    "5.3": ("needs-work", REVIEWER, "Cần xác nhận kết nối của NCSC hoặc trích xuất có chữ ký."),
    "7.9": ("needs-work", REVIEWER, "Số dịch vụ phát sinh hồ sơ lệch với báo cáo quý IV."),
}
# A remark, who wrote it, its answers; whether it is settled.
COMMENTS = {
    "2.1": [("Ghi thêm số trang của nghị quyết.", REVIEWER, [("Đã ghi trang 2-3.", OFFICER)], True)],
    "5.3": [
        (
            "Đề nghị có công văn xác nhận của NCSC, hoặc ghi rõ nguồn trích xuất số liệu.",
            REVIEWER,
            [("Đã gửi công văn, NCSC hẹn trả lời tuần sau.", OFFICER)],
            False,
        )
    ],
    "7.9": [("Báo cáo quý IV của Văn phòng UBND tỉnh ghi 398 dịch vụ: lấy số nào?", REVIEWER, [], False)],
}
REVIEWER_SCORES = {
    "2.1": ("10", ""), "2.2": ("10", ""), "2.5": ("10", ""), "2.7": ("10", ""), "3.3": ("9.75", ""),
    "3.4": ("5", ""), "5.3": ("3.4", "Một nửa số máy chưa có xác nhận kết nối."),
    "7.9": ("5.47", "Theo báo cáo quý IV: 398/910."),
}  # fmt: skip


def tokens(node: object) -> object:
    """Return plain data with its numbers as the strict reader would give them."""
    if isinstance(node, dict):
        return {key: tokens(value) for key, value in node.items()}
    return NumberToken(node) if isinstance(node, int) and not isinstance(node, bool) else node


def main() -> None:
    catalogue = parse_catalogue(CATALOGUE.read_bytes())

    def scored() -> dict[str, Fraction]:
        fill = check_fill(catalogue, tokens({"profile": PROFILE, "answers": ANSWERS}))
        card = score(catalogue, fill.answers, fill.profile)  # type: ignore[arg-type]
        return {"": card.whole.points} | {code: index.total.points for code, index in card.indices.items()}

    def meet(part: str, code: str, target: Fraction) -> None:
        """Choose the largest count that keeps `part` at or below its target points."""
        low, high = 0, PROFILE[catalogue.indicators[code].rule.denominator.profile]  # type: ignore[union-attr, index]
        while low < high:
            middle = (low + high + 1) // 2
            ANSWERS[code]["a"] = middle
            low, high = (middle, high) if scored()[part] <= target else (low, middle - 1)
        ANSWERS[code]["a"] = low
        # The neighbour above may lie nearer.
        below = target - scored()[part]
        ANSWERS[code]["a"] = low + 1
        if scored()[part] - target > below:
            ANSWERS[code]["a"] = low
        print(part or "whole", code, ANSWERS[code]["a"], float(scored()[part]), float(target))

    for index, target in TARGET_POINTS.items():
        meet(index, MOVED[index], target)
    meet("", MOVED_FOR_WHOLE, WHOLE_POINTS)

    notes = dict.fromkeys(catalogue.indicators, INVENTED)
    for index, code in MOVED.items():
        value = TARGET_POINTS[index] / catalogue.index_by_code[index].max_points
        notes[code] = REAL_PUBLISHED.format(index=index, value=f"{float(value):.4f}".replace(".", ","))
    notes["1.8"] = REAL_PROFILE
    document = {
        "province": "Sóc Trăng",
        "year": 2022,
        "catalogue": catalogue.id,
        "fill": {"profile": PROFILE, "answers": ANSWERS},
        "notes": notes,
        "explanations": EXPLANATIONS,
        "reviews": {
            code: {"state": state, "who": who, "reason": reason}
            for code, (state, who, reason) in REVIEWS.items()
        },
        "comments": {
            code: [
                {
                    "text": text,
                    "who": who,
                    "answers": [{"text": answer, "who": by} for answer, by in answers],
                    "settled": settled,
                }
                for text, who, answers, settled in threads
            ]
            for code, threads in COMMENTS.items()
        },
        "reviewer_scores": {
            code: {"points": points, "who": REVIEWER, "reason": reason}
            for code, (points, reason) in REVIEWER_SCORES.items()
        },
        "documents": [document.to_json() for document in DOCUMENTS],
    }
    OUT.mkdir(parents=True, exist_ok=True)
    write_documents(OUT / "evidence", ROOT / "resources" / "fonts")
    text = json.dumps(document, ensure_ascii=False, indent=1) + "\n"
    (OUT / "sample.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()

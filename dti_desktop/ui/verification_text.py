"""The verdicts on a bundle in the window's words: each with a shape, a word and a plain sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QCoreApplication

from dti_desktop.ui import format as formats

if TYPE_CHECKING:
    from dti_desktop.bundle.verify import Verification

Mood = Literal["good", "bad", "open", "told", "left"]
"""It holds; it does not; nobody knows yet; it is only said to be so; it is left to others."""

#: What a verdict looks like: a shape and a named colour. Every mood has a shape of its own.
SHAPES: dict[Mood, tuple[str, str]] = {
    "good": ("circle-check", "done"),
    "bad": ("circle-x", "block"),
    "open": ("circle-help", "warn"),
    "told": ("clock", "secondary"),
    "left": ("info", "secondary"),
}

# Control characters, and those that turn the direction of what is read, have no place in a name.
_NOT_SHOWN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]+")
_PLAIN_NUMBER = re.compile(r"[0-9]{1,20}(?:\.[0-9]{1,20})?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Verdict:
    """One verdict for people: what is judged, its mood, the verdict in a word, and what it means."""

    mood: Mood
    name: str
    word: str
    meaning: str


def shown(untrusted_text: str) -> str:
    """Return a text from a bundle as one harmless line."""
    return " ".join(_NOT_SHOWN.sub(" ", untrusted_text).split())


def shown_number(untrusted_text: str | None, *, is_value: bool = False) -> str:
    """Return points (or with `is_value` a value) from a bundle as people write them, a dash where none is."""
    if untrusted_text is None:
        return "–"
    if _PLAIN_NUMBER.fullmatch(untrusted_text) is None:
        return shown(untrusted_text)[:40]
    write = formats.current()
    number = Decimal(untrusted_text)
    return write.value(number) if is_value else write.points(number)


def verdicts(found: Verification) -> list[Verdict]:
    """Return the four verdicts, then whether the score follows and whether the index is known."""
    return [
        _integrity(found),
        _signature(found),
        _chain(found),
        _time(found),
        _score(found),
        _catalogue(found),
    ]


def own_verdicts(found: Verification) -> list[Verdict]:
    """Return the four verdicts on a bundle that was just written here: nobody chose roots to trust for it."""
    chain = _chain(found)
    if found.chain == "unknown" and found.signers:
        chain = Verdict(
            "left",
            chain.name,
            QCoreApplication.translate("Verification", "Người nhận đối chiếu"),
            QCoreApplication.translate(
                "Verification",
                "Người nhận kiểm tra chứng thư bằng chứng thư gốc lấy từ đơn vị cấp chữ ký số.",
            ),
        )
    return [_integrity(found), _signature(found), chain, _time(found)]


def _integrity(found: Verification) -> Verdict:
    name = QCoreApplication.translate("Verification", "Toàn vẹn")
    if found.integrity == "ok":
        return Verdict(
            "good",
            name,
            QCoreApplication.translate("Verification", "Nguyên vẹn"),
            QCoreApplication.translate(
                "Verification",
                "Đủ các tệp trong danh sách, không có tệp thừa, nội dung từng tệp khớp với danh sách.",
            ),
        )
    return Verdict(
        "bad",
        name,
        QCoreApplication.translate("Verification", "Đã bị sửa hoặc hỏng"),
        QCoreApplication.translate(
            "Verification",
            "Có tệp bị sửa, thêm, bớt, hoặc tệp hồ sơ bị hỏng khi gửi. Hãy xin lại tệp từ nơi gửi.",
        ),
    )


def _signature(found: Verification) -> Verdict:
    name = QCoreApplication.translate("Verification", "Chữ ký")
    match found.signature:
        case "ok":
            return Verdict(
                "good",
                name,
                QCoreApplication.translate("Verification", "Đúng"),
                QCoreApplication.translate(
                    "Verification", "Người giữ khóa của chứng thư bên dưới đã ký đúng danh sách tệp này."
                ),
            )
        case "absent":
            return Verdict(
                "bad",
                name,
                QCoreApplication.translate("Verification", "Không có"),
                QCoreApplication.translate("Verification", "Không biết ai đã lập tệp này."),
            )
    return Verdict(
        "bad",
        name,
        QCoreApplication.translate("Verification", "Không đúng"),
        QCoreApplication.translate(
            "Verification", "Chữ ký không thuộc về danh sách tệp này, hoặc đã bị sửa sau khi ký."
        ),
    )


def _chain(found: Verification) -> Verdict:
    name = QCoreApplication.translate("Verification", "Chứng thư")
    match found.chain:
        case "trusted":
            return Verdict(
                "good",
                name,
                QCoreApplication.translate("Verification", "Tin cậy"),
                QCoreApplication.translate(
                    "Verification", "Chứng thư của người ký dẫn tới chứng thư gốc mà bạn đã chọn."
                ),
            )
        case "untrusted":
            return Verdict(
                "bad",
                name,
                QCoreApplication.translate("Verification", "Không tin cậy"),
                QCoreApplication.translate(
                    "Verification", "Chứng thư của người ký không dẫn tới chứng thư gốc nào mà bạn đã chọn."
                ),
            )
    if not found.signers:
        return Verdict(
            "open",
            name,
            QCoreApplication.translate("Verification", "Chưa rõ"),
            QCoreApplication.translate("Verification", "Không có chữ ký đúng nên không có chứng thư để xét."),
        )
    return Verdict(
        "open",
        name,
        QCoreApplication.translate("Verification", "Chưa rõ"),
        QCoreApplication.translate(
            "Verification",
            "Chưa chọn chứng thư gốc nên chưa biết chắc ai đã ký: tên người ký mới là lời tự khai.",
        ),
    )


def _time(found: Verification) -> Verdict:
    name = QCoreApplication.translate("Verification", "Thời điểm ký")
    match found.time:
        case "proven":
            return Verdict(
                "good",
                name,
                QCoreApplication.translate("Verification", "Có dấu thời gian"),
                QCoreApplication.translate("Verification", "Một đơn vị độc lập xác nhận thời điểm ký."),
            )
        case "claimed":
            return Verdict(
                "told",
                name,
                QCoreApplication.translate("Verification", "Theo lời người ký"),
                QCoreApplication.translate(
                    "Verification", "Thời điểm lấy từ máy của người ký, chưa có dấu thời gian chứng minh."
                ),
            )
    return Verdict(
        "open",
        name,
        QCoreApplication.translate("Verification", "Chưa rõ"),
        QCoreApplication.translate("Verification", "Không có chữ ký đúng nên không biết thời điểm ký."),
    )


def _score(found: Verification) -> Verdict:
    name = QCoreApplication.translate("Verification", "Điểm")
    points = shown_number(found.score.points)
    if found.score.recomputed:
        return Verdict(
            "good",
            name,
            QCoreApplication.translate("Verification", "Khớp"),
            QCoreApplication.translate(
                "Verification", "Chấm lại từ câu trả lời trong tệp cho đúng {points} điểm như đã ký."
            ).format(points=points),
        )
    if found.score.points is None:
        return Verdict(
            "bad",
            name,
            QCoreApplication.translate("Verification", "Không đọc được"),
            QCoreApplication.translate("Verification", "Trong tệp không có điểm để đối chiếu."),
        )
    return Verdict(
        "bad",
        name,
        QCoreApplication.translate("Verification", "Không khớp"),
        QCoreApplication.translate(
            "Verification",
            "Tệp ghi {points} điểm, nhưng bảng điểm đó không suy ra được từ các câu trả lời trong tệp.",
        ).format(points=points),
    )


def _catalogue(found: Verification) -> Verdict:
    name = QCoreApplication.translate("Verification", "Bộ chỉ số")
    if found.catalogue == "known":
        return Verdict(
            "good",
            name,
            QCoreApplication.translate("Verification", "Đã biết"),
            QCoreApplication.translate(
                "Verification", "Đúng bộ chỉ số đi kèm chương trình này, giống nhau từng byte."
            ),
        )
    return Verdict(
        "open",
        name,
        QCoreApplication.translate("Verification", "Chưa biết"),
        QCoreApplication.translate(
            "Verification",
            "Tệp dùng một bộ chỉ số khác với bộ của chương trình này. Hãy hỏi nơi gửi đã đổi những gì.",
        ),
    )

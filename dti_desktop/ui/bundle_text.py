"""What a bundle says of itself, in one title and one line; and that only a signature makes it true."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from dti_desktop.ui.assessed_text import assessed_in
from dti_desktop.ui.verification_text import shown, shown_number

if TYPE_CHECKING:
    from dti_desktop.bundle.verify import Verification

_LONGEST_TITLE = 90


def bundle_title(found: Verification) -> str:
    """Return whose assessment is in a bundle, of which year."""
    province, year = (shown(found.about.get(key, "")) for key in ("province", "year"))
    if not province:
        return QCoreApplication.translate("Bundle", "Không đọc được nội dung")
    return assessed_in(province[:_LONGEST_TITLE], year[:_LONGEST_TITLE])


def bundle_facts(found: Verification) -> str:
    """Return points, value, signatory and whether it is a sample; empty where nothing can be read."""
    about = {key: shown(text) for key, text in found.about.items()}
    facts = []
    if found.score.points is not None:
        facts.append(
            QCoreApplication.translate("Bundle", "{points} điểm, giá trị {value}").format(
                points=shown_number(found.score.points),
                value=shown_number(found.score.value, is_value=True),
            )
        )
    leader = ", ".join(about[key] for key in ("leader_name", "leader_title") if about.get(key))
    if leader:
        facts.append(QCoreApplication.translate("Bundle", "người ký duyệt: {leader}").format(leader=leader))
    if about.get("sample"):
        facts.append(QCoreApplication.translate("Bundle", "số liệu minh họa"))
    if facts and not (found.integrity == "ok" and found.signature == "ok"):
        facts.insert(
            0, QCoreApplication.translate("Bundle", "Theo lời ghi trong tệp, chưa được chữ ký bảo đảm")
        )
    return " · ".join(facts)

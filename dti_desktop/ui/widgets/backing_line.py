"""One quiet line under the points of an indicator: what of them nothing backs, and what to do."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from dti_desktop.services.forecasting import Prospect
from dti_desktop.services.words import Words
from dti_desktop.ui import format as formats
from dti_desktop.ui.widgets.caption import Caption

#: What the page says elsewhere, beside the field where it is mended, is not said again.
_OF_EVIDENCE = frozenset({"evidence-missing", "citation-incomplete", "evidence-announces"})


class BackingLine(Caption):
    """Hidden where all is well. `acted` leads to the evidence."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hide()

    def show_code(self, code: str, prospect: Prospect | None, words: Words) -> None:
        """Say how the points of `code` stand; nothing before it is known."""
        held = None if prospect is None else next((r for r in prospect.backing.rows if r.code == code), None)
        risks = () if held is None else tuple(risk for risk in held.risks if risk in _OF_EVIDENCE)
        if prospect is None or held is None or not risks:
            self.say("")
            return
        form = formats.current()
        own = next(row for row in prospect.rows if row.code == code)
        said = []
        if risks == ("evidence-missing",):
            said.append(
                self.tr("{points} điểm chưa có minh chứng: kỳ vọng {expected}.").format(
                    points=form.points(held.claimed_points), expected=form.points(own.expected_points)
                )
            )
        else:
            reasons = "; ".join(words.risk(risk) for risk in risks)
            said.append(self.tr("Có rủi ro: {reasons}.").format(reasons=reasons))
            if own.acceptance_share is not None:
                said.append(
                    self.tr("{points} điểm tự chấm: kỳ vọng {expected}.").format(
                        points=form.points(held.claimed_points), expected=form.points(own.expected_points)
                    )
                )
        action = self.tr("Thêm minh chứng") if "evidence-missing" in risks else self.tr("Xem minh chứng")
        self.say(" ".join(said), "secondary", action)

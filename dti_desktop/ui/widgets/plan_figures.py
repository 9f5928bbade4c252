"""What a plan comes to, in five figures."""

from __future__ import annotations

from fractions import Fraction

from PySide6.QtWidgets import QWidget

from dti_desktop.engine.planning import Plan
from dti_desktop.services.plan_views import PlanView
from dti_desktop.ui import format as formats
from dti_desktop.ui.language import Retranslated
from dti_desktop.ui.widgets.figure_row import FigureRow
from dti_desktop.ui.widgets.standing_figure import StandingFigure
from dti_desktop.ui.widgets.surfaces import Card

_ARROW = " → "


class PlanFigures(Retranslated, Card):
    """Points and rank before and after, the chance of it, and what it takes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rank = StandingFigure(size="number", tone="accent")
        self.points = StandingFigure()
        self.chance = StandingFigure()
        self.steps = StandingFigure()
        self.days = StandingFigure()
        self._view: PlanView | None = None
        self.row = FigureRow()
        self.row.set_groups((self.rank, self.points, self.chance, self.steps, self.days))
        self.body.setContentsMargins(18, 8, 18, 8)
        self.body.addWidget(self.row)

    def show_view(self, view: PlanView) -> None:
        """Show these figures."""
        self._view = view
        self.retranslate()

    def retranslate(self) -> None:
        view = self._view
        if view is None:
            return
        plan, form = view.plan, formats.current()
        for figure in (self.rank, self.chance):
            figure.setVisible(plan.is_ranked)
        self.rank.set_name(self.tr("Hạng giữa (trung vị)"))
        self.rank.set_text(f"{plan.median_rank_before}{_ARROW}{plan.median_rank_after}")
        self.rank.set_remark(self._places(plan), self.tr("Một nửa khả năng là tốt hơn, một nửa kém hơn."))
        self.points.set_name(self.tr("Điểm dự kiến"))
        self.points.set_text(f"{form.points(plan.points_before)}{_ARROW}{form.points(plan.points_after)}")
        gained = form.signed(plan.points_after - plan.points_before, 2)
        self.points.set_remark(
            self.tr("{gained} điểm").format(gained=gained),
            self.tr("Điểm chưa có minh chứng được tính theo khả năng được chấp nhận."),
        )
        self.chance.set_name(self.tr("Khả năng đạt hạng {rank} trở lên").format(rank=view.sought_rank))
        self.chance.set_text(_percent(view.chance_share))
        now = view.inputs.curve.chance_at_most(view.sought_rank, plan.value_before)
        self.chance.set_remark(self.tr("hiện nay {share}").format(share=_percent(now)))
        self.steps.set_name(self.tr("Số việc"))
        self.steps.set_text(form.integer(len(plan.steps)))
        evidence = sum(each.step.kind == "evidence" for each in plan.steps)
        self.steps.set_remark(self.tr("{count} bổ sung minh chứng").format(count=form.integer(evidence)))
        self.days.set_name(self.tr("Ngày công"))
        self.days.set_text(form.number(plan.effort_days, 1))
        named = {each.step.department for each in plan.steps if each.step.department}
        self.days.set_remark(
            self.tr("{count} đơn vị chủ trì").format(count=form.integer(len(named)))
            if named
            else self.tr("chưa phân công")
        )

    def _places(self, plan: Plan) -> str:
        places = plan.expected_rank_before - plan.expected_rank_after
        text = formats.current().fixed(Fraction(str(round(places, 1))), 1)
        return self.tr("tăng trung bình {places} bậc").format(places=text)


def _percent(share: float) -> str:
    """Return a chance in per cent; never 0 or 100 for what is not certain."""
    form = formats.current()
    for least, sign in ((Fraction(1, 100), "<"), (Fraction(99, 100), ">")):
        if 0 < share < 1 and (share < least if sign == "<" else share > least):
            return f"{sign}\u00a0{form.percent(least, 0)}"
    return form.percent(Fraction(round(share * 100), 100), 0)

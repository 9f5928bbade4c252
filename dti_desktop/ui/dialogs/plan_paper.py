"""The plan for print: PDF or Word, written where the person says, then opened."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QWidget

from dti_desktop.services.outlook import look
from dti_desktop.services.plan_papers import printed_plan, write_plan
from dti_desktop.services.plan_views import PlanView
from dti_desktop.ui.dialogs.paper_dialog import PaperDialog
from dti_desktop.ui.navigation import Context
from dti_desktop.ui.widgets.labels import Label, Weight
from dti_desktop.ui.widgets.segments import Segment, Segments

_LANGUAGES = ("vi", "en")


class PlanPaperDialog(PaperDialog):
    """Writes the plan that is shown."""

    def __init__(self, context: Context, view: PlanView, today: date, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._view, self._today = view, today
        self._language_name, self.languages = Label(weight=Weight.Medium), Segments()
        self.lay_out([(self._format_name, self.formats), (self._language_name, self.languages)])

    def file_stem(self) -> str:
        """Return the name that is proposed, without its ending."""
        return f"ke-hoach-dti-{self._view.asked.assessment.id}"

    def work_on(self, target: Path) -> Callable[[], None]:
        """Return what makes the plan and writes it to `target`."""
        context, view, kind, today = self._context, self._view, self.kind_of(target), self._today
        language = self.languages.choice or _LANGUAGES[0]

        def work() -> None:
            workspace = context.workspace
            outlook = look(
                view.asked.assessment, workspace.result_book, tolerance=workspace.library.year_tolerance
            )
            printed = printed_plan(workspace.forecaster, view.inputs, view.plan, outlook, today)
            write_plan(target, context.library, printed, kind, language=language)

        return work

    def retranslate(self) -> None:
        """Set every text again."""
        self.setWindowTitle(self.tr("In kế hoạch"))
        self._about.setText(
            self.tr(
                "Kế hoạch cải thiện chỉ số theo mẫu văn bản hành chính: hiện trạng, mục tiêu, "
                "nhiệm vụ, đơn vị chủ trì, cách tính. Bản Word để sửa tiếp, bản PDF để trình."
            )
        )
        self._language_name.setText(self.tr("Ngôn ngữ"))
        self.languages.set_name(self.tr("Ngôn ngữ"))
        # The paper is for a Vietnamese office, in whatever language the window speaks.
        self.languages.set_segments(
            [Segment("vi", self.tr("tiếng Việt")), Segment("en", self.tr("tiếng Anh"))]
        )
        super().retranslate()

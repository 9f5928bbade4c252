"""The draft report or its table of explanations, saved as PDF to submit or as Word to edit."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QWidget

from dti_desktop.engine.assessment import Assessment
from dti_desktop.services.outlook import Outlook
from dti_desktop.ui.dialogs.paper_dialog import PaperDialog
from dti_desktop.ui.navigation import Context
from dti_desktop.ui.widgets.labels import Label, Weight
from dti_desktop.ui.widgets.segments import Segment, Segments

_STEMS = {"report": "dti-{id}-du-thao", "explanations": "dti-{id}-giai-trinh"}


class ReportPaperDialog(PaperDialog):
    """Writes a draft of the assessment as it is now, in the language of the preview."""

    def __init__(
        self,
        context: Context,
        assessment: Assessment,
        outlook: Outlook,
        language: str,
        today: date,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(context, parent)
        self._assessment, self._outlook = assessment, outlook
        self._language, self._today = language, today
        self._paper_name, self.papers = Label(weight=Weight.Medium), Segments()
        self.lay_out([(self._paper_name, self.papers), (self._format_name, self.formats)])

    def file_stem(self) -> str:
        """Return the name that is proposed, without its ending."""
        return _STEMS[self.papers.choice or "report"].format(id=self._assessment.id)

    def work_on(self, target: Path) -> Callable[[], None]:
        """Return what makes the document and writes it to `target`."""
        from dti_desktop.services.files import write_whole
        from dti_desktop.services.reporting import draft_paper

        context, kind = self._context, self.kind_of(target)
        assessment, outlook, language, today = self._assessment, self._outlook, self._language, self._today
        is_table = self.papers.choice == "explanations"

        def work() -> None:
            content = draft_paper(
                context.library,
                assessment,
                outlook,
                paper="explanations" if is_table else "report",
                kind=kind,
                language=language,
                printed_on=today,
                forecaster=context.workspace.forecaster,
            )
            write_whole(target, content)

        return work

    def retranslate(self) -> None:
        """Set every text again."""
        self.setWindowTitle(self.tr("Lưu bản dự thảo"))
        self._about.setText(
            self.tr(
                "Bản PDF để trình, bản Word để sửa tiếp; hai bản cùng một nội dung. Bảng giải trình nêu điểm "
                "tự chấm, minh chứng và giải trình của từng chỉ số thành phần."
            )
        )
        self._paper_name.setText(self.tr("Văn bản"))
        self.papers.set_name(self.tr("Văn bản"))
        self.papers.set_segments(
            [
                Segment("report", self.tr("Báo cáo tự đánh giá")),
                Segment("explanations", self.tr("Bảng giải trình")),
            ]
        )
        super().retranslate()

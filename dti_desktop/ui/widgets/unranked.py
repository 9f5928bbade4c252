"""What stands in place of ranks where the index of an assessment has no published results."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from dti_desktop.engine.assessment import Assessment
from dti_desktop.ui.language import Retranslated
from dti_desktop.ui.navigation import Context, Place
from dti_desktop.ui.widgets.messages import EmptyState


class Unranked(Retranslated, EmptyState):
    """Says that nobody is ranked by this index, and leads to what can be done with points alone."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("chart-no-axes-column", parent=parent)
        self._context = context
        self._assessment: Assessment | None = None
        self.acted.connect(lambda: context.go(Place("plan")))
        self.hide()

    def stands_for(self, assessment: Assessment) -> bool:
        """Show itself where the index of `assessment` has no results, else hide; return which."""
        self._assessment = assessment
        book = self._context.workspace.result_book
        is_unranked = not book.has_ranks(assessment.catalogue, assessment.province)
        if is_unranked:
            self.retranslate()
        self.setVisible(is_unranked)
        return is_unranked

    def retranslate(self) -> None:
        if self._assessment is None:
            return
        title = self._assessment.catalogue.short_title.in_language(self._context.language.current)
        self.say(
            self.tr("Bộ chỉ số này chưa có kết quả công bố"),
            self.tr(
                "“{title}” chưa có bảng kết quả của các đơn vị, nên không so được với đơn vị khác. "
                "Khi có, hãy nhập từ trình đơn ở góc trên. Vẫn lập được kế hoạch theo điểm hoặc ngày công, "
                "xem rủi ro và thử giả định theo điểm."
            ).format(title=title),
            self.tr("Lập kế hoạch tăng điểm"),
        )

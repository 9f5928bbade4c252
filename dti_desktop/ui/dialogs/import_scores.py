"""Points that the ministry or a reviewer gave, from a file: looked at with every fault, then taken in."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from dti_desktop.engine.assessment import Assessment
from dti_desktop.engine.review import ScoreSource
from dti_desktop.services.scores import ExaminedScores, examine_scores
from dti_desktop.ui.dialogs.import_table import UNKNOWN, ImportTableDialog
from dti_desktop.ui.navigation import Context
from dti_desktop.ui.widgets.rows_model import Cell, Head
from dti_desktop.ui.widgets.segments import Segment, Segments

if TYPE_CHECKING:
    from dti_desktop.exchange.score_rows import ScoreRow

_ROW_COLUMNS = (56, 64, 208, 84, 104, None)


class ImportScoresDialog(ImportTableDialog):
    """As `ImportTableDialog`; whose points they are is chosen first."""

    def __init__(self, context: Context, assessment: Assessment, parent: QWidget | None = None) -> None:
        self._assessment = assessment
        self.source = Segments()
        super().__init__(context, self.source, _ROW_COLUMNS, parent)
        self.source.chosen.connect(lambda _key: self.read_again())

    @property
    def score_source(self) -> ScoreSource:
        """Whose points are read."""
        return "reviewer" if self.source.choice == "reviewer" else "ministry"

    def examiner(self) -> Callable[[Path], ExaminedScores]:
        # What is known now: points may have been typed since the dialog was opened.
        assessment = self.context.session.assessment or self._assessment
        return partial(_examine, self.context, assessment, self.score_source)

    def keep(
        self,
        examined: ExaminedScores,
        on_done: Callable[[object], None],
        on_error: Callable[[BaseException], None],
    ) -> None:
        self.context.session.act(
            lambda w, a: w.import_scores(a, examined), on_done=on_done, on_error=on_error
        )

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("Nhập điểm thẩm định"))
        self.title.setText(self.tr("Nhập điểm thẩm định"))
        self.about.setText(
            self.tr(
                "Bảng CSV hoặc Excel có cột mã chỉ số thành phần và cột điểm; có thể có cột lý do. Bảng được "
                "nhập hết hoặc không dòng nào, thay cho điểm đã nhập của cùng chỉ số; hoàn tác được. "
                "Kho được sao lưu trước."
            )
        )
        self.option_head.setText(self.tr("Điểm của"))
        self.source.set_name(self.tr("Điểm của"))
        self.source.set_segments(
            [
                Segment("ministry", self.tr("Cơ quan thẩm định")),
                Segment("reviewer", self.tr("Người rà soát")),
            ]
        )
        self.drop.set_words(self.tr("Kéo bảng điểm vào đây hoặc chọn tệp"))
        super().retranslate()

    def row_heads(self) -> list[Head]:
        return [
            Head(self.tr("Chỗ")),
            Head(self.tr("Mã")),
            Head(self.tr("Chỉ số thành phần")),
            Head(self.tr("Đã biết"), True),
            Head(self.tr("Trong bảng"), True),
            Head(self.tr("Lý do")),
        ]

    def row_cells(self, row: ScoreRow) -> list[Cell]:
        form, assessment = self.context.format, self._assessment
        indicator = assessment.catalogue.indicators[row.code]
        held = assessment.given_scores.get(row.code, {}).get(self.score_source)
        is_new = self.examined is not None and row.code in self.examined.changes
        return [
            Cell(row.place, is_quiet=True),
            Cell(row.code),
            Cell(indicator.short.in_language(self.context.language.current)),
            Cell(UNKNOWN if held is None else form.points(held.points), is_quiet=True),
            Cell(form.points(row.points), is_quiet=not is_new),
            Cell(row.reason, hint=row.reason),
        ]


def _examine(context: Context, assessment: Assessment, source: ScoreSource, path: Path) -> ExaminedScores:
    return examine_scores(context.library, assessment, path, source)

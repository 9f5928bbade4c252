"""How far the forecast is to be trusted: its record in the last year that can be tested, in words."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from dti_desktop.errors import Problem
from dti_desktop.ui import format as formats
from dti_desktop.ui.language import Retranslated
from dti_desktop.ui.widgets.fold import Fold
from dti_desktop.ui.widgets.labels import WrapLabel

if TYPE_CHECKING:
    from dti_desktop.engine.backtest import Backtest
    from dti_desktop.services.words import Words


class ForecastRecord(Retranslated, Fold):
    """Sentences; nothing is worked out before it is unfolded."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sentences = WrapLabel(tone="secondary", selectable=True)
        self.content.addWidget(self.sentences)
        self.retranslate()

    def retranslate(self) -> None:
        self.set_title(self.tr("Dự báo này đáng tin đến đâu?"))

    def wait(self) -> None:
        """Say that it is being worked out."""
        self.sentences.setText(self.tr("Đang thử lại dự báo trên năm đã có kết quả…"))

    def show_record(self, found: Backtest | None, words: Words, units: str) -> None:
        """Tell of the record; None where no year can be tested. `units`: how those ranked are called."""
        if found is None:
            self.sentences.setText(
                self.tr(
                    "Chưa có năm nào biết đủ kết quả của mọi {units}, và trước đó còn có kết quả, để thử lại."
                ).format(units=units)
            )
            return
        form = formats.current()
        said = [
            self.tr(
                "Thử lại: dự báo năm {year} chỉ từ kết quả đến năm {known}, rồi so với kết quả công bố."
            ).format(year=found.year, known=found.known_until),
            self.tr(
                "• Khoảng “8 trên 10 khả năng” chứa đúng hạng của {share} trong {count} {units}; "
                "khoảng rộng trung bình {width} bậc."
            ).format(
                share=form.percent(Fraction(found.coverage_80), 0),
                count=len(found.rows),
                units=units,
                width=form.fixed(Fraction(found.mean_width), 1),
            ),
        ]
        last = found.baselines.get("last_rank")
        error = form.fixed(Fraction(found.mean_absolute_error), 1)
        if last is None:
            said.append(self.tr("• Hạng giữa của dự báo lệch trung bình {error} bậc.").format(error=error))
        else:
            said.append(
                self.tr(
                    "• Hạng giữa của dự báo lệch trung bình {error} bậc; "
                    "nếu chỉ giữ nguyên hạng năm trước thì lệch {last} bậc."
                ).format(error=error, last=form.fixed(Fraction(last.mean_absolute_error), 1))
            )
        said.append(
            self.tr("• Dự báo không biết nơi khác sắp làm gì: hãy đọc cả khoảng, không chỉ hạng giữa.")
        )
        said += [f"• {words.problem(Problem(code))}" for code in found.codes]
        self.sentences.setText("\n".join(said))

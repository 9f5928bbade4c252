"""Below the entry table: what the current cell asks in full, what can be chosen, or what is wrong."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dti_desktop.engine.assessment import Assessment
from dti_desktop.ui import theme
from dti_desktop.ui.entry_rows import EntryLine, EntryRows
from dti_desktop.ui.language import Retranslated
from dti_desktop.ui.typed_answer import options
from dti_desktop.ui.widgets.labels import ElidedLabel, Weight
from dti_desktop.ui.widgets.surfaces import Hairline


class EntryFoot(Retranslated, QWidget):
    """Two lines: the question, and how to answer it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.question = ElidedLabel(weight=Weight.Medium)
        self.help = ElidedLabel(size="small", tone="muted")
        self._keys = ElidedLabel(size="small", tone="muted")
        lower = QHBoxLayout()
        lower.setSpacing(2 * theme.GRID)
        lower.addWidget(self.help, 1)
        lower.addWidget(self._keys)
        inside = QVBoxLayout()
        inside.setContentsMargins(12, 8, 12, 10)
        inside.setSpacing(2)
        inside.addWidget(self.question)
        inside.addLayout(lower)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(Hairline())
        layout.addLayout(inside)
        self.retranslate()

    def retranslate(self) -> None:
        self._keys.setText(self.tr("Ctrl + Enter: ô chưa trả lời tiếp theo"))

    def clear(self) -> None:
        """Say nothing."""
        self.question.setText("")
        self.help.setText("")

    def show_line(self, line: EntryLine, rows: EntryRows, assessment: Assessment, language: str) -> None:
        """Say what a line asks, and what is wrong there, where its value comes from, or how to fill it."""
        asked = line.asked
        assert asked is not None
        indicator = assessment.catalogue.indicators[line.code]
        parts = (asked.part.in_language(language), asked.label.in_language(language))
        about = [f"{line.code}  {indicator.title.in_language(language)}", *(part for part in parts if part)]
        self.question.setText("  ·  ".join(about))
        fault = rows.fault_of(line)
        self.help.set_tone("block" if fault else "muted")
        self.help.setText(fault or self._help(line, rows, assessment, language))

    def _help(self, line: EntryLine, rows: EntryRows, assessment: Assessment, language: str) -> str:
        asked = line.asked
        assert asked is not None
        if rows.is_locked(line):
            return self.tr("Đã duyệt nên đang khóa. Mở lại ở trang chỉ số nếu cần sửa.")
        if rows.value_from_profile(line) is not None:
            figure = next(one for one in assessment.catalogue.profile if one.key == asked.profile)
            return self.tr("Lấy từ Số liệu chung: {figure}. Gõ số khác nếu chỉ số này dùng số riêng.").format(
                figure=figure.title.in_language(language)
            )
        offered = options(asked, language)
        if offered:
            return "   ".join(f"{number} {label}" for number, (_, label) in enumerate(offered, start=1))
        unit = asked.unit.in_language(language)
        return self.tr("Đơn vị: {unit}").format(unit=unit) if unit else ""

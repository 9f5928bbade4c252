"""Where she is and what is asked: main index, code and title, and how far its wording can be trusted."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dti_desktop.engine.model import Catalogue, Indicator
from dti_desktop.ui import theme
from dti_desktop.ui.catalogue_text import day_of
from dti_desktop.ui.language import Retranslated
from dti_desktop.ui.widgets.labels import ElidedLabel, Weight, WrapLabel, set_plain_tooltip
from dti_desktop.ui.widgets.popover import Popover
from dti_desktop.ui.widgets.surfaces import Pill

_TITLE_CHARACTERS = 120


class IndicatorHead(Retranslated, QWidget):
    """The two lines above the card. Each pill says more when it is pressed."""

    check_wanted = Signal(str)
    """The row of this code is to be held against the paper decision."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._catalogue: Catalogue | None = None
        self._indicator: Indicator | None = None
        self._language = "vi"
        self._breadcrumb = ElidedLabel(tone="secondary")
        self.ministry = Pill(icon="landmark")
        self.confidence = Pill(icon="circle-help")
        for pill in (self.ministry, self.confidence):
            pill.set_pressable(True)
        self.ministry.clicked.connect(lambda: self._explain(self.ministry))
        self.confidence.clicked.connect(lambda: self._explain(self.confidence))
        self.title = WrapLabel(
            size="title", weight=Weight.DemiBold, characters=_TITLE_CHARACTERS, selectable=True
        )
        across = QHBoxLayout()
        across.setSpacing(theme.GRID)
        across.addWidget(self._breadcrumb, 1, Qt.AlignmentFlag.AlignVCenter)
        across.addWidget(self.ministry)
        across.addWidget(self.confidence)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.HALF)
        layout.addLayout(across)
        layout.addWidget(self.title)

    def show_indicator(self, catalogue: Catalogue, indicator: Indicator, language: str) -> None:
        """Show the head of this indicator."""
        self._catalogue, self._indicator, self._language = catalogue, indicator, language
        self.retranslate()

    def retranslate(self) -> None:
        if self._catalogue is None or self._indicator is None:
            return
        indicator = self._indicator
        index = self._catalogue.index_by_code[indicator.index]
        self._breadcrumb.setText(f"{index.code}  {index.title.in_language(self._language)}")
        self.title.setText(f"{indicator.code}  {indicator.title.in_language(self._language)}")
        confirmed = indicator.confidence == "confirmed"
        self.confidence.set_look(
            self.tr("Đã đối chiếu với văn bản gốc")
            if confirmed
            else self.tr("Chưa đối chiếu với văn bản gốc"),
            "done" if confirmed else "warn",
            "badge-check" if confirmed else "circle-help",
        )
        self.ministry.set_look(self.tr("Cơ quan chủ trì đo"), "neutral", "landmark")
        self.ministry.setVisible(indicator.measured_by == "ministry")
        for pill in (self.ministry, self.confidence):
            title, text = self._words(pill)
            pill.setAccessibleName(title)
            pill.setAccessibleDescription(text)
            set_plain_tooltip(pill, text)

    def _explain(self, pill: Pill) -> None:
        if pill is self.ministry or self._indicator is None:
            Popover(pill, *self._words(pill)).open()
            return
        code = self._indicator.code
        said = (
            self.tr("Xem dòng này trong bộ chỉ số")
            if self._indicator.confidence == "confirmed"
            else self.tr("Đối chiếu dòng này")
        )
        Popover(pill, *self._words(pill), action=said, on_action=lambda: self.check_wanted.emit(code)).open()

    def _words(self, pill: Pill) -> tuple[str, str]:
        assert self._catalogue is not None and self._indicator is not None
        if pill is self.ministry:
            return (
                self.tr("Cơ quan chủ trì đo: số nhập là ước tính"),
                self.tr(
                    "Số liệu này do cơ quan chủ trì tự đo và công bố. Con số nhập ở đây chỉ để "
                    "ước tính điểm; kết quả cuối cùng có thể khác."
                ),
            )
        decision = self._catalogue.decision
        match self._indicator.confidence:
            case "confirmed":
                text = self.tr("Lời văn, điểm và cách chấm đã được đối chiếu với {decision}.")
                checked = self._indicator.checked
                if checked is not None:
                    said = " · ".join(
                        each for each in (checked.by, day_of(checked.utc), checked.place) if each
                    )
                    decision = f"{decision} ({said})"
            case "partly":
                text = self.tr(
                    "Nội dung đo lường có trong nguồn tham khảo, nhưng lời văn, điểm và ngưỡng ở đây là "
                    "suy luận. Hãy đối chiếu với {decision} mà đơn vị đang giữ; văn bản gốc có thể khác."
                )
            case _:
                text = self.tr(
                    "Chỉ số này được ghi lại theo trí nhớ, chưa có nguồn. Lời văn, điểm và ngưỡng trong "
                    "{decision} có thể khác. Hãy đối chiếu trước khi dùng để nộp."
                )
        text = text.format(decision=decision)
        if self._language == "en":
            text += "\n" + self.tr("Bản tiếng Anh là cách diễn đạt riêng của chương trình.")
        return self.confidence.text(), text

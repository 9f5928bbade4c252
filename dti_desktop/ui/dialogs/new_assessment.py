"""Begin an assessment: by which index, of which province or unit of it, of which year."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QWidget,
)

from dti_desktop.engine.assessed_unit import unit_of_province
from dti_desktop.engine.model import Catalogue
from dti_desktop.engine.results import Province
from dti_desktop.services.carrying import earlier_of
from dti_desktop.services.entered_text import MAX_NAME_CHARACTERS
from dti_desktop.services.workspace import AssessmentSummary
from dti_desktop.ui import theme
from dti_desktop.ui.dialogs.dialog_layout import LEAST_LIST, dialog_column, put_foot
from dti_desktop.ui.language import Language, Retranslated
from dti_desktop.ui.search_text import matches
from dti_desktop.ui.widgets.fields import PlainLineEdit
from dti_desktop.ui.widgets.labels import Label, Weight, WrapLabel
from dti_desktop.ui.widgets.messages import Notice
from dti_desktop.ui.widgets.search_field import SearchField
from dti_desktop.ui.widgets.surfaces import Card

_ROW_HEIGHT = 30
_NAME = Qt.ItemDataRole.UserRole


class ProvinceSearch(SearchField):
    """Searches the provinces, and says so."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)

    def retranslate(self) -> None:
        super().retranslate()
        self.setPlaceholderText(self.tr("Tìm tỉnh, thành phố; không cần gõ dấu"))
        self.setAccessibleName(self.tr("Tìm tỉnh, thành phố"))


class NewAssessmentDialog(Retranslated, QDialog):
    """`create_wanted` or, where there is one already, `open_wanted`; the dialog then closes."""

    create_wanted = Signal(str, int, str, str, str)
    """Province, year, catalogue id, the id of the assessment to begin from ("": an empty one), and the unit
    of the province ("" where the catalogue assesses provinces)."""
    open_wanted = Signal(str)
    """The id of the assessment that exists."""

    def __init__(
        self,
        provinces: Sequence[Province],
        years: Sequence[int],
        default_year: int,
        catalogues: Sequence[Catalogue],
        existing: Sequence[AssessmentSummary],
        language: Language,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._provinces = provinces
        self._catalogues = catalogues
        self._existing = existing
        self._language = language
        self._title = Label(size="title", weight=Weight.DemiBold)
        self.search = ProvinceSearch()
        self.list = QListWidget()
        self.list.setMinimumHeight(LEAST_LIST)
        self.list.setUniformItemSizes(True)
        self._nothing = WrapLabel(tone="muted")
        self.year = QComboBox()
        for year in years:
            self.year.addItem(str(year), year)
        self.year.setCurrentIndex(max(self.year.findData(default_year), 0))
        self.catalogue = QComboBox()
        for catalogue in catalogues:
            self.catalogue.addItem("", catalogue.id)
        self._catalogue_words = WrapLabel(size="small", tone="muted", characters=64)
        self.unit = PlainLineEdit()
        self.unit.setMaxLength(MAX_NAME_CHARACTERS)
        self.from_earlier = QCheckBox()
        self.from_earlier.setChecked(True)
        self.earlier = QComboBox()
        self.notice = Notice()
        self._buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        self._lay_out()
        self.search.textChanged.connect(self._fill)
        self.search.down_wanted.connect(self.list.setFocus)
        self.search.chosen.connect(self._accept)
        self.search.dismissed.connect(self.reject)
        self.list.currentItemChanged.connect(self._judge)
        self.list.itemActivated.connect(self._accept)
        self.year.currentIndexChanged.connect(self._judge)
        self.catalogue.currentIndexChanged.connect(self._judge)
        self.unit.textChanged.connect(self._judge)
        self.from_earlier.toggled.connect(self.earlier.setEnabled)
        self._buttons.accepted.connect(self._accept)
        self._buttons.rejected.connect(self.reject)
        self.retranslate()
        self._fill("")
        self.search.setFocus()

    def _lay_out(self) -> None:
        self._form = QFormLayout()
        self._form.setHorizontalSpacing(16)
        self._form.setVerticalSpacing(10)
        self._year_label = Label()
        self._catalogue_label = Label()
        self._unit_label = Label()
        self._unit_label.setBuddy(self.unit)
        self._form.addRow(self._unit_label, self.unit)
        self._form.addRow(self._year_label, self.year)
        self._form.addRow(self._catalogue_label, self.catalogue)
        self._form.addRow("", self._catalogue_words)
        self._earlier_row = QWidget()
        across = QHBoxLayout(self._earlier_row)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(12)
        across.addWidget(self.from_earlier)
        across.addWidget(self.earlier)
        across.addStretch(1)
        for label in (self._unit_label, self._year_label, self._catalogue_label):
            label.setFixedHeight(36)
        layout = dialog_column(self)
        layout.addWidget(self._title)
        layout.addWidget(self.search)
        self._card = Card()
        self._card.body.setContentsMargins(6, 6, 2, 6)
        self._card.body.addWidget(self.list)
        layout.addWidget(self._card, 1)
        layout.addWidget(self._nothing)
        layout.addLayout(self._form)
        layout.addWidget(self._earlier_row)
        layout.addWidget(self.notice)
        layout.addSpacing(4)
        put_foot(self, self._buttons)
        QWidget.setTabOrder(self.list, self.unit)
        QWidget.setTabOrder(self.unit, self.year)
        # Shown before they have a parent, they would be windows of their own for a moment.
        self.catalogue.setVisible(len(self._catalogues) > 1)
        self._catalogue_label.setVisible(len(self._catalogues) > 1)
        self._earlier_row.setVisible(False)
        self.resize(520, 620)

    # -- what is chosen ------------------------------------------------------------------------------

    def province(self) -> str | None:
        """The Vietnamese name of the chosen province."""
        item = self.list.currentItem()
        name: str | None = None if item is None else item.data(_NAME)
        return name

    def chosen_year(self) -> int:
        """The chosen year."""
        year: int = self.year.currentData()
        return year

    def _chosen_catalogue(self) -> Catalogue:
        return self._catalogues[max(self.catalogue.currentIndex(), 0)]

    def _chosen_unit(self) -> str:
        """The unit of the province as it is written; "" where the index assesses provinces."""
        return "" if self._chosen_catalogue().is_of_provinces else " ".join(self.unit.text().split())

    def _assessed(self) -> str | None:
        """The name of who would be assessed; None while that is not known."""
        province, unit = self.province(), self._chosen_unit()
        if province is None or not (unit or self._chosen_catalogue().is_of_provinces):
            return None
        return unit_of_province(unit, province)

    def _twin(self) -> AssessmentSummary | None:
        name, year = self._assessed(), self.chosen_year()
        return next(
            (s for s in self._existing if not s.is_sample and (s.province, s.year) == (name, year)), None
        )

    def _offer_earlier(self) -> None:
        """Offer the province's assessments of earlier years, the latest first."""
        found = earlier_of(self._existing, self._assessed(), self.chosen_year())
        kept = self.earlier.currentData()
        self.earlier.clear()
        for summary in found:
            text = self.tr("năm {year}").format(year=summary.year)
            if [s.year for s in found].count(summary.year) > 1:
                text = f"{text} ({summary.id})"
            self.earlier.addItem(text, summary.id)
        self.earlier.setCurrentIndex(max(self.earlier.findData(kept), 0))
        self._earlier_row.setVisible(bool(found) and self._twin() is None)

    def choose(self, province: str) -> None:
        """Choose a province by its Vietnamese name."""
        for row in range(self.list.count()):
            if self.list.item(row).data(_NAME) == province:
                self.list.setCurrentRow(row)

    # -- list ----------------------------------------------------------------------------------------

    def _fill(self, query: str) -> None:
        chosen = self.province()
        self.list.clear()
        found = [p for p in self._provinces if matches(query, p.name, p.name_en)]
        regions = dict.fromkeys(p.region for p in self._provinces)
        for region in regions:
            here = sorted((p for p in found if p.region == region), key=lambda p: p.code)
            if not here:
                continue
            heading = QListWidgetItem(region)
            heading.setFlags(Qt.ItemFlag.ItemIsEnabled)
            heading.setFont(theme.current().font("small", Weight.DemiBold))
            heading.setForeground(QColor(theme.current().colours.muted))
            heading.setSizeHint(QSize(0, _ROW_HEIGHT))
            self.list.addItem(heading)
            for province in here:
                item = QListWidgetItem(province.name, self.list)
                item.setData(_NAME, province.name)
                item.setSizeHint(QSize(0, _ROW_HEIGHT))
                if province.name == chosen:
                    self.list.setCurrentItem(item)
        if self.list.currentItem() is None and len(found) and query.strip():
            self.list.setCurrentRow(1)
        self._card.setVisible(bool(found))
        self._nothing.setVisible(not found)
        self._judge()

    def _judge(self) -> None:
        catalogue = self._chosen_catalogue()
        language = self._language.current
        self._form.setRowVisible(self.unit, not catalogue.is_of_provinces)
        if catalogue.assesses is not None:
            asked = self.tr("Tên {unit}").format(unit=catalogue.assesses.in_language(language))
            self._unit_label.setText(asked)
            self.unit.setAccessibleName(asked)
        years = ", ".join(str(year) for year in catalogue.issued_for_years)
        self._catalogue_words.setText(
            self.tr("{title} ({decision}), dùng cho các năm {years}.").format(
                title=catalogue.title.in_language(language), decision=catalogue.decision, years=years
            )
        )
        self._offer_earlier()
        twin = self._twin()
        button = self._buttons.button(QDialogButtonBox.StandardButton.Ok)
        button.setText(self.tr("Tạo hồ sơ") if twin is None else self.tr("Mở hồ sơ này"))
        button.setEnabled(self._assessed() is not None)
        if twin is not None:
            self.notice.say(
                self.tr("Đã có hồ sơ {province} năm {year} trên máy này.").format(
                    province=twin.province, year=twin.year
                ),
                "info",
            )
        elif self.chosen_year() not in catalogue.issued_for_years:
            self.notice.say(
                self.tr(
                    "Bộ chỉ số này không ban hành cho năm {year}. "
                    "Vẫn tạo được hồ sơ; điều này được ghi chú trong hồ sơ."
                ).format(year=self.chosen_year()),
                "warn",
            )
        self.notice.setVisible(twin is not None or self.chosen_year() not in catalogue.issued_for_years)
        # The notice takes room from the list; the choice stays in sight.
        QTimer.singleShot(0, self, self._show_choice)

    def _show_choice(self) -> None:
        if self.list.currentItem() is not None:
            self.list.scrollToItem(self.list.currentItem())

    def _accept(self) -> None:
        province = self.province()
        if province is None or self._assessed() is None:
            return
        twin = self._twin()
        self.accept()
        if twin is not None:
            self.open_wanted.emit(twin.id)
        else:
            # `isVisible` would be false for a dialog that is already closed.
            is_from = self.from_earlier.isChecked() and not self._earlier_row.isHidden()
            earlier_id = self.earlier.currentData() if is_from else ""
            self.create_wanted.emit(
                province, self.chosen_year(), self._chosen_catalogue().id, earlier_id, self._chosen_unit()
            )

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("Tạo hồ sơ mới"))
        self._title.setText(self.tr("Tạo hồ sơ mới"))
        self.list.setAccessibleName(self.tr("Tỉnh, thành phố"))
        self._nothing.setText(self.tr("Không có tỉnh, thành phố nào khớp. Thử gõ ít chữ hơn."))
        self._year_label.setText(self.tr("Năm đánh giá"))
        self.year.setAccessibleName(self._year_label.text())
        self.from_earlier.setText(self.tr("Bắt đầu từ hồ sơ năm trước"))
        self.from_earlier.setToolTip(
            self.tr("Câu trả lời và minh chứng cũ nằm sẵn bên từng chỉ số, chờ xác nhận lại; chưa được tính.")
        )
        self.earlier.setAccessibleName(self.tr("Hồ sơ năm trước"))
        self.unit.setPlaceholderText(self.tr("Ví dụ: Xã Phú Tâm"))
        self._catalogue_label.setText(self.tr("Bộ chỉ số"))
        self.catalogue.setAccessibleName(self._catalogue_label.text())
        for row, catalogue in enumerate(self._catalogues):
            self.catalogue.setItemText(row, catalogue.title.in_language(self._language.current))
        self._judge()

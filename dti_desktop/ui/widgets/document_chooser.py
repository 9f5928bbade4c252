"""Choosing, among the documents of the assessment, one that proves this indicator too."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QListWidget, QListWidgetItem, QWidget

from dti_desktop.engine.assessment import Document
from dti_desktop.ui import icons
from dti_desktop.ui.dialogs.dialog_layout import dialog_column, put_foot, resize_within_screen
from dti_desktop.ui.evidence_text import detail_of, file_name_of, icon_of, title_of
from dti_desktop.ui.language import Retranslated
from dti_desktop.ui.search_text import matches
from dti_desktop.ui.widgets.buttons import PrimaryButton, SecondaryButton
from dti_desktop.ui.widgets.fields import TextField
from dti_desktop.ui.widgets.labels import Label, Weight, WrapLabel
from dti_desktop.ui.widgets.two_lines import TwoLineCells

_ID = Qt.ItemDataRole.UserRole


class DocumentChooser(Retranslated, QDialog):
    """A list with a search that ignores accents. `chosen(str)` gives the id of the document."""

    chosen = Signal(str)

    def __init__(
        self,
        documents: Sequence[Document],
        codes_of: Mapping[str, Sequence[str]],
        parent: QWidget,
    ) -> None:
        """`documents` can be chosen; `codes_of` names the indicators each of them proves already."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._documents = documents
        self._codes_of = codes_of
        self._heading = Label(size="title", weight=Weight.DemiBold)
        self.search = TextField()
        self.search.line.textChanged.connect(lambda _text: self._fill())
        self.list = QListWidget()
        self.list.setItemDelegate(TwoLineCells(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemActivated.connect(lambda _item: self._choose())
        self.list.currentRowChanged.connect(lambda _row: self._follow())
        self._nothing = WrapLabel(tone="muted")
        self._cancel = SecondaryButton()
        self._cancel.clicked.connect(self.reject)
        self._use = PrimaryButton()
        self._use.clicked.connect(self._choose)
        self.search.line.returnPressed.connect(self._choose)
        layout = dialog_column(self)
        layout.addWidget(self._heading)
        layout.addWidget(self.search)
        layout.addWidget(self._nothing)
        layout.addWidget(self.list, 1)
        put_foot(self, self._cancel, self._use)
        resize_within_screen(self, 600, 520)
        self.retranslate()
        self._fill()
        self.search.line.setFocus()

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("Dùng lại tài liệu đã có"))
        self._heading.setText(self.tr("Dùng lại tài liệu đã có"))
        self.search.set_placeholder(self.tr("Tìm theo số, trích yếu, cơ quan, tên tệp"))
        self.search.set_name(self.tr("Tìm tài liệu"))
        self.list.setAccessibleName(self.tr("Tài liệu của hồ sơ này"))
        self._nothing.setText(self.tr("Không có tài liệu nào như vậy."))
        self._cancel.setText(self.tr("Hủy"))
        self._use.setText(self.tr("Dùng tài liệu này"))

    def _fill(self) -> None:
        self.list.clear()
        for document in self._documents:
            citation = document.citation
            texts = (citation.number, citation.title, citation.issuer, file_name_of(document))
            if not matches(self.search.text, *texts):
                continue
            codes = ", ".join(self._codes_of.get(document.id, ()))
            detail = detail_of(document)
            subject = citation.title if citation.number and citation.title not in detail else ""
            about = (subject, detail, codes)
            lines = [title_of(document), " · ".join(part for part in about if part)]
            item = QListWidgetItem(icons.current().icon(icon_of(document), "accent", 18), "\n".join(lines))
            item.setData(_ID, document.id)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self._nothing.setVisible(self.list.count() == 0)
        self._follow()

    def _follow(self) -> None:
        self._use.setEnabled(self.list.currentItem() is not None)

    def _choose(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            document_id = item.data(_ID)
            self.accept()
            self.chosen.emit(document_id)

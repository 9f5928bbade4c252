"""Which main index a list is about: one of them, or all."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from dti_desktop.engine.assessment import Assessment
from dti_desktop.ui.widgets.combo_box import ComboBox


class IndexChoice(ComboBox):
    """The main indices of a catalogue, each with its code as data; above them all, with None."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)

    def offer(self, assessment: Assessment | None, language: str) -> None:
        """Offer those of the open assessment in words of `language`; the choice stays, nobody is told."""
        kept = self.currentData()
        self.blockSignals(True)
        self.clear()
        self.addItem(self.tr("Mọi chỉ số chính"), None)
        if assessment is not None:
            for index in assessment.catalogue.main_indices:
                self.addItem(f"{index.code}  {index.title.in_language(language)}", index.code)
        self.setCurrentIndex(max(0, self.findData(kept)))
        self.blockSignals(False)
        self.setAccessibleName(self.tr("Lọc theo chỉ số chính"))

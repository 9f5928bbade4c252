"""Whether the journal that a bundle signed is the one of the open assessment, and up to which entry."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from dti_desktop.ui import theme
from dti_desktop.ui.language import Retranslated
from dti_desktop.ui.navigation import Context
from dti_desktop.ui.widgets.labels import WrapLabel
from dti_desktop.ui.widgets.messages import IconMark

if TYPE_CHECKING:
    from dti_desktop.services.journal import HeadPlace


class JournalMatch(Retranslated, QWidget):
    """One line; not there for bundles of other assessments, or while none is open."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._asked: tuple[str, str] | None = None
        self._is_known = False
        self._place: HeadPlace | None = None
        self._mark = IconMark("shield-check", "done")
        self.words = WrapLabel(tone="secondary", characters=100)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GRID)
        layout.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self.words, 1)
        context.session.opened.connect(self._forget)

    def show_bundle(self, about: Mapping[str, str]) -> None:
        """Compare a verified bundle with the open assessment; the answer comes a moment later."""
        assessment = self._context.session.assessment
        head = about.get("journal_head", "")
        if assessment is None or not head or about.get("assessment") != assessment.id:
            self._forget()
            return
        asked = (assessment.id, head)
        if asked == self._asked and self._is_known:
            self.retranslate()
            return
        self._forget()
        self._asked = asked
        self._context.tasks.run(
            self._context.workspace.journals.place_of_head,
            *asked,
            lane="store",
            on_done=lambda place: self._on_place(asked, place),
            on_error=self._context.session.failed.emit,
            owner=self,
        )

    def _on_place(self, asked: tuple[str, str], place: HeadPlace | None) -> None:
        if asked == self._asked:
            self._is_known, self._place = True, place
            self.retranslate()
            self.show()

    def _forget(self) -> None:
        self._asked, self._is_known, self._place = None, False, None
        self.hide()

    def retranslate(self) -> None:
        if not self._is_known:
            return
        place = self._place
        if place is None:
            self._mark.set_icon("triangle-alert", "warn")
            self.words.setText(
                self.tr(
                    "Nhật ký đã ký không có trong hồ sơ đang mở: tệp được làm từ một bản khác của hồ sơ này, "
                    "hoặc nhật ký trên máy đã bị viết lại."
                )
            )
            return
        seq = self._context.format.integer(place.seq)
        if place.is_whole:
            self._mark.set_icon("shield-check", "done")
            self.words.setText(self.tr("Nhật ký đã ký khớp với hồ sơ trên máy (mục {seq}).").format(seq=seq))
        else:
            self._mark.set_icon("shield-x", "block")
            self.words.setText(
                self.tr("Nhật ký trên máy đã đứt trước mục {seq}, là mục mà tệp này đã ký.").format(seq=seq)
            )

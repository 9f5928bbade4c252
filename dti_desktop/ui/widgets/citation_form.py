"""How a document is cited: number, day, issuer, subject, and the pages that prove this indicator."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from dti_desktop.engine.assessment import Citation, Document
from dti_desktop.ui import theme
from dti_desktop.ui.evidence_text import file_name_of
from dti_desktop.ui.language import Retranslated
from dti_desktop.ui.typed_text import typed_line
from dti_desktop.ui.widgets.buttons import IconButton, PrimaryButton
from dti_desktop.ui.widgets.date_field import DateField
from dti_desktop.ui.widgets.fields import NoteEdit, TextField
from dti_desktop.ui.widgets.labels import ElidedLabel, Label, Weight, WrapLabel


class CitationForm(Retranslated, QWidget):
    """The fields of one citation. Every key is told: `cited(str, Citation)` and `paged(str, str)`.

    `done` when the person closes it, by its button, Enter in the last field, or Escape.
    """

    cited = Signal(str, object)
    paged = Signal(str, str)
    done = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.document_id: str | None = None
        self._citation = Citation()
        self._others: tuple[str, ...] = ()
        self._queue = (0, 0)
        self._locked_by: tuple[str, ...] = ()
        self._heading = Label(weight=Weight.DemiBold)
        self._place = Label(size="small", tone="muted")
        self._back = IconButton("arrow-left")
        self._back.clicked.connect(self.done)
        self._file = ElidedLabel(size="small", tone="muted", elide=Qt.TextElideMode.ElideMiddle)
        self.number = TextField()
        self.issued_on = DateField(calendar=False)
        self.issued_on.line.setMinimumWidth(0)
        self.issued_on.line.setMaximumWidth(16777215)
        self.issuer = TextField()
        self.subject = NoteEdit(min_lines=2, max_lines=4)
        self.pages = TextField()
        self._finish = PrimaryButton()
        self._finish.clicked.connect(self.done)
        self._used = WrapLabel(size="small", tone="muted")
        self._labels = [Label(size="small", tone="secondary") for _ in range(5)]
        for field in (self.number, self.issuer):
            field.edited.connect(self._cite)
        self.subject.edited.connect(self._cite)
        self.issued_on.edited.connect(self._cite)
        self.pages.edited.connect(self._page)
        self.number.line.returnPressed.connect(lambda: self._to(self.issued_on.line))
        self.issued_on.line.returnPressed.connect(lambda: self._to(self.issuer.line))
        self.issuer.line.returnPressed.connect(lambda: self._to(self.subject))
        self.pages.line.returnPressed.connect(self.done)
        self._lay_out()
        self.retranslate()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(theme.HALF)
        head.addWidget(self._back)
        head.addWidget(self._heading)
        head.addStretch(1)
        head.addWidget(self._place)
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.GRID)
        grid.setVerticalSpacing(2)
        number, day, issuer, subject, pages = self._labels
        grid.addWidget(number, 0, 0)
        grid.addWidget(day, 0, 1)
        grid.addWidget(self.number, 1, 0)
        grid.addWidget(self.issued_on, 1, 1)
        grid.setColumnStretch(0, 5)
        grid.setColumnStretch(1, 4)
        grid.setRowMinimumHeight(2, theme.HALF)
        grid.addWidget(issuer, 3, 0, 1, 2)
        grid.addWidget(self.issuer, 4, 0, 1, 2)
        grid.setRowMinimumHeight(5, theme.HALF)
        grid.addWidget(subject, 6, 0, 1, 2)
        grid.addWidget(self.subject, 7, 0, 1, 2)
        grid.setRowMinimumHeight(8, theme.HALF)
        grid.addWidget(pages, 9, 0, 1, 2)
        last = QHBoxLayout()
        last.setSpacing(theme.GRID)
        last.addWidget(self.pages, 1)
        last.addWidget(self._finish, 0, Qt.AlignmentFlag.AlignTop)
        grid.addLayout(last, 10, 0, 1, 2)
        for label, buddy in zip(
            self._labels,
            (self.number.line, self.issued_on.line, self.issuer.line, self.subject, self.pages.line),
            strict=True,
        ):
            label.setBuddy(buddy)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.HALF)
        layout.addLayout(head)
        layout.addWidget(self._file)
        layout.addSpacing(theme.HALF)
        layout.addLayout(grid)
        layout.addWidget(self._used)

    def show_document(
        self, document: Document, pages: str, others: tuple[str, ...], queue: tuple[int, int] = (0, 0)
    ) -> None:
        """Show a document's citation; `others`: the other indicators it proves; `queue`: place, of how many.

        Leaves a field alone that already says what is stored.
        """
        fresh = document.id != self.document_id
        self.document_id, self._others, self._queue = document.id, others, queue
        self._citation = document.citation
        for field, text in (
            (self.number, document.citation.number),
            (self.issuer, document.citation.issuer),
            (self.pages, pages),
        ):
            if fresh or not field.line.hasFocus():
                field.set_text(text)
        if fresh or not self.subject.hasFocus():
            self.subject.set_text(document.citation.title)
        # Half a date stays where it is until she mends it.
        if fresh or (not self.issued_on.line.hasFocus() and self.issued_on.reading.fault is None):
            self.issued_on.set_day(document.citation.issued_on)
        name = file_name_of(document)
        self._file.setText(name)
        self._file.setVisible(bool(name))
        self.retranslate()

    def set_locked_by(self, codes: Sequence[str]) -> None:
        """Let the citation be read only where it also proves `codes`, which are approved; pages stay open."""
        self._locked_by = tuple(codes)
        for field in (self.number, self.issuer):
            field.set_read_only(bool(codes))
        self.issued_on.line.setReadOnly(bool(codes))
        self.subject.setReadOnly(bool(codes))

    def focus_first(self) -> None:
        """Put the keyboard into the first field that can be written in."""
        self._to(self.pages.line if self._locked_by else self.number.line)

    def retranslate(self) -> None:
        self._heading.setText(self.tr("Trích dẫn"))
        self._back.set_name(self.tr("Về danh sách minh chứng"), "Esc")
        names = (
            self.tr("Số, ký hiệu"),
            self.tr("Ngày ban hành"),
            self.tr("Cơ quan ban hành"),
            self.tr("Trích yếu"),
            self.tr("Trang dẫn chứng cho chỉ số này"),
        )
        for label, name in zip(self._labels, names, strict=True):
            label.setText(name)
        self.number.set_name(names[0])
        self.issued_on.set_name(names[1])
        self.issuer.set_name(names[2])
        self.subject.setAccessibleName(names[3])
        self.pages.set_name(names[4])
        self.number.set_placeholder(self.tr("749/QĐ-UBND"))
        self.issuer.set_placeholder(self.tr("UBND tỉnh"))
        self.pages.set_placeholder(self.tr("3-5"))
        place, total = self._queue
        self._place.setText(f"{place} / {total}" if total > 1 else "")
        more = total > 1 and place < total
        self._finish.setText(self.tr("Tài liệu tiếp") if more else self.tr("Xong"))
        codes = ", ".join(self._others)
        self._used.setText(self.tr("Cũng là minh chứng của {codes}").format(codes=codes) if codes else "")
        if self._locked_by:
            said = self.tr(
                "Trích dẫn đang khóa vì cũng là minh chứng của {codes} đã duyệt; chỉ sửa được trang."
            )
            self._used.setText(said.format(codes=", ".join(self._locked_by)))
        self._used.setVisible(bool(codes))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.done.emit()
            return
        super().keyPressEvent(event)

    def _cite(self, _change: object) -> None:
        if self.document_id is None:
            return
        reading = self.issued_on.reading
        # Half a date is not stored, and does not take away the one that was there.
        issued_on = self._citation.issued_on if reading.fault is not None else reading.day
        self._citation = Citation(
            typed_line(self.number.text),
            issued_on,
            typed_line(self.issuer.text),
            typed_line(self.subject.text),
        )
        self.cited.emit(self.document_id, self._citation)

    def _page(self, text: str) -> None:
        if self.document_id is not None:
            self.paged.emit(self.document_id, typed_line(text))

    def _to(self, widget: QWidget) -> None:
        widget.setFocus(Qt.FocusReason.TabFocusReason)

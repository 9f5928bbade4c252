"""How a document is cited: number, day, issuer, subject, and the pages that prove this indicator."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

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
from dti_desktop.ui.widgets.fields import NoteEdit, TextField, mark_proposed
from dti_desktop.ui.widgets.labels import ElidedLabel, Label, Weight, WrapLabel
from dti_desktop.ui.widgets.messages import Notice

if TYPE_CHECKING:
    from dti_desktop.services.intake import ReadCitation

_FIELDS = ("number", "issued_on", "issuer", "title")
"""Of `Citation`, in the order of the form."""


class CitationForm(Retranslated, QWidget):
    """The fields of one citation. Every key is told: `cited(str, Citation)` and `paged(str, str)`.

    `done` when the person closes it, by its button, Enter in the last field, or Escape.

    What was read from the file stands in empty fields as proposed, and is told (`cited`) only when she
    confirms it by the button or Enter in the last field; a field she writes in is told as she writes it.
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
        self._proposed: Citation = Citation()
        self._unconfirmed: set[str] = set()
        self._signer = self._issuer = ""
        self._heading = Label(weight=Weight.DemiBold)
        self._place = Label(size="small", tone="muted")
        self._back = IconButton("arrow-left")
        self._back.clicked.connect(self.done)
        self._file = ElidedLabel(size="small", tone="muted", elide=Qt.TextElideMode.ElideMiddle)
        self.notice = Notice()
        self.notice.hide()
        self._signed = WrapLabel(size="small", tone="secondary", selectable=True)
        self.number = TextField()
        self.issued_on = DateField(calendar=False)
        self.issued_on.line.setMinimumWidth(0)
        self.issued_on.line.setMaximumWidth(16777215)
        self.issuer = TextField()
        self.subject = NoteEdit(min_lines=2, max_lines=4)
        self.pages = TextField()
        self._finish = PrimaryButton()
        self._finish.clicked.connect(self.finish)
        self._used = WrapLabel(size="small", tone="muted")
        self._labels = [Label(size="small", tone="secondary") for _ in range(5)]
        self.number.edited.connect(lambda _text: self._cite("number"))
        self.issued_on.edited.connect(lambda _reading: self._cite("issued_on"))
        self.issuer.edited.connect(lambda _text: self._cite("issuer"))
        self.subject.edited.connect(lambda _text: self._cite("title"))
        self.pages.edited.connect(self._page)
        self.number.line.returnPressed.connect(lambda: self._to(self.issued_on.line))
        self.issued_on.line.returnPressed.connect(lambda: self._to(self.issuer.line))
        self.issuer.line.returnPressed.connect(lambda: self._to(self.subject))
        self.pages.line.returnPressed.connect(self.finish)
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
        layout.addWidget(self.notice)
        layout.addSpacing(theme.HALF)
        layout.addLayout(grid)
        layout.addWidget(self._signed)
        layout.addWidget(self._used)

    def set_issuer(self, name: str) -> None:
        """Give another example of who issues papers than a province's office; "" for that one."""
        if name != self._issuer:
            self._issuer = name
            self.retranslate()

    def show_document(
        self, document: Document, pages: str, others: tuple[str, ...], queue: tuple[int, int] = (0, 0)
    ) -> None:
        """Show a document's citation; `others`: the other indicators it proves; `queue`: place, of how many.

        Leaves a field alone that already says what is stored.
        """
        fresh = document.id != self.document_id
        self.document_id, self._others, self._queue = document.id, others, queue
        self._citation = document.citation
        if fresh:
            self._unconfirmed.clear()
            self._signer = ""
        # What is stored meanwhile, by an undo say, stands above what was proposed.
        self._unconfirmed -= {name for name in _FIELDS if getattr(document.citation, name)}
        self._show_stored(document.citation, pages, fresh=fresh)
        name = file_name_of(document)
        self._file.setText(name)
        self._file.setVisible(bool(name))
        self.retranslate()

    def _show_stored(self, citation: Citation, pages: str, *, fresh: bool) -> None:
        held = replace(citation, **{name: getattr(self._proposed, name) for name in self._unconfirmed})
        for field, text in (
            (self.number, held.number),
            (self.issuer, held.issuer),
            (self.pages, pages),
        ):
            if fresh or not field.line.hasFocus():
                field.set_text(text)
        if fresh or not self.subject.hasFocus():
            self.subject.set_text(held.title)
        # Half a date stays where it is until she mends it.
        if fresh or (not self.issued_on.line.hasFocus() and self.issued_on.reading.fault is None):
            self.issued_on.set_day(held.issued_on)

    def propose(self, document_id: str, read: ReadCitation) -> None:
        """Put what was read from a document's own pages where nothing stands yet, marked as unconfirmed."""
        if document_id != self.document_id or self._locked_by:
            return
        self._proposed, self._signer = read.citation, read.signer
        empty = {
            "number": not self.number.text,
            "issued_on": not self.issued_on.line.text(),
            "issuer": not self.issuer.text,
            "title": not self.subject.text,
        }
        new = {
            name
            for name in _FIELDS
            if empty[name] and getattr(read.citation, name) and not getattr(self._citation, name)
        }
        self._unconfirmed |= new
        if "number" in new:
            self.number.set_text(read.citation.number)
        if "issued_on" in new:
            self.issued_on.set_day(read.citation.issued_on)
        if "issuer" in new:
            self.issuer.set_text(read.citation.issuer)
        if "title" in new:
            self.subject.set_text(read.citation.title)
        self.retranslate()

    def set_locked_by(self, codes: Sequence[str]) -> None:
        """Let the citation be read only where it also proves `codes`, which are approved; pages stay open."""
        self._locked_by = tuple(codes)
        for field in (self.number, self.issuer):
            field.set_read_only(bool(codes))
        self.issued_on.line.setReadOnly(bool(codes))
        self.subject.setReadOnly(bool(codes))

    @property
    def unconfirmed(self) -> frozenset[str]:
        """The fields of the citation that show what was read and nobody has confirmed."""
        return frozenset(self._unconfirmed)

    def finish(self) -> None:
        """Confirm what is proposed, and close."""
        if self._unconfirmed and self.document_id is not None:
            confirmed = {name: getattr(self._proposed, name) for name in self._unconfirmed}
            self._unconfirmed.clear()
            self._citation = replace(self._citation, **confirmed)
            self.cited.emit(self.document_id, self._citation)
        self.done.emit()

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
        self.issuer.set_placeholder(self._issuer or self.tr("UBND tỉnh"))
        self.pages.set_placeholder(self.tr("3-5"))
        place, total = self._queue
        self._place.setText(f"{place} / {total}" if total > 1 else "")
        more = total > 1 and place < total
        if self._unconfirmed:
            self._finish.setText(self.tr("Đúng, tiếp") if more else self.tr("Đúng, ghi lại"))
        else:
            self._finish.setText(self.tr("Tài liệu tiếp") if more else self.tr("Xong"))
        self._say_proposed(names)
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

    def _say_proposed(self, names: tuple[str, ...]) -> None:
        marked = [name for at, name in enumerate(names[:4]) if _FIELDS[at] in self._unconfirmed]
        self.notice.say(
            self.tr("Đọc từ trang đầu, đề nghị kiểm tra: {fields}.").format(
                fields=", ".join(name[:1].lower() + name[1:] for name in marked)
            )
        )
        self.notice.setVisible(bool(marked))
        said = self.tr("đọc từ trang đầu, đề nghị kiểm tra")
        fields = (self.number.line, self.issued_on.line, self.issuer.line, self.subject)
        for name, field in zip(_FIELDS, fields, strict=True):
            mark_proposed(field, said if name in self._unconfirmed else "")
        signer = self.tr("Người ký (đọc từ tệp): {name}").format(name=self._signer)
        self._signed.setText(signer if self._signer else "")
        self._signed.setVisible(bool(self._signer))

    def _cite(self, name: str) -> None:
        if self.document_id is None:
            return
        if name in self._unconfirmed:
            self._unconfirmed.discard(name)
            self.retranslate()
        reading = self.issued_on.reading
        written = {
            "number": typed_line(self.number.text),
            # Half a date is not stored, and does not take away the one that was there.
            "issued_on": self._citation.issued_on if reading.fault is not None else reading.day,
            "issuer": typed_line(self.issuer.text),
            "title": typed_line(self.subject.text),
        }
        told = {each: value for each, value in written.items() if each not in self._unconfirmed}
        self._citation = replace(self._citation, **told)  # type: ignore[arg-type]
        self.cited.emit(self.document_id, self._citation)

    def _page(self, text: str) -> None:
        if self.document_id is not None:
            self.paged.emit(self.document_id, typed_line(text))

    def _to(self, widget: QWidget) -> None:
        widget.setFocus(Qt.FocusReason.TabFocusReason)

"""Handing work out: which sub-indicators, to whom, until when, with what words, locked with what."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from dti_desktop.engine.assessment import Assessment
from dti_desktop.ui import theme
from dti_desktop.ui.assessed_text import example
from dti_desktop.ui.dialogs.dialog_layout import dialog_column, put_foot
from dti_desktop.ui.language import Retranslated
from dti_desktop.ui.navigation import Context
from dti_desktop.ui.widgets.buttons import PrimaryButton, SecondaryButton
from dti_desktop.ui.widgets.combo_box import ComboBox
from dti_desktop.ui.widgets.date_field import DateField
from dti_desktop.ui.widgets.fields import NoteEdit
from dti_desktop.ui.widgets.indicator_ticks import IndicatorTicks
from dti_desktop.ui.widgets.labels import Label, Weight, WrapLabel
from dti_desktop.ui.widgets.passphrase_card import PassphraseCard
from dti_desktop.ui.widgets.surfaces import Card

_SIZE = (900, 640)
_MOST_CHARACTERS = 120


class IssuePartDialog(Retranslated, QDialog):
    """`issue_wanted(codes, department, due, guidance, passphrase)`; then it closes. None: not locked."""

    issue_wanted = Signal(list, str, object, str, object)

    def __init__(self, context: Context, assessment: Assessment, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._assessment = context, assessment
        self._title = Label(size="title", weight=Weight.DemiBold)
        self._rows_head = Label(weight=Weight.Medium)
        self.rows = IndicatorTicks()
        self._rows_head.setBuddy(self.rows)
        self._department_head = Label(weight=Weight.Medium)
        self.department = ComboBox()
        self.department.setEditable(True)
        self.department.setCompleter(None)  # type: ignore[arg-type]
        line = self.department.lineEdit()
        assert line is not None
        line.setMaxLength(_MOST_CHARACTERS)
        self.department.addItems(_departments(assessment))
        self.department.setCurrentIndex(-1)
        self._department_head.setBuddy(self.department)
        self._due_head = Label(weight=Weight.Medium)
        self.due = DateField()
        self._guidance_head = Label(weight=Weight.Medium)
        self.guidance = NoteEdit(min_lines=3, max_lines=6)
        self.passphrase = PassphraseCard(context)
        self._said = WrapLabel(size="small", tone="muted")
        self.issue = PrimaryButton(icon="send")
        self.issue.clicked.connect(self._accept)
        self.cancel = SecondaryButton()
        self.cancel.clicked.connect(self.reject)
        self._lay_out()
        self.rows.changed.connect(self._judge)
        self.department.currentTextChanged.connect(self._judge)
        self.due.edited.connect(self._judge)
        self.passphrase.changed.connect(self._judge)
        self.retranslate()
        self.rows.setFocus()

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(6)
        left.addWidget(self._rows_head)
        card = Card()
        card.body.setContentsMargins(6, 6, 6, 6)
        card.body.addWidget(self.rows)
        left.addWidget(card, 1)
        right = QVBoxLayout()
        right.setSpacing(6)
        for head, widget in (
            (self._department_head, self.department),
            (self._due_head, self.due),
            (self._guidance_head, self.guidance),
        ):
            right.addWidget(head)
            right.addWidget(widget)
            right.addSpacing(theme.GRID)
        right.addWidget(self.passphrase)
        right.addStretch(1)
        right.addWidget(self._said)
        across = QHBoxLayout()
        across.setSpacing(3 * theme.GRID)
        across.addLayout(left, 5)
        across.addLayout(right, 4)
        layout = dialog_column(self)
        layout.addWidget(self._title)
        layout.addLayout(across, 1)
        put_foot(self, self.cancel, self.issue)
        self.resize(*_SIZE)

    def _judge(self) -> None:
        count = len(self.rows.codes)
        self._rows_head.setText(self.tr("Chỉ số giao ({count})").format(count=count))
        lacking = []
        if not count:
            lacking.append(self.tr("chọn chỉ số"))
        if not self.department.currentText().strip():
            lacking.append(self.tr("ghi tên đơn vị"))
        if self.due.reading.fault is not None:
            lacking.append(self.tr("sửa hạn trả"))
        if self.passphrase.fault is not None:
            lacking.append(self.tr("sửa mật khẩu"))
        self._said.setText(self.tr("Còn phải {what}.").format(what=", ".join(lacking)) if lacking else "")
        self.issue.setEnabled(not lacking)

    def _accept(self) -> None:
        if not self.issue.isEnabled():
            return
        codes, department = self.rows.codes, self.department.currentText().strip()
        due: date | None = self.due.day
        guidance, passphrase = self.guidance.text, self.passphrase.take()
        self.accept()
        self.issue_wanted.emit(codes, department, due, guidance, passphrase)

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("Giao việc"))
        self._title.setText(self.tr("Giao việc cho đơn vị"))
        self._department_head.setText(self.tr("Đơn vị nhận"))
        self.department.setAccessibleName(self.tr("Đơn vị nhận"))
        line = self.department.lineEdit()
        assert line is not None
        word, language = self._assessment.catalogue.office.department, self._context.language.current
        one = example(word, self.tr("Sở Nội vụ"), language)
        line.setPlaceholderText(self.tr("Ví dụ: {name}").format(name=one))
        self._due_head.setText(self.tr("Hạn trả"))
        self.due.set_name(self.tr("Hạn trả"))
        self._guidance_head.setText(self.tr("Lời nhắn"))
        self.guidance.setAccessibleName(self.tr("Lời nhắn"))
        self.guidance.setPlaceholderText(self.tr("Cần số liệu đến ngày nào, minh chứng loại gì…"))
        self.rows.setAccessibleName(self.tr("Chỉ số giao"))
        ticked = self.rows.codes
        assessment, language = self._assessment, self._context.language.current
        self.rows.offer(assessment.catalogue, language, assessment.approved, self.tr("đã duyệt"))
        self.rows.tick(ticked)
        self.issue.setText(self.tr("Chọn nơi lưu…"))
        self.cancel.setText(self.tr("Hủy"))
        self._judge()


def _departments(assessment: Assessment) -> Sequence[str]:
    """Return the departments that were given work before, each once."""
    return list(dict.fromkeys(part.department for part in reversed(list(assessment.parts.values()))))

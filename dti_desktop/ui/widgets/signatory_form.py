"""Who approves the submission: the leader's name and title."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from dti_desktop.engine.assessment import Signatory
from dti_desktop.ui.language import Retranslated
from dti_desktop.ui.widgets.fields import TextField
from dti_desktop.ui.widgets.labels import Label, WrapLabel
from dti_desktop.ui.widgets.surfaces import Card

_LONGEST = 200


class SignatoryForm(Retranslated, Card):
    """Two fields. `edited(Signatory)` at every key."""

    edited = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = TextField()
        self.title = TextField()
        self._leader = ""
        self._name_head, self._title_head = Label(), Label()
        self._remark = WrapLabel(size="small", tone="muted")
        grid = QGridLayout()
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(6)
        for column, (head, field) in enumerate(
            ((self._name_head, self.name), (self._title_head, self.title))
        ):
            field.line.setMaxLength(_LONGEST)
            field.edited.connect(self._tell)
            head.setBuddy(field.line)
            grid.addWidget(head, 0, column)
            grid.addWidget(field, 1, column)
            grid.setColumnStretch(column, 1)
        self.body.addLayout(grid)
        self.body.addWidget(self._remark)
        self.retranslate()

    def set_leader(self, title: str) -> None:
        """Give another example of a signatory's title than a province's; "" for that one."""
        self._leader = title
        self.retranslate()

    def show_signatory(self, signatory: Signatory) -> None:
        """Show what is stored; letters on their way to the store are left alone."""
        self.name.set_text(signatory.name)
        self.title.set_text(signatory.title)

    def flush(self) -> None:
        """Nothing that was typed waits any longer."""
        self.name.flush()
        self.title.flush()

    def retranslate(self) -> None:
        self._name_head.setText(self.tr("Họ và tên"))
        self._title_head.setText(self.tr("Chức vụ"))
        self.name.set_name(self.tr("Họ và tên người ký duyệt"))
        self.title.set_name(self.tr("Chức vụ người ký duyệt"))
        usual = self.tr("Chủ tịch Ủy ban nhân dân tỉnh")
        self.title.set_placeholder(self.tr("Ví dụ: {title}").format(title=self._leader or usual))
        self._remark.setText(self.tr("In ở cuối báo cáo và ghi trong tệp hồ sơ. Được lưu ngay khi gõ."))

    def _tell(self) -> None:
        self.edited.emit(Signatory(self.name.text, self.title.text))

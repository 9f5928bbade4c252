"""About the program: version, terms, where the data lies, and the licences of all its parts."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontDatabase, QIcon
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from dti_desktop.services.components import OWN_LICENCE, Component, components, licence_text
from dti_desktop.ui import theme
from dti_desktop.ui.dialogs.dialog_layout import dialog_column, put_foot
from dti_desktop.ui.language import Retranslated
from dti_desktop.ui.shortcuts import bind
from dti_desktop.ui.tasks import Tasks
from dti_desktop.ui.widgets.fields import PlainLineEdit
from dti_desktop.ui.widgets.labels import ElidedLabel, Label, Weight, WrapLabel

_ROW_HEIGHT = 28
_LIST_WIDTH = 240
_ICON_SIZE = 56


class AboutDialog(Retranslated, QDialog):
    """The list of parts can be searched by name and licence; the text of the chosen one stands beside it."""

    def __init__(
        self,
        version: str,
        resources_dir: Path,
        tasks: Tasks,
        store_dir: Path,
        *,
        portable: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._version, self._tasks, self._store_dir = version, tasks, store_dir
        self._licences_dir = resources_dir / "licences"
        self._is_portable = portable
        self._components: tuple[Component, ...] = ()
        self._failed = False
        self._build(resources_dir)
        self._lay_out()
        self.retranslate()
        tasks.run(
            components,
            self._licences_dir,
            version,
            lane="pool",
            on_done=self._list,
            on_error=self._cannot_read,
            owner=self,
        )

    def _build(self, resources_dir: Path) -> None:
        self._picture = QLabel()
        self._picture.setFixedSize(_ICON_SIZE, _ICON_SIZE)
        icon = QIcon(str(resources_dir / "program_icon" / "dti_desktop.svg"))
        self._picture.setPixmap(icon.pixmap(QSize(_ICON_SIZE, _ICON_SIZE), self.devicePixelRatioF()))
        self._name = Label(size="title", weight=Weight.DemiBold)
        self._what = WrapLabel(tone="secondary", characters=90)
        self._terms = WrapLabel(tone="secondary", characters=90)
        self._place_head = Label(tone="muted")
        self._place = ElidedLabel(str(self._store_dir), tone="secondary", elide=Qt.TextElideMode.ElideMiddle)
        self._heading = Label(size="small", weight=Weight.DemiBold, tone="muted")
        self.search = PlainLineEdit()
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._filter)
        self.parts = QListWidget()
        self.parts.currentItemChanged.connect(self._choose)
        self._part = Label(weight=Weight.DemiBold)
        self._licence = WrapLabel(tone="secondary", characters=60)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self._buttons.rejected.connect(self.reject)
        bind("find", self, self.search.setFocus)

    def _lay_out(self) -> None:
        names = QVBoxLayout()
        names.setSpacing(4)
        for label in (self._name, self._what, self._terms):
            names.addWidget(label)
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(names, theme.TAKES_THE_ROOM)
        head.addStretch(1)
        place = QHBoxLayout()
        place.setSpacing(8)
        place.addWidget(self._place_head)
        place.addWidget(self._place, 1)
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(self.search)
        left.addWidget(self.parts, 1)
        self.parts.setFixedWidth(_LIST_WIDTH)
        self.search.setFixedWidth(_LIST_WIDTH)
        right = QVBoxLayout()
        right.setSpacing(4)
        right.addWidget(self._part)
        right.addWidget(self._licence)
        right.addSpacing(4)
        right.addWidget(self.text, 1)
        across = QHBoxLayout()
        across.setSpacing(16)
        across.addLayout(left)
        across.addLayout(right, 1)
        layout = dialog_column(self, 8)
        layout.addLayout(head)
        layout.addSpacing(4)
        layout.addLayout(place)
        layout.addSpacing(12)
        layout.addWidget(self._heading)
        layout.addLayout(across, 1)
        put_foot(self, self._buttons)
        self.resize(980, 640)
        self.parts.setFocus()

    # -- the list --------------------------------------------------------------------------------------

    def _list(self, found: tuple[Component, ...]) -> None:
        self._components = found
        for component in found:
            item = QListWidgetItem(component.name, self.parts)
            item.setSizeHint(QSize(0, _ROW_HEIGHT))
            item.setData(
                Qt.ItemDataRole.AccessibleTextRole,
                f"{component.name} {component.version}, {component.licence}",
            )
        self.parts.setCurrentRow(0)
        self.retranslate()

    def _filter(self, text: str) -> None:
        """Show the parts whose name or licence holds every word; the first of them is chosen."""
        wanted = text.lower().split()
        first = None
        for row, component in enumerate(self._components):
            said = f"{component.name} {component.version} {component.licence}".lower()
            item = self.parts.item(row)
            item.setHidden(not all(word in said for word in wanted))
            if first is None and not item.isHidden():
                first = row
        current = self.parts.currentItem()
        if first is not None and (current is None or current.isHidden()):
            self.parts.setCurrentRow(first)

    def _choose(self) -> None:
        row = self.parts.currentRow()
        if not 0 <= row < len(self._components):
            return
        component = self._components[row]
        self._part.setText(f"{component.name} {component.version}")
        self._licence.setText(component.licence)
        self.text.clear()  # nothing stands under a name that is not its own
        self._tasks.run(
            licence_text,
            self._licences_dir,
            component,
            lane="pool",
            on_done=partial(self._show, component),
            on_error=self._cannot_read,
            owner=self,
        )

    def _show(self, component: Component, text: str) -> None:
        # The person may be at another one by now.
        if self._components[self.parts.currentRow()] is component:
            self.text.setPlainText(text)

    def _cannot_read(self, _error: BaseException) -> None:
        self._failed = True
        self.retranslate()

    # -- words -----------------------------------------------------------------------------------------

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("Giới thiệu"))
        self._name.setText(self.tr("DTI Desktop {version}").format(version=self._version))
        self._what.setText(
            self.tr(
                "Tự đánh giá chuyển đổi số cấp tỉnh ngay trên máy này: "
                "không cần mạng, không gửi dữ liệu đi đâu."
            )
        )
        self._terms.setText(self.tr("Phần mềm nguồn mở, giấy phép {licence}.").format(licence=OWN_LICENCE))
        self._place_head.setText(
            self.tr("Dữ liệu (chế độ mang theo):") if self._is_portable else self.tr("Dữ liệu:")
        )
        self._heading.setText(self.tr("Thành phần của bên thứ ba và giấy phép"))
        self.search.setPlaceholderText(self.tr("Tìm theo tên hoặc giấy phép"))
        self.search.setAccessibleName(self.search.placeholderText())
        self.parts.setAccessibleName(self.tr("Thành phần"))
        self.text.setAccessibleName(self.tr("Nội dung giấy phép"))
        if self._failed:
            self.text.setPlainText(self.tr("Không đọc được giấy phép. Hãy xem tệp NOTICE cạnh chương trình."))

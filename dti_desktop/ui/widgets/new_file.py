"""Where a changed bundle goes: into a new file beside the old one, or in its place."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from dti_desktop.named_files import shown_name
from dti_desktop.ui import theme
from dti_desktop.ui.language import Retranslated
from dti_desktop.ui.widgets.buttons import SecondaryButton
from dti_desktop.ui.widgets.choices import CheckBox
from dti_desktop.ui.widgets.labels import ElidedLabel, Label, Weight

SUFFIX = ".asice"


class NewFile(Retranslated, QWidget):
    """A new file by default. `target` is where the bundle is to be written."""

    def __init__(self, source: Path, stem: str, parent: QWidget | None = None) -> None:
        """`stem` names the new file; where one is there already it gets a number."""
        super().__init__(parent)
        self._source = source
        self._new = free_name(source.parent, stem)
        self._head = Label(weight=Weight.DemiBold)
        self._file = ElidedLabel(tone="secondary", elide=Qt.TextElideMode.ElideMiddle)
        self.choose_button = SecondaryButton(icon="folder-open")
        self.choose_button.clicked.connect(self.choose)
        self.replace = CheckBox()
        self.replace.toggled.connect(self._on_replace)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._head)
        row.addWidget(self._file, 1)
        row.addWidget(self.choose_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.HALF)
        layout.addLayout(row)
        layout.addWidget(self.replace)
        self.retranslate()

    @property
    def target(self) -> Path:
        """Where the bundle goes."""
        return self._source if self.replace.isChecked() else self._new

    def take(self, target: Path) -> None:
        """Write a new file under this name."""
        self._new = target
        self.replace.setChecked(False)
        self._refresh()

    def choose(self) -> None:
        """Let the person choose where the new file goes; an existing one is only replaced if she says so."""
        dialog = QFileDialog(self, self.tr("Ghi tệp hồ sơ đã ký"), str(self._new.parent))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(self.tr("Tệp hồ sơ đã ký (*.asice)"))
        dialog.setDefaultSuffix(SUFFIX.removeprefix("."))
        dialog.selectFile(self._new.name)
        if dialog.exec() and dialog.selectedFiles():
            self.take(Path(dialog.selectedFiles()[0]))
        dialog.deleteLater()

    def _on_replace(self, _on: bool) -> None:
        self._refresh()

    def retranslate(self) -> None:
        self.choose_button.setText(self.tr("Đổi nơi ghi…"))
        self.replace.setText(self.tr("Thay chính tệp đang mở; không giữ bản trước"))
        self._refresh()

    def _refresh(self) -> None:
        replaced = self.replace.isChecked()
        self._head.setText(self.tr("Ghi đè") if replaced else self.tr("Ghi tệp mới"))
        self._file.setText(shown_name(self.target))
        self._file.setAccessibleName(self.tr("Tệp sẽ ghi: {name}").format(name=shown_name(self.target)))
        self.choose_button.setEnabled(not replaced)


def free_name(folder: Path, stem: str, suffix: str = SUFFIX) -> Path:
    """Return a name in `folder` that no file has yet."""
    target, number = folder / f"{stem}{suffix}", 2
    while target.exists():
        target = folder / f"{stem}-{number}{suffix}"
        number += 1
    return target

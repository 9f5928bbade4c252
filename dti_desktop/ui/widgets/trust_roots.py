"""Which root certificates to trust while a bundle is checked: none, until a person names them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from dti_desktop.named_files import shown_name
from dti_desktop.ui import theme
from dti_desktop.ui.language import Retranslated
from dti_desktop.ui.widgets.buttons import IconButton, LinkButton
from dti_desktop.ui.widgets.labels import ElidedLabel, Label, WrapLabel
from dti_desktop.ui.widgets.messages import IconMark

#: How certificate files are called.
SUFFIXES = (".pem", ".crt", ".cer")


class TrustRoots(Retranslated, QWidget):
    """Files of root certificates. `changed` when one was added or taken away."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._paths: list[Path] = []
        self._name = Label()
        self._why = WrapLabel(size="small", tone="muted", characters=90)
        self.add = LinkButton(icon="plus")
        self.add.clicked.connect(self.choose)
        head = QHBoxLayout()
        head.setSpacing(theme.GRID)
        head.addWidget(IconMark("landmark", "muted"))
        head.addWidget(self._name)
        head.addStretch(1)
        head.addWidget(self.add)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.HALF)
        layout.addLayout(head)
        layout.addLayout(self._rows)
        layout.addWidget(self._why)
        self.retranslate()

    @property
    def paths(self) -> tuple[Path, ...]:
        """The files that were named."""
        return tuple(self._paths)

    def take(self, paths: Sequence[Path]) -> None:
        """Trust these as well."""
        new = [path for path in dict.fromkeys(paths) if path not in self._paths]
        if new:
            self._paths += new
            self._fill()
            self.changed.emit()

    def choose(self) -> None:
        """Let the person choose files in the system's dialog."""
        endings = " ".join(f"*{suffix}" for suffix in SUFFIXES)
        chosen, _ = QFileDialog.getOpenFileNames(
            self, self.tr("Chọn chứng thư gốc"), "", self.tr("Chứng thư ({endings})").format(endings=endings)
        )
        self.take([Path(name) for name in chosen])

    def retranslate(self) -> None:
        self._name.setText(self.tr("Chứng thư gốc tin cậy"))
        self.add.setText(self.tr("Thêm chứng thư gốc…"))
        self._fill()

    def _fill(self) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for path in self._paths:
            self._rows.addWidget(self._row(path))
        if self._paths:
            self._why.setText(
                self.tr(
                    "Lấy từ đơn vị cấp chữ ký số, không lấy từ người gửi tệp. Chỉ tin những chứng thư này."
                )
            )
        else:
            self._why.setText(
                self.tr(
                    "Không bắt buộc. Có chứng thư gốc của đơn vị cấp chữ ký số thì mới biết chắc ai đã ký; "
                    "lấy từ đơn vị đó, không lấy từ người gửi tệp."
                )
            )

    def _row(self, path: Path) -> QWidget:
        row = QWidget()
        away = IconButton("x", self.tr("Bỏ {name}").format(name=shown_name(path)), size=14)
        away.clicked.connect(partial(self._drop, path))
        layout = QHBoxLayout(row)
        layout.setContentsMargins(24, 0, 0, 0)
        layout.setSpacing(theme.HALF)
        layout.addWidget(ElidedLabel(shown_name(path)), 1)
        layout.addWidget(away)
        return row

    def _drop(self, path: Path) -> None:
        self._paths.remove(path)
        self._fill()
        self.add.setFocus()
        self.changed.emit()

"""Files that a person hands to a check, named one below the other; none until she names one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from dti_desktop.named_files import shown_name
from dti_desktop.ui import theme
from dti_desktop.ui.language import Retranslated
from dti_desktop.ui.widgets.buttons import IconButton, LinkButton
from dti_desktop.ui.widgets.labels import ElidedLabel, Label, WrapLabel
from dti_desktop.ui.widgets.messages import IconMark

_UNDER_THE_NAME = 24


@dataclass(frozen=True, slots=True)
class GivenWords:
    """What is said of the files: their name, the button, the dialog, what they are for without and with."""

    name: str
    add: str
    dialog_title: str
    dialog_filter: str
    without: str
    with_some: str


class GivenFiles(Retranslated, QWidget):
    """Files of one kind. `changed` when one was added or taken away. Subclasses give the words."""

    changed = Signal()

    def __init__(self, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._paths: list[Path] = []
        self._name = Label()
        self._why = WrapLabel(size="small", tone="muted", characters=100)
        self.add = LinkButton(icon="plus")
        self.add.clicked.connect(self.choose)
        head = QHBoxLayout()
        head.setSpacing(theme.GRID)
        head.addWidget(IconMark(icon, "muted"))
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

    def say(self) -> GivenWords:
        """Return the words, in the language of the moment."""
        raise NotImplementedError

    @property
    def paths(self) -> tuple[Path, ...]:
        """The files that were named."""
        return tuple(self._paths)

    def take(self, paths: Sequence[Path]) -> None:
        """Use these as well."""
        new = [path for path in dict.fromkeys(paths) if path not in self._paths]
        if new:
            self._paths += new
            self._fill()
            self.changed.emit()

    def choose(self) -> None:
        """Let the person choose files in the system's dialog."""
        say = self.say()
        chosen, _ = QFileDialog.getOpenFileNames(self, say.dialog_title, "", say.dialog_filter)
        self.take([Path(name) for name in chosen])

    def retranslate(self) -> None:
        say = self.say()
        self._name.setText(say.name)
        self.add.setText(say.add)
        self._fill()

    def _fill(self) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for path in self._paths:
            self._rows.addWidget(self._row(path))
        say = self.say()
        self._why.setText(say.with_some if self._paths else say.without)

    def _row(self, path: Path) -> QWidget:
        row = QWidget()
        name = QCoreApplication.translate("GivenFiles", "Bỏ {name}").format(name=shown_name(path))
        away = IconButton("x", name, size=14)
        away.clicked.connect(partial(self._drop, path))
        layout = QHBoxLayout(row)
        layout.setContentsMargins(_UNDER_THE_NAME, 0, 0, 0)
        layout.setSpacing(theme.HALF)
        layout.addWidget(ElidedLabel(shown_name(path)), 1)
        layout.addWidget(away)
        return row

    def _drop(self, path: Path) -> None:
        self._paths.remove(path)
        self._fill()
        self.add.setFocus()
        self.changed.emit()

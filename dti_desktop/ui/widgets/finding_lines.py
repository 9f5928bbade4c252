"""What a verifier noticed, one line for each kind, with the places where it was noticed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dti_desktop.ui import theme
from dti_desktop.ui.language import Retranslated
from dti_desktop.ui.widgets.labels import WrapLabel
from dti_desktop.ui.widgets.messages import IconMark

_MOST_PLACES = 5


@dataclass(frozen=True, slots=True)
class FindingLine:
    """One kind of finding in words. `blocks`: the bundle is not acceptable with it."""

    said: str
    blocks: bool
    places: tuple[str, ...] = ()


class _Line(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.mark = IconMark("info", "muted")
        self.said = WrapLabel(selectable=True, characters=90)
        self.places = WrapLabel(size="small", tone="muted", selectable=True, characters=100)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.said)
        words.addWidget(self.places)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        column = QVBoxLayout()
        column.setContentsMargins(2, 3, 2, 0)
        column.addWidget(self.mark, 0, Qt.AlignmentFlag.AlignTop)
        column.addStretch(1)
        layout.addLayout(column)
        layout.addLayout(words, theme.TAKES_THE_ROOM)
        layout.addStretch(1)


class FindingLines(Retranslated, QWidget):
    """The lines; what blocks comes first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines: list[_Line] = []
        self._findings: Sequence[FindingLine] = ()
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(theme.GRID)

    def show_findings(self, findings: Sequence[FindingLine]) -> None:
        """Show these and no others."""
        self._findings = sorted(findings, key=lambda finding: not finding.blocks)
        self.retranslate()

    def retranslate(self) -> None:
        while len(self.lines) < len(self._findings):
            line = _Line()
            self.lines.append(line)
            self._layout.addWidget(line)
        for number, line in enumerate(self.lines):
            line.setVisible(number < len(self._findings))
            if number >= len(self._findings):
                continue
            finding = self._findings[number]
            line.mark.set_icon(*(("octagon-alert", "block") if finding.blocks else ("info", "accent")))
            line.said.setText(finding.said)
            line.places.setText(self._where(finding.places))
            line.places.setVisible(bool(finding.places))

    def _where(self, places: tuple[str, ...]) -> str:
        said = "  ·  ".join(places[:_MOST_PLACES])
        more = len(places) - _MOST_PLACES
        return said if more <= 0 else self.tr("{places}  và {more} chỗ khác").format(places=said, more=more)

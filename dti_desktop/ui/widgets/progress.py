"""How far something has come: a thin bar, and a panel for work that takes a while."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from dti_desktop.ui import format as formats
from dti_desktop.ui import theme
from dti_desktop.ui.format import Exact
from dti_desktop.ui.language import Retranslated
from dti_desktop.ui.widgets.buttons import Button
from dti_desktop.ui.widgets.labels import Label, WrapLabel

if TYPE_CHECKING:
    from PySide6.QtCore import QVariantAnimation

BarTone = Literal["accent", "done", "warn", "block", "context"]


class ThinBar(QWidget):
    """A share between 0 and 1 as a bar. It glides to a new share unless movement is unwanted."""

    def __init__(self, *, tone: BarTone = "accent", height: int = 8, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tone: BarTone = tone
        self._share = 0.0
        self._set = False
        self.setFixedHeight(height)
        self.setMinimumWidth(24)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._motion: QVariantAnimation | None = None

    def set_share(self, share: Exact, *, at_once: bool = False) -> None:
        """Show `share`, kept between 0 and 1. It is only drawn; the number stands beside it.

        `at_once`: it is of something else than the share before, so there is no way to glide.
        """
        goal = float(min(max(Fraction(share), Fraction(0)), Fraction(1)))
        if self._motion is not None:
            self._motion.stop()
        self.setAccessibleName(formats.current().percent(share))
        # How long a movement takes is asked last: to know it, PySide makes the names of all styles known.
        duration_ms = theme.current().motion_ms if self._set and self.isVisible() and not at_once else 0
        if duration_ms == 0:
            self._set = True
            self._step(goal)
            return
        if self._motion is None:
            from PySide6.QtCore import QVariantAnimation

            self._motion = QVariantAnimation(self)
            self._motion.valueChanged.connect(self._step)
        self._motion.setStartValue(self._share)
        self._motion.setEndValue(goal)
        self._motion.setDuration(duration_ms)
        self._motion.start()

    def set_tone(self, tone: BarTone) -> None:
        """Draw it in another named colour."""
        self._tone = tone
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(160, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme.current().colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        groove = QRectF(self.rect())
        radius = groove.height() / 2
        painter.setBrush(colours.q("sunken"))
        painter.drawRoundedRect(groove, radius, radius)
        if self._share > 0:
            width = max(groove.width() * self._share, groove.height())
            painter.setBrush(colours.q(self._tone))
            painter.drawRoundedRect(QRectF(0, 0, width, groove.height()), radius, radius)
        painter.end()

    def _step(self, share: float) -> None:
        self._share = share
        self.update()


class ProgressPanel(Retranslated, QWidget):
    """Work that takes a while: what is happening, how far it is, and a way to stop it.

    Hidden until `begin`. `cancel_wanted` comes once when the person asks to stop.
    """

    cancel_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._what = WrapLabel()
        self._amount = Label(size="small", tone="muted")
        self._bar = ThinBar()
        self._cancel = Button(kind="secondary")
        self._stopping = False
        self._cancel.clicked.connect(self._ask_to_stop)
        self.setFocusProxy(self._cancel)
        words = QVBoxLayout()
        words.setSpacing(theme.GRID)
        words.addWidget(self._what)
        words.addWidget(self._bar)
        words.addWidget(self._amount)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2 * theme.GRID)
        layout.addLayout(words, 1)
        layout.addWidget(self._cancel, 0, Qt.AlignmentFlag.AlignVCenter)
        self.retranslate()
        self.hide()

    def begin(self, what: str, *, cancellable: bool = True) -> None:
        """Show the panel at zero with what is happening."""
        self._stopping = False
        self._what.setText(what)
        self._amount.setText("")
        self._bar.set_share(0)
        self._cancel.setVisible(cancellable)
        self._cancel.setEnabled(True)
        self.retranslate()
        self.show()

    def set_what(self, what: str) -> None:
        """Say which step is being done now."""
        self._what.setText(what)

    def set_progress(self, done: int, total: int, amount: str = "") -> None:
        """Show how far it is, and an amount in words ("120 MB / 1,8 GB"; "" shows per cent)."""
        share = Fraction(done, total) if total > 0 else Fraction(0)
        self._bar.set_share(share)
        self._amount.setText(amount or formats.current().percent(share, 0))

    def end(self) -> None:
        """Hide the panel."""
        self.hide()

    def retranslate(self) -> None:
        self._cancel.setText(self.tr("Đang dừng…") if self._stopping else self.tr("Dừng"))

    def _ask_to_stop(self) -> None:
        self._stopping = True
        self._cancel.setEnabled(False)
        self.retranslate()
        self.cancel_wanted.emit()

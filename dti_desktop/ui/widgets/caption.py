"""A quiet line of words under a label, which may end in one thing to do."""

from __future__ import annotations

import html

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from dti_desktop.ui import theme
from dti_desktop.ui.widgets.labels import Tone


class Caption(QLabel):
    """Small words in a named colour, with a link behind them where there is something to do (`acted`).

    Words and link wrap together. The text is shown as it is, never as markup.
    """

    acted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = ""
        self._action = ""
        self._tone: Tone = "muted"
        self.setFont(theme.current().font("small"))
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setWordWrap(True)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.linkActivated.connect(lambda _link: self.acted.emit())
        theme.current().changed.connect(self._write)

    @property
    def words(self) -> str:
        """What is said, without the link."""
        return self._text

    @property
    def action(self) -> str:
        """What the link says, or ""."""
        return self._action

    def say(self, text: str, tone: Tone = "muted", action: str = "") -> None:
        """Show other words and another link; hidden while there is neither."""
        if (text, tone, action) != (self._text, self._tone, self._action):
            self._text, self._tone, self._action = text, tone, action
            self._write()
        self.setVisible(bool(text or action))

    def sizeHint(self) -> QSize:
        # QLabel would rather be narrow and high.
        width = self.fontMetrics().horizontalAdvance(f"{self._text}  {self._action}") + 4
        return QSize(width, max(0, self.heightForWidth(width)))

    def minimumSizeHint(self) -> QSize:
        return QSize(min(80, self.sizeHint().width()), self.fontMetrics().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._keep_high_enough()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._action and self.hasFocus():
            # Qt marks a link in a label only where it was reached by another link.
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.current().colours.q("focus"), 1.5))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.75, 0.75, -0.75, -0.75), 4, 4)
            painter.end()

    def _keep_high_enough(self) -> None:
        # As in WrapLabel: a fixed height is the hint's, and the hint is one line.
        self.setMinimumHeight(0)
        self.setMinimumHeight(max(0, self.heightForWidth(self.width())))

    def _write(self) -> None:
        colours = theme.current().colours
        ink = getattr(colours, self._tone)
        words = f"<span style='color:{ink}'>{html.escape(self._text)}</span>" if self._text else ""
        if self._action:
            flags = Qt.TextInteractionFlag.LinksAccessibleByMouse
            self.setTextInteractionFlags(flags | Qt.TextInteractionFlag.LinksAccessibleByKeyboard)
            link = html.escape(self._action).replace(" ", "&nbsp;")
            words += (
                f"{'&nbsp; ' if words else ''}"
                f"<a href='do' style='color:{colours.accent}; text-decoration:none'>{link}</a>"
            )
        else:
            self.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self.setText(words)
        self.setAccessibleName(f"{self._text} {self._action}".strip())
        self._keep_high_enough()

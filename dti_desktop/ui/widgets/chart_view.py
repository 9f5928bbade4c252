"""A chart drawn off the window's thread, sharp on every screen, in the theme's colours."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QAction, QGuiApplication, QImage, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from dti_desktop.services.charts import Chart, ChartLook, render_png
from dti_desktop.ui import theme
from dti_desktop.ui.language import Retranslated
from dti_desktop.ui.widgets.chart_saving import ChartSaving

if TYPE_CHECKING:
    from dti_desktop.ui.navigation import Context

#: While a window is being pulled larger, the picture waits this long and is stretched meanwhile.
_PAUSE_MS = 60
#: The words of a page are painted first; drawing beside it would take turns with that.
_SOON_MS = 15

_Drawn = tuple[Chart, QSize, float]
"""What a picture shows, how large in device-independent pixels, and at which scale."""


def chart_look(background: str = "surface", colours: theme.Colours | None = None) -> ChartLook:
    """Return `colours` (None: today's) for charts that stand on the ground `background`."""
    colours = theme.current().colours if colours is None else colours
    return ChartLook(
        ink=colours.text,
        quiet=colours.muted,
        context=colours.context,
        track=colours.sunken,
        hairline=colours.hairline,
        accent=colours.accent,
        background=getattr(colours, background),
        text_size_pt=theme.SIZES_PT["body"],
    )


class ChartView(Retranslated, QWidget):
    """Shows what `make` returns, and asks it again when theme or language change.

    The picture is rendered in the pool lane; until a new one is there, the old one stays. Its words are
    its name for those who cannot see it. The context menu copies the picture, and saves it in the light
    colours, whatever those of the window are.
    """

    def __init__(
        self,
        context: Context,
        make: Callable[[], Chart | None],
        *,
        least: QSize,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._tasks = context.tasks
        self._make = make
        self._least = least
        self._chart: Chart | None = None
        self._is_stale = True
        self._image = QImage()
        self._drawn: _Drawn | None = None
        self._being_drawn: _Drawn | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._draw)
        self._copy = QAction(self)
        self._copy.triggered.connect(self.copy)
        self.addAction(self._copy)
        self.saving = ChartSaving(context, self, self._to_be_saved)
        self.addActions(self.saving.actions)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        context.session.opened.connect(self._forget)
        theme.current().changed.connect(self.refresh)
        self.retranslate()

    @property
    def is_current(self) -> bool:
        """Whether the picture shows the newest chart at the present size."""
        return not self._is_stale and (self._chart is None or self._drawn == self._wanted())

    def refresh(self) -> None:
        """Ask for the chart again and draw it where it differs; what is not seen follows when it is shown."""
        self._is_stale = True
        if self.isVisible() and not self._pause.isActive():
            # After whatever else happens now: one picture is enough.
            self._pause.start(_SOON_MS)

    def _forget(self) -> None:
        """Show nothing of the assessment that was open before."""
        self._image, self._drawn = QImage(), None
        self.update()
        self.refresh()

    def _look_up(self) -> Chart | None:
        """Return what is to be shown now."""
        if self._is_stale:
            self._is_stale = False
            self._chart = self._make()
            self.setAccessibleName("" if self._chart is None else self._chart.words)
            if self._chart is None:
                self._image, self._drawn = QImage(), None
                self.update()
        return self._chart

    def copy(self) -> None:
        """Put the picture on the clipboard."""
        if not self._image.isNull():
            QGuiApplication.clipboard().setImage(self._image)

    def retranslate(self) -> None:
        self._copy.setText(self.tr("Sao chép hình"))
        self.saving.retranslate()
        self.refresh()

    def sizeHint(self) -> QSize:
        return self._least

    def minimumSizeHint(self) -> QSize:
        return self._least

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._pause.start(_SOON_MS)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._pause.start(_PAUSE_MS if self._drawn is not None else _SOON_MS)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._image.isNull() or self._drawn is None:
            return
        painter = QPainter(self)
        if self._drawn[1] == self.size():
            painter.drawImage(QPoint(0, 0), self._image)
        else:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            size = self._drawn[1].scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
            left, top = (self.width() - size.width()) / 2, (self.height() - size.height()) / 2
            painter.drawImage(QRectF(left, top, size.width(), size.height()), self._image)
        painter.end()

    def _to_be_saved(self) -> tuple[Chart, ChartLook, QSize] | None:
        chart = self._look_up()
        return None if chart is None else (chart, chart_look(colours=theme.LIGHT), self.size())

    def _wanted(self) -> _Drawn | None:
        chart = self._look_up()
        return None if chart is None else (chart, self.size(), self.devicePixelRatioF())

    def _draw(self) -> None:
        wanted = self._wanted() if self.isVisible() else None
        if wanted is None or self._being_drawn is not None or wanted == self._drawn:
            return
        chart, size, scale = wanted
        if size.width() < 40 or size.height() < 40:
            return
        self._being_drawn = wanted

        def render() -> QImage:
            image = QImage.fromData(render_png(chart, size.width(), size.height(), scale))
            image.setDevicePixelRatio(scale)
            return image

        def show(image: QImage) -> None:
            self._drawn, self._being_drawn = wanted, None
            self._image = image
            self.update()
            self._draw()  # what has changed meanwhile

        def give_up(error: BaseException) -> None:
            self._being_drawn = None
            raise error

        self._tasks.run(render, lane="pool", on_done=show, on_error=give_up, owner=self)

"""The printed report on the screen: all pages, zoom, and where in it one is."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMargins, QPointF, Qt, Signal
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from dti_desktop.ui import theme
from dti_desktop.ui.language import Retranslated
from dti_desktop.ui.shortcuts import bind
from dti_desktop.ui.widgets.buttons import IconButton
from dti_desktop.ui.widgets.combo_box import ComboBox
from dti_desktop.ui.widgets.labels import Label
from dti_desktop.ui.widgets.surfaces import Hairline, Surface

_STEP = 1.25
_LEAST, _MOST = 0.25, 5.0
_POINTS_PER_INCH = 72
LANGUAGES = ("vi", "en")


class ReportPreview(Retranslated, QWidget):
    """Shows one PDF. `language_chosen(str)` when the report is wanted in another language."""

    language_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.content = b""
        self._is_zoomed = False
        self._buffer = QBuffer(self)
        self._pdf = QPdfDocument(self)
        self.view = QPdfView(self)
        self.view.setPageMode(QPdfView.PageMode.MultiPage)
        self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self.view.setFrameShape(QPdfView.Shape.NoFrame)
        margin = 2 * theme.GRID
        self.view.setDocumentMargins(QMargins(margin, margin, margin, margin))
        self.view.setPageSpacing(margin)
        theme.current().changed.connect(self._colour)
        self._colour()
        self.view.setDocument(self._pdf)
        self.view.pageNavigator().currentPageChanged.connect(lambda _page: self._say_where())
        self._waiting = Label(tone="muted")
        self._waiting.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.language = ComboBox()
        self.language.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToContents)
        for code in LANGUAGES:
            self.language.addItem("", code)
        self.language.activated.connect(
            lambda place: self.language_chosen.emit(self.language.itemData(place))
        )
        self._where = Label(size="small", tone="muted")
        self._out, self._in = IconButton("zoom-out"), IconButton("zoom-in")
        self._fit = IconButton("maximize-2")
        self._out.clicked.connect(lambda: self._zoom(1 / _STEP))
        self._in.clicked.connect(lambda: self._zoom(_STEP))
        self._fit.clicked.connect(self._fit_width)
        bind("zoom-in", self, lambda: self._zoom(_STEP), within=True)
        bind("zoom-out", self, lambda: self._zoom(1 / _STEP), within=True)
        self._lay_out()
        self.retranslate()

    def _lay_out(self) -> None:
        self.tools = QHBoxLayout()
        self.tools.setContentsMargins(12, 6, 12, 6)
        self.tools.setSpacing(theme.HALF)
        self.tools.addWidget(self.language)
        self.tools.addSpacing(theme.GRID)
        for button in (self._out, self._in, self._fit):
            self.tools.addWidget(button)
        self.tools.addSpacing(theme.GRID)
        self.tools.addWidget(self._where)
        self.tools.addStretch(1)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._waiting)
        self._stack.addWidget(self.view)
        frame = Surface("card")
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.setSpacing(0)
        inside.addLayout(self.tools)
        inside.addWidget(Hairline())
        inside.addWidget(self._stack, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(frame)

    @property
    def page_count(self) -> int:
        """How many pages are shown."""
        return self._pdf.pageCount()

    def show_report(self, content: bytes) -> None:
        """Show another PDF at the page that is open."""
        page = self.view.pageNavigator().currentPage()
        self._close()
        self.content = content
        self._buffer.setData(QByteArray(content))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self._pdf.load(self._buffer)
        self._stack.setCurrentWidget(self.view)
        self._fit_as_paper()
        if 0 < page < self._pdf.pageCount():
            self.view.pageNavigator().jump(page, QPointF())
        self.retranslate()

    def wait(self) -> None:
        """Say that the report is being made, unless an earlier one can stand meanwhile."""
        if not self.content:
            self._stack.setCurrentWidget(self._waiting)

    def clear(self) -> None:
        """Show nothing: the report belonged to another assessment or language."""
        self._close()
        self.content = b""
        self._stack.setCurrentWidget(self._waiting)
        self.retranslate()

    def set_language(self, language: str) -> None:
        """Mark the language of the report."""
        self.language.setCurrentIndex(LANGUAGES.index(language))

    def retranslate(self) -> None:
        self._waiting.setText(self.tr("Đang lập báo cáo…"))
        self.view.setAccessibleName(self.tr("Báo cáo tự đánh giá, bản xem trước"))
        self.language.setAccessibleName(self.tr("Ngôn ngữ của báo cáo"))
        self.language.setItemText(0, self.tr("Báo cáo tiếng Việt"))
        self.language.setItemText(1, self.tr("Báo cáo tiếng Anh"))
        self._in.set_name(self.tr("Phóng to"), "Ctrl++")
        self._out.set_name(self.tr("Thu nhỏ"), "Ctrl+-")
        self._fit.set_name(self.tr("Vừa chiều rộng"))
        self._say_where()

    def _close(self) -> None:
        if self._pdf.status() != QPdfDocument.Status.Null:
            self._pdf.close()
        self._buffer.close()

    def _say_where(self) -> None:
        count = self._pdf.pageCount()
        page = self.view.pageNavigator().currentPage() + 1
        self._where.setText(
            self.tr("trang {page} / {count}").format(page=page, count=count) if count > 0 else ""
        )

    def _colour(self) -> None:
        palette = self.view.palette()
        palette.setColor(QPalette.ColorRole.Dark, theme.current().colours.q("sunken"))
        self.view.setPalette(palette)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_as_paper()

    def _fit_as_paper(self) -> None:
        """Show paper in its own size, or as wide as there is room, until she chooses herself."""
        if self._is_zoomed or self._pdf.pageCount() <= 0:
            return
        if self._widest_factor() >= 1:
            self.view.setZoomMode(QPdfView.ZoomMode.Custom)
            self.view.setZoomFactor(1.0)
        else:
            self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)

    def _fit_width(self) -> None:
        self._is_zoomed = True
        self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)

    def _widest_factor(self) -> float:
        """Return the factor at which a page is as wide as there is room."""
        page = max(0, self.view.pageNavigator().currentPage())
        points = self._pdf.pagePointSize(page).width()
        screen = self.view.screen().logicalDotsPerInchX() / _POINTS_PER_INCH
        margins = self.view.documentMargins()
        room = self.view.viewport().width() - margins.left() - margins.right()
        return float(room / max(1.0, points * screen))

    def _zoom(self, factor: float) -> None:
        if self._pdf.pageCount() <= 0:
            return
        is_free = self.view.zoomMode() == QPdfView.ZoomMode.Custom
        now = self.view.zoomFactor() if is_free else self._widest_factor()
        self._is_zoomed = True
        self.view.setZoomMode(QPdfView.ZoomMode.Custom)
        self.view.setZoomFactor(min(_MOST, max(_LEAST, now * factor)))

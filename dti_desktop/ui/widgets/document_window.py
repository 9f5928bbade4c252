"""A large look at one document: all pages of a PDF, or a picture, with zoom."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPointF, Qt, QTimer
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from dti_desktop.ui import theme
from dti_desktop.ui.dialogs.dialog_layout import resize_within_screen
from dti_desktop.ui.language import Retranslated
from dti_desktop.ui.shortcuts import bind
from dti_desktop.ui.widgets.buttons import IconButton, QuietButton
from dti_desktop.ui.widgets.labels import ElidedLabel, Label, Weight

_STEP = 1.25
_LEAST, _MOST = 0.2, 6.0


class DocumentWindow(Retranslated, QDialog):
    """A window of its own beside the page, so that she can read while she types. Escape closes it."""

    def __init__(self, title: str, shown: Path | QImage, *, page: int = 0, parent: QWidget) -> None:
        """Show the PDF at a path from a page on, counted from 0, or a picture."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self._title = ElidedLabel(title, weight=Weight.DemiBold)
        self._where = Label(size="small", tone="muted")
        self._out = IconButton("zoom-out")
        self._in = IconButton("zoom-in")
        self._fit = QuietButton()
        head = QHBoxLayout()
        head.setContentsMargins(2 * theme.GRID, theme.GRID, theme.GRID, theme.GRID)
        head.setSpacing(theme.HALF)
        head.addWidget(self._title, 1)
        head.addWidget(self._where)
        head.addSpacing(theme.GRID)
        for button in (self._out, self._in, self._fit):
            head.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        self._pdf: QPdfDocument | None = None
        self._pages: QPdfView | None = None
        self._picture: QLabel | None = None
        self._image = QImage()
        self._scale = 0.0
        self._first_page = page
        if isinstance(shown, Path):
            self._pages = self._pdf_view(shown)
            layout.addWidget(self._pages, 1)
        else:
            self._image = shown
            layout.addWidget(self._picture_view(), 1)
        self._in.clicked.connect(lambda: self._zoom(_STEP))
        self._out.clicked.connect(lambda: self._zoom(1 / _STEP))
        self._fit.clicked.connect(self._fit_width)
        bind("zoom-in", self, lambda: self._zoom(_STEP))
        bind("zoom-out", self, lambda: self._zoom(1 / _STEP))
        room = parent.window().size()
        resize_within_screen(self, min(960, room.width() - 80), max(480, room.height() - 60))
        self.retranslate()

    def _pdf_view(self, path: Path) -> QPdfView:
        self._pdf = QPdfDocument(self)
        self._pdf.load(str(path))
        view = QPdfView(self)
        view.setAccessibleName(self._title.text())
        view.setDocument(self._pdf)
        view.setPageMode(QPdfView.PageMode.MultiPage)
        view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        view.pageNavigator().currentPageChanged.connect(lambda _page: self.retranslate())
        return view

    def _picture_view(self) -> QScrollArea:
        self._picture = QLabel()
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(self._picture)
        return area

    @property
    def page(self) -> int:
        """The page in view, counted from 1; 0 for a picture."""
        return 0 if self._pages is None else self._pages.pageNavigator().currentPage() + 1

    def retranslate(self) -> None:
        self._in.set_name(self.tr("Phóng to"), "Ctrl++")
        self._out.set_name(self.tr("Thu nhỏ"), "Ctrl+-")
        self._fit.setText(self.tr("Vừa chiều rộng"))
        if self._pdf is not None:
            count = self._pdf.pageCount()
            self._where.setText(self.tr("trang {page} / {count}").format(page=self.page, count=count))

    def showEvent(self, event: object) -> None:
        super().showEvent(event)  # type: ignore[arg-type]
        if self._picture is not None and self._scale == 0:
            self._fit_width()
        # Only a view that has been laid out can go to a page.
        QTimer.singleShot(0, self, self._jump)

    def _jump(self) -> None:
        if self._pages is not None and self._first_page:
            self._pages.pageNavigator().jump(self._first_page, QPointF())
            self._first_page = 0

    def _zoom(self, factor: float) -> None:
        if self._pages is not None:
            now = self._pages.zoomFactor()
            if self._pages.zoomMode() != QPdfView.ZoomMode.Custom and self._pdf is not None:
                points = self._pdf.pagePointSize(self.page - 1).width()
                screen = self._pages.screen().logicalDotsPerInchX() / 72
                now = (self._pages.viewport().width() - 12) / max(1.0, points * screen)
            self._pages.setZoomMode(QPdfView.ZoomMode.Custom)
            self._pages.setZoomFactor(min(_MOST, max(_LEAST, now * factor)))
        else:
            self._show_picture(min(_MOST, max(_LEAST, self._scale * factor)))

    def _fit_width(self) -> None:
        if self._pages is not None:
            self._pages.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        elif not self._image.isNull():
            room = self.width() - 40
            self._show_picture(min(1.0, room * self.devicePixelRatioF() / self._image.width()))

    def _show_picture(self, scale: float) -> None:
        if self._picture is None or self._image.isNull():
            return
        self._scale = scale
        width = max(1, round(self._image.width() * scale))
        picture = self._image.scaledToWidth(width, Qt.TransformationMode.SmoothTransformation)
        picture.setDevicePixelRatio(self.devicePixelRatioF())
        self._picture.setPixmap(QPixmap.fromImage(picture))

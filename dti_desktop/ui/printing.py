"""A PDF on paper. It runs off the window's thread: drawing a page for a printer takes a while."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect, QSize, QSizeF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter

from dti_desktop.errors import Cancelled, EnvironmentFault

#: Enough for text of 9 points; more makes the job large and no letter sharper.
_DOTS_PER_INCH = 300
_POINTS_PER_INCH = 72


def print_pdf(
    content: bytes,
    printer: QPrinter,
    *,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> None:
    """Print the pages that the print dialog chose.

    Raises `EnvironmentFault` `printer-refused`, and `Cancelled`.
    """
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    pages = _chosen_pages(printer, document.pageCount())
    printer.setFullPage(True)
    painter = QPainter()
    if not painter.begin(printer):
        raise EnvironmentFault("printer-refused")
    try:
        for place, page in enumerate(pages):
            if cancelled is not None and cancelled():
                printer.abort()
                raise Cancelled
            if place and not printer.newPage():
                raise EnvironmentFault("printer-refused")
            _print_page(document, page, painter)
            if progress is not None:
                progress(place + 1, len(pages))
    finally:
        painter.end()
        document.close()


def _chosen_pages(printer: QPrinter, count: int) -> list[int]:
    first, last = 1, count
    if printer.printRange() == QPrinter.PrintRange.PageRange and printer.fromPage() > 0:
        first, last = printer.fromPage(), min(printer.toPage(), count)
    pages = list(range(first - 1, last))
    if printer.pageOrder() == QPrinter.PageOrder.LastPageFirst:
        pages.reverse()
    return pages


def _print_page(document: QPdfDocument, page: int, painter: QPainter) -> None:
    points = document.pagePointSize(page)
    pixels = (points * _DOTS_PER_INCH / _POINTS_PER_INCH).toSize()
    image = document.render(page, pixels)
    room = painter.viewport()
    size: QSize = QSizeF(pixels).scaled(QSizeF(room.size()), Qt.AspectRatioMode.KeepAspectRatio).toSize()
    left = (room.width() - size.width()) // 2
    painter.drawImage(QRect(left, 0, size.width(), size.height()), image)

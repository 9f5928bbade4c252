"""A look at the chosen evidence: the cited page of a PDF, a picture, or what kind of file it is."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QByteArray, QFile, QSize, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QImageReader
from PySide6.QtPdf import QPdfDocument, QPdfDocumentRenderOptions, QPdfPageRenderer
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from dti_desktop.engine.assessment import Document, StoredFile
from dti_desktop.ui import format as formats
from dti_desktop.ui import theme
from dti_desktop.ui.evidence_text import PDF, file_name_of, first_page, icon_of
from dti_desktop.ui.language import Retranslated
from dti_desktop.ui.pdf_table import has_sound_table
from dti_desktop.ui.tasks import Task, Tasks
from dti_desktop.ui.widgets.buttons import IconButton, LinkButton
from dti_desktop.ui.widgets.labels import ElidedLabel, Label, WrapLabel
from dti_desktop.ui.widgets.messages import IconMark
from dti_desktop.ui.widgets.page_view import PageView

#: Larger than any screen; a scan of hundreds of megapixels is drawn smaller.
MAX_IMAGE_EDGE = 2400

#: A damaged PDF is searched from end to end before it opens, on the window's thread: only a small one is.
SEARCHED_BYTES = 4 * 1024 * 1024


def read_image(path: Path, media_type: str) -> QImage:
    """Return a picture the right way up, at most `MAX_IMAGE_EDGE` wide and high; null if unreadable.

    On any thread. Qt is told the format and does not find it out: its reader of SVG, which would be asked
    too, connects objects of its own while this thread holds Python's lock. Where the window's thread lets
    go of a connection at that moment, each would wait for the other for ever.
    """
    kind, _, name = media_type.partition("/")
    file = QFile(str(path))
    # Told the format, the reader would go on with a file that it could not open, and warn of it.
    if kind != "image" or not file.open(QFile.OpenModeFlag.ReadOnly):
        return QImage()
    return _read(file, name)


def _read(file: QFile, name: str) -> QImage:
    """Read an open picture. A reader may still look at its file when it goes, so it goes first: here."""
    reader = QImageReader(file, QByteArray(name.encode("ascii", "ignore")))
    reader.setAutoDetectImageFormat(False)
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid() and max(size.width(), size.height()) > MAX_IMAGE_EDGE:
        edge = QSize(MAX_IMAGE_EDGE, MAX_IMAGE_EDGE)
        reader.setScaledSize(size.scaled(edge, Qt.AspectRatioMode.KeepAspectRatio))
    return reader.read()


class DocumentPreview(Retranslated, QWidget):
    """Shows one document. Nothing is loaded before the window has painted; drawing happens off its thread.

    `open_wanted(str)` asks for another program, `enlarge_wanted(str, int)` for a large view at a page.
    """

    open_wanted = Signal(str)
    enlarge_wanted = Signal(str, int)

    def __init__(
        self, tasks: Tasks, evidence_path: Callable[[str], Path], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._evidence_path = evidence_path
        self._document: Document | None = None
        self._page = 0
        self._wanted_page = 0
        self._request = 0
        self._pending: set[int] = set()
        self._is_loaded = False
        self._reading: Task | None = None
        self._problem = False
        self._locked = False
        # Children go in the order they came: the renderer, whose thread reads the document, goes first.
        self._renderer = QPdfPageRenderer(self)
        self._pdf = QPdfDocument(self)
        self._renderer.setDocument(self._pdf)
        self._renderer.setRenderMode(QPdfPageRenderer.RenderMode.MultiThreaded)
        self._renderer.pageRendered.connect(self._on_rendered)
        self._loading = QTimer(self)
        self._loading.setSingleShot(True)
        self._loading.setInterval(0)
        self._loading.timeout.connect(self._load)
        self._heading = Label(size="small", tone="secondary")
        self._previous = IconButton("chevron-left")
        self._next = IconButton("chevron-right")
        self._enlarge = IconButton("maximize-2")
        self.view = PageView()
        self._icon = IconMark("file", "muted", 32)
        self._name = ElidedLabel(elide=Qt.TextElideMode.ElideMiddle)
        self._name.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._facts = WrapLabel(size="small", tone="muted")
        self._facts.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._open = LinkButton(icon="external-link")
        self._lay_out()
        self._previous.clicked.connect(lambda: self.turn(-1))
        self._next.clicked.connect(lambda: self.turn(1))
        self._enlarge.clicked.connect(self._tell_enlarge)
        self._open.clicked.connect(self._tell_open)
        self.view.opened.connect(self._tell_enlarge)
        self.view.turned.connect(self.turn)
        self.view.sized.connect(self._draw)
        self.retranslate()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(0)
        head.addWidget(self._heading, 1)
        for button in (self._previous, self._next, self._enlarge):
            head.addWidget(button)
        other = QWidget()
        column = QVBoxLayout(other)
        column.setContentsMargins(0, theme.GRID, 0, 0)
        column.setSpacing(theme.HALF)
        centre = Qt.AlignmentFlag.AlignHCenter
        column.addWidget(self._icon, 0, centre)
        column.addWidget(self._name)
        column.addWidget(self._facts)
        column.addWidget(self._open, 0, centre)
        column.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.HALF)
        layout.addLayout(head)
        self._stack = QStackedLayout()
        layout.addLayout(self._stack, 1)
        # The stack shows its first widget at once: without a parent that would be a window of its own.
        self._stack.addWidget(self.view)
        self._stack.addWidget(other)

    def show_document(self, document: Document | None, pages: str = "") -> None:
        """Show a document at the first cited page; None shows nothing. The same document only turns."""
        cited_page = first_page(pages) - 1
        is_cited_elsewhere = cited_page != self._wanted_page
        self._wanted_page = cited_page
        same = (
            document is not None
            and self._document is not None
            and self._document.id == document.id
            and self._document.file == document.file
        )
        self._document = document
        if same:
            # She may be reading on while she types: only another cited page turns the page.
            if is_cited_elsewhere:
                self.turn_to(self._wanted_page)
            self.retranslate()
            return
        if self._reading is not None:
            self._reading.cancel()
            self._reading = None
        self._request = 0
        self._is_loaded = False
        self._problem = self._locked = False
        self.view.set_image(QImage())
        self.view.set_shape(QSizeF())
        self._stack.setCurrentIndex(0 if self._is_drawn() else 1)
        self._page = 0
        self._loading.start()
        self.retranslate()

    @property
    def page(self) -> int:
        """The page that is shown, counted from 1; 0 where there are none."""
        return self._page + 1 if self.page_count > 0 else 0

    @property
    def page_count(self) -> int:
        """How many pages the document has, as far as it is loaded; 0 where it has none."""
        return self._pdf.pageCount() if self._is_loaded else 0

    def turn(self, step: int) -> None:
        """Go `step` pages on, as far as there are pages."""
        self.turn_to(self._page + step)

    def turn_to(self, page: int) -> None:
        """Show the page of that place, counted from 0, or the nearest there is."""
        count = self.page_count
        if count <= 0:
            return
        page = max(0, min(page, count - 1))
        if page != self._page or self.view.image.isNull():
            self._page = page
            self.view.set_shape(self._pdf.pagePointSize(page))
        self.retranslate()

    def retranslate(self) -> None:
        self._previous.set_name(self.tr("Trang trước"))
        self._next.set_name(self.tr("Trang sau"))
        self._enlarge.set_name(self.tr("Xem lớn"))
        self._open.setText(self.tr("Mở bằng chương trình khác"))
        count = self.page_count
        if count > 0:
            self._heading.setText(
                self.tr("Xem trước · trang {page} / {count}").format(page=self._page + 1, count=count)
            )
        else:
            self._heading.setText(self.tr("Xem trước"))
        for button in (self._previous, self._next):
            button.setVisible(count > 1)
        self._previous.setEnabled(self._page > 0)
        self._next.setEnabled(self._page < count - 1)
        drawn = self._is_drawn() and not self._problem
        self._enlarge.setVisible(drawn)
        self.view.setAccessibleName(self._heading.text())
        document = self._document
        if document is None:
            return
        self._icon.set_icon(icon_of(document))
        if document.file is None:
            self._name.setText(self.tr("Chỉ có trích dẫn"))
            self._facts.setText(self.tr("Không có tệp kèm theo để xem trước."))
        else:
            self._name.setText(file_name_of(document))
            size = formats.current().size(document.file.size_bytes)
            if self._locked:
                self._facts.setText(self.tr("{size} · tệp có mật khẩu").format(size=size))
            elif self._problem:
                self._facts.setText(self.tr("{size} · không xem trước được tệp này").format(size=size))
            else:
                self._facts.setText(size)
        self._open.setVisible(document.file is not None)

    def _is_drawn(self) -> bool:
        file = None if self._document is None else self._document.file
        return file is not None and (file.media_type == PDF or file.media_type.startswith("image/"))

    def _load(self) -> None:
        if self._pending:
            # A page asked for and never drawn, because its document was closed, blocks all like it for ever.
            # So the document stays until its pages are there; `_on_rendered` comes back here.
            return
        if self._pdf.status() != QPdfDocument.Status.Null:
            self._pdf.close()
        file = None if self._document is None else self._document.file
        if file is None or not self._is_drawn():
            return
        path = self._evidence_path(file.sha256)
        if file.media_type == PDF:
            if file.size_bytes > SEARCHED_BYTES and not has_sound_table(path):
                self._fail()
            else:
                self._load_pdf(path)
            return
        self._reading = self._tasks.run(
            read_image,
            path,
            file.media_type,
            lane="pool",
            on_done=partial(self._on_image, file),
            on_error=lambda _error: self._fail(),
            owner=self,
        )

    def _load_pdf(self, path: Path) -> None:
        error = self._pdf.load(str(path))
        if error != QPdfDocument.Error.None_ or self._pdf.pageCount() <= 0:
            self._fail(locked=error == QPdfDocument.Error.IncorrectPassword)
            return
        self._is_loaded = True
        self._page = -1
        self.turn_to(self._wanted_page)

    def _on_image(self, file: StoredFile, image: QImage) -> None:
        self._reading = None
        if self._document is None or self._document.file != file:
            return
        if image.isNull():
            self._fail()
            return
        self.view.set_image(image)
        self.view.set_shape(QSizeF(image.size()))

    def _draw(self, pixels: QSize) -> None:
        if self.page_count > 0:
            self._request = self._renderer.requestPage(self._page, pixels, QPdfDocumentRenderOptions())
            self._pending.add(self._request)

    def _on_rendered(
        self, page: int, _pixels: QSize, image: QImage, _options: QPdfDocumentRenderOptions, request: int
    ) -> None:
        self._pending.discard(request)
        if not self._is_loaded:
            self._loading.start()
        elif request == self._request and page == self._page:
            self.view.set_image(image)

    def _fail(self, *, locked: bool = False) -> None:
        self._problem, self._locked = True, locked
        self._stack.setCurrentIndex(1)
        self.retranslate()

    def _tell_enlarge(self) -> None:
        if self._document is not None and self._is_drawn() and not self._problem:
            self.enlarge_wanted.emit(self._document.id, max(self._page, 0))

    def _tell_open(self) -> None:
        if self._document is not None:
            self.open_wanted.emit(self._document.id)

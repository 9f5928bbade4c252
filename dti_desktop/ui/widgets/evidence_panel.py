"""The evidence of one indicator: its documents, how they are cited, and a look at the one that is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from dti_desktop.engine.assessment import Assessment, Citation, Document
from dti_desktop.services.intake import propose_citation
from dti_desktop.services.workspace import Saved
from dti_desktop.ui import icons, theme
from dti_desktop.ui.assessed_text import example
from dti_desktop.ui.evidence_text import PDF, title_of
from dti_desktop.ui.language import Retranslated
from dti_desktop.ui.navigation import Context
from dti_desktop.ui.widgets.buttons import IconButton
from dti_desktop.ui.widgets.citation_form import CitationForm
from dti_desktop.ui.widgets.document_chooser import DocumentChooser
from dti_desktop.ui.widgets.document_opener import DocumentOpener
from dti_desktop.ui.widgets.document_preview import DocumentPreview
from dti_desktop.ui.widgets.evidence_intake import EvidenceIntake
from dti_desktop.ui.widgets.evidence_list import EvidenceList
from dti_desktop.ui.widgets.labels import Label, Weight, WrapLabel
from dti_desktop.ui.widgets.messages import Toast

if TYPE_CHECKING:
    from dti_desktop.services.intake import ReadCitation

#: A citation without a file becomes a document this long after the last key.
NEW_CITATION_DELAY_MS = 500
#: In a tab the page scrolls, so the preview takes the height it needs to be of use.
_PREVIEW_IN_TAB = 420
#: In the column the cards scroll, so that enough of the page can be read.
_PREVIEW_IN_COLUMN = 220


class EvidencePanel(Retranslated, QWidget):
    """Everything about the evidence of the indicator that is shown. `counted(int)`: how many documents."""

    counted = Signal(int)

    def __init__(self, context: Context, toast: Toast, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._toast = toast
        self._code = ""
        self._shown: tuple[object, ...] | None = None
        self._queue: list[str] = []
        self._queue_total = 0
        self._new: tuple[str, Citation, str] | None = None
        self._is_creating = False
        self._is_read_only = False
        self._title = Label(size="body", weight=Weight.DemiBold)
        self._count = Label(tone="muted")
        self.add = IconButton("plus", role="accent")
        self._menu = QMenu(self)
        self._add_files = self._menu.addAction("")
        self._add_citation = self._menu.addAction("")
        self._add_known = self._menu.addAction("")
        self.add.setMenu(self._menu)
        for action, icon in (
            (self._add_files, "paperclip"),
            (self._add_citation, "book-open"),
            (self._add_known, "link"),
        ):
            icons.current().bind(action, icon)
        self.list = EvidenceList()
        self.list.come_after(self.add)
        self.intake = EvidenceIntake(context)
        self._expected = WrapLabel(size="small", tone="muted")
        self._expected_title = Label(size="small", weight=Weight.DemiBold, tone="secondary")
        self.form = CitationForm()
        self.preview = DocumentPreview(context.tasks, context.workspace.evidence_path)
        self._opener = DocumentOpener(context, toast, self.preview, self)
        self.outside = self._opener.outside
        self._creation = QTimer(self)
        self._creation.setSingleShot(True)
        self._creation.setInterval(NEW_CITATION_DELAY_MS)
        self._creation.timeout.connect(self._create)
        self._lay_out()
        self._connect()
        self.retranslate()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(theme.GRID)
        head.addWidget(self._title)
        head.addWidget(self._count)
        head.addStretch(1)
        head.addWidget(self.add)
        # Where nothing can be added the title stands where it always does.
        kept = self.add.sizePolicy()
        kept.setRetainSizeWhenHidden(True)
        self.add.setSizePolicy(kept)
        self._overview = QWidget()
        column = QVBoxLayout(self._overview)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GRID)
        column.addLayout(head)
        column.addWidget(self.list)
        column.addWidget(self.intake)
        column.addWidget(self._expected_title)
        column.addWidget(self._expected)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GRID)
        layout.addWidget(self._overview)
        layout.addWidget(self.form)
        layout.addWidget(self.preview, 1)
        layout.addStretch(0)
        self._rest = layout
        self.form.hide()

    def _connect(self) -> None:
        self._add_files.triggered.connect(self.intake.choose_files)
        self._add_citation.triggered.connect(self.begin_citation)
        self._add_known.triggered.connect(self.choose_known)
        self._menu.aboutToShow.connect(self._follow_menu)
        self.list.chosen.connect(lambda _id: self._preview())
        self.list.open_wanted.connect(self.open_outside)
        self.list.edit_wanted.connect(self.edit)
        self.list.unlink_wanted.connect(self.unlink)
        self.intake.taken.connect(self._on_taken)
        self.intake.stopped.connect(lambda: self._toast.say(self.tr("Đã dừng. Chưa chép tệp nào.")))
        self.form.cited.connect(self._on_cited)
        self.form.paged.connect(self._on_paged)
        self.form.done.connect(self.close_form)
        self.preview.open_wanted.connect(self.open_outside)
        self.preview.enlarge_wanted.connect(self.enlarge)

    # -- showing -------------------------------------------------------------------------------------

    def show_code(self, code: str) -> None:
        """Show the evidence of this indicator."""
        if code != self._code:
            self.leave()
            self._code = code
            self._shown = None
            self._queue.clear()
            self._show_form(False)
        self.intake.show_code(code)
        self.refresh()

    def refresh(self) -> None:
        """Follow the assessment; cheap where nothing about this evidence differs."""
        assessment = self._context.session.assessment
        if assessment is None or self._code not in assessment.catalogue.indicators:
            return
        linked = [
            (assessment.documents[link.document_id], link.pages)
            for link in assessment.links.get(self._code, ())
            if link.document_id in assessment.documents
        ]
        locked = assessment.approved if self.form.isVisibleTo(self) else ()
        shown = (assessment.id, self._code, locked, *linked)
        if shown == self._shown:
            return
        self._shown = shown
        self.list.show_documents(linked)
        self._count.setText(str(len(linked)) if linked else "")
        self.counted.emit(len(linked))
        self.intake.refresh()
        if self.form.isVisibleTo(self) and self._new is None:
            self._fill_form(assessment)
        self._say_expected(assessment, has_evidence=bool(linked))
        self._preview()

    def retranslate(self) -> None:
        self._title.setText(self.tr("Minh chứng"))
        self.add.set_name(self.tr("Thêm minh chứng"))
        self._add_files.setText(self.tr("Chọn tệp…"))
        self._add_citation.setText(self.tr("Chỉ trích dẫn, không có tệp"))
        self._add_known.setText(self.tr("Dùng lại tài liệu đã có…"))
        self._expected_title.setText(self.tr("Minh chứng thường dùng"))
        assessment = self._context.session.assessment
        if assessment is not None and self._code in assessment.catalogue.indicators:
            self._say_expected(assessment, has_evidence=bool(assessment.links.get(self._code)))

    def leave(self) -> None:
        """Bring what was typed to the store."""
        self._create()

    def clear_copies(self) -> None:
        """Remove the copies that other programs were given, and those that wait for a decision."""
        self.outside.clear()
        self.intake.abandon()

    def set_read_only(self, read_only: bool) -> None:
        """Let the evidence be looked at only, or changed again; what is being cited is stored first."""
        if read_only == self._is_read_only:
            return
        self._is_read_only = read_only
        if read_only:
            self._create()
            self._queue.clear()
            self._show_form(False)
        self.add.setVisible(not read_only)
        self.intake.setVisible(not read_only)
        self.list.set_read_only(read_only)
        self._preview()

    @property
    def is_read_only(self) -> bool:
        """Whether evidence can only be looked at now."""
        return self._is_read_only

    def set_in_tab(self, in_tab: bool) -> None:
        """Stand in a tab, which scrolls, or in a column of its own."""
        self.preview.setMinimumHeight(_PREVIEW_IN_TAB if in_tab else _PREVIEW_IN_COLUMN)

    def focus(self) -> None:
        """Put the keyboard on the evidence, or on the way to add some."""
        if not self.list.focus_current() and not self._is_read_only:
            self.intake.drop.setFocus()

    def _say_expected(self, assessment: Assessment, *, has_evidence: bool) -> None:
        wanted = assessment.catalogue.indicators[self._code].evidence
        issuer = assessment.catalogue.office.issuer
        self.form.set_issuer(example(issuer, "", self._context.language.current))
        text = wanted.in_language(self._context.language.current)
        self._expected.setText(f"{text[:1].upper()}{text[1:]}")
        empty = bool(text) and not has_evidence
        self._expected.setVisible(empty)
        self._expected_title.setVisible(empty)

    def _preview(self) -> None:
        assessment = self._context.session.assessment
        wanted = self.form.document_id if self.form.isVisibleTo(self) else self.list.current
        document = None if assessment is None or wanted is None else assessment.documents.get(wanted)
        has_file = document is not None and document.file is not None
        self.preview.setVisible(has_file)
        self._rest.setStretch(2, 1 if has_file else 0)
        self._rest.setStretch(3, 0 if has_file else 1)
        if has_file and assessment is not None and document is not None:
            self.preview.show_document(document, _pages_of(assessment, self._code, document.id))
        else:
            self.preview.show_document(None)

    # -- the citation of one document ----------------------------------------------------------------

    def edit(self, document_id: str) -> None:
        """Open the citation of a document."""
        if self._is_read_only:
            return
        self._queue, self._queue_total = [document_id], 1
        self._next_in_queue()

    def begin_citation(self) -> None:
        """Cite a document of which there is no file. It exists once something is written."""
        self._create()
        self._new = (self._code, Citation(), "")
        self._queue.clear()
        self._queue_total = 0
        self._show_form(True)
        self.form.set_locked_by(())
        self.form.show_document(Document("", Citation(), None, ""), "", ())
        self.form.focus_first()
        self._preview()

    def close_form(self) -> None:
        """Go on to the next document that was just added, or back to the list."""
        self._create()
        assessment, document_id = self._context.session.assessment, self.form.document_id
        if assessment is not None and document_id:
            document = assessment.documents.get(document_id)
            pages = _pages_of(assessment, self._code, document_id)
            if document is not None and document.file is None and document.citation.is_empty and not pages:
                # An empty citation proves nothing.
                self._queue.clear()
                code = self._code
                self._context.session.act(lambda w, a: w.unlink(a, code, document_id))
        if self._queue:
            self._next_in_queue()
            return
        self._show_form(False)
        self.list.choose(document_id or self.list.current)
        self._preview()
        self.focus()

    def _next_in_queue(self) -> None:
        assessment = self._context.session.assessment
        document_id = self._queue.pop(0)
        if assessment is None or document_id not in assessment.documents:
            return
        self.form.document_id = document_id
        self._show_form(True)
        self._fill_form(assessment, fresh=True)
        self._read(assessment.documents[document_id])
        self.list.choose(document_id)
        self.form.focus_first()
        self._preview()

    def _read(self, document: Document) -> None:
        """Let the form propose what a PDF says of itself."""
        if document.file is None or document.file.media_type != PDF:
            return
        self._context.tasks.run(
            propose_citation,
            self._context.workspace.evidence_path(document.file.sha256),
            self._context.library,
            lane="pool",
            on_done=partial(self._on_read, document.id),
            on_error=lambda _error: None,  # the preview says what is wrong with the file
            owner=self,
        )

    def _on_read(self, document_id: str, read: ReadCitation) -> None:
        if self.form.isVisibleTo(self):
            self.form.propose(document_id, read)

    def _fill_form(self, assessment: Assessment, *, fresh: bool = False) -> None:
        document_id = self.form.document_id
        document = assessment.documents.get(document_id or "")
        linked = {link.document_id for link in assessment.links.get(self._code, ())}
        if document is None or document_id not in linked:
            self._queue.clear()
            self._show_form(False)
            return
        if fresh:
            self.form.document_id = None
        others = tuple(
            code
            for code in assessment.catalogue.indicators
            if code != self._code
            and any(link.document_id == document_id for link in assessment.links.get(code, ()))
        )
        place = self._queue_total - len(self._queue)
        pages = _pages_of(assessment, self._code, document.id)
        self.form.set_locked_by([other for other in others if other in assessment.approved])
        self.form.show_document(document, pages, others, (place, self._queue_total))

    def _show_form(self, on: bool) -> None:
        # The one that goes, goes first: both together could push the window's lower edge down.
        for part, shown in sorted(((self.form, on), (self._overview, not on)), key=lambda each: each[1]):
            part.setVisible(shown)
        if not on:
            self.form.document_id = None
            self._new = None

    def _on_cited(self, document_id: str, citation: Citation) -> None:
        if document_id:
            self._context.session.edit_citation(document_id, citation)
        elif self._new is not None:
            self._new = (self._new[0], citation, self._new[2])
            self._creation.start()

    def _on_paged(self, document_id: str, pages: str) -> None:
        if document_id:
            self._context.session.edit_pages(self._code, document_id, pages)
        elif self._new is not None:
            self._new = (self._new[0], self._new[1], pages)
            self._creation.start()

    def _create(self) -> None:
        """Store the citation that has no document yet; what is typed meanwhile follows."""
        self._creation.stop()
        if self._new is None or self._new[1].is_empty or self._is_creating:
            return
        code, citation, pages = sent = self._new
        self._is_creating = True

        def created(saved: Saved) -> None:
            self._is_creating = False
            (document_id,) = saved.document_ids
            session = self._context.session
            typed = self._new if self._new is not None and self._new[0] == code else sent
            if self._new is not None and self._code == code and self.form.isVisibleTo(self):
                self.form.document_id = document_id
                self._new = None
            if typed[1] != citation:
                session.edit_citation(document_id, typed[1])
            if typed[2] != pages:
                session.edit_pages(code, document_id, typed[2])

        def failed(error: BaseException) -> None:
            self._is_creating = False
            self._context.session.failed.emit(error)

        self._context.session.act(
            lambda w, a: w.cite(a, code, citation, pages), on_done=created, on_error=failed
        )

    # -- acts ----------------------------------------------------------------------------------------

    def take(self, paths: Sequence[Path]) -> None:
        """Take dropped files in as evidence of the indicator that is shown."""
        if self._is_read_only:
            return
        self.intake.take(self._code, paths)

    def unlink(self, document_id: str) -> None:
        """Take a document off this indicator; a message offers to put it back."""
        assessment, code = self._context.session.assessment, self._code
        if assessment is None or document_id not in assessment.documents:
            return
        title = title_of(assessment.documents[document_id])
        pages = _pages_of(assessment, code, document_id)
        session = self._context.session

        def undo() -> None:
            session.act(lambda w, a: w.link(a, code, document_id, pages))

        def done(_saved: Saved) -> None:
            self._toast.say(
                self.tr("Đã gỡ {title} khỏi {code}").format(title=title, code=code), self.tr("Hoàn tác"), undo
            )

        session.act(lambda w, a: w.unlink(a, code, document_id), on_done=done)

    def choose_known(self) -> None:
        """Let her choose a document that the assessment holds already."""
        assessment = self._context.session.assessment
        if assessment is None:
            return
        codes_of: dict[str, list[str]] = {}
        for code in assessment.catalogue.indicators:
            for link in assessment.links.get(code, ()):
                codes_of.setdefault(link.document_id, []).append(code)
        here, code = self._code, self._code
        known = [d for d in assessment.documents.values() if here not in codes_of.get(d.id, ())]
        chooser = DocumentChooser(known, codes_of, self)
        chooser.chosen.connect(
            lambda document_id: self._context.session.act(
                lambda w, a: w.link(a, code, document_id), on_done=lambda _s: self.edit(document_id)
            )
        )
        chooser.open()

    def open_outside(self, document_id: str) -> None:
        """Show a copy of the file in the system's own program for it."""
        self._opener.open_outside(self._document(document_id))

    def enlarge(self, document_id: str, page: int) -> None:
        """Show a document large, in a window beside this one."""
        self._opener.enlarge(self._document(document_id), page)

    def _document(self, document_id: str) -> Document | None:
        assessment = self._context.session.assessment
        return None if assessment is None else assessment.documents.get(document_id)

    def _on_taken(self, code: str, saved: Saved) -> None:
        if code == self._code:
            self._queue, self._queue_total = list(saved.document_ids), len(saved.document_ids)
            if self._queue:
                self._next_in_queue()
        else:
            count = len(saved.document_ids)
            self._toast.say(self.tr("Đã thêm {count} tệp vào {code}").format(count=count, code=code))

    def _follow_menu(self) -> None:
        assessment = self._context.session.assessment
        here = {link.document_id for link in assessment.links.get(self._code, ())} if assessment else set()
        self._add_known.setEnabled(assessment is not None and bool(set(assessment.documents) - here))


def _pages_of(assessment: Assessment, code: str, document_id: str) -> str:
    links = assessment.links.get(code, ())
    return next((link.pages for link in links if link.document_id == document_id), "")

"""The documents that must not be lost: a rank to keep, and the fewest documents without which it is lost."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dti_desktop.engine.assessment import Assessment, Document
from dti_desktop.services.sensitivity import Sensitivity
from dti_desktop.ui import evidence_text, theme
from dti_desktop.ui import format as formats
from dti_desktop.ui.gains_text import lost_places, lost_points
from dti_desktop.ui.language import Retranslated
from dti_desktop.ui.widgets.buttons import IconButton, LinkButton
from dti_desktop.ui.widgets.clear_scroll import clear_scroll
from dti_desktop.ui.widgets.fields import PlainLineEdit, mark_fault
from dti_desktop.ui.widgets.labels import Label, Weight, WrapLabel
from dti_desktop.ui.widgets.surfaces import Card, Hairline

_RANK = re.compile("[0-9]{1,4}", re.ASCII)


class RankBox(PlainLineEdit):
    """A rank to type, or to step with the arrow keys. `chosen(int)` when a person gave another one.

    What is no rank from 1 to `last` is marked and changes nothing.
    """

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.value, self.last = 1, 1
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setFixedWidth(60)
        self.textEdited.connect(self._read)
        self.left.connect(lambda: self.show_rank(self.value, self.last))

    def show_rank(self, rank: int, last: int) -> None:
        """Show a rank among `last`. Emits nothing; what is just being typed is left alone."""
        is_same = rank == self.value
        self.value, self.last = rank, last
        if not (self.hasFocus() and is_same):
            self.setText(str(rank))
            mark_fault(self, False)

    def step(self, by: int) -> None:
        """Go to a rank near by, inside the range."""
        rank = max(1, min(self.value + by, self.last))
        self.setText(str(rank))
        self._read(str(rank))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        by = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1, Qt.Key.Key_PageUp: 10, Qt.Key.Key_PageDown: -10}
        if Qt.Key(event.key()) in by:
            self.step(by[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def _read(self, untrusted_text: str) -> None:
        text = untrusted_text.strip()
        is_rank = bool(_RANK.fullmatch(text)) and 1 <= int(text) <= self.last
        mark_fault(self, not is_rank)
        if is_rank and int(text) != self.value:
            self.value = int(text)
            self.chosen.emit(self.value)


class MustKeep(Retranslated, Card):
    """`rank_chosen(int)` when a person chose another rank; `indicator_wanted(str)` for what is proved."""

    rank_chosen = Signal(int)
    indicator_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[Assessment, Sensitivity, str] | None = None
        self._title = Label(weight=Weight.DemiBold)
        self._label = Label(tone="secondary")
        self.rank = RankBox()
        self._of = Label(tone="muted")
        self.better = IconButton("minus", size=14)
        self.worse = IconButton("plus", size=14)
        self.verdict = WrapLabel()
        self._rows = QVBoxLayout()
        self._rows.setContentsMargins(0, 0, theme.GRID, 0)
        self._rows.setSpacing(theme.GRID)
        self.body.setContentsMargins(16, 10, 8, 8)
        choose = QHBoxLayout()
        choose.setSpacing(theme.GRID)
        choose.addWidget(self._label)
        choose.addWidget(self.better)
        choose.addWidget(self.rank)
        choose.addWidget(self._of)
        choose.addWidget(self.worse)
        choose.addStretch(1)
        scroll = clear_scroll(self._rows)
        self.body.addWidget(self._title)
        self.body.addLayout(choose)
        self.body.addWidget(self.verdict)
        self.body.addWidget(scroll, 1)
        self.rank.chosen.connect(self.rank_chosen)
        self.better.clicked.connect(lambda: self.rank.step(-1))
        self.worse.clicked.connect(lambda: self.rank.step(1))
        self.retranslate()

    def retranslate(self) -> None:
        self._title.setText(self.tr("Tài liệu nào không được phép mất?"))
        self._label.setText(self.tr("Hạng cần giữ"))
        self.rank.setAccessibleName(self.tr("Hạng cần giữ"))
        self.better.set_name(self.tr("Giữ hạng tốt hơn"))
        self.worse.set_name(self.tr("Giữ hạng thấp hơn"))
        if self._shown is not None:
            self.show_found(*self._shown)

    def show_found(self, assessment: Assessment, found: Sensitivity, language: str) -> None:
        """Show the fewest documents for the rank that was asked for."""
        self._shown = assessment, found, language
        self._of.setText(f"/{found.of}")
        self.rank.show_rank(found.keep_rank, found.of)
        self.verdict.setText(self._verdict(found))
        while self._rows.count():
            item = self._rows.takeAt(0)
            widget = None if item is None else item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        smallest = found.smallest
        if smallest is None or not found.is_kept_now:
            return
        for at, document_id in enumerate(smallest.documents):
            if at:
                self._rows.addWidget(Hairline())
            codes = [
                code
                for code in smallest.loss.codes
                if any(link.document_id == document_id for link in assessment.links.get(code, ()))
            ]
            titles = [
                (code, assessment.catalogue.indicators[code].short.in_language(language)) for code in codes
            ]
            entry = DocumentEntry(assessment.documents[document_id], titles)
            entry.indicator_wanted.connect(self.indicator_wanted)
            self._rows.addWidget(entry)

    def _verdict(self, found: Sensitivity) -> str:
        rank = f"{found.keep_rank}/{found.of}"
        if not found.is_kept_now:
            return self.tr("Hiện chưa đạt hạng {rank} (kỳ vọng hạng {now}), nên chưa có gì để mất.").format(
                rank=rank, now=found.median_rank
            )
        if found.smallest is None:
            return self.tr(
                "Không có tài liệu nào mà mất đi thì rơi khỏi hạng {rank}, kể cả mất tất cả."
            ).format(rank=rank)
        loss = found.smallest.loss
        return self.tr(
            "Mất {count} tài liệu sau là rơi khỏi hạng {rank}: {points} điểm, {places} bậc."
        ).format(
            count=len(found.smallest.documents),
            rank=rank,
            points=lost_points(loss.points),
            places=lost_places(loss.places),
        )


class DocumentEntry(Retranslated, QWidget):
    """A document as it is cited, its original file, and what it proves."""

    indicator_wanted = Signal(str)

    def __init__(
        self, document: Document, proves: list[tuple[str, str]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._document = document
        citation = document.citation
        issued = "" if citation.issued_on is None else formats.current().date(citation.issued_on)
        cited = " · ".join(part for part in (citation.number, issued, citation.issuer) if part)
        self.cited = WrapLabel(cited or evidence_text.title_of(document), weight=Weight.Medium)
        self.subject = WrapLabel(citation.title, tone="secondary")
        self.subject.setVisible(bool(citation.title))
        self.file = WrapLabel(size="small", tone="muted")
        self._proves = Label(size="small", tone="muted")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self.cited)
        layout.addWidget(self.subject)
        layout.addWidget(self.file)
        layout.addWidget(self._proves)
        self.links: list[LinkButton] = []
        proved = QVBoxLayout()
        proved.setSpacing(0)
        layout.addLayout(proved)
        for code, title in proves:
            link = LinkButton(f"{code} {title}")
            link.clicked.connect(lambda _on=False, code=code: self.indicator_wanted.emit(code))
            self.links.append(link)
            proved.addWidget(link)
        self.retranslate()

    def retranslate(self) -> None:
        name = evidence_text.file_name_of(self._document)
        self.file.setText(self.tr("Tệp: {name}").format(name=name) if name else self.tr("Chưa đính kèm tệp"))
        self._proves.setText(self.tr("Chứng minh"))

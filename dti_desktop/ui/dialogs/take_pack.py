"""A signed pack before it is taken in: who signed it, what lies inside, what it would change."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from dti_desktop.errors import DtiError, InputError
from dti_desktop.ui import theme
from dti_desktop.ui.dialogs.dialog_layout import foot_buttons, resize_within_screen
from dti_desktop.ui.faults import FaultWords
from dti_desktop.ui.language import Retranslated
from dti_desktop.ui.navigation import Context
from dti_desktop.ui.verification_text import shown
from dti_desktop.ui.widgets.buttons import PrimaryButton, SecondaryButton
from dti_desktop.ui.widgets.labels import ElidedLabel, Label, Weight
from dti_desktop.ui.widgets.line_list import Line, LineList
from dti_desktop.ui.widgets.messages import Notice
from dti_desktop.ui.widgets.signer_cards import SignerCards
from dti_desktop.ui.widgets.surfaces import Card, Hairline, PageScroll
from dti_desktop.ui.widgets.trust_roots import TrustRoots

if TYPE_CHECKING:
    from dti_desktop.services.catalogues import KnownCatalogues
    from dti_desktop.services.packs import ExaminedPack
    from dti_desktop.services.results import KnownResults

_WIDTH, _HEIGHT, _MARGIN = 760, 620, 28


class TakePackDialog(Retranslated, QDialog):
    """`taken(ExaminedPack)` once the pack is kept; then it closes."""

    taken = Signal(object)

    def __init__(self, context: Context, untrusted_path: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._path = context, untrusted_path
        self._fault_words = FaultWords(context.library, context.language)
        self._error: BaseException | None = None
        self._is_busy = self._is_taking = False
        self.examined: ExaminedPack | None = None
        self._title = Label(size="title", weight=Weight.DemiBold)
        self._name = ElidedLabel(
            shown(untrusted_path.name), tone="muted", size="small", elide=Qt.TextElideMode.ElideMiddle
        )
        self.notice = Notice()
        self._signed_head, self._inside_head = (Label(weight=Weight.DemiBold) for _ in range(2))
        self.signers = SignerCards(context)
        self.trust = TrustRoots()
        self.trust.changed.connect(self._read)
        self.inside = LineList()
        self.take = PrimaryButton(icon="package-check")
        self.take.clicked.connect(self._take)
        self.cancel = SecondaryButton()
        self.cancel.clicked.connect(self.reject)
        self._lay_out()
        self.retranslate()
        self._read()

    def _lay_out(self) -> None:
        head = QVBoxLayout()
        head.setContentsMargins(_MARGIN, 20, _MARGIN, 12)
        head.setSpacing(2)
        head.addWidget(self._title)
        head.addWidget(self._name)
        self._signed, self._inside = Card(), Card()
        for card, widgets in (
            (self._inside, (self._inside_head, self.inside)),
            (self._signed, (self._signed_head, self.signers, Hairline(), self.trust)),
        ):
            card.body.setSpacing(12)
            for widget in widgets:
                card.body.addWidget(widget)
        scrolled = PageScroll(max_width=_WIDTH, margin=_MARGIN)
        for part in (self.notice, self._inside, self._signed):
            scrolled.body.addWidget(part)
        foot = QVBoxLayout()
        foot.setContentsMargins(_MARGIN, 12, _MARGIN, 16)
        foot.addLayout(foot_buttons(self.cancel, self.take))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(Hairline())
        layout.addWidget(scrolled, theme.TAKES_THE_ROOM)
        layout.addWidget(Hairline())
        layout.addLayout(foot)
        resize_within_screen(self, _WIDTH, _HEIGHT)

    # -- reading -------------------------------------------------------------------------------------

    def _read(self) -> None:
        self._is_busy, self._error, self.examined = True, None, None
        workspace = self._context.workspace
        self._context.tasks.run(
            lambda: (workspace.results.known, workspace.catalogues.known),
            lane="store",
            on_done=self._examine,
            on_error=self._on_fault,
            owner=self,
        )
        self._show_state()

    def _examine(self, known: tuple[KnownResults, KnownCatalogues]) -> None:
        from dti_desktop.services.packs import examine_pack

        results, catalogues = known
        context, trusted = self._context, self.trust.paths
        self._context.tasks.run(
            partial(
                examine_pack,
                context.library,
                self._path,
                known=results,
                known_catalogues=catalogues,
                trust_paths=trusted,
            ),
            lane="pool",
            on_done=partial(self._on_examined, trusted),
            on_error=self._on_fault,
            owner=self,
        )

    def _on_examined(self, trusted: tuple[Path, ...], examined: ExaminedPack) -> None:
        if trusted != self.trust.paths:
            return  # another certificate was named meanwhile; that reading is under way
        self.examined, self._is_busy = examined, False
        if examined.faults:
            self._error = InputError("pack-invalid", examined.faults)
        self.signers.show_signers(examined.read)
        self._show_state()
        if self.take.isEnabled():
            self.take.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_fault(self, error: BaseException) -> None:
        self._error, self._is_busy, self._is_taking = error, False, False
        self._show_state()

    # -- taking in -----------------------------------------------------------------------------------

    def _take(self) -> None:
        if self.examined is None or self._is_busy:
            return
        from dti_desktop.services.packs import take_pack

        examined = self.examined
        self._is_busy = self._is_taking = True
        self._context.tasks.run(
            lambda: take_pack(self._context.workspace, examined),
            lane="store",
            on_done=lambda _none: self._on_taken(examined),
            on_error=self._on_fault,
            owner=self,
        )
        self._show_state()

    def _on_taken(self, examined: ExaminedPack) -> None:
        self._is_taking = False
        self.taken.emit(examined)
        self.accept()

    def reject(self) -> None:
        """Close without taking anything in; not while it is being taken in, which cannot be broken off."""
        if not self._is_taking:
            super().reject()

    # -- showing -------------------------------------------------------------------------------------

    def _show_state(self) -> None:
        examined = self.examined
        for part in (self._signed, self._inside):
            part.setVisible(examined is not None)
        self.take.setEnabled(
            examined is not None and examined.is_news and not self._is_busy and self._error is None
        )
        text, tone = "", "info"
        if self._error is not None:
            text, tone = self._fault_words.at_length(self._error), "block"
            is_refused = isinstance(self._error, DtiError) and self._error.code == "pack-refused"
            # Whoever named the wrong certificate can take it off again.
            self._signed.setVisible(examined is not None or (is_refused and bool(self.trust.paths)))
        elif self._is_busy:
            text = self.tr("Đang đọc…")
        elif examined is not None and not examined.is_news:
            text = self.tr("Mọi thứ trong gói này đã có.")
        elif examined is not None and examined.read.chain == "unknown":
            text = self.tr(
                "Gói nguyên vẹn và chữ ký đúng, nhưng chưa biết chắc người ký là ai. Hãy hỏi lại nơi gửi, "
                "hoặc thêm chứng thư gốc ở dưới."
            )
            tone = "warn"
        self.notice.say(text, tone)  # type: ignore[arg-type]
        self.notice.setVisible(bool(text))
        if examined is not None:
            self.inside.show_lines(self._lines(examined))

    def _lines(self, examined: ExaminedPack) -> list[Line]:
        lines: list[Line] = []
        if examined.read.title:
            lines.append((self.tr("Tên gói"), shown(examined.read.title)))
        for packed in examined.catalogues:
            catalogue = packed.catalogue
            state = self.tr("đã có") if packed.is_known else self.tr("mới")
            title = catalogue.title.in_language(self._context.language.current)
            said = self.tr("{title}, phiên bản {version} ({state})").format(
                title=title, version=catalogue.version, state=state
            )
            lines.append((self.tr("Bộ chỉ số"), said))
        for results in examined.results:
            years = ", ".join(str(year) for year in sorted({row.result.year for row in results.rows}))
            said = self.tr("năm {years}: {rows} dòng, {changed} dòng mới hoặc khác trước").format(
                years=years, rows=len(results.rows), changed=len(results.changes)
            )
            lines.append((self.tr("Kết quả công bố"), said))
        return lines

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("Nhận gói cập nhật"))
        self._title.setText(self.tr("Nhận gói cập nhật"))
        self._signed_head.setText(self.tr("Ai đã ký"))
        self._inside_head.setText(self.tr("Trong gói"))
        self.take.setText(self.tr("Nhận"))
        self.cancel.setText(self.tr("Hủy"))
        self._show_state()

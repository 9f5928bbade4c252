"""Last year's answer above this year's inputs: to be confirmed with one key, and why it changed."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from dti_desktop.engine.assessment import Assessment
from dti_desktop.engine.carrying import split_fields, unconfirmed
from dti_desktop.engine.catalogue_map import RowFate
from dti_desktop.engine.model import Indicator
from dti_desktop.engine.previous import Previous, PreviousRow
from dti_desktop.engine.year_difference import YearDifference
from dti_desktop.services.carrying import EarlierYear
from dti_desktop.ui import format as formats
from dti_desktop.ui import theme
from dti_desktop.ui.earlier_text import earlier_figures, earlier_lines, earlier_summary, fate_text
from dti_desktop.ui.language import Retranslated
from dti_desktop.ui.shortcuts import keys_text
from dti_desktop.ui.widgets.buttons import LinkButton, SecondaryButton
from dti_desktop.ui.widgets.caption import Caption
from dti_desktop.ui.widgets.fields import NoteEdit
from dti_desktop.ui.widgets.labels import Label, Weight, WrapLabel, restyle
from dti_desktop.ui.widgets.messages import IconMark

#: More fields than these are told only while they wait to be confirmed.
_MOST_FIELDS = 2


class EarlierLine(Retranslated, QFrame):
    """Hidden where no earlier year was brought along. `reasoned(str)` at every key of the reason."""

    confirmed = Signal()
    reused = Signal()
    """Only its evidence is wanted: the answer is another one."""
    reasoned = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "notice")
        self._shown_code = ""
        self._mark = IconMark("history", "muted", 14)
        self.words = WrapLabel(tone="secondary", characters=110, selectable=True)
        self.answer = WrapLabel(characters=110, selectable=True)
        self.fate = Caption()
        self.reuse = LinkButton(icon="paperclip")
        self.reuse.clicked.connect(self.reused)
        self.confirm = SecondaryButton(icon="check")
        self.confirm.clicked.connect(self.confirmed)
        self._why = Label(weight=Weight.Medium)
        self._change = Label(size="small", tone="warn")
        self.reason = NoteEdit(min_lines=1, max_lines=4)
        self.reason.edited.connect(self.reasoned)
        self._reason_room = QWidget()
        self._lay_out()
        self.hide()
        self.retranslate()

    def _lay_out(self) -> None:
        top = Qt.AlignmentFlag.AlignTop
        self._beside = QVBoxLayout()
        self._beside.addWidget(self._mark, 0, top)
        self._beside.addStretch(1)
        said = QVBoxLayout()
        said.setSpacing(2)
        first = QHBoxLayout()
        first.setSpacing(theme.GRID)
        first.addWidget(self.words, theme.TAKES_THE_ROOM)
        first.addStretch(1)
        first.addWidget(self.reuse, 0, top)
        first.addWidget(self.confirm, 0, top)
        said.addLayout(first)
        said.addWidget(self.answer)
        said.addWidget(self.fate)
        across = QHBoxLayout()
        across.setSpacing(theme.GRID)
        across.addLayout(self._beside)
        across.addLayout(said, theme.TAKES_THE_ROOM)
        asked = QHBoxLayout()
        asked.setSpacing(theme.GRID)
        asked.addWidget(self._why)
        asked.addWidget(self._change)
        asked.addStretch(1)
        room = QVBoxLayout(self._reason_room)
        room.setContentsMargins(22, 0, 0, 0)
        room.setSpacing(theme.HALF)
        room.addLayout(asked)
        room.addWidget(self.reason)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(theme.GRID)
        self._column.addLayout(across)
        self._column.addWidget(self._reason_room)

    def show_code(
        self,
        code: str,
        assessment: Assessment,
        earlier: EarlierYear,
        difference: YearDifference | None,
        language: str,
    ) -> None:
        """Show what the earlier year has to say of `code`."""
        is_fresh, self._shown_code = code != self._shown_code, code
        previous = assessment.previous
        if previous is None:
            self.hide()
            return
        waits = code in unconfirmed(assessment)
        self._say(code, assessment, previous, earlier, language, waits=waits)
        papers = previous.rows[code].documents if code in previous.rows else ()
        is_open = code not in assessment.approved
        self.reuse.setVisible(bool(papers) and is_open and not waits and not assessment.links.get(code))
        self._set_waiting(waits)
        self._show_reason(code, assessment, difference, is_fresh)
        self.show()

    def _say(
        self,
        code: str,
        assessment: Assessment,
        previous: Previous,
        earlier: EarlierYear,
        language: str,
        *,
        waits: bool,
    ) -> None:
        fate, row = earlier.fate(code), previous.rows.get(code)
        today = assessment.catalogue.indicators[code]
        known: Indicator | None = today
        if row is None or not row.fields:
            row, known = _left_on_shelf(previous, row, fate, earlier)
        elif split_fields(today.rule, row.fields)[1] and earlier.catalogue is not None:
            # Moved here from the shelf, it asks for other figures: only the old row knows what they mean.
            known = earlier.catalogue.indicators.get(row.old_code, today)
        year = self.tr("Năm {year}").format(year=previous.year)
        words = self.tr("{year}: chưa trả lời").format(year=year)
        if row is not None and waits:
            words = " · ".join([year, *earlier_figures(row)])
            self.answer.setText("\n".join(earlier_lines(row, known, language)))
        elif row is not None and len(row.fields) <= _MOST_FIELDS:
            words = f"{year}: {earlier_summary(row, known, language)}"
        elif row is not None:
            words = " · ".join([year, *earlier_figures(row)])
        elif fate is not None and fate.fate == "new":
            words = ""  # its fate says it
        self.words.setText(words)
        self.words.setVisible(bool(words))
        self.answer.setVisible(waits)
        self.fate.say(fate_text(fate, previous.year), "warn" if waits else "secondary")

    def retranslate(self) -> None:
        self.reuse.setText(self.tr("Dùng lại minh chứng"))
        self.confirm.setText(self.tr("Xác nhận như năm trước"))
        key = keys_text("confirm")
        self.confirm.setToolTip(key)
        self.confirm.setAccessibleDescription(self.tr("Phím {key}").format(key=key))
        self._why.setText(self.tr("Vì sao đổi?"))
        self.reason.setAccessibleName(self.tr("Lý do câu trả lời khác năm trước"))
        self.reason.setPlaceholderText(self.tr("Văn bản mới, số liệu kiểm kê lại, cách tính khác…"))

    def _set_waiting(self, waits: bool) -> None:
        tone = "info" if waits else "none"
        self._mark.set_icon("history", "accent" if waits else "muted")
        self.words.set_tone("text" if waits else "secondary")
        self.words.setFont(theme.current().font("body", Weight.Medium if waits else Weight.Normal))
        self.confirm.setVisible(waits)
        # The button is higher than a line of words, which stand in its middle.
        self._beside.setContentsMargins(0, 10 if waits else 4, 0, 0)
        inside = (12, 8, 8, 8) if waits else (0, 0, 0, 0)
        self._column.setContentsMargins(*inside)
        if self.property("tone") != tone:
            self.setProperty("tone", tone)
            restyle(self)

    def _show_reason(
        self, code: str, assessment: Assessment, difference: YearDifference | None, is_fresh: bool
    ) -> None:
        reason = assessment.change_reasons.get(code, "")
        asks = difference is not None and difference.asks_why
        if is_fresh or not self.reason.hasFocus():
            self.reason.set_text(reason)
        # One that was written stays in sight where the answer has come nearer again.
        self._reason_room.setVisible(asks or bool(reason) or self.reason.hasFocus())
        if difference is None:
            self._change.setText("")
            return
        form = formats.current()
        self._change.setText(
            self.tr("{then} → {now} điểm").format(
                then=form.points(difference.points_then), now=form.points(difference.points_now)
            )
            if difference.points_then != difference.points_now
            else self.tr("số liệu khác nhiều, điểm không đổi")
        )
        self._change.set_tone("warn" if asks and not reason.strip() else "muted")


def _left_on_shelf(
    previous: Previous, row: PreviousRow | None, fate: RowFate | None, earlier: EarlierYear
) -> tuple[PreviousRow | None, Indicator | None]:
    """Return what of the row's answer lies on the shelf, with the old indicator that knows what it means."""
    old_code = row.old_code if row is not None else "" if fate is None else fate.old_code
    left = previous.shelf.get(old_code)
    known = None if earlier.catalogue is None else earlier.catalogue.indicators.get(old_code)
    if left is None:
        return row, known
    papers = () if row is None else row.documents
    return replace(left, documents=left.documents or papers), known

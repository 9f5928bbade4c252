"""What the checks say before a submission: how much blocks, what asks for an explanation, what is a note."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dti_desktop.engine.assessment import Assessment
from dti_desktop.engine.checks import Finding
from dti_desktop.services.outlook import Outlook
from dti_desktop.ui import theme
from dti_desktop.ui.excerpt import excerpt
from dti_desktop.ui.language import Retranslated
from dti_desktop.ui.navigation import Context, Place
from dti_desktop.ui.widgets.buttons import LinkButton
from dti_desktop.ui.widgets.labels import Label, Weight, WrapLabel
from dti_desktop.ui.widgets.messages import IconMark
from dti_desktop.ui.widgets.surfaces import Card, Hairline
from dti_desktop.ui.words import words

Severity = Literal["block", "explain", "note"]

_MOST_SHOWN = 5
_COUNT_WIDTH = 40
#: Where the words of a row begin: behind its shape and its count.
_TEXT_LEFT = 20 + 12 + _COUNT_WIDTH + 12 + theme.HALF + 12
_SHAPES: dict[Severity, tuple[str, str]] = {
    "block": ("octagon-alert", "block"),
    "explain": ("triangle-alert", "warn"),
    "note": ("info", "accent"),
}
_NOTHING = ("circle-check", "done")


@dataclass(frozen=True, slots=True)
class Counts:
    """How many findings there are of each severity."""

    block: int = 0
    explain: int = 0
    note: int = 0

    @classmethod
    def of(cls, outlook: Outlook | None) -> Counts:
        """Count the findings of an outlook."""
        found = Counter(f.severity for f in outlook.findings) if outlook is not None else Counter[str]()
        return cls(found["block"], found["explain"], found["note"])


class _SeverityRow(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.mark = IconMark("info", "muted", 20)
        self.count = Label(size="title", weight=Weight.DemiBold)
        self.count.setFixedWidth(_COUNT_WIDTH)
        self.count.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.name = Label(weight=Weight.DemiBold)
        self.meaning = WrapLabel(tone="secondary")
        self.see = LinkButton(icon="list-checks")
        text = QVBoxLayout()
        text.setSpacing(0)
        text.addWidget(self.name)
        text.addWidget(self.meaning)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self.mark)
        layout.addWidget(self.count)
        layout.addSpacing(theme.HALF)
        layout.addLayout(text, theme.TAKES_THE_ROOM)
        layout.addStretch(1)
        layout.addWidget(self.see)


class _BlockLine(QWidget):
    """One finding that blocks, or one field that was left unread, with the way to it."""

    def __init__(self, title: str, detail: str, action: str) -> None:
        super().__init__()
        self.go = LinkButton(action)
        self.go.setAccessibleName(f"{title}: {action}")
        text = WrapLabel(f"{title}\n{detail}" if detail else title, tone="secondary")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(_TEXT_LEFT, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(text, theme.TAKES_THE_ROOM)
        layout.addStretch(1)
        layout.addWidget(self.go, 0, Qt.AlignmentFlag.AlignTop)


class CheckSummary(Retranslated, Card):
    """Three counts with their meaning; each leads to the list of what remains, a block to its field.

    What stands in a field and is no number does not count: nobody should sign without having seen that.
    """

    go_wanted = Signal(object)
    """A `Place`."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.rows: dict[Severity, _SeverityRow] = {}
        self.blocks: list[_BlockLine] = []
        self._shown: tuple[object, ...] = ()
        self.unread: list[_BlockLine] = []
        self._block_room, self._unread_room = QVBoxLayout(), QVBoxLayout()
        for room in (self._block_room, self._unread_room):
            room.setSpacing(theme.GRID)
        self.body.setSpacing(14)
        for place, severity in enumerate(_SHAPES):
            if place:
                self.body.addWidget(Hairline())
            row = self.rows[severity] = _SeverityRow()
            row.see.clicked.connect(
                lambda _checked=False, severity=severity: self.go_wanted.emit(
                    Place("remaining", field=severity)
                )
            )
            self.body.addWidget(row)
            if severity == "block":
                self.body.addLayout(self._block_room)
            elif severity == "explain":
                self.body.addLayout(self._unread_room)
        self.retranslate()

    def refresh(self) -> None:
        """Show the findings as they are now; cheap when nothing changed."""
        session = self._context.session
        assessment, outlook = session.assessment, session.outlook
        if assessment is None or outlook is None:
            return
        counts = Counts.of(outlook)
        blocking = [finding for finding in outlook.findings if finding.severity == "block"]
        unread = tuple(session.drafts.items())
        shown = (counts, tuple(str(finding) for finding in blocking), unread, self._context.language.current)
        if shown == self._shown:
            return
        self._shown = shown
        for severity, row in self.rows.items():
            count = getattr(counts, severity)
            row.count.setText(self._context.format.integer(count))
            # A zero needs no link, and what does not block is still worth its own shape.
            row.mark.set_icon(*(_SHAPES[severity] if count else _NOTHING))
            row.see.setVisible(count > 0)
        self._say(counts)
        self._show_blocks(assessment, blocking)
        self._show_unread(assessment, unread)

    def retranslate(self) -> None:
        self._shown = ()
        self._say(Counts())
        self.refresh()

    def _say(self, counts: Counts) -> None:
        say = {
            "block": (
                self.tr("Chặn nộp"),
                self.tr("Phải sửa xong mới ký được: câu trả lời mâu thuẫn không chấm được điểm."),
            ),
            "explain": (
                self.tr("Cần giải trình"),
                self.tr("Nên thêm minh chứng hoặc viết giải trình; vẫn nộp được nhưng có thể bị trừ điểm."),
            ),
            "note": (
                self.tr("Ghi chú"),
                self.tr("Để biết khi ký; không bắt buộc làm gì."),
            ),
        }
        for severity, row in self.rows.items():
            name, meaning = say[severity]
            row.name.setText(name)
            row.meaning.setText(meaning if getattr(counts, severity) else self.tr("Không có."))
            row.see.setText(self.tr("Xem"))
            row.see.setAccessibleName(self.tr("Xem trong Việc còn lại: {name}").format(name=name))

    def _show_blocks(self, assessment: Assessment, blocking: list[Finding]) -> None:
        self._clear(self.blocks, self._block_room)
        said = words(self._context)
        for finding in blocking[:_MOST_SHOWN]:
            told = said.finding(finding, assessment)
            code = finding.indicator
            title = told.title
            if code is not None:
                indicator = assessment.catalogue.indicators[code]
                name = indicator.title.in_language(self._context.language.current)
                title = f"{code}  {name}"
            line = _BlockLine(title, f"{told.title}: {told.detail}" if code else told.detail, told.action)
            line.go.clicked.connect(
                lambda _checked=False, code=code: self.go_wanted.emit(Place("indicator", code))
            )
            self._block_room.addWidget(line)
            self.blocks.append(line)

    def _show_unread(self, assessment: Assessment, unread: tuple[tuple[tuple[str, str], str], ...]) -> None:
        self._clear(self.unread, self._unread_room)
        for (code, field), text in unread[:_MOST_SHOWN]:
            indicator = assessment.catalogue.indicators.get(code)
            if indicator is None:
                title, place = self.tr("Số liệu chung"), Place("profile")
            else:
                title = f"{code}  {indicator.title.in_language(self._context.language.current)}"
                place = Place("entry", code, field)  # the table says of each cell what is wrong with it
            detail = self.tr("“{text}” chưa đọc được nên không được tính; câu trả lời trước đó được tính.")
            line = _BlockLine(title, detail.format(text=excerpt(text)), self.tr("Sửa"))
            line.go.clicked.connect(lambda _checked=False, place=place: self.go_wanted.emit(place))
            self._unread_room.addWidget(line)
            self.unread.append(line)

    @staticmethod
    def _clear(lines: list[_BlockLine], room: QVBoxLayout) -> None:
        for line in lines:
            room.removeWidget(line)
            line.hide()
            line.deleteLater()
        lines.clear()

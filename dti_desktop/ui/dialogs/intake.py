"""What stands in the way of files that were to come in, all in one list, and what can be done about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from dti_desktop.errors import Problem
from dti_desktop.services.words import Words
from dti_desktop.ui import theme
from dti_desktop.ui.dialogs.dialog_layout import dialog_column, put_foot
from dti_desktop.ui.language import Retranslated
from dti_desktop.ui.widgets.buttons import PrimaryButton, SecondaryButton
from dti_desktop.ui.widgets.fields import PlainLineEdit
from dti_desktop.ui.widgets.labels import Label, Weight, WrapLabel
from dti_desktop.ui.widgets.messages import IconMark
from dti_desktop.ui.widgets.surfaces import Hairline

_NAME_CHARACTERS = 56
_LIST_HEIGHT = 260
_WIDTH = 560
_CHARACTERS = 72


@dataclass(frozen=True)
class IntakeReport:
    """What was found of one batch. `heading` says why none of it fits, where that is so."""

    refused: tuple[Problem, ...] = ()
    marked: tuple[Problem, ...] = ()
    no_room: tuple[Problem, ...] = ()
    heading: Problem | None = None
    good: int = 0


class IntakeDialog(Retranslated, QDialog):
    """`rest_wanted` takes what is left, `all_wanted(str)` the marked ones too, with the reason.

    Escape and the first button take nothing in.
    """

    rest_wanted = Signal()
    all_wanted = Signal(str)

    def __init__(self, report: IntakeReport, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._report = report
        self._words = words
        self._title = Label(size="title", weight=Weight.DemiBold)
        self._explanation = WrapLabel(tone="secondary", characters=_CHARACTERS)
        self.list = _Lines()
        self._warning = WrapLabel(tone="secondary", characters=_CHARACTERS)
        self._reason_label = Label(weight=Weight.Medium)
        self.reason = PlainLineEdit()
        self._reason_label.setBuddy(self.reason)
        self.everything = SecondaryButton()
        self.nothing = SecondaryButton()
        self.rest = PrimaryButton(icon="upload")
        self._lay_out()
        self.nothing.clicked.connect(self.reject)
        self.rest.clicked.connect(self._take_rest)
        self.everything.clicked.connect(self._take_all)
        self.reason.textChanged.connect(self._judge)
        self.reason.returnPressed.connect(self._take_all)
        self.retranslate()
        self._judge()
        (self.rest if report.good else self.nothing).setFocus(Qt.FocusReason.TabFocusReason)

    def _lay_out(self) -> None:
        marked = bool(self._report.marked)
        layout = dialog_column(self)
        layout.addWidget(self._title)
        layout.addWidget(self._explanation)
        layout.addWidget(self.list, 1)
        if marked:
            layout.addWidget(Hairline())
            layout.addWidget(self._warning)
            layout.addWidget(self._reason_label)
            confirmation = QHBoxLayout()
            confirmation.setSpacing(theme.GRID)
            confirmation.addWidget(self.reason, 1)
            confirmation.addWidget(self.everything)
            layout.addLayout(confirmation)
        put_foot(self, self.nothing, *((self.rest,) if self._report.good else ()))
        for part, shown in (
            (self._warning, marked),
            (self._reason_label, marked),
            (self.reason, marked),
            (self.everything, marked),
            (self.rest, bool(self._report.good)),
        ):
            if not shown:  # without a parent they would be windows of their own
                part.setParent(self)
                part.hide()
        self.list.setMinimumWidth(_WIDTH)

    # -- words ---------------------------------------------------------------------------------------

    def say_in(self, words: Words) -> None:
        """Say everything in another language."""
        self._words = words
        self.retranslate()

    def retranslate(self) -> None:
        report = self._report
        held_up, marked = len(report.refused) + len(report.no_room), len(report.marked)
        total = held_up + marked + report.good
        if report.heading is not None:
            title = self.tr("Không đủ chỗ cho {count} tệp").format(count=len(report.no_room))
        elif marked:
            title = self.tr("{count} tệp có dấu chỉ độ mật").format(count=marked)
        else:
            title = self.tr("{count} tệp không nhận được").format(count=held_up)
        self.setWindowTitle(title)
        self._title.setText(title)
        if report.heading is not None:
            explanation = self._words.problem(report.heading._replace(place=""))
        elif report.good:
            explanation = self.tr("{good} trên {total} tệp nhận được. Chưa tệp nào được đưa vào.").format(
                good=report.good, total=total
            )
        else:
            explanation = self.tr("Chưa tệp nào được đưa vào.")
        self._explanation.setText(explanation)
        self._warning.setText(
            self.tr(
                "Tài liệu bí mật nhà nước không được lưu trên máy tính nối mạng. Chỉ khi tài liệu không "
                "thuộc bí mật nhà nước hoặc đã được giải mật, hãy ghi lý do: tên tệp, dấu, lý do và người "
                "xác nhận được ghi vào nhật ký. Nếu không, chương trình không giữ lại bản nào."
            )
        )
        self._reason_label.setText(self.tr("Vì sao tài liệu này không thuộc bí mật nhà nước"))
        self.reason.setAccessibleName(self._reason_label.text())
        self.reason.setPlaceholderText(self.tr("Đã giải mật theo Quyết định số…"))
        self.nothing.setText(self.tr("Không đưa tệp nào vào") if report.good or marked else self.tr("Đóng"))
        if report.good == 1:
            self.rest.setText(self.tr("Đưa tệp còn lại vào"))
        else:
            self.rest.setText(self.tr("Đưa {count} tệp còn lại vào").format(count=report.good))
        every = marked + report.good
        if every == 1:
            self.everything.setText(self.tr("Xác nhận và đưa tệp vào"))
        else:
            self.everything.setText(self.tr("Xác nhận và đưa {count} tệp vào").format(count=every))
        self.list.show_lines(
            [
                *(("shield-alert", "block", self._said(problem)) for problem in report.marked),
                *(("circle-x", "warn", self._said(problem)) for problem in report.refused),
                *(("file", "secondary", self._said(problem)) for problem in report.no_room),
            ]
        )

    def _said(self, problem: Problem) -> str:
        shown = {key: _shortened(fact) for key, fact in problem.facts.items()}
        return self._words.problem(Problem(problem.code, "", shown))

    # -- acts ----------------------------------------------------------------------------------------

    def _judge(self) -> None:
        self.everything.setEnabled(bool(self.reason.text().strip()))

    def _take_rest(self) -> None:
        self.rest_wanted.emit()
        self.accept()

    def _take_all(self) -> None:
        if self._report.marked and self.reason.text().strip():
            self.all_wanted.emit(self.reason.text())
            self.accept()


class _Lines(QScrollArea):
    """One line after the other, each with a shape; the keyboard scrolls where there are many."""

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)

    def show_lines(self, lines: Sequence[tuple[str, str, str]]) -> None:
        """Show icon, colour and words of each line."""
        ground = QWidget()
        ground.setProperty("kind", "clear")
        column = QVBoxLayout(ground)
        column.setContentsMargins(0, 4, 8, 4)
        column.setSpacing(theme.GRID + theme.HALF)
        top = Qt.AlignmentFlag.AlignTop
        for icon, role, said in lines:
            row = QHBoxLayout()
            row.setSpacing(10)
            mark = QVBoxLayout()
            mark.setContentsMargins(0, 2, 0, 0)
            mark.addWidget(IconMark(icon, role), 0, top)
            row.addLayout(mark)
            row.addWidget(WrapLabel(said, characters=_CHARACTERS, selectable=True), theme.TAKES_THE_ROOM, top)
            row.addStretch(1)
            column.addLayout(row)
        column.addStretch(1)
        self.setWidget(ground)
        height = min(ground.sizeHint().height(), _LIST_HEIGHT)
        self.setMinimumHeight(height)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if height == _LIST_HEIGHT else Qt.FocusPolicy.NoFocus)


def _shortened(fact: object) -> object:
    if not isinstance(fact, str) or len(fact) <= _NAME_CHARACTERS:
        return fact
    half = _NAME_CHARACTERS // 2
    return f"{fact[:half]}…{fact[-half + 1 :]}"

"""One sub-indicator as it is typed into the portal: its values to copy, explanation, evidence, the tick."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dti_desktop.engine.assessment import Assessment, Entered
from dti_desktop.engine.portal_entry import changed_since_entered, entry_digest
from dti_desktop.engine.portal_values import Difference, PortalValue, plain_copy, portal_values
from dti_desktop.ui import format as formats
from dti_desktop.ui import theme
from dti_desktop.ui.answer_text import value_text
from dti_desktop.ui.evidence_text import pages_text, title_of
from dti_desktop.ui.language import Retranslated
from dti_desktop.ui.navigation import Context
from dti_desktop.ui.shortcuts import key_text
from dti_desktop.ui.widgets.buttons import IconButton, LinkButton, PrimaryButton, QuietButton
from dti_desktop.ui.widgets.labels import Label, Weight, WrapLabel
from dti_desktop.ui.widgets.messages import Notice
from dti_desktop.ui.widgets.portal_value_row import PortalValueRow
from dti_desktop.ui.widgets.surfaces import Hairline, PageScroll, Pill

EXPLANATION = "explanation"
MOST_KEYS = 9
_EXCERPT = 180


class PortalEntryView(Retranslated, QWidget):
    """Shows `code`. `copied` when something went to the clipboard; the others ask the window for an act."""

    copied = Signal()
    stepped = Signal(int)
    tick_wanted = Signal(bool)
    folder_wanted = Signal()
    path_wanted = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.code = ""
        self.decimal_sign = ","  # the portal is Vietnamese, whatever the window speaks
        self._copied: set[str] = set()
        self._copied_digest: str | None = None
        self._values: tuple[PortalValue, ...] = ()
        self._before: Mapping[str, Difference] = {}
        self.previous, self.following = IconButton("chevron-left"), IconButton("chevron-right")
        self._code = Label(size="title", weight=Weight.DemiBold)
        self._index = WrapLabel(size="small", tone="muted")
        self._title = WrapLabel(weight=Weight.Medium)
        self.state, self._score = Pill(), Label(tone="secondary")
        self.stale = Notice(tone="warn")
        self.rows: list[PortalValueRow] = []
        self.explanation = PortalValueRow(weight=Weight.Normal)
        self._evidence_head = Label(size="small", tone="secondary")
        self._evidence = WrapLabel()
        self.folder = QuietButton(icon="folder-open")
        self.path = LinkButton(icon="copy")
        self.untick = LinkButton()
        self.tick = PrimaryButton(trailing_icon="chevron-right")
        self._lay_out()
        self._connect()
        self.retranslate()

    # -- layout --------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(theme.HALF)
        head.addWidget(self._code)
        head.addStretch(1)
        head.addWidget(self.previous)
        head.addWidget(self.following)
        standing = QHBoxLayout()
        standing.setSpacing(theme.GRID)
        standing.addWidget(self.state)
        standing.addStretch(1)
        standing.addWidget(self._score)
        self.page = PageScroll(margin=2 * theme.GRID)
        body = self.page.body
        body.setSpacing(theme.GRID)
        body.addLayout(head)
        body.addWidget(self._index)
        body.addWidget(self._title)
        body.addLayout(standing)
        body.addWidget(self.stale)
        body.addWidget(Hairline())
        self._column = QVBoxLayout()
        self._column.setSpacing(theme.GRID)
        body.addLayout(self._column)
        self._explanation_line = Hairline()
        body.addWidget(self._explanation_line)
        body.addWidget(self.explanation)
        body.addWidget(Hairline())
        body.addWidget(self._evidence_head)
        body.addWidget(self._evidence)
        for button in (self.folder, self.path):
            body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        foot = QVBoxLayout()
        foot.setContentsMargins(2 * theme.GRID, theme.GRID, 2 * theme.GRID, 0)
        foot.setSpacing(theme.HALF)
        foot.addWidget(self.tick)
        foot.addWidget(self.untick, 0, Qt.AlignmentFlag.AlignHCenter)
        self.tick.setSizePolicy(
            self.page.sizePolicy().horizontalPolicy(), self.tick.sizePolicy().verticalPolicy()
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.page, 1)
        layout.addWidget(Hairline())
        layout.addLayout(foot)

    def _connect(self) -> None:
        self.previous.clicked.connect(lambda: self.stepped.emit(-1))
        self.following.clicked.connect(lambda: self.stepped.emit(1))
        self.tick.clicked.connect(lambda: self.tick_wanted.emit(True))
        self.untick.clicked.connect(lambda: self.tick_wanted.emit(False))
        self.folder.clicked.connect(self.folder_wanted)
        self.path.clicked.connect(self.path_wanted)
        self.explanation.copy_wanted.connect(self.copy_explanation)

    # -- showing -------------------------------------------------------------------------------------

    def show_code(self, code: str) -> None:
        """Show another sub-indicator from its top."""
        if code != self.code:
            self.code = code
            self._copied.clear()
            self._copied_digest = None
            self._before = {}
            for passing in (self.stale, self.path):
                passing.hide()
            self.page.verticalScrollBar().setValue(0)
        self.refresh()

    def say_before(self, differences: tuple[Difference, ...], explanation_differs: bool) -> None:
        """Say of a changed one what was entered."""
        self._before = {found.before.key: found for found in differences}
        for row, value in zip(self.rows, self._values, strict=False):
            found = self._before.get(value.key)
            said = "" if found is None else self._written(found.before)
            row.say_before(self.tr("Lúc nhập: {value}").format(value=said) if said else "")
        self.explanation.say_before(self.tr("Đã sửa sau khi nhập") if explanation_differs else "")

    def refresh(self) -> None:
        """Follow the assessment."""
        assessment = self._context.session.assessment
        if assessment is None or self.code not in assessment.catalogue.indicators:
            return
        digest = entry_digest(assessment, self.code)
        is_stale = self._copied_digest is not None and digest != self._copied_digest
        if is_stale:
            self._copied.clear()
            self._copied_digest = None
        elif self._copied:
            self._copied_digest = digest
        # It stays until something is copied again: what was pasted is out of date.
        self.stale.setVisible(is_stale or (self.stale.isVisibleTo(self) and not self._copied))
        self._show_head(assessment)
        self._show_values(assessment)
        self._show_evidence(assessment)
        self._name_copies(assessment)

    def _show_head(self, assessment: Assessment) -> None:
        language, write = self._context.language.current, self._context.format
        indicator = assessment.catalogue.indicators[self.code]
        index = next(each for each in assessment.catalogue.main_indices if each.code == indicator.index)
        self._code.setText(self.code)
        self._index.setText(f"{index.code}. {index.title.in_language(language)}")
        self._title.setText(indicator.title.in_language(language))
        outlook = self._context.session.outlook
        score = None if outlook is None else outlook.scorecard.indicators[self.code]
        if score is None or not score.max_points:
            self._score.setText(self.tr("không chấm điểm"))
        else:
            self._score.setText(
                self.tr("tự chấm {points} / {most}").format(
                    points=write.points(score.points), most=write.number(score.max_points)
                )
            )
        tick = assessment.entered.get(self.code)
        is_changed = self.code in changed_since_entered(assessment)
        if tick is None:
            self.state.set_look(self.tr("Chưa nhập"), "neutral", "circle")
        elif is_changed:
            self.state.set_look(self.tr("Đã đổi sau khi nhập"), "warn", "triangle-alert")
        else:
            self.state.set_look(self.tr("Đã nhập"), "done", "circle-check")
        self.state.setAccessibleName(self.state.text())
        self.state.setToolTip("" if tick is None else moment_text(tick))
        if not is_changed:
            self.say_before((), False)
        self.untick.setVisible(tick is not None)
        self.tick.setText(
            self.tr("Đã nhập lại, sang mục sau")
            if is_changed
            else self.tr("Sang mục sau")
            if tick is not None
            else self.tr("Đã nhập, sang mục sau")
        )

    def _show_values(self, assessment: Assessment) -> None:
        language = self._context.language.current
        self._values = portal_values(assessment, self.code)
        while len(self.rows) < len(self._values):
            row, place = PortalValueRow(), len(self.rows)
            row.copy_wanted.connect(lambda place=place: self.copy_value(place))
            self.rows.append(row)
            self._column.addWidget(row)
        for place, row in enumerate(self.rows):
            row.setVisible(place < len(self._values))
            if place < len(self._values):
                value = self._values[place]
                asked = self._asked(value, language)
                row.show_value(asked, self._written(value), can_copy=value.value is not None)
                found = self._before.get(value.key)
                if found is not None and found.after.value != value.value:
                    row.say_before("")
        explanation = assessment.explanations.get(self.code, "").strip()
        for widget in (self.explanation, self._explanation_line):
            widget.setVisible(bool(explanation))
        shown = explanation if len(explanation) <= _EXCERPT else f"{explanation[:_EXCERPT].rstrip()}…"
        self.explanation.show_value(self.tr("Giải trình"), shown, can_copy=bool(explanation))

    def _show_evidence(self, assessment: Assessment) -> None:
        lines, has_file = [], False
        for link in assessment.links.get(self.code, ()):
            document = assessment.documents[link.document_id]
            has_file = has_file or document.file is not None
            lines.append(" · ".join(filter(None, (title_of(document), pages_text(link.pages)))))
        self._evidence_head.setText(self.tr("Minh chứng"))
        self._evidence.setText("\n".join(lines) or self.tr("Chưa có minh chứng."))
        self.folder.setVisible(has_file)
        if not has_file:
            self.path.hide()

    def offer_path(self) -> None:
        """Offer to copy where the evidence lies, for the browser's file chooser."""
        self.path.setVisible(True)

    def _asked(self, value: PortalValue, language: str) -> str:
        asked = value.label.in_language(language) or value.part.in_language(language)
        if value.is_figure:
            return self.tr("{label} (theo Số liệu chung)").format(label=asked)
        return asked or self.tr("Mức đã chọn")

    def _written(self, value: PortalValue) -> str:
        assessment = self._context.session.assessment
        if value.value is None or assessment is None:
            return self.tr("chưa trả lời")
        rule = assessment.catalogue.indicators[self.code].rule
        return value_text(rule, value.key, value.value, self._context.language.current)

    # -- copying -------------------------------------------------------------------------------------

    def copy_value(self, place: int) -> None:
        """Put a value on the clipboard as the portal takes it."""
        if place >= len(self._values) or self._values[place].value is None:
            return
        value = self._values[place]
        if isinstance(value.value, Decimal):
            text = plain_copy(value.value, self.decimal_sign)
        else:
            text = self._written(value)
        self._copy(value.key, text)

    def copy_explanation(self) -> None:
        """Put the whole explanation on the clipboard."""
        assessment = self._context.session.assessment
        text = "" if assessment is None else assessment.explanations.get(self.code, "").strip()
        if text:
            self._copy(EXPLANATION, text)

    def _copy(self, key: str, text: str) -> None:
        assessment = self._context.session.assessment
        assert assessment is not None
        QGuiApplication.clipboard().setText(text)
        self._copied.add(key)
        self._copied_digest = entry_digest(assessment, self.code)
        self.stale.hide()
        self._name_copies(assessment)
        self.copied.emit()

    def _name_copies(self, assessment: Assessment) -> None:
        copy, done = self.tr("Chép"), self.tr("Đã chép")
        for place, (row, value) in enumerate(zip(self.rows, self._values, strict=False)):
            is_copied = value.key in self._copied
            keys = key_text(f"Ctrl+{place + 1}") if place < MOST_KEYS else ""
            asked = self._asked(value, self._context.language.current)
            row.name_copy(done if is_copied else copy, asked, keys, is_copied=is_copied)
        is_copied = EXPLANATION in self._copied
        self.explanation.name_copy(
            done if is_copied else copy, self.tr("Giải trình"), key_text("Ctrl+E"), is_copied=is_copied
        )

    def retranslate(self) -> None:
        """Set every text again."""
        self.previous.set_name(self.tr("Mục trước"), key_text("Alt+Left"))
        self.following.set_name(self.tr("Mục sau"), key_text("Alt+Right"))
        self.stale.say(
            self.tr("Số liệu vừa đổi sau khi chép. Hãy chép lại trước khi đánh dấu đã nhập."), "warn"
        )
        self.stale.hide()
        self.folder.setText(self.tr("Mở thư mục minh chứng"))
        self.folder.setToolTip(key_text("Ctrl+M"))
        self.path.setText(self.tr("Chép đường dẫn"))
        self.path.setToolTip(key_text("Ctrl+Shift+M"))
        self.untick.setText(self.tr("Bỏ dấu đã nhập"))
        self.untick.setToolTip(key_text("Ctrl+Backspace"))
        self.tick.setToolTip(key_text("Ctrl+Return"))
        self.refresh()


def moment_text(tick: Entered) -> str:
    """Return when a sub-indicator was entered, in this machine's time zone; what is no time as it is."""
    try:
        moment = datetime.fromisoformat(tick.at_utc)
    except ValueError:
        return tick.at_utc
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return formats.current().date_time(moment)

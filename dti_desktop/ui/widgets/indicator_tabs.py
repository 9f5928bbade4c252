"""What folds away below the answer: rule, explanation, note, earlier years, journal; evidence when narrow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dti_desktop.engine.assessment import Assessment
from dti_desktop.engine.model import Indicator
from dti_desktop.engine.results import INDEX_PREFIX
from dti_desktop.services.outlook import Outlook
from dti_desktop.services.workspace import Workspace
from dti_desktop.ui.answer_text import answer_lines
from dti_desktop.ui.earlier_text import brought_lines
from dti_desktop.ui.journal_text import journal_lines
from dti_desktop.ui.language import Retranslated
from dti_desktop.ui.navigation import Context
from dti_desktop.ui.rule_text import rule_lines
from dti_desktop.ui.widgets.line_list import Line, LineList
from dti_desktop.ui.widgets.review_section import ReviewSection
from dti_desktop.ui.widgets.section_tabs import SectionTabs
from dti_desktop.ui.widgets.text_section import TextSection
from dti_desktop.ui.words import words

if TYPE_CHECKING:
    from dti_desktop.store.journal import JournalEntry

TAB_SETTING = "ui.indicator_tab"
EVIDENCE, RULE, EXPLANATION, NOTE, REVIEW, EARLIER, JOURNAL = (
    "evidence", "rule", "explanation", "note", "review", "earlier", "journal",
)  # fmt: skip
_JOURNAL_ENTRIES = 60


class IndicatorTabs(Retranslated, QWidget):
    """The sections of one indicator. What the store has to be asked for is asked when its tab is open."""

    explained = Signal(str)
    noted = Signal(str)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._code = ""
        self._assessment_id = ""
        self._earlier: tuple[Assessment, ...] | None = None
        self._entries: tuple[JournalEntry, ...] = ()
        self._evidence_count = 0
        self._is_recalled = False
        self._is_chosen = False
        self.tabs = SectionTabs()
        self.evidence_room = QWidget()
        room = QVBoxLayout(self.evidence_room)
        room.setContentsMargins(0, 0, 0, 0)
        self.rule = LineList()
        self.explanation = TextSection("info")
        self.explanation.edited.connect(self.explained)
        self.note = TextSection("lock")
        self.note.edited.connect(self.noted)
        self.review = ReviewSection(context)
        self.earlier = LineList()
        self.journal = LineList()
        for key, section in (
            (RULE, self.rule),
            (EVIDENCE, self.evidence_room),
            (EXPLANATION, self.explanation),
            (NOTE, self.note),
            (REVIEW, self.review),
            (EARLIER, self.earlier),
            (JOURNAL, self.journal),
        ):
            self.tabs.add(key, section)
        self.tabs.set_section_visible(EVIDENCE, False)
        self.tabs.shown.connect(self._on_shown)
        context.session.save_state_changed.connect(self._on_save_state)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.tabs)
        self.retranslate()

    def show_code(self, code: str) -> None:
        """Show the sections of this indicator."""
        assessment = self._context.session.assessment
        if assessment is None:
            return
        if assessment.id != self._assessment_id:
            self._assessment_id, self._earlier = assessment.id, None
        self._code = code
        self._entries = ()
        self._say_note()
        self._recall_tab()
        self.review.show_code(code)
        self.rule.show_lines([("", line) for line in self._rule_lines(assessment.catalogue.indicators[code])])
        self.refresh(fresh=True)
        self._ask_store()

    def refresh(self, *, fresh: bool = False) -> None:
        """Follow the assessment; texts that are being written are left alone."""
        session = self._context.session
        if session.assessment is None or session.outlook is None:
            return
        self.explanation.show_text(session.assessment.explanations.get(self._code, ""), fresh=fresh)
        self.note.show_text(session.assessment.notes.get(self._code, ""), fresh=fresh)
        self._say_explanation(session.assessment, session.outlook)
        if self.tabs.current == REVIEW:
            self.review.refresh()
        self._mark_review()
        if self.tabs.current == EARLIER:
            self._show_earlier()
        self.tabs.set_mark(
            NOTE, "notebook-pen" if session.assessment.notes.get(self._code) else None, "muted"
        )

    def retranslate(self) -> None:
        for key, title in (
            (RULE, self.tr("Cách chấm")),
            (EXPLANATION, self.tr("Giải trình")),
            (NOTE, self.tr("Ghi chú")),
            (EARLIER, self.tr("Năm trước")),
            (JOURNAL, self.tr("Nhật ký")),
        ):
            self.tabs.set_title(key, title)
        self.tabs.set_title(REVIEW, self.tr("Rà soát"))
        self.set_evidence_count(self._evidence_count)
        self._say_note()
        assessment = self._context.session.assessment
        if assessment is not None and self._code in assessment.catalogue.indicators:
            self.show_code(self._code)

    def set_read_only(self, read_only: bool) -> None:
        """Let the explanation be read and copied only; private notes stay open."""
        self.explanation.set_read_only(read_only)

    def _say_note(self) -> None:
        assessment = self._context.session.assessment
        where_to = self.tr("Chỉ để nội bộ: không in, không xuất theo hồ sơ.")
        if assessment is not None and assessment.origin is not None:
            where_to = self.tr("Về nơi giao cùng phần việc; không in, không xuất theo hồ sơ.")
        self.note.say(self.tr("Ghi chú riêng"), where_to, self.tr("Ai cung cấp số liệu, còn chờ gì…"))

    def set_evidence_count(self, count: int) -> None:
        """Show how many documents there are in the name of the evidence tab."""
        self._evidence_count = count
        title = self.tr("Minh chứng")
        self.tabs.set_title(EVIDENCE, f"{title} {count}" if count else title)

    def _mark_review(self) -> None:
        """Show how many threads are open in the name of the review."""
        count = self.review.open_count
        title = self.tr("Rà soát")
        self.tabs.set_title(REVIEW, f"{title} {count}" if count else title)
        self.tabs.set_mark(REVIEW, "message-square-text" if count else None, "accent")

    def leave(self) -> None:
        """Bring what was typed in the sections to the session."""
        self.review.flush()

    def open(self, key: str) -> None:
        """Open a section without remembering it."""
        self._is_chosen = True
        self.tabs.open(key)
        self._ask_store()

    def forget(self) -> None:
        """Another assessment is open: ask the store anew."""
        self._assessment_id, self._earlier = "", None

    # -- words -----------------------------------------------------------------------------------------

    def _rule_lines(self, indicator: Indicator) -> list[str]:
        language = self._context.language.current
        lines = rule_lines(indicator, language)
        evidence = indicator.evidence.in_language(language)
        if evidence:
            evidence = evidence[:1].lower() + evidence[1:] if evidence[1:2].islower() else evidence
            lines.append(self.tr("Minh chứng thường dùng: {evidence}.").format(evidence=evidence.rstrip(".")))
        return lines

    def _say_explanation(self, assessment: Assessment, outlook: Outlook) -> None:
        codes = {
            finding.code
            for finding in outlook.findings
            if finding.indicator == self._code and finding.severity == "explain"
        }
        explained = bool(assessment.explanations.get(self._code, "").strip())
        name, placeholder = self.tr("Giải trình"), self.tr("Vì sao chưa có minh chứng, số liệu lấy từ đâu…")
        needed = bool(codes) and not explained
        if "evidence-missing" in codes and not explained:
            remark = self.tr("Cần giải trình vì chưa có minh chứng; hoặc thêm minh chứng ở bên.")
        elif needed and codes == {"evidence-date-outside-year"}:
            remark = self.tr("Cần giải trình vì có minh chứng ban hành ngoài năm đánh giá.")
        elif needed:
            remark = self.tr("Cần giải trình vì câu trả lời chưa đủ; hoặc nhập cho đủ.")
        else:
            remark = self.tr("In trong báo cáo và đi cùng hồ sơ nộp.")
        self.explanation.say(
            name, remark, placeholder, "warn" if needed else "muted", "triangle-alert" if needed else "info"
        )
        self.tabs.set_mark(EXPLANATION, "triangle-alert" if needed else None, "warn")

    # -- what the store knows --------------------------------------------------------------------------

    def _recall_tab(self) -> None:
        if self._is_recalled:
            return
        self._is_recalled = True
        self._context.tasks.run(
            self._context.workspace.setting, TAB_SETTING, lane="store", on_done=self._on_recalled, owner=self
        )

    def _on_recalled(self, key: object) -> None:
        # Where she has gone meanwhile goes before where she was last time.
        if isinstance(key, str) and key != EVIDENCE and not self._is_chosen:
            self.open(key)

    def _on_shown(self, key: str) -> None:
        self._is_chosen = True
        self._ask_store()
        if key != EVIDENCE:
            self._context.tasks.run(self._context.workspace.set_setting, TAB_SETTING, key, lane="store")

    def _on_save_state(self, state: str) -> None:
        if state == "saved" and self.tabs.current in (JOURNAL, REVIEW) and self.isVisible():
            self._ask_store()

    def _ask_store(self) -> None:
        assessment, code = self._context.session.assessment, self._code
        if assessment is None or not code:
            return
        workspace = self._context.workspace
        if self.tabs.current == JOURNAL:
            self._show_journal()
            self._context.tasks.run(
                workspace.journal,
                assessment.id,
                code,
                _JOURNAL_ENTRIES,
                lane="store",
                on_done=lambda entries: self._on_journal(code, entries),
                owner=self,
            )
        elif self.tabs.current == REVIEW:
            self.review.refresh()
            self.review.ask_store()
        elif self.tabs.current == EARLIER:
            self._show_earlier()
            if self._earlier is None:
                self._context.tasks.run(
                    lambda: earlier_assessments(workspace, assessment),
                    lane="store",
                    on_done=lambda found: self._on_earlier(assessment.id, found),
                    owner=self,
                )

    def _on_journal(self, code: str, entries: tuple[JournalEntry, ...]) -> None:
        if code == self._code:
            self._entries = entries
            self._show_journal()

    def _show_journal(self) -> None:
        assessment = self._context.session.assessment
        if assessment is None:
            return
        language = self._context.language.current
        told = journal_lines(self._entries, assessment, language, words(self._context))
        lines: list[Line] = [(f"{line.when} · {line.who}", line.what) for line in told]
        self.journal.show_lines(lines or [("", self.tr("Chưa có thay đổi nào được ghi."))])

    def _on_earlier(self, assessment_id: str, found: tuple[Assessment, ...]) -> None:
        if assessment_id == self._assessment_id:
            self._earlier = found
            self._show_earlier()

    def _show_earlier(self) -> None:
        assessment = self._context.session.assessment
        if assessment is None:
            return
        language, form = self._context.language.current, self._context.format
        indicator = assessment.catalogue.indicators[self._code]
        index = assessment.catalogue.index_by_code[indicator.index]
        lines: list[Line] = []
        previous = assessment.previous
        brought = None if previous is None else previous.rows.get(self._code)
        if previous is not None and brought is not None:
            caption = self.tr("Mang sang từ năm {year}").format(year=previous.year)
            lines += brought_lines(caption, brought, indicator, language)
        for earlier in self._earlier or ():
            if previous is not None and brought is not None and earlier.id == previous.assessment_id:
                continue  # it is told in full above
            answered = answer_lines(indicator.rule, earlier.answers.get(self._code, {}), language)
            text = "; ".join(answered) or self.tr("chưa trả lời")
            lines.append((self.tr("Hồ sơ {year}").format(year=earlier.year), text))
        book = self._context.workspace.result_book.of(assessment.catalogue, assessment.province)
        for year in reversed([year for year in book.years if year < assessment.year]):
            row = book.published(year, assessment.province, INDEX_PREFIX + index.code)
            if row is None or row.value is None:
                continue
            text = self.tr("Chỉ số chính {index}: {value}").format(
                index=f"{index.code} {index.title.in_language(language)}", value=form.value(row.value)
            )
            if row.rank is not None:
                text = self.tr("{text}, hạng {rank}").format(text=text, rank=row.rank)
            lines.append((self.tr("Công bố {year}").format(year=year), text))
        if not lines:
            lines = [("", self.tr("Chưa có số liệu của các năm trước cho chỉ số này."))]
        self.earlier.show_lines(lines)


def earlier_assessments(workspace: Workspace, assessment: Assessment) -> tuple[Assessment, ...]:
    """Return the store's assessments of the same province and catalogue for earlier years, latest first."""
    found = [
        workspace.load(summary.id)
        for summary in workspace.assessments()
        if summary.province == assessment.province and summary.year < assessment.year
    ]
    same = [
        a for a in found if a.catalogue.id == assessment.catalogue.id and a.is_sample == assessment.is_sample
    ]
    return tuple(sorted(same, key=lambda a: -a.year))

"""Taking back what departments returned: read, looked at, each conflict decided, then taken in."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from dti_desktop.engine.merge import OURS, Conflict
from dti_desktop.engine.part_content import Place
from dti_desktop.errors import DtiError
from dti_desktop.services import part_merging, parts
from dti_desktop.services.part_words import MergeWords
from dti_desktop.ui import theme
from dti_desktop.ui.dialogs.dialog_layout import LEAST_LIST, dialog_column, put_foot
from dti_desktop.ui.faults import FaultWords
from dti_desktop.ui.language import Retranslated
from dti_desktop.ui.navigation import Context
from dti_desktop.ui.verification_text import shown
from dti_desktop.ui.widgets.buttons import PrimaryButton, SecondaryButton
from dti_desktop.ui.widgets.data_table import DataTable
from dti_desktop.ui.widgets.labels import Label, Weight, WrapLabel
from dti_desktop.ui.widgets.messages import Notice
from dti_desktop.ui.widgets.offer_cards import OfferCards, Side
from dti_desktop.ui.widgets.part_questions import PassphraseQuestion, SecrecyQuestion
from dti_desktop.ui.widgets.rows_model import Cell, Head, RowsModel
from dti_desktop.ui.widgets.segments import Segment, Segments
from dti_desktop.ui.widgets.surfaces import Card
from dti_desktop.ui.words import words
from dti_desktop.utc_times import from_utc_text

if TYPE_CHECKING:
    from dti_desktop.exchange.part_file import PartFile
    from dti_desktop.services.intake import Intake
    from dti_desktop.services.part_evidence import Source
    from dti_desktop.services.part_merging import Preview
    from dti_desktop.services.workspace import Saved

_SIZE = (980, 660)
_TAKEN, _CONFLICTS, _LEFT = "taken", "conflicts", "left"
_TAKEN_COLUMNS = (64, 220, None, None, 150)
_LEFT_COLUMNS = (64, None)
_CONFLICT_COLUMNS = (64, None, 130)
_LEAST_CONFLICTS = 300
_LONGEST = 160


class ConflictTable(DataTable):
    """Conflicts to walk; left and right choose a side (`stepped(-1 or 1)`)."""

    stepped = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.stepped.emit(-1 if event.key() == Qt.Key.Key_Left else 1)
            return
        super().keyPressEvent(event)


class MergePartsDialog(Retranslated, QDialog):
    """Reads the files without keeping anything; `merged(Preview, choices)` once they are taken in."""

    merged = Signal(object, object)

    def __init__(
        self, context: Context, untrusted_paths: Sequence[Path], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._fault_words = FaultWords(context.library, context.language)
        self._paths = list(dict.fromkeys(untrusted_paths))
        self._words: list[str] = []
        self._read: dict[Path, tuple[Source, PartFile]] = {}
        self._locked: list[Path] = []
        self._error: BaseException | None = None
        self._is_busy = self._is_accepting = False
        self._intake: Intake | None = None
        self.looked: Preview | None = None
        self.choices: dict[Place, int] = {}
        self._title = Label(size="title", weight=Weight.DemiBold)
        self._files = WrapLabel(tone="secondary")
        self.notice = Notice()
        self._lock = PassphraseQuestion()
        self.passphrase, self.unlock = self._lock.line, self._lock.unlock
        self._lock.given.connect(self._unlock)
        self.views = Segments()
        self.views.chosen.connect(lambda _key: self._show_view())
        self._taken_rows, self._conflict_rows, self._left_rows = RowsModel(), RowsModel(), RowsModel()
        self.taken = DataTable()
        self.taken.setModel(self._taken_rows)
        self.left = DataTable()
        self.left.setModel(self._left_rows)
        self.conflicts = ConflictTable()
        self.conflicts.setModel(self._conflict_rows)
        self.conflicts.setMinimumWidth(_LEAST_CONFLICTS)
        self.conflicts.stepped.connect(self._step)
        self.conflicts.selectionModel().currentRowChanged.connect(self._show_conflict)
        self.cards = OfferCards()
        self.cards.chosen.connect(self._choose)
        self.all_ours = SecondaryButton()
        self.all_ours.clicked.connect(lambda: self._choose_all(theirs=False))
        self.all_theirs = SecondaryButton()
        self.all_theirs.clicked.connect(lambda: self._choose_all(theirs=True))
        self._secret = SecrecyQuestion()
        self.secret_reason = self._secret.line
        self._secret.edited.connect(self._show_state)
        self.take = PrimaryButton(icon="download")
        self.take.clicked.connect(self._take)
        self.cancel = SecondaryButton()
        self.cancel.clicked.connect(self.reject)
        self._lay_out()
        self.finished.connect(lambda _result: self._give_up())
        self.retranslate()
        self._read_all()

    def _lay_out(self) -> None:
        self._conflict_room = QWidget()
        self._conflict_room.setMinimumHeight(LEAST_LIST + 60)
        room = QVBoxLayout(self._conflict_room)
        room.setContentsMargins(0, 0, 0, 0)
        room.setSpacing(theme.GRID)
        across = QHBoxLayout()
        across.setSpacing(2 * theme.GRID)
        across.addWidget(_on_card(self.conflicts), 2)
        across.addWidget(self.cards, 3)
        everything = QHBoxLayout()
        everything.setSpacing(10)
        self._keys = Label(size="small", tone="muted")
        everything.addWidget(self.all_ours)
        everything.addWidget(self.all_theirs)
        everything.addStretch(1)
        everything.addWidget(self._keys)
        room.addLayout(across, 1)
        room.addLayout(everything)
        layout = dialog_column(self)
        for widget in (self._title, self._files, self.notice, self._lock, self.views):
            layout.addWidget(widget)
        self._taken_room = _on_card(self.taken)
        self._left_room = _on_card(self.left)
        layout.addWidget(self._taken_room, 1)
        layout.addWidget(self._left_room, 1)
        layout.addWidget(self._conflict_room, 1)
        layout.addWidget(self._secret)
        layout.addStretch(0)
        put_foot(self, self.cancel, self.take)
        self.resize(*_SIZE)

    # -- reading -------------------------------------------------------------------------------------

    def _read_all(self) -> None:
        """Read every file that was not read yet, with whichever passphrase opens it."""
        wanted, known = [path for path in self._paths if path not in self._read], list(self._words)
        self._is_busy, self._error = True, None

        def read() -> tuple[dict[Path, tuple[Source, PartFile]], list[Path]]:
            found: dict[Path, tuple[Source, PartFile]] = {}
            locked = []
            for path in wanted:
                sources: list[Source] = [(path, None)]
                if parts.needs_passphrase(path):
                    sources = [(path, word) for word in known]
                for source in sources:
                    try:
                        found[path] = source, parts.read_part(source)
                        break
                    except DtiError as error:
                        if error.code != "passphrase-wrong":
                            raise
                else:
                    locked.append(path)
            return found, locked

        self._context.tasks.run(read, lane="pool", on_done=self._on_read, on_error=self._on_fault, owner=self)
        self._show_state()

    def _on_read(self, result: tuple[dict[Path, tuple[Source, PartFile]], list[Path]]) -> None:
        found, self._locked = result
        self._read |= found
        if self._locked:
            self._is_busy = False
            self._show_state()
            self.passphrase.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._look()

    def _unlock(self) -> None:
        if not self._is_busy:
            self._words.append(self._lock.take())
            self._read_all()

    def _look(self) -> None:
        session = self._context.session
        session.flush()
        assert session.assessment is not None
        self._is_busy = True
        self._context.tasks.run(
            part_merging.preview,
            self._context.workspace,
            session.assessment.id,
            [self._read[path][1] for path in self._paths],
            lane="store",
            on_done=self._on_looked,
            on_error=self._on_fault,
            owner=self,
        )
        self._show_state()

    def _on_looked(self, looked: Preview) -> None:
        self.looked, self._is_busy = looked, False
        places = {conflict.place for conflict in looked.conflicts}
        self.choices = {place: choice for place, choice in self.choices.items() if place in places}
        self._fill()
        self._show_state()
        if looked.conflicts:
            self.conflicts.setCurrentIndex(self._conflict_rows.index(0, 0))
            self.conflicts.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.take.isEnabled():
            self.take.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_fault(self, error: BaseException) -> None:
        self._error, self._is_busy, self._is_accepting = error, False, False
        self._give_up()
        if isinstance(error, DtiError) and error.code == "merge-outdated":
            self._look()
        self._show_state()

    # -- choosing ------------------------------------------------------------------------------------

    @property
    def current(self) -> Conflict | None:
        """The conflict that is looked at."""
        row = self.conflicts.currentIndex().row()
        if self.looked is None or not 0 <= row < len(self.looked.conflicts):
            return None
        return self.looked.conflicts[row]

    def _step(self, step: int) -> None:
        conflict = self.current
        if conflict is None:
            return
        last = OURS if conflict.reason == "approved" else len(conflict.offers) - 1
        chosen = self.choices.get(conflict.place)
        if chosen is None:
            self._choose(OURS if step < 0 else min(0, last))
        else:
            self._choose(max(OURS, min(chosen + step, last)))

    def _choose(self, number: int) -> None:
        conflict = self.current
        if conflict is not None:
            self.choices[conflict.place] = number
            self._fill_conflicts()
            self.cards.set_chosen(number)
            self._show_state()

    def _choose_all(self, *, theirs: bool) -> None:
        if self.looked is None:
            return
        for conflict in self.looked.conflicts:
            # Of several departments none is chosen by itself; what is locked stays.
            if not theirs:
                self.choices[conflict.place] = OURS
            elif conflict.reason != "approved" and len(conflict.offers) == 1:
                self.choices[conflict.place] = 0
        self._fill_conflicts()
        self._show_conflict()
        self._show_state()

    # -- taking in -----------------------------------------------------------------------------------

    def _take(self) -> None:
        if self.looked is None or not self.take.isEnabled():
            return
        self._is_busy, self._error = True, None
        if self._intake is not None:
            self._accept(self._intake)
            return
        self._context.tasks.run(
            part_merging.stage,
            self._context.workspace,
            self.looked,
            [self._read[path][0] for path in self._paths],
            limit_bytes=self._context.session.evidence_limit_bytes,
            lane="pool",
            on_done=self._on_staged,
            on_error=self._on_fault,
            owner=self,
        )
        self._show_state()

    def _on_staged(self, intake: Intake) -> None:
        if intake.marked and not self._secret.has_reason:
            self._intake, self._is_busy = intake, False
            self._show_state()
            self.secret_reason.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._accept(intake)

    def _accept(self, intake: Intake) -> None:
        looked, choices = self.looked, dict(self.choices)
        reason, self._intake = self._secret.reason, None
        assert looked is not None
        self._is_accepting = True
        self._context.session.act(
            lambda workspace, _id: workspace.accept_merge(looked, choices, intake, reason),
            on_done=partial(self._on_taken, looked, choices),
            on_error=self._on_fault,
        )
        self._show_state()

    def _on_taken(self, looked: Preview, choices: dict[Place, int], _saved: Saved) -> None:
        self._is_busy = self._is_accepting = False
        self.merged.emit(looked, choices)
        self.accept()

    def reject(self) -> None:
        """Close without taking anything in; not while it is being taken in, which cannot be broken off."""
        if not self._is_accepting:
            super().reject()

    def _give_up(self) -> None:
        if self._intake is not None:
            intake, self._intake = self._intake, None
            self._context.tasks.run(intake.discard, lane="pool")

    # -- showing -------------------------------------------------------------------------------------

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("Nhận lại phần việc"))
        self._title.setText(self.tr("Nhận lại phần việc"))
        self.views.set_name(self.tr("Xem gì"))
        self.taken.setAccessibleName(self.tr("Giá trị sẽ nhận"))
        self.left.setAccessibleName(self.tr("Những giá trị không nhận"))
        self.conflicts.setAccessibleName(self.tr("Chỗ phải chọn"))
        self.all_ours.setText(self.tr("Tất cả của hồ sơ"))
        self.all_theirs.setText(self.tr("Tất cả của đơn vị"))
        self._keys.setText(self.tr("↑ ↓ đổi chỗ, ← → chọn bên"))
        self._secret.say(self.tr("Vì sao các tệp này không phải bí mật nhà nước?"))
        self.take.setText(self.tr("Nhận"))
        self.cancel.setText(self.tr("Hủy"))
        self._fill()
        self._show_state()

    def _show_state(self) -> None:
        looked = self.looked
        is_ready = looked is not None and not self._is_busy
        self._lock.setVisible(bool(self._locked) and not self._is_busy and looked is None)
        names = ", ".join(shown(path.name) for path in self._locked)
        self._lock.say(
            self.tr("Mật khẩu của {names}").format(names=names), self.tr("Mật khẩu của tệp"), self.tr("Mở")
        )
        self._files.setVisible(looked is not None)
        self._secret.setVisible(self._intake is not None)
        has_reason = self._intake is None or self._secret.has_reason
        undecided = 0 if looked is None else sum(c.place not in self.choices for c in looked.conflicts)
        self.cancel.setEnabled(not self._is_accepting)
        self.take.setEnabled(
            is_ready and looked is not None and looked.has_news and not undecided and has_reason
        )
        for button in (self.all_ours, self.all_theirs):
            button.setEnabled(is_ready)
        self._say(undecided)
        self._show_view()

    def _say(self, undecided: int) -> None:
        looked = self.looked
        text, tone = "", "info"
        if self._error is not None:
            text, tone = self._fault_words.at_length(self._error), "block"
        elif self._is_busy:
            text = self.tr("Đang đọc…") if looked is None else self.tr("Đang nhận…")
        elif self._intake is not None:
            names = ", ".join(shown(marked.name) for marked in self._intake.marked)
            text, tone = self.tr("Tệp có dấu chỉ độ mật: {names}").format(names=names), "warn"
        elif self._locked and self._words:
            tone = "warn"
            text = self.tr(
                "Mật khẩu không đúng. Hãy kiểm tra phím Caps Lock và bộ gõ tiếng Việt rồi nhập lại."
            )
        elif looked is not None and not looked.has_news:
            text, tone = self.tr("Không có gì mới: các tệp này đã được nhận trước đây."), "done"
        elif undecided:
            text = self.tr("Còn {count} chỗ phải chọn: xem từng chỗ và chọn một bên.")
            text, tone = text.format(count=undecided), "warn"
        elif looked is not None:
            text = self.tr("Nhận tất cả trong một bước; hoàn tác một lần là trở lại như trước.")
        self.notice.say(text, tone)  # type: ignore[arg-type]
        self.notice.setVisible(bool(text))

    def _fill(self) -> None:
        looked = self.looked
        if looked is None:
            return
        said = words(self._context)
        write = self._context.format
        files = [
            said.text(
                f"cli.merge.file.{line.state}",
                department=line.department,
                who=line.returned_by,
                moment=write.date_time(from_utc_text(line.returned_utc)),
            )
            for line in looked.files
        ]
        merging = MergeWords(looked, said)
        self._files.setText("\n".join([*files, *merging.older_files()]))
        rows, left = merging.rows(), looked.merged.lost
        self._left_rows.set_rows(
            [Head(self.tr("Mã")), Head(self.tr("Giá trị không nhận, và vì sao"))],
            [(Cell(each.place.code or "–", is_quiet=True), _cell(merging.lost(each))) for each in left],
        )
        self.left.set_columns(_LEFT_COLUMNS)
        heads = [
            Head(self.tr("Mã")),
            Head(self.tr("Nội dung")),
            Head(self.tr("Trước")),
            Head(self.tr("Sau")),
            Head(self.tr("Đơn vị")),
        ]
        self._taken_rows.set_rows(
            heads,
            [
                (
                    Cell(row.code or "–", is_quiet=True),
                    _cell(row.where),
                    _cell(row.before, is_quiet=True),
                    _cell(row.value),
                    _cell(row.departments),
                )
                for row in rows
            ],
        )
        self.taken.set_columns(_TAKEN_COLUMNS)
        self.views.set_segments(
            [
                Segment(key, text, str(count), shape)
                for key, text, count, shape in (
                    (_CONFLICTS, self.tr("Phải chọn"), len(looked.conflicts), ("triangle-alert", "warn")),
                    (_TAKEN, self.tr("Sẽ nhận"), len(rows), None),
                    (_LEFT, self.tr("Không nhận"), len(left), None),
                )
                if count
            ]
        )
        self._fill_conflicts()
        self._show_conflict()

    def _fill_conflicts(self) -> None:
        looked = self.looked
        if looked is None:
            return
        said = MergeWords(looked, words(self._context))
        heads = [Head(self.tr("Mã")), Head(self.tr("Nội dung")), Head(self.tr("Chọn"))]
        self._conflict_rows.set_rows(
            heads,
            [
                (
                    Cell(conflict.place.code or "–", is_quiet=True),
                    _cell(said.where(conflict.place)),
                    _cell(self._chosen_words(conflict)),
                )
                for conflict in looked.conflicts
            ],
        )
        self.conflicts.set_columns(_CONFLICT_COLUMNS)

    def _chosen_words(self, conflict: Conflict) -> str:
        chosen = self.choices.get(conflict.place)
        if chosen is None:
            return self.tr("chưa chọn")
        return self.tr("Hồ sơ này") if chosen == OURS else ", ".join(conflict.offers[chosen].departments)

    def _show_conflict(self, _now: QModelIndex | None = None, _before: QModelIndex | None = None) -> None:
        looked, conflict = self.looked, self.current
        if looked is None or conflict is None:
            return
        said = MergeWords(looked, words(self._context))
        place = conflict.place
        ours = Side(
            OURS,
            self.tr("Hồ sơ này"),
            said.value(place, conflict.ours),
            said.evidence(place.code, None),
            said.remarks(place.code, None),
        )
        is_free = conflict.reason != "approved"
        remark = {
            "approved": self.tr("(Chỉ số đã duyệt: mở lại rồi mới nhận được.)"),
            "approval": self.tr("(Chỉ được duyệt khi chọn bên hồ sơ.)"),
            "figure": self.tr("(Số liệu chung.)"),
        }.get(conflict.reason, "")
        theirs = [
            Side(
                number,
                ", ".join(offer.departments),
                "\n".join(line for line in (said.value(place, offer.value), remark) if line),
                said.evidence(place.code, offer.departments[0]),
                said.remarks(place.code, offer.departments[0]),
                is_free,
            )
            for number, offer in enumerate(conflict.offers)
        ]
        self.cards.show_sides(
            [ours, *theirs],
            self.choices.get(place),
            (self.tr("Minh chứng của chỉ số"), self.tr("Ý kiến")),
            self.tr("không có"),
        )

    def _show_view(self) -> None:
        is_there = self.looked is not None
        view = self.views.choice
        self.views.setVisible(is_there and bool(self.views.segments))
        self._taken_room.setVisible(is_there and view == _TAKEN)
        self._left_room.setVisible(is_there and view == _LEFT)
        self._conflict_room.setVisible(is_there and view == _CONFLICTS)


def _on_card(table: DataTable) -> Card:
    card = Card()
    card.body.setContentsMargins(0, 2, 0, 6)
    card.body.addWidget(table)
    return card


def _cell(text: str, *, is_quiet: bool = False) -> Cell:
    line = " ".join(text.split())
    short = line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"
    return Cell(short, hint=text, is_quiet=is_quiet)

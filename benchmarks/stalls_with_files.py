"""Operations that carry files or many values, for the suite of stalls, done through the window's own acts.

What they need is made once, before the window opens: parts that a department sent back, forms that were
filled in elsewhere, an edition of the catalogue that no assessment has moved to, evidence, a key.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from benchmarks.open_window import OpenWindow, now_utc, turn
from benchmarks.signing_key import PASSWORD, SigningKey
from dti_desktop.engine.catalogue_edit import NodeName
from dti_desktop.services import forms, parts
from dti_desktop.services.library import Library
from dti_desktop.services.workspace import Workspace
from dti_desktop.ui.dialogs.catalogue_move import MoveDialog
from dti_desktop.ui.dialogs.import_answers import ImportAnswersDialog
from dti_desktop.ui.dialogs.merge_parts import MergePartsDialog
from dti_desktop.ui.entry_rows import EXPLANATION
from dti_desktop.ui.navigation import Place
from dti_desktop.ui.pages.catalogue import CataloguePage
from dti_desktop.ui.pages.entry import EntryPage
from dti_desktop.ui.pages.indicator import IndicatorPage
from dti_desktop.ui.pages.submit import EXPORT, KEY, SubmitPage
from dti_desktop.ui.pages.verify import VerifyPage
from dti_desktop.ui.window_acts import WindowActs

Operation = tuple[str, Callable[[], object], Callable[[], object]]

_LARGE_BYTES = 256 << 20
_SMALL_FILES = 30
_STEP_MS = 15
_STEP_PATIENCE = 3000
_PIECE = bytes(range(256)) * 4096


@dataclass(frozen=True)
class Prepared:
    """The files; those that can be taken only once are one a round."""

    assessment_id: str
    returned: Sequence[Path]
    filled: Path
    large: Sequence[Path]
    small: Sequence[Sequence[Path]]
    key: SigningKey
    folder: Path


def prepare(workspace: Workspace, library: Library, assessment_id: str, folder: Path, times: int) -> Prepared:
    """Make everything that the operations need, in `folder` and in the store."""
    folder.mkdir()
    key = SigningKey.made_in(folder)
    large, small = [], []
    for number in range(times):
        path = folder / f"lớn-{number}.pdf"
        with path.open("wb") as file:
            file.write(b"%%PDF-1.4 %d\n" % number)
            for _ in range(_LARGE_BYTES // len(_PIECE)):
                file.write(_PIECE)
        large.append(path)
        few = [folder / f"nhỏ-{number}-{each}.pdf" for each in range(_SMALL_FILES)]
        for each, path in enumerate(few):
            path.write_bytes(b"%%PDF-1.4 %d %d" % (number, each))
        small.append(few)
    returned = _returned(workspace, library, assessment_id, folder, times)
    filled = _filled(workspace, library, assessment_id, folder)
    _make_edition(workspace, workspace.load(assessment_id).catalogue.id)
    return Prepared(assessment_id, returned, filled, large, small, key, folder)


def _returned(
    workspace: Workspace, library: Library, assessment_id: str, folder: Path, times: int
) -> list[Path]:
    assessment = workspace.load(assessment_id)
    codes = [index.code for index in assessment.catalogue.main_indices]
    issued = folder / "giao.dtipart"
    parts.issue(workspace, assessment_id, codes, "Sở Nội vụ", issued, passphrase=None)
    department = Workspace.open(folder / "sở", library, now_utc=now_utc, user="benchmark")
    found = []
    try:
        mine = parts.open_part(department, (issued, None)).assessment_id
        for number in range(times):
            for code in list(department.load(mine).catalogue.indicators):
                department.explain(mine, code, f"Theo báo cáo lần {number} của Sở.")
            found.append(folder / f"tra-{number}.dtipart")
            parts.return_part(department, mine, found[-1], passphrase=None)
    finally:
        department.close()
    return found


def _filled(workspace: Workspace, library: Library, assessment_id: str, folder: Path) -> Path:
    import openpyxl

    path = folder / "phiếu.xlsx"
    forms.write_template(path, library, workspace.load(assessment_id), language="vi", now_utc=now_utc())
    book = openpyxl.load_workbook(path)
    for sheet in book.worksheets:
        heads = {cell.value: cell.column for cell in sheet[1]}
        for row in range(2, sheet.max_row + 1 if "dti:key" in heads else 2):
            if str(sheet.cell(row, heads["dti:key"]).value).endswith("#a"):
                sheet.cell(row, heads["dti:value"]).value = 30
    book.save(path)
    return path


def _make_edition(workspace: Workspace, catalogue_id: str) -> None:
    """Shift a point between two rows of one main index, and make an edition of it."""
    catalogues = workspace.catalogues
    rows = catalogues.open_draft(catalogue_id).rows
    one, other = list(rows.values())[:2]
    nodes = [
        {**node, "max_points": str(int(node["max_points"]) + more)} for node, more in ((one, 1), (other, -1))
    ]
    catalogues.edit_all(catalogue_id, {NodeName("indicators", node["code"]): node for node in nodes})
    catalogues.finish(catalogue_id)


class Hand(QObject):
    """Does one step after another in the window's event loop, each as soon as it can be done."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._steps: list[tuple[Callable[[], object], Callable[[], object]]] = []
        self._waited = 0
        self._timer = QTimer(self)
        self._timer.setInterval(_STEP_MS)
        self._timer.timeout.connect(self._look)

    @property
    def is_done(self) -> bool:
        """Whether every step was done."""
        return not self._steps

    def do(self, *steps: tuple[Callable[[], object], Callable[[], object]]) -> None:
        """Begin: each step is (whether it can be done now, what to do)."""
        self._steps, self._waited = list(steps), 0
        self._timer.start()

    def _look(self) -> None:
        can, act = self._steps[0]
        self._waited += 1
        if can():
            self._steps.pop(0)
            self._waited = 0
            if not self._steps:
                self._timer.stop()
            act()
        elif self._waited > _STEP_PATIENCE:
            self._timer.stop()
            raise TimeoutError


def _always() -> bool:
    return True


def _nothing() -> None:
    pass


def operations(opened: OpenWindow, made: Prepared, is_at_rest: Callable[[], object]) -> Iterator[Operation]:
    """Yield each operation: its name, what begins it, and whether it is over."""
    bench = opened.bench
    session = bench.context.session
    acts = opened.window.findChild(WindowActs)
    assert acts is not None
    hand = Hand(bench)

    def over() -> bool:
        return bool(hand.is_done and is_at_rest() and bench.work.isHidden())

    def dialog(kind: type[QDialog]) -> Any:
        found = QApplication.activeModalWidget()
        return found if isinstance(found, kind) else None

    def page(kind: type[QWidget]) -> Any:
        found = bench.page(bench.place.page)
        assert isinstance(found, kind)
        return found

    returned = iter(made.returned)

    def merge() -> None:
        acts.parts.take_back([next(returned)])
        before = session.assessment
        hand.do(
            (
                lambda: (d := dialog(MergePartsDialog)) and d.looked is not None,
                lambda: dialog(MergePartsDialog)._choose_all(theirs=True),
            ),
            (
                lambda: dialog(MergePartsDialog).take.isEnabled(),
                lambda: dialog(MergePartsDialog).take.click(),
            ),
            (lambda: session.assessment is not before and dialog(MergePartsDialog) is None, _nothing),
        )

    session.open(made.assessment_id)
    turn(lambda: session.assessment is not None and session.assessment.id == made.assessment_id)
    opened.at_rest()
    bench.go(Place("parts"))
    yield "a department's part comes back, all rows", merge, over

    rounds = iter(range(1000))

    def take_form() -> None:
        before = session.assessment
        if next(rounds) % 2:
            bench.undo()
            hand.do((lambda: session.assessment is not before, _nothing))
            return
        acts.forms.import_answers()
        hand.do(
            (
                lambda: dialog(ImportAnswersDialog),
                lambda: dialog(ImportAnswersDialog).read(made.filled),
            ),
            (
                lambda: dialog(ImportAnswersDialog).take.isEnabled(),
                lambda: dialog(ImportAnswersDialog).take.click(),
            ),
            (lambda: session.assessment is not before and dialog(ImportAnswersDialog) is None, _nothing),
        )

    bench.go(Place("overview"))
    yield "answers of every row from Excel, and back", take_form, over

    assert session.assessment is not None
    codes = iter(session.assessment.catalogue.indicators)

    def attach(paths: Sequence[Path]) -> None:
        bench.go(Place("indicator", next(codes)))
        evidence = page(IndicatorPage).evidence
        before = session.assessment
        hand.do(
            (_always, lambda: evidence.take(paths)),
            (lambda: session.assessment is not before and not evidence.intake.is_busy, _nothing),
        )

    large, small = iter(made.large), iter(made.small)
    yield "a large file of evidence", lambda: attach([next(large)]), over
    yield f"{_SMALL_FILES} small files of evidence", lambda: attach(next(small)), over

    targets = iter(made.folder / f"hồ-sơ-{number}.asice" for number in range(1000))

    def export() -> None:
        bench.go(Place("submit"))
        submit = page(SubmitPage)
        submit.show_step(KEY)
        submit.key.take(made.key.p12)
        submit.key.password.setText(PASSWORD)
        submit.key.unlock()

        def begin() -> None:
            submit.show_step(EXPORT)
            submit.export.target = next(targets)
            submit.export.refresh()
            submit.next.click()

        hand.do(
            (lambda: submit.key.signer is not None, begin),
            (lambda: submit.export.written is not None and submit.export.result.sha256, _nothing),
            (_always, lambda: bench.go(Place("overview"))),
        )

    yield "signing the bundle", export, over

    def verify() -> None:
        bench.go(Place("verify"))
        verifying = page(VerifyPage)
        verifying._take([next(made.folder.glob("*.asice"))])
        hand.do((lambda: verifying.found is not None, lambda: bench.go(Place("overview"))))

    yield "verifying a bundle", verify, over
    bench.go(Place("overview"))

    def palette() -> None:
        opened.window.activateWindow()
        bench.show_palette()
        hand.do(
            (lambda: QApplication.focusWidget(), lambda: _type("so")),
            (_always, lambda: _type("4")),
            (_always, lambda: _key(Qt.Key.Key_Escape)),
        )

    yield "the palette, typed into", palette, over

    yield from _entry(bench, hand, over, page)

    def rows() -> None:
        bench.go(Place("catalogue"))
        found = page(CataloguePage)
        hand.do(
            (lambda: found.draft is not None, _nothing),
            *((_always, partial(found.list.table.selectRow, place)) for place in range(0, 100, 12)),
        )

    yield "from row to row of the catalogue", rows, over
    moves = iter(range(1000))

    def move() -> None:
        before = session.assessment
        if next(moves) % 2:
            bench.undo()
            hand.do((lambda: session.assessment is not before, _nothing))
            return
        bench.go(Place("catalogue"))
        found = page(CataloguePage)
        hand.do(
            (lambda: found.draft is not None and found.older.isVisible(), found.acts.preview_move),
            (lambda: dialog(MoveDialog), lambda: dialog(MoveDialog).accept_button.click()),
            (lambda: session.assessment is not before and dialog(MoveDialog) is None, _nothing),
            (_always, lambda: bench.go(Place("overview"))),
        )

    yield "another edition of the catalogue, and back", move, over
    helping = opened.window.help

    def read_help() -> None:
        helping.close_windows()
        helping.show_here()
        hand.do((lambda: helping.help is not None and helping.help.topic_id, _nothing))

    bench.go(Place("overview"))
    yield "the help", read_help, over
    helping.close_windows()


def _entry(
    bench: Any, hand: Hand, over: Callable[[], bool], page: Callable[[type[QWidget]], Any]
) -> Iterator[Operation]:
    session = bench.context.session
    bench.go(Place("entry"))
    entry = page(EntryPage)
    table = entry.table
    bar = table.verticalScrollBar()

    def scroll() -> None:
        bar.setValue(0)
        share = bar.maximum() // 12
        hand.do(*((_always, lambda n=n: bar.setValue(n * share)) for n in range(1, 13)))

    yield "the entry table, scrolled", scroll, over
    lines = [row for row, line in enumerate(table.rows.lines) if line.asked is not None]
    said = iter(range(1000))

    def paste() -> None:
        number, before = next(said), session.assessment
        table._select((lines[0], EXPLANATION), (lines[0], EXPLANATION))
        QGuiApplication.clipboard().setText(
            "\r\n".join(f"Lần {number}" if table.rows.lines[row].is_first else "" for row in lines)
        )
        entry.paste(QGuiApplication.clipboard().text())
        hand.do((lambda: session.assessment is not before, _nothing))

    yield "the entry table, every row pasted", paste, over

    def fill() -> None:
        before = session.assessment
        table._select((lines[0], EXPLANATION), (lines[-1], EXPLANATION))
        entry.fill_down()
        hand.do((lambda: session.assessment is not before or bench.undo() is None, _nothing))

    yield "the entry table, filled down", fill, over


def _type(text: str) -> None:
    field = QApplication.focusWidget()
    if field is not None:
        QTest.keyClicks(field, text)


def _key(key: Qt.Key) -> None:
    field = QApplication.focusWidget()
    if field is not None:
        QTest.keyClick(field, key)

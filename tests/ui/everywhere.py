"""Every page and every dialog of the real window, one after another, for tests that hold for all of them.

Pages are found in `page_registry.ALL`; a page without an entry in `PLACES` is simply gone to. Dialogs are
found among the subclasses of QDialog: `dialogs_without_a_way` names those that `DIALOGS` cannot open, and a
test holds that there are none.
"""

from __future__ import annotations

import importlib
import pkgutil
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import asn1crypto.tsp  # noqa: F401 - before a key file is read: it adds to tables that are read once
import openpyxl
from certificates import certificate, new_key, p12
from pack_making import corrected, pack_of
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot
from real_window import LIBRARY, RealWindow, now_utc, prepare, real_window, yesterday_utc

import dti_desktop.ui
from dti_desktop.bundle.pack import Item
from dti_desktop.engine.catalogue_edit import NodeName
from dti_desktop.errors import Problem
from dti_desktop.services import backups, parts
from dti_desktop.services.catalogue_books import write_book
from dti_desktop.services.outlook import look
from dti_desktop.services.portal_entry import Reconciliation
from dti_desktop.services.sample import create_sample
from dti_desktop.services.workspace import Workspace
from dti_desktop.ui import page_registry
from dti_desktop.ui.language import Language
from dti_desktop.ui.navigation import Place
from dti_desktop.ui.pages.catalogue import CataloguePage
from dti_desktop.ui.words import words

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = "sample-soc-trang-2022"
CATALOGUE = "dti-province-2022"
_PDF = next((ROOT / "resources" / "samples").rglob("*.pdf"))


@dataclass(frozen=True)
class Files:
    """What dialogs are opened on."""

    folder: Path
    store: Path
    backup: Path
    part: Path
    returned: Path
    book: Path
    pack: Path


def make_files(folder: Path) -> Files:
    """Make a store with the sample in it, and the files that the dialogs are opened on."""
    files = Files(
        folder,
        folder / "store",
        folder / "sao-luu.dtibackup",
        folder / "giao.dtipart",
        folder / "tra.dtipart",
        folder / "bộ chỉ số.xlsx",
        folder / "gói.dtipack",
    )

    def make(workspace: Workspace) -> None:
        assert create_sample(workspace, LIBRARY) == SAMPLE
        parts.issue(workspace, SAMPLE, ["4"], "Sở Nội vụ", files.part, passphrase=None, due=date(2026, 11, 1))

    prepare(files.store, make)
    department = Workspace.open(folder / "sở", LIBRARY, now_utc=yesterday_utc, user="test")
    try:
        mine = parts.open_part(department, (files.part, None)).assessment_id
        department.explain(mine, "4.2", "đã làm ở Sở")
        parts.return_part(department, mine, files.returned, passphrase=None)
        backups.backup(department, files.backup)
    finally:
        department.close()

    def change(workspace: Workspace) -> None:
        workspace.explain(SAMPLE, "4.2", "theo tỉnh")
        _correct_catalogue(workspace, files.book)

    prepare(files.store, change)
    key = folder / "khóa.p12"
    key.write_bytes(p12(certificate("Sở Khoa học và Công nghệ", new_key("ec", 83), not_after_utc=_FAR_UTC)))
    pack_of(files.pack, key, Item("catalogue", corrected(LIBRARY)))
    return files


_FAR_UTC = datetime(2100, 1, 1, tzinfo=UTC)


def _correct_catalogue(workspace: Workspace, book: Path) -> None:
    """Make an edition that the sample is not moved to, a draft after it, and a workbook with corrections."""
    catalogues = workspace.catalogues
    for points in (("11", "9"), ("12", "9")):  # an edition whose totals fit, then a draft whose do not
        rows = catalogues.open_draft(CATALOGUE).rows
        nodes = [{**rows[code], "max_points": of} for code, of in zip(("1.1", "1.2"), points, strict=True)]
        catalogues.edit_all(CATALOGUE, {NodeName("indicators", node["code"]): node for node in nodes})
        if points[0] == "11":
            catalogues.check_off(CATALOGUE, "1.1", "tr. 3")
            catalogues.finish(CATALOGUE)
    write_book(book, LIBRARY, catalogues.draft(CATALOGUE).document, language="vi")
    workbook = openpyxl.load_workbook(book)
    workbook.worksheets[0]["B3"] = "Người đứng đầu tỉnh làm Trưởng ban Ban chỉ đạo chuyển đổi số của tỉnh"
    workbook.save(book)


_SOON_MS = 800


# -- pages -------------------------------------------------------------------------------------------


def places(real: RealWindow) -> Iterator[Place]:
    """Return a place on every page; of the sub-indicators, one for each kind of question."""
    assessment = real.session.assessment
    assert assessment is not None
    for page in page_registry.ALL:
        if page != "indicator":
            yield Place(page)
            continue
        kinds: dict[str, str] = {}
        for code, indicator in assessment.catalogue.indicators.items():
            kinds.setdefault(type(indicator.rule).__name__, code)
        for code in kinds.values():
            yield Place(page, code)


def settle(real: RealWindow) -> None:
    """Wait until nothing is worked out beside the window any more."""
    pool = real.tasks._pool_lane
    place = real.bench.page(real.bench.place.page)
    # What is asked for a moment after the last key.
    real.until(lambda: not any(_is_due_soon(timer) for timer in place.findChildren(QTimer)))
    for _ in range(3):
        real.at_rest()
        real.until(lambda: not pool._queue and not pool._running)
        QApplication.processEvents()


def _is_due_soon(timer: QTimer) -> bool:
    return timer.isActive() and timer.isSingleShot() and timer.interval() <= _SOON_MS


def walk_pages(real: RealWindow, *, rest: bool = True) -> Iterator[tuple[str, QWidget]]:
    """Go to every page; yields its name and the page, shown and at rest."""
    for place in places(real):
        real.bench.go(place)
        if rest:
            settle(real)
        yield f"{place.page} {place.code or ''}".strip(), real.bench.page(place.page)


# -- dialogs -----------------------------------------------------------------------------------------

_SIGNED_UTC = datetime(2022, 12, 30, 3, 42, 7, tzinfo=UTC)
Opener = Callable[[RealWindow, Files], QDialog]


def _by(signal: str, kind: str) -> Opener:
    """Return what opens a dialog as the menu does."""

    def act(real: RealWindow, _files: Files) -> QDialog:
        getattr(real.bench, signal).emit()
        return _opened(real, kind)

    return act


def _opened(real: RealWindow, kind: str) -> QDialog:
    found: list[QDialog] = []

    def is_there() -> bool:
        found[:] = [
            w
            for w in QApplication.allWidgets()
            if isinstance(w, QDialog) and type(w).__name__ == kind and w.isVisible()
        ]
        return bool(found)

    real.until(is_there)
    return found[0]


def _made(module: str, name: str, make: Callable[[type, RealWindow, Files], QDialog]) -> Opener:
    """Return what makes a dialog of its class and shows it over the window."""

    def act(real: RealWindow, files: Files) -> QDialog:
        kind = getattr(importlib.import_module(f"dti_desktop.ui.{module}"), name)
        dialog = make(kind, real, files)
        dialog.setParent(real.window, dialog.windowFlags())
        dialog.show()
        return dialog

    return act


def _assessment(real: RealWindow):
    assert real.session.assessment is not None
    return real.session.assessment


def _language(real: RealWindow):
    return real.bench.context.language.current


def _chooser(kind, real, files):
    assessment = _assessment(real)
    return kind(list(assessment.documents.values()), {}, real.window)


def _cell_faults(kind, _real, _files):
    from dti_desktop.ui.dialogs.cell_faults import CellFaultRow

    dialog = kind()
    rows = [CellFaultRow("4.1  a", "“mười” không phải là số."), CellFaultRow("4.2  b", "1.234")]
    dialog.show_faults(rows, right=3, undecided=1)
    return dialog


def _plan_paper(real: RealWindow, _files: Files) -> QDialog:
    real.go("plan")
    page = real.bench.page("plan")
    real.until(lambda: page.watch.view is not None)
    dialog = page.print_plan()
    assert dialog is not None
    return dialog


def _portal_sheet(real: RealWindow, _files: Files) -> QDialog:
    from dti_desktop.services.portal_entry import reconcile
    from dti_desktop.ui.dialogs.portal_sheet_paper import PortalSheetDialog

    context, assessment = real.bench.context, _assessment(real)
    read: list[Reconciliation] = []
    context.tasks.run(
        lambda: reconcile(context.workspace.store, assessment), lane="store", on_done=read.append
    )
    real.until(lambda: read)
    found = read[0]
    dialog = PortalSheetDialog(real.bench.context, found, now_utc().date(), real.window)
    dialog.show()
    return dialog


def _on_catalogue(kind: str, act: Callable[[CataloguePage, Files], object]) -> Opener:
    """Return what opens a dialog from the page of the catalogue."""

    def open_it(real: RealWindow, files: Files) -> QDialog:
        real.go("catalogue")
        page = real.bench.page("catalogue")
        assert isinstance(page, CataloguePage)
        real.until(lambda: page.draft is not None)
        settle(real)
        act(page, files)
        return _opened(real, kind)

    return open_it


def _take_pack(real: RealWindow, files: Files) -> QDialog:
    real.window.open_files([files.pack])
    return _opened(real, "TakePackDialog")


def _bundle_dialog(name: str) -> Opener:
    def act(real: RealWindow, files: Files) -> QDialog:
        from tools import bundle_pictures

        bundle = files.folder / "Hồ sơ" / "dti-soc-trang-2022.asice"
        if not bundle.exists():
            workspace = Workspace.open(files.folder / "ký", LIBRARY, now_utc=yesterday_utc, user="test")
            create_sample(workspace, LIBRARY)
            made = bundle_pictures.make_bundles(bundle.parent, workspace, LIBRARY, _SIGNED_UTC)
            workspace.close()
            assert made.one == bundle
        real.go("verify")
        page = real.bench.page("verify")
        page._take([bundle])
        real.until(lambda: page.found is not None)
        getattr(page, name)()
        return next(w for w in page.findChildren(QDialog) if w.isVisible())

    return act


DIALOGS: dict[str, Opener] = {
    "AboutDialog": _by("about_wanted", "AboutDialog"),
    "AddRowDialog": _on_catalogue("AddRowDialog", lambda page, _files: page.list.add.click()),
    "AcceptJournalDialog": _made("dialogs.accept_journal", "AcceptJournalDialog", lambda k, r, f: k()),
    "BackupToFileDialog": _made(
        "dialogs.backup_to_file", "BackupToFileDialog", lambda k, r, f: _locked(k, r)
    ),
    "BackupsDialog": _by("backup_wanted", "BackupsDialog"),
    "CatalogueJournalDialog": _on_catalogue(
        "CatalogueJournalDialog", lambda page, _files: page.history.click()
    ),
    "CellFaultsDialog": _made("dialogs.cell_faults", "CellFaultsDialog", _cell_faults),
    "CosignDialog": _bundle_dialog("cosign"),
    "TimestampDialog": _bundle_dialog("timestamp"),
    "DiscardDialog": _on_catalogue("DiscardDialog", lambda page, _files: page.discard.click()),
    "FinishDialog": _on_catalogue("FinishDialog", lambda page, _files: page.finish.click()),
    "MakePackDialog": _by("make_pack_wanted", "MakePackDialog"),
    "MoveDialog": _on_catalogue("MoveDialog", lambda page, _files: page.acts.preview_move()),
    "TakeBookDialog": _on_catalogue("TakeBookDialog", lambda page, files: page.files.look_at(files.book)),
    "TakePackDialog": _take_pack,
    "DocumentChooser": _made("widgets.document_chooser", "DocumentChooser", _chooser),
    "DocumentWindow": _made(
        "widgets.document_window", "DocumentWindow", lambda k, r, f: k("Tệp", _PDF, parent=r.window)
    ),
    "ImportAnswersDialog": _by("answers_wanted", "ImportAnswersDialog"),
    "ImportResultsDialog": _by("results_wanted", "ImportResultsDialog"),
    "ImportScoresDialog": _made(
        "dialogs.import_scores", "ImportScoresDialog", lambda k, r, f: k(r.bench.context, _assessment(r))
    ),
    "IntakeDialog": _made(
        "dialogs.intake", "IntakeDialog", lambda k, r, f: k(_intake_report(), words(r.bench.context))
    ),
    "IssuePartDialog": _made(
        "dialogs.issue_part", "IssuePartDialog", lambda k, r, f: k(r.bench.context, _assessment(r))
    ),
    "MergePartsDialog": _made(
        "dialogs.merge_parts", "MergePartsDialog", lambda k, r, f: k(r.bench.context, [f.returned])
    ),
    "MergeReportDialog": _made(
        "dialogs.part_papers", "MergeReportDialog", lambda k, r, f: k(r.bench.context, _PDF.read_bytes())
    ),
    "NewAssessmentDialog": _by("new_wanted", "NewAssessmentDialog"),
    "OpenPartDialog": _made(
        "dialogs.open_part", "OpenPartDialog", lambda k, r, f: k(r.bench.context, f.part)
    ),
    "PartBriefDialog": _made(
        "dialogs.part_papers", "PartBriefDialog", lambda k, r, f: k(r.bench.context, _PDF.read_bytes())
    ),
    "PartWrittenDialog": _made(
        "dialogs.return_part",
        "PartWrittenDialog",
        lambda k, r, f: k("giao-so-noi-vu.dtipart", "lúa-vàng-sông-dài-42", department="Sở Nội vụ"),
    ),
    "PlaceList": _made(
        "widgets.shelf",
        "PlaceList",
        lambda k, r, f: k(_assessment(r).catalogue, _language(r), frozenset(["1.1", "1.2"]), r.window),
    ),
    "PlanPaperDialog": _plan_paper,
    "PortalSheetDialog": _portal_sheet,
    "ProvinceList": _made(
        "widgets.province_chooser",
        "ProvinceList",
        lambda k, r, f: k(LIBRARY.result_book.provinces, "Sóc Trăng", None, r.window),
    ),
    "RecoverySheetDialog": _made(
        "dialogs.recovery_sheet", "RecoverySheetDialog", lambda k, r, f: k(r.bench.context, _PDF.read_bytes())
    ),
    "ReportPaperDialog": _made(
        "dialogs.report_paper",
        "ReportPaperDialog",
        lambda k, r, f: k(
            r.bench.context,
            _assessment(r),
            look(_assessment(r), LIBRARY.result_book),
            "vi",
            now_utc().date(),
        ),
    ),
    "RemoveRowDialog": _on_catalogue("RemoveRowDialog", lambda page, _files: page.row.remove.click()),
    "RestoreDialog": _made(
        "dialogs.restore", "RestoreDialog", lambda k, r, f: k(r.bench.context, f.backup, f.store, now_utc)
    ),
    "ReturnPartDialog": _made(
        "dialogs.return_part", "ReturnPartDialog", lambda k, r, f: k(r.bench.context, 3)
    ),
    "ReviewReasonDialog": _made(
        "dialogs.review_reason",
        "ReviewReasonDialog",
        lambda k, r, f: k("needs-work", ["1.1", "1.2"], opens=False),
    ),
    "RowList": _made(
        "widgets.row_chooser",
        "RowList",
        lambda k, r, f: k(_assessment(r).catalogue, _language(r), frozenset(), r.window),
    ),
    "ScenarioNameDialog": _made(
        "dialogs.scenario_name", "ScenarioNameDialog", lambda k, r, f: k("Giả định 1", renames=False)
    ),
    "SettingsDialog": _by("settings_wanted", "SettingsDialog"),
    "ShortcutsDialog": _by("shortcuts_wanted", "ShortcutsDialog"),
}
"""How each dialog is opened, by the name of its class."""


def _locked(kind, real):
    dialog = kind(real.bench.context)
    dialog.locked.setChecked(True)
    return dialog


def _intake_report():
    from dti_desktop.ui.dialogs.intake import IntakeReport

    marked = Problem("evidence-marked-secret", "đóng dấu.docx", {"name": "đóng dấu.docx", "mark": "TỐI MẬT"})
    return IntakeReport(marked=(marked,), good=2)


def _subclasses(kind: type) -> Iterator[type]:
    for sub in kind.__subclasses__():
        yield sub
        yield from _subclasses(sub)


def dialogs_without_a_way() -> Sequence[str]:
    """Return the dialogs of the program that `DIALOGS` cannot open, itself or as one that derives from it."""
    for found in pkgutil.walk_packages(dti_desktop.ui.__path__, "dti_desktop.ui."):
        importlib.import_module(found.name)
    missing = []
    for kind in _subclasses(QDialog):
        if not kind.__module__.startswith("dti_desktop."):
            continue
        names = {kind.__name__, *(sub.__name__ for sub in _subclasses(kind))}
        if names.isdisjoint(DIALOGS):
            missing.append(f"{kind.__module__}.{kind.__name__}")
    return sorted(missing)


def walk_dialogs(real: RealWindow, files: Files, *, rest: bool = True) -> Iterator[tuple[str, QDialog]]:
    """Open every dialog; yields its name and the dialog, shown and at rest. It is closed afterwards."""
    for name, act in DIALOGS.items():
        dialog = act(real, files)
        if rest:
            settle(real)
        yield name, dialog
        dialog.close()
        dialog.deleteLater()
        QApplication.processEvents()


def portal(real: RealWindow) -> QWidget:
    """Open the window for typing into dti.gov.vn."""
    real.bench.portal_wanted.emit()
    real.until(lambda: real.window._acts.portal is not None)
    settle(real)
    found = real.window._acts.portal
    assert found is not None
    return found


def walk_everything(real: RealWindow, files: Files, *, rest: bool = True) -> Iterator[tuple[str, QWidget]]:
    """Every page as the whole window, every dialog, and the window beside it."""
    for name, _page in walk_pages(real, rest=rest):
        yield name, real.window
    yield "portal", portal(real)
    real.window._acts.close_windows()
    yield from walk_dialogs(real, files, rest=rest)


@contextmanager
def window_on_sample(
    qtbot: QtBot, language: Language, files: Files, *, size: tuple[int, int] = (1366, 768)
) -> Iterator[RealWindow]:
    """Open the real window on the sample."""
    with real_window(qtbot, language, files.store, SAMPLE, size=size) as real:
        real.until(lambda: real.bench.place.page not in ("start", "verify"))
        settle(real)
        yield real


sys.path.insert(0, str(ROOT))

"""What the window does beyond going to places: begin an assessment, settings, about."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QDialog

from dti_desktop import __version__
from dti_desktop.ui.navigation import Place
from dti_desktop.ui.text_size import USUAL, keep, larger, smaller
from dti_desktop.ui.words import words

if TYPE_CHECKING:
    from dti_desktop.engine.model import Catalogue
    from dti_desktop.engine.results import Province
    from dti_desktop.services.results import Examined
    from dti_desktop.services.workspace import AssessmentSummary
    from dti_desktop.ui.backup_acts import BackupActs
    from dti_desktop.ui.dialogs.settings import SettingsDialog
    from dti_desktop.ui.file_types import FileTypes, State
    from dti_desktop.ui.form_acts import FormActs
    from dti_desktop.ui.main_window import MainWindow
    from dti_desktop.ui.pack_acts import PackActs
    from dti_desktop.ui.part_acts import PartActs
    from dti_desktop.ui.portal_window import PortalWindow
    from dti_desktop.ui.workbench import Workbench


_KEEPER_AFTER_MS = 5000
_KEYS_TOGETHER_MS = 600


class _Offer(NamedTuple):
    """What a new assessment can be made of; reading it takes too long for the window's thread."""

    existing: Sequence[AssessmentSummary]
    catalogues: Sequence[Catalogue]
    provinces: Sequence[Province]


class WindowActs(QObject):
    """Opens dialogs over the window and carries out what is chosen there."""

    def __init__(
        self,
        window: MainWindow,
        workbench: Workbench,
        store_dir: Path,
        user: str,
        *,
        portable: bool = False,
        launch_command: Sequence[str] = (),
        text_percent: int = USUAL,
    ) -> None:
        super().__init__(window)
        self._is_portable, self._launch_command = portable, tuple(launch_command)
        self._text_percent = self._wanted_percent = text_percent
        self._resizing = QTimer(self)
        self._resizing.setSingleShot(True)
        self._resizing.setInterval(_KEYS_TOGETHER_MS)
        self._resizing.timeout.connect(self._resize_text)
        self._window = window
        self._user = user
        self._workbench = workbench
        self._context = workbench.context
        self._store_dir = store_dir
        workbench.new_wanted.connect(self.new)
        workbench.sample_wanted.connect(self.open_sample)
        workbench.backup_wanted.connect(lambda: self.backups.show_all())
        workbench.restore_wanted.connect(lambda: self.backups.choose_file())
        workbench.template_wanted.connect(lambda: self.forms.choose_target(is_template=True))
        workbench.everything_wanted.connect(lambda: self.forms.choose_target(is_template=False))
        workbench.answers_wanted.connect(lambda: self.forms.import_answers())
        workbench.part_page_made.connect(lambda page: self.parts.follow_page(page))
        workbench.part_wanted.connect(lambda paths: self.parts.open_file(paths))
        workbench.take_pack_wanted.connect(lambda: self.packs.choose())
        workbench.make_pack_wanted.connect(lambda: self.packs.make())
        workbench.catalogue_pack_wanted.connect(lambda catalogue_id: self.packs.make(catalogue_id))
        # The day's backup is looked for once the window has come to rest.
        QTimer.singleShot(_KEEPER_AFTER_MS, self, lambda: self.backups)
        workbench.results_wanted.connect(self.import_results)
        workbench.settings_wanted.connect(self.settings)
        workbench.larger_text_wanted.connect(lambda: self.set_text_size(larger(self._wanted_percent)))
        workbench.smaller_text_wanted.connect(lambda: self.set_text_size(smaller(self._wanted_percent)))
        workbench.usual_text_wanted.connect(lambda: self.set_text_size(USUAL))
        workbench.shortcuts_wanted.connect(self.shortcuts)
        workbench.about_wanted.connect(self.about)
        workbench.portal_wanted.connect(self.show_portal)
        self.portal: PortalWindow | None = None
        if portable:
            from dti_desktop.ui.pages.start import StartPage

            start = workbench.page("start")
            assert isinstance(start, StartPage)
            start.say_portable(store_dir)

    # Each is loaded with the first act of its kind: the window shows without them.

    @cached_property
    def backups(self) -> BackupActs:
        """Backing up, restoring; making it begins to keep the day's backup."""
        from dti_desktop.ui.backup_acts import BackupActs

        return BackupActs(self._window, self._workbench, self._store_dir, self._user, self._show, self)

    @cached_property
    def forms(self) -> FormActs:
        """Excel forms out and in."""
        from dti_desktop.ui.form_acts import FormActs

        return FormActs(self._window, self._workbench, self._show, self)

    @cached_property
    def parts(self) -> PartActs:
        """Departments' parts out and in."""
        from dti_desktop.ui.part_acts import PartActs

        return PartActs(self._window, self._workbench, self._show, self)

    @cached_property
    def packs(self) -> PackActs:
        """Signed packs out and in."""
        from dti_desktop.ui.pack_acts import PackActs

        return PackActs(self._window, self._workbench, self._show, self)

    def _show(self, dialog: QDialog) -> None:
        if QApplication.activeModalWidget() is not None:
            # She asked twice before the first answer came.
            dialog.deleteLater()
            return
        dialog.setParent(self._window, dialog.windowFlags())
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    # -- files that the desktop hands over -------------------------------------------------------------

    def open_outside_files(self, untrusted_paths: Sequence[Path]) -> None:
        """Show a bundle where bundles are checked, or ask what to do with a department's file or a pack.

        Of several the last bundle is shown and the first part and the first pack asked about, one after the
        other. A dialog that is open is finished first.
        """
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QDialog):
            dialog.finished.connect(
                lambda: QTimer.singleShot(0, self, lambda: self.open_outside_files(untrusted_paths))
            )
            return
        from dti_desktop.services.outside_files import BUNDLE_SUFFIX, PACK_SUFFIX, PART_SUFFIX

        bundles = [path for path in untrusted_paths if path.suffix.lower() == BUNDLE_SUFFIX]
        parts = [path for path in untrusted_paths if path.suffix.lower() == PART_SUFFIX]
        if bundles:
            from dti_desktop.ui.pages.verify import VerifyPage

            self._workbench.go(Place("verify"))
            page = self._workbench.page("verify")
            assert isinstance(page, VerifyPage)
            page.verify(bundles[-1])
        if parts:
            self.parts.open_file(parts[:1])
        packs = [path for path in untrusted_paths if path.suffix.lower() == PACK_SUFFIX]
        if packs and parts:
            self.open_outside_files(packs[:1])  # behind the dialog about the part
        elif packs:
            self.packs.look_at(packs[0])

    # -- assessments ---------------------------------------------------------------------------------

    def new(self) -> None:
        """Ask for province and year, then begin an assessment and open it."""
        context = self._context
        context.session.flush()
        library, workspace = context.library, context.workspace

        def read() -> _Offer:
            catalogues = [edition.catalogue for edition in workspace.catalogues.known.latest.values()]
            return _Offer(workspace.assessments(), catalogues, library.result_book.provinces)

        context.tasks.run(
            read,
            lane="store",
            on_done=self._ask_for_new,
            on_error=self._workbench.show_fault,
            owner=self,
        )

    def _ask_for_new(self, offer: _Offer) -> None:
        from dti_desktop.ui.dialogs.new_assessment import NewAssessmentDialog

        library = self._context.library
        first, last = library.defaults["first_year"], library.defaults["last_year"]
        of_provinces = [c for c in offer.catalogues if c.is_of_provinces] or offer.catalogues
        newest = max(year for catalogue in of_provinces for year in catalogue.issued_for_years)
        # An assessment is made of a year that is over.
        default_year = min(self._workbench.now_utc().year - 1, newest)
        dialog = NewAssessmentDialog(
            offer.provinces,
            range(first, last + 1),
            default_year,
            offer.catalogues,
            offer.existing,
            self._context.language,
        )
        dialog.create_wanted.connect(self._create)
        dialog.open_wanted.connect(self._context.session.open)
        self._show(dialog)

    def _create(self, province: str, year: int, catalogue_id: str, earlier_id: str, unit: str) -> None:
        context = self._context
        workspace = context.workspace

        def make() -> str:
            if not earlier_id:
                return workspace.create(province, year, catalogue_id, untrusted_unit=unit)
            return workspace.create_from(
                earlier_id,
                untrusted_province=province,
                year=year,
                catalogue_id=catalogue_id,
                untrusted_unit=unit,
            )

        context.tasks.run(
            make,
            lane="store",
            on_done=context.session.open,
            on_error=self._workbench.show_fault,
            owner=self,
        )

    def open_sample(self) -> None:
        """Open the sample assessment; it is made the first time."""

        def make() -> str:
            from dti_desktop.services.sample import create_sample

            return create_sample(self._context.workspace, self._context.library)

        self._context.tasks.run(
            make,
            lane="store",
            on_done=self._context.session.open,
            on_error=self._workbench.show_fault,
            owner=self,
        )

    def import_results(self) -> None:
        """Take published results in from a file; ranks everywhere follow."""
        # Those that are known are read on the store's thread; the dialog asks them on others.
        self._context.tasks.run(
            lambda: self._context.workspace.results,
            lane="store",
            on_done=lambda _results: self._ask_for_results(),
            on_error=self._workbench.show_fault,
            owner=self,
        )

    def _ask_for_results(self) -> None:
        from dti_desktop.ui.dialogs.import_results import ImportResultsDialog

        this_year = self._workbench.now_utc().year
        first = self._context.library.defaults["first_year"]
        # Results are published of a year that is over.
        dialog = ImportResultsDialog(self._context, range(this_year, first - 1, -1))
        dialog.imported.connect(self._results_imported)
        self._show(dialog)

    def _results_imported(self, examined: Examined) -> None:
        self._context.session.results_were_imported()
        said = self.tr("Đã nhập {count} dòng kết quả công bố.").format(count=len(examined.changes))
        unprotected = self._context.workspace.unprotected
        if unprotected is not None:
            said = f"{said} {words(self._context).problem(unprotected)}"
        self._workbench.toast.say(said)

    # -- typing into the portal ----------------------------------------------------------------------

    def show_portal(self) -> None:
        """Show the window for typing into dti.gov.vn, as it was left; nothing without a whole assessment."""
        from dti_desktop.ui.portal_window import SETTING, place_setting

        context = self._context
        assessment = context.session.assessment
        if assessment is None or assessment.origin is not None or not assessment.catalogue.is_of_provinces:
            return  # the province types in, not a department, and not what the ministry does not ask for
        if self.portal is not None:
            self.portal.showNormal()
            self.portal.raise_()
            self.portal.activateWindow()
            return
        context.session.flush()
        context.tasks.run(
            lambda: [context.workspace.setting(key) for key in (SETTING, place_setting(assessment.id))],
            lane="store",
            on_done=lambda kept: self._open_portal(assessment.id, *kept),
            on_error=self._workbench.show_fault,
            owner=self,
        )

    def _open_portal(self, assessment_id: str, kept: object, code: object) -> None:
        from dti_desktop.ui.portal_window import PortalWindow

        assessment = self._context.session.assessment
        if self.portal is not None or assessment is None or assessment.id != assessment_id:
            return
        self.portal = PortalWindow(self._context, self._workbench.now_utc, kept, code)
        self.portal.closed.connect(self._portal_closed)
        self.portal.show()
        self.portal.activateWindow()

    def _portal_closed(self) -> None:
        if self.portal is not None:
            self.portal.deleteLater()
            self.portal = None

    def close_windows(self) -> None:
        """Close what stands beside the main window, before the store is closed."""
        if self.portal is not None:
            self.portal.close()

    # -- dialogs -------------------------------------------------------------------------------------

    def settings(self) -> None:
        """Show the settings; each takes effect at once."""
        context = self._context
        workspace = context.workspace

        def read() -> tuple[int, str, State | None]:
            types = self._file_types()
            state = None if types is None else types.state()
            return workspace.evidence_limit_bytes(), workspace.person_name(), state

        context.tasks.run(
            read,
            lane="store",
            on_done=self._show_settings,
            on_error=self._workbench.show_fault,
            owner=self,
        )

    def _file_types(self) -> FileTypes | None:
        from dti_desktop.ui.file_types import file_types

        return file_types(self._launch_command, self._context.library.resources_dir)

    def _show_settings(self, read: tuple[int, str, State | None]) -> None:
        from dti_desktop.ui.dialogs.settings import SettingsDialog

        context = self._context
        limit_bytes, person_name, file_types = read
        dialog = SettingsDialog(
            context.language.current,
            context.theme.mode,
            limit_bytes,
            context.workspace.evidence_limit_range_bytes(),
            self._store_dir,
            person_name,
            context.workspace.account,
            self._text_percent,
            portable=self._is_portable,
            file_types=file_types,
        )
        dialog.file_types_chosen.connect(partial(self._set_file_types, dialog))
        dialog.language_chosen.connect(self._workbench.set_language)
        dialog.theme_chosen.connect(self._workbench.set_theme)
        dialog.limit_chosen.connect(self._set_limit)
        dialog.text_size_chosen.connect(self.set_text_size)
        dialog.person_chosen.connect(self._name_person)
        self._show(dialog)

    def _set_file_types(self, dialog: SettingsDialog, wanted: bool) -> None:
        def change() -> State:
            types = self._file_types()
            assert types is not None
            (types.register if wanted else types.unregister)()
            return types.state()

        def failed(error: BaseException) -> None:
            dialog.show_file_types("none" if wanted else "this")
            self._workbench.show_fault(error)

        self._context.tasks.run(
            change, lane="pool", on_done=dialog.show_file_types, on_error=failed, owner=dialog
        )

    def set_text_size(self, percent: int) -> None:
        """Show text in another size: the window is closed and begins again where it was."""
        self._wanted_percent = percent
        self._workbench.toast.say(self.tr("Cỡ chữ {percent} %").format(percent=percent))
        # Several steps are taken at once.
        self._resizing.start()

    def _resize_text(self) -> None:
        if self._wanted_percent == self._text_percent:
            return
        self._context.tasks.run(
            keep,
            self._store_dir,
            self._wanted_percent,
            lane="store",
            on_done=lambda _none: self._window.begin_anew(),
            on_error=self._workbench.show_fault,
            owner=self,
        )

    def _name_person(self, name: str) -> None:
        context = self._context
        context.tasks.run(
            context.workspace.set_person_name,
            name,
            lane="store",
            on_error=self._workbench.show_fault,
            owner=self,
        )

    def _set_limit(self, limit_bytes: int) -> None:
        context = self._context
        context.tasks.run(
            context.workspace.set_evidence_limit_bytes,
            limit_bytes,
            lane="store",
            on_done=self._limit_set,
            on_error=self._workbench.show_fault,
            owner=self,
        )

    def _limit_set(self, limit_bytes: int) -> None:
        self._context.session.evidence_limit_bytes = limit_bytes

    def shortcuts(self) -> None:
        """Show what each key does."""
        from dti_desktop.ui.dialogs.shortcuts import ShortcutsDialog

        self._show(ShortcutsDialog(self._window))

    def about(self) -> None:
        """Show version and licences."""
        from dti_desktop.ui.dialogs.about import AboutDialog

        context = self._context
        self._show(
            AboutDialog(
                __version__,
                context.library.resources_dir,
                context.tasks,
                self._store_dir,
                portable=self._is_portable,
            )
        )

"""What the window shows while a store is open: header, side bar, the page of the open place, messages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from dti_desktop.errors import Cancelled, EnvironmentFault
from dti_desktop.ui import page_registry
from dti_desktop.ui.change_place import place_to_show
from dti_desktop.ui.faults import FaultWords
from dti_desktop.ui.header import Header
from dti_desktop.ui.language import Retranslated
from dti_desktop.ui.navigation import STANDING_PAGES, Context, PageName, Place, place_setting, section_of
from dti_desktop.ui.page_keeper import PageKeeper
from dti_desktop.ui.pages.start import StartPage
from dti_desktop.ui.program_menu import ProgramMenu
from dti_desktop.ui.session import Changed
from dti_desktop.ui.shortcuts import bind
from dti_desktop.ui.undo_keys import UndoKeys
from dti_desktop.ui.widgets.after_crash import AfterCrash
from dti_desktop.ui.widgets.messages import Notice, Toast
from dti_desktop.ui.widgets.progress import ProgressPanel
from dti_desktop.ui.widgets.surfaces import Hairline, Surface

if TYPE_CHECKING:
    from dti_desktop.engine.assessment import Assessment
    from dti_desktop.services.workspace import Saved
    from dti_desktop.ui.pages.page import Page
    from dti_desktop.ui.palette_acts import PaletteActs
    from dti_desktop.ui.sidebar import Sidebar
    from dti_desktop.ui.store_opening import Found
    from dti_desktop.ui.widgets.page_tabs import PageTabs

#: Below this width of the window pages put their right column away, which leaves room for the side bar.
NARROW_WINDOW = 1200
_NARROWEST_WINDOW = 1060
#: Below this the side bar is a drawer over the page: a laptop at one and a half or twice the size of text.
DRAWER_BELOW = 940
_BESIDE_THE_DRAWER = 56
_KEEP_PLACE_MS = 400


class Workbench(Retranslated, QWidget):
    """Goes to places. Pages are made when they are first shown, or while nobody waits."""

    went = Signal()
    """Another place is shown."""
    settings_wanted = Signal()
    larger_text_wanted = Signal()
    smaller_text_wanted = Signal()
    usual_text_wanted = Signal()
    shortcuts_wanted = Signal()
    help_wanted = Signal()
    about_wanted = Signal()
    backup_wanted = Signal()
    results_wanted = Signal()
    take_pack_wanted = Signal()
    make_pack_wanted = Signal()
    catalogue_pack_wanted = Signal(str)
    template_wanted = Signal()
    answers_wanted = Signal()
    everything_wanted = Signal()
    new_wanted = Signal()
    sample_wanted = Signal()
    restore_wanted = Signal()
    portal_wanted = Signal()
    part_wanted = Signal(list)
    """A department's file is to be opened: these, or whichever is chosen."""
    part_page_made = Signal(object)

    def __init__(
        self, context: Context, now_utc: Callable[[], datetime], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        # The pages come back here; whoever made the context need not know how.
        self.context = context._replace(go=self.go)
        self.now_utc = now_utc
        self.place = Place("start")
        self._is_home = True
        self._is_drawer = False
        self._words = FaultWords(context.library, context.language)
        self._failed: BaseException | None = None
        self.menu = ProgramMenu(self._menu_acts(), self)
        self.header = Header(self.context, self.menu, now_utc)
        self._sidebar: Sidebar | None = None
        self._has_tabs = False
        self._edge = Hairline(Qt.Orientation.Vertical)
        self.after_crash = AfterCrash(self.context)
        self.stack = QStackedWidget()
        self.pages = PageKeeper(self.context, self.stack, self._connect_page, self)
        self._palette: PaletteActs | None = None
        self._lay_out()
        self._connect()
        self._set_shortcuts()

    def _lay_out(self) -> None:
        self._right = right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        self._notice_box = QWidget()
        self._notice_box.hide()
        right.addWidget(self.after_crash)
        right.addWidget(self._notice_box)
        right.addWidget(self.stack, 1)
        self._work_box = Surface("surface")
        self._work_box.hide()
        right.addWidget(self._work_box)
        self._across = across = QHBoxLayout()
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(self._edge)
        across.addLayout(right, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.header)
        layout.addLayout(across, 1)

    def _connect(self) -> None:
        session = self.context.session
        session.opened.connect(self._opened)
        session.changed.connect(self._changed)
        session.failed.connect(self.show_fault)
        session.save_state_changed.connect(self._save_state_changed)
        self.header.search_wanted.connect(self.show_palette)
        self.header.places_wanted.connect(self.toggle_drawer)
        self.header.undo_wanted.connect(self.undo)
        self.header.redo_wanted.connect(self.redo)
        self.header.theme_toggled.connect(self.toggle_theme)
        self.header.language_toggled.connect(self.toggle_language)
        self.pages.failed.connect(self.show_fault)
        # Walking from one to the next would have the store's thread write at every step.
        self._place_to_keep: tuple[str, Place] | None = None
        self._keep_place_soon = QTimer(self)
        self._keep_place_soon.setSingleShot(True)
        self._keep_place_soon.setInterval(_KEEP_PLACE_MS)
        self._keep_place_soon.timeout.connect(self.keep_place)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        self._undo_keys = UndoKeys(app, self)

    def _set_shortcuts(self) -> None:
        acts: dict[str, Callable[[], object]] = {
            "new": self.new_wanted.emit,
            "palette": self.show_palette,
            "overview": lambda: self.go(Place("overview")),
            "remaining": lambda: self.go(Place("remaining")),
            "profile": lambda: self.go(Place("profile")),
            "standing": lambda: self.go(Place(self.sidebar.last_of(STANDING_PAGES))),
            "submit": lambda: self.go(Place("submit")),
            "journal": lambda: self.go(Place("journal")),
            "review": lambda: self.go(Place("review")),
            "entry": self.toggle_entry,
            "portal": self.portal_wanted.emit,
            "shortcuts": self.shortcuts_wanted.emit,
            "larger-text": self.larger_text_wanted.emit,
            "smaller-text": self.smaller_text_wanted.emit,
            "usual-text": self.usual_text_wanted.emit,
            "undo": self.undo,
            "redo": self.redo,
        }
        for name, act in acts.items():
            bind(name, self, act)

    def _menu_acts(self) -> dict[str, Callable[[], object]]:
        return {
            "start": lambda: self.go(Place("start")),
            "backup": self.backup_wanted.emit,
            "results": self.results_wanted.emit,
            "take-pack": self.take_pack_wanted.emit,
            "make-pack": self.make_pack_wanted.emit,
            "carried": lambda: self.go(Place("carried")),
            "comparison": lambda: self.go(Place("comparison")),
            "portal": self.portal_wanted.emit,
            "catalogue": lambda: self.go(Place("catalogue")),
            "verify": lambda: self.go(Place("verify")),
            "template": self.template_wanted.emit,
            "answers": self.answers_wanted.emit,
            "everything": self.everything_wanted.emit,
            "settings": self.settings_wanted.emit,
            "help": self.help_wanted.emit,
            "shortcuts": self.shortcuts_wanted.emit,
            "about": self.about_wanted.emit,
        }

    # What is not always seen is made when it is first wanted.

    @cached_property
    def notice(self) -> Notice:
        """What went wrong, above the page."""
        made = Notice(closable=True)
        made.acted.connect(self.context.session.flush)
        made.closed.connect(self._notice_box.hide)
        around = QVBoxLayout(self._notice_box)
        around.setContentsMargins(32, 12, 32, 0)
        around.addWidget(made)
        return made

    @cached_property
    def tabs(self) -> PageTabs:
        """The pages of the open section."""
        from dti_desktop.ui.widgets.page_tabs import PageTabs

        made = PageTabs()
        made.hide()
        made.wanted.connect(self._go_to_tab)
        self._right.insertWidget(self._right.indexOf(self.stack), made)
        self._has_tabs = True
        return made

    @cached_property
    def work(self) -> ProgressPanel:
        """How far a longer piece of work is, at the foot of the window."""
        made = ProgressPanel()
        around = QVBoxLayout(self._work_box)
        around.setContentsMargins(0, 0, 0, 0)
        around.setSpacing(0)
        around.addWidget(Hairline())
        inside = QVBoxLayout()
        inside.setContentsMargins(32, 12, 32, 12)
        inside.addWidget(made)
        around.addLayout(inside)
        return made

    @cached_property
    def toast(self) -> Toast:
        """A passing message."""
        return Toast(self)

    @property
    def sidebar(self) -> Sidebar:
        """The side bar, made when it is first wanted: the start page has none."""
        if self._sidebar is None:
            from dti_desktop.ui.sidebar import Sidebar

            self._sidebar = made = Sidebar(self.context)
            made.search.dismissed.connect(self._close_drawer)
            made.search.dismissed.connect(self._focus_page)
            (self._escape,) = bind("drawer-close", made, self.toggle_drawer, within=True)
            self._escape.setEnabled(self._is_drawer)
            if self.context.session.assessment is not None:
                made.reload()
            made.hide()
            if self._is_drawer:
                made.setParent(self)
            else:
                self._across.insertWidget(0, made)
            self._fit_drawer()
        return self._sidebar

    def retranslate(self) -> None:
        if self._failed is not None:
            self._show_failed()

    # -- places --------------------------------------------------------------------------------------

    def go(self, place: Place) -> None:
        """Leave the open place and show another; without an open assessment only some can be shown."""
        assessment = self.context.session.assessment
        if assessment is None and place.page not in page_registry.WITHOUT_ASSESSMENT:
            place = Place("start")
        if place.page == "indicator" and (
            assessment is None or place.code not in assessment.catalogue.indicators
        ):
            place = Place("overview")
        if assessment is not None and assessment.origin is not None and page_registry.is_whole(place.page):
            place = Place("parts")
        before = self.pages.made.get(self.place.page)
        if before is not None and self.stack.currentWidget() is before:
            before.leave()
            focus = QApplication.focusWidget()
            if focus is not None and before.isAncestorOf(focus):
                # Qt would hand the keyboard on as if Tab had been pressed, and show a ring somewhere.
                focus.clearFocus()
        page = self.page(place.page)
        self.place = place
        is_home = place.page == "start" or assessment is None
        self.header.set_home(is_home, is_away=place.page != "start")
        self._is_home = is_home
        self._place_sidebar()
        self.stack.setCurrentWidget(page)
        if section_of(place.page) or self._has_tabs:
            self.tabs.show_page(place.page)
        if self._sidebar is not None:
            self._sidebar.mark(place)
        page.arrive(place)
        if QApplication.focusWidget() is None:
            page.setFocus(Qt.FocusReason.OtherFocusReason)
        if assessment is None or is_home:
            self.keep_place()
        else:
            if self._place_to_keep is not None and self._place_to_keep[0] != assessment.id:
                self.keep_place()  # in the assessment that is left
            self._place_to_keep = assessment.id, place
            self._keep_place_soon.start()
        # Behind the paint, however long that takes.
        QTimer.singleShot(0, self.pages.warming, self.pages.warming.start)
        if place.page != "start":
            # Behind the paint of what is shown now. A start page that nobody uses needs nothing of it.
            QTimer.singleShot(0, self.pages, self.pages.load)
        self.went.emit()

    def start_with(self, listed: Found | None) -> None:
        """Go to the start page, which need not read its list anew where it was read a moment ago."""
        page = self.page("start")
        assert isinstance(page, StartPage)
        if listed is not None:
            page.give(listed)
        self.go(Place("start"))

    def show_palette(self) -> None:
        """Open the field that finds every page, act and indicator."""
        if self._palette is None:
            from dti_desktop.ui.palette_acts import PaletteActs

            self._palette = PaletteActs(self)
        self._palette.show()

    def toggle_entry(self) -> None:
        """Go from an indicator's page to its row in the entry table, and from there to the page."""
        page = self.pages.made.get(self.place.page)
        if self.place.page == "entry":
            code = getattr(page, "code", None)
            self.go(Place("indicator", code) if code else Place("overview"))
        else:
            self.go(Place("entry", self.place.code if self.place.page == "indicator" else None))

    def _go_to_tab(self, page: PageName) -> None:
        walked = self.tabs.bar.hasFocus()
        self.go(Place(page))
        if walked:
            # Arrow keys go on from tab to tab.
            self.tabs.bar.setFocus(Qt.FocusReason.TabFocusReason)

    def page(self, name: PageName) -> Page:
        """Return a page, made if it was never shown."""
        return self.pages.page(name)

    def _connect_page(self, name: PageName, page: Page) -> None:
        if isinstance(page, StartPage):
            page.new_wanted.connect(self.new_wanted)
            page.sample_wanted.connect(self.sample_wanted)
            page.restore_wanted.connect(self.restore_wanted)
            page.backup_wanted.connect(self.backup_wanted)
            page.part_wanted.connect(self.part_wanted)
            page.approached.connect(self._approached)
        elif name == "submit":
            from dti_desktop.ui.pages.submit import SubmitPage  # loaded by now

            assert isinstance(page, SubmitPage)
            page.portal_wanted.connect(self.portal_wanted)
        elif name == "catalogue":
            from dti_desktop.ui.pages.catalogue import CataloguePage

            assert isinstance(page, CataloguePage)
            page.take_pack_wanted.connect(self.take_pack_wanted)
            page.make_pack_wanted.connect(self.catalogue_pack_wanted)
        elif name == "parts":
            self.part_page_made.emit(page)

    def _approached(self, assessment_id: str) -> None:
        self.pages.load()
        self.context.session.read_ahead(assessment_id)

    def keep_place(self) -> None:
        """Keep where she is, to begin there when the assessment is opened next."""
        self._keep_place_soon.stop()
        if self._place_to_keep is not None:
            (assessment_id, place), self._place_to_keep = self._place_to_keep, None
            self._keep(place_setting(assessment_id), {"page": place.page, "code": place.code})

    def _focus_page(self) -> None:
        page = self.pages.made[self.place.page]
        page.arrive(self.place)

    # -- following the session -----------------------------------------------------------------------

    def _opened(self) -> None:
        assessment = self.context.session.assessment
        self._clear_failed()
        self.menu.follow(assessment)
        if assessment is None:
            self.go(Place("start"))
            return
        kept = self.context.session.kept_place
        # Behind whatever else follows the opening: a page that is shown shows this assessment.
        go = partial(self._go_where_it_was_left, assessment.id, kept)
        QTimer.singleShot(0, self, lambda: self.pages.when_loaded(go))

    def _go_where_it_was_left(self, assessment_id: str, kept: object) -> None:
        assessment = self.context.session.assessment
        if assessment is None or assessment.id != assessment_id:
            return
        place = Place("overview")
        if isinstance(kept, dict) and kept.get("page") in page_registry.ALL:
            code = kept.get("code")
            place = Place(kept["page"], code if isinstance(code, str) else None)
            if place.page in ("start", "verify"):
                place = Place("overview")
        self._make_then_go(assessment_id, place)

    def _make_then_go(self, assessment_id: str, place: Place) -> None:
        """Go to a place for whose first showing much has to be made: one thing in each turn."""
        assessment = self.context.session.assessment
        if assessment is None or assessment.id != assessment_id:
            return
        if self._sidebar is None:
            self.sidebar.hide()
        elif place.page not in self.pages.made:
            self.pages.make(place.page)
        else:
            self.go(place)
            return
        QTimer.singleShot(0, self, lambda: self._make_then_go(assessment_id, place))

    def _changed(self, changed: Changed) -> None:
        page = self.pages.made.get(self.place.page)
        if page is not None and page.isVisible():
            page.refresh(changed)

    def _save_state_changed(self, state: str) -> None:
        if state == "saved":
            self._clear_failed()

    # -- messages ------------------------------------------------------------------------------------

    def show_fault(self, error: BaseException) -> None:
        """Say in place that something failed, what is safe, and what to do."""
        if isinstance(error, Cancelled):
            return
        self._failed = error
        self._show_failed()
        self._notice_box.show()
        self.notice.show()

    def begin_work(self, what: str) -> ProgressPanel:
        """Show, at the foot of the window, that something longer is being done; return its panel."""
        self._work_box.show()
        self.work.begin(what)
        return self.work

    def end_work(self) -> None:
        """Take that away again."""
        self.work.end()
        self._work_box.hide()

    def _show_failed(self) -> None:
        assert self._failed is not None
        more, retry = "", ""
        if not self.context.session.is_committed:
            retry = self.tr("Thử lại")
            if isinstance(self._failed, EnvironmentFault):
                more = self.tr("Những gì vừa nhập vẫn còn trên màn hình và sẽ tự được lưu lại.")
        self.notice.say(self._words.in_one_piece(self._failed, more), "block", action=retry)

    def _clear_failed(self) -> None:
        self._failed = None
        self._notice_box.hide()

    # -- steps back and forth ------------------------------------------------------------------------

    def undo(self) -> None:
        """Take the last step back, and show where it was."""
        if self.page(self.place.page).take_step(back=True):
            return
        session = self.context.session
        assessment = session.assessment
        if assessment is None or self.place.page == "start":
            return
        if assessment.can_undo or not session.is_committed:
            session.act(lambda w, a: w.undo(a), on_done=partial(self._stepped, True, assessment))

    def redo(self) -> None:
        """Do the step that was taken back again, and show where it was."""
        if self.page(self.place.page).take_step(back=False):
            return
        session = self.context.session
        assessment = session.assessment
        if assessment is None or self.place.page == "start":
            return
        if assessment.can_redo and session.is_committed:
            session.act(lambda w, a: w.redo(a), on_done=partial(self._stepped, False, assessment))

    def _stepped(self, back: bool, before: Assessment, saved: Saved) -> None:
        figures = before.profile.items() ^ saved.assessment.profile.items()
        code = next(iter(saved.codes)) if len(saved.codes) == 1 and not figures else None
        place = place_to_show(before, saved.assessment, saved.codes, self.place)
        if place is not None:
            self.go(place)
        if back:
            words = self.tr("Đã hoàn tác ở {code}.").format(code=code) if code else self.tr("Đã hoàn tác.")
            self.toast.say(words, self.tr("Làm lại"), self.redo)
        else:
            words = self.tr("Đã làm lại ở {code}.").format(code=code) if code else self.tr("Đã làm lại.")
            self.toast.say(words, self.tr("Hoàn tác"), self.undo)

    # -- look and language ---------------------------------------------------------------------------

    def toggle_theme(self) -> None:
        """Light to dark and back; the choice is kept."""
        self.set_theme("light" if self.context.theme.is_dark else "dark")

    def set_theme(self, mode: str) -> None:
        """Choose "system", "light" or "dark" and keep the choice."""
        self.context.theme.change_mode("dark" if mode == "dark" else "light" if mode == "light" else "system")
        self._keep("ui/theme", mode)

    def toggle_language(self) -> None:
        """Vietnamese to English and back; the choice is kept."""
        self.set_language("en" if self.context.language.current == "vi" else "vi")

    def set_language(self, language: str) -> None:
        """Choose "vi" or "en" and keep the choice."""
        self.context.language.set("en" if language == "en" else "vi")
        self.pages.warming.start()
        self._keep("ui/language", language)

    def _keep(self, key: str, value: object) -> None:
        workspace = self.context.workspace
        self.context.tasks.run(workspace.set_setting, key, value, lane="store", on_error=self.show_fault)

    # -- room ----------------------------------------------------------------------------------------

    def toggle_drawer(self) -> None:
        """Show the side bar over the page, or put it away again."""
        if not self._is_drawer or self._is_home:
            return
        if self.sidebar.isVisible():
            self._close_drawer()
            self._focus_page()
        else:
            self.sidebar.show()
            self._fit_drawer()
            self.sidebar.places.setFocus(Qt.FocusReason.OtherFocusReason)

    def _close_drawer(self) -> None:
        if self._is_drawer and self._sidebar is not None:
            self._sidebar.hide()

    def _place_sidebar(self) -> None:
        """Stand the side bar beside the page where there is room for both."""
        is_drawer = self.width() < DRAWER_BELOW
        is_other, self._is_drawer = is_drawer != self._is_drawer, is_drawer
        self._edge.setVisible(not self._is_home and not is_drawer)
        made = self._sidebar
        if made is None and self._is_home:
            return
        if made is not None and is_other:
            if is_drawer:
                self._across.removeWidget(made)
            else:
                self._across.insertWidget(0, made)
        self.sidebar.setVisible(not self._is_home and not is_drawer)
        self._escape.setEnabled(is_drawer)
        self._fit_drawer()

    def _fit_drawer(self) -> None:
        bar = self._sidebar
        if bar is None:
            return
        from dti_desktop.ui.sidebar import NARROW_WIDTH, WIDTH

        if self._is_drawer:
            top = self.header.height()
            bar.setFixedWidth(min(WIDTH, self.width() - _BESIDE_THE_DRAWER))
            bar.setGeometry(0, top, bar.width(), self.height() - top)
            bar.raise_()
        else:
            bar.setFixedWidth(NARROW_WIDTH if self.width() < _NARROWEST_WINDOW else WIDTH)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if (self.width() < DRAWER_BELOW) != self._is_drawer:
            self._place_sidebar()
        self._fit_drawer()
        self.header.set_room(self.width(), NARROW_WINDOW, DRAWER_BELOW)

"""Which class makes which page. Each is imported when the page is first wanted."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from dti_desktop.ui.navigation import STANDING_PAGES, Context, PageName
from dti_desktop.ui.pages.page import Page

#: In the order in which pages are built while nobody waits: what is opened most comes first.
ALL: tuple[PageName, ...] = (
    "indicator", "overview", "remaining", "entry", "review", "profile", "library", "ranking", "forecast",
    "plan", "whatif", "sensitivity", "history", "submit", "parts", "journal", "carried", "comparison",
    "catalogue", "start", "verify",
)  # fmt: skip

#: Pages that need no open assessment.
WITHOUT_ASSESSMENT: frozenset[PageName] = frozenset({"start", "verify", "catalogue"})


def is_whole(name: PageName) -> bool:
    """Whether a page is about an assessment as a whole, and so not for one department's part of it."""
    return name == "submit" or name in STANDING_PAGES


def load_modules() -> None:
    """Import every page's module, so that making a page only makes its widgets. Touches no widget itself."""
    from dti_desktop.ui import palette_acts, portal_window  # noqa: F401 - it is the importing that counts
    from dti_desktop.ui.pages import (  # noqa: F401 - it is the importing that counts
        carried,
        catalogue,
        comparison,
        entry,
        forecast,
        history,
        indicator,
        journal,
        library,
        overview,
        parts,
        plan,
        profile,
        ranking,
        remaining,
        review,
        sensitivity,
        start,
        submit,
        verify,
        whatif,
    )


def make_ahead(name: PageName, context: Context) -> QWidget | None:
    """Make what of a page takes a turn of its own while nobody waits; None: it is made in one."""
    if name == "submit":
        from dti_desktop.ui.pages import submit

        return submit.make_ahead(context)
    return None


def make_page(name: PageName, context: Context, parent: QWidget, ahead: QWidget | None = None) -> Page:
    """Return a new page, to be seen in `parent`. The imports stand here so that a packager finds them.

    `ahead`: what `make_ahead` has returned.
    """
    match name:
        case "start":
            from dti_desktop.ui.pages.start import StartPage

            return StartPage(context, parent)
        case "overview":
            from dti_desktop.ui.pages.overview import OverviewPage

            return OverviewPage(context, parent)
        case "remaining":
            from dti_desktop.ui.pages.remaining import RemainingPage

            return RemainingPage(context, parent)
        case "review":
            from dti_desktop.ui.pages.review import ReviewPage

            return ReviewPage(context, parent)
        case "profile":
            from dti_desktop.ui.pages.profile import ProfilePage

            return ProfilePage(context, parent)
        case "library":
            from dti_desktop.ui.pages.library import LibraryPage

            return LibraryPage(context, parent)
        case "ranking":
            from dti_desktop.ui.pages.ranking import RankingPage

            return RankingPage(context, parent)
        case "forecast":
            from dti_desktop.ui.pages.forecast import ForecastPage

            return ForecastPage(context, parent)
        case "plan":
            from dti_desktop.ui.pages.plan import PlanPage

            return PlanPage(context, parent)
        case "whatif":
            from dti_desktop.ui.pages.whatif import WhatIfPage

            return WhatIfPage(context, parent)
        case "sensitivity":
            from dti_desktop.ui.pages.sensitivity import SensitivityPage

            return SensitivityPage(context, parent)
        case "history":
            from dti_desktop.ui.pages.history import HistoryPage

            return HistoryPage(context, parent)
        case "parts":
            from dti_desktop.ui.pages.parts import PartsPage

            return PartsPage(context, parent)
        case "journal":
            from dti_desktop.ui.pages.journal import JournalPage

            return JournalPage(context, parent)
        case "carried":
            from dti_desktop.ui.pages.carried import CarriedPage

            return CarriedPage(context, parent)
        case "catalogue":
            from dti_desktop.ui.pages.catalogue import CataloguePage

            return CataloguePage(context, parent)
        case "comparison":
            from dti_desktop.ui.pages.comparison import ComparisonPage

            return ComparisonPage(context, parent)
        case "indicator":
            from dti_desktop.ui.pages.indicator import IndicatorPage

            return IndicatorPage(context, parent)
        case "entry":
            from dti_desktop.ui.pages.entry import EntryPage

            return EntryPage(context, parent)
        case "submit":
            from dti_desktop.ui.pages.submit import SubmitPage
            from dti_desktop.ui.widgets.export_form import ExportForm

            assert ahead is None or isinstance(ahead, ExportForm)
            return SubmitPage(context, parent, export=ahead)
        case "verify":
            from dti_desktop.ui.pages.verify import VerifyPage

            return VerifyPage(context, parent)

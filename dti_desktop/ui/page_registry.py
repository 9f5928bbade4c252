"""Which class makes which page. Each is imported when the page is first wanted."""

from __future__ import annotations

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


def make_page(name: PageName, context: Context) -> Page:
    """Return a new page. The imports stand here so that a packager finds them."""
    match name:
        case "start":
            from dti_desktop.ui.pages.start import StartPage

            return StartPage(context)
        case "overview":
            from dti_desktop.ui.pages.overview import OverviewPage

            return OverviewPage(context)
        case "remaining":
            from dti_desktop.ui.pages.remaining import RemainingPage

            return RemainingPage(context)
        case "review":
            from dti_desktop.ui.pages.review import ReviewPage

            return ReviewPage(context)
        case "profile":
            from dti_desktop.ui.pages.profile import ProfilePage

            return ProfilePage(context)
        case "library":
            from dti_desktop.ui.pages.library import LibraryPage

            return LibraryPage(context)
        case "ranking":
            from dti_desktop.ui.pages.ranking import RankingPage

            return RankingPage(context)
        case "forecast":
            from dti_desktop.ui.pages.forecast import ForecastPage

            return ForecastPage(context)
        case "plan":
            from dti_desktop.ui.pages.plan import PlanPage

            return PlanPage(context)
        case "whatif":
            from dti_desktop.ui.pages.whatif import WhatIfPage

            return WhatIfPage(context)
        case "sensitivity":
            from dti_desktop.ui.pages.sensitivity import SensitivityPage

            return SensitivityPage(context)
        case "history":
            from dti_desktop.ui.pages.history import HistoryPage

            return HistoryPage(context)
        case "parts":
            from dti_desktop.ui.pages.parts import PartsPage

            return PartsPage(context)
        case "journal":
            from dti_desktop.ui.pages.journal import JournalPage

            return JournalPage(context)
        case "carried":
            from dti_desktop.ui.pages.carried import CarriedPage

            return CarriedPage(context)
        case "catalogue":
            from dti_desktop.ui.pages.catalogue import CataloguePage

            return CataloguePage(context)
        case "comparison":
            from dti_desktop.ui.pages.comparison import ComparisonPage

            return ComparisonPage(context)
        case "indicator":
            from dti_desktop.ui.pages.indicator import IndicatorPage

            return IndicatorPage(context)
        case "entry":
            from dti_desktop.ui.pages.entry import EntryPage

            return EntryPage(context)
        case "submit":
            from dti_desktop.ui.pages.submit import SubmitPage

            return SubmitPage(context)
        case "verify":
            from dti_desktop.ui.pages.verify import VerifyPage

            return VerifyPage(context)

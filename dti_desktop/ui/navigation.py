"""Places in the window, and what every page is given."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from dti_desktop.services.library import Library
    from dti_desktop.services.workspace import Workspace
    from dti_desktop.ui.format import Format
    from dti_desktop.ui.icons import Icons
    from dti_desktop.ui.language import Language
    from dti_desktop.ui.session import Session
    from dti_desktop.ui.tasks import Tasks
    from dti_desktop.ui.theme import Theme

PageName = Literal[
    "start",
    "overview",
    "remaining",
    "review",
    "profile",
    "library",
    "ranking",
    "forecast",
    "plan",
    "whatif",
    "sensitivity",
    "history",
    "parts",
    "journal",
    "carried",
    "comparison",
    "indicator",
    "entry",
    "submit",
    "verify",
    "catalogue",
]

#: The pages behind the one place "ranking and plan", in the order of their tabs. Each needs a title in
#: `ui/widgets/page_tabs.py` and a class in `page_registry.py`.
STANDING_PAGES: tuple[PageName, ...] = (
    "ranking",
    "forecast",
    "plan",
    "whatif",
    "sensitivity",
    "history",
)

#: The pages behind the one place "what is left to do", in the order of their tabs.
WORK_PAGES: tuple[PageName, ...] = ("remaining", "review")

#: The places of the side bar that are several pages behind tabs.
SECTIONS: tuple[tuple[PageName, ...], ...] = (STANDING_PAGES, WORK_PAGES)


def section_of(page: PageName) -> tuple[PageName, ...]:
    """Return the pages that share a place with `page`; none where it has a place of its own."""
    return next((section for section in SECTIONS if page in section), ())


@dataclass(frozen=True, slots=True)
class Place:
    """Where to go: a page, an indicator on it, a field in it ("level", "used.a", "evidence")."""

    page: PageName
    code: str | None = None
    field: str | None = None


def place_setting(assessment_id: str) -> str:
    """Return the setting under which the window keeps where she was in an assessment."""
    return f"ui/place/{assessment_id}"


class Context(NamedTuple):
    """What the window is wired together from; handed to every page."""

    library: Library
    workspace: Workspace
    session: Session
    tasks: Tasks
    theme: Theme
    icons: Icons
    language: Language
    format: Format
    go: Callable[[Place], None]

"""The tour: for the very first start only, five steps over the real window, gone for good once ended."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from dti_desktop.errors import EnvironmentFault
from dti_desktop.services import parts
from dti_desktop.services.sample import create_sample
from dti_desktop.services.workspace import Workspace
from dti_desktop.ui import application, theme
from dti_desktop.ui.format import LanguageCode
from dti_desktop.ui.help_acts import TOUR_SETTING
from dti_desktop.ui.language import Language
from dti_desktop.ui.pages.start import StartPage
from dti_desktop.ui.tour import Tour, next_place
from tests.ui.real_window import LIBRARY, RealWindow, prepare, real_window, soc_trang


@pytest.fixture
def first(qtbot: QtBot, window_language: Language, tmp_path: Path) -> Iterator[RealWindow]:
    """The window over a store in which nothing was ever made."""
    with real_window(qtbot, window_language, tmp_path) as real:
        real.activate()
        yield real


@pytest.fixture
def later(qtbot: QtBot, window_language: Language, tmp_path: Path) -> Iterator[RealWindow]:
    """The window with an assessment open."""
    prepare(tmp_path, soc_trang)
    with real_window(qtbot, window_language, tmp_path) as real:
        real.open("soc-trang-2022", "profile")
        real.activate()
        yield real


def offered(real: RealWindow) -> Tour | None:
    real.window.help.offer_tour()
    real.at_rest()
    return real.window.help.tour


def begun(real: RealWindow) -> Tour:
    real.window.help.begin_tour()
    tour = real.window.help.tour
    assert tour is not None
    return tour


def kept(real: RealWindow) -> object:
    """Return what the store keeps of the tour."""
    found: list[object] = []
    workspace = real.bench.context.workspace
    real.tasks.run(workspace.setting, TOUR_SETTING, lane="store", on_done=found.append)
    real.until(lambda: found)
    return found[0]


def lit(real: RealWindow, tour: Tour, widget: QWidget) -> bool:
    """Whether the light falls on a control."""
    box = QRect(widget.mapTo(real.window, QPoint(0, 0)), widget.size())
    return tour.light.contains(box.adjusted(4, 4, -4, -4))  # one may reach to the window's edge


def at(real: RealWindow, tour: Tour, step: int) -> None:
    real.until(lambda: tour.step == step and tour.light.isValid())


def key(real: RealWindow, which: Qt.Key) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    real.qtbot.keyClick(focus, which)


def test_it_is_not_shown_unless_it_is_asked_for(first: RealWindow) -> None:
    first.qtbot.wait(700)
    assert first.window.help.tour is None


def test_at_the_first_start_it_leads_through_the_main_job_by_keyboard(first: RealWindow) -> None:
    tour = offered(first)
    assert tour is not None
    at(first, tour, 0)
    page = first.bench.page("start")
    assert isinstance(page, StartPage)
    first.until(lambda: lit(first, tour, page.welcome.begin))
    places = ["start"]
    for step in range(1, 5):
        first.until(tour.words.on.hasFocus)
        key(first, Qt.Key.Key_Return)
        at(first, tour, step)
        places.append(first.bench.place.page)
    assert places == ["start", "indicator", "indicator", "remaining", "submit"]
    assert first.session.assessment is not None and first.session.assessment.is_sample
    first.until(tour.words.on.hasFocus)
    key(first, Qt.Key.Key_Return)
    first.at_rest()
    assert first.window.help.tour is None
    assert first.bench.place.page == "start"
    assert kept(first) == "ended"


def test_once_ended_it_is_never_offered_again(first: RealWindow) -> None:
    tour = offered(first)
    assert tour is not None
    first.until(tour.words.on.hasFocus)
    key(first, Qt.Key.Key_Escape)
    first.at_rest()
    assert first.window.help.tour is None
    assert first.session.assessment is None  # skipped at once, no sample was made
    assert kept(first) == "ended"
    assert offered(first) is None


@pytest.mark.parametrize("make", [soc_trang, lambda w: create_sample(w, LIBRARY)], ids=["own", "sample"])
def test_whoever_has_an_assessment_is_not_held_up(
    qtbot: QtBot, window_language: Language, tmp_path: Path, make: object
) -> None:
    prepare(tmp_path, make)  # type: ignore[arg-type]
    with real_window(qtbot, window_language, tmp_path) as real:
        assert offered(real) is None


def test_closing_the_window_does_not_end_it_for_good(
    qtbot: QtBot, window_language: Language, tmp_path: Path
) -> None:
    with real_window(qtbot, window_language, tmp_path) as real:
        assert offered(real) is not None
    with real_window(qtbot, window_language, tmp_path) as real:
        assert offered(real) is not None


def test_from_the_help_it_shows_the_open_assessment(later: RealWindow) -> None:
    later.window.help.show("getting-started")
    found = later.window.help.help
    assert found is not None
    found.tour.click()
    tour = later.window.help.tour
    assert tour is not None
    assert later.window.help.help is None
    at(later, tour, 0)
    assert lit(later, tour, later.bench.header.province)
    tour.words.on.click()
    at(later, tour, 1)
    assert later.session.assessment is not None and not later.session.assessment.is_sample
    tour.words.back.click()
    at(later, tour, 0)
    tour.words.skip.click()
    later.at_rest()
    assert later.window.help.tour is None


def test_the_light_follows_the_control_when_the_window_changes(later: RealWindow) -> None:
    tour = begun(later)
    for _ in range(4):
        tour.go_on()
    at(later, tour, 4)
    stepper = later.bench.page("submit").stepper  # type: ignore[attr-defined]
    later.until(lambda: lit(later, tour, stepper))
    for size in ((1024, 700), (1600, 900)):
        later.window.resize(*size)
        later.until(lambda: tour.size() == later.window.size() and lit(later, tour, stepper))
        card = tour.words.geometry()
        assert tour.rect().contains(card) and not card.intersects(tour.light)
    tour.end()


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_card_stays_in_the_window_at_every_step(
    later: RealWindow, window_language: Language, language: LanguageCode
) -> None:
    window_language.set(language)
    later.window.resize(960, 600)
    tour = begun(later)
    for step in range(5):
        at_step = partial(lambda wanted: tour.step == wanted, step)
        later.until(at_step)
        later.qtbot.wait(350)
        assert tour.rect().contains(tour.words.geometry()), step
        if step < 4:
            tour.go_on()
    tour.end()


def test_the_keyboard_stays_in_the_card(later: RealWindow) -> None:
    tour = begun(later)
    tour.go_on()
    at(later, tour, 1)
    later.until(tour.words.on.hasFocus)
    seen = []
    for _ in range(4):
        key(later, Qt.Key.Key_Tab)
        focus = QApplication.focusWidget()
        assert focus is not None and tour.isAncestorOf(focus)
        seen.append(focus)
    assert len(set(seen)) == 3
    assert seen[3] is seen[0]
    tour.end()


def test_it_says_itself_to_a_screen_reader(later: RealWindow) -> None:
    tour = begun(later)
    assert tour.words.accessibleName().startswith("Bước 1 trên 5. ")
    assert tour.words.on.accessibleDescription() == tour.words.accessibleName()
    tour.end()


def test_without_motion_the_light_jumps(later: RealWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(type(theme.current()), "reduced_motion", property(lambda _self: True))
    tour = begun(later)
    tour.go_on()
    at(later, tour, 1)
    later.qtbot.wait(350)
    assert tour._motion.state() == tour._motion.State.Stopped
    tour.end()


def test_what_lies_below_cannot_be_pressed(later: RealWindow) -> None:
    tour = begun(later)
    later.qtbot.mouseClick(tour, Qt.MouseButton.LeftButton, pos=QPoint(20, 300))
    assert later.bench.place.page == "profile"
    tour.end()


def test_keys_of_the_window_below_wait_until_it_is_over(later: RealWindow) -> None:
    tour = begun(later)
    later.until(tour.words.on.hasFocus)
    focus = QApplication.focusWidget()
    assert focus is not None
    later.qtbot.keyClick(focus, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert later.bench.place.page == "profile"
    later.qtbot.keyClick(focus, Qt.Key.Key_F1)  # help is for every moment
    found = later.window.help.help
    assert found is not None
    found.close()
    later.activate()
    tour.end()
    focus = QApplication.focusWidget()
    assert focus is not None
    later.qtbot.keyClick(focus, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert later.bench.place.page == "overview"


def test_a_department_is_led_to_its_return(qtbot: QtBot, window_language: Language, tmp_path: Path) -> None:
    handed_out = tmp_path / "4.dtipart"

    def issue(workspace: Workspace) -> None:
        soc_trang(workspace)
        parts.issue(workspace, "soc-trang-2022", ["4"], "Sở Nội vụ", handed_out, passphrase=None)

    prepare(tmp_path / "province", issue)
    prepare(tmp_path / "part", lambda workspace: parts.open_part(workspace, (handed_out, None)))
    with real_window(qtbot, window_language, tmp_path / "part") as real:
        real.session.open("soc-trang-2022-so-noi-vu")
        real.until(lambda: real.bench.place.page not in ("start", "verify"))
        real.at_rest()
        real.activate()
        tour = begun(real)
        for step in range(1, 5):
            tour.go_on()
            at(real, tour, step)
        assert real.bench.place.page == "parts"
        assert "tỉnh" in tour.words.words.text()
        tour.end()


def test_a_sample_that_cannot_be_made_ends_it(first: RealWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object) -> str:
        raise EnvironmentFault("disk-full")

    monkeypatch.setattr("dti_desktop.services.sample.create_sample", refuse)
    tour = begun(first)
    at(first, tour, 0)
    tour.words.on.click()
    first.until(lambda: first.window.help.tour is None)
    assert first.bench.notice.isVisible()
    assert first.bench.place.page == "start"


@pytest.mark.parametrize(
    ("platform", "said", "is_looked_at"),
    [("offscreen", None, False), ("xcb", None, True), ("windows", None, True), ("xcb", "off", False)],
)
def test_only_a_person_before_the_window_is_offered_it(
    platform: str, said: str | None, is_looked_at: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DTI_TOUR", raising=False)
    if said is not None:
        monkeypatch.setenv("DTI_TOUR", said)

    class _App:
        def platformName(self) -> str:
            return platform

    assert application._is_looked_at(_App()) is is_looked_at  # type: ignore[arg-type]


def test_a_ring_has_no_end() -> None:
    assert [next_place(n, 3, forward=True) for n in range(3)] == [1, 2, 0]
    assert [next_place(n, 3, forward=False) for n in range(3)] == [2, 0, 1]

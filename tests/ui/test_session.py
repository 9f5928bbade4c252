"""The session: edits show at once, are committed soon, and none is lost."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from random import Random
from threading import Event
from time import monotonic
from typing import Any

import pytest

from dti_desktop import paths
from dti_desktop.engine.assessment import Scenario
from dti_desktop.errors import EnvironmentFault, InputError
from dti_desktop.services.library import Library
from dti_desktop.services.workspace import Workspace
from dti_desktop.store import connection as connections
from dti_desktop.ui import session as sessions
from dti_desktop.ui import tasks as tasks_module
from dti_desktop.ui.session import Session
from dti_desktop.ui.tasks import Tasks

ID = "soc-trang-2022"


class Opened:
    """A session on a real store, and what it has said."""

    def __init__(self, qtbot: Any, folder: Path) -> None:
        self.qtbot = qtbot
        self.tasks = Tasks()
        library = Library(paths.resources_dir(), paths.translations_dir())
        self.opened: list[Workspace] = []
        self.tasks.run(
            lambda: Workspace.open(folder, library, now_utc=lambda: datetime.now(UTC), user="Hoa"),
            on_done=self.opened.append,
        )
        qtbot.waitUntil(lambda: bool(self.opened))
        self.workspace = self.opened[0]
        self.session = Session(self.workspace, library, self.tasks)
        self.failures: list[BaseException] = []
        self.session.failed.connect(self.failures.append)
        self.tasks.run(lambda: self.workspace.create("Sóc Trăng", 2022))
        self.session.open(ID)
        qtbot.waitUntil(lambda: self.session.assessment is not None)

    def settled(self) -> None:
        """Wait until the store holds everything that is shown."""
        self.qtbot.waitUntil(lambda: self.session.is_committed)

    def stored(self) -> Any:
        found: list[Any] = []
        self.tasks.run(lambda: self.workspace.load(ID), on_done=found.append)
        self.qtbot.waitUntil(lambda: bool(found))
        return found[0]


@pytest.fixture
def at(qtbot: Any, tmp_path: Path) -> Iterator[Opened]:
    made = Opened(qtbot, tmp_path / "store")
    yield made
    # As the window does at closing: no timer of theirs may ask for work after the tasks have ended.
    made.session.journal.rest()
    made.session.forecast.rest()
    closed: list[None] = []
    made.tasks.run(made.workspace.close, on_done=closed.append)
    qtbot.waitUntil(lambda: bool(closed))
    made.tasks.shutdown()


def test_an_edit_shows_before_it_is_stored_and_is_stored_soon(at: Opened) -> None:
    at.session.edit_answer("4.1", {"a": Decimal(700), "b": Decimal(775)})
    assert at.session.outlook is not None
    assert str(at.session.outlook.scorecard.indicators["4.1"].outcome.share) == "28/31"
    assert not at.session.is_committed
    at.settled()
    assert at.stored().answers["4.1"] == {"a": Decimal(700), "b": Decimal(775)}


def test_what_is_chosen_does_not_wait_for_another_key(at: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sessions, "COMMIT_DELAY_MS", 3_600_000)
    at.session.edit_answer("1.1", {"level": "head"}, at_once=True)
    assert at.session.assessment is not None
    assert at.session.assessment.answers["1.1"] == {"level": "head"}
    at.settled()
    assert at.stored().answers["1.1"] == {"level": "head"}


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever waits for the store's thread waits to the end, however busy the machine is."""
    monkeypatch.setattr(tasks_module, "HEAD_START_S", 20)


@pytest.mark.usefixtures("patient")
def test_what_is_chosen_is_on_the_disk_before_the_window_works_out_what_it_comes_to(at: Opened) -> None:
    went: list[str] = []
    at.workspace.store.connection.after_commit.append(lambda: went.append("on the disk"))
    at.session.changed.connect(lambda _changed: went.append("shown"))
    at.session.edit_explanation("1.1", "gõ trước")  # goes with it
    assert went == ["shown"]
    at.session.edit_answer("1.1", {"level": "head"}, at_once=True)
    assert went[:4] == ["shown", "on the disk", "on the disk", "shown"]
    at.settled()
    stored = at.stored()
    assert (stored.answers["1.1"], stored.explanations["1.1"]) == ({"level": "head"}, "gõ trước")


@pytest.mark.usefixtures("patient")
@pytest.mark.parametrize("stored", ["nothing new", "refused", "behind other work"])
def test_the_window_does_not_wait_where_nothing_will_be_stored_soon(at: Opened, stored: str) -> None:
    at.session.edit_answer("1.1", {"level": "head"}, at_once=True)
    at.settled()
    at.qtbot.waitUntil(lambda: at.tasks.store_pending == 0)
    gate = Event()
    if stored == "refused":
        at.session.set_review(["1.1"], "approved")
        at.settled()
        at.qtbot.waitUntil(lambda: at.tasks.store_pending == 0)
    if stored == "behind other work":
        at.tasks.run(gate.wait, 60)
    begun_s = monotonic()
    level = "head" if stored == "nothing new" else "none"
    at.session.edit_answer("1.1", {"level": level}, at_once=True)
    assert monotonic() - begun_s < 10
    gate.set()
    if stored == "refused":
        at.qtbot.waitUntil(lambda: bool(at.failures))
        assert at.stored().answers["1.1"] == {"level": "head"}
    else:
        at.settled()
        assert at.stored().answers["1.1"] == {"level": level}


def test_a_long_log_is_brought_into_the_database_between_edits(
    at: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "LONG_LOG_ROWS", 20)
    connection = at.workspace.store.connection
    statements: list[str] = []
    at.tasks.run(connection.raw.set_trace_callback, statements.append)
    for a in range(12):
        at.session.edit_answer("1.10", {"a": Decimal(a)}, at_once=True)
        at.settled()
    at.qtbot.waitUntil(lambda: at.tasks.store_pending == 0)
    at.tasks.run(connection.raw.set_trace_callback, None)
    assert at.stored().answers["1.10"] == {"a": Decimal(11)}
    shortened = [n for n, statement in enumerate(statements) if "wal_checkpoint" in statement]
    # Three rows an edit; some of them at the end may still be in the log.
    assert len(shortened) in (1, 2)
    assert not connection.log_is_long


def test_typing_goes_on_while_the_store_is_busy(at: Opened) -> None:
    for a in range(60):
        at.session.edit_answer("1.10", {"a": Decimal(a)})
        at.session.flush()
    assert at.session.assessment is not None
    assert at.session.assessment.answers["1.10"]["a"] == Decimal(59)
    at.settled()
    assert at.session.assessment.answers["1.10"]["a"] == Decimal(59)
    assert at.stored().answers["1.10"]["a"] == Decimal(59)


def test_a_full_disk_keeps_the_edit_and_tries_again(at: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sessions, "RETRY_DELAY_MS", 20)
    tries: list[int] = []
    really = at.workspace.explain

    def explain(*arguments: Any) -> Any:
        tries.append(1)
        if len(tries) < 3:
            raise EnvironmentFault("disk-full")
        return really(*arguments)

    monkeypatch.setattr(at.workspace, "explain", explain)
    at.session.edit_explanation("1.1", "Đang chờ bản có dấu.")
    at.session.flush()
    at.settled()
    assert len(tries) == 3
    assert [type(failure) for failure in at.failures] == [EnvironmentFault, EnvironmentFault]
    assert at.stored().explanations == {"1.1": "Đang chờ bản có dấu."}


def test_what_is_refused_for_itself_is_not_tried_for_ever(
    at: Opened, monkeypatch: pytest.MonkeyPatch, qtbot: Any
) -> None:
    monkeypatch.setattr(sessions, "RETRY_DELAY_MS", 10)
    at.session.edit_explanation("1.1", "x" * 1_000_000)
    at.session.flush()
    qtbot.waitUntil(lambda: bool(at.failures))
    qtbot.wait(300)
    assert [type(failure) for failure in at.failures] == [InputError]
    assert at.session.assessment is not None
    assert at.session.assessment.explanations["1.1"].startswith("x")  # it is still there to be shortened
    at.session.edit_explanation("1.1", "ngắn lại")
    at.settled()
    assert at.stored().explanations == {"1.1": "ngắn lại"}


def test_an_older_edit_that_failed_does_not_come_back_over_a_newer_one(
    at: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sessions, "RETRY_DELAY_MS", 20)
    really, tries = at.workspace.explain, list[str]()

    def explain(workspace_id: str, code: str, text: str) -> Any:
        tries.append(text)
        if len(tries) == 1:
            raise EnvironmentFault("disk-full")
        return really(workspace_id, code, text)

    monkeypatch.setattr(at.workspace, "explain", explain)
    at.session.edit_explanation("1.1", "cũ")
    at.session.flush()
    at.session.edit_explanation("1.1", "mới")
    at.session.flush()
    at.qtbot.waitUntil(lambda: bool(at.failures))
    at.settled()
    assert tries == ["cũ", "mới"]
    assert at.stored().explanations == {"1.1": "mới"}


def test_what_could_not_be_saved_is_not_left_for_another_assessment(
    at: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sessions, "RETRY_DELAY_MS", 20)
    at.tasks.run(lambda: at.workspace.create("Sóc Trăng", 2021))
    is_full = True
    really = at.workspace.explain

    def explain(*arguments: Any) -> Any:
        if is_full:
            raise EnvironmentFault("disk-full")
        return really(*arguments)

    monkeypatch.setattr(at.workspace, "explain", explain)
    at.session.edit_explanation("1.1", "chưa lưu được")
    at.session.open("soc-trang-2021")
    at.qtbot.waitUntil(lambda: bool(at.failures) and at.tasks.store_pending == 0)
    assert at.session.assessment is not None
    assert at.session.assessment.id == ID
    assert not at.session.is_committed
    is_full = False
    at.settled()
    assert at.stored().explanations == {"1.1": "chưa lưu được"}


def test_what_was_read_ahead_opens_at_once(at: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    at.session.close()
    at.session.read_ahead(ID)
    at.qtbot.waitUntil(lambda: at.tasks.store_pending == 0)
    assert at.session.assessment is None
    monkeypatch.setattr(Workspace, "load", None)  # not read again
    at.session.open(ID)
    assert at.session.assessment is not None and at.session.assessment.id == ID


def test_what_is_being_read_ahead_is_read_once(at: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    load, loads = Workspace.load, list[str]()
    monkeypatch.setattr(Workspace, "load", lambda self, id_: (loads.append(id_), load(self, id_))[1])
    at.session.close()
    at.session.read_ahead(ID)
    at.session.read_ahead(ID)
    at.session.open(ID)
    at.qtbot.waitUntil(lambda: at.session.assessment is not None)
    assert loads == [ID]


def test_what_was_read_ahead_is_not_used_once_the_store_has_changed(at: Opened) -> None:
    at.session.close()
    at.session.read_ahead(ID)
    at.tasks.run(lambda: at.workspace.replace_answers(ID, {"4.1": {"a": Decimal(1), "b": Decimal(2)}}))
    at.session.open(ID)
    at.qtbot.waitUntil(lambda: at.session.assessment is not None)
    assert at.session.assessment is not None
    assert at.session.assessment.answers["4.1"] == {"a": Decimal(1), "b": Decimal(2)}


def test_a_fault_of_reading_ahead_is_said_when_it_is_opened(at: Opened) -> None:
    at.session.close()
    at.session.read_ahead("nowhere-2022")
    at.qtbot.waitUntil(lambda: at.tasks.store_pending == 0)
    assert at.failures == []
    at.session.open("nowhere-2022")
    at.qtbot.waitUntil(lambda: bool(at.failures))
    assert isinstance(at.failures[0], InputError) and at.session.assessment is None


def test_half_typed_text_survives(at: Opened) -> None:
    at.session.keep_draft("4.1", "a", "12a")
    at.session.close()
    at.session.open(ID)
    at.qtbot.waitUntil(lambda: at.session.assessment is not None)
    assert at.session.draft("4.1", "a") == "12a"


def test_a_choice_takes_the_place_of_what_could_not_be_read(at: Opened) -> None:
    level = next(iter(at.session.assessment.catalogue.indicators["1.1"].rule.levels)).id  # type: ignore[union-attr]
    at.session.keep_draft("1.1", "level", "mức lạ")  # left in the entry table
    at.session.keep_draft("4.1", "a", "12a")
    at.session.edit_answer("1.1", {"level": level}, at_once=True)
    assert at.session.drafts == {("4.1", "a"): "12a"}


def test_undo_comes_after_what_was_typed(at: Opened) -> None:
    at.session.edit_explanation("1.1", "một")
    at.session.undo()
    at.settled()
    at.qtbot.waitUntil(lambda: at.session.assessment is not None and not at.session.assessment.explanations)
    at.session.redo()
    at.qtbot.waitUntil(
        lambda: at.session.assessment is not None and at.session.assessment.explanations == {"1.1": "một"}
    )


def test_an_estimate_shows_at_once_and_is_stored_soon(at: Opened) -> None:
    at.session.set_estimate("4.1", "effort:number", Decimal("12.5"))
    at.session.set_estimate("4.1", "department", "Sở Y tế")
    at.session.set_estimate("", "acceptance", Decimal("0.4"))
    wanted = {
        "4.1": {"effort:number": Decimal("12.5"), "department": "Sở Y tế"},
        "": {"acceptance": Decimal("0.4")},
    }
    assert at.session.assessment is not None
    assert at.session.assessment.estimates == wanted
    assert not at.session.is_committed
    at.settled()
    assert at.stored().estimates == at.session.assessment.estimates == wanted
    at.session.set_estimate("4.1", "department", "")
    at.session.set_estimate("4.1", "effort:number", None)
    assert at.session.assessment.estimates == {"": {"acceptance": Decimal("0.4")}}
    at.settled()
    assert at.stored().estimates == at.session.assessment.estimates
    assert at.failures == []


def test_a_what_if_is_an_act(at: Opened) -> None:
    at.session.act(lambda w, a: w.save_scenario(a, Scenario("a", "Một", "", {"1.1": {"level": "head"}})))
    at.qtbot.waitUntil(lambda: at.session.assessment is not None and bool(at.session.assessment.scenarios))
    assert at.stored().scenarios["a"].answers == {"1.1": {"level": "head"}}
    at.session.undo()
    at.qtbot.waitUntil(lambda: at.session.assessment is not None and not at.session.assessment.scenarios)


def test_opening_again_goes_before_what_was_typed_after_it_also_when_the_disk_was_full(
    at: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    at.session.set_review(["4.1"], "approved")
    at.settled()
    set_review = at.workspace.set_review

    def full(*_: object) -> None:
        raise EnvironmentFault("disk-full")

    monkeypatch.setattr(at.workspace, "set_review", full)
    at.session.set_review(["4.1"], "drafting", "số liệu mới")
    at.session.edit_explanation("4.1", "theo Sở")
    at.qtbot.waitUntil(lambda: len(at.failures) == 1)
    monkeypatch.setattr(at.workspace, "set_review", set_review)
    at.session.flush()
    at.settled()
    stored = at.stored()
    assert (stored.review_state("4.1"), stored.explanations["4.1"]) == ("drafting", "theo Sở")
    assert len(at.failures) == 1


@pytest.mark.parametrize("seed", range(6))
def test_whatever_is_approved_and_opened_between_edits_nothing_typed_is_lost(at: Opened, seed: int) -> None:
    die = Random(seed)
    codes = ("1.10", "4.1", "8.2")
    for step in range(120):
        code = die.choice(codes)
        assessment = at.session.assessment
        assert assessment is not None
        if code in assessment.approved:
            if die.random() < 0.5:
                at.session.set_review([code], "drafting", f"vì {step}")
        elif die.random() < 0.2:
            at.session.set_review(die.sample(codes, 2), "approved")
        elif die.random() < 0.5:
            at.session.edit_answer(code, {"a": Decimal(step)})
        else:
            at.session.edit_explanation(code, f"giải trình {step}")
        if die.random() < 0.2:
            at.session.flush()
        if die.random() < 0.1:
            at.qtbot.wait(2)
    at.session.flush()
    at.settled()
    shown, stored = at.session.assessment, at.stored()
    assert shown is not None and at.failures == []
    assert (shown.answers, shown.explanations) == (stored.answers, stored.explanations)
    assert {c: shown.review_state(c) for c in codes} == {c: stored.review_state(c) for c in codes}

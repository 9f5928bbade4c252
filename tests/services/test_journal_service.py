"""The journal for people: whose days, which kinds, whether it holds, and what a broken one stops."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path

import pytest

from dti_desktop import paths
from dti_desktop.errors import InputError
from dti_desktop.services.entered_text import MAX_NAME_CHARACTERS
from dti_desktop.services.journal import KINDS, Wanted
from dti_desktop.services.library import Library
from dti_desktop.services.outlook import look
from dti_desktop.services.workspace import Workspace
from dti_desktop.store import cells

VIETNAM = timezone(timedelta(hours=7))


class Clock:
    def __init__(self) -> None:
        self.now = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture(scope="module")
def library() -> Library:
    return Library(paths.resources_dir(), paths.translations_dir())


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def workspace(tmp_path: Path, library: Library, clock: Clock) -> Iterator[Workspace]:
    opened = Workspace.open(tmp_path / "store", library, now_utc=clock, user="hoa")
    yield opened
    opened.close()


@pytest.fixture
def made(workspace: Workspace, clock: Clock) -> str:
    """Entries of two persons on three of Vietnam's days, the last two of them one day in UTC."""
    made = workspace.create("Sóc Trăng", 2022)
    clock.now = datetime(2026, 11, 22, 16, 59, 59, tzinfo=UTC)
    workspace.explain(made, "3.1", "Vì sao")
    clock.now = datetime(2026, 11, 22, 17, 0, 0, tzinfo=UTC)
    workspace.set_person_name("Nguyễn Thị Hoa")
    workspace.set_profile(made, {"population": Decimal(5)})
    workspace.record_event(made, "backup-made")
    return made


def kinds(workspace: Workspace, made: str, wanted: Wanted) -> list[str]:
    return [entry.kind for entry in workspace.journals.page(made, wanted, zone=VIETNAM)]


def test_days_are_those_of_the_reader(workspace: Workspace, made: str) -> None:
    day = date(2026, 11, 22)
    assert kinds(workspace, made, Wanted(first_day=day, last_day=day)) == ["explanation"]
    assert kinds(workspace, made, Wanted(first_day=date(2026, 11, 23))) == ["event", "profile"]
    assert kinds(workspace, made, Wanted(last_day=date(2026, 11, 21))) == ["assessment"]
    in_utc = workspace.journals.page(made, Wanted(first_day=day, last_day=day), zone=UTC)
    assert [entry.kind for entry in in_utc] == ["event", "profile", "explanation"]
    assert workspace.journals.choices(made, VIETNAM).days == (
        date(2026, 11, 21), day, date(2026, 11, 23),
    )  # fmt: skip
    assert workspace.journals.choices(made, UTC).days == (date(2026, 11, 21), day)


@pytest.mark.parametrize("edge", [date.min, date.max])
def test_the_ends_of_the_calendar_are_days_too(workspace: Workspace, made: str, edge: date) -> None:
    for zone in (VIETNAM, UTC, timezone(timedelta(hours=-9))):
        wanted = Wanted(first_day=date.min, last_day=date.max)
        assert len(workspace.journals.page(made, wanted, zone=zone)) == 4
        workspace.journals.page(made, Wanted(first_day=edge, last_day=edge), zone=zone)


def test_persons_indicators_and_kinds(workspace: Workspace, made: str) -> None:
    choices = workspace.journals.choices(made, VIETNAM)
    assert choices.persons == ("Nguyễn Thị Hoa (hoa)", "hoa")
    assert choices.codes == ("3.1",)
    assert kinds(workspace, made, Wanted(who="hoa")) == ["explanation", "assessment"]
    assert kinds(workspace, made, Wanted(codes=frozenset({"3.1"}))) == ["explanation"]
    assert kinds(workspace, made, Wanted(kind="events")) == ["event", "assessment"]
    assert kinds(workspace, made, Wanted(who="hoa", kind="answers")) == []
    assert not frozenset.intersection(*KINDS.values())
    with pytest.raises(InputError, match="assessment-unknown"):
        workspace.journals.page("nowhere")


def test_the_name_stays_for_the_account_and_can_be_taken_away(
    workspace: Workspace, made: str, library: Library, clock: Clock, tmp_path: Path
) -> None:
    workspace.close()
    again = Workspace.open(tmp_path / "store", library, now_utc=clock, user="hoa")
    assert again.person_name() == "Nguyễn Thị Hoa"
    again.set_note(made, "1.1", "x")
    assert again.journal(made, limit=1)[0].who == "Nguyễn Thị Hoa (hoa)"
    assert again.set_person_name("  ") == "hoa"
    again.set_note(made, "1.1", "y")
    assert again.journal(made, limit=1)[0].who == "hoa"
    again.set_person_name("Nguyễn Thị Hoa")
    with pytest.raises(InputError, match="text-too-long"):
        again.set_person_name("x" * (MAX_NAME_CHARACTERS + 1))
    again.close()
    other = Workspace.open(tmp_path / "store", library, now_utc=clock, user="minh")
    assert other.person_name() == "" and other.store.user == "minh"
    other.close()


def tamper(workspace: Workspace, statement: str) -> None:
    """Change the store as somebody could with another program, between two runs of this one."""
    connection = workspace.store.connection
    triggers = connection.rows("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
    for name, _ in triggers:
        connection.execute(f"DROP TRIGGER {name}")
    connection.execute(statement)
    for _, sql in triggers:
        connection.execute(sql)


def test_a_broken_journal_is_a_finding_with_its_place_once_it_was_checked(
    workspace: Workspace, made: str, library: Library
) -> None:
    tamper(workspace, "UPDATE journal SET who = 'x' WHERE seq = 2")
    assert workspace.load(made).journal_faults == ()
    checked = workspace.load_checked(made)
    (finding,) = [f for f in look(checked, library.result_book).findings if f.code == "journal-broken"]
    assert finding.severity == "block"
    assert finding.facts == {"seq": 2, "at_utc": "2026-11-22T16:59:59Z", "who": "x", "breaks": 1}
    assert workspace.load(made).journal_faults == checked.journal_faults
    # An edit's answer carries it as well, or the window would forget it with the next key.
    assert workspace.set_note(made, "1.1", "x").assessment.journal_faults == checked.journal_faults


def test_the_check_goes_on_by_stretches(workspace: Workspace, made: str) -> None:
    assert workspace.journals.check_on(made, 3) is None
    state = workspace.journals.check_on(made, 3)
    assert state is not None and state.is_whole
    assert (state.entries, state.head) == workspace.store.journal.head(made)


def test_what_was_accepted_no_longer_blocks_but_stays_in_every_check(
    workspace: Workspace, made: str, library: Library, tmp_path: Path, clock: Clock
) -> None:
    tamper(workspace, "UPDATE journal SET who = 'x' WHERE seq = 2")
    tamper(workspace, 'UPDATE profile SET value = \'{"number":"9"}\'')
    workspace.store.connection.execute("DROP TRIGGER journal_refuses_delete")
    codes = {fault.code for fault in workspace.load_checked(made).journal_faults}
    assert codes == {"journal-broken", "journal-differs", "journal-unguarded"}
    with pytest.raises(InputError, match="reason-missing"):
        workspace.accept_journal_faults(made, " ")
    saved = workspace.accept_journal_faults(made, "Đã đối chiếu với bản giấy")
    (fault,) = saved.assessment.journal_faults
    assert (fault.code, fault.is_accepted, fault.facts["seq"]) == ("journal-broken", True, 2)
    event, adopted = workspace.journal(made, limit=2)
    assert json.loads(event.new or "")["reason"] == "Đã đối chiếu với bản giấy"
    assert (adopted.kind, adopted.key, adopted.new) == ("profile", "population", '{"number":"9"}')
    with pytest.raises(InputError, match="journal-sound"):
        workspace.accept_journal_faults(made, "Lần nữa")
    workspace.close()
    again = Workspace.open(tmp_path / "store", library, now_utc=clock, user="hoa")
    assert [f.is_accepted for f in again.load_checked(made).journal_faults] == [True]
    findings = look(again.load(made), library.result_book).findings
    assert [f.severity for f in findings if f.code == "journal-broken"] == ["note"]
    again.close()


def test_a_sound_journal_has_nothing_to_accept(workspace: Workspace, made: str) -> None:
    with pytest.raises(InputError, match="journal-sound"):
        workspace.accept_journal_faults(made, "Vì sao")
    assert workspace.load(made).journal_entries == 4


def test_every_kind_of_entry_belongs_to_one_that_people_choose_from() -> None:
    named = [kind for kinds in KINDS.values() for kind in kinds]
    assert sorted(named) == sorted([*cells.KINDS, "event", "assessment", "archived"])

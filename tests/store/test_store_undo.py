"""Undo and redo come from the journal, which only grows."""

from __future__ import annotations

import itertools
import tempfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dti_desktop.engine.assessment import Assessment, Citation, Signatory
from dti_desktop.store.database import Store
from dti_desktop.store.edits import TYPING_PAUSE_S, TYPING_TURN_S
from dti_desktop.store.history import History

ID = "soc-trang-2022"


def _content(assessment: Assessment) -> Assessment:
    """The assessment without what every step moves on."""
    return replace(
        assessment, saved_utc="", journal_head="", journal_entries=0, can_undo=False, can_redo=False
    )


def test_undo_and_redo_of_an_answer(store, clock):
    store.edits.patch(ID, "1.1", {"level": "head"})
    clock.advance(1)
    store.edits.patch(ID, "1.1", {"level": "deputy"})
    change = store.edits.undo(ID)
    assert change.codes == {"1.1"} and not change.is_empty
    assessment = store.assessments.load(ID)
    assert assessment.answers == {"1.1": {"level": "head"}}
    assert assessment.can_undo and assessment.can_redo
    store.edits.undo(ID)
    assert store.assessments.load(ID).answers == {}
    assert store.edits.undo(ID).is_empty
    store.edits.redo(ID)
    store.edits.redo(ID)
    assert store.edits.redo(ID).is_empty
    assert store.assessments.load(ID).answers == {"1.1": {"level": "deputy"}}
    assert [e.act for e in store.journal.entries(ID)] == [
        "redo",
        "redo",
        "undo",
        "undo",
        "edit",
        "edit",
        "create",
    ]
    assert store.verify() == []


def test_a_new_edit_ends_redo(store):
    store.edits.patch(ID, "1.1", {"level": "head"})
    store.edits.undo(ID)
    store.edits.set_note(ID, "1.1", "x")
    assert not store.assessments.load(ID).can_redo
    assert store.edits.redo(ID).is_empty
    store.edits.undo(ID)
    assert store.edits.undo(ID).is_empty


def test_it_goes_on_after_closing(store, open_store):
    store.edits.patch(ID, "1.1", {"level": "head"})
    store.edits.set_reviewed(ID, "1.1", True)
    store.edits.undo(ID)
    store.close()
    with open_store() as again:
        assert again.assessments.load(ID).can_redo
        again.edits.undo(ID)
        again.edits.redo(ID)
        again.edits.redo(ID)
        assessment = again.assessments.load(ID)
        assert assessment.answers == {"1.1": {"level": "head"}} and assessment.reviewed == {"1.1"}


def test_each_assessment_has_its_own(store, catalogue_bytes):
    store.assessments.create("b", province="Cần Thơ", year=2022, catalogue_bytes=catalogue_bytes)
    store.edits.patch(ID, "1.1", {"level": "head"})
    assert store.edits.undo("b").is_empty
    assert store.assessments.load(ID).answers == {"1.1": {"level": "head"}}


# -- typing --------------------------------------------------------------------------------------


def _type(store, clock, *numbers: str | None, pause: float = 1) -> None:
    for number in numbers:
        store.edits.patch(ID, "3.1", {"a": None if number is None else Decimal(number)})
        clock.advance(pause)


def _a(store) -> str | None:
    number = store.assessments.load(ID).answers.get("3.1", {}).get("a")
    return None if number is None else str(number)


def test_a_number_typed_in_one_go_is_undone_and_redone_in_one_go(store, clock):
    _type(store, clock, "7", "70", "700", pause=TYPING_PAUSE_S)
    assert store.journal.head(ID)[0] == 4
    store.edits.undo(ID)
    assert _a(store) is None
    assert store.edits.undo(ID).is_empty
    store.edits.redo(ID)
    assert _a(store) == "700"
    store.edits.undo(ID)
    assert _a(store) is None
    assert store.verify() == []


def test_a_pause_ends_the_turn(store, clock):
    _type(store, clock, "7", pause=TYPING_PAUSE_S + 1)
    _type(store, clock, "70")
    store.edits.undo(ID)
    assert _a(store) == "7"


def test_a_turn_has_a_longest_time(store, clock):
    within = 1 + TYPING_TURN_S // 2  # two seconds apart, the first and the last of them lie that far apart
    _type(store, clock, *(str(count) for count in range(1, within + 3)), pause=2)
    store.edits.undo(ID)
    assert _a(store) == str(within)
    store.edits.undo(ID)
    assert _a(store) is None


def test_another_field_an_undo_or_a_clock_set_back_end_the_turn(store, clock):
    _type(store, clock, "7")
    store.edits.patch(ID, "3.1", {"b": Decimal(9)})
    _type(store, clock, "70")
    store.edits.undo(ID)
    assert _a(store) == "7"
    _type(store, clock, "71")
    store.edits.undo(ID)
    assert _a(store) == "7"
    store.edits.redo(ID)
    _type(store, clock, "72")
    store.edits.undo(ID)
    assert _a(store) == "71"
    _type(store, clock, "73")
    clock.advance(-3600)
    _type(store, clock, "74")
    store.edits.undo(ID)
    assert _a(store) == "73"


def test_typing_back_to_the_start_is_its_own_turn(store, clock):
    _type(store, clock, "7", None)
    store.edits.undo(ID)
    assert _a(store) == "7"


def test_choices_and_ticks_are_never_joined(store):
    for level in ("head", "deputy", "none"):
        store.edits.patch(ID, "1.1", {"level": level})
    store.edits.undo(ID)
    assert store.assessments.load(ID).answers["1.1"] == {"level": "deputy"}


def test_texts_are_joined(store, clock):
    for text in ("G", "Gi", "Giải trình"):
        store.edits.set_explanation(ID, "1.1", text)
        clock.advance(2)
    store.edits.undo(ID)
    assert store.assessments.load(ID).explanations == {}


def test_another_person_begins_a_new_turn(store, clock, folder):
    _type(store, clock, "7")
    store.close()
    with Store.open(folder, now_utc=clock, user="Lê Chi") as other:
        _type(other, clock, "70")
        other.edits.undo(ID)
        assert _a(other) == "7"


# -- all of it, in any order ---------------------------------------------------------------------

CODES = st.sampled_from(["1.1", "1.2", "3.1"])
NUMBERS = st.one_of(st.none(), st.integers(0, 3).map(Decimal))
EDITS = st.one_of(
    st.tuples(st.just("patch"), CODES, st.sampled_from(["a", "used.b"]), NUMBERS),
    st.tuples(st.just("level"), CODES, st.sampled_from(["head", "none", None])),
    st.tuples(st.just("bulk"), CODES, NUMBERS, NUMBERS),
    st.tuples(st.just("explain"), CODES, st.sampled_from(["", "a", "b"])),
    st.tuples(st.just("review"), CODES, st.booleans()),
    st.tuples(st.just("sign"), st.sampled_from(["", "An", "Bình"])),
    st.tuples(st.just("add"), CODES, st.sampled_from(["1/QĐ", "2/QĐ"])),
    st.tuples(st.just("cite"), st.integers(0, 3), st.sampled_from(["", "9/BC"])),
    st.tuples(st.just("link"), st.integers(0, 3), CODES, st.sampled_from(["", "3-5"])),
    st.tuples(st.just("unlink"), st.integers(0, 3)),
    st.tuples(st.just("remove"), st.integers(0, 3)),
)


def _do(store: Store, assessment_id: str, edit: tuple) -> None:
    assessment = store.assessments.load(assessment_id)
    documents = sorted(assessment.documents)
    links = [(code, link.document_id) for code, found in sorted(assessment.links.items()) for link in found]
    match edit:
        case ("patch", code, name, number):
            store.edits.patch(assessment_id, code, {name: number})
        case ("level", code, level):
            store.edits.patch(assessment_id, code, {"level": level})
        case ("bulk", code, number, figure):
            store.edits.apply_bulk(
                assessment_id, {code: {} if number is None else {"b": number}}, {"population": figure}
            )
        case ("explain", code, text):
            store.edits.set_explanation(assessment_id, code, text)
        case ("review", code, ticked):
            store.edits.set_reviewed(assessment_id, code, ticked)
        case ("sign", name):
            store.edits.set_signatory(assessment_id, Signatory(name))
        case ("add", code, number):
            store.evidence.add_document(assessment_id, code, Citation(number))
        case ("cite", at, number) if documents:
            store.edits.update_citation(assessment_id, documents[at % len(documents)], Citation(number))
        case ("link", at, code, pages) if documents:
            store.edits.link(assessment_id, code, documents[at % len(documents)], pages)
        case ("unlink", at) if links:
            store.edits.unlink(assessment_id, *links[at % len(links)])
        case ("remove", at) if documents:
            store.edits.remove_document(assessment_id, documents[at % len(documents)])


STEPS = st.lists(st.one_of(EDITS, st.sampled_from(["undo", "redo", "wait"])), max_size=25)


@pytest.fixture(scope="module")
def model_store(catalogue_bytes):
    """One store for all examples, and a function that begins a new assessment in it."""

    class Ticking:
        now = datetime(2026, 1, 1, tzinfo=UTC)

        def __call__(self):
            return self.now

        def wait(self) -> None:
            self.now += timedelta(seconds=60)

    clock = Ticking()
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder), now_utc=clock, user="a") as store:
        ids = (f"a{number}" for number in itertools.count())

        def begin() -> str:
            assessment_id = next(ids)
            store.assessments.create(assessment_id, province="x", year=2022, catalogue_bytes=catalogue_bytes)
            return assessment_id

        yield store, clock, begin


@settings(max_examples=60, deadline=None)
@given(STEPS)
def test_undo_leads_back_through_every_state_and_redo_forward(model_store, steps):
    """A plain model: the states after every act, and where in them we stand. The clock moves at each act."""
    store, clock, begin = model_store
    assessment_id = begin()
    states, at = [_content(store.assessments.load(assessment_id))], 0
    for step in steps:
        clock.wait()
        if step == "undo":
            assert store.edits.undo(assessment_id).is_empty == (at == 0)
            at = max(at - 1, 0)
        elif step == "redo":
            assert store.edits.redo(assessment_id).is_empty == (at == len(states) - 1)
            at = min(at + 1, len(states) - 1)
        elif step != "wait":
            before = store.journal.head(assessment_id)
            _do(store, assessment_id, step)
            if store.journal.head(assessment_id) != before:
                states, at = [*states[: at + 1], _content(store.assessments.load(assessment_id))], at + 1
        held = store.assessments.load(assessment_id)
        assert _content(held) == states[at]
        assert (held.can_undo, held.can_redo) == (at > 0, at < len(states) - 1)
    assert store.journal_check(assessment_id).finish().is_whole


@settings(max_examples=40, deadline=None)
@given(STEPS)
def test_with_typing_joined_undo_still_leads_to_the_start_and_redo_to_the_end(model_store, steps):
    store, clock, begin = model_store
    assessment_id = begin()
    start = _content(store.assessments.load(assessment_id))
    for step in steps:
        if step == "wait":
            clock.wait()
        elif step in ("undo", "redo"):
            getattr(store.edits, step)(assessment_id)
        else:
            _do(store, assessment_id, step)
    while not store.edits.redo(assessment_id).is_empty:
        pass
    end = _content(store.assessments.load(assessment_id))
    count = 0
    while not store.edits.undo(assessment_id).is_empty:
        count += 1
    assert _content(store.assessments.load(assessment_id)) == start
    for _ in range(count):
        assert not store.edits.redo(assessment_id).is_empty
    assert _content(store.assessments.load(assessment_id)) == end
    assert store.journal_check(assessment_id).finish().is_whole


def test_a_tampered_order_of_steps_ends_undo_and_does_not_crash():
    history = History()
    history.add(1, "edit", None)
    history.add(2, "undo", 7)
    assert history.done == [] and history.undone == []
    assert not history.can_continue

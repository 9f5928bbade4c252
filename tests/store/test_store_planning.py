"""Estimates and what-ifs: kept exactly, journaled, undone, in backups; results that were brought in."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dti_desktop.engine.assessment import Scenario
from dti_desktop.engine.results import PublishedResult
from dti_desktop.errors import InputError
from dti_desktop.store.backup import backup, restore
from dti_desktop.store.database import Store

ID = "soc-trang-2022"
numbers = st.decimals(0, 10**15, places=6).map(lambda d: Decimal(format(d, "f")))
values = st.one_of(st.booleans(), numbers, st.text(st.characters(exclude_categories=["Cs"]), max_size=20))
keys = st.text("abc.:", min_size=1, max_size=6)


def scenario(id_: str = "a", name: str = "Một", **changes) -> Scenario:
    return Scenario(id_, name, "2026-11-29T08:00:00Z", changes.get("answers", {}), changes.get("profile", {}))


def test_estimates_are_set_one_by_one_and_told_in_the_journal(store: Store):
    store.planning.set_estimates(ID, "", {"acceptance": Decimal("0.4")})
    change = store.planning.set_estimates(ID, "1.1", {"excluded": True, "low": Decimal("0.25")})
    assert (change.codes, change.kinds) == ({"1.1"}, {"estimate"})
    store.planning.set_estimates(ID, "1.1", {"excluded": None})
    assert store.assessments.load(ID).estimates == {
        "": {"acceptance": Decimal("0.4")},
        "1.1": {"low": Decimal("0.25")},
    }
    told = [(e.kind, e.code, e.key, e.old, e.new) for e in store.journal.entries(ID, limit=4)]
    assert told[0] == ("estimate", "1.1", "excluded", "true", None)
    assert ("estimate", "", "acceptance", None, '{"number":"0.4"}') in told
    assert store.verify() == []


def test_the_same_estimate_again_changes_nothing(store: Store):
    store.planning.set_estimates(ID, "1.1", {"low": Decimal("0.5")})
    assert store.planning.set_estimates(ID, "1.1", {"low": Decimal("0.50"), "high": None}).is_empty


def test_typing_an_estimate_is_one_undo_and_a_tick_its_own(store: Store, clock):
    for text in ("0.1", "0.12", "0.123"):
        store.planning.set_estimates(ID, "1.1", {"low": Decimal(text)})
        clock.advance(1)
    store.planning.set_estimates(ID, "1.1", {"excluded": True})
    clock.advance(1)
    store.planning.set_estimates(ID, "1.1", {"excluded": None})
    store.edits.undo(ID)
    assert store.assessments.load(ID).estimates["1.1"] == {"low": Decimal("0.123"), "excluded": True}
    store.edits.undo(ID)
    store.edits.undo(ID)
    assert store.assessments.load(ID).estimates == {}
    store.edits.redo(ID)
    assert store.assessments.load(ID).estimates == {"1.1": {"low": Decimal("0.123")}}


def test_scenarios_are_kept_replaced_removed_and_undone(store: Store):
    one = scenario(
        answers={"1.1": {"level": "head"}, "6.1": {"issued": True}, "1.2": {}},
        profile={"population": Decimal("1.5"), "communes": None},
    )
    store.planning.save_scenario(ID, one, most=2)
    two = scenario("b", "Hai")
    store.planning.save_scenario(ID, two, most=2)
    assert store.assessments.load(ID).scenarios == {"a": one, "b": two}
    with pytest.raises(InputError) as caught:
        store.planning.save_scenario(ID, scenario("c"), most=2)
    assert (caught.value.code, caught.value.facts["limit"]) == ("scenario-limit", 2)
    renamed = scenario("a", "Một nữa")
    store.planning.save_scenario(ID, renamed, most=2)
    store.planning.remove_scenario(ID, "b")
    assert store.assessments.load(ID).scenarios == {"a": renamed}
    store.edits.undo(ID)
    store.edits.undo(ID)
    assert store.assessments.load(ID).scenarios == {"a": one, "b": two}
    assert store.verify() == []


def test_what_is_not_there_cannot_be_removed(store: Store):
    for act, code in (
        (lambda: store.planning.remove_scenario(ID, "x"), "scenario-unknown"),
        (lambda: store.planning.set_estimates("x", "1.1", {"low": Decimal(0)}), "assessment-unknown"),
        (lambda: store.planning.save_scenario("x", scenario(), most=9), "assessment-unknown"),
        (lambda: store.planning.remove_scenario("x", "x"), "assessment-unknown"),
    ):
        with pytest.raises(InputError) as caught:
            act()
        assert caught.value.code == code


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    fields=st.dictionaries(keys, values, max_size=4),
    answers=st.dictionaries(keys, st.dictionaries(keys, values, max_size=3), max_size=3),
    profile=st.dictionaries(keys, st.none() | numbers, max_size=3),
    name=st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20),
)
def test_everything_comes_back_exactly(store: Store, fields, answers, profile, name):
    store.planning.set_estimates(ID, "1.1", dict.fromkeys(store_keys(store)) | fields)
    kept = scenario("a", name, answers=answers, profile=profile)
    store.planning.save_scenario(ID, kept, most=9)
    assessment = store.assessments.load(ID)
    assert assessment.estimates.get("1.1", {}) == fields
    assert [type(v) for v in assessment.estimates.get("1.1", {}).values()] == [
        type(fields[k]) for k in assessment.estimates.get("1.1", {})
    ]
    assert assessment.scenarios == {"a": kept}
    assert store.journal_check(ID).finish().is_whole


def store_keys(store: Store) -> tuple[str, ...]:
    return tuple(store.assessments.load(ID).estimates.get("1.1", {}))


def test_a_value_changed_from_outside_is_found(store: Store):
    store.planning.set_estimates(ID, "1.1", {"low": Decimal("0.5")})
    store.planning.save_scenario(ID, scenario(), most=9)
    store.connection.execute('UPDATE estimates SET value = \'{"number":"0.6"}\'')
    store.connection.execute("UPDATE scenarios SET name = 'Khác'")
    differ = store.journal_check(ID).finish().differences
    assert [(d.cell.kind, d.cell.code, d.cell.key) for d in differ] == [
        ("estimate", "1.1", "low"),
        ("scenario", "", "a"),
    ]


def test_a_backup_holds_them(store: Store, tmp_path, clock):
    store.planning.set_estimates(ID, "1.1", {"low": Decimal("0.5")})
    store.planning.save_scenario(ID, scenario(profile={"population": Decimal(9)}), most=9)
    row = PublishedResult(2024, "Sóc Trăng", "overall", 40, Fraction("0.6512"), "nguồn", "")
    store.published.put([row])
    kept = store.assessments.load(ID)
    backup(store, tmp_path / "b.dtibackup")
    restore(tmp_path / "b.dtibackup", tmp_path / "x", now_utc=clock, user="b")
    with Store.open(tmp_path / "x", now_utc=clock, user="b", create=False) as again:
        found = again.assessments.load(ID)
        assert (found.estimates, found.scenarios) == (kept.estimates, kept.scenarios)
        assert [r.result for r in again.published.all()] == [row]

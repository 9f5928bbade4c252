"""Which automatic backups may go: the rules by example, and what holds whatever there is."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from dti_desktop.store.backup_folder import REASONS
from dti_desktop.store.backup_thinning import (
    ACT_DAYS,
    DAYS,
    MONTHS,
    MOST_OF_ACTS,
    WEEKS,
    Dated,
    to_remove,
)

NOW = datetime(2026, 11, 22, 15, 0, tzinfo=UTC)  # a Sunday

moments = st.integers(-800 * 24 * 60, 90 * 24 * 60).map(lambda minutes: NOW + timedelta(minutes=minutes))
backups = st.lists(st.tuples(moments, st.sampled_from(REASONS)), max_size=60).map(
    lambda found: [Dated(f"{n}", made, reason) for n, (made, reason) in enumerate(found)]
)


def daily(*ages_days: float) -> list[Dated]:
    return [Dated(f"{age}", NOW - timedelta(days=age), "daily") for age in ages_days]


def left(found: list[Dated], now: datetime = NOW) -> list[str]:
    removed = to_remove(found, now)
    return [each.name for each in found if each.name not in removed]


def test_the_newest_of_each_of_seven_days_stays():
    assert left(daily(0, 0.1, 0.2, 1, 1.1, 6)) == ["0", "1", "6"]


def test_older_days_thin_out_to_weeks_and_months():
    ages = list(range(400))
    kept = left(daily(*ages))
    days = [str(age) for age in range(7)]
    sundays = ["7", "14", "21", "28"]  # this week's newest is today's
    last_of_months = ["22", "53", "83", "114", "145", "175", "206", "236", "267", "295", "326"]
    assert sorted(kept, key=int) == sorted({*days, *sundays, *last_of_months}, key=int)


def test_what_was_made_before_an_act_stays_for_a_month():
    acts = [Dated(f"{age}", NOW - timedelta(days=age, minutes=1), "import") for age in (8, 9, 10, 29, 31)]
    assert set(left(daily(0) + acts)) >= {"8", "9", "10", "29"}
    assert "31" not in left(daily(0, 30) + acts)


def test_a_script_that_fills_in_all_day_does_not_fill_the_disk():
    acts = [Dated(f"{n}", NOW - timedelta(minutes=n), "import") for n in range(5 * MOST_OF_ACTS)]
    assert left(acts)[:MOST_OF_ACTS] == [f"{n}" for n in range(MOST_OF_ACTS)]
    assert len(left(acts)) <= MOST_OF_ACTS + 1


def test_a_clock_that_was_set_back_removes_nothing_newer_and_moves_nothing_out():
    ahead = [
        Dated("ahead", NOW + timedelta(days=3), "daily"),
        Dated("far", NOW + timedelta(days=900), "daily"),
    ]
    assert left([*ahead, *daily(0, 1)]) == ["ahead", "far", "0", "1"]


def test_day_by_day_for_three_years_a_year_of_months_is_always_there():
    found: list[Dated] = []
    for day in range(3 * 365):
        now = NOW + timedelta(days=day)
        found.append(Dated(f"{day}", now, "daily"))
        removed = to_remove(found, now)
        found = [each for each in found if each.name not in removed]
        ages = sorted((now - each.made).days for each in found)
        assert len(ages) <= DAYS + WEEKS + MONTHS
        assert ages[: min(day + 1, DAYS)] == list(range(min(day + 1, DAYS)))
        months = {(each.made.year, each.made.month) for each in found}
        assert len(months) == min(MONTHS, (now.year - NOW.year) * 12 + now.month - NOW.month + 1)


@given(backups)
def test_the_newest_always_stays_and_only_what_was_given_goes(found):
    removed = to_remove(found, NOW)
    assert removed <= {each.name for each in found}
    for group in (found, [each for each in found if each.made <= NOW]):
        if group:
            assert max(group, key=lambda each: (each.made, each.name)).name not in removed


@given(backups)
def test_thinning_twice_is_thinning_once(found):
    removed = to_remove(found, NOW)
    assert to_remove([each for each in found if each.name not in removed], NOW) == frozenset()


@given(backups)
def test_nothing_that_must_stay_goes_and_little_stays_that_need_not(found):
    removed = to_remove(found, NOW)
    for each in found:
        if each.made > NOW or (each.reason != "daily" and each.made > NOW - timedelta(days=ACT_DAYS)):
            assert each.name not in removed
    kept = [each for each in found if each.name not in removed]
    plain = [each for each in kept if each.reason == "daily" and each.made <= NOW]
    assert len(plain) <= DAYS + WEEKS + MONTHS + 1


@given(backups, st.integers(0, 400))
def test_a_later_day_never_wants_back_what_an_earlier_one_removed(found, days_later):
    """Whatever was removed today would have been removed later as well, had it still been there."""
    later = NOW + timedelta(days=days_later)
    past = [each for each in found if each.made <= NOW]
    assert to_remove(past, NOW) <= to_remove(past, later)

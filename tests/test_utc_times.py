"""Times as text: to the second, in UTC, and back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dti_desktop.utc_times import from_utc_text, utc_text


@given(st.datetimes(timezones=st.just(UTC)))
def test_a_time_comes_back_to_the_second(moment: datetime) -> None:
    text = utc_text(moment)
    assert len(text) == len("2026-11-22T08:42:07Z")
    assert from_utc_text(text) == moment.replace(microsecond=0)


def test_other_zones_are_turned_into_utc() -> None:
    hanoi = timezone(timedelta(hours=7))
    assert utc_text(datetime(2026, 1, 1, 3, 0, 0, 999999, tzinfo=hanoi)) == "2025-12-31T20:00:00Z"


def test_a_time_without_a_zone_is_a_mistake() -> None:
    with pytest.raises(AssertionError):
        utc_text(datetime(2026, 1, 1))

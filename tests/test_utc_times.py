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


@given(
    st.datetimes(timezones=st.just(UTC)), st.sampled_from(["", "+00:00", "+07:00", ".5Z", " Z", "z", "ZZ"])
)
def test_a_form_that_is_never_written_is_refused(moment: datetime, end: str) -> None:
    with pytest.raises(ValueError):
        from_utc_text(utc_text(moment).removesuffix("Z") + end)


@pytest.mark.parametrize(
    "text", ["", "Z", "2026-11-22", "20261122T084207Z", "2026-W47-7T08:42:07Z", "08:42:07Z"]
)
def test_other_forms_of_iso_8601_are_refused(text: str) -> None:
    with pytest.raises(ValueError):
        from_utc_text(text)

"""Windows hold whole days in UTC, and of windows that meet no day counts twice."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import BadInput
from graph.records.window import Window, day_text, nearest_day

times = st.datetimes(
    datetime(1970, 1, 3),
    datetime(9000, 1, 1),
    timezones=st.integers(-12 * 60, 14 * 60).map(lambda m: timezone(timedelta(minutes=m))),
)


@given(st.lists(times, min_size=2, max_size=6, unique=True))
def test_windows_that_meet_share_no_day_and_leave_none_out(cuts: list[datetime]) -> None:
    cuts = sorted(cuts)
    whole = {nearest_day(cuts[0]), nearest_day(cuts[-1])}
    days = 0
    for since, until in pairwise(cuts):
        if nearest_day(since) == nearest_day(until):
            with pytest.raises(BadInput, match="no whole day"):
                Window.of(since, until)
            continue
        window = Window.of(since, until)
        assert window.since is not None and window.until is not None
        days += window.until - window.since
        assert window.since_time is not None
        assert abs(window.since_time - since) <= timedelta(hours=12)
    assert days == max(whole) - min(whole)  # type: ignore[type-var, operator]


@pytest.mark.parametrize("hours", range(-11, 12))
def test_midnight_of_a_place_names_the_day_that_has_most_of_the_day_there(hours: int) -> None:
    midnight = datetime(2026, 3, 2, tzinfo=timezone(timedelta(hours=hours)))
    assert Window.of(midnight, midnight + timedelta(days=1)) == Window.of(
        datetime(2026, 3, 2, tzinfo=UTC), datetime(2026, 3, 3, tzinfo=UTC)
    )


def test_morning_in_auckland_counts_once() -> None:
    said = int(datetime.fromisoformat("2026-03-02T09:00:00+13:00").timestamp() // 86_400)
    days = [datetime.fromisoformat(f"2026-03-0{day}T00:00:00+13:00") for day in (1, 2, 3, 4)]
    held = [Window.of(*pair) for pair in pairwise(days)]
    assert [one.since <= said < one.until for one in held] == [False, True, False]  # type: ignore[operator]
    assert day_text(said) == "2026-03-01"

"""A share lies inside its interval, and the interval between nothing and all, whatever the rounding."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.goals.alignment.ratio import Ratio


@pytest.mark.parametrize("part", ["none", "one", "half", "all but one", "all"])
def test_no_rounding_leads_out_of_the_interval(part: str) -> None:
    for n in range(1, 3001):
        k = {"none": 0, "one": 1, "half": n // 2, "all but one": n - 1, "all": n}[part]
        low, high = Ratio(k, n).interval or (9.0, -9.0)
        assert 0 <= low <= k / n <= high <= 1, (k, n)


@given(st.integers(1, 10**9), st.data())
def test_the_interval_holds_the_share_and_narrows_with_more(n: int, data: st.DataObject) -> None:
    k = data.draw(st.integers(0, n))
    low, high = Ratio(k, n).interval or (9.0, -9.0)
    more_low, more_high = Ratio(4 * k, 4 * n).interval or (9.0, -9.0)
    assert 0 <= low <= k / n <= high <= 1
    assert more_high - more_low < high - low


def test_published_intervals() -> None:
    """Newcombe 1998, doi:10.1002/(SICI)1097-0258(19980430)17:8<857::AID-SIM777>3.0.CO;2-E, method 3."""
    table = {(81, 263): (0.2553, 0.3662), (15, 148): (0.0624, 0.1605), (0, 20): (0.0, 0.1611)}
    table[1, 29] = (0.0061, 0.1718)
    for (k, n), ends in table.items():
        assert [round(end, 4) for end in Ratio(k, n).interval or ()] == list(ends)


def test_nothing_has_no_share() -> None:
    assert (Ratio(0, 0).value, Ratio(0, 0).interval) == (None, None)

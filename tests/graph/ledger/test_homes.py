"""The home of anybody on any day, against the spans looked through one by one."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from graph.ledger.homes import homes_of
from graph.ledger.scope_days import FIRST, LAST
from graph.records.window import DAY

PEOPLE = ("ann", "bob", "cy", "dee", "eve")
DAYS = (FIRST, FIRST + 1, -1, 0, 9, 10, 11, 20_000, LAST - 1)
BOUNDS = st.sampled_from([None, -DAY, 0, 10 * DAY, 11 * DAY + 5, 20_000 * DAY])
SPANS = st.tuples(st.sampled_from(PEOPLE), st.sampled_from(["east", "west"]), BOUNDS, BOUNDS)


def home_by_spans(spans: list[tuple[str, str, int | None, int | None]], who: str, day: int) -> str:
    """The group of the first span of somebody that holds a day."""
    for person, group, since, until in spans:
        begun = since is None or since // DAY <= day
        if person == who and begun and (until is None or day < until // DAY):
            return group
    return ""


@given(st.lists(SPANS, max_size=12))
def test_everybody_is_at_home_where_the_first_of_their_spans_says(
    spans: list[tuple[str, str, int | None, int | None]],
) -> None:
    rows = [(who, group, True, since, until) for who, group, since, until in spans]
    homes = homes_of(rows, {who: number for number, who in enumerate(PEOPLE)})
    for day in DAYS:
        found = homes.at(np.arange(len(PEOPLE)), np.full(len(PEOPLE), day))
        shown = ["" if one < 0 else homes.groups[one] for one in found.tolist()]
        assert shown == [home_by_spans(spans, who, day) for who in PEOPLE]


def test_people_whose_homes_have_no_end_keep_their_own() -> None:
    rows = [(who, f"home of {who}", True, None, None) for who in PEOPLE]
    homes = homes_of(rows, {who: number for number, who in enumerate(PEOPLE)})
    for day in DAYS:
        found = homes.at(np.arange(len(PEOPLE)), np.full(len(PEOPLE), day)).tolist()
        assert [homes.groups[one] for one in found] == [f"home of {who}" for who in PEOPLE]
    assert homes.at(np.array([-1, 5]), np.array([9, 9])).tolist() == [-1, -1]

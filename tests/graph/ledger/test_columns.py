"""The laws of additivity on random rows: exact for any people, days and goals."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.ledger.columns import Column, Rows
from graph.ledger.credits import UNITS, equal_shares, shares
from graph.ledger.scope_days import EVERYBODY, FIRST, LAST, of_people, of_spans

PEOPLE, DAYS, SETS = 6, 40, 4
ROW = st.tuples(
    st.integers(0, DAYS - 1),
    st.integers(-1, PEOPLE - 1),
    st.integers(-1, PEOPLE - 1),
    st.integers(0, SETS - 1),
    st.integers(0, 2 * UNITS),
    st.integers(-1, 5),
)
ROWS = st.lists(ROW, max_size=60)


DAY = st.one_of(st.integers(-1, DAYS + 1), st.sampled_from([FIRST, -31, 0, 31, 59, LAST]))
"""Any day, and first days of months, of which sums are kept."""


def column_of(rows: list[tuple[int, ...]]) -> Column:
    return Column(Rows.of(*np.array(rows, np.int64).reshape(-1, 6).T))


@settings(max_examples=60, deadline=None)
@given(ROWS, st.lists(st.integers(0, 2), min_size=PEOPLE, max_size=PEOPLE), st.data())
def test_any_partition_of_people_adds_up_to_everybody(
    rows: list[tuple[int, ...]], parts: list[int], data: st.DataObject
) -> None:
    since, until = sorted(data.draw(st.tuples(st.integers(-3, 45), st.integers(-3, 45))))
    column = column_of(rows)
    unattributed = of_people([-1])
    scopes = [of_people(p for p in range(PEOPLE) if parts[p] == part) for part in range(3)]
    found = sum(column.units(one, since, until) for one in [*scopes, unattributed])
    assert found == column.units(EVERYBODY, since, until)
    assert found == sum(row[4] for row in rows if since <= row[0] < until)


@settings(max_examples=60, deadline=None)
@given(ROWS, st.lists(st.integers(-3, 45), max_size=6), st.sets(st.integers(0, SETS - 1)))
def test_any_partition_of_days_adds_up_for_any_goals(
    rows: list[tuple[int, ...]], cuts: list[int], wanted: set[int]
) -> None:
    column, scope = column_of(rows), of_people([0, 2, 5])
    goals = np.array([number in wanted for number in range(SETS)], np.bool_)
    bounds = [FIRST, *sorted(cuts), LAST]
    parts = pairwise(bounds)
    found = sum(column.units(scope, *part, goals) for part in parts)
    assert found == sum(row[4] for row in rows if row[1] in (0, 2, 5) and row[3] in wanted)


@settings(max_examples=60, deadline=None)
@given(
    ROWS,
    st.lists(st.tuples(st.integers(0, PEOPLE - 1), st.integers(0, 45), st.integers(0, 45))),
)
def test_overlapping_memberships_count_once(
    rows: list[tuple[int, ...]], spans: list[tuple[int, int, int]]
) -> None:
    column = column_of(rows)
    person, since, until = np.array(spans, np.int64).reshape(-1, 3).T
    scope = of_spans(person, since, until)
    inside = [row for row in rows if any(p == row[1] and a <= row[0] < b for p, a, b in spans)]
    assert column.units(scope, FIRST, LAST) == sum(row[4] for row in inside)
    assert sorted(column.select(scope, FIRST, LAST).units) == sorted(row[4] for row in inside)


@given(st.lists(st.integers(0, 9), max_size=40))
def test_shares_always_add_up(parts: list[int]) -> None:
    assert sum(shares(parts)) == (UNITS if sum(parts) else 0)
    assert sum(equal_shares(len(parts))) == (UNITS if parts else 0)
    assert all(one == UNITS // n for n in range(1, 17) for one in equal_shares(n))


@settings(max_examples=60, deadline=None)
@given(ROWS, st.sets(st.integers(0, PEOPLE - 1)), DAY, DAY)
def test_sums_by_person_are_those_of_the_rows(
    rows: list[tuple[int, ...]], people: set[int], since: int, until: int
) -> None:
    column, goals = column_of(rows), np.array([True, False, True, False])
    for scope in (EVERYBODY, of_people(people)):
        for first, end, chosen in (
            (since, until, None),
            (FIRST, LAST, goals),
            (since, until, goals),
        ):
            wanted = column.select(scope, first, end, chosen)
            person, units, count = column.by_person(scope, first, end, chosen)
            for found, weights in ((units, wanted.units), (count, np.ones(len(wanted)))):
                by_person = np.bincount(person + 1, found, PEOPLE + 1)
                assert (
                    by_person.tolist()
                    == np.bincount(wanted.person + 1, weights, PEOPLE + 1).tolist()
                )


def test_of_everybody_in_whole_months_nothing_is_searched(monkeypatch: pytest.MonkeyPatch) -> None:
    column = column_of([(day, day % 3 - 1, -1, 0, day, -1) for day in range(DAYS)])
    monkeypatch.delattr(Column, "_bounds")
    for window in ((0, 31), (31, 59), (-31, 59), (FIRST, LAST), (FIRST, 31), (31, 31), (59, 90)):
        person, units, _ = column.by_person(EVERYBODY, *window)
        days = [day for day in range(DAYS) if window[0] <= day < window[1]]
        wanted = [sum(day for day in days if day % 3 - 1 == one) for one in (-1, 0, 1)]
        assert (person.tolist(), units.tolist()) == ([-1, 0, 1], wanted)
    with pytest.raises(AttributeError):
        column.by_person(EVERYBODY, 0, 30)

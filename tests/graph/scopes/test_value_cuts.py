"""What a value is cut into: periods, and the rest beside parts."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from graph.ledger.columns import Column, Rows
from graph.ledger.ledger import Evidence, Ledger, Reach
from graph.ledger.scope_days import of_people, without
from graph.organisation.membership import MembershipIndex, membership_index
from graph.records.window import Window
from graph.scopes.membership_days import days_of_scope, surely_there
from graph.scopes.people_set import PeopleSet
from graph.scopes.value import PeriodLength, some_who_acted, windows_of

DAY = 86_400
WINDOW = (0, 30)


def organisation(
    groups: dict[str, list[str]],
    joined: dict[str, int] | None = None,
    since: dict[str, int] | None = None,
) -> MembershipIndex:
    """Groups of these people of 60; a day of joining, and of the beginning of memberships, where given."""
    days, begins = joined or {}, since or {}
    people = [
        (f"p{n:02}", False, days[f"p{n:02}"] * DAY if f"p{n:02}" in days else None, None)
        for n in range(60)
    ]
    spans = [
        (
            group,
            [(one, True, begins[one] * DAY if one in begins else None, None) for one in members],
        )
        for group, members in groups.items()
    ]
    return membership_index(people, [(one, one, False, []) for one in groups], spans)


def names(first: int, end: int) -> list[str]:
    return [f"p{n:02}" for n in range(first, end)]


def test_days_before_people_came_are_no_days_of_the_rest() -> None:
    groups = {"a": names(0, 20), "b": names(20, 58)}
    late = dict.fromkeys(names(0, 20), 10)
    for joined in ({}, late):  # joining not known, and known
        membership = organisation(groups, joined, late)
        everybody = of_people(range(60))
        inside = days_of_scope(membership, PeopleSet.of(groups=["a", "b"]))
        rest = surely_there(membership, without(everybody, inside), *WINDOW)
        assert rest.tolist() == [58, 59]


def ledger_of_days(*days: int, person: int = 0) -> Ledger:
    column = Column(Rows.of(list(days), person, -1, 0, 1, 0))
    return Ledger({"C1": column}, ["p00", "p01"], [frozenset()], Evidence([]), Reach({}, ""))


def test_periods_are_those_with_rows_where_a_day_lies_far_off() -> None:
    ledger = ledger_of_days(-700_000, 20_454, 20_490, 900_000)
    found = windows_of(Window(None, None), PeriodLength.MONTH, ledger.days_with_rows)
    assert len(found) == 4
    for day in (-700_000, 20_454, 20_490, 900_000):
        assert sum(one.since <= day < one.until for one in found) == 1  # type: ignore[operator]


def test_periods_reach_over_all_rows_also_without_talk() -> None:
    days = ledger_of_days(20_454, 20_600).days_with_rows
    found = windows_of(Window(None, None), PeriodLength.QUARTER, days)
    assert found[0].since is not None and found[-1].until is not None
    assert found[0].since <= 20_454 and found[-1].until > 20_600
    for before, after in pairwise(found):
        assert before.until == after.since
    assert windows_of(Window(None, None), PeriodLength.MONTH, ledger_of_days().days_with_rows) == []


def test_who_acted_is_found_by_the_days_that_count() -> None:
    ledger = ledger_of_days(3, 8, person=1)
    some: Any = [some_who_acted(ledger, of_people([n]), 0, 5) for n in (0, 1)]
    assert some == [set(), {"p01"}]
    assert some_who_acted(ledger, of_people([1]), 4, 8) == set()

"""What sums and differences of shown values tell: sets beside groups, periods beside wholes, the rest."""

from __future__ import annotations

import random
from itertools import combinations, pairwise
from typing import Any

import pytest

from graph.ledger.columns import Column, Rows
from graph.ledger.ledger import Evidence, Ledger, Reach
from graph.ledger.scope_days import of_people, without
from graph.organisation.membership import MembershipIndex, membership_index
from graph.records.window import Window
from graph.scopes.day_differencing import DayDifferences
from graph.scopes.membership_days import beside_own_groups, days_of_scope, surely_there
from graph.scopes.people_set import PeopleSet
from graph.scopes.trend_privacy import periods_withheld, runs
from graph.scopes.value import PeriodLength, days_with_rows, some_who_acted, windows_of

DAY, FEW = 86_400, 5
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


def withheld(membership: MembershipIndex, root: PeopleSet) -> bool:
    differences = DayDifferences(membership, *WINDOW, [membership.measured])
    days = days_of_scope(membership, root)
    beyond = beside_own_groups(membership, root)
    return differences.close_to(days) or any(map(differences.is_about_few, beyond))


@pytest.mark.parametrize(
    ("people", "groups", "without", "without_groups", "expected"),
    [
        (["p30"], ["a", "b"], [], [], True),  # less a and b it is p30
        (names(30, 34), ["a", "b"], [], [], True),
        (names(30, 36), ["a", "b"], [], [], False),
        ([], ["a", "b"], [], [], False),
        ([], ["a", "b", "c"], ["p00"], [], True),
        ([], ["d"], ["p30"], ["a", "b"], True),  # d less it, a and b is p30
        ([], ["d"], names(30, 36), ["a", "b"], False),
        (names(0, 10), ["a", "b"], [], [], False),  # named twice
    ],
)
def test_a_set_is_compared_with_its_own_groups_together(
    people: list[str],
    groups: list[str],
    without: list[str],
    without_groups: list[str],
    expected: bool,
) -> None:
    membership = organisation(
        {"a": names(0, 10), "b": names(10, 20), "c": names(20, 30), "d": names(0, 50)}
    )
    assert withheld(membership, PeopleSet.of(people, groups, without, without_groups)) == expected


@pytest.mark.parametrize("seed", range(6))
def test_no_difference_of_a_shown_set_and_its_groups_tells_about_few(seed: int) -> None:
    chance = random.Random(seed)
    shown = 0
    for _ in range(25):
        order = chance.sample(names(0, 60), 60)
        cuts = [0, *sorted(chance.sample(range(5, 55, 5), 3))]
        groups = {
            name: order[cut:end] for name, (cut, end) in zip("abc", pairwise(cuts), strict=True)
        }
        groups["d"] = groups["a"] + order[cuts[3] : cuts[3] + chance.choice((2, 6))]
        membership = organisation(groups)
        own = chance.sample("abcd", chance.choice((1, 2, 3)))
        out = chance.sample([one for one in "abcd" if one not in own], chance.choice((0, 1)))
        extra, never = (chance.sample(names(0, 60), chance.choice((0, 0, 2, 7))) for _ in "ab")
        root = PeopleSet.of(extra, own, never, out)
        if withheld(membership, root):
            continue
        shown += 1
        inside = set().union(*(groups[one] for one in own))
        outside = set(never).union(*(groups[one] for one in out))
        members = (set(extra) | inside) - outside
        left_out = set(never) - set().union(*(groups[one] for one in out))
        for told in (members - inside, inside - members, inside & left_out):
            assert not 0 < len(told) < FEW
        for first, second in combinations("abcd", 2):  # taken one from another
            for one, other in ((members, set(groups[first])), (set(groups[second]), members)):
                assert not (one & other and 0 < len(one - other) < FEW)
    assert shown


def test_days_before_people_came_are_no_days_of_the_rest() -> None:
    groups = {"a": names(0, 20), "b": names(20, 58)}
    late = dict.fromkeys(names(0, 20), 10)
    for joined in ({}, late):  # joining not known, and known
        membership = organisation(groups, joined, late)
        everybody = of_people(range(60))
        inside = days_of_scope(membership, PeopleSet.of(groups=["a", "b"]))
        rest = surely_there(membership, without(everybody, inside), *WINDOW)
        assert rest.tolist() == [58, 59]
        differences = DayDifferences(membership, *WINDOW, [membership.measured])
        assert differences.hides("a") and not differences.hides("b")
        unbounded = DayDifferences(membership, -(2**31), 2**31, [membership.measured])
        assert unbounded.hides("a")


def test_whoever_moved_between_groups_is_in_the_rest_of_the_one_that_is_hidden() -> None:
    membership = organisation({"a": names(0, 30), "b": names(30, 58)}, since={"p00": 5})
    differences = DayDifferences(membership, *WINDOW, [membership.measured])
    assert [differences.hides(one) for one in "ab"] == [False, True]


def periods_of(chance: random.Random, count: int) -> list[set[int]]:
    return [set(range(chance.choice((0, 1, 3, 4, 6, 9)))) for _ in range(count)]


@pytest.mark.parametrize("seed", range(20))
async def test_what_periods_withhold_together_is_about_enough_people(seed: int) -> None:
    chance = random.Random(seed)
    months = [{person + 20 * n for person in one} for n, one in enumerate(periods_of(chance, 9))]

    def people(first: int, end: int) -> int:
        return len(set().union(*months[first:end]))

    async def showable(first: int, end: int) -> bool:
        return people(first, end) == 0 or people(first, end) >= FEW

    sizes = [len(one) for one in months]
    alone = [size < FEW for size in sizes]
    found = await periods_withheld(alone, sizes, showable)
    for before, after in zip(alone, found, strict=True):
        assert after or not before
    if not all(found):
        assert all([await showable(*run) for run in runs(found)])


async def test_a_single_period_of_few_takes_its_smaller_neighbour_with_it() -> None:
    sizes = [9, 2, 7, 8]

    async def showable(first: int, end: int) -> bool:
        return sum(sizes[first:end]) >= FEW

    found = await periods_withheld([False, True, False, False], sizes, showable)
    assert found == [False, True, True, False]


def ledger_of_days(*days: int, person: int = 0) -> Ledger:
    column = Column(Rows.of(list(days), person, -1, 0, 1, 0))
    return Ledger({"C1": column}, ["p00", "p01"], [frozenset()], Evidence([]), Reach({}, ""))


def test_periods_are_those_with_rows_where_a_day_lies_far_off() -> None:
    ledger = ledger_of_days(-700_000, 20_454, 20_490, 900_000)
    found = windows_of(Window(None, None), PeriodLength.MONTH, days_with_rows(ledger))
    assert len(found) == 4
    for day in (-700_000, 20_454, 20_490, 900_000):
        assert sum(one.since <= day < one.until for one in found) == 1  # type: ignore[operator]


def test_periods_reach_over_all_rows_also_without_talk() -> None:
    days = days_with_rows(ledger_of_days(20_454, 20_600))
    found = windows_of(Window(None, None), PeriodLength.QUARTER, days)
    assert found[0].since is not None and found[-1].until is not None
    assert found[0].since <= 20_454 and found[-1].until > 20_600
    for before, after in pairwise(found):
        assert before.until == after.since
    assert (
        windows_of(Window(None, None), PeriodLength.MONTH, days_with_rows(ledger_of_days())) == []
    )


def test_who_acted_is_found_by_the_days_that_count() -> None:
    ledger = ledger_of_days(3, 8, person=1)
    some: Any = [some_who_acted(ledger, of_people([n]), 0, 5) for n in (0, 1)]
    assert some == [set(), {"p01"}]
    assert some_who_acted(ledger, of_people([1]), 4, 8) == set()

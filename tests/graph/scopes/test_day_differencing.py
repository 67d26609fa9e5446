"""No sums over the days of groups that are shown tell about fewer than five people."""

from __future__ import annotations

import random
from itertools import combinations

import numpy as np
import pytest

from graph.ledger.scope_days import FIRST, LAST, ScopeDays, of_spans
from graph.organisation.membership import MembershipIndex, membership_index
from graph.scopes.day_differencing import DayDifferences
from graph.scopes.membership_days import days_of_groups, top_groups

DAY, FEW = 86_400, 5
Days = set[tuple[int, int]]
WINDOW = (0, 30)


def organisation(chance: random.Random) -> MembershipIndex:
    """Units within units and teams across, people who come, go and move on some days."""
    people = [(f"p{n:02}", False, None, None) for n in range(60)]
    groups: list[tuple[str, str, bool, list[str]]] = [("u", "u", False, [])]
    groups.append(("z", "nobody belongs here", False, ["u"]))
    for n in range(9):
        above = chance.choice([group for group in groups if group[0].startswith("u")])[0]
        groups.append((f"u{n}", f"u{n}", False, [above]))
    homes = {group[0]: [] for group in groups}  # type: ignore[var-annotated]
    for person, *_ in people[:-2]:
        cut = chance.choice([None, None, None, 10, 20]) if chance.random() < 0.3 else None
        first, second = chance.choices(list(homes), k=2)
        homes[first].append((person, True, None, None if cut is None else cut * DAY))
        if cut is not None:
            homes[second].append((person, True, cut * DAY, None))
    for n in range(4):
        size = chance.choice((4, 5, 6, 8))
        team = [(one[0], False, None, None) for one in chance.sample(people, size)]
        groups.append((f"t{n}", f"t{n}", False, []))
        homes[f"t{n}"] = team
        late = [(person, home, chance.choice([None, 5 * DAY]), None) for person, home, *_ in team]
        groups.append((f"s{n}", f"s{n}", False, []))
        homes[f"s{n}"] = late
    return membership_index(people, groups, list(homes.items()))


def person_days(days: ScopeDays) -> Days:
    spans = zip(days.person.tolist(), days.since.tolist(), days.until.tolist(), strict=True)
    return {
        (person, day)
        for person, since, until in spans
        for day in range(max(since, WINDOW[0]), min(until, WINDOW[1]))
    }


def people(days: Days) -> set[int]:
    return {person for person, _ in days}


def close(one: Days, other: Days) -> bool:
    """By plain reading: they share somebody's day, and one lacks one to four people's days."""
    lacks = [len(people(one - other)), len(people(other - one))]
    return bool(one & other) and any(0 < number < FEW for number in lacks)


@pytest.mark.parametrize("seed", range(8))
def test_no_two_groups_and_no_whole_beside_its_parts_tell_about_few(seed: int) -> None:
    membership = organisation(random.Random(seed))
    differences = DayDifferences(membership, *WINDOW, [membership.measured])
    days = {group: person_days(days_of_groups(membership, [group])) for group in membership.groups}
    everybody = {(person, day) for person in range(60) for day in range(*WINDOW)}
    large = [group for group in membership.groups if len(people(days[group])) >= FEW]
    shown = [group for group in large if not differences.hides(group)]

    for one, other in combinations(shown, 2):
        assert not close(days[one], days[other]), (one, other)
    for group in shown:
        assert not close(days[group], everybody), group
    wholes = [(everybody, top_groups(membership))]
    wholes += [
        (days[group], membership.below[membership.group_index[group]].tolist()) for group in shown
    ]
    for whole, parts in wholes:
        visible = [days[membership.groups[p]] for p in parts if membership.groups[p] in shown]
        rest = whole.difference(*visible)
        assert not (visible and 0 < len(people(rest)) < FEW)
    assert shown or seed == 5  # there is something to show, but for one that is all overlap


@pytest.mark.parametrize("seed", range(8))
def test_a_set_that_differs_by_few_from_a_group_is_close(seed: int) -> None:
    chance = random.Random(seed)
    membership = organisation(chance)
    differences = DayDifferences(membership, *WINDOW, [membership.measured])
    days = {group: person_days(days_of_groups(membership, [group])) for group in membership.groups}
    everybody = {(person, day) for person in range(60) for day in range(*WINDOW)}
    verdicts = []
    for turn in range(40):
        who = np.array(chance.sample(range(60), chance.choice((5, 6, 30, 57))), np.int64)
        since = np.array([chance.choice((FIRST, 4)) for _ in who], np.int64)
        candidate = of_spans(who, since, np.full(len(who), LAST))
        if turn % 2:
            units = [group for group in membership.groups if group.startswith("u")]
            candidate = days_of_groups(membership, chance.sample(units, 2))
        own = person_days(candidate)
        others = [one for one in days.values() if len(people(one)) >= FEW] + [everybody]
        expected = any(close(own, other) for other in others)
        assert differences.close_to(candidate) == expected
        verdicts.append(expected)
    assert True in verdicts and (seed or False in verdicts)

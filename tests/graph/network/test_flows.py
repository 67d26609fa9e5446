"""Which groups stand by themselves in a matrix of flows, and that its entries add up to the whole."""

from __future__ import annotations

import random
from collections import Counter
from types import SimpleNamespace
from typing import Any

import pytest

from graph.errors import BadInput
from graph.measures.ties.pairs import pairs_at
from graph.measures.ties.tie_strength import Interactions
from graph.network.conventions import LEAST_MEMBERS
from graph.network.flows import GroupFlows, _groups, _matrix
from graph.network.ties.tie_query import EVERYTHING
from graph.organisation.coverage import GroupMembers
from graph.records.enums import GroupKind

PEOPLE = [f"p{n:02}" for n in range(26)]
OUTSIDER = "x"


def acts_of(seed: int) -> list[tuple[str, str]]:
    draw = random.Random(seed)
    everybody = [*PEOPLE, OUTSIDER]
    return [tuple(draw.sample(everybody, 2)) for _ in range(40)]  # type: ignore[misc]


def groups_of(sizes: dict[str, int]) -> dict[str, str]:
    """The first people in the groups, the rest in none; the outsider in the first group."""
    names = [group for group, size in sizes.items() for _ in range(size)]
    return dict(zip(PEOPLE, names, strict=False)) | {OUTSIDER: next(iter(sizes))}


def made(acts: list[tuple[str, str]], groups: dict[str, str], **more: Any) -> GroupFlows:
    actors, targets = zip(*acts, strict=True)
    cells = Interactions.of(actors, targets, ["reply"] * len(acts), [9] * len(acts))
    table: Any = SimpleNamespace(pairs=pairs_at(cells, 10), day=10)
    settings = {"most": 9, "small": False} | more
    return _matrix(table, PEOPLE, groups, **settings)


def expected(
    acts: list[tuple[str, str]], groups: dict[str, str], most: int, small: bool
) -> list[str]:
    """The groups that stand by themselves, by counting acts: each counts the same."""
    inside = [(a, b) for a, b in acts if OUTSIDER not in (a, b)]
    weight: Counter[str] = Counter()
    for ends in inside:
        weight.update(groups[person] for person in ends if person in groups)
    members = Counter(group for person, group in groups.items() if person != OUTSIDER)
    order = sorted(members, key=lambda group: (-weight[group], group))
    alone = [g for g in order if small or members[g] >= LEAST_MEMBERS][:most]
    while alone:
        others = len(PEOPLE) - sum(members[group] for group in alone)
        if small or not others or others >= LEAST_MEMBERS:
            break
        alone.pop()
    return alone


SIZES = [
    {"a": 5, "b": 6, "c": 4},
    {"a": 9, "b": 9, "c": 4, "d": 4},
    {"a": 9, "b": 8, "c": 5},
    {"a": 13, "b": 13},
    {"a": 13, "b": 12},
    {"a": 5, "b": 5, "c": 5, "d": 5, "e": 6},
    {"a": 21, "b": 5},
]


@pytest.mark.parametrize("small", [False, True])
@pytest.mark.parametrize("most", [1, 2, 9])
@pytest.mark.parametrize("sizes", SIZES, ids=lambda sizes: "-".join(map(str, sizes.values())))
def test_groups_that_stand_by_themselves(sizes: dict[str, int], most: int, small: bool) -> None:
    for seed in range(3):
        acts, groups = acts_of(seed), groups_of(sizes)

        flows = made(acts, groups, most=most, small=small)

        alone = expected(acts, groups, most, small)
        assert flows.groups == (*alone, None)
        shown = [sizes[group] for group in alone]
        assert flows.members == (*shown, len(PEOPLE) - sum(shown))
        assert small or flows.members[-1] == 0 or flows.members[-1] >= LEAST_MEMBERS
        assert flows.day == 10


def test_entries_add_up_to_the_acts_inside_and_stand_at_the_groups_of_both() -> None:
    acts, groups = acts_of(1), groups_of({"a": 9, "b": 9})
    matrix: Counter[tuple[str | None, str | None]] = Counter(
        (groups.get(a), groups.get(b)) for a, b in acts if OUTSIDER not in (a, b)
    )

    found = made(acts, groups)

    entries = {
        (found.groups[i], found.groups[j]): strength
        for i, j, strength in zip(
            found.flows.sources.tolist(), found.flows.targets.tolist(),
            found.flows.strength.tolist(), strict=True,
        )
    }  # fmt: skip
    faded = 2 ** (-1 / 90)
    assert entries == pytest.approx({ends: acts * faded for ends, acts in matrix.items()})


class HeldColumns:
    """Who belongs where, as the columns of the ties answer it."""

    def __init__(self, members: GroupMembers, homes: dict[str, str]) -> None:
        self.members, self.home_of = members, homes

    async def membership(self, version: str, window: Any) -> GroupMembers:
        return self.members

    async def homes(self, version: str, window: Any) -> dict[str, str]:
        return self.home_of


async def test_of_units_people_count_at_home_of_other_kinds_where_they_belong() -> None:
    members = GroupMembers(
        {"all": ["ann", "bob"], "east": ["ann"], "run": ["ann"], "sing": ["bob"], "old": ["bob"]},
        {
            "all": "unit",
            "east": "unit",
            "run": "community",
            "sing": "community",
            "old": "community",
        },
        frozenset({"old", "closed"}),
    )
    columns: Any = HeldColumns(members, {"ann": "east", "bob": "closed"})

    assert await _groups(columns, "v", EVERYTHING, GroupKind.UNIT) == {"ann": "east"}
    of_communities = await _groups(columns, "v", EVERYTHING, GroupKind.COMMUNITY)
    assert of_communities == {"ann": "run", "bob": "sing"}


async def test_groups_that_overlap_are_no_parts_of_a_whole() -> None:
    members = GroupMembers(
        {"run": ["ann", "bob"], "sing": ["bob"]}, {"run": "community", "sing": "community"}
    )
    columns: Any = HeldColumns(members, {})

    with pytest.raises(BadInput, match="two groups of kind community"):
        await _groups(columns, "v", EVERYTHING, GroupKind.COMMUNITY)

"""Which goals only the people of a scope reach, against plain sets."""

from __future__ import annotations

import random

import pytest

from graph.goals.alignment.line_of_sight import group_scope, network_scope, person_scope
from graph.goals.alignment.line_of_sight_loss import goals_lost
from graph.records.window import Window
from graph.store.where import Page
from tests.graph.goals.alignment.small_organisation import SmallOrganisation

WINDOWS = (Window(), Window(10, 13), Window(None, 12), Window(12, None))


def lost(scope: object, goal: str | None = None) -> list[str]:
    page = goals_lost(scope, goal).page(Page(limit=100))[0]  # type: ignore[arg-type]
    return [item.id for item in page]


def made(seed: int) -> SmallOrganisation:
    draw = random.Random(seed)
    goals = [f"g{n}" for n in range(6)]
    people = [f"p{n}" for n in range(5)]
    talks = [f"c{n}" for n in range(6)]
    return SmallOrganisation(
        goals={goal: draw.sample(goals[:n], min(n, draw.randrange(3))) for n, goal in enumerate(goals)},
        purposes=["g0"],
        left_out=draw.sample(goals[1:], 1),
        people=[*people, "bot"],
        bots=["bot"],
        groups={"east": draw.sample(people, 2), "none": []},
        talk={
            talk: {
                person: {draw.randrange(9, 15): 1}
                for person in draw.sample([*people, "bot"], draw.randrange(1, 4))
            }
            for talk in talks
        },
        private=draw.sample(talks, 1),
        links={goal: draw.sample(talks, draw.randrange(3)) for goal in goals},
    )  # fmt: skip


def reached(organisation: SmallOrganisation, people: set[str], window: Window) -> set[str]:
    """The goals that the talk of these people advances, itself or by what supports them."""
    talks = {talk for person in people for talk in organisation.took_part(person, window)}
    advanced = {goal for goal in organisation.goals if talks & organisation.advancing({goal})}
    ahead = list(advanced)
    while ahead:
        for above in organisation.goals[ahead.pop()]:
            if above not in advanced and organisation.counts(above):
                advanced.add(above)
                ahead.append(above)
    return advanced & organisation.reaching()


@pytest.mark.parametrize("seed", range(12))
def test_goals_are_lost_that_nobody_else_reaches(seed: int) -> None:
    organisation = made(seed)
    view = organisation.view()
    everybody = set(organisation.people) - {"bot"}
    for window in WINDOWS:
        scopes = [
            (person_scope(view, "p0", window), {"p0"}),
            (group_scope(view, "east", window), set(organisation.groups["east"])),
            (group_scope(view, "none", window), set()),
            (network_scope(view, window), everybody),
        ]
        for scope, away in scopes:
            expected = reached(organisation, everybody, window) - reached(
                organisation, everybody - away, window
            )
            assert lost(scope) == sorted(expected)
            for goal in organisation.goals:
                below = {
                    one for one in organisation.goals
                    if organisation.counts(one) and (one == goal or goal in above(organisation, one))
                }  # fmt: skip
                if organisation.counts(goal):
                    assert lost(scope, goal) == sorted(expected & below)
            assert lost(scope, "unknown") == []


def above(organisation: SmallOrganisation, goal: str) -> set[str]:
    found: set[str] = set()
    ahead = [goal]
    while ahead:
        for up in organisation.goals[ahead.pop()]:
            if up not in found and organisation.counts(up):
                found.add(up)
                ahead.append(up)
    return found

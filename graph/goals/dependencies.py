"""What goals wait for, and what waits for them: circles, and whether those who answer for both sides talk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graph.goals.conventions import MOST_DEPENDENCIES
from graph.records.enums import Choice
from graph.store.driver import Store


class DependencySide(Choice):
    """On which side of a dependency a goal stands."""

    BLOCKED_BY = "blocked_by", "It waits for the other goal."
    BLOCKS = "blocks", "The other goal waits for it."


@dataclass(frozen=True, slots=True)
class Dependency:
    """A goal and another one, of which one waits for the other."""

    goal: str
    other: str
    side: DependencySide
    circle: tuple[str, ...] = ()
    """The goals of the shortest circle that it closes, the goal first; empty: it closes none."""
    same_owner: bool = False
    """Whether somebody answers for both."""
    conversations: int = 0
    """Conversations in which people who answer for the one and the other took part."""

    @property
    def talks_already(self) -> bool:
        """Whether those who answer for both sides are in talk: somebody answers for both, or they spoke."""
        return self.same_owner or self.conversations > 0


async def dependencies_of_goals(
    store: Store, goals: Sequence[str]
) -> Mapping[str, list[Dependency]]:
    """What each of these goals waits for, then what waits for it, by id: the first 100 of each goal.

    Three statements read all. Of talk only what the reader of the store may read is told.
    """
    sides: dict[str, list[tuple[str, DependencySide]]] = {}
    for goal, other, side in await store.rows("dependencies_of_goals", ids=list(goals)):
        known = sides.setdefault(goal, [])
        if len(known) < MOST_DEPENDENCIES:
            known.append((other, DependencySide[side.upper()]))
    if not sides:
        return {}
    pairs = [
        {"goal": goal, "other": other}
        for goal, others in sides.items()
        for other in dict.fromkeys(one for one, _ in others)
    ]
    circles = await _circles(store, sides)
    talk = {
        (goal, other): (same, conversations)
        for goal, other, same, conversations in await store.rows(
            "talk_between_owners_of_goals", rows=pairs
        )
    }
    return {
        goal: [
            Dependency(goal, other, side, circles.get((goal, other, side), ()), *talk[goal, other])
            for other, side in others
        ]
        for goal, others in sides.items()
    }


Circles = dict[tuple[str, str, DependencySide], tuple[str, ...]]


async def _circles(
    store: Store, sides: Mapping[str, Sequence[tuple[str, DependencySide]]]
) -> Circles:
    """The circle that each dependency closes, as its goal sees it: from it, in the order of waiting."""
    blockers = {
        goal if side is DependencySide.BLOCKS else other
        for goal, others in sides.items()
        for other, side in others
    }
    found = {
        (blocker, later): tuple(circle)
        for blocker, later, circle in await store.rows(
            "blocking_circles_of_goals", ids=sorted(blockers)
        )
    }
    circles: Circles = {}
    for goal, others in sides.items():
        for other, side in others:
            edge = (goal, other) if side is DependencySide.BLOCKS else (other, goal)
            if edge in found:
                circle = found[edge]
                start = circle.index(goal)
                circles[goal, other, side] = (*circle[start:], *circle[:start])
    return circles

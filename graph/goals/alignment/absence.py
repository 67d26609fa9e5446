"""Which goals lose their line of sight while the people of a scope are away."""

from __future__ import annotations

import numpy as np

from graph.goals.alignment.line_of_sight import Scoped
from graph.measures.arrays import Bools, Ints
from graph.measures.packed_lists import ranges, steps_from
from graph.store.memory_pages import MemoryList, in_order


def goals_lost(scope: Scoped, goal: str | None = None) -> MemoryList:
    """The goals that only the people of the scope reach by talk of the window, in the order of titles.

    A goal is reached where somebody took part in a conversation that advances it, or what supports
    it, by a confirmed link, and a way leads from it to a top. With `goal` only that goal and what
    supports it.
    """
    view, graph = scope.view, scope.view.goals
    now = _reached(scope, scope.at.attended)
    left = scope.at.attended.copy()
    theirs = np.unique(scope.conversations)
    left[theirs] = _others_in(scope, theirs)
    lost = now & ~_reached(scope, left)
    if goal is not None:
        wanted = np.zeros(len(graph.ids), np.bool_)
        place = graph.index.get(goal)
        if place is not None:
            wanted[graph.and_below(place)] = True
        lost &= wanted
    return in_order("Goal", np.flatnonzero(lost), view.goals.ids, view.goals.keys)


def _reached(scope: Scoped, talk: Bools) -> Bools:
    """Which goals these conversations advance, themselves or by what supports them, on a way to a top."""
    links, graph = scope.view.links, scope.view.goals
    seeds = np.unique(links.goal[talk[links.conversation]])
    found: Bools = (steps_from(graph.above, seeds) >= 0) & (graph.distance >= 0)
    return found


def _others_in(scope: Scoped, conversations: Ints) -> Bools:
    """In which of these conversations somebody else took part too in the window."""
    turns = scope.view.turns
    starts = turns.of_conversation
    rows = ranges(starts[conversations], starts[conversations + 1])
    inside = np.zeros(len(scope.view.membership.people) + 1, np.bool_)
    inside[scope.who] = True
    inside[-1] = True  # programs and unknown people stand at -1
    others = rows[scope.at.inside(turns.day[rows]) & ~inside[turns.person[rows]]]
    return np.isin(conversations, turns.conversation[others])

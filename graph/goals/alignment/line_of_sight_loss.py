"""Which goals lose their line of sight while the people of a scope are away."""

from __future__ import annotations

import numpy as np

from graph.goals.alignment.line_of_sight import ScopeView
from graph.measures.arrays import Bools, Ints
from graph.measures.packed_lists import ranges, steps_from
from graph.store.memory_pages import MemoryList, in_order


def goals_lost(scope: ScopeView, goal: str | None = None) -> MemoryList:
    """The goals that only the people of the scope reach by talk of the window, in the order of titles.

    A goal is reached where somebody took part in a conversation that advances it, or what supports
    it, by a confirmed link, and a way leads from it to a top. With `goal` only that goal and what
    supports it.
    """
    view, graph = scope.view, scope.view.goals
    now = _reached(scope, scope.at.attended)
    remaining = scope.at.attended.copy()
    own = np.unique(scope.conversations)
    remaining[own] = _others_in(scope, own)
    unreached = now & ~_reached(scope, remaining)
    if goal is not None:
        considered = np.zeros(len(graph.ids), np.bool_)
        place = graph.index.get(goal)
        if place is not None:
            considered[graph.and_below(place)] = True
        unreached &= considered
    return in_order("Goal", np.flatnonzero(unreached), view.goals.ids, view.goals.keys)


def _reached(scope: ScopeView, talk: Bools) -> Bools:
    """Which goals these conversations advance, themselves or by what supports them, on a way to a top."""
    links, graph = scope.view.links, scope.view.goals
    seeds = np.unique(links.goal[talk[links.conversation]])
    result: Bools = (steps_from(graph.above, seeds) >= 0) & (graph.distance >= 0)
    return result


def _others_in(scope: ScopeView, conversations: Ints) -> Bools:
    """In which of these conversations somebody else took part too in the window."""
    participation = scope.view.participation
    starts = participation.of_conversation
    rows = ranges(starts[conversations], starts[conversations + 1])
    inside = np.zeros(len(scope.view.membership.people) + 1, np.bool_)
    inside[scope.places] = True
    inside[-1] = True  # programs and unknown people stand at -1
    others = rows[scope.at.inside(participation.day[rows]) & ~inside[participation.person[rows]]]
    return np.isin(conversations, participation.conversation[others])

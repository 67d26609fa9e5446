"""Which conversations advance which goals, as arrays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from graph.goals.alignment.goal_graph import GoalGraph
from graph.measures.arrays import Bools, Ints
from graph.measures.packed_lists import Lists
from graph.organisation.participation_columns import ParticipationColumns


@dataclass(frozen=True, eq=False)
class Links:
    """Which conversations advance which goals by confirmed links, as far as both count.

    The pairs stand in the order in which they are shown as evidence: nearest to a top first, then
    latest talk first.
    """

    conversation: Ints
    goal: Ints
    of_conversation: Lists
    """The pairs of each conversation."""
    of_goal: Lists
    """The conversations of each goal."""
    linked: Bools
    """Whether a conversation advances any goal."""
    sighted: Bools
    """Whether a conversation advances a goal from which a way leads to a top."""


def links_of(
    pairs: Mapping[str, list[str]], goals: GoalGraph, talk: ParticipationColumns, last: Ints
) -> Links:
    """The links of these conversations and goals; `pairs` are the conversations of each goal."""
    pairs_of_places = [
        (place, aim)
        for id_, conversations in pairs.items()
        if (aim := goals.index.get(id_)) is not None and goals.counted[aim]
        for conversation_id in conversations
        if (place := talk.index.get(conversation_id)) is not None
    ]
    conversation, goal = np.array(pairs_of_places, np.int64).reshape(-1, 2).T
    open_ = ~talk.private[conversation]
    conversation, goal = conversation[open_], goal[open_]
    distance = goals.distance[goal]
    far = np.where(distance < 0, len(goals.ids), distance)
    order = np.lexsort((goal, conversation, -last[conversation], far))
    return _packed_links(conversation[order], goal[order], goals, len(talk.ids))


def _packed_links(conversation: Ints, goal: Ints, goals: GoalGraph, size: int) -> Links:
    """The links of these pairs, in their order, among so many conversations."""
    linked, sighted = np.zeros((2, size), np.bool_)
    linked[conversation] = True
    sighted[conversation[goals.distance[goal] >= 0]] = True
    return Links(
        conversation,
        goal,
        Lists.of(size, conversation, np.arange(len(goal))),
        Lists.of(len(goals.ids), goal, conversation),
        linked,
        sighted,
    )


def links_among(links: Links, talk: Bools, goals: GoalGraph) -> Links:
    """Those of these links that are of this talk, in their order."""
    kept = talk[links.conversation]
    return _packed_links(links.conversation[kept], links.goal[kept], goals, len(talk))

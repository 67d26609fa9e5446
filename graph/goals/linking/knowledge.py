"""What a run knows before it reads talk: the goals, how common words are, and what people have decided."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from graph.goals.linking.confirmed_talk import Evidence
from graph.goals.linking.features import pairs_of
from graph.goals.linking.goal_index import GoalIndex
from graph.goals.linking.score_weights import Scorer, published, scorer_for
from graph.goals.linking.talk_reader import (
    GLANCE,
    KNOWN,
    Reach,
    ids_of,
    links_of_talk,
    talk_to_link,
)
from graph.goals.linking.texts import GoalText, Talk
from graph.records.enums import LinkState
from graph.store.driver import Store

BACKGROUND = 2000
"""Latest conversations by which it is known how common words are."""
MOST_KNOWN = 2000
"""Conversations with a confirmed goal that are learned from, the latest of each goal."""
MOST_OF_GOAL = 20
FITTED_TO = 1000
"""Conversations of these that the weights are fitted to, evenly taken."""
MOST_REJECTED = 2000
CHUNK = 1000


@dataclass(frozen=True, eq=False)
class Knowledge:
    """The goals ready for comparison, and what makes scores."""

    index: GoalIndex
    scorer: Scorer


async def known_to_store(store: Store, goals: Sequence[GoalText]) -> Knowledge:
    """What the store knows now."""
    evidence, rejected = await _evidence(store, goals)
    latest = await ids_of(store, "latest_talk", limit=BACKGROUND)
    background = await _talks(store, latest, GLANCE)
    return await asyncio.to_thread(learn, goals, background, evidence, rejected)


def learn(
    goals: Sequence[GoalText],
    background: Sequence[Talk],
    evidence: Evidence,
    rejected: set[tuple[str, str]],
) -> Knowledge:
    """The goals and the weights, learned from what is given; `rejected` are pairs of ids."""
    index = GoalIndex(goals, background, evidence)
    if not evidence.talks:
        return Knowledge(index, published())
    step = -(-len(evidence.talks) // FITTED_TO)
    at = list(range(0, len(evidence.talks), step))
    told = Evidence([evidence.talks[row] for row in at], [evidence.labels[row] for row in at])
    views = [pairs_of(index, told.talks, told.labels, None, cold, at) for cold in (False, True)]
    row = {talk.id: row for row, talk in enumerate(told.talks)}
    turned_down = {
        (row[talk], index.place_of[goal])
        for talk, goal in rejected
        if talk in row and goal in index.place_of
    }
    return Knowledge(index, scorer_for(told, views, turned_down))


async def _evidence(
    store: Store, goals: Sequence[GoalText]
) -> tuple[Evidence, set[tuple[str, str]]]:
    """The talk whose goals are confirmed, with them, and the rejected pairs of conversation and goal."""
    most = max(2, min(MOST_OF_GOAL, MOST_KNOWN // max(1, len(goals))))
    ids = {
        id_
        async for _, conversations in store.stream("known_talk", most=most)
        for id_ in conversations
    }
    rejected = {
        (talk, goal) async for talk, goal in store.stream("rejected_pairs", limit=MOST_REJECTED)
    }
    ids |= {talk for talk, _ in rejected}
    talks = await _talks(store, sorted(ids), KNOWN)
    place = {goal.id: place for place, goal in enumerate(goals)}
    labels: dict[str, set[int]] = {}
    for link in await links_of_talk(store, ids):
        if link.state == LinkState.CONFIRMED and link.goal in place:
            labels.setdefault(link.conversation, set()).add(place[link.goal])
    return Evidence(talks, [frozenset(labels.get(talk.id, ())) for talk in talks]), rejected


async def _talks(store: Store, ids: Sequence[str], reach: Reach) -> list[Talk]:
    found = []
    for start in range(0, len(ids), CHUNK):
        found += await talk_to_link(store, ids[start : start + CHUNK], reach)
    return found

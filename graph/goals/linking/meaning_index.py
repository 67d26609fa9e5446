"""The vector index of goals by meaning, kept in the store: brought up to date, and asked for the nearest.

A vector stands on its goal, so it goes when the goal goes. It is made anew where title, description or
the model have changed, and taken out where the goal may be suggested no more. Talk is never stored.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import numpy as np

from graph.errors import BadInput
from graph.goals.conventions import MEANINGS_SOUGHT, NEAREST_MEANINGS
from graph.goals.linking.options import Tell
from graph.goals.linking.sentence_vectors import (
    DIMENSIONS,
    Encode,
    Encoder,
    Meanings,
    Vector,
    hash_of,
    nearness,
    vector_of_goal,
    vector_of_talk,
)
from graph.goals.linking.texts import GoalText, Talk
from graph.store.driver import Store

BATCH = 200
"""Goals that are saved, and conversations that are asked for, at once: a megabyte of numbers."""


async def refresh_meanings(
    store: Store, goals: Sequence[GoalText], model: Encoder, tell: Tell = lambda *_: None
) -> None:
    """Bring the vectors of these goals up to date; they are all goals of the store.

    Each batch is saved by itself: what is interrupted goes on from there the next time.
    """
    kept = {id_: hash_ async for id_, _, hash_ in store.stream("meanings_of_goals")}
    wanted = {goal.id: hash_of(goal, model.name) for goal in goals if not goal.closed}
    closed = [{"id": goal.id} for goal in goals if goal.closed and goal.id in kept]
    for start in range(0, len(closed), BATCH):
        await store.write("remove_meanings_of_goals", rows=closed[start : start + BATCH])
    changed = [g for g in goals if g.id in wanted and kept.get(g.id) != wanted[g.id]]
    for start in range(0, len(changed), BATCH):
        tell("reading what goals mean", start, len(changed))
        batch = changed[start : start + BATCH]
        vectors = await asyncio.to_thread(_vectors_of_goals, batch, model.encode)
        rows = [
            {
                "id": goal.id,
                "meaning": vector.tolist(),
                "meaning_model": model.name,
                "meaning_hash": wanted[goal.id],
            }
            for goal, vector in zip(batch, vectors, strict=True)
        ]
        await store.write("save_meanings_of_goals", rows=rows)


async def nearest_goals(store: Store, talks: Sequence[Talk], encode: Encode) -> Meanings:
    """The goals whose meaning is nearest to each conversation, NEAREST_MEANINGS at most."""
    found: dict[str, dict[str, float]] = {}
    for start in range(0, len(talks), BATCH):
        batch = talks[start : start + BATCH]
        vectors = await asyncio.to_thread(lambda: [vector_of_talk(t, encode) for t in batch])  # noqa: B023
        asked = {t.id: v for t, v in zip(batch, vectors, strict=True) if v.any()}
        rows = [{"id": id_, "vector": vector.tolist()} for id_, vector in asked.items()]
        stream = store.stream("goals_by_meaning", rows=rows, most=MEANINGS_SOUGHT)
        async for id_, goals in stream:
            found[id_] = {
                goal: nearness(asked[id_], 2 * score - 1)
                for goal, score in goals[:NEAREST_MEANINGS]
            }
    return found


def _vectors_of_goals(goals: Sequence[GoalText], encode: Encode) -> list[Vector]:
    vectors = [vector_of_goal(goal, encode) for goal in goals]
    for vector in vectors:
        if vector.shape != (2 * DIMENSIONS + 1,) or not np.isfinite(vector).all():
            raise BadInput(
                f"the model gives vectors of {len(vector) // 2} numbers, the index holds {DIMENSIONS}",
                remedy="use the model of the extra: goalgraph[semantic]",
            )
    return vectors

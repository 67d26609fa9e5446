"""The goals, and what was learned of talk, that a process holds of a store for its next suggestions.

Goals are read anew when the version of goals or of people has changed, and only what is new of them is
worked on. What people decided and how common words are is read anew with talk and links; where that
takes long it may be LEARNED_SECONDS seconds old.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graph.goals.conventions import BACKGROUND_TALKS, LEARNED_SECONDS, LEARNED_SIZE
from graph.goals.linking.comparison_memory import Memory
from graph.goals.linking.confirmed_talk import Evidence
from graph.goals.linking.knowledge import (
    Decisions,
    Knowledge,
    fitted_talk,
    learn,
    stored_decisions,
    talks_of,
)
from graph.goals.linking.lexicon import Recall
from graph.goals.linking.meaning_index import nearest_goals
from graph.goals.linking.sentence_vectors import Encoder, Meanings, Vector
from graph.goals.linking.talk_reader import GLANCE, KNOWN, Reach, ids_of, stamps_of, stored_goals
from graph.goals.linking.texts import GoalText, Talk
from graph.store.driver import Store
from graph.store.per_store_cache import PerStoreCache
from graph.store.versions import Part

Versions = Mapping[Part, int]
Key = tuple[int, ...]


@dataclass(frozen=True, eq=False)
class Goals:
    """All goals by id, the hash of what is read of each, and the hash that was noted the last time.

    `stamp`: under which these were noted; `open`: the ids of those that may be suggested.
    """

    goals: Sequence[GoalText]
    now: Mapping[str, str]
    noted: dict[str, str | None]
    open: frozenset[str]
    stamp: str | None


class LinkingCache:
    """What one process holds of one store; runs on a store come one after the other."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._memory = Memory()
        self._goals: Goals | None = None
        self._goals_at: Key = ()
        self._talks: dict[tuple[str, Reach], Talk] = {}
        self._talks_at: Key = ()
        self._decisions: tuple[Decisions, list[Talk]] | None = None
        self._knowledge: tuple[Sequence[GoalText], Knowledge] | None = None
        self._learned_at: tuple[Key, float] = ((), 0.0)
        self._model: Encoder | None = None
        self._encoded: tuple[Encoder, Recall[str, Vector]] | None = None

    async def goals(self, now: Versions, stamp: str | None) -> Goals:
        """All goals as of these versions; `stamp`: under which their hashes were noted last."""
        at = (now[Part.GOALS], now[Part.PEOPLE])
        same_stamp = self._goals is not None and self._goals.stamp == stamp
        if self._goals is not None and same_stamp and self._goals_at == at and at[0]:
            return self._goals
        goals, noted = await stored_goals(self._store)
        former = self._goals.goals if self._goals is not None else ()
        same = goals == former
        hashes = await asyncio.to_thread(stamps_of, goals)
        open_ = frozenset(goal.id for goal in goals if not goal.closed)
        self._goals = Goals(former if same else goals, hashes, noted, open_, stamp)
        self._goals_at = at
        return self._goals

    def noted(self, hashes: Mapping[str, str], stamp: str) -> None:
        """Note these hashes of goals under this stamp."""
        if self._goals is not None:
            goals = self._goals
            self._goals = Goals(
                goals.goals, goals.now, {**goals.noted, **hashes}, goals.open, stamp
            )

    async def knowledge(
        self, now: Versions, goals: Sequence[GoalText], model: Encoder | None = None
    ) -> Knowledge:
        """The goals ready for comparison, with what was learned of talk and decisions.

        `model` where meaning is compared too: what the store holds of goals is then up to date.
        """
        at = tuple(now[part] for part in (Part.TALK, Part.LINKS, Part.PEOPLE))
        former, same = self._knowledge, self._knows(goals, model)
        is_current = at == self._learned_at[0] and at[0] > 0
        if former is not None and same and (is_current or self._may_be_late(goals)):
            return former[1]
        decisions = await self._read(now, goals)
        begun = time.monotonic()
        if former is None or not same or decisions != self._decisions:
            confirmed, background = decisions
            evidence = confirmed.evidence(goals)
            meanings = None if model is None else await self._meanings(evidence, goals, model)
            knowledge = await asyncio.to_thread(
                learn, goals, background, evidence, confirmed.rejected, self._memory, meanings
            )
            former = (goals, knowledge)
        self._knowledge, self._decisions, self._learned_at = former, decisions, (at, begun)
        self._model = model
        return former[1]

    def _knows(self, goals: Sequence[GoalText], model: Encoder | None) -> bool:
        """Whether these goals were made ready, and by this model."""
        return self._knowledge is not None and (
            self._knowledge[0] is goals and self._model == model
        )

    async def _meanings(
        self, evidence: Evidence, goals: Sequence[GoalText], model: Encoder
    ) -> Meanings:
        """The goals nearest to the talk that weights are fitted to; texts that were read are not read again."""
        if self._encoded is None or self._encoded[0] != model:
            self._encoded = (model, Recall(model.encode))
        encode = self._encoded[1]
        encode.turn()
        talks = [evidence.talks[row] for row in fitted_talk(evidence, len(goals))]
        return await nearest_goals(self._store, talks, encode)

    def _may_be_late(self, goals: Sequence[GoalText]) -> bool:
        """Whether learning anew takes long, and was done a moment ago."""
        size = len(goals) + len(self._talks)
        return size >= LEARNED_SIZE and time.monotonic() - self._learned_at[1] < LEARNED_SECONDS

    async def _read(self, now: Versions, goals: Sequence[GoalText]) -> tuple[Decisions, list[Talk]]:
        """What is decided and the latest talk; of the talk that is held only what has changed is read."""
        at = (now[Part.TALK], now[Part.PEOPLE])
        changed = set[str]()
        if self._talks_at[1:] == at[1:] and self._talks_at != at:
            since = self._talks_at[0]
            changed = set(await ids_of(self._store, "conversations_since", version=since))
        if self._talks_at[1:] != at[1:]:
            self._talks = {}
        talks = {key: talk for key, talk in self._talks.items() if key[0] not in changed}
        decisions = await stored_decisions(self._store, len(goals))
        latest = await ids_of(self._store, "latest_talk", limit=BACKGROUND_TALKS)
        confirmed = await self._some(talks, decisions.ids, KNOWN)
        background = await self._some(talks, latest, GLANCE)
        self._talks = {(talk.id, KNOWN): talk for talk in confirmed}
        self._talks |= {(talk.id, GLANCE): talk for talk in background}
        self._talks_at = at
        return decisions.of(confirmed), background

    async def _some(
        self, talks: Mapping[tuple[str, Reach], Talk], ids: Sequence[str], reach: Reach
    ) -> list[Talk]:
        """These conversations by id, those that are not held read."""
        missing = [id_ for id_ in ids if (id_, reach) not in talks]
        read = {talk.id: talk for talk in await talks_of(self._store, missing, reach)}
        every = ((id_, talks.get((id_, reach)) or read.get(id_)) for id_ in sorted(ids))
        return [talk for _, talk in every if talk is not None]


_CACHES: PerStoreCache[LinkingCache] = PerStoreCache(LinkingCache)


def linking_cache_of(store: Store) -> LinkingCache:
    """What this process holds of a store."""
    return _CACHES.of(store)

"""What a process holds of a store, read anew where the store says that it has changed.

Goals, links and people are read whole. Of talk only what was settled since is read; what was taken
out is dropped. A store with much talk is answered from what is held while the rest
is being read: then the answer is as of a moment ago.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

from graph.goals.alignment.goal_graph import GoalGraph, goal_graph
from graph.goals.alignment.organisation_view import Participation, View, participation_of
from graph.goals.alignment.talk_links import links_of
from graph.organisation.membership import MembershipIndex, membership_index
from graph.organisation.participation_columns import (
    ParticipationBuilder,
    ParticipationColumns,
    keep_conversations,
    no_participation,
    replace_conversations,
)
from graph.store.driver import Store
from graph.store.operation import deadline
from graph.store.per_store_cache import PerStoreCache
from graph.store.versions import Part, versions

MUCH = 300_000
"""Days of people in conversations above which nobody waits long for talk to be read."""
BATCH = 2_000
"""Conversations a row: the driver takes longer over a row than over what is in it."""
PATIENCE = 0.1
"""Seconds that a request waits for a change of much talk."""

Versions = Mapping[Part, int]


class OrganisationCache:
    """The view that a process has of one store."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._versions: dict[Part, int] = {}
        self._goals: GoalGraph | None = None
        self._links: dict[str, list[str]] = {}
        self._membership: MembershipIndex | None = None
        self._talk: ParticipationColumns = no_participation()
        self._participation: Participation | None = None
        self._view: View | None = None
        self._reading: asyncio.Task[View] | None = None

    async def view(self, *, patient: bool = False) -> View:
        """The view as of now; one statement where nothing has changed.

        With much talk it may be as of a moment ago, unless the asker is `patient`.
        """
        now = await versions(self._store)
        if self._view is not None and now == self._versions:
            return self._view
        for _ in range(2):  # a reading under way may have begun before the change
            if self._reading is None or self._reading.done():
                self._reading = asyncio.create_task(self._read(now))
            reading = self._reading
            if self._view is not None and not patient and self._may_be_late(now):
                done, _ = await asyncio.wait({reading}, timeout=PATIENCE)
                if not done:
                    return self._view
            view = await asyncio.shield(reading)
            if all(self._versions[part] >= now[part] for part in Part):
                return view
        return view

    async def close(self) -> None:
        """Give up what is being read."""
        if self._reading is not None:
            self._reading.cancel()
            await asyncio.wait({self._reading})

    def _may_be_late(self, now: Versions) -> bool:
        """Whether there is much talk, and nothing else has changed."""
        others = [part for part in Part if part is not Part.TALK]
        same = all(now[part] == self._versions.get(part) for part in others)
        return same and len(self._talk.person_days.day) > MUCH

    async def _read(self, now: Versions) -> View:
        """The view after reading every part that has changed; `now` was read just before."""
        deadline.set(None)  # others wait for it too, so one request's deadline does not bound it
        changed = {part for part in Part if now[part] != self._versions.get(part)}
        if Part.GOALS in changed or self._goals is None:
            self._goals = goal_graph([row async for row in self._store.stream("goal_graph")])
        if Part.LINKS in changed:
            rows = [row async for row in self._store.stream("confirmed_links")]
            self._links = dict(rows)
        if Part.PEOPLE in changed or self._membership is None:
            self._membership = await self._read_people()
        if Part.TALK in changed:
            self._talk = await self._read_talk(now[Part.TALK])
        if changed & {Part.TALK, Part.PEOPLE} or self._participation is None:
            self._participation = await asyncio.to_thread(
                participation_of, self._talk, self._membership
            )
        links = await asyncio.to_thread(
            links_of, self._links, self._goals, self._talk, self._participation.last
        )
        self._view = View(self._goals, self._membership, self._talk, self._participation, links)
        self._versions = dict(now)
        return self._view

    async def _read_people(self) -> MembershipIndex:
        store = self._store
        people = [row async for row in store.stream("presence_spans")]
        groups = [row async for row in store.stream("group_tree")]
        return membership_index(
            people, groups, [row async for row in store.stream("direct_membership_spans")]
        )

    async def _read_talk(self, now: int) -> ParticipationColumns:
        """The talk as of now: what was settled since is read, what was taken out is dropped."""
        known = self._versions.get(Part.TALK, 0)
        if self._talk.ids and known and known < now:
            talk = await self._exchange(self._talk, known)
            settled = [row async for row in self._store.stream("count_of_settled_conversations")]
            if settled[0][0] == len(talk.ids):
                return talk
            async for (ids,) in self._store.stream("ids_of_settled_conversations"):
                talk = keep_conversations(talk, frozenset(ids))
                if len(talk.ids) == len(ids):
                    return talk
        return await self._exchange(no_participation(), -1)

    async def _exchange(self, talk: ParticipationColumns, since: int) -> ParticipationColumns:
        builder = ParticipationBuilder({id_: place for place, id_ in enumerate(talk.people)})
        async for (ids,) in self._store.stream("conversations_settled_since", since=since):
            for start in range(0, len(ids), BATCH):
                batch = ids[start : start + BATCH]
                async for (conversations,) in self._store.stream("participation_by_day", ids=batch):
                    await asyncio.to_thread(builder.add_all, conversations)
        return await asyncio.to_thread(replace_conversations, talk, builder)


_CACHES: PerStoreCache[OrganisationCache] = PerStoreCache(OrganisationCache)


def organisation_cache_of(store: Store) -> OrganisationCache:
    """What this process holds of a store."""
    return _CACHES.of(store)

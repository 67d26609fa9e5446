"""The goal histories that a process holds of a store; only what the store says has changed is read anew."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from datetime import UTC, date, datetime

from graph.goals.progress.goals_of_day import GoalsOfDay
from graph.goals.progress.history import GoalHistory, history_of
from graph.sources.times import time_text
from graph.store.driver import Store
from graph.store.operation import deadline
from graph.store.per_store_cache import PerStoreCache
from graph.store.versions import MARK, Part, mark, versions

BATCH = 2_000
"""Goals a row: the driver takes longer over a row than over what is in it."""
DAYS = 8
"""Days whose progress is kept; the least lately asked are dropped."""


class GoalCache:
    """The goal histories of one store, and the progress of the days that were asked for last."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._version = -1
        self._histories: dict[str, GoalHistory] = {}
        self._days: OrderedDict[date, GoalsOfDay] = OrderedDict()
        self._reading: asyncio.Task[None] | None = None

    async def day(self, on: date) -> GoalsOfDay:
        """The goal graph at the end of a day, as of now; one statement where nothing has changed."""
        now = (await versions(self._store))[Part.PROGRESS]
        while self._version < now:  # a reading under way may have begun before the change
            if self._reading is None or self._reading.done():
                self._reading = asyncio.create_task(self._read(now))
            await asyncio.shield(self._reading)
        if on not in self._days:
            self._days[on] = GoalsOfDay(self._histories, on)
        self._days.move_to_end(on)
        while len(self._days) > DAYS:
            self._days.popitem(last=False)
        return self._days[on]

    async def close(self) -> None:
        """Give up what is being read."""
        if self._reading is not None:
            self._reading.cancel()
            await asyncio.wait({self._reading})

    async def _read(self, now: int) -> None:
        """Read what has changed since the version that is held; `now` was read just before."""
        deadline.set(None)  # others wait for it too, so one request's deadline does not bound it
        histories, changed = dict(self._histories), set[str]()
        async for ids, goals in self._store.stream("goals_changed_since", since=self._version):
            for start in range(0, len(ids), BATCH):
                batch = ids[start : start + BATCH]
                changed.update(batch)
                async for (rows,) in self._store.stream("histories_of_goals", ids=batch):
                    await asyncio.to_thread(_add, histories, rows)
            if len(histories) != goals:  # some were taken out meanwhile
                async for (ids_there,) in self._store.stream("goals_with_version"):
                    histories = {id_: histories[id_] for id_ in ids_there if id_ in histories}
        changed |= self._histories.keys() - histories.keys()
        days = [
            await asyncio.to_thread(day.changed, histories, changed)
            for day in list(self._days.values())
        ]
        self._histories, self._days = histories, OrderedDict((day.on, day) for day in days)
        self._version = now


def _add(
    histories: dict[str, GoalHistory], rows: list[tuple[str, list[object], list[object]]]
) -> None:
    for id_, goal_versions, check_ins in rows:
        if goal_versions:
            histories[id_] = history_of(goal_versions, check_ins)  # type: ignore[arg-type]


_CACHES: PerStoreCache[GoalCache] = PerStoreCache(GoalCache)


def goal_cache_of(store: Store) -> GoalCache:
    """What this process holds of the goals of a store."""
    return _CACHES.of(store)


async def goals_of_day(store: Store, on: date) -> GoalsOfDay:
    """The goal graph of a store at the end of a day."""
    return await goal_cache_of(store).day(on)


async def note_goals_without_version(store: Store) -> int:
    """How many goals of an older version of Goalgraph had a first version noted, as of now."""
    count, at = 0, time_text(datetime.now(UTC))
    while ids := [row[0] async for row in store.stream("goals_without_version", limit=BATCH)]:
        rows = [{"id": id_, "at": at} for id_ in sorted(ids)]
        steps = [(MARK, mark([Part.PROGRESS])), ("save_versions_of_goals", {"rows": rows})]
        await store.write_all(steps)
        count += len(ids)
    return count

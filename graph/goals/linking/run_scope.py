"""What a run has to look at: conversations and goals that have changed since the last one.

Three stamps in the store tell: the versions of talk, goals and people up to which everything has been
read, on each goal a hash of what was read of it, on each link the version that was seen.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import uuid4

from graph.errors import NotFound
from graph.goals.linking.cache import linking_cache_of
from graph.goals.linking.options import SuggestOptions
from graph.goals.linking.talk_reader import (
    UnseenLink,
    ids_of,
    linkable,
    number_of_open_goals,
    unseen_links,
)
from graph.goals.linking.texts import GoalText
from graph.store.driver import Store
from graph.store.versions import Part, versions

BATCH = 1000
NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Scope:
    """The versions that were read and all goals, none where nothing has changed; the ids of those that may be suggested and of the conversations to read, in order.

    `sought` are the goals among them that are to be looked for in all other talk too. The rest is noted at the end: `talk` is the version of talk that was read, None where only a part
    of it was; `stamps` are the new hashes of goals, `unseen` the links that were looked at; `number`: how many goals may be suggested.
    """

    versions: Mapping[Part, int]
    goals: Sequence[GoalText]
    wanted: frozenset[str]
    sought: frozenset[str]
    conversations: list[str]
    talk: int | None
    stamps: list[dict[str, object]]
    unseen: list[UnseenLink]
    number: int


async def scope_of(store: Store, options: SuggestOptions) -> Scope:
    """What a run has to look at; raises NotFound for an unknown goal or conversation."""
    now = await versions(store)
    until = await _until(store)
    narrowed = options.conversations is not None or options.goal is not None
    unseen = [] if narrowed else await unseen_links(store)
    if not (narrowed or options.include_unchanged or unseen) and until.covers(now):
        number = await number_of_open_goals(store)
        return Scope(now, [], NONE, NONE, [], None, [], [], number)
    cache = await linking_cache_of(store).goals(now, until.stamp)
    stamps = {id_: new for id_, new in sorted(cache.now.items()) if new != cache.noted[id_]}
    if options.goal is not None and options.goal not in cache.now:
        raise NotFound(f"there is no goal {options.goal!r}", remedy="give the id as `source/id`")
    goal_ids = cache.open if options.goal is None else cache.open & {options.goal}
    every = Scope(now, cache.goals, goal_ids, NONE, [], None, [], [], len(goal_ids))
    if options.conversations is not None:
        return replace(every, conversations=sorted(set(options.conversations)))
    if options.goal is not None:
        return replace(every, sought=goal_ids)
    rows: list[dict[str, object]] = [{"id": id_, "linked_as": new} for id_, new in stamps.items()]
    every = replace(every, talk=now[Part.TALK], stamps=rows, unseen=unseen)
    if options.include_unchanged or until.talk is None:
        return replace(every, conversations=await linkable(store))
    ids = await _since(store, until.talk, unseen)
    return replace(every, conversations=ids, sought=cache.open.intersection(stamps))


@dataclass(frozen=True, slots=True)
class _Until:
    """The versions that were read by the last run, None before the first, and the stamp of its hashes."""

    talk: int | None = None
    goals: int | None = None
    people: int | None = None
    stamp: str | None = None

    def covers(self, now: Mapping[Part, int]) -> bool:
        """Whether nothing has changed since."""
        read = (self.talk, self.goals, self.people)
        there = (now[Part.TALK], now[Part.GOALS], now[Part.PEOPLE])
        return read == there and now[Part.GOALS] > 0


async def _until(store: Store) -> _Until:
    rows = [_Until(*row) async for row in store.stream("suggestion_watermark")]
    return rows[0] if rows else _Until()


async def _since(store: Store, version: int, unseen: Sequence[UnseenLink]) -> list[str]:
    """The conversations whose talk, or whose links, changed since this version of talk."""
    ids = set(await ids_of(store, "conversations_since", version=version))
    ids |= {link.conversation for link in unseen}
    return sorted(ids | {other for link in unseen for other in link.answered_in})


async def save_run_end(store: Store, scope: Scope, options: SuggestOptions) -> None:
    """Note what a run has read, so that the next one need not."""
    if options.dry_run or scope.talk is None:
        return
    now, stamp = scope.versions, uuid4().hex
    links = [{"id": link.id, "version": link.version} for link in scope.unseen]
    for statement, rows in (("save_seen_links", links), ("save_linked_goals", scope.stamps)):
        for start in range(0, len(rows), BATCH):
            await store.write(statement, rows=rows[start : start + BATCH])
    await store.write(
        "save_suggestion_watermark",
        version=scope.talk,
        goals=now[Part.GOALS],
        people=now[Part.PEOPLE],
        stamp=stamp,
    )
    linking_cache_of(store).noted({str(n["id"]): str(n["linked_as"]) for n in scope.stamps}, stamp)

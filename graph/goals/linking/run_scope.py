"""What a run has to look at: conversations and goals that have changed since the last one.

Three stamps in the store tell: the version of talk up to which everything has been read, on each goal
a hash of what was read of it, on each link the version that was seen.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from graph.errors import NotFound
from graph.goals.linking.options import SuggestOptions
from graph.goals.linking.talk_reader import (
    UnseenLink,
    ids_of,
    linkable,
    stamps_of,
    stored_goals,
    unseen_links,
)
from graph.goals.linking.texts import GoalText
from graph.store.driver import Store
from graph.store.versions import Part, versions

BATCH = 1000
NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Scope:
    """All goals; the ids of those that may be suggested and of the conversations to read, in order.

    `sought` are the goals among them that are to be looked for in all other talk too. The rest is noted at the end: `talk` is the version of talk that was read, None where only a part
    of it was; `stamps` are the new hashes of goals, `unseen` the links that were looked at.
    """

    goals: list[GoalText]
    wanted: frozenset[str]
    sought: frozenset[str]
    conversations: list[str]
    talk: int | None
    stamps: list[dict[str, object]]
    unseen: list[UnseenLink]


async def scope_of(store: Store, asked: SuggestOptions) -> Scope:
    """What a run has to look at; raises NotFound for an unknown goal or conversation."""
    talk = (await versions(store))[Part.TALK]
    goals, before = await stored_goals(store)
    now = await asyncio.to_thread(stamps_of, goals)
    stamps: list[dict[str, object]] = [
        {"id": id_, "linked_as": now[id_]} for id_ in sorted(now) if now[id_] != before[id_]
    ]
    open_ = frozenset(goal.id for goal in goals if not goal.closed)
    if asked.goal is not None and asked.goal not in before:
        raise NotFound(f"there is no goal {asked.goal!r}", remedy="give the id as `source/id`")
    wanted = open_ if asked.goal is None else open_ & {asked.goal}
    if asked.conversations is not None:
        return Scope(goals, wanted, NONE, sorted(set(asked.conversations)), None, [], [])
    if asked.goal is not None:
        return Scope(goals, wanted, wanted, [], None, [], [])
    until = [version async for (version,) in store.stream("suggested_until")]
    unseen = await unseen_links(store)
    if asked.everything or not until:
        ids = await linkable(store)
        return Scope(goals, wanted, NONE, ids, talk, stamps, unseen)
    sought = open_.intersection(str(one["id"]) for one in stamps)
    ids = await _since(store, until[0], unseen)
    return Scope(goals, wanted, sought, ids, talk, stamps, unseen)


async def _since(store: Store, version: int, unseen: Sequence[UnseenLink]) -> list[str]:
    """The conversations whose talk, or whose links, changed since this version of talk."""
    ids = set(await ids_of(store, "conversations_since", version=version))
    ids |= {link.conversation for link in unseen}
    return sorted(ids | {other for link in unseen for other in link.answered_in})


async def finished(store: Store, scope: Scope, asked: SuggestOptions) -> None:
    """Nothing; notes what a run has read, so that the next one need not."""
    if asked.dry_run or scope.talk is None:
        return
    seen = [{"id": link.id, "version": link.version} for link in scope.unseen]
    for statement, rows in (("save_seen_links", seen), ("save_linked_goals", scope.stamps)):
        for start in range(0, len(rows), BATCH):
            await store.write(statement, rows=rows[start : start + BATCH])
    await store.write("save_suggested_until", version=scope.talk)

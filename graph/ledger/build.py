"""The ledger made from the store: everything read, every event reckoned, in the memory of this process."""

from __future__ import annotations

import asyncio
import hashlib
import json
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from graph.ledger.events.catalogue import all_events
from graph.ledger.facts import Facts
from graph.ledger.goal_sets import GoalSets, sets_of_conversations
from graph.ledger.homes import homes_of
from graph.ledger.ledger import Ledger, Reach, ledger_of
from graph.ledger.organisation_days import Organisation, leads_of
from graph.ledger.packed_columns import Part, content_hash, parts_of
from graph.ledger.talk_reader import TalkReader
from graph.ledger.talk_tables import (
    TalkTables,
    joined_talk,
    no_talk,
    numbered_people,
    ordered_talk,
    selected_talk,
)
from graph.measures.arrays import Bools
from graph.measures.ties.help_rules import RULES
from graph.organisation.membership import membership_index
from graph.records.window import DAY
from graph.store.driver import Store
from graph.store.versions import versions

BATCH = 500
"""Conversations that are read at once."""
CODE = "5"
"""Counted up whenever the same talk gives other rows: ledgers of another code are built anew."""

Progress = Callable[[str, int, int | None], None]


def _silent(step: str, done: int, total: int | None) -> None:
    pass


@dataclass(frozen=True, eq=False)
class Built:
    """A ledger ready to be saved, and the facts of talk that it was made of."""

    parts: list[Part]
    talk: TalkTables
    fresh: Sequence[bool]
    """Which conversations of `talk` were read in this run."""
    people: Sequence[str]
    """Ids of everybody, programs too, as they were there when it began."""
    talk_key: str
    reach: Reach
    covered: frozenset[str]
    """Ids of everybody who is no program."""


async def built_ledger(store: Store, progress: Progress = _silent) -> Ledger:
    """The ledger of all that the store holds now, in memory only."""
    built = await build(store, progress)
    return ledger_of(built.parts, built.reach, built.covered)


async def build(store: Store, progress: Progress = _silent, kept: KeptTalk | None = None) -> Built:
    """Everything reckoned anew, of talk that is read where it is not `kept` from before."""
    now = {str(part): version for part, version in (await versions(store)).items()}
    people = [row async for row in store.stream("people_of_ledger")]
    talk, fresh = await read_talk(store, people, progress, kept)
    facts = await facts_of(store, people, talk)
    parts = await asyncio.to_thread(_reckoned, facts, progress)
    days = facts.day
    first, last = (int(days.min()), int(days.max())) if len(days) else (None, None)
    digest = content_hash(part.id for part in parts)
    reach = Reach(now, CODE, first, last, digest, time.time())
    covered = frozenset(row[0] for row in people if not row[1])
    everybody = [row[0] for row in people]
    return Built(parts, talk, fresh, everybody, talk_key(people), reach, covered)


def _reckoned(facts: Facts, progress: Progress) -> list[Part]:
    rows = all_events(facts, progress)
    progress("packing", 0, None)
    return list(parts_of(rows, facts.people, facts.sets.sets, facts.evidence_ids))


@dataclass(frozen=True, eq=False)
class KeptTalk:
    """Facts of talk from an earlier run, and what they depended on beside talk."""

    talk: TalkTables
    key: str
    parts: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Name of each part that the store keeps → the conversations in it."""


def talk_key(people: Sequence[Sequence[Any]]) -> str:
    """What facts of talk depend on beside talk: who is a program, and what mass mail is."""
    programs = sorted(row[0] for row in people if row[1])
    size = min(_size(people), round(RULES.most_recipients / RULES.everybody) + 1)
    return hashlib.sha256(json.dumps([CODE, programs, size]).encode()).hexdigest()[:16]


def _size(people: Sequence[Sequence[Any]]) -> int:
    return sum(not row[1] for row in people)


async def read_talk(
    store: Store,
    people: Sequence[Sequence[Any]],
    progress: Progress = _silent,
    kept: KeptTalk | None = None,
) -> tuple[TalkTables, list[bool]]:
    """The facts of all talk, and which of it was read: what has changed since it was kept."""
    ids, settled = (await store.rows("conversations_of_ledger"))[0]
    now: dict[str, int] = dict(zip(ids, settled, strict=True))
    before = kept.talk if kept is not None and kept.key == talk_key(people) else no_talk()
    stays = await asyncio.to_thread(unchanged, before, now)
    there = {id_ for id_, stay in zip(before.ids["conversations"], stays, strict=True) if stay}
    wanted = [id_ for id_ in ids if id_ not in there]
    programs = frozenset(row[0] for row in people if row[1])
    reader = TalkReader(programs, _size(people), now)
    for start in range(0, len(wanted), BATCH):
        progress("reading talk", start, len(wanted))
        async for (rows,) in store.stream("talk_of_ledger", ids=wanted[start : start + BATCH]):
            await asyncio.to_thread(reader.read_all, rows)
    parts = [selected_talk(before, stays), reader.tables()]
    fresh = [False] * len(there) + [True] * len(parts[1].ids["conversations"])
    return await asyncio.to_thread(_put_together, parts, fresh)


def _put_together(
    parts: Sequence[TalkTables], fresh: Sequence[bool]
) -> tuple[TalkTables, list[bool]]:
    """The facts of both parts in order, and which of them are fresh."""
    joined = joined_talk(parts)
    is_fresh = dict(zip(joined.ids["conversations"], fresh, strict=True))
    talk = ordered_talk(joined)
    return talk, [is_fresh[id_] for id_ in talk.ids["conversations"]]


def unchanged(talk: TalkTables, now: Mapping[str, int]) -> Bools:
    """Which conversations stand as they were read, they and those that they answer in."""
    settled = talk.column("conversations", "settled").tolist()
    ids = talk.ids["conversations"]
    same = [now.get(id_) == version >= 0 for id_, version in zip(ids, settled, strict=True)]
    stays = np.array(same, np.bool_)
    standing = {id_ for id_, one in zip(ids, same, strict=True) if one}
    elsewhere = talk.ids["elsewhere"]
    for one, other in talk.tables["dependences"].tolist():
        stays[one] &= elsewhere[other] in standing
    return stays


async def facts_of(store: Store, people: list[tuple[Any, ...]], talk: TalkTables) -> Facts:
    """Everything that events are made from, with this talk."""
    ids = [row[0] for row in people]
    index = {id_: number for number, id_ in enumerate(ids)}
    goals_of: dict[str, list[str]] = {}
    async for goal, conversations in store.stream("confirmed_links"):
        for one in conversations:
            goals_of.setdefault(one, []).append(goal)
    sets = GoalSets()
    rows = [row async for row in store.stream("home_spans")]
    return Facts(
        people=ids,
        measured=np.array([not row[1] for row in people], np.bool_),
        talk=numbered_people(talk, ids),
        sets=sets,
        goals=sets_of_conversations(sets, talk.ids["conversations"], goals_of),
        homes=homes_of(rows, index),
        organisation=await _organisation(store, people, index),
        experiments=[row async for row in store.stream("experiments_of_ledger")],
        outcomes=[row async for row in store.stream("outcomes_of_ledger")],
        needs=[row async for row in store.stream("needs_of_ledger")],
    )


def days_of_joining(seconds: Iterable[int | None], today: int) -> list[int | None]:
    """The day of each second; None where none is known, and of who has not joined yet.

    >>> days_of_joining([None, 0, 10 * DAY, 11 * DAY], today=10)
    [None, 0, 10, None]
    """
    days = (None if second is None else second // DAY for second in seconds)
    return [None if day is None or day > today else day for day in days]


async def _organisation(
    store: Store, people: Sequence[Sequence[Any]], index: Mapping[str, int]
) -> Organisation:
    groups = [row async for row in store.stream("group_tree")]
    spans = [row async for row in store.stream("direct_membership_spans")]
    return Organisation(
        membership=membership_index([row[:4] for row in people], groups, spans),
        levels=np.array([-1 if row[4] is None else row[4] for row in people], np.int64),
        joined=days_of_joining((row[2] for row in people), int(time.time() // DAY)),
        leads=leads_of([row async for row in store.stream("leads_of_groups")], index),
        pursued=dict([row async for row in store.stream("goals_pursued")]),
    )

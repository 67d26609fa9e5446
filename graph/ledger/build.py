"""The ledger made from the store: everything read, every event reckoned, in the memory of this process."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from graph.ledger.events.catalogue import all_events
from graph.ledger.facts import Facts
from graph.ledger.goal_sets import GoalSets, sets_of_conversations
from graph.ledger.homes import homes_of
from graph.ledger.ledger import Ledger, Reach, ledger_of
from graph.ledger.talk_reader import TalkReader
from graph.ledger.talk_tables import TalkTables, numbered_people
from graph.organisation.totals import network_totals
from graph.store.driver import Store
from graph.store.versions import versions

BATCH = 500
"""Conversations that are read at once."""
CODE = "1"
"""Counted up whenever the same talk gives other rows: ledgers of another code are built anew."""

Progress = Callable[[str, int, int | None], None]


def _silent(step: str, done: int, total: int | None) -> None:
    pass


async def built_ledger(store: Store, progress: Progress = _silent) -> Ledger:
    """The ledger of all that the store holds now."""
    now = {str(part): version for part, version in (await versions(store)).items()}
    people = [row async for row in store.stream("people_measured")]
    programs = frozenset(row[0] for row in people if row[1])
    size = (await network_totals(store)).people
    talk = await read_talk(store, programs, size, progress)
    facts = await facts_of(store, people, talk)
    rows = await asyncio.to_thread(all_events, facts, progress)
    return ledger_of(
        rows,
        facts.people,
        facts.sets.sets,
        {
            "Message": talk.ids["messages"],
            "Conversation": talk.ids["conversations"],
            "Need": [need[0] for need in facts.needs],
        },
        _reach(facts, now),
        programs,
    )


async def read_talk(
    store: Store, programs: frozenset[str], people: int, progress: Progress = _silent
) -> TalkTables:
    """The facts of all talk."""
    ids, versions_ = (await store.rows("conversations_of_ledger"))[0]
    reader = TalkReader(programs, people, dict(zip(ids, versions_, strict=True)))
    for start in range(0, len(ids), BATCH):
        progress("reading talk", start, len(ids))
        async for (rows,) in store.stream("talk_of_ledger", ids=ids[start : start + BATCH]):
            await asyncio.to_thread(reader.read_all, rows)
    return reader.tables()


async def facts_of(store: Store, people: list[tuple[Any, ...]], talk: TalkTables) -> Facts:
    """Everything that events are made from, with this talk."""
    ids = [row[0] for row in people]
    index = {id_: number for number, id_ in enumerate(ids)}
    goals_of: dict[str, list[str]] = {}
    async for goal, conversations in store.stream("confirmed_links"):
        for one in conversations:
            goals_of.setdefault(one, []).append(goal)
    sets = GoalSets()
    rows = [row async for row in store.stream("homes_measured")]
    return Facts(
        people=ids,
        measured=np.array([not row[1] for row in people], np.bool_),
        talk=numbered_people(talk, ids),
        sets=sets,
        goals=sets_of_conversations(sets, talk.ids["conversations"], goals_of),
        homes=homes_of(rows, index),
        needs=[row async for row in store.stream("needs_of_ledger")],
    )


def _reach(facts: Facts, versions_: Mapping[str, int]) -> Reach:
    days = facts.day
    first, last = (int(days.min()), int(days.max())) if len(days) else (None, None)
    return Reach(versions_, CODE, first, last, built_at=time.time())

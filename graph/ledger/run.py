"""A run of the ledger: reckon, save what differs, publish, clear away. Runs come one after the other.

Parts are named by what is in them, so a run saves only months that have changed, and whoever reads
meanwhile sees the ledger before it whole: one small write at the end shows the new one. A run that is
killed leaves parts that no ledger names; the next run removes them.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import numpy as np

from graph.ledger.build import Built, KeptTalk, Progress, build
from graph.ledger.earned_cells import save_cells
from graph.ledger.erasure import publish
from graph.ledger.ledger import Reach
from graph.ledger.packed_columns import Part, packed_ids
from graph.ledger.packed_talk import packed_talk, unpacked_talk
from graph.ledger.run_state import run_writer
from graph.ledger.talk_tables import TalkTables, joined_talk, no_talk, selected_talk
from graph.measures.arrays import Bools
from graph.store.driver import Store

MOST_BYTES = 4_000_000
"""About how much is sent to the store at once."""
CONVERSATIONS_A_PART = 5_000
"""Conversations whose facts are packed together."""
MOST_PARTS = 64
"""Parts of facts beyond which all are packed anew."""
CLEARED = 500
"""Parts that are removed at once."""


@dataclass(frozen=True, slots=True)
class Published:
    """The ledger that the store shows."""

    columns: Sequence[str]
    talk: Sequence[str]
    talk_key: str
    covered: str | None
    """Ids of everybody who was there, packed; None where an earlier version made it."""
    reach: Reach


@dataclass(frozen=True, slots=True)
class RunResult:
    """What a run came to."""

    reach: Reach
    saved: int
    """Parts that had changed."""
    parts: int
    read: int
    """Conversations that were read; all others stood as they were kept."""
    conversations: int


async def published_ledger(store: Store) -> Published | None:
    """What the store shows; None before the first run."""
    async for row in store.stream("published_ledger"):
        columns, talk, key, covered, *reach = row
        return Published(columns, talk, key, covered, _reach(*reach))
    return None


async def published_reach(store: Store) -> Reach | None:
    """How far what the store shows reaches; None before the first run."""
    async for row in store.stream("published_reach"):
        return _reach(*row)
    return None


def _reach(versions: str, *rest: Any) -> Reach:
    return Reach(json.loads(versions), *rest)


async def run_ledger(
    store: Store, progress: Progress = lambda *_: None, *, anew: bool = False
) -> RunResult:
    """Bring the ledger up to date; `anew` reads all talk again, with the same result."""
    async with run_writer(store, progress) as tell, store.transaction(timeout=0) as tx:
        await tx.run("lock", name="ledger")
        before = await published_ledger(store)
        kept = None if before is None or anew else await _kept_talk(store, before)
        built = await build(store, tell, kept)
        saved = await _save_columns(store, built, before, tell)
        tell("saving cells", 0, None)
        await save_cells(store, built.parts)
        talk = await _save_talk(store, built, {} if kept is None else kept.parts, tell)
        named = {*built.people, *built.talk.ids["people"]}
        await publish(store, _properties(built, talk), named)
        await _clear(store)
    read = sum(built.fresh)
    return RunResult(built.reach, saved, len(built.parts), read, len(built.fresh))


def _properties(built: Built, talk: list[str]) -> dict[str, Any]:
    return {
        "columns": [part.id for part in built.parts],
        "talk": talk,
        "talk_key": built.talk_key,
        "covered": packed_ids(built.covered),
        "versions": json.dumps(dict(built.reach.versions), sort_keys=True),
        "code_version": built.reach.code_version,
        "hash": built.reach.hash,
        "first_day": built.reach.first_day,
        "last_day": built.reach.last_day,
        "built_at": built.reach.built_at,
    }


async def _kept_talk(store: Store, before: Published) -> KeptTalk:
    """The facts of the parts that the ledger names; of what stands in two the later one holds."""
    parts: list[TalkTables] = []
    held: dict[str, Sequence[str]] = {}
    seen: set[str] = set()
    for id_ in reversed(before.talk):
        async for _, data in store.stream("ledger_talk", ids=[id_]):
            part = await asyncio.to_thread(unpacked_talk, data)
            ids = held[id_] = part.ids["conversations"]
            fresh = np.array([one not in seen for one in ids], np.bool_)
            seen.update(ids)
            parts.append(part if fresh.all() else selected_talk(part, fresh))
    talk = await asyncio.to_thread(joined_talk, [no_talk(), *parts])
    return KeptTalk(talk, before.talk_key, {id_: held[id_] for id_ in before.talk if id_ in held})


async def _save_columns(
    store: Store, built: Built, before: Published | None, progress: Progress
) -> int:
    """How many parts the store did not have yet."""
    known = set() if before is None else set(before.columns)
    new = sorted((part for part in built.parts if part.id not in known), key=lambda p: p.id)
    batch: list[Part] = []
    for number, part in enumerate(new):
        batch.append(part)
        if sum(len(one.data) for one in batch) > MOST_BYTES or number == len(new) - 1:
            rows = [
                {"id": p.id, "month": p.month, "name": p.name, "rows": p.rows, "data": p.data}
                for p in batch
            ]
            await store.write("save_ledger_columns", rows=rows)
            batch = []
            progress("saving", number + 1, len(new))
    return len(new)


async def _save_talk(
    store: Store, built: Built, parts: Mapping[str, Sequence[str]], progress: Progress
) -> list[str]:
    """The names of the parts that hold the facts of talk: those that stand, and those of the rest."""
    names = standing_parts(parts, built.talk.ids["conversations"], built.fresh)
    there = {one for name in names for one in parts[name]}
    rest = [one not in there for one in built.talk.ids["conversations"]]
    rows = np.flatnonzero(np.array(rest, np.bool_))
    for start in range(0, len(rows), CONVERSATIONS_A_PART):
        progress("saving facts", start, len(rows))
        mask = np.zeros(len(rest), np.bool_)
        mask[rows[start : start + CONVERSATIONS_A_PART]] = True
        data = await asyncio.to_thread(_packed_part, built.talk, mask)
        names.append(uuid4().hex)
        await store.write("save_ledger_talk", rows=[{"id": names[-1], "data": data}])
    return names


def standing_parts(
    parts: Mapping[str, Sequence[str]], conversations: Sequence[str], fresh: Sequence[bool]
) -> list[str]:
    """The parts of which every conversation stands as it was kept; none where there are too many.

    A part with one that was read again or is gone is packed anew: what was removed leaves the store.

    >>> standing_parts({"a": ["x", "y"], "b": ["z"], "c": ["gone"]}, ["x", "y", "z"], [0, 1, 0])
    ['b']
    """
    kept = {one for one, is_fresh in zip(conversations, fresh, strict=True) if not is_fresh}
    names = [name for name, held in parts.items() if held and kept.issuperset(held)]
    return names if len(names) < MOST_PARTS else []


def _packed_part(talk: TalkTables, mask: Bools) -> str:
    return packed_talk(selected_talk(talk, mask))


async def _clear(store: Store) -> None:
    """Remove what no ledger names: left by a run that was killed, or by the ledger before."""
    for statement in ("remove_ledger_columns", "remove_ledger_talk"):
        while (await store.write(statement, limit=CLEARED)).rows[0][0]:
            pass

"""A run of the ledger: reckon, save what differs, publish, clear away. Runs come one after the other.

Parts are named by what is in them, so a run saves only months that have changed, and whoever reads
meanwhile sees the ledger before it whole: one small write at the end shows the new one. A run that is
killed leaves parts that no ledger names; the next run removes them.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import uuid4

import numpy as np

from graph.ledger.build import CODE, Built, Kept, Progress, build
from graph.ledger.earned_cells import CellsBefore, save_cells
from graph.ledger.erasure import publish
from graph.ledger.inputs import INPUTS, KeptInputs, packed_inputs, unpacked_inputs
from graph.ledger.ledger import Reach
from graph.ledger.organisation_rows import packed_organisation, unpacked_organisation
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
MOST_PARTS = 32
"""Small parts of facts beyond which they are packed together."""
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
    organisation: str | None
    """Who belonged where, packed; None where somebody was erased since, or an earlier version made it."""
    cells: str | None
    """Of which ledger the cells are that the store holds; None while they are written."""
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
    alone: bool = False
    """Whether only what has changed was reckoned."""


async def published_ledger(store: Store) -> Published | None:
    """What the store shows; None before the first run."""
    async for row in store.stream("published_ledger"):
        columns, talk, key, covered, organisation, cells, *reach = row
        return Published(columns, talk, key, covered, organisation, cells, _reach(*reach))
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
        kept = None if before is None or anew else await _kept(store, before)
        built = await build(store, tell, kept)
        saved = await _save_columns(store, built, before, tell)
        tell("saving cells", 0, None)
        cells = await _save_cells(store, built, before)
        talk, fresh = await asyncio.to_thread(built.versions.present)
        names = await _save_talk(store, talk, fresh, {} if kept is None else kept.parts, tell)
        names.append(await _save_inputs(store, built, talk))
        named = {*built.people, *talk.ids["people"]}
        await publish(store, _properties(built, names, cells), named)
        await _clear(store)
    columns = built.renewed.columns
    alone = built.renewed.cells is not None
    return RunResult(built.reach, saved, len(columns), sum(fresh), len(fresh), alone)


def _properties(built: Built, talk: list[str], cells: str) -> dict[str, Any]:
    return {
        "columns": list(built.renewed.columns),
        "talk": talk,
        "cells": cells,
        "talk_key": built.talk_key,
        "covered": packed_ids(built.covered),
        "organisation": packed_organisation(built.inputs.organisation),
        "versions": json.dumps(dict(built.reach.versions), sort_keys=True),
        "code_version": built.reach.code_version,
        "hash": built.reach.hash,
        "first_day": built.reach.first_day,
        "last_day": built.reach.last_day,
        "built_at": built.reach.built_at,
    }


async def _kept(store: Store, before: Published) -> Kept:
    """What the ledger names; of what stands in two parts of facts the later one holds."""
    parts: list[TalkTables] = []
    held: dict[str, Sequence[str]] = {}
    seen: set[str] = set()
    inputs: KeptInputs | None = None
    for id_ in reversed(before.talk):
        async for _, data in store.stream("ledger_talk", ids=[id_]):
            if id_.startswith(INPUTS):
                inputs = await asyncio.to_thread(unpacked_inputs, data)
                continue
            part = await asyncio.to_thread(unpacked_talk, data)
            ids = held[id_] = part.ids["conversations"]
            fresh = np.array([one not in seen for one in ids], np.bool_)
            seen.update(ids)
            parts.append(part if fresh.all() else selected_talk(part, fresh))
    talk = await asyncio.to_thread(joined_talk, [no_talk(), *parts])
    names = {id_: held[id_] for id_ in before.talk if id_ in held}
    if before.reach.code_version != CODE or inputs is None or before.organisation is None:
        inputs = None
    else:
        inputs = replace(inputs, organisation=unpacked_organisation(before.organisation))
    return Kept(talk, before.talk_key, names, before.columns, inputs)


async def _save_columns(
    store: Store, built: Built, before: Published | None, progress: Progress
) -> int:
    """How many parts the store did not have yet."""
    known = set() if before is None else set(before.columns)
    new = sorted((part for part in built.renewed.parts if part.id not in known), key=lambda p: p.id)
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


async def _save_cells(store: Store, built: Built, before: Published | None) -> str:
    """Of which ledger the cells are that the store then holds."""
    stored = None if before is None else CellsBefore(before.cells, before.reach.hash)
    return await save_cells(store, built.renewed, built.reach.hash, stored)


async def _save_talk(
    store: Store,
    talk: TalkTables,
    fresh: Sequence[bool],
    parts: Mapping[str, Sequence[str]],
    progress: Progress,
) -> list[str]:
    """The names of the parts that hold the facts of talk: those that stand, and those of the rest.

    What was said last stands together: it is what changes.
    """
    names = standing_parts(parts, talk.ids["conversations"], fresh)
    there = {one for name in names for one in parts[name]}
    rest = np.array([one not in there for one in talk.ids["conversations"]], np.bool_)
    last = np.zeros(len(rest), np.int64)
    np.maximum.at(last, talk.column("messages", "conversation"), talk.column("messages", "second"))
    rows = np.flatnonzero(rest)
    rows = rows[np.argsort(last[rows], kind="stable")]
    for start in range(0, len(rows), CONVERSATIONS_A_PART):
        progress("saving facts", start, len(rows))
        mask = np.zeros(len(rest), np.bool_)
        mask[rows[start : start + CONVERSATIONS_A_PART]] = True
        data = await asyncio.to_thread(_packed_part, talk, mask)
        names.append(uuid4().hex)
        await store.write("save_ledger_talk", rows=[{"id": names[-1], "data": data}])
    return names


async def _save_inputs(store: Store, built: Built, talk: TalkTables) -> str:
    """The name of what is kept beside facts of talk."""
    data = await asyncio.to_thread(packed_inputs, built.inputs, talk.ids["conversations"])
    name = INPUTS + uuid4().hex
    await store.write("save_ledger_talk", rows=[{"id": name, "data": data}])
    return name


def standing_parts(
    parts: Mapping[str, Sequence[str]], conversations: Sequence[str], fresh: Sequence[bool]
) -> list[str]:
    """The parts of which every conversation stands as it was kept; where there are many, full ones only.

    A part with one that was read again or is gone is packed anew: what was removed leaves the store.

    >>> standing_parts({"a": ["x", "y"], "b": ["z"], "c": ["gone"]}, ["x", "y", "z"], [0, 1, 0])
    ['b']
    """
    kept = {one for one, is_fresh in zip(conversations, fresh, strict=True) if not is_fresh}
    names = [name for name, held in parts.items() if held and kept.issuperset(held)]
    full = [name for name in names if len(parts[name]) >= CONVERSATIONS_A_PART // 2]
    return names if len(names) - len(full) < MOST_PARTS else full


def _packed_part(talk: TalkTables, mask: Bools) -> str:
    return packed_talk(selected_talk(talk, mask))


async def _clear(store: Store) -> None:
    """Remove what no ledger names: left by a run that was killed, or by the ledger before."""
    for statement in ("remove_ledger_columns", "remove_ledger_talk"):
        while (await store.write(statement, limit=CLEARED)).rows[0][0]:
            pass

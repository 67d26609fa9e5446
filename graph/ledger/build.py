"""The ledger made from the store: everything read, every event reckoned, in the memory of this process."""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from graph.ledger.events.catalogue import all_events
from graph.ledger.facts import Facts
from graph.ledger.inputs import Inputs, KeptInputs, read_inputs
from graph.ledger.ledger import Ledger, Reach, ledger_of
from graph.ledger.month_parts import OtherRowsError
from graph.ledger.packed_columns import Part, content_hash, parts_of
from graph.ledger.renewal import Renewed, change_of, renewed_parts
from graph.ledger.talk_reader import TalkReader
from graph.ledger.talk_tables import TalkTables, no_talk
from graph.ledger.talk_versions import TalkVersions, first_versions, versions_of
from graph.measures.arrays import Bools
from graph.measures.ties.help_rules import RULES
from graph.store.driver import Store
from graph.store.versions import versions

logger = logging.getLogger(__name__)
BATCH = 500
"""Conversations that are read at once."""
CODE = "6"
"""Counted up whenever the same talk gives other rows: ledgers of another code are built anew."""

Progress = Callable[[str, int, int | None], None]


def _silent(step: str, done: int, total: int | None) -> None:
    pass


@dataclass(frozen=True, eq=False)
class Built:
    """A ledger ready to be saved, and the facts of talk that it was made of."""

    renewed: Renewed
    versions: TalkVersions
    inputs: Inputs
    talk_key: str
    reach: Reach

    @property
    def people(self) -> Sequence[str]:
        """Ids of everybody, programs too, as they were there when it began."""
        return [row[0] for row in self.inputs.people]

    @property
    def covered(self) -> frozenset[str]:
        """Ids of everybody who is no program."""
        return frozenset(row[0] for row in self.inputs.people if not row[1])


async def built_ledger(store: Store, progress: Progress = _silent) -> Ledger:
    """The ledger of all that the store holds now, in memory only."""
    built = await build(store, progress)
    return ledger_of(built.renewed.parts, built.reach, built.covered)


async def build(store: Store, progress: Progress = _silent, kept: Kept | None = None) -> Built:
    """The ledger of what the store holds: what has changed reckoned alone where `kept` says what was before."""
    now = {str(part): version for part, version in (await versions(store)).items()}
    people = [row async for row in store.stream("people_of_ledger")]
    inputs = await read_inputs(store, people)
    key = talk_key(people)
    before = kept if kept is not None and kept.key == key else None
    talk = await read_talk(store, inputs, progress, before)
    facts = await asyncio.to_thread(inputs.facts, talk.talk)
    renewed = await _renewed(store, facts, talk, inputs, progress, before)
    days = facts.day[talk.now[facts.conversation]]
    first, last = (int(days.min()), int(days.max())) if len(days) else (None, None)
    digest = content_hash(renewed.columns)
    return Built(renewed, talk, inputs, key, Reach(now, CODE, first, last, digest, time.time()))


async def _renewed(
    store: Store,
    facts: Facts,
    talk: TalkVersions,
    inputs: Inputs,
    progress: Progress,
    before: Kept | None,
) -> Renewed:
    """The parts of the ledger: those of the months that a change makes differ, else all."""
    if before is not None and before.inputs is not None and talk.before.any():
        change = await asyncio.to_thread(change_of, facts, talk, before.inputs)
        if change is not None:
            try:
                return await renewed_parts(store, change, before.columns, progress)
            except OtherRowsError as error:
                logger.warning("the value ledger is reckoned anew: its stored parts are %s", error)
    own = facts if talk.now.all() else facts.of_talk(talk.now)
    parts = await asyncio.to_thread(_reckoned, own, progress)
    return Renewed(parts, [part.id for part in parts])


def _reckoned(facts: Facts, progress: Progress) -> list[Part]:
    rows = all_events(facts, progress)
    progress("packing", 0, None)
    return list(parts_of(rows, facts.people, facts.sets.sets, facts.evidence_ids))


@dataclass(frozen=True, eq=False)
class Kept:
    """What an earlier run kept: facts of talk, what they depended on beside talk, and the ledger of it."""

    talk: TalkTables
    key: str
    parts: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Name of each part that the store keeps → the conversations in it."""
    columns: Sequence[str] = ()
    """The parts of the ledger that was made of it."""
    inputs: KeptInputs | None = None
    """What it was made of beside talk; None where it is not known: all events are reckoned anew."""


def talk_key(people: Sequence[Sequence[Any]]) -> str:
    """What facts of talk depend on beside talk: who is a program, and what mass mail is."""
    programs = sorted(row[0] for row in people if row[1])
    size = min(_size(people), round(RULES.most_recipients / RULES.everybody) + 1)
    return hashlib.sha256(json.dumps([CODE, programs, size]).encode()).hexdigest()[:16]


def _size(people: Sequence[Sequence[Any]]) -> int:
    return sum(not row[1] for row in people)


async def read_talk(
    store: Store, inputs: Inputs, progress: Progress = _silent, kept: Kept | None = None
) -> TalkVersions:
    """The facts of all talk, and which of it was read: what has changed since it was kept.

    Where it is known what else the ledger was made of, with what has changed as it was before.
    """
    ids, settled = (await store.rows("conversations_of_ledger"))[0]
    now: dict[str, int] = dict(zip(ids, settled, strict=True))
    before = no_talk() if kept is None else kept.talk
    stays = await asyncio.to_thread(unchanged, before, now)
    there = {before.ids["conversations"][place] for place in np.flatnonzero(stays).tolist()}
    wanted = [id_ for id_ in ids if id_ not in there]
    programs = frozenset(row[0] for row in inputs.people if row[1])
    reader = TalkReader(programs, _size(inputs.people), now)
    for start in range(0, len(wanted), BATCH):
        progress("reading talk", start, len(wanted))
        async for (rows,) in store.stream("talk_of_ledger", ids=wanted[start : start + BATCH]):
            await asyncio.to_thread(reader.read_all, rows)
    read = reader.tables()
    if kept is None or kept.inputs is None or not _same_organisation(kept, inputs):
        return await asyncio.to_thread(first_versions, before, stays, read)
    again = kept.inputs.relinked(inputs.links)
    return await asyncio.to_thread(versions_of, before, stays, read, again)


def _same_organisation(kept: Kept, inputs: Inputs) -> bool:
    """Whether only talk, links and the market may have changed; all that is kept must be there."""
    before = kept.inputs
    return (
        before is not None
        and before.organisation_key == inputs.organisation_key
        and before.conversations == len(kept.talk.ids["conversations"])
    )


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

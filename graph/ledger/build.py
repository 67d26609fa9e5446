"""The ledger made from the store: everything read, every event reckoned, in the memory of this process."""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import compress
from typing import Any

import numpy as np

from graph.ledger.events.catalogue import all_events
from graph.ledger.facts import Facts
from graph.ledger.inputs import Inputs, KeptInputs, Rows, read_inputs
from graph.ledger.ledger import Ledger, Reach, ledger_of
from graph.ledger.month_parts import OtherRowsError
from graph.ledger.organisation_change import people_who_differ
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
    gone = () if before is None else before.gone(people)
    facts = await asyncio.to_thread(inputs.facts, talk.talk, gone)
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
        now = inputs.organisation
        change = await asyncio.to_thread(change_of, facts, talk, before.inputs, now)
        if change is not None:
            try:
                return await renewed_parts(store, change, before.columns, progress)
            except OtherRowsError as error:
                logger.warning("the value ledger is reckoned anew: its stored parts are %s", error)
    own = facts if talk.now.all() else facts.of_talk(talk.now)
    if len(facts.people) > len(inputs.people):  # nobody who is gone counts any more
        own = await asyncio.to_thread(inputs.facts, talk.present()[0])
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

    def gone(self, people: Rows) -> Rows:
        """Those of whom it was made who are not among these people any more."""
        known = None if self.inputs is None else self.inputs.organisation
        there = {row[0] for row in people}
        return [] if known is None else [row for row in known.people if row[0] not in there]


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
    there = set(compress(before.ids["conversations"], stays.tolist()))
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
    """Whether groups and what they pursue are the same; all that is kept must be there."""
    before = kept.inputs
    return (
        before is not None
        and before.organisation is not None
        and before.conversations == len(kept.talk.ids["conversations"])
        and people_who_differ(before.organisation, inputs.organisation) is not None
    )


def unchanged(talk: TalkTables, now: Mapping[str, int]) -> Bools:
    """Which conversations stand as they were read, they and those that they answer in."""
    settled, ids = talk.column("conversations", "settled"), talk.ids["conversations"]
    current = np.fromiter((now.get(id_, -1) for id_ in ids), np.int64, len(ids))
    same = (current == settled) & (settled >= 0)
    standing = set(compress(ids, same.tolist()))
    there = np.array([id_ in standing for id_ in talk.ids["elsewhere"]], np.bool_)
    one, other = talk.tables["dependences"].T
    stays: Bools = same.copy()
    stays[one[~there[other]]] = False
    return stays

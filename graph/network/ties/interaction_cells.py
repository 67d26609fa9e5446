"""Interaction cells made from a stream of messages, in memory that grows with pairs, not messages.

The arrow is who acted → towards whom: the author of a reply towards the author of what it answers,
of a mention towards who is named, of a mail towards its receivers; who reacted towards the author.
People who wrote in one conversation act towards each other by taking part (`thread`). An *answer*
is help of who wrote it to who asked, by the rules of `graph/measures/ties/question_answers.py`. Nobody acts towards
themselves; programs are left out unless asked for.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import (
    AsyncIterator,
    Callable,
    Collection,
    Iterable,
    Mapping,
    Sequence,
)
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from graph.ledger.events.introductions import Mention, namings
from graph.ledger.message_rows import mass, may_help, talk_messages
from graph.measures.arrays import Bools, Floats, Ints
from graph.measures.ties.question_answers import answers
from graph.measures.ties.thread_ties import expand_threads
from graph.measures.ties.tie_strength import Interactions
from graph.records.enums import HelpKind, InteractionKind, TieKind
from graph.records.window import DAY
from graph.store.driver import Row

KINDS_OF = {
    TieKind.CONTACT: tuple(kind.value for kind in InteractionKind),
    TieKind.HELP: tuple(kind.value for kind in HelpKind),
}
"""Which acts make a tie of each kind."""
KINDS = KINDS_OF[TieKind.CONTACT] + KINDS_OF[TieKind.HELP]
REPLY, MENTION, SENT, REACTION, THREAD, ANSWER, SOLUTION, CONNECTION, INTRODUCTION = range(
    len(KINDS)
)
PACK_AT = 1_000_000
"""Raw acts that are held before equal ones are added up."""


@dataclass(frozen=True, eq=False)
class TalkCells:
    """The interaction cells of some talk, and what was counted on the way."""

    cells: Interactions
    messages: int
    skipped_threads: int
    """Conversations of more than 30 people, which give no thread ties."""
    namings: tuple[Mention, ...] = ()
    """What may turn out to be introductions."""
    shown: Mapping[tuple[str, str, int], list[tuple[int, str]]] = field(default_factory=dict)
    """(Who, whom, `ANSWER`) → day and message of each answer."""
    in_person: Bools | None = None
    """Which cells are more than mass mail."""


class _ActColumns:
    """Acts as columns of numbers, packed now and then: equal (actor, target, kind, day) added up."""

    def __init__(self) -> None:
        self._raw = [array("q") for _ in range(4)]
        self._packed = [np.zeros(0, np.int64) for _ in range(5)]

    def add(self, actor: int, target: int, kind: int, day: int) -> None:
        for column, value in zip(self._raw, (actor, target, kind, day), strict=True):
            column.append(value)
        if len(self._raw[0]) >= PACK_AT:
            self._pack()

    def columns(self) -> list[Ints]:
        """Actor, target, kind, day and count of each cell, in that order."""
        self._pack()
        return self._packed

    def _pack(self) -> None:
        raw = [np.frombuffer(column, np.int64) for column in self._raw]
        ones = np.ones(len(raw[0]), np.int64)
        joined = [np.concatenate(pair) for pair in zip(self._packed, [*raw, ones], strict=True)]
        self._packed = _sum_of_equal_acts(*joined)
        self._raw = [array("q") for _ in range(4)]


def _sum_of_equal_acts(actor: Ints, target: Ints, kind: Ints, day: Ints, count: Ints) -> list[Ints]:
    order = np.lexsort((day, kind, target, actor))
    keys = [column[order] for column in (actor, target, kind, day)]
    first = np.ones(len(order), np.bool_)
    first[1:] = np.any([column[1:] != column[:-1] for column in keys], axis=0)
    starts = np.flatnonzero(first)
    counts = np.add.reduceat(count[order], starts) if len(starts) else count
    return [*(column[starts] for column in keys), counts]


async def talk_from(
    rows: AsyncIterator[Row],
    *,
    left_out: Collection[str] = (),
    progress: Callable[[int], None] = lambda _: None,
    people: int = 0,
) -> TalkCells:
    """The cells of this talk: rows (conversation, its messages), as `interactions` gives them.

    Messages come in order of time as [second, author, answered [who, id, kind, whether its words ask],
    mentioned, receivers, reactions [who, second], whether its words ask, whether accepted, id, kind,
    whether it is brief, text where that is not known].

    `left_out` are people whose acts, and acts towards whom, do not count (programs). `people` is how
    many the network has: a mail to most of them is mass mail.
    """
    reader = _Reader(left_out, people)
    count = 0
    async for conversation, messages in rows:
        reader.read(conversation, messages)
        count += len(messages)
        progress(count)
    return reader.talk(count)


class _Reader:
    """Turns messages into acts and thread rows, people and conversations into numbers."""

    def __init__(self, left_out: Collection[str], people: int) -> None:
        self._left_out = frozenset(left_out)
        self._size = people
        self._people: dict[str, int] = {}
        self._threads: dict[str, int] = {}
        self._acts = _ActColumns()
        self._mass = _ActColumns()
        self._turns = [array("q") for _ in range(3)]
        self._namings: list[Mention] = []
        self._shown: dict[tuple[str, str, int], list[tuple[int, str]]] = defaultdict(list)

    def read(self, conversation: str, messages: list[Sequence[Any]]) -> None:
        """Take in the messages of one conversation."""
        for message in messages:
            if message[1] is not None:
                self._read(conversation, message)
        for answer in (
            answers(talk_messages(messages), self._left_out) if may_help(messages) else ()
        ):
            day = answer.message.second // DAY
            self._acts.add(self._number(answer.helper), self._number(answer.asker), ANSWER, day)
            self._shown[answer.helper, answer.asker, ANSWER].append((day, answer.message.id))
        if any(message[3] for message in messages):
            self._namings += namings(messages, self._left_out, self._size)

    def _read(self, conversation: str, message: Sequence[Any]) -> None:
        second, author, answered, mentioned, receivers, reactions = message[:6]
        day = second // DAY
        self._towards(author, (one[0] for one in answered), REPLY, day)
        self._towards(author, mentioned, MENTION, day)
        self._towards(author, receivers, SENT, day)
        if mass(message, self._size):
            self._towards(author, mentioned, MENTION, day, self._mass)
            self._towards(author, receivers, SENT, day, self._mass)
        for person, at in reactions:
            self._towards(person, (author,), REACTION, at // DAY)
        if author not in self._left_out:
            thread = self._threads.setdefault(conversation, len(self._threads))
            for column, value in zip(self._turns, (thread, self._number(author), day), strict=True):
                column.append(value)

    def _number(self, person: str) -> int:
        return self._people.setdefault(person, len(self._people))

    def _towards(
        self,
        actor: str,
        targets: Iterable[str],
        kind: int,
        day: int,
        acts: _ActColumns | None = None,
    ) -> None:
        into = self._acts if acts is None else acts
        for target in targets:
            if target != actor and target not in self._left_out and actor not in self._left_out:
                into.add(self._number(actor), self._number(target), kind, day)

    def talk(self, messages: int) -> TalkCells:
        columns = self._acts.columns()
        actor, target, kind, day, count = columns
        pairs = expand_threads(*(np.frombuffer(column, np.int64) for column in self._turns))
        weights: Floats = np.concatenate([count.astype(np.float64), pairs.weights])
        cells = Interactions(
            people=tuple(self._people),
            actors=np.concatenate([actor, pairs.actors]),
            targets=np.concatenate([target, pairs.targets]),
            kinds=np.concatenate([kind, np.full(len(pairs.actors), THREAD)]),
            kind_names=KINDS,
            days=np.concatenate([day, pairs.days]),
            counts=np.concatenate([count, pairs.counts]),
            weights=weights,
        )
        in_person = np.ones(len(cells.days), np.bool_)
        in_person[: len(count)] = _more_than(columns, self._mass.columns())
        return TalkCells(
            cells, messages, pairs.skipped, tuple(self._namings), dict(self._shown), in_person
        )


def _more_than(all_acts: Sequence[Ints], some: Sequence[Ints]) -> Bools:
    """Which cells count more acts than the equal cell of `some`, which are among them."""
    whole = np.ones(len(all_acts[4]), np.bool_)
    size = int(max((column.max(initial=0) for column in all_acts[:2]), default=0)) + 1
    near = np.flatnonzero(
        np.isin(all_acts[0] * size + all_acts[1], some[0] * size + some[1])
        & np.isin(all_acts[2], some[2])
    )
    tables = [
        np.stack([c[near] for c in all_acts[:4]], axis=1),
        np.stack(list(some[:4]), axis=1),
    ]
    place = np.unique(np.concatenate(tables), axis=0, return_inverse=True)[1].reshape(-1)
    aside = np.zeros(int(place.max(initial=-1)) + 1, np.int64)
    aside[place[len(near) :]] = some[4]
    whole[near] = all_acts[4][near] > aside[place[: len(near)]]
    return whole

"""Interaction cells made from a stream of messages, in memory that grows with pairs, not messages.

The arrow is who acted → towards whom: the author of a reply towards the author of what it answers,
of a mention towards who is named, of a mail towards its receivers; who reacted towards the author.
People who wrote in one conversation act towards each other by taking part (`thread`). An *answer*
is help of who wrote it to who asked: a reply to a question, or what a conversation accepted as its
answer, once a message. Nobody acts towards themselves; programs are left out unless asked for.
"""

from __future__ import annotations

from array import array
from collections.abc import AsyncIterator, Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

import numpy as np

from graph.measures.arrays import Floats, Ints
from graph.measures.ties.thread_ties import expand_threads
from graph.measures.ties.ties import Interactions
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


@dataclass(frozen=True)
class Naming:
    """Somebody named another for the first time, in a conversation that a third person began."""

    day: int
    who: str
    named: str
    beginner: str
    message: str
    joined: bool = False
    """Whether who was named then spoke in this conversation, on the same day."""


@dataclass(frozen=True, eq=False)
class Talk:
    """The interaction cells of some talk, and what was counted on the way."""

    cells: Interactions
    messages: int
    skipped_threads: int
    """Conversations of more than 30 people, which give no thread ties."""
    namings: tuple[Naming, ...] = ()
    """What may turn out to be introductions."""


class _Acts:
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
        self._packed = _added_up(*joined)
        self._raw = [array("q") for _ in range(4)]


def _added_up(actor: Ints, target: Ints, kind: Ints, day: Ints, count: Ints) -> list[Ints]:
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
) -> Talk:
    """The cells of this talk: rows (conversation, its messages), as `interactions` gives them.

    Messages come in order of time as [second, author, answered [who, whether a question], mentioned,
    receivers, reactions [who, second], whether a question, whether accepted, id where somebody is
    named].

    `left_out` are people whose acts, and acts towards whom, do not count (programs).
    """
    reader = _Reader(left_out)
    count = 0
    async for conversation, messages in rows:
        reader.read(conversation, messages)
        count += len(messages)
        progress(count)
    return reader.talk(count)


class _Reader:
    """Turns messages into acts and thread rows, people and conversations into numbers."""

    def __init__(self, left_out: Collection[str]) -> None:
        self._left_out = frozenset(left_out)
        self._people: dict[str, int] = {}
        self._threads: dict[str, int] = {}
        self._acts = _Acts()
        self._turns = [array("q") for _ in range(3)]
        self._namings: list[Naming] = []

    def read(self, conversation: str, messages: list[Sequence[Any]]) -> None:
        """Nothing; takes in the messages of one conversation."""
        known = [message for message in messages if message[1] is not None]
        asker = next((message[1] for message in [*filter(itemgetter(6), known), *known]), None)
        for message in known:
            self._read(conversation, message)
            self._answers(message, asker)
        if any(message[3] for message in known):
            self._namings += namings(messages, self._left_out)

    def _answers(self, message: Sequence[Any], asker: Any) -> None:
        """Nothing; notes whom the message helped as an answer."""
        second, author, answered = message[:3]
        helped = {person for person, question in answered if question}
        if not helped and message[7]:
            helped = {asker}
        self._towards(author, helped, ANSWER, second // DAY)

    def _read(self, conversation: str, message: Sequence[Any]) -> None:
        second, author, answered, mentioned, receivers, reactions = message[:6]
        day = second // DAY
        self._towards(author, (person for person, _ in answered), REPLY, day)
        self._towards(author, mentioned, MENTION, day)
        self._towards(author, receivers, SENT, day)
        for person, at in reactions:
            self._towards(person, (author,), REACTION, at // DAY)
        if author not in self._left_out:
            thread = self._threads.setdefault(conversation, len(self._threads))
            for column, value in zip(self._turns, (thread, self._number(author), day), strict=True):
                column.append(value)

    def _number(self, person: str) -> int:
        return self._people.setdefault(person, len(self._people))

    def _towards(self, actor: str, targets: Iterable[str], kind: int, day: int) -> None:
        for target in targets:
            if target != actor and target not in self._left_out and actor not in self._left_out:
                self._acts.add(self._number(actor), self._number(target), kind, day)

    def talk(self, messages: int) -> Talk:
        actor, target, kind, day, count = self._acts.columns()
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
        return Talk(cells, messages, pairs.skipped, tuple(self._namings))


def namings(messages: Sequence[Sequence[Any]], left_out: Collection[str]) -> Iterator[Naming]:
    """Who named whom first in one conversation, its messages in order of time.

    Not by or of the one who began it, not of somebody who has spoken in it or was written to before. Nobody
    is named first twice. Nothing comes of a conversation whose beginner is not known or a program.
    """
    beginner = messages[0][1]
    if beginner is None or beginner in left_out:
        return
    there = {beginner}
    spoke = {(who, second // DAY) for second, who, *_ in messages}
    for second, who, _, mentioned, receivers, *_, message in messages:
        if who is None or who in left_out:
            continue
        there.add(who)
        for named in dict.fromkeys(mentioned):
            if named not in there and named not in left_out and who != beginner:
                day = second // DAY  # whoever is named has not spoken before: if so, then after it
                yield Naming(day, who, named, beginner, message, (named, day) in spoke)
            there.add(named)
        there.update(receivers)

"""Conversations as the statement `talk_of_ledger` gives them, read into tables of numbers.

What answers, what asks and who was named for the first time is told here, conversation by conversation,
by the one place that decides it (`graph/measures/ties/question_answers.py`, `events/introductions.py`).
"""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from graph.ledger.events.introductions import namings
from graph.ledger.message_rows import mass, may_help, talk_messages
from graph.ledger.talk_tables import COLUMNS, LISTS, TalkTables
from graph.measures.ties.question_answers import help_in
from graph.records.enums import ConversationKind, MessageKind, Visibility

VISIBILITIES = tuple(one.value for one in Visibility)
PUBLIC, PRIVATE = VISIBILITIES.index("public"), VISIBILITIES.index("private")
KINDS_OF_TALK = tuple(one.value for one in ConversationKind)
KINDS_OF_MESSAGES = tuple(one.value for one in MessageKind)
UNSETTLED = -1
"""Stands for the version of talk that is read by every run: what it answers in private is not kept."""
Settled = Mapping[str, int]
"""Conversation → the version of talk since when it stands as it was read."""


class TalkReader:
    """Collects conversations; `people` is how many the network has, `programs` are left out of help."""

    def __init__(self, programs: Collection[str], people: int, settled: Settled) -> None:
        self._programs = frozenset(programs)
        self._size = people
        self._settled = settled
        self._ids: dict[str, dict[str, int]] = {name: {} for name in LISTS}
        self._tables = {name: array("q") for name in COLUMNS}
        self._begin = 0

    def read_all(self, rows: Iterable[Sequence[Any]]) -> None:
        """Take in these conversations."""
        for row in rows:
            self.read(row)

    def read(self, row: Sequence[Any]) -> None:
        """Take in one conversation."""
        id_, visibility, group, kind, participants, hosts, messages = row
        place = self._number("conversations", id_)
        told = all(None not in message[13] for message in messages)
        values = (
            VISIBILITIES.index(visibility),
            _place(KINDS_OF_TALK, kind),
            self._number("groups", group),
            self._settled.get(id_, 0) if told else UNSETTLED,
        )
        self._add("conversations", *values)
        for table, people in (("participants", participants), ("hosts", hosts)):
            for person in people:
                self._add(table, place, self._number("people", person))
        self._begin = len(self._ids["messages"])
        for message in messages:
            self._number("messages", message[8])
        for message in messages:
            self._read_message(place, message)
        if messages:
            self._read_help([message[:12] for message in messages])

    def tables(self) -> TalkTables:
        """What was read."""
        tables = {
            name: np.frombuffer(column, np.int64).reshape(-1, len(COLUMNS[name])).copy()
            for name, column in self._tables.items()
        }
        return TalkTables({name: list(numbers) for name, numbers in self._ids.items()}, tables)

    def _read_message(self, conversation: int, message: Sequence[Any]) -> None:
        second, author, answered, mentioned, receivers, reactions, _, accepted = message[:8]
        place = self._ids["messages"][message[8]]
        kind = _place(KINDS_OF_MESSAGES, message[9])
        self._add(
            "messages",
            conversation,
            second,
            self._number("people", author),
            kind,
            accepted,
            mass(message, self._size),
        )
        for who, key, *_ in answered:
            self._add("replies", place, self._number("people", who), *self._pointed(key))
        for table, people in (("mentions", mentioned), ("receivers", receivers)):
            for person in people:
                self._add(table, place, self._number("people", person))
        for person, at in reactions:
            self._add("reactions", place, self._number("people", person), at)
        for key in message[12]:
            self._add("refs", place, self._number("keys", key))
        for other in filter(None, message[13]):
            self._add("dependences", conversation, self._number("elsewhere", other))

    def _read_help(self, messages: Sequence[Sequence[Any]]) -> None:
        own = self._ids["messages"]
        if may_help(messages):
            answers, questions = help_in(talk_messages(messages), self._programs)
            for question in questions:
                asker = self._number("people", question.author)
                self._add("questions", own[question.id], asker)
            for one in answers:
                ends = [self._number("people", person) for person in (one.helper, one.asker)]
                self._add("answers", own[one.message.id], *ends, *self._pointed(one.question.id))
        if any(message[3] for message in messages):
            for naming in namings(messages, self._programs, self._size):
                people = (naming.who, naming.named, naming.beginner)
                numbers = [self._number("people", person) for person in people]
                self._add("namings", own[naming.message], *numbers, naming.joined)

    def _pointed(self, message: str) -> tuple[int, int]:
        """A message of the conversation that is read, else one elsewhere, whatever else was read before."""
        own = self._ids["messages"].get(message, -1)
        return (own, -1) if own >= self._begin else (-1, self._number("elsewhere", message))

    def _number(self, name: str, id_: str | None) -> int:
        if id_ is None:
            return -1
        numbers = self._ids[name]
        return numbers.setdefault(id_, len(numbers))

    def _add(self, table: str, *values: int) -> None:
        self._tables[table].extend(values)


def _place(values: Sequence[str], value: str | None) -> int:
    return values.index(value) if value in values else -1

"""Who can read a message, and posts of keys in order of time: what spreading is reckoned from.

A key is a ref (a link, a hashtag, a file hash) or a goal that the talk advances. The audience of a
message are those it is sent to, whom it names, who took part in its talk, and who belongs to the
group where the talk is held; not its author, no programs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from graph.ledger.facts import Facts
from graph.measures.arrays import Ints
from graph.measures.packed_lists import Lists


@dataclass(frozen=True, slots=True)
class Post:
    """A message that carries a key."""

    message: int
    day: int
    author: int
    group: str | None
    readers: Ints
    """By number, in order."""


class Audience:
    """The readers of messages."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        talk = facts.talk
        size = len(talk.ids["messages"])
        self._addressed = [
            Lists.of(size, talk.column(name, "message"), talk.column(name, "person"))
            for name in ("receivers", "mentions")
        ]
        self._present = Lists.of(
            len(talk.ids["conversations"]),
            talk.column("participants", "conversation"),
            talk.column("participants", "person"),
        )
        self._group = talk.column("conversations", "group")
        self._known: dict[tuple[int, int], Ints] = {}

    def addressed(self, message: int) -> bool:
        """Whether a message is sent to somebody, or names somebody."""
        return any(len(lists[message]) for lists in self._addressed)

    def group(self, message: int) -> str | None:
        """The group where the talk of a message is held."""
        group = int(self._group[self._facts.conversation[message]])
        return self._facts.talk.ids["groups"][group] if group >= 0 else None

    def post(self, message: int) -> Post:
        """A message with its readers."""
        facts = self._facts
        day, author = int(facts.day[message]), int(facts.author[message])
        talk = int(facts.conversation[message])
        readers = self._of_talk(talk, day)
        named = [lists[message] for lists in self._addressed if len(lists[message])]
        if named:
            readers = np.unique(np.concatenate([readers, *named]))
        readers = readers[facts.counted(readers) & (readers != author)]
        return Post(message, day, author, self.group(message), readers)

    def _of_talk(self, talk: int, day: int) -> Ints:
        """Who took part in talk, or belongs to the group where it is held."""
        if (talk, day) not in self._known:
            parts = [self._present[talk]]
            group = int(self._group[talk])
            if group >= 0:
                name = self._facts.talk.ids["groups"][group]
                parts.append(self._facts.organisation.members(name, day))
            self._known.clear()
            self._known[talk, day] = np.unique(np.concatenate(parts))
        return self._known[talk, day]


@dataclass(frozen=True, eq=False)
class Carriage:
    """Which messages carry which keys: rows in the order of key, time and message."""

    key: Ints
    message: Ints
    goals: Sequence[str]
    """The goals among the keys; their numbers follow those of refs."""
    refs: int

    def goal(self, key: int) -> str | None:
        """The goal that a key is; None for a ref."""
        return self.goals[key - self.refs] if key >= self.refs else None

    @cached_property
    def _starts(self) -> Ints:
        new = np.ones(len(self.key), np.bool_)
        new[1:] = self.key[1:] != self.key[:-1]
        return np.flatnonzero(new)

    def __iter__(self) -> Iterator[tuple[int, Ints]]:
        """Each key with the messages that carry it, in order of time."""
        ends = np.append(self._starts[1:], len(self.key))
        for start, end in zip(self._starts.tolist(), ends.tolist(), strict=bool(len(self.key))):
            yield int(self.key[start]), self.message[start:end]


def carriage(facts: Facts) -> Carriage:
    """What every message carries; those without a known person as author carry too.

    A goal is carried by the first message of talk that advances it, and by those that address somebody.
    """
    talk = facts.talk
    first = np.unique(facts.conversation, return_index=True)[1]
    carrying = np.zeros(len(facts.author), np.bool_)
    carrying[first] = True
    for name in ("receivers", "mentions"):
        carrying[talk.column(name, "message")] = True
    goals = sorted({goal for one in np.unique(facts.goals) for goal in facts.sets.sets[one]})
    number = {goal: place for place, goal in enumerate(goals)}
    sets = [
        np.array([number[goal] for goal in sorted(one) if goal in number], np.int64)
        for one in facts.sets.sets
    ]
    refs = len(talk.ids["keys"])
    rows = np.flatnonzero(carrying & (facts.goals[facts.conversation] > 0))
    of_goals = [sets[one] + refs for one in facts.goals[facts.conversation[rows]].tolist()]
    sizes = np.array([len(one) for one in of_goals], np.int64)
    key = np.concatenate([talk.column("refs", "ref"), *of_goals])
    message = np.concatenate([talk.column("refs", "message"), np.repeat(rows, sizes)])
    kept = (facts.author[message] < 0) | facts.counted(facts.author[message])
    second = talk.column("messages", "second")
    order = np.flatnonzero(kept)
    order = order[np.lexsort((message[order], second[message[order]], key[order]))]
    return Carriage(key[order], message[order], goals, refs)

"""Who can read messages, and posts of keys in order of time: what diffusion is reckoned from.

A key is a ref (a link, a hashtag, a file hash) or a goal that the talk advances. The audience of a
message are those it is sent to, whom it names, who took part in its talk, and who belongs to the
group where the talk is held; not its author, no programs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from graph.ledger.daily_membership import MemberLists, distinct
from graph.ledger.facts import Facts
from graph.measures.arrays import Ints
from graph.measures.packed_lists import Lists
from graph.measures.row_order import row_order


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
        self._members = MemberLists(facts.organisation, talk.ids["groups"])

    def named(self, messages: Ints) -> tuple[Ints, Ints]:
        """Who took part in the talk of each message, is addressed or named: places, and people."""
        talk = self._facts.conversation[messages]
        places = np.arange(len(messages))
        rows = [np.repeat(places, self._present.sizes()[talk])]
        people = [self._present.of_many(talk)]
        for lists in self._addressed:
            rows.append(np.repeat(places, lists.sizes()[messages]))
            people.append(lists.of_many(messages))
        return np.concatenate(rows), np.concatenate(people)

    def readers(self, messages: Ints) -> tuple[Ints, Ints]:
        """The readers of each of these messages: places in `messages` and people, in order."""
        facts = self._facts
        talk, author = facts.conversation[messages], facts.author[messages]
        rows, people = self.named(messages)
        held = np.flatnonzero(self._group[talk] >= 0)
        inside, members = self._members.members(self._group[talk[held]], facts.day[messages[held]])
        row, person = np.concatenate([rows, held[inside]]), np.concatenate([people, members])
        kept = facts.counted(person) & (person != author[row])
        width = len(facts.people) + 1
        row, person = np.divmod(distinct(row[kept] * width + person[kept]), width)
        return row, person


@dataclass(frozen=True, eq=False)
class Carriage:
    """Which messages carry which keys: rows in the order of key, time and message."""

    key: Ints
    message: Ints
    goals: Sequence[str]
    """The goals among the keys; their numbers follow those of refs."""
    refs: int

    def leading(self, facts: Facts) -> Ints:
        """Set of goals → the place of its first goal in `goals`; -1 for sets that no talk advances."""
        number = {goal: place for place, goal in enumerate(self.goals)}
        found = np.full(len(facts.sets.sets), -1)
        for one in np.unique(facts.goals).tolist():
            found[one] = min((number.get(goal, -1) for goal in facts.sets.sets[one]), default=-1)
        return found


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
    sizes = np.array([len(one) for one in sets], np.int64)
    of_sets = Lists(np.concatenate([[0], np.cumsum(sizes)]), np.concatenate(sets))
    advanced = facts.goals[facts.conversation[rows]]
    key = np.concatenate([talk.column("refs", "ref"), of_sets.of_many(advanced) + refs])
    message = np.concatenate([talk.column("refs", "message"), np.repeat(rows, sizes[advanced])])
    kept = (facts.author[message] < 0) | facts.counted(facts.author[message])
    second = talk.column("messages", "second")
    order = np.flatnonzero(kept)
    order = order[row_order(key[order], second[message[order]], message[order])]
    return Carriage(key[order], message[order], goals, refs)

"""Counts of people whom posts reached, by message and set of goals; nobody counts twice for one message."""

from __future__ import annotations

from collections import defaultdict

import numpy as np

from graph.ledger.columns import Rows
from graph.ledger.conventions import CONFIRMED_DAYS
from graph.ledger.credits import UNITS
from graph.ledger.daily_membership import among, distinct
from graph.ledger.events.contact import runs
from graph.ledger.events.need_sets import NeedSets
from graph.ledger.facts import Facts
from graph.measures.arrays import Bools, Ints
from graph.measures.packed_lists import Lists
from graph.measures.row_order import row_order
from graph.records.window import DAY

Counts = tuple[Ints, Ints, Ints]
"""Message, set of goals, events."""


class ReachTally:
    """Events by message.

    A ref counts by itself; the goals of a message are one key, so what counts for several counts once.
    """

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._counts: dict[str, list[Counts]] = defaultdict(list)
        self._pending: dict[str, list[Counts]] = defaultdict(list)

    def exposed(
        self, message: Ints, goals: Ints, readers: tuple[Ints, Ints], counts: Bools
    ) -> None:
        """Count all readers of the posts that `counts` says, for all goals of each."""
        size = np.bincount(readers[0], minlength=len(message))
        chosen = counts & (size > 0)
        self._counts["S1.exposure"].append((message[chosen], goals[chosen], size[chosen]))

    def add(
        self, name: str, message: Ints, number: Ints, by_itself: Bools, rows: Ints, people: Ints
    ) -> None:
        """Count these people of these posts, once each, for the goals of each post."""
        alone = by_itself[rows]
        size = np.bincount(rows[alone], minlength=len(message))
        chosen = size > 0
        self._counts[name].append((message[chosen], number[chosen], size[chosen]))
        rows, people = rows[~alone], people[~alone]
        self._pending[name].append(_narrow(message[rows], number[rows], people))

    def needed(
        self,
        message: Ints,
        number: Ints,
        by_itself: Bools,
        counts: Bools,
        novel: tuple[Ints, Ints],
        needs: NeedSets,
    ) -> None:
        """Count who needed these posts, and whom of them each reached first."""
        facts, width = self._facts, len(self._facts.people) + 1
        different, which = np.unique(message, return_inverse=True)
        row, goals, person = needs.of(different)
        whole = facts.goals_of_messages(different)
        named = np.where(goals < 0, whole[row], goals)
        of_message = self._united(row, person, named)
        lists = Lists.of(len(different), of_message[0], np.arange(len(of_message[0])))
        counted = np.flatnonzero(counts)
        places = lists.of_many(which[counted])
        at = np.repeat(counted, lists.sizes()[which[counted]])
        self._counts["S5.exposure"].append(
            (message[at], of_message[1][places], of_message[2][places])
        )
        reached = novel[0] * width + novel[1]
        lists = Lists.of(len(different), row, np.arange(len(row)))
        places = lists.of_many(which)
        at = np.repeat(np.arange(len(message)), lists.sizes()[which])
        wanted = by_itself[at] | (goals[places] < 0) | (goals[places] == number[at])
        at, places = at[wanted], places[wanted]
        there = among(at * width + person[places], reached)
        at, places = at[there], places[there]
        alone = by_itself[at]
        rows, sets, size = self._united(at[alone], person[places[alone]], named[places[alone]])
        self._counts["S5.value"].append((message[rows], sets, size))
        at, people = at[~alone], person[places[~alone]]
        self._pending["S5.value"].append(_narrow(message[at], number[at], people))

    def _united(self, row: Ints, person: Ints, goals: Ints) -> Counts:
        """How many people of each row count for which goals: each once, for the union of their sets."""
        order = row_order(row, person)
        row, person, goals = row[order], person[order], goals[order]
        first, run = runs(row, person)
        goals = self._facts.sets.unions(run, goals)
        codes, size = np.unique(row[first] * WIDTH + goals, return_counts=True)
        return codes // WIDTH, codes % WIDTH, size

    def rows(self) -> dict[str, Rows]:
        """The rows of each column: so many events to the author of each message."""
        for name, parts in self._pending.items():
            message, goals, person = (np.concatenate(one) for one in zip(*parts, strict=True))
            self._counts[name].append(
                self._united(*(c.astype(np.int64) for c in (message, person, goals)))
            )
        self._pending.clear()
        found = {name: self._of_messages(parts) for name, parts in self._counts.items()}
        return {name: rows for name, rows in found.items() if len(rows)}

    def _of_messages(self, parts: list[Counts]) -> Rows:
        facts = self._facts
        message, goals, count = (np.concatenate(one) for one in zip(*parts, strict=True))
        ends = facts.day[message], facts.author[message], -1
        return Rows.of(*ends, goals, count * UNITS, facts.shown_by(message))


WIDTH = 1 << 31
"""More than there are sets of goals."""


def _narrow(*columns: Ints) -> Counts:
    """The same numbers in half of the memory."""
    one, two, three = (column.astype(np.int32) for column in columns)
    return one, two, three  # type: ignore[return-value]


def confirmations(facts: Facts) -> Ints:
    """Messages and who replied or reacted to them, not before them and soon: numbers in order."""
    talk = facts.talk
    second = talk.column("messages", "second")
    reply, target = talk.column("replies", "message"), facts.pointed("replies", "target")
    reacted = talk.column("reactions", "message")
    message = np.concatenate([target, reacted])
    person = np.concatenate([facts.author[reply], talk.column("reactions", "person")])
    at = np.concatenate([second[reply], talk.column("reactions", "second")])
    soon = message >= 0
    waited = at[soon] - second[message[soon]]
    soon[soon] = (waited >= 0) & (waited <= CONFIRMED_DAYS * DAY)
    soon &= person >= 0
    return distinct(message[soon] * (len(facts.people) + 1) + person[soon])

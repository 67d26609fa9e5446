"""How keys spread: whom they reached first, who of these confirmed it, who needed it, who carried it across."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

import numpy as np

from graph.ledger.columns import Rows
from graph.ledger.conventions import CONFIRMED_DAYS
from graph.ledger.credits import UNITS
from graph.ledger.events.audience import Audience, Post, carriage
from graph.ledger.events.need_sets import NeedSets
from graph.ledger.facts import Facts
from graph.measures.arrays import Ints
from graph.measures.packed_lists import Lists
from graph.records.window import DAY

Part = tuple[int, Ints]
"""A set of goals, and people for whom an event counts for these."""


class Tally:
    """Events by message; the goals of a message are one key, so what counts for several counts once."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._rows: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
        self._pending: dict[tuple[str, int], list[Part]] = defaultdict(list)

    def add(self, name: str, message: int, parts: Sequence[Part]) -> None:
        """Count each person of these parts once, for all goals of their parts."""
        people, numbers = self._facts.sets.united(parts)
        if len(people):
            for number, count in zip(*np.unique(numbers, return_counts=True), strict=True):
                self._rows[name].append((message, int(number), int(count)))

    def keep(self, name: str, message: int, parts: Sequence[Part]) -> None:
        """Count these when all goals of the message have been looked at."""
        self._pending[name, message] += [part for part in parts if len(part[1])]

    def rows(self) -> dict[str, Rows]:
        """The rows of each column: so many events to the author of each message."""
        for (name, message), parts in self._pending.items():
            self.add(name, message, parts)
        self._pending.clear()
        return {name: self._of_messages(rows) for name, rows in self._rows.items()}

    def _of_messages(self, rows: Sequence[tuple[int, int, int]]) -> Rows:
        facts = self._facts
        message, goals, count = np.array(rows, np.int64).reshape(-1, 3).T
        ends = facts.day[message], facts.author[message], -1
        return Rows.of(*ends, goals, count * UNITS, facts.shown_by(message))


def spreading(facts: Facts) -> dict[str, Rows]:
    """The columns of S1, S2, S3 and S5."""
    tally, audience = Tally(facts), Audience(facts)
    confirmed, needed = Confirmations(facts), NeedSets(facts)
    carried = carriage(facts)
    exposed = np.zeros(len(facts.people) + 1, np.bool_)
    for key, messages in carried:
        goal = carried.goal(key)
        met: list[Ints] = []
        places: dict[str | None, set[int]] = {}
        for message in messages.tolist():
            post = audience.post(message)
            whole = facts.goals_of_message(message)
            goals = facts.sets.sets[whole]
            if goal is None or goal == min(goals):
                tally.add("S1.exposure", message, [(whole, post.readers)])
                tally.add("S5.exposure", message, needed.of(post, goals))
            number = whole if goal is None else facts.sets.number([goal])
            count = tally.add if goal is None else tally.keep
            novel = post.readers[~exposed[post.readers]]
            count("S1.value", message, [(number, novel)])
            count("S2.value", message, [(number, confirmed.among(post, novel))])
            needing = needed.of(post, goals if goal is None else [goal])
            count("S5.value", message, [(one, _common(who, novel)) for one, who in needing])
            for name in _carries(post, places):
                count(name, message, [(number, np.array([post.author], np.int64))])
            reached = np.append(novel, post.author) if post.author >= 0 else novel
            exposed[reached] = True
            met.append(reached)
            _note(places, post, reached)
        exposed[np.concatenate(met)] = False
    return tally.rows()


def _carries(post: Post, places: dict[str | None, set[int]]) -> Iterator[str]:
    """Whether a post carries what its author has met in another group; and whether its group had lacked it."""
    if post.author < 0 or post.group is None:
        return
    elsewhere = any(
        post.author in people
        for group, people in places.items()
        if group is not None and group != post.group
    )
    if elsewhere and post.author not in places.get(post.group, ()):
        yield "S3.exposure"
        if post.group not in places:
            yield "S3.value"


def _note(places: dict[str | None, set[int]], post: Post, reached: Ints) -> None:
    """Note in which group these people met the key first."""
    places.setdefault(post.group, set()).update(reached.tolist())


def _common(one: Ints, other: Ints) -> Ints:
    return np.intersect1d(one, other, assume_unique=True)


class Confirmations:
    """Who replied or reacted to messages, not before them and soon."""

    def __init__(self, facts: Facts) -> None:
        talk = facts.talk
        second = talk.column("messages", "second")
        reply, target = talk.column("replies", "message"), talk.column("replies", "target")
        reacted = talk.column("reactions", "message")
        message = np.concatenate([target, reacted])
        person = np.concatenate([facts.author[reply], talk.column("reactions", "person")])
        at = np.concatenate([second[reply], talk.column("reactions", "second")])
        soon = message >= 0
        waited = at[soon] - second[message[soon]]
        soon[soon] = (waited >= 0) & (waited <= CONFIRMED_DAYS * DAY)
        soon &= person >= 0
        self._lists = Lists.of(len(second), message[soon], person[soon])

    def among(self, post: Post, readers: Ints) -> Ints:
        """Which of these readers confirmed a post."""
        return _common(np.unique(self._lists[post.message]), readers)

"""How keys spread: whom they reached first, who of these confirmed it, who needed it, who carried it across."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

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

NOBODY = np.zeros(0, np.int64)


def spreading(facts: Facts) -> dict[str, Rows]:
    """The columns of S1, S2, S3 and S5."""
    found: dict[str, list[tuple[int, int]]] = defaultdict(list)
    audience, confirmed, needed = Audience(facts), Confirmations(facts), NeedSets(facts)
    carried = carriage(facts)
    exposed = np.zeros(len(facts.people) + 1, np.bool_)
    for key, messages in carried:
        needed.begin(carried.goal(key))
        met: list[Ints] = []
        places: dict[str | None, set[int]] = {}
        for message in messages.tolist():
            post = audience.post(message)
            _carries(found, post, places)
            novel = post.readers[~exposed[post.readers]]
            who = needed.of(post)
            for name, count in (
                ("S1.value", len(novel)),
                ("S1.exposure", len(post.readers)),
                ("S2.value", confirmed.among(post, novel)),
                ("S5.value", _overlap(novel, who)),
                ("S5.exposure", len(who)),
            ):
                if count:
                    found[name].append((message, count))
            reached = np.append(novel, post.author) if post.author >= 0 else novel
            exposed[reached] = True
            met.append(reached)
            _note(places, post, reached)
        exposed[np.concatenate(met)] = False
    return {name: _rows(facts, rows) for name, rows in found.items()}


def _carries(
    found: dict[str, list[tuple[int, int]]], post: Post, places: dict[str | None, set[int]]
) -> None:
    """Note a post of what its author has met in another group; and whether the group had lacked it."""
    if post.author < 0 or post.group is None:
        return
    elsewhere = any(
        post.author in people
        for group, people in places.items()
        if group is not None and group != post.group
    )
    if elsewhere and post.author not in places.get(post.group, ()):
        found["S3.exposure"].append((post.message, 1))
        if post.group not in places:
            found["S3.value"].append((post.message, 1))


def _note(places: dict[str | None, set[int]], post: Post, reached: Ints) -> None:
    """Note in which group these people met the key first."""
    places.setdefault(post.group, set()).update(reached.tolist())


def _overlap(one: Ints, other: Ints) -> int:
    return len(np.intersect1d(one, other, assume_unique=True)) if len(one) and len(other) else 0


class Confirmations:
    """Who replied or reacted to messages, soon."""

    def __init__(self, facts: Facts) -> None:
        talk = facts.talk
        second = talk.column("messages", "second")
        reply, target = talk.column("replies", "message"), talk.column("replies", "target")
        reacted = talk.column("reactions", "message")
        message = np.concatenate([target, reacted])
        person = np.concatenate([facts.author[reply], talk.column("reactions", "person")])
        at = np.concatenate([second[reply], talk.column("reactions", "second")])
        soon = message >= 0
        soon[soon] = at[soon] - second[message[soon]] <= CONFIRMED_DAYS * DAY
        soon &= person >= 0
        self._lists = Lists.of(len(second), message[soon], person[soon])

    def among(self, post: Post, readers: Ints) -> int:
        """How many of these readers confirmed a post."""
        return _overlap(np.unique(self._lists[post.message]), readers)


def _rows(facts: Facts, counts: Iterable[tuple[int, int]]) -> Rows:
    """So many events to the author of each message."""
    message, count = np.array(list(counts), np.int64).reshape(-1, 2).T
    goals, shown = facts.goals_of_messages(message), facts.shown_by(message)
    return Rows.of(facts.day[message], facts.author[message], -1, goals, count * UNITS, shown)

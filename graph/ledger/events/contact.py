"""Who acted towards whom in talk, by which message: the acts that contact is made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from weakref import WeakKeyDictionary

import numpy as np

from graph.ledger.columns import Rows
from graph.ledger.credits import UNITS
from graph.ledger.facts import Facts
from graph.measures.arrays import Bools, Ints
from graph.measures.conventions import THREAD_LIMIT
from graph.measures.row_order import row_order
from graph.measures.ties.tie_strength import Interactions
from graph.records.window import DAY

HALF = UNITS // 2


@dataclass(frozen=True, eq=False)
class Acts:
    """Acts of one person towards another; `shared` ones have no direction."""

    actor: Ints
    target: Ints
    day: Ints
    message: Ints
    mass: Bools

    def select(self, rows: Bools | Ints) -> Acts:
        """These acts only."""
        return Acts(
            self.actor[rows], self.target[rows], self.day[rows], self.message[rows], self.mass[rows]
        )

    def __len__(self) -> int:
        return len(self.actor)


def directed_acts(facts: Facts) -> Acts:
    """Replies, mentions, messages sent and reactions between people, nobody towards themselves."""
    parts = [
        _of_messages(facts, "replies", False),
        _of_messages(facts, "mentions", True),
        _of_messages(facts, "receivers", True),
        _reactions(facts),
    ]
    acts = _joined(parts)
    both = facts.counted(acts.actor) & facts.counted(acts.target)
    return acts.select(both & (acts.actor != acts.target))


def shared_talk(facts: Facts, limit: int = THREAD_LIMIT) -> Acts:
    """Each two people who wrote in one conversation, once, by the first message of the later one.

    Conversations in which more people wrote than the limit give none.
    """
    rows = np.flatnonzero(facts.counted(facts.author))
    second = facts.talk.column("messages", "second")
    order = rows[row_order(facts.conversation[rows], facts.author[rows], second[rows])]
    talk, author = facts.conversation[order], facts.author[order]
    first = np.ones(len(order), np.bool_)
    first[1:] = (talk[1:] != talk[:-1]) | (author[1:] != author[:-1])
    order = np.sort(order[first])
    order = order[row_order(facts.conversation[order], second[order])]
    sizes = np.bincount(facts.conversation[order], minlength=len(facts.goals))
    size = sizes[facts.conversation[order]]
    order = order[(size > 1) & (size <= limit)]
    later, earlier = _pairs(facts.conversation[order])
    message = order[later]
    none = np.zeros(len(message), np.bool_)
    return Acts(
        facts.author[order[earlier]], facts.author[message], facts.day[message], message, none
    )


def _pairs(groups: Ints) -> tuple[Ints, Ints]:
    """The places of each two members of a group, the later first; groups come in order."""
    if not len(groups):
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    new = np.ones(len(groups), np.bool_)
    new[1:] = groups[1:] != groups[:-1]
    starts = np.flatnonzero(new)
    inside = np.arange(len(groups)) - np.repeat(starts, np.diff(np.append(starts, len(groups))))
    later = np.repeat(np.arange(len(groups)), inside)
    step = np.arange(len(later)) - np.repeat(np.cumsum(inside) - inside, inside)
    return later, later - np.repeat(inside, inside) + step


def _of_messages(facts: Facts, table: str, may_be_mass: bool) -> Acts:
    message = facts.talk.column(table, "message")
    mass = facts.talk.column("messages", "mass")[message].astype(np.bool_)
    return Acts(
        facts.author[message],
        facts.talk.column(table, "person"),
        facts.day[message],
        message,
        mass if may_be_mass else np.zeros(len(message), np.bool_),
    )


def _reactions(facts: Facts) -> Acts:
    message = facts.talk.column("reactions", "message")
    day = facts.talk.column("reactions", "second") // DAY
    none = np.zeros(len(message), np.bool_)
    return Acts(facts.talk.column("reactions", "person"), facts.author[message], day, message, none)


def _joined(parts: Sequence[Acts]) -> Acts:
    return Acts(
        *(
            np.concatenate([getattr(part, name) for part in parts])
            for name in ("actor", "target", "day", "message", "mass")
        )
    )


def contact(directed: Acts, shared: Acts) -> Acts:
    """What brings people in contact: all acts but mass mail, in the order of pair, day and message."""
    acts = _joined([directed.select(~directed.mass), shared])
    low, high = np.minimum(acts.actor, acts.target), np.maximum(acts.actor, acts.target)
    return acts.select(row_order(low, high, acts.day, acts.message))


@dataclass(frozen=True, eq=False)
class ContactActs:
    """Acts of all talk: those with a direction, mass mail left out, and all that bring people in contact."""

    directed: Acts
    contact: Acts


_KEPT: WeakKeyDictionary[Facts, ContactActs] = WeakKeyDictionary()


def contact_acts(facts: Facts) -> ContactActs:
    """The acts of these facts, reckoned once; kept until they are let go."""
    if facts not in _KEPT:
        directed = directed_acts(facts)
        both = contact(directed, shared_talk(facts))
        _KEPT[facts] = ContactActs(directed.select(~directed.mass), both)
    return _KEPT[facts]


def let_go(facts: Facts) -> None:
    """Keep these acts no longer: they are large, and who needs them has had them."""
    _KEPT.pop(facts, None)


def contact_cells(people: Sequence[str], acts: Acts) -> Interactions:
    """The acts as the rules of introductions take them."""
    size = len(acts)
    ones = np.ones(size, np.int64)
    return Interactions(
        tuple(people),
        acts.actor,
        acts.target,
        np.zeros(size, np.int64),
        ("reply",),
        acts.day,
        ones,
        ones.astype(np.float64),
    )


def both_ends(acts: Acts, goals: Ints, evidence: Ints, units: int = HALF) -> Rows:
    """One row an end of each act, each with the same units."""
    one = Rows.of(acts.day, acts.actor, acts.target, goals, units, evidence)
    return Rows.joined([one, one.turned()])


def runs(*columns: Ints) -> tuple[Ints, Ints]:
    """Where runs of equal rows begin, and the number of the run of each row."""
    first = np.ones(len(columns[0]), np.bool_)
    if len(first):
        first[1:] = np.any([one[1:] != one[:-1] for one in columns], axis=0)
    return np.flatnonzero(first), np.cumsum(first) - 1

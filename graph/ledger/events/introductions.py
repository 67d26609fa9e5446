"""Introductions: who named somebody new in talk that another began, and whom that brought together.

The one place that decides it, for the ledger and for ties of help. The rules stand in
`graph/measures/ties/help_rules.py` and, in words, in `graph/network/ties/help.py`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from graph.ledger.message_rows import mass
from graph.measures.arrays import Bools, Ints
from graph.measures.ties.help_rules import RULES, HelpRules
from graph.measures.ties.tie_strength import Interactions, of_kinds
from graph.records.enums import InteractionKind
from graph.records.window import DAY

CONTACT = frozenset(kind.value for kind in InteractionKind)


@dataclass(frozen=True)
class Mention:
    """Somebody named another for the first time, in a conversation that a third person began."""

    day: int
    who: str
    named: str
    beginner: str
    message: str
    joined: bool = False
    """Whether who was named then spoke in this conversation, on the same day."""


def namings(
    messages: Sequence[Sequence[Any]], left_out: Collection[str], people: int = 0
) -> Iterator[Mention]:
    """Who named whom first in one conversation, its messages in order of time.

    Not by or of the one who began it, not of somebody who has spoken in it or was written to before, but
    for mass mail. Nobody is named first twice. Nothing comes of a conversation whose beginner is not known or a program.
    """
    beginner = messages[0][1]
    if beginner is None or beginner in left_out:
        return
    there = {beginner}
    spoke = {(who, second // DAY) for second, who, *_ in messages}
    for message in messages:
        second, who, _, mentioned, receivers = message[:5]
        if who is None or who in left_out:
            continue
        there.add(who)
        for named in dict.fromkeys(mentioned):
            if named not in there and named not in left_out and who != beginner:
                day = second // DAY  # whoever is named has not spoken before: if so, then after it
                yield Mention(day, who, named, beginner, message[8], (named, day) in spoke)
            there.add(named)
        if not mass(message, people):
            there.update(receivers)


def brought_together(
    namings: Sequence[Mention],
    cells: Interactions,
    rules: HelpRules = RULES,
    in_person: Bools | None = None,
) -> Bools:
    """Which namings were followed by contact of two people who had had none.

    Contact on the day of the naming counts where the named then joined: see `Mention.joined`.
    `in_person` tells the cells that are contact, the others being mass mail; all are if it is absent.
    """
    place = {person: i for i, person in enumerate(cells.people)}
    pairs = np.array(
        [_pair(place.get(naming.named, -1), place.get(naming.beginner, -1)) for naming in namings],
        np.int64,
    ).reshape(-1, 2)
    size = len(cells.people) + 1
    keys = (pairs[:, 0] + 1) * size + pairs[:, 1] + 1
    low = np.minimum(cells.actors, cells.targets) + 1
    acted = low * size + np.maximum(cells.actors, cells.targets) + 1
    relevant = np.isin(acted, keys) & of_kinds(cells, CONTACT)
    if in_person is not None:
        relevant &= in_person
    rank = np.unique(np.concatenate([keys, acted[relevant]]), return_inverse=True)[1]
    first, last = _span(namings, cells.days[relevant], rules)
    width = last - first + 1
    moments = np.unique(rank[len(keys) :] * width + cells.days[relevant] - first)
    days = np.array([naming.day for naming in namings], np.int64)
    start = rank[: len(keys)] * width - first
    before, at, later, after = (
        np.searchsorted(moments, start + days + shift)
        for shift in (-rules.strangers_for, 0, 1, rules.meet_within + 1)
    )
    joined = np.array([naming.joined for naming in namings], np.bool_)
    return np.asarray((before == at) & (after > np.where(joined, at, later)), np.bool_)


def _pair(one: int, other: int) -> tuple[int, int]:
    return (one, other) if one < other else (other, one)


def _span(namings: Sequence[Mention], days: Ints, rules: HelpRules) -> tuple[int, int]:
    """The first and the last day that a comparison can name."""
    named = [naming.day for naming in namings]
    first = min([*named, int(days.min(initial=0))], default=0) - rules.strangers_for
    last = max([*named, int(days.max(initial=0))], default=0) + rules.meet_within + 1
    return first, last

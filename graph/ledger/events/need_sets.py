"""Who needs what messages carry: groups that pursue its goals without having talked, and who asks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from graph.ledger.daily_membership import MemberLists
from graph.ledger.events.solve import question_of_answers
from graph.ledger.facts import Facts
from graph.measures.arrays import Bools, Ints
from graph.measures.packed_lists import Lists

NEVER = 2**62
"""A second after every other."""


class Needing(NamedTuple):
    """Places of messages, a set of goals for which somebody needs each, and who; -1 for all its goals."""

    row: Ints
    goals: Ints
    person: Ints


@dataclass(frozen=True, eq=False)
class Pursuits:
    """Which groups pursue the goals of each set: pairs of a goal, as a set of its own, and a group."""

    members: MemberLists
    pairs_of: Lists
    """Set of goals → its pairs."""
    goal: Ints
    group: Ints
    entered: Ints
    """Pair → the second at which a member of the group first wrote in talk of the goal."""

    @classmethod
    def of(cls, facts: Facts) -> Pursuits:
        """Those of all talk."""
        return cls.of_sides([(facts, np.ones(len(facts.goals), np.bool_))])[0]

    @classmethod
    def of_sides(cls, sides: Sequence[tuple[Facts, Bools]]) -> Sequence[Pursuits]:
        """The same where only some conversations count; sides differ in these, and in who belongs to groups."""
        facts = sides[0][0]
        names = sorted(facts.organisation.pursued)
        pairs_of, goal, group = _pairs(facts, names)
        second = facts.talk.column("messages", "second")
        found: list[Pursuits] = []
        for own, side in sides:
            if not found or own.organisation is not facts.organisation:
                facts, members = own, MemberLists(own.organisation, names)
                row, pair = _first_talk(own, members, pairs_of, group)
            entered, chosen = np.full(len(goal), NEVER), side[facts.conversation[row]]
            np.minimum.at(entered, pair[chosen], second[row[chosen]])
            found.append(cls(members, pairs_of, goal, group, entered))
        return found


def _pairs(facts: Facts, names: Sequence[str]) -> tuple[Lists, Ints, Ints]:
    """Set of goals → its pairs; the goal and the group of each pair."""
    place = {name: number for number, name in enumerate(names)}
    pairs: dict[tuple[int, int], int] = {}
    things, values = [], []
    for one in np.unique(facts.goals).tolist():
        for advanced in sorted(facts.sets.sets[one]):
            number = facts.sets.number([advanced])
            for group in facts.organisation.pursuers.get(advanced, ()):
                things.append(one)
                values.append(pairs.setdefault((number, place[group]), len(pairs)))
    goal, group_of = np.array(list(pairs), np.int64).reshape(-1, 2).T
    lists = Lists.of(len(facts.sets.sets), np.array(things, np.int64), np.array(values, np.int64))
    return lists, goal, group_of


def _first_talk(
    facts: Facts, members: MemberLists, pairs_of: Lists, group: Ints
) -> tuple[Ints, Ints]:
    """Messages, and pairs of whose group their author was a member, in talk of whose goal they are."""
    wrote = np.flatnonzero((facts.goals[facts.conversation] > 0) & facts.counted(facts.author))
    sets = facts.goals[facts.conversation[wrote]]
    row = np.repeat(wrote, pairs_of.sizes()[sets])
    pair = pairs_of.of_many(sets)
    inside = members.holds(group[pair], facts.day[row], facts.author[row])
    return row[inside], pair[inside]


class NeedSets:
    """Who needs messages.

    Members of groups that pursue a goal of its talk and of whom nobody had written in talk of that
    goal before; and who asks: the asker of a question that the message answers, and of needs raised
    in its talk before that nobody had solved. Not its author.
    """

    def __init__(self, facts: Facts, pursuits: Pursuits) -> None:
        self._facts = facts
        self._second = facts.talk.column("messages", "second")
        self._pursuits = pursuits
        self._asking = self._askers()

    def of(self, messages: Ints) -> Needing:
        """The people who need each of these messages, for which of its goals; some more than once."""
        facts, now, pursuits = self._facts, self._second[messages], self._pursuits
        sets = facts.goals_of_messages(messages)
        places = np.arange(len(messages))
        row = np.repeat(places, pursuits.pairs_of.sizes()[sets])
        pair = pursuits.pairs_of.of_many(sets)
        new = pursuits.entered[pair] >= now[row]
        row, pair = row[new], pair[new]
        inside, people = pursuits.members.members(pursuits.group[pair], facts.day[messages[row]])
        goals = pursuits.goal[pair[inside]]
        asked = np.repeat(places, self._asking.sizes()[messages])
        row = np.concatenate([row[inside], asked])
        goals = np.concatenate([goals, np.full(len(asked), -1)])
        person = np.concatenate([people, self._asking.of_many(messages)])
        kept = person != facts.author[messages[row]]
        return Needing(row[kept], goals[kept], person[kept])

    def _askers(self) -> Lists:
        """Message → who asked what it answers, and who had raised needs in its talk that stood open."""
        facts = self._facts
        answered = np.flatnonzero(question_of_answers(facts) >= 0)
        message, _, asker, *_ = facts.talk.tables["answers"].T
        said = Lists.of(len(facts.goals), facts.conversation, np.arange(len(facts.conversation)))
        messages, askers = [message[answered]], [asker[answered]]
        for need in facts.needs:
            talk = facts.conversation_index.get(need[10])
            known = need[5] in facts.index and need[5] not in facts.programs
            if talk is not None and known and need[2] is not None:
                until = NEVER if need[4] is None else need[4]
                now = self._second[said[talk]]
                messages.append(said[talk][(now >= need[2]) & (now <= until)])
                askers.append(np.full(len(messages[-1]), facts.index[need[5]]))
        size = len(facts.conversation)
        return Lists.of(size, np.concatenate(messages), np.concatenate(askers))

"""Who needs what messages carry: groups that pursue its goals without having talked, and who asks."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from graph.ledger.daily_membership import MemberLists
from graph.ledger.events.solve import question_of_answers
from graph.ledger.facts import Facts
from graph.measures.arrays import Ints
from graph.measures.packed_lists import Lists

NEVER = 2**62
"""A second after every other."""


class Needing(NamedTuple):
    """Places of messages, a set of goals for which somebody needs each, and who; -1 for all its goals."""

    row: Ints
    goals: Ints
    person: Ints


class NeedSets:
    """Who needs messages.

    Members of groups that pursue a goal of its talk and of whom nobody had written in talk of that
    goal before; and who asks: the asker of a question that the message answers, and of needs raised
    in its talk before that nobody had solved. Not its author.
    """

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._second = facts.talk.column("messages", "second")
        self._names = sorted(facts.organisation.pursued)
        self._members = MemberLists(facts.organisation, self._names)
        self._pairs_of = self._pursuits()
        self._entered = self._first_talk()
        self._asking = self._askers()

    def of(self, messages: Ints) -> Needing:
        """The people who need each of these messages, for which of its goals; some more than once."""
        facts, now = self._facts, self._second[messages]
        sets = facts.goals_of_messages(messages)
        places = np.arange(len(messages))
        row = np.repeat(places, self._pairs_of.sizes()[sets])
        pair = self._pairs_of.of_many(sets)
        new = self._entered[pair] >= now[row]
        row, pair = row[new], pair[new]
        inside, people = self._members.members(self._group[pair], facts.day[messages[row]])
        goals = self._goal[pair[inside]]
        asked = np.repeat(places, self._asking.sizes()[messages])
        row = np.concatenate([row[inside], asked])
        goals = np.concatenate([goals, np.full(len(asked), -1)])
        person = np.concatenate([people, self._asking.of_many(messages)])
        kept = person != facts.author[messages[row]]
        return Needing(row[kept], goals[kept], person[kept])

    def _pursuits(self) -> Lists:
        """The pursuits of the goals of each set: pairs of a goal, as a set of its own, and a group."""
        facts = self._facts
        place = {name: number for number, name in enumerate(self._names)}
        known = np.unique(facts.goals).tolist()
        of_set = {one: sorted(facts.sets.sets[one]) for one in known}
        pairs: dict[tuple[int, int], int] = {}
        things, values = [], []
        for one, goals in of_set.items():
            for goal in goals:
                number = facts.sets.number([goal])
                for group in facts.organisation.pursuers.get(goal, ()):
                    things.append(one)
                    values.append(pairs.setdefault((number, place[group]), len(pairs)))
        self._goal, self._group = np.array(list(pairs), np.int64).reshape(-1, 2).T
        size = len(facts.sets.sets)
        return Lists.of(size, np.array(things, np.int64), np.array(values, np.int64))

    def _first_talk(self) -> Ints:
        """Pursuit → the second at which a member of the group first wrote in talk of the goal."""
        facts, found = self._facts, np.full(len(self._goal), NEVER)
        wrote = np.flatnonzero((facts.goals[facts.conversation] > 0) & facts.counted(facts.author))
        sets = facts.goals[facts.conversation[wrote]]
        row = np.repeat(wrote, self._pairs_of.sizes()[sets])
        pair = self._pairs_of.of_many(sets)
        inside = self._members.holds(self._group[pair], facts.day[row], facts.author[row])
        np.minimum.at(found, pair[inside], self._second[row[inside]])
        return found

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

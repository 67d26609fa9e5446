"""Who needs what a message carries: groups that pursue its goals without having talked, and who asks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

import numpy as np

from graph.ledger.events.audience import Post
from graph.ledger.events.solve import question_of_answers
from graph.ledger.facts import Facts
from graph.measures.arrays import Ints


class NeedSets:
    """Who needs a message.

    Members of groups that pursue a goal of its talk and of whom nobody had written in talk of that
    goal before; and who asks: the asker of a question that the message answers, and of needs raised
    in its talk before that nobody had solved. Not its author.
    """

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._second = facts.talk.column("messages", "second")
        self._entered = self._first_talk()
        self._asking = self._askers_of_answers()
        self._needs = self._open_needs()

    def of(self, post: Post, goals: Collection[str]) -> list[tuple[int, Ints]]:
        """The people who need a post for one of these goals: sets of goals, each with who needs them.

        Who asks needs all of them.
        """
        facts, talk = self._facts, int(self._facts.conversation[post.message])
        now = int(self._second[post.message])
        parts = [
            (facts.sets.number([goal]), facts.organisation.members(group, post.day))
            for goal in sorted(goals)
            for group in facts.organisation.pursuers.get(goal, ())
            if self._entered.get((group, goal), now) >= now
        ]
        asking = set(self._asking.get(post.message, ()))
        for began, ended, asker in self._needs.get(talk, ()):
            if began <= now and (ended is None or ended >= now):
                asking.add(asker)
        if asking:
            parts.append((facts.sets.number(goals), np.array(sorted(asking), np.int64)))
        return [(number, people[people != post.author]) for number, people in parts]

    def _first_talk(self) -> dict[tuple[str, str], int]:
        """Group and goal → the second at which a member first wrote in talk of the goal."""
        facts, found = self._facts, dict[tuple[str, str], int]()
        rows = np.flatnonzero((facts.goals[facts.conversation] > 0) & facts.counted(facts.author))
        wanted = facts.organisation.pursuers
        for row in rows[np.argsort(self._second[rows], kind="stable")].tolist():
            for goal in facts.sets.sets[int(facts.goals[facts.conversation[row]])]:
                for group in wanted.get(goal, ()):
                    if (group, goal) not in found:
                        members = facts.organisation.members(group, int(facts.day[row]))
                        place = np.searchsorted(members, facts.author[row])
                        if place < len(members) and members[place] == facts.author[row]:
                            found[group, goal] = int(self._second[row])
        return found

    def _askers_of_answers(self) -> dict[int, set[int]]:
        """Message → who asked what it answers."""
        found: dict[int, set[int]] = defaultdict(set)
        question = question_of_answers(self._facts)
        message, _, asker, *_ = self._facts.talk.tables["answers"].T
        for row in np.flatnonzero(question >= 0).tolist():
            found[int(message[row])].add(int(asker[row]))
        return found

    def _open_needs(self) -> dict[int, list[tuple[int, int | None, int]]]:
        """Conversation → the needs raised in it: second asked, second solved, asker."""
        facts, found = self._facts, defaultdict[int, list[tuple[int, int | None, int]]](list)
        for need in facts.needs:
            talk = facts.conversation_index.get(need[10])
            known = need[5] in facts.index and need[5] not in facts.programs
            if talk is not None and known and need[2] is not None:
                found[talk].append((need[2], need[4], facts.index[need[5]]))
        return found

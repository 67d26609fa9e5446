"""Which conversation is said to advance which goal: marked, confirmed, suggested or rejected.

About two conversations in five that are about a goal say so themselves. Of the others some are
confirmed by somebody who took part, some only suggested, and some left for a suggester to find.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import Protocol

from graph.sample.bundle_files import BundleWriter
from graph.sample.clock import Clock, later, time_text
from graph.sample.company import Goal, Person

WAYS = ("hashtag", "tag", "title", "lexical", "inherited", "person", "suggested", "none")
WAY_WEIGHTS = (28, 7, 6, 14, 6, 4, 14, 21)
REJECTED = 0.04
"""Share of conversations for which a wrong suggestion was turned down."""


class DatedMessage(Protocol):
    """A message, as far as links need it."""

    at: int


class TalkOnGoal(Protocol):
    """A conversation, as far as links need it."""

    id: str
    goal: Goal | None
    way: str
    opening: str

    @property
    def said(self) -> Sequence[DatedMessage]:
        """Its messages in order."""


class Linker:
    """Writes the links of conversations."""

    def __init__(
        self, random: Random, clock: Clock, writer: BundleWriter, goals: Sequence[Goal]
    ) -> None:
        self.random = random
        self.clock = clock
        self.writer = writer
        self.goals = [goal for goal in goals if not goal.silent]

    def way(self, goal: Goal | None, *, marked: bool) -> str:
        """How a conversation will be linked to its goal; `marked` asks for an explicit mark."""
        if goal is None:
            return "none"
        return "hashtag" if marked else self.random.choices(WAYS, WAY_WEIGHTS)[0]

    def link(self, talk: TalkOnGoal, people: Sequence[Person]) -> None:
        """Write the link of this talk, and now and then a rejected one."""
        goal, way, at = talk.goal, talk.way, talk.said[-1].at
        if self.random.random() < REJECTED:
            self._reject(talk.id, goal, people, at)
        if goal is None or way == "none":
            return
        if way in ("hashtag", "tag", "title"):
            reason = f"title “{goal.title}”" if way == "title" else f"#{goal.id}"
            self._row(talk.id, goal, "confirmed", "explicit", at, reasons=[reason])
            return
        words = [term for term in goal.terms if term in talk.opening]
        score = round(self.random.betavariate(5, 3), 2)
        decided = later(self.random, at, 600)
        if way == "suggested" or decided >= self.clock.end:
            self._row(talk.id, goal, "suggested", "lexical", at, score, reasons=words)
            return
        reasons = {"lexical": words, "inherited": [f"group {goal.groups[0].id}"], "person": None}
        by = self.random.choice([*people, *goal.owners])
        by = by if by.present(decided) else goal.owners[0]
        known = None if way == "person" else score
        self._row(talk.id, goal, "confirmed", way, decided, known, by, reasons[way])

    def _reject(
        self, conversation: str, goal: Goal | None, people: Sequence[Person], at: int
    ) -> None:
        """Let somebody who took part turn down another goal."""
        wrong = self.random.choice(self.goals)
        decided = later(self.random, at, 600)
        by = self.random.choice(people)
        if wrong is goal or decided >= self.clock.end or not by.present(decided):
            return
        score = round(self.random.betavariate(2, 5), 2)
        words = [self.random.choice(wrong.terms)]
        self._row(conversation, wrong, "rejected", "lexical", decided, score, by, words)

    def _row(
        self,
        conversation: str,
        goal: Goal,
        state: str,
        method: str,
        at: int,
        score: float | None = None,
        by: Person | None = None,
        reasons: Sequence[str] | None = None,
    ) -> None:
        self.writer.row(
            "links",
            {
                "conversation": conversation,
                "goal": goal.id,
                "state": state,
                "method": method,
                "score": score,
                "by": by.id if by else None,
                "at": time_text(at),
                "reasons": list(reasons) if reasons else None,
            },
        )


def explicit_mentions(goal: Goal, way: str) -> list[str]:
    """What a first message adds to its text: a hashtag with the goal's id, or its title."""
    if way == "hashtag":
        return [f"#{goal.id}"]
    return [f"This is for “{goal.title}”."] if way == "title" else []

"""How people put it: a sentence of a role with the words of the goal at hand."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from graph.sample import phrases
from graph.sample.company import Goal, Group
from graph.sample.themes import PLAIN_TERMS

GREETINGS = ("Hi all. ", "Hello. ", "Dear colleagues. ", "Quick one. ", "Morning. ")
TITLES = (
    "{A}: {b}", "{A} and {b}", "{A}, next steps", "{A}: what we know", "News about the {a}",
    "{A} before {day}", "Notes on the {a}", "{A} once more",
)  # fmt: skip
QUESTION_TITLES = ("Question about the {a}", "{A}: who knows?", "How to treat the {a}?")

STRAY = 0.25
"""Share of talks with a word of another goal."""


class Voice:
    """Sentences drawn at random; the same stream gives the same sentences."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self._last = ""

    def words(self, goal: Goal | None, group: Group | None = None) -> Sequence[str]:
        """The words of a talk: those of its goal, or a few about everyday things.

        Now and then a word of another goal of the group strays in, as it does among people.
        """
        if goal is None:
            return self.random.sample(PLAIN_TERMS, 3)
        if group is not None and group.goals and self.random.random() < STRAY:
            other = self.random.choice(group.goals)
            return (*goal.terms, self.random.choice(other.terms))
        return goal.terms

    def say(self, sentences: Sequence[str], words: Sequence[str], **slots: str) -> str:
        """One of the sentences, its slots filled; a word for {a}, another one for {b}."""
        random = self.random
        place = int(random.random() * len(words))
        step = 1 + int(random.random() * (len(words) - 1))
        first, second = words[place], words[(place + step) % len(words)]
        index = int(random.random() * len(sentences))
        if sentences[index] is self._last:
            index = (index + 1) % len(sentences)
        sentence = self._last = sentences[index]
        return sentence.format(
            a=first,
            b=second,
            A=first[0].upper() + first[1:],
            n=2 + int(random.random() * 7),
            day=phrases.WEEKDAYS[int(random.random() * 5)],
            **slots,
        )

    def opening(self, sentences: Sequence[str], words: Sequence[str], **slots: str) -> str:
        """A first message, sometimes with a greeting."""
        text = self.say(sentences, words, **slots)
        if self.random.random() < 0.15:
            return self.random.choice(GREETINGS) + text
        return text

    def title(self, words: Sequence[str], *, question: bool = False) -> str:
        """The title of a talk."""
        return self.say(QUESTION_TITLES if question else TITLES, words)

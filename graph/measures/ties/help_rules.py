"""The rules of help: what it weighs, which days and sizes tell it.

Ties, what is behind them, flows and introductions take the rules from here, their numbers stand in
`graph/measures/conventions.py`, and docs/help_ties.md publishes them. The rules that use the numbers are in `graph/measures/ties/question_answers.py` (answers),
`graph/importing/message_brevity.py` (what a text of a few words is) and `graph/network/ties/help.py`.
"""

from __future__ import annotations

from dataclasses import dataclass

from graph.measures.conventions import (
    ANSWER_CREDIT,
    CONNECTORS_SHARE,
    INTRODUCTION_CREDIT,
    LEAST_WORDS,
    MASS_RECIPIENTS,
    MASS_SHARE,
    MEETING_DAYS,
    MOST_RECIPIENTS,
    SOLUTION_CREDIT,
    STRANGERS_DAYS,
    THREAD_LIMIT,
)


@dataclass(frozen=True)
class HelpRules:
    """The numbers of the rules of help."""

    answer: float = ANSWER_CREDIT
    """To who answers a question: one credit a person and question (P1)."""
    solution: float = SOLUTION_CREDIT
    """To the solver of a need, less what its connectors share (P2)."""
    connected: float = CONNECTORS_SHARE
    """What the connectors of a need share in equal parts (P2)."""
    introduction: float = INTRODUCTION_CREDIT
    """To who introduces (C6)."""
    strangers_for: int = STRANGERS_DAYS
    """Days before an introduction, in which the two had nothing to do with each other."""
    meet_within: int = MEETING_DAYS
    """Days after that of the naming, in which the two act towards each other."""
    least_words: int = LEAST_WORDS
    """A reply of fewer words that points at nothing acknowledges; it answers only where accepted."""
    most_recipients: int = MOST_RECIPIENTS
    """A message that more people get or are named in is put to many: a mass mail."""
    most_people: int = THREAD_LIMIT
    """A question where more people wrote is put to many: the most that a thread may have to tie people."""
    everybody: float = MASS_SHARE
    """A message that a greater share of all people get is a mass mail too, in small networks."""
    everybody_from: int = MASS_RECIPIENTS
    """Recipients that such a message has at least."""

    def mass(self, recipients: int, people: int) -> bool:
        """Whether a message with so many recipients, in a network of so many people, is a mass mail.

        Where it is not known how many people there are (0), only the recipients tell.

        >>> RULES.mass(15, 100), RULES.mass(16, 100), RULES.mass(4, 5), RULES.mass(3, 4)
        (False, True, True, False)
        """
        if recipients > self.most_recipients:
            return True
        most = self.everybody * people
        return people > 0 and recipients >= self.everybody_from and recipients > most


RULES = HelpRules()

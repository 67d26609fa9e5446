"""Culture: questions upward that are answered, and talk that something comes of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from graph.ledger.columns import Rows
from graph.ledger.credits import UNATTRIBUTED, UNITS
from graph.ledger.durations import duration_units
from graph.ledger.events.solve import question_of_answers
from graph.ledger.evidence_numbers import evidence_numbers
from graph.ledger.facts import Facts
from graph.ledger.talk_reader import KINDS_OF_TALK
from graph.measures.packed_lists import Lists
from graph.records.enums import ConversationKind
from graph.records.window import DAY

HALF = UNITS // 2
QUESTION_HOUR = KINDS_OF_TALK.index(ConversationKind.QUESTION_HOUR.value)


def culture_events(facts: Facts) -> dict[str, Rows]:
    """The columns of this stage."""
    return {**authorised_debate(facts), **acted_on(facts)}


def authorised_debate(facts: Facts) -> dict[str, Rows]:
    """One to who asked somebody above, one half each to both where they answered; levels crossed."""
    asked, answered, levels = list[Any](), list[Any](), list[Any]()
    answerers = _answerers(facts)
    addressees = _Addressees(facts)
    for message, asker in facts.talk.tables["questions"].tolist():
        day = int(facts.day[message])
        above = {
            one: facts.organisation.above(asker, one, day)
            for one in addressees.of(message) - {asker}
        }
        higher = {one: steps for one, steps in above.items() if steps > 0}
        if not higher:
            continue
        top = min(higher, key=lambda one: (-higher[one], one))
        asked.append((day, asker, top, message, UNITS))
        levels.append((day, asker, top, message, higher[top] * UNITS))
        for who in sorted(answerers.get(message, set()) & higher.keys())[:1]:
            answered += [(day, asker, who, message, HALF), (day, who, asker, message, HALF)]
    return {
        "U1.asked": _rows(facts, asked),
        "U1.value": _rows(facts, answered),
        "U3.levels": _rows(facts, levels),
    }


def _answerers(facts: Facts) -> Mapping[int, set[int]]:
    """Question → who answered it."""
    found: dict[int, set[int]] = defaultdict(set)
    helper = facts.talk.column("answers", "helper")
    for question, who in zip(question_of_answers(facts).tolist(), helper.tolist(), strict=True):
        found[question].add(who)
    return found


class _Addressees:
    """To whom a message is put: receivers, who is named, who is replied to, hosts of a question hour."""

    def __init__(self, facts: Facts) -> None:
        talk, self._facts = facts.talk, facts
        size = len(talk.ids["messages"])
        self._lists = [
            Lists.of(size, talk.column(name, "message"), talk.column(name, "person"))
            for name in ("receivers", "mentions", "replies")
        ]
        conversations = len(talk.ids["conversations"])
        hosts = talk.column("hosts", "conversation"), talk.column("hosts", "person")
        self._hosts = Lists.of(conversations, *hosts)
        self._hour = talk.column("conversations", "kind") == QUESTION_HOUR

    def of(self, message: int) -> set[int]:
        """The people, by number, programs left out."""
        found = {one for lists in self._lists for one in lists[message].tolist()}
        talk = int(self._facts.conversation[message])
        if self._hour[talk]:
            found |= set(self._hosts[talk].tolist())
        return {one for one in found if one >= 0 and self._facts.measured[one]}


def acted_on(facts: Facts) -> dict[str, Rows]:
    """One to who first asked in talk with a question, and in that of which something came; the time."""
    outcomes = _outcomes_of_talk(facts)
    asked, acted, took = list[Any](), list[Any](), list[Any]()
    second = facts.talk.column("messages", "second")
    first: dict[int, tuple[int, int, int]] = {}
    for message, asker in facts.talk.tables["questions"].tolist():
        talk, now = int(facts.conversation[message]), (int(second[message]), message, asker)
        first[talk] = min(first.get(talk, now), now)
    for talk, (began, message, asker) in sorted(first.items()):
        came = [at for at, _ in outcomes.get(talk, ()) if at // DAY >= began // DAY]
        row = (began // DAY, asker, -1, message)
        asked.append((*row, UNITS))
        took.append((*row, duration_units(began, min(came, default=None))))
        if came:
            acted.append((*row, UNITS))
    return {
        "U4.asked": _rows(facts, asked),
        "U4.acted": _rows(facts, acted),
        "U4.took": _rows(facts, took),
        "U4.declared": _declared(facts),
    }


def _outcomes_of_talk(facts: Facts) -> Mapping[int, Sequence[tuple[int, int]]]:
    """Conversation → second and place of each dated outcome."""
    found: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for place, (_, talk, _, at, _) in enumerate(facts.outcomes):
        if talk in facts.conversation_index and at is not None:
            found[facts.conversation_index[talk]].append((at, place))
    return found


def _declared(facts: Facts) -> Rows:
    """One to who declared each outcome, to nobody where none is known; programs earn nothing."""
    rows = []
    for talk, outcomes in sorted(_outcomes_of_talk(facts).items()):
        for at, place in outcomes:
            who = facts.outcomes[place][4]
            if who not in facts.programs:
                person = facts.index.get(who, UNATTRIBUTED)
                rows.append((at // DAY, person, -1, int(facts.goals[talk]), UNITS, place))
    columns = np.array(rows, np.int64).reshape(-1, 6).T
    return Rows.of(*columns[:5], evidence_numbers("Outcome", columns[5]))


def _rows(facts: Facts, rows: list[Any]) -> Rows:
    """Rows of credits that messages show."""
    day, person, other, message, units = np.array(rows, np.int64).reshape(-1, 5).T
    goals = facts.goals_of_messages(message)
    return Rows.of(day, person, other, goals, units, facts.shown_by(message))

"""Solve: needs and questions meet who can help."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from graph.ledger.columns import Rows
from graph.ledger.credits import UNITS
from graph.ledger.events.need_credits import NeedCredit, need_credits
from graph.ledger.evidence_numbers import evidence_numbers
from graph.ledger.facts import Facts
from graph.measures.arrays import Ints
from graph.records.window import DAY

Credits = tuple[int, Sequence[Any], list[NeedCredit]]


def solve_events(facts: Facts) -> dict[str, Rows]:
    """The columns of this stage."""
    asked = questions(facts)
    accepted = accepted_answers(facts)
    needs = opened_needs(facts)
    solved = solutions(facts)
    without_needs = asked.select(~np.isin(asked.evidence, questions_of_needs(facts)))
    return {
        "P1.asked": asked,
        **answers(facts),
        "P2.opened": Rows.joined([without_needs, needs]),
        "P2.needs": solved,
        "P2.answers": accepted["P2.answers"],
        "P2.received": Rows.joined([accepted["P2.received"], solved_needs(facts)]),
    }


def questions(facts: Facts) -> Rows:
    """One to who asked each question, on its day."""
    message, asker = facts.talk.tables["questions"].T
    goals = facts.goals_of_messages(message)
    return Rows.of(facts.day[message], asker, -1, goals, UNITS, facts.shown_by(message))


def answers(facts: Facts) -> dict[str, Rows]:
    """One to each person who answered a question; one to each asker of an answered question."""
    message, helper, asker, *_ = facts.talk.tables["answers"].T
    goals = facts.goals_of_messages(message)
    given = Rows.of(facts.day[message], helper, asker, goals, UNITS, facts.shown_by(message))
    asked = _question_of_answers(facts)
    first = np.unique(asked[asked >= 0], return_index=True)[1]
    rows = np.flatnonzero(asked >= 0)[first]
    received = Rows.of(
        facts.day[asked[rows]],
        asker[rows],
        helper[rows],
        facts.goals_of_messages(asked[rows]),
        UNITS,
        facts.shown_by(asked[rows]),
    )
    known = np.isin(received.evidence, questions(facts).evidence)
    return {"P1.given": given, "P1.received": received.select(known)}


def _question_of_answers(facts: Facts) -> Ints:
    """The message that each answer answers, -1 where it is not in the ledger."""
    question, elsewhere = facts.talk.tables["answers"].T[3:]
    found: Ints = question.copy()
    ids = facts.talk.ids["elsewhere"]
    for row in np.flatnonzero(elsewhere >= 0).tolist():
        found[row] = facts.message_index.get(ids[elsewhere[row]], -1)
    return found


def accepted_answers(facts: Facts) -> dict[str, Rows]:
    """One to the author of each accepted answer to a question that no need stands for."""
    message, helper, asker, *_ = facts.talk.tables["answers"].T
    asked = _question_of_answers(facts)
    accepted = facts.talk.column("messages", "accepted")[message] > 0
    needs = questions_of_needs(facts)
    rows = np.flatnonzero(accepted & ~np.isin(facts.shown_by(asked), needs))
    goals = facts.goals_of_messages(message[rows])
    given = Rows.of(
        facts.day[message[rows]],
        helper[rows],
        asker[rows],
        goals,
        UNITS,
        facts.shown_by(message[rows]),
    )
    rows = rows[np.isin(facts.shown_by(asked[rows]), questions(facts).evidence)]
    rows = rows[np.unique(asked[rows], return_index=True)[1]]
    received = Rows.of(
        facts.day[asked[rows]],
        asker[rows],
        helper[rows],
        facts.goals_of_messages(asked[rows]),
        UNITS,
        facts.shown_by(asked[rows]),
    )
    return {"P2.answers": given, "P2.received": received}


def questions_of_needs(facts: Facts) -> Ints:
    """The questions, as evidence, that a need was raised by."""
    index = facts.message_index
    places = [index[need[9]] for need in facts.needs if need[9] in index]
    return facts.shown_by(np.array(places, np.int64))


def opened_needs(facts: Facts) -> Rows:
    """One to who asked each need, on its day."""
    return _rows(
        facts,
        (
            (need[2] // DAY, facts.index[need[5]], -1, place, UNITS)
            for place, need in enumerate(facts.needs)
            if need[2] is not None and _asked_by_a_person(facts, need)
        ),
    )


def solutions(facts: Facts) -> Rows:
    """What solvers and who brought them earned by needs; the other end is who asked."""
    return _rows(
        facts,
        (
            (one.second // DAY, facts.index[one.person], facts.index[need[5]], place, one.units)
            for place, need, credits in credits_of_needs(facts)
            for one in credits
        ),
    )


def solved_needs(facts: Facts) -> Rows:
    """One to who asked each need that somebody else solved, on the day of asking."""
    return _rows(
        facts,
        (
            (need[2] // DAY, facts.index[need[5]], facts.index[credits[0].person], place, UNITS)
            for place, need, credits in credits_of_needs(facts)
            if need[2] is not None and any(one.solved for one in credits)
        ),
    )


def credits_of_needs(facts: Facts) -> Iterator[Credits]:
    """Each need that somebody earned something by, with its place and the credits."""
    for place, need in enumerate(facts.needs):
        if _asked_by_a_person(facts, need):
            people = [who for who in need[7] if who in facts.index]
            met = need[4] if need[3] is None else need[3]
            credits = need_credits(need[5], need[6], met, people, facts.programs)
            if credits:
                yield place, need, credits


def _asked_by_a_person(facts: Facts, need: Sequence[Any]) -> bool:
    return need[5] in facts.index and need[5] not in facts.programs


def goals_of_need(facts: Facts, need: Sequence[Any]) -> int:
    """The set of goals of a need: those it is about, and those of the talk it was raised in."""
    talk = facts.conversation_index.get(need[10])
    own = facts.sets.number(need[11])
    return own if talk is None else facts.sets.union([own, int(facts.goals[talk])])


def _rows(facts: Facts, rows: Iterator[tuple[int, int, int, int, int]]) -> Rows:
    """Rows of (day, person, other, place of the need, units)."""
    day, person, other, place, units = np.array(list(rows), np.int64).reshape(-1, 5).T
    goals = [goals_of_need(facts, facts.needs[one]) for one in place.tolist()]
    shown = evidence_numbers("Need", place)
    return Rows.of(day, person, other, np.array(goals, np.int64), units, shown)

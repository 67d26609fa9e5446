"""Solve: needs and questions meet who can help."""

from __future__ import annotations

import numpy as np

from graph.ledger.columns import Rows
from graph.ledger.credits import UNATTRIBUTED, UNITS
from graph.ledger.durations import duration_units, durations
from graph.ledger.events.contact import contact_acts
from graph.ledger.events.match_distance import match_steps
from graph.ledger.events.needs import (
    asked_by_a_person,
    credits_of_need,
    distances,
    held_needs,
    last_met_at,
    need_rows,
    solved_at,
)
from graph.ledger.facts import Facts
from graph.ledger.scope_days import FIRST
from graph.measures.arrays import Bools, Ints
from graph.records.window import DAY


def solve_events(facts: Facts) -> dict[str, Rows]:
    """The columns of this stage."""
    steps = match_steps(facts, all_solutions(facts), contact_acts(facts).contact)
    return {**help_events(facts), **steps}


def all_solutions(facts: Facts, since: int = FIRST) -> Rows:
    """What was earned by needs, and by accepted answers to questions that no need stands for.

    All that was earned from the day `since` on, whatever else.
    """
    return Rows.joined([solutions(facts, since), accepted_answers(facts)["given"]])


def help_events(facts: Facts) -> dict[str, Rows]:
    """The columns that are made of needs, questions and answers alone."""
    asked = questions(facts)
    without_need = ~np.isin(asked.evidence, questions_of_needs(facts))
    needs, answered = solutions(facts), accepted_answers(facts)
    return {
        "P1.asked": asked,
        **answers(facts),
        "P2.opened": Rows.joined([asked.select(without_need), opened_needs(facts)]),
        "P2.needs": needs,
        "P2.answers": answered["given"],
        "P2.received": Rows.joined([answered["received"], solved_needs(facts)]),
        "P3.answer": times_to_answer(facts, asked, accepted=False),
        "P3.solve": Rows.joined(
            [
                times_to_answer(facts, asked, accepted=True).select(without_need),
                times_to_solve(facts),
            ]
        ),
        **distances(facts, Rows.joined([needs, answered["given"]])),
        **held_needs(facts),
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
    every = np.ones(len(message), np.bool_)
    return {"P1.given": given, "P1.received": _received(facts, every)}


def accepted_answers(facts: Facts) -> dict[str, Rows]:
    """One to the author of each accepted answer to a question that no need stands for."""
    message, helper, asker, *_ = facts.talk.tables["answers"].T
    needs = questions_of_needs(facts)
    accepted = facts.talk.column("messages", "accepted")[message] > 0
    accepted &= ~np.isin(facts.shown_by(question_of_answers(facts)), needs)
    rows = message[accepted]
    given = Rows.of(
        facts.day[rows],
        helper[accepted],
        asker[accepted],
        facts.goals_of_messages(rows),
        UNITS,
        facts.shown_by(rows),
    )
    return {"given": given, "received": _received(facts, accepted)}


def _received(facts: Facts, which: Bools) -> Rows:
    """One to the asker of each question that one of these answers answers, on the day of asking."""
    _, helper, asker, *_ = facts.talk.tables["answers"].T
    asked = question_of_answers(facts)
    rows = np.flatnonzero(which & np.isin(asked, facts.talk.column("questions", "message")))
    rows = rows[np.unique(asked[rows], return_index=True)[1]]
    question = asked[rows]
    goals, shown = facts.goals_of_messages(question), facts.shown_by(question)
    return Rows.of(facts.day[question], asker[rows], helper[rows], goals, UNITS, shown)


def question_of_answers(facts: Facts) -> Ints:
    """The message that each answer answers, -1 where it is not in the ledger."""
    return facts.pointed("answers", "question")


def times_to_answer(facts: Facts, asked: Rows, *, accepted: bool) -> Rows:
    """How long each question waited for its first answer, or the accepted one; open ones too."""
    second = facts.talk.column("messages", "second")
    message = facts.talk.column("answers", "message")
    question = question_of_answers(facts)
    good = question >= 0
    if accepted:
        good &= facts.talk.column("messages", "accepted")[message] > 0
    first = np.full(len(second), np.iinfo(np.int64).max)
    np.minimum.at(first, question[good], second[message[good]])
    place = facts.talk.column("questions", "message")
    answered = first[place] < np.iinfo(np.int64).max
    until = np.where(answered, first[place], second[place])
    units = durations(second[place], until, answered)
    return Rows(asked.day, asked.person, asked.other, asked.goals, units, asked.evidence)


def questions_of_needs(facts: Facts) -> Ints:
    """The questions, as evidence, that stand in a need: a dated one that a person asked."""
    index = facts.message_index if facts.needs else {}
    places = [
        index[need[9]]
        for need in facts.needs
        if need[9] in index and need[2] is not None and asked_by_a_person(facts, need)
    ]
    return facts.shown_by(np.array(places, np.int64))


def opened_needs(facts: Facts) -> Rows:
    """One to who asked each need, on its day."""
    return need_rows(
        facts,
        (
            (need[2] // DAY, facts.index[need[5]], -1, place, UNITS)
            for place, need in enumerate(facts.needs)
            if need[2] is not None and asked_by_a_person(facts, need)
        ),
    )


def solutions(facts: Facts, since: int = FIRST) -> Rows:
    """What solvers and who brought them earned by needs; the other end is who asked.

    What nobody known earned of a need that met a capability is credited to nobody. Needs of which nothing
    can have been earned from the day `since` on are left out.
    """
    rows = []
    for place, need in enumerate(facts.needs):
        if asked_by_a_person(facts, need) and last_met_at(need) >= since * DAY:
            asker, credits = facts.index[need[5]], credits_of_need(facts, need)
            rows += [
                (one.second // DAY, facts.index[one.person], asker, place, one.units)
                for one in credits
            ]
            rest = UNITS - sum(one.units for one in credits)
            if credits and rest:
                day = min(one.second for one in credits) // DAY
                rows.append((day, UNATTRIBUTED, asker, place, rest))
    return need_rows(facts, rows)


def solved_needs(facts: Facts) -> Rows:
    """One to who asked each need that somebody else solved, on the day of asking."""
    rows = []
    for place, need in enumerate(facts.needs):
        if need[2] is not None and asked_by_a_person(facts, need):
            solvers = [one for one in credits_of_need(facts, need) if one.solved]
            if solvers:
                ends = facts.index[need[5]], facts.index[solvers[0].person]
                rows.append((need[2] // DAY, *ends, place, UNITS))
    return need_rows(facts, rows)


def times_to_solve(facts: Facts) -> Rows:
    """How long each need waited until somebody solved it; those open or withdrawn too."""
    return need_rows(
        facts,
        (
            (
                need[2] // DAY,
                facts.index[need[5]],
                -1,
                place,
                duration_units(need[2], solved_at(need)),
            )
            for place, need in enumerate(facts.needs)
            if need[2] is not None and asked_by_a_person(facts, need)
        ),
    )

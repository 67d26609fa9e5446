"""Connect: people come to know each other across homes, in both directions, and by introduction."""

from __future__ import annotations

import numpy as np

from graph.ledger.columns import Rows
from graph.ledger.conventions import NEW_TIE_DAYS, PERIOD_DAYS
from graph.ledger.credits import UNITS
from graph.ledger.events.contact import (
    HALF,
    Acts,
    ContactActs,
    both_ends,
    contact_acts,
    contact_cells,
    runs,
)
from graph.ledger.events.introductions import Mention, brought_together
from graph.ledger.events.ties import ties_of_periods, welcomes
from graph.ledger.facts import Facts
from graph.ledger.scope_days import FIRST
from graph.measures.arrays import Bools
from graph.measures.conventions import CONTACT_DAYS
from graph.measures.row_order import row_order
from graph.records.window import DAY


def connect_events(facts: Facts) -> dict[str, Rows]:
    """The columns of this stage."""
    return {
        **pair_events(facts, contact_acts(facts)),
        "C1.exposure": active_days(facts),
        "C6.tried": introductions_tried(facts),
    }


def pair_events(facts: Facts, both: ContactActs) -> dict[str, Rows]:
    """The columns that need the acts of two people from all talk."""
    directed, acts = both.directed, both.contact
    return {
        **events_of_pairs(facts, acts),
        **events_of_periods(facts, both),
        **welcomes(facts, directed),
    }


def events_of_pairs(facts: Facts, acts: Acts) -> dict[str, Rows]:
    """New ties and introductions, by all that brings two people in contact."""
    return {"C1.value": new_ties(facts, acts), "C6.value": introductions(facts, acts)}


def events_of_periods(facts: Facts, both: ContactActs) -> dict[str, Rows]:
    """What is made of the acts of each pair in each period by itself."""
    return {**two_way_ties(facts, both.directed), **ties_of_periods(facts, both.contact)}


def contacts(acts: Acts) -> Acts:
    """The acts by which two people are in contact: the second of two within 28 days, and all after."""
    near = _same_pair(acts) & (np.diff(acts.day, prepend=0) < CONTACT_DAYS)
    return acts.select(near)


def _same_pair(acts: Acts) -> Bools:
    """Whether each act is of the same pair as the one before."""
    low, high = np.minimum(acts.actor, acts.target), np.maximum(acts.actor, acts.target)
    same = np.zeros(len(acts), np.bool_)
    same[1:] = (low[1:] == low[:-1]) & (high[1:] == high[:-1])
    return same


def new_ties(facts: Facts, acts: Acts) -> Rows:
    """One half to each end of a contact that begins after 180 days without, homes being different."""
    now = contacts(acts)
    again = _same_pair(now) & (np.diff(now.day, prepend=0) <= NEW_TIE_DAYS)
    now = now.select(~again)
    here, there = facts.homes.at(now.actor, now.day), facts.homes.at(now.target, now.day)
    now = now.select((here >= 0) & (there >= 0) & (here != there))
    return both_ends(now, facts.goals_of_messages(now.message), facts.shown_by(now.message))


def active_days(facts: Facts, since: int = FIRST) -> Rows:
    """One 28th to each person for each day on which they wrote or reacted, from a day on."""
    reacted = facts.talk.column("reactions", "message")
    person = np.concatenate([facts.author, facts.talk.column("reactions", "person")])
    day = np.concatenate([facts.day, facts.talk.column("reactions", "second") // DAY])
    message = np.concatenate([np.arange(len(facts.author)), reacted])
    kept = np.flatnonzero(facts.counted(person) & (day >= since))
    order = kept[row_order(person[kept], day[kept], message[kept])]
    person, day, message = person[order], day[order], message[order]
    first, group = runs(person, day)
    goals = facts.sets.unions(group, facts.goals_of_messages(message))
    evidence = facts.shown_by(message[first])
    return Rows.of(day[first], person[first], -1, goals, UNITS // PERIOD_DAYS, evidence)


def two_way_ties(facts: Facts, acts: Acts) -> dict[str, Rows]:
    """Pairs of whom one acted towards the other in a period, and those of whom both did."""
    low, high = np.minimum(acts.actor, acts.target), np.maximum(acts.actor, acts.target)
    period = acts.day // PERIOD_DAYS
    order = row_order(low, high, period, acts.actor, acts.message)
    low, high, period = low[order], high[order], period[order]
    acts = acts.select(order)
    first, pair = runs(low, high, period)
    goals = facts.sets.unions(pair, facts.goals_of_messages(acts.message))
    begin, _ = runs(low, high, period, acts.actor)
    ways = np.bincount(pair[begin], minlength=len(first))
    day = period[first] * PERIOD_DAYS
    dyads = Acts(low[first], high[first], day, acts.message[first], acts.mass[first])
    both = ways == 2
    forth = begin[both[pair[begin]]]
    mutual = Rows.of(
        period[forth] * PERIOD_DAYS,
        acts.actor[forth],
        acts.target[forth],
        goals[pair[forth]],
        HALF,
        facts.shown_by(acts.message[forth]),
    )
    return {
        "C2.value": mutual,
        "C2.exposure": both_ends(dyads, goals, facts.shown_by(dyads.message)),
    }


def introductions_tried(facts: Facts) -> Rows:
    """One to who named somebody new in another's talk."""
    message, who, _, beginner, _ = facts.talk.tables["namings"].T
    goals, shown = facts.goals_of_messages(message), facts.shown_by(message)
    return Rows.of(facts.day[message], who, beginner, goals, UNITS, shown)


def introductions(facts: Facts, acts: Acts) -> Rows:
    """One to who named somebody new in another's talk, by whom the two then met."""
    talk, people = facts.talk, facts.people
    message, who, named, beginner, joined = talk.tables["namings"].T
    columns = (facts.day[message], who, named, beginner, message, joined)
    met = brought_together(
        [
            Mention(on, people[x], people[b], people[a], talk.ids["messages"][m], bool(j))
            for on, x, b, a, m, j in zip(*(c.tolist() for c in columns), strict=True)
        ],
        contact_cells(people, acts),
    )
    return introductions_tried(facts).select(met)

"""Ties of a period: openness against home, the ends that key players carry, newcomers welcomed."""

from __future__ import annotations

import numpy as np

from graph.ledger.columns import Rows
from graph.ledger.conventions import PERIOD_DAYS, WELCOME_DAYS
from graph.ledger.credits import UNITS
from graph.ledger.events.contact import Acts, both_ends, runs
from graph.ledger.facts import Facts
from graph.measures.arrays import Ints
from graph.measures.conventions import CONTACT_INTERACTIONS
from graph.measures.row_order import row_order


def ties_of_periods(facts: Facts, acts: Acts) -> dict[str, Rows]:
    """The ends of all ties of a period: at least two acts of a pair, in whichever direction."""
    low, high = np.minimum(acts.actor, acts.target), np.maximum(acts.actor, acts.target)
    period = acts.day // PERIOD_DAYS
    order = row_order(low, high, period, acts.message)
    low, high, period, acts = low[order], high[order], period[order], acts.select(order)
    first, pair = runs(low, high, period)
    goals = facts.sets.unions(pair, facts.goals_of_messages(acts.message))
    tied = np.bincount(pair, minlength=len(first)) >= CONTACT_INTERACTIONS
    first, goals = first[tied], goals[tied]
    day = period[first] * PERIOD_DAYS
    ties = Acts(low[first], high[first], day, acts.message[first], acts.mass[first])
    ends = both_ends(ties, goals, facts.shown_by(ties.message))
    here, there = facts.homes.at(ties.actor, day), facts.homes.at(ties.target, day)
    known, apart = (here >= 0) & (there >= 0), here != there
    twice = np.concatenate([known & apart] * 2), np.concatenate([known & ~apart] * 2)
    return {
        "C3.external": ends.select(twice[0]),
        "C3.internal": ends.select(twice[1]),
        "C4.ends": ends,
    }


def welcomes(facts: Facts, directed: Acts) -> dict[str, Rows]:
    """One to each joiner, to each who soon had a two-way tie, and to who first had it with them."""
    day_of = {
        person: day
        for person, day in enumerate(facts.organisation.joined)
        if day is not None and facts.measured[person]
    }
    if not day_of or not len(facts.day):
        return {}
    joiners = np.array([one for one, day in day_of.items() if day >= facts.began], np.int64)
    joined = np.full(len(facts.people), -1, np.int64)
    joined[joiners] = [day_of[one] for one in joiners.tolist()]
    all_joiners = Rows.of(joined[joiners], joiners, -1, 0, UNITS, -1)
    ties = _first_ties(directed, joined)
    if not len(ties):
        return {"C5.joiners": all_joiners}
    goals, shown = facts.goals_of_messages(ties.message), facts.shown_by(ties.message)
    serving = Rows.of(ties.day, ties.target, ties.actor, goals, UNITS, shown)
    served = Rows.of(joined[ties.actor], ties.actor, ties.target, goals, UNITS, shown)
    return {"C5.joiners": all_joiners, "C5.serving": serving, "C5.served": served}


def _first_ties(directed: Acts, joined: Ints) -> Acts:
    """Each joiner's first two-way tie: joiner, the other, and the act that made it two-way."""
    parts = []
    for out in (True, False):
        joiner = directed.actor if out else directed.target
        other = directed.target if out else directed.actor
        since = joined[joiner]
        soon = (since >= 0) & (directed.day >= since) & (directed.day < since + WELCOME_DAYS)
        way = np.full(int(soon.sum()), int(out))
        parts.append((joiner[soon], other[soon], way, directed.day[soon], directed.message[soon]))
    joiner, other, way, day, message = (np.concatenate(one) for one in zip(*parts, strict=True))
    order = row_order(joiner, other, way, day, message)
    joiner, other, way, day, message = (c[order] for c in (joiner, other, way, day, message))
    first, _ = runs(joiner, other, way)
    joiner, other, day, message = (c[first] for c in (joiner, other, day, message))
    both = np.flatnonzero((joiner[1:] == joiner[:-1]) & (other[1:] == other[:-1]))
    later = np.where(day[both + 1] >= day[both], both + 1, both)
    order = row_order(joiner[later], day[later], other[later])
    later = later[order]
    later = later[runs(joiner[later])[0]]
    none = np.zeros(len(later), np.bool_)
    return Acts(joiner[later], other[later], day[later], message[later], none)

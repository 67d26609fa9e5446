"""Ties between groups as whoever may not see each person's numbers sees them: rounded by one tie of people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from graph.measures.mixing.flows import Flows
from graph.measures.ties.pairs import Pairs
from graph.network.conventions import LEAST_MEMBERS
from graph.records.tie import Tie
from graph.scopes.rounding import Spread, rounded, step_for

STRENGTHS = ("strength", "given", "received")
COUNTS = (
    "replies",
    "mentions",
    "sent",
    "reactions",
    "threads",
    "answers",
    "solutions",
    "connections",
    "introductions",
)
"""The counts of a tie, in the order of the columns of pairs."""


def tie_steps(pairs: Pairs) -> dict[str, float]:
    """The step of each number of a tie between groups, by the ties of people that it is made of."""
    strength = pairs.given + pairs.received
    steps = dict.fromkeys(STRENGTHS, step_for(Spread.of(strength[strength > 0]).cap))
    for name, column in zip(COUNTS, pairs.counts.T, strict=True):
        acts = column[column > 0].astype(np.float64)
        steps[name] = step_for(max(1.0, Spread.of(acts).cap))
    return steps


def rounded_tie(tie: Tie, steps: Mapping[str, float]) -> Tie:
    """The tie with every number rounded to its step."""
    numbers: dict[str, Any] = {name: rounded(getattr(tie, name), steps[name]) for name in STRENGTHS}
    counts: dict[str, Any] = {
        name: round(rounded(getattr(tie, name), steps[name])) for name in COUNTS
    }
    return replace(tie, **numbers, **counts)


def rounded_flows(flows: Flows, step: float) -> Flows:
    """The matrix with every strength rounded, so that its margins are sums of what is shown.

    Of people at the ends of fewer than 5, and of their ties, there are none to tell of: 0.
    """
    strength = np.array([rounded(one, step) for one in flows.strength.tolist()], np.float64)
    enough = flows.people >= LEAST_MEMBERS
    ties = [round(rounded(float(one), step_for(1))) for one in flows.ties.tolist()]
    return replace(
        flows,
        strength=strength,
        ties=np.where(enough, np.array(ties, np.int64), 0),
        people=np.where(enough, flows.people, 0),
    )

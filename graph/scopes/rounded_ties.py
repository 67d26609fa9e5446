"""Ties between groups as whoever may not see each person's numbers sees them: rounded by all ties of a person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from graph.measures.arrays import Floats, sum_at
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
    """The step of each number of a tie between groups, by what one person can change in it.

    That is all that people do towards others and others towards them, for somebody may be tied to
    many of one group. Where few hold most it is what the largest of them holds. `ties` is the step
    of how many ties there are.
    """
    steps = dict.fromkeys(STRENGTHS, step_for(_influence(pairs, pairs.given + pairs.received)))
    for name, column in zip(COUNTS, pairs.counts.T, strict=True):
        steps[name] = step_for(max(1.0, _influence(pairs, column.astype(np.float64))))
    steps["ties"] = step_for(max(1.0, _influence(pairs, np.ones(pairs.rows))))
    return steps


def _influence(pairs: Pairs, amounts: Floats) -> float:
    """How much of what pairs of people hold one person can have: the 95th percentile over people."""
    size = len(pairs.ids)
    of_each = sum_at(pairs.firsts, amounts, size) + sum_at(pairs.seconds, amounts, size)
    spread = Spread.of(of_each[of_each > 0])
    return spread.largest if spread.concentrated else spread.cap


def rounded_tie(tie: Tie, steps: Mapping[str, float]) -> Tie:
    """The tie with every number rounded to its step."""
    numbers: dict[str, Any] = {name: rounded(getattr(tie, name), steps[name]) for name in STRENGTHS}
    counts: dict[str, Any] = {
        name: round(rounded(getattr(tie, name), steps[name])) for name in COUNTS
    }
    return replace(tie, **numbers, **counts)


def rounded_flows(flows: Flows, steps: Mapping[str, float]) -> Flows:
    """The matrix with every strength rounded, so that its margins are sums of what is shown.

    Of people at the ends of fewer than 5, and of their ties, there are none to tell of: 0.
    """
    strength = np.array(
        [rounded(one, steps["given"]) for one in flows.strength.tolist()], np.float64
    )
    enough = flows.people >= LEAST_MEMBERS
    ties = [round(rounded(float(one), steps["ties"])) for one in flows.ties.tolist()]
    return replace(
        flows,
        strength=strength,
        ties=np.where(enough, np.array(ties, np.int64), 0),
        people=np.where(enough, flows.people, 0),
    )

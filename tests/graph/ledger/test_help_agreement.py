"""Ties of help, their sums over groups and the ledger agree to the unit, on organisations drawn by chance."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import AsyncIterator
from typing import Any

import numpy as np
import pytest

from graph.ledger.credits import UNITS
from graph.ledger.ledger import Ledger
from graph.ledger.scope_days import EVERYBODY, FIRST, LAST
from graph.network.ties.help import add_introductions, needs_from, with_help
from graph.network.ties.interaction_cells import (
    ANSWER,
    CONNECTION,
    INTRODUCTION,
    SOLUTION,
    talk_from,
)
from tests.graph.ledger.random_organisation import Company, company, ledger_of_company

FLOWS = {ANSWER: "P1.given", SOLUTION: "P2.needs", CONNECTION: "P2.needs", INTRODUCTION: "C6.value"}
Earned = dict[tuple[str, str, str, int], int]


async def tied(made: Company) -> Earned:
    """Who helped whom how much on which day, as ties of help are made."""

    async def talk() -> AsyncIterator[tuple[Any, ...]]:
        for row in made.talk.values():
            yield row[0], [message[:12] for message in row[6]]

    async def needs() -> AsyncIterator[tuple[Any, ...]]:
        for need in made.needs:
            alone = {who for who, _ in need[6]} == {need[5]}
            met = need[3] if need[3] is not None or alone else need[4]
            yield need[5], need[6], met, need[7], need[0]

    programs = [row[0] for row in made.people if row[1]]
    size = len(made.people) - len(programs)
    found = await talk_from(talk(), left_out=programs, people=size)
    help = await needs_from(needs(), programs)
    add_introductions(help, found)
    cells = with_help(found.cells, help)
    earned: Earned = defaultdict(int)
    for number in np.flatnonzero(np.isin(cells.kinds, list(FLOWS))).tolist():
        ends = cells.people[cells.actors[number]], cells.people[cells.targets[number]]
        key = (*ends, FLOWS[int(cells.kinds[number])], int(cells.days[number]))
        earned[key] += round(cells.weights[number] * UNITS)
    return earned


def of_ledger(ledger: Ledger) -> Earned:
    """The same as the ledger says it; what nobody known has done is no tie."""
    earned: Earned = defaultdict(int)
    for name in set(FLOWS.values()):
        rows = ledger.column(name).select(EVERYBODY, FIRST, LAST)
        for day, person, other, units in zip(
            *(c.tolist() for c in rows.columns()[:3]), rows.units.tolist(), strict=True
        ):
            if person >= 0:
                earned[ledger.people[person], ledger.people[other], name, day] += units
    return earned


@pytest.mark.parametrize("seed", range(12))
async def test_ties_of_help_are_the_flows_of_the_ledger(seed: int) -> None:
    made = company(seed, people=20, conversations=80)
    help = await tied(made)
    assert {name for _, _, name, _ in help} >= {"P1.given", "P2.needs"}
    assert help == of_ledger(ledger_of_company(made))

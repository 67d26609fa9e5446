"""The ledger of a small organisation whose help is known, and that ties of help agree with it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from graph.ledger.build import built_ledger
from graph.ledger.credits import UNITS
from graph.ledger.kinds import KINDS
from graph.ledger.ledger import EvidenceRef, Ledger
from graph.ledger.profile import evidence_of, figure, profile, units_of
from graph.ledger.scope_days import EVERYBODY, FIRST, LAST, of_people
from graph.network.analyses.run import analyse
from graph.records.window import Window
from graph.store.driver import Store
from tests.graph.network.help_organisation import helped
from tests.graph.network.organisation import asked

HELP = "MATCH (a)-[r:HELPED]->(b) RETURN a.id, b.id, r.kind, r.days, r.counts, r.weights"
FLOWS = {"answer": "P1.given", "solution": "P2.needs", "connection": "P2.needs"}
FLOWS |= {"introduction": "C6.value"}


@pytest_asyncio.fixture(loop_scope="session", scope="module")
async def acme(store: Store) -> AsyncIterator[Store]:
    await helped(store)
    await analyse(store)
    yield store


@pytest_asyncio.fixture(loop_scope="session", scope="module")
async def ledger(acme: Store) -> Ledger:
    return await built_ledger(acme)


def by_person(ledger: Ledger, code: str) -> dict[str, float]:
    always, kind = Window(), KINDS[code]
    figures = {
        one[-3:]: figure(ledger, kind, of_people(ledger.numbers([one])), always).value
        for one in ledger.people
    }
    return {one: value for one, value in figures.items() if value}


@pytest.mark.store
async def test_what_everybody_earned_is_known(ledger: Ledger) -> None:
    assert by_person(ledger, "P1") == {"bob": 1, "dee": 1}
    assert by_person(ledger, "P1.received") == {"ann": 2}
    assert by_person(ledger, "P2") == {"bob": 1.5, "dee": 2.5}
    assert by_person(ledger, "C6") == {"/cy": 1}
    assert by_person(ledger, "S4") == {"ann": 2, "bob": 2, "/cy": 2, "dee": 1, "eve": 1}
    total = {figure.kind.code: figure.value for figure in profile(ledger, EVERYBODY, Window())}
    assert total["S4"] == 8 and total["P2"] == 4


@pytest.mark.store
async def test_a_figure_lists_what_shows_it(ledger: Ledger) -> None:
    bob = of_people(ledger.numbers(["help/bob"]))
    goals = ledger.touching(["help/K"])
    assert evidence_of(ledger, KINDS["P1"], bob, Window(), goals) == [
        EvidenceRef("Message", "help/m2")
    ]
    assert evidence_of(ledger, KINDS["P2"], bob, Window()) == [
        EvidenceRef("Need", "help/n1"),
        EvidenceRef("Message", "help/m2"),
    ]


@pytest.mark.store
async def test_ties_of_help_agree_with_the_ledger_to_the_unit(acme: Store, ledger: Ledger) -> None:
    tied: dict[tuple[str, str, str], int] = defaultdict(int)
    for helper, whom, kind, _, counts, weights in await asked(acme, HELP):
        worth = sum(counts if weights is None else weights)  # type: ignore[call-overload]
        tied[str(helper), str(whom), FLOWS[str(kind)]] += round(worth * UNITS)
    earned: dict[tuple[str, str, str], int] = defaultdict(int)
    for name in set(FLOWS.values()):
        rows = ledger.column(name).select(EVERYBODY, FIRST, LAST)
        for person, other, units in zip(rows.person, rows.other, rows.units, strict=True):
            if person >= 0:  # what nobody known has done is no tie
                earned[ledger.people[person], ledger.people[other], name] += int(units)
    assert tied and earned == tied


@pytest.mark.store
async def test_answers_given_are_answers_received(ledger: Ledger) -> None:
    """What is given in the network is received in it."""
    rows = ledger.column("P1.given").rows
    assert units_of(ledger, ["P1.given"], EVERYBODY, Window()) == int(rows.turned().units.sum())

"""What is planted in a sample company is found by the value ledger, by acts alone."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Any

import pytest_asyncio

from bench.ledger_facts_of_bundle import bundle_of, facts_of_bundle, ledger_of
from graph.ledger.build import built_ledger
from graph.ledger.ledger import Ledger
from graph.ledger.run import run_ledger
from tests.api.conftest import Api

KINDS = """value { kinds(kinds: [HELD_NEEDS, VERDICTS, EXPERIMENTS_FAILED]) { shortName value
  evidence(first: 100) { nodes { ... on Need { key { externalId } } ... on Experiment { key { externalId } } } } } }"""


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def valued(api: Api) -> AsyncIterator[Api]:
    """The sample company with its ledger."""
    await run_ledger(api.store)
    yield api


def by_code(value: Any) -> dict[str, tuple[float, set[str]]]:
    return {
        kind["shortName"]: (
            kind["value"],
            {node["key"]["externalId"] for node in kind["evidence"]["nodes"]},
        )
        for kind in value["kinds"]
    }


def rows_by_id(ledger: Ledger) -> dict[str, list[tuple[object, ...]]]:
    """Column → its rows in order, everything by its id in the bundle."""

    def own(id_: str) -> str:
        return id_.removeprefix("sample/")

    found = {}
    for name, column in ledger.columns.items():
        day, person, other, goals, units, evidence = (c.tolist() for c in column.rows.columns())
        found[name] = sorted(
            (
                on,
                own(ledger.people[who]) if who >= 0 else "",
                own(ledger.people[whom]) if whom >= 0 else "",
                sorted(own(goal) for goal in ledger.goal_sets[one]),
                unit,
                own(ledger.evidence.ref(shown).id) if shown >= 0 else "",
            )
            for on, who, whom, one, unit, shown in zip(
                day, person, other, goals, units, evidence, strict=True
            )
        )
    return found


async def test_the_ledger_is_the_one_reckoned_from_the_bundle_alone(valued: Api) -> None:
    stored = rows_by_id(await built_ledger(valued.store))
    alone = rows_by_id(ledger_of(facts_of_bundle(bundle_of(valued.bundle))))
    assert stored.keys() == alone.keys() and len(stored) > 20
    for name, rows in stored.items():
        assert rows == alone[name], name


async def test_market_makers_earn_most_by_needs_that_they_held(valued: Api) -> None:
    truth = json.loads((valued.bundle / "truth.json").read_text(encoding="utf-8"))
    query = f"{{ people(first: 100) {{ nodes {{ bot key {{ externalId }} {KINDS} }} }} }}"
    nodes = (await valued.data(query))["people"]["nodes"]
    held = {
        node["key"]["externalId"]: by_code(node["value"])["P5"] for node in nodes if not node["bot"]
    }
    makers = {maker["person"]: set(maker["needs"]) for maker in truth["market_makers"]}
    first = sorted(held, key=lambda person: -held[person][0])[: len(makers)]
    assert set(first) == set(makers)
    for maker, needs in makers.items():
        assert held[maker][1] >= needs
        assert held[maker][0] >= len(needs) / 2


async def test_an_honest_failure_is_a_verdict(valued: Api) -> None:
    truth = json.loads((valued.bundle / "truth.json").read_text(encoding="utf-8"))
    planted = set(truth["honest_failures"]["experiments"])
    kinds = by_code((await valued.data(f"{{ network {{ {KINDS} }} }}"))["network"]["value"])
    assert planted and kinds["I1.failed"][1] == planted <= kinds["I2"][1]

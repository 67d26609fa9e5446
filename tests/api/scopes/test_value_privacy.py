"""Who is no analyst sees the value of their own and of groups of five, and nothing that tells about fewer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import AsyncIterator
from itertools import combinations
from typing import Any

import pytest_asyncio

from api.execution.viewer import Viewer
from graph.ledger.cache import ledger_cache_of
from graph.ledger.run import run_ledger
from graph.store.driver import Store
from tests.api.asking import data
from tests.api.scopes.test_differencing import nest
from tests.graph.network.organisation import asked

FEW = 5
__all__ = ["nest"]
MEMBER = Viewer(id="nest/p007", roles=frozenset({"member"}))
SINCE, UNTIL = 20_454, 20_484
"""January 2026."""
WINDOW = '{since: "2026-01-01", until: "2026-01-31"}'
KIND = "kinds { value units rate withheld evidence(first: 1) { totalCount nodes { id } } }"
PROFILE = (
    f"withheld people {KIND} mix {{ share }} likeness maturity {{ stage steps {{ rate reached }} }}"
)
SPANS = """
MATCH (g:Group)<-[:PART_OF]-*(:Group)<-[r:MEMBER_OF|HOME_IN]-(p:Person)
WHERE NOT p.bot
RETURN DISTINCT g.id, p.id,
  CASE WHEN r.since >= p.joined_at OR p.joined_at IS NULL THEN r.since ELSE p.joined_at END.epochSeconds / 86400,
  CASE WHEN r.until <= p.left_at OR p.left_at IS NULL THEN r.until ELSE p.left_at END.epochSeconds / 86400
"""


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def valued(nest: Store) -> AsyncIterator[Store]:
    """Nested units and overlapping teams of 240 people, with the ledger of their mails."""
    await run_ledger(nest)
    await ledger_cache_of(nest).ledger()
    yield nest


def numbers(profile: Any) -> list[Any]:
    """Everything that is a number of a profile."""
    kinds = profile["kinds"]
    found = [kind[name] for kind in kinds for name in ("value", "units", "rate")]
    found += [edge for kind in kinds for edge in kind["evidence"]["nodes"]]
    found += [kind["evidence"]["totalCount"] or None for kind in kinds]
    found += [profile["people"], profile["likeness"], profile["maturity"]["stage"]]
    steps = profile["maturity"]["steps"]
    found += [one["share"] for one in profile["mix"]] + [step["rate"] for step in steps]
    return [one for one in found if one is not None]


async def person_days(store: Store) -> dict[str, set[tuple[str, int]]]:
    """Group → who belonged to it or to what is part of it on which days of the window, by plain reading."""
    found: dict[str, set[tuple[str, int]]] = defaultdict(set)
    spans: Any = await asked(store, SPANS.replace("-[:PART_OF]-*", "-[:PART_OF*0..]-"))
    for group, person, since, until in spans:
        first = SINCE if since is None else max(since, SINCE)
        last = UNTIL if until is None else min(until, UNTIL)
        found[group] |= {(person, day) for day in range(first, last)}
    return found


def people(days: set[tuple[str, int]]) -> set[str]:
    return {person for person, _ in days}


async def test_of_people_a_member_sees_only_the_own_numbers(valued: Store) -> None:
    query = f"{{ people(first: 100) {{ nodes {{ key {{ externalId }} bot value {{ {PROFILE} trend {{ {PROFILE} }} parts {{ rest {{ people }} }} }} }} }} }}"
    nodes = (await data(valued, query, viewer=MEMBER))["people"]["nodes"]
    for node in nodes:
        value = node["value"]
        if node["key"]["externalId"] == "p007":
            assert value["withheld"] is None and numbers(value) and value["trend"]
        else:
            assert value["withheld"] == "NOT_YOURS"
            assert numbers(value) == [] and value["trend"] == [] and value["parts"] is None


async def test_groups_that_are_shown_tell_nothing_about_fewer_than_five(valued: Store) -> None:
    query = f"{{ groups(first: 100) {{ nodes {{ key {{ externalId source }} value(window: {WINDOW}) {{ {PROFILE} }} }} }} }}"
    nodes = (await data(valued, query, viewer=MEMBER))["groups"]["nodes"]
    days = await person_days(valued)
    shown: dict[str, set[tuple[str, int]]] = {}
    for node in nodes:
        group, value = f"nest/{node['key']['externalId']}", node["value"]
        if value["withheld"] is None:
            shown[group] = days[group]
            assert value["people"] == len(people(days[group])) >= FEW
        else:
            assert value["withheld"] in ("TOO_FEW", "TOO_CLOSE", "NO_MEMBERS")
            assert numbers(value) == []
    assert shown and len(shown) < len(nodes)
    for one, other in combinations(shown.values(), 2):
        if one & other:
            for lacking in (one - other, other - one):
                assert not 0 < len(people(lacking)) < FEW


async def test_a_whole_beside_its_parts_tells_nothing_about_fewer_than_five(valued: Store) -> None:
    query = f"""{{ network {{ value(window: {WINDOW}) {{ parts {{ rest {{ {PROFILE} }} countedTwice {{ units }}
      groups {{ group {{ key {{ externalId }} }} profile {{ {PROFILE} }} }} }} }} }}
      groups(first: 100) {{ nodes {{ key {{ externalId }} value(window: {WINDOW}) {{ parts {{ rest {{ {PROFILE} }}
      countedTwice {{ units }} groups {{ group {{ key {{ externalId }} }} profile {{ {PROFILE} }} }} }} }} }} }} }}"""
    answer = await data(valued, query, viewer=MEMBER)
    days = await person_days(valued)
    wholes = [
        (days[f"nest/{node['key']['externalId']}"], node["value"]["parts"])
        for node in answer["groups"]["nodes"]
    ]
    for whole, parts in wholes:
        if parts is None:
            continue
        visible = [
            days[f"nest/{part['group']['key']['externalId']}"]
            for part in parts["groups"]
            if part["profile"]["withheld"] is None
        ]
        rest = people(whole.difference(*visible))
        assert not (visible and 0 < len(rest) < FEW)
        if parts["rest"]["withheld"] is not None:
            assert numbers(parts["rest"]) == [] and parts["countedTwice"] is None
    assert answer["network"]["value"]["parts"]["rest"]


async def test_a_set_that_leaves_one_out_is_not_shown_beside_its_group(valued: Store) -> None:
    query = f"{{ groups(first: 100) {{ nodes {{ id value {{ {PROFILE} }} members(first: 100) {{ nodes {{ id }} }} }} }} }}"
    nodes = (await data(valued, query, viewer=MEMBER))["groups"]["nodes"]
    group = next(node for node in nodes if node["value"]["withheld"] is None)
    without = group["members"]["nodes"][0]["id"]
    found = await data(
        valued,
        f"query($g: [ID!], $w: [ID!]) {{ scope(groups: $g, without: $w) {{ value {{ {PROFILE} parts {{ groups {{ profile {{ {PROFILE} }} }} }} }} }} }}",
        {"g": [group["id"]], "w": [without]},
        MEMBER,
    )
    assert found["scope"]["value"]["withheld"] in ("TOO_CLOSE", "TOO_FEW")
    assert numbers(found["scope"]["value"]) == [] and found["scope"]["value"]["parts"] is None


async def test_a_set_of_groups_and_somebody_else_is_not_shown_beside_them(valued: Store) -> None:
    """Less its groups it would be that person."""
    query = "{ groups(first: 100) { nodes { id key { externalId } value { withheld } } } people(first: 100) { nodes { id bot key { externalId } } } }"
    answer = await data(valued, query, viewer=MEMBER)
    days = await person_days(valued)
    shown = [
        (node["id"], people(days[f"nest/{node['key']['externalId']}"]))
        for node in answer["groups"]["nodes"]
        if node["value"]["withheld"] is None
    ]
    tried = 0
    for (one, first), (other, second) in combinations(shown, 2):
        beyond = [
            node["id"]
            for node in answer["people"]["nodes"]
            if not node["bot"] and f"nest/{node['key']['externalId']}" not in first | second
        ]
        if first & second or not beyond or tried == 5:
            continue
        found = await data(
            valued,
            "query($g: [ID!], $p: [ID!]) { scope(groups: $g, people: $p) { value { withheld parts { rest { people } } } } }",
            {"g": [one, other], "p": beyond[:1]},
            MEMBER,
        )
        assert found["scope"]["value"] == {"withheld": "TOO_CLOSE", "parts": None}
        tried += 1
    assert tried


async def test_months_that_are_withheld_are_withheld_as_their_quarters_are(valued: Store) -> None:
    """No quarter less its months, and no whole less its quarters, is about one to four people."""
    trend = "{ withheld people window { since until } }"
    query = f"{{ groups(first: 100) {{ nodes {{ value {{ withheld months: trend(by: MONTH) {trend} quarters: trend {trend} }} }} }} }}"
    checked = 0
    for node in (await data(valued, query, viewer=MEMBER))["groups"]["nodes"]:
        value = node["value"]
        if value["withheld"] is not None:
            assert value["months"] == value["quarters"] == []
            continue
        for quarter in value["quarters"]:
            window = quarter["window"]
            months = [
                month
                for month in value["months"]
                if window["since"] <= month["window"]["since"] < window["until"]
            ]
            assert months and all(month["people"] is None or month["people"] >= FEW for month in months)  # fmt: skip
            if quarter["withheld"] is not None:
                assert all(month["withheld"] is not None for month in months)
            checked += 1
    assert checked

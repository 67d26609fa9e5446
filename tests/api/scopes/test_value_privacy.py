"""Who is no analyst sees the value of their own and of groups of five, and nothing that tells about fewer."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from api.execution.viewer import Viewer
from api.types.global_ids import to_global_id
from graph.ledger.cache import ledger_cache_of
from graph.ledger.kinds import Stage
from graph.ledger.maturity import likeness
from graph.ledger.run import run_ledger
from graph.store.driver import Store
from tests.api.scopes.nested_organisation import nest
from tests.api.store_query import data

FEW = 5
__all__ = ["nest"]
MEMBER = Viewer(id="nest/p007", roles=frozenset({"member"}))
ANALYST = Viewer(id="key", roles=frozenset({"analyst"}))
WINDOW = '{since: "2026-01-01", until: "2026-02-01"}'
KIND = "kinds { value units rate withheld evidence(first: 1) { totalCount nodes { id } } }"
PROFILE = f"withheld peopleCount {KIND} mix {{ share }} likeness maturity {{ stage steps {{ rate isReached }} }}"


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
    found += [profile["peopleCount"], profile["likeness"], profile["maturity"]["stage"]]
    steps = profile["maturity"]["steps"]
    found += [one["share"] for one in profile["mix"]] + [step["rate"] for step in steps]
    return [one for one in found if one is not None]


async def test_of_people_a_member_sees_only_the_own_numbers(valued: Store) -> None:
    query = f"{{ people(first: 100) {{ nodes {{ key {{ externalId }} bot value {{ {PROFILE} trend {{ {PROFILE} }} parts {{ rest {{ peopleCount }} }} }} }} }} }}"
    nodes = (await data(valued, query, viewer=MEMBER))["people"]["nodes"]
    for node in nodes:
        value = node["value"]
        if node["key"]["externalId"] == "p007":
            assert value["withheld"] is None and numbers(value) and value["trend"]
        else:
            assert value["withheld"] == "NOT_YOURS"
            assert numbers(value) == [] and value["trend"] == [] and value["parts"] is None


ROUNDED = f"""withheld remedy peopleCount {KIND.replace("units", "units roundedTo shortName low denominator")}
  trend(by: MONTH) {{ withheld peopleCount kinds {{ value roundedTo withheld }} }}
  parts {{ countedTwice {{ units }} rest {{ {PROFILE} }} groups {{ profile {{ {PROFILE} }} }} }}"""


async def group_values(store: Store, viewer: Viewer, window: str = WINDOW) -> list[Any]:
    """The value of every group as somebody sees it."""
    query = f"{{ groups(first: 100) {{ nodes {{ id value(window: {window}) {{ {ROUNDED} }} }} }} }}"
    nodes: list[Any] = (await data(store, query, viewer=viewer))["groups"]["nodes"]
    return nodes


async def test_groups_of_five_are_shown_rounded_without_what_adds_up_to_them(valued: Store) -> None:
    exact, shown = await group_values(valued, ANALYST), await group_values(valued, MEMBER)
    told = concentrated = 0
    for one, other in zip(exact, shown, strict=True):
        value = other["value"]
        if value["withheld"] is not None:
            assert value["withheld"] in ("TOO_FEW", "NO_MEMBERS") and numbers(value | {"likeness": None, "maturity": {"stage": None, "steps": []}, "mix": []}) == []  # fmt: skip
            continue
        assert value["peopleCount"] == one["value"]["peopleCount"] >= FEW
        assert value["parts"]["countedTwice"] is None
        for kind, true in zip(value["kinds"], one["value"]["kinds"], strict=True):
            assert kind["evidence"]["totalCount"] == 0
            if kind["withheld"] is not None:
                assert kind["withheld"] == "CONCENTRATED"
                assert kind["value"] is kind["rate"] is kind["low"] is kind["denominator"] is None
                concentrated += 1
            elif kind["roundedTo"] and true["units"] is not None:
                told += kind["value"] != true["value"]
    assert told and concentrated


@pytest.mark.parametrize("window", ['{since: "2026-01-01", until: "2026-01-31"}', '{until: "2026-02-01"}'])  # fmt: skip
async def test_windows_of_their_own_are_for_analysts(valued: Store, window: str) -> None:
    nodes = await group_values(valued, MEMBER, window)
    reasons = {node["value"]["withheld"] for node in nodes}
    assert "OWN_WINDOW" in reasons <= {"OWN_WINDOW", "TOO_FEW", "NO_MEMBERS"}
    remedies = {node["value"]["remedy"] for node in nodes if node["value"]["withheld"] == "OWN_WINDOW"}  # fmt: skip
    assert all("calendar" in remedy for remedy in remedies)
    assert all(node["value"]["withheld"] != "OWN_WINDOW" for node in await group_values(valued, ANALYST, window))  # fmt: skip


async def test_of_sets_only_those_that_are_a_group_are_shown(valued: Store) -> None:
    shown = [one for one in await group_values(valued, MEMBER) if one["value"]["withheld"] is None]
    query = f"query($g: [ID!], $w: [ID!]) {{ scope(groups: $g, exclude: $w) {{ value(window: {WINDOW}) {{ {ROUNDED} }} }} }}"

    async def of_set(groups: list[str], without: list[str]) -> Any:
        given = {"g": groups, "w": without}
        return (await data(valued, query, given, MEMBER))["scope"]["value"]

    first, other = shown[0], shown[1]
    assert (await of_set([first["id"]], []))["kinds"] == first["value"]["kinds"]
    for groups, without in (([first["id"], other["id"]], []), ([first["id"]], [other["id"]])):
        value = await of_set(groups, without)
        assert value["withheld"] in ("OWN_SET", "TOO_FEW") and value["parts"] is None
        assert all(kind["value"] is None for kind in value["kinds"])


OWN = """{ person(id: "%s") { value(window: %s) { mix { stage share } likeness %s } } }"""
LIKE = "trend(by: MONTH) { window { since until } mix { stage share } likeness }"


def mix(profile: Any) -> dict[str, float] | None:
    """The mix of a profile; None where it has none, or where it is not shown."""
    shares = {one["stage"]: one["share"] for one in profile["mix"]}
    return None if None in shares.values() else shares or None


def like(one: Any, other: Any) -> float | None:
    """How like two mixes are, as everybody can reckon who sees both."""
    parts = [{Stage[stage]: share for stage, share in (mix(of) or {}).items()} for of in (one, other)]  # fmt: skip
    return likeness(*(part or None for part in parts))


async def with_a_mix(store: Store, window: str) -> Viewer:
    """A member who has a mix of their own in a window."""
    query = f"{{ people(first: 100) {{ nodes {{ key {{ externalId }} value(window: {window}) {{ mix {{ stage share }} }} }} }} }}"
    nodes = (await data(store, query, viewer=ANALYST))["people"]["nodes"]
    found = next(node["key"]["externalId"] for node in nodes if mix(node["value"]) is not None)
    return Viewer(id=f"nest/{found}", roles=frozenset({"member"}))


@pytest.mark.parametrize("window", ["{}", '{since: "2026-01-01", until: "2026-04-01"}'])
async def test_of_oneself_the_likeness_is_to_everybody_as_they_are_shown(
    valued: Store, window: str
) -> None:
    member = await with_a_mix(valued, window)
    own, seen = OWN % (to_global_id("Person", member.id), window, LIKE), "{ network { value(window: %s) { mix { stage share } %s } } }"  # fmt: skip
    value = (await data(valued, own, viewer=member))["person"]["value"]
    shown = (await data(valued, seen % (window, LIKE), viewer=member))["network"]["value"]
    true = (await data(valued, seen % (window, LIKE), viewer=ANALYST))["network"]["value"]
    exact = (await data(valued, own, viewer=ANALYST))["person"]["value"]
    assert mix(exact) is not None and mix(value) == mix(exact)
    assert exact["likeness"] == pytest.approx(like(exact, true))
    assert value["likeness"] == pytest.approx(like(value, shown))
    months = {one["window"]["since"]: one for one in shown["trend"]}
    for part in value["trend"]:
        assert part["likeness"] == pytest.approx(like(part, months[part["window"]["since"]]))


@pytest.mark.parametrize("window", ['{since: "2026-01-01", until: "2026-03-30"}', '{until: "2026-04-01"}'])  # fmt: skip
async def test_there_is_no_likeness_to_what_is_shown_of_nobody(valued: Store, window: str) -> None:
    member = await with_a_mix(valued, window)
    own = OWN % (to_global_id("Person", member.id), window, "")
    value = (await data(valued, own, viewer=member))["person"]["value"]
    assert mix(value) is not None and value["likeness"] is None
    assert (await data(valued, own, viewer=ANALYST))["person"]["value"]["likeness"] is not None

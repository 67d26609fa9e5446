"""A member is shown rounded numbers of groups, the same ones always, and nothing by which to solve for people."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from api.execution.viewer import Viewer
from api.scopes import disclosure
from api.types.global_ids import to_global_id
from graph.network.analyses import snapshots
from graph.scopes.rounding import STEP_FACTOR
from graph.store.driver import Store
from tests.api.scopes.nested_organisation import PEOPLE, nest
from tests.api.store_query import data
from tests.graph.scopes.reconstruction import Shown, relative_error

__all__ = ["nest"]
FEW = 5
MEMBER = Viewer(id="nest/p000", roles=frozenset({"member"}))
ANALYST = Viewer(id="key", roles=frozenset({"analyst"}))
SCORE = "value roundedTo withheld median rank rankUpTo percentile comparedWith denominator standardError"
MEASURES = ("DEGREE", "STRENGTH", "CLUSTERING", "HARMONIC_IN", "CORE", "CONSTRAINT")
SCORES = " ".join(f"{key}: centrality(measure: {key}) {{ {SCORE} }}" for key in (*MEASURES, "BETWEENNESS"))  # fmt: skip
OTHERS = """
  asOne: centrality(measure: DEGREE, sense: AS_ONE) { value roundedTo withheld }
  among: centrality(measure: DEGREE, sense: AMONG_GROUPS) { value roundedTo withheld rank rankUpTo }
  brokerage { roles { expected score { value roundedTo withheld } } }
  mixing { eiAgainstChance { index roundedTo external internal withheld } }
  absence { withheld fragmentation { after roundedTo } reach reachRoundedTo }
  lineOfSight { share { value roundedTo numerator withheld } }
  alignment { goalLinkedShare { value roundedTo numerator withheld } }
  ties(first: 3) { roundedTo withheld totalCount edges { strength sent } }
"""
GROUPS = f"{{ groups(first: 100) {{ nodes {{ id key {{ externalId }} {SCORES} {OTHERS} }} }} network {{ {SCORES} }} }}"


async def groups(store: Store, viewer: Viewer) -> tuple[list[Any], Any]:
    """Every group and the network as somebody sees them."""
    answer = await data(store, GROUPS, viewer=viewer)
    return answer["groups"]["nodes"], answer["network"]


def is_multiple(value: float, step: float) -> bool:
    """Whether a number is so many steps."""
    return abs(value / step - round(value / step)) < 1e-6


async def test_every_number_of_a_group_is_rounded_to_the_step_beside_it(nest: Store) -> None:
    shown, network = await groups(nest, MEMBER)
    exact, _ = await groups(nest, ANALYST)
    counted = 0
    for group, true in zip([*shown, network], [*exact, network], strict=True):
        for key in (*MEASURES, "BETWEENNESS"):
            score = group[key]
            if score["withheld"] is not None:
                assert score["value"] is None and score["withheld"] in ("TOO_FEW", "CONCENTRATED")
                continue
            assert score["denominator"] >= FEW and score["standardError"] is None
            if score["roundedTo"]:
                assert is_multiple(score["value"], score["roundedTo"])
            if score["rank"] is not None:
                assert score["rank"] % 5 == 1 and score["percentile"] is None
                assert score["rank"] <= true[key]["rank"] <= score["rankUpTo"]
            counted += 1
        if group is network or group["DEGREE"]["withheld"] == "TOO_FEW":
            continue
        for score in (group["asOne"], group["among"]):
            if score["value"] is not None:
                assert score["roundedTo"] and is_multiple(score["value"], score["roundedTo"])
        chance = group["mixing"]["eiAgainstChance"]
        assert chance["external"] is chance["internal"] is None
        assert chance["index"] is None or chance["roundedTo"]
        absence = group["absence"]
        assert absence["fragmentation"]["roundedTo"] and absence["reachRoundedTo"]
        share = group["lineOfSight"]["share"]
        assert share["roundedTo"] and share["numerator"] is None
        assert group["alignment"]["goalLinkedShare"]["numerator"] is None
        for edge in group["ties"]["edges"]:
            assert is_multiple(edge["strength"], group["ties"]["roundedTo"])
    assert counted > 20


async def test_no_group_of_five_is_hidden_by_another(nest: Store) -> None:
    shown, _ = await groups(nest, MEMBER)
    exact, _ = await groups(nest, ANALYST)
    large = [one["id"] for one in exact if one["DEGREE"]["value"] is not None]
    assert [one["id"] for one in shown if one["DEGREE"]["value"] is not None] == large


async def test_the_answer_is_the_same_for_every_member_order_and_process(
    nest: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = await groups(nest, MEMBER)
    await data(nest, "{ groups(first: 3) { nodes { centrality(measure: CORE) { value } } } }", viewer=MEMBER)  # fmt: skip
    monkeypatch.setattr(disclosure, "_SPREADS", type(disclosure._SPREADS)())
    snapshots._CACHES.pop(nest, None)  # as another process begins
    assert await groups(nest, Viewer(id="nest/p100", roles=frozenset({"member"}))) == first


async def test_a_solver_over_all_groups_learns_no_more_than_the_groups_mean(nest: Store) -> None:
    """The units of this organisation differ by one to four people, some of them."""
    shown, network = await groups(nest, MEMBER)
    query = f"query($after: String) {{ people(first: 100, after: $after) {{ pageInfo {{ hasNextPage endCursor }} nodes {{ id {SCORES} }} }} }}"
    people: list[Any] = []
    after: str | None = None
    while len(people) < len(PEOPLE):
        page = (await data(nest, query, {"after": after}, ANALYST))["people"]
        people, after = people + page["nodes"], page["pageInfo"]["endCursor"]
    place = {person["id"]: number for number, person in enumerate(people)}
    inside = [await members(nest, group["id"], place) for group in shown]
    for key in MEASURES:
        values = np.array([person[key]["value"] for person in people], np.float64)
        if np.isnan(values).any() or np.ptp(values) == 0:
            continue
        told = [
            Shown(own, group[key]["value"], group[key]["roundedTo"] or 0.0)
            for own, group in zip(inside, shown, strict=True)
            if group[key]["value"] is not None
        ]
        everybody = Shown(np.arange(len(people)), network[key]["value"], network[key]["roundedTo"])
        large = [own for own in inside if len(own) >= FEW]
        error = relative_error(values, large, [*told, everybody])
        assert error >= 0.9, key
        exact = [Shown(own, float(values[own].mean()), 0.0) for own in large]
        assert relative_error(values, large, exact) < error, key


async def members(store: Store, group: str, place: dict[str, int]) -> Any:
    """The places of a group's people."""
    query = "query($id: ID!, $after: String) { group(id: $id) { members(first: 100, after: $after) { pageInfo { hasNextPage endCursor } nodes { id } } } }"
    found: list[int] = []
    after, more = None, True
    while more:
        page = (await data(store, query, {"id": group, "after": after}))["group"]["members"]
        found += [place[node["id"]] for node in page["nodes"]]
        after, more = page["pageInfo"]["endCursor"], page["pageInfo"]["hasNextPage"]
    return np.array(sorted(found), np.int64)


async def test_sets_and_windows_of_their_own_are_withheld_with_what_to_do(nest: Store) -> None:
    ids = [to_global_id("Person", f"nest/{person}") for person in PEOPLE[:20]]
    query = """query($ids: [ID!]) { scope(people: $ids) { centrality(measure: DEGREE) { value withheld remedy }
      lineOfSight { share { withheld remedy } } absence { withheld remedy } ties { withheld remedy totalCount } } }"""
    scope = (await data(nest, query, {"ids": ids}, MEMBER))["scope"]
    for answer in (scope["centrality"], scope["lineOfSight"]["share"], scope["absence"], scope["ties"]):  # fmt: skip
        assert answer["withheld"] == "OWN_SET" and "ask for one group" in answer["remedy"]
    window = '{since: "2026-01-03", until: "2026-02-01"}'
    query = f"""{{ groups(first: 100) {{ nodes {{ absence(ties: {{window: {window}}}) {{ withheld remedy }}
      ties(ties: {{window: {window}}}) {{ withheld }} lineOfSight(window: {window}) {{ share {{ withheld }} }} }} }}
      network {{ ties(ties: {{halfLifeDays: 30}}) {{ withheld remedy }} flows(ties: {{window: {window}}}) {{ withheld remedy }} }} }}"""
    answer = await data(nest, query, viewer=MEMBER)
    for node in answer["groups"]["nodes"]:
        reasons = {node["absence"]["withheld"], node["ties"]["withheld"], node["lineOfSight"]["share"]["withheld"]}  # fmt: skip
        assert reasons in ({"OWN_WINDOW"}, {"TOO_FEW"})
    for answer_of in answer["network"].values():
        assert answer_of["withheld"] == "OWN_WINDOW" and "calendar" in answer_of["remedy"]


async def test_ones_own_numbers_are_exact(nest: Store) -> None:
    query = f"query($id: ID!) {{ person(id: $id) {{ {SCORES} }} }}"
    own = {"id": to_global_id("Person", MEMBER.id)}
    assert await data(nest, query, own, MEMBER) == await data(nest, query, own, ANALYST)


async def test_comparisons_and_flows_are_rounded(nest: Store) -> None:
    analyses = await data(nest, "{ analyses(first: 1) { nodes { id } } }")
    query = """query($id: ID!) {
      compareAnalyses(before: $id, after: $id) { peopleInBoth peopleJoined peopleLeft
        means { before after roundedTo }
        groups(measure: DEGREE, first: 100) { before difference roundedTo rankBefore membersBefore } }
      network { flows(first: 100, ties: {kinds: [CONTACT]}) { roundedTo strength groups { members given }
        cells { strength people ties } } } }"""
    answer = await data(nest, query, {"id": analyses["analyses"]["nodes"][0]["id"]}, MEMBER)
    compared, flows = answer["compareAnalyses"], answer["network"]["flows"]
    assert (compared["peopleInBoth"], compared["peopleJoined"]) == (len(PEOPLE), None)
    assert all(is_multiple(one["before"], one["roundedTo"]) for one in compared["groups"])
    assert {one["rankBefore"] % 5 for one in compared["groups"]} == {1}
    assert all(is_multiple(one["before"], one["roundedTo"]) for one in compared["means"] if one["roundedTo"])  # fmt: skip
    assert flows["roundedTo"]
    for cell in flows["cells"]:
        assert is_multiple(cell["strength"], flows["roundedTo"])
        assert cell["people"] is None or cell["people"] >= FEW
    assert sum(row["given"] for row in flows["groups"]) == pytest.approx(flows["strength"])
    assert STEP_FACTOR == 2

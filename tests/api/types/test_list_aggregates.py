"""What is said of a whole list is what its pages add up to, for every field and to every reader."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from statistics import fmean
from typing import Any

import pytest

from api.execution.viewer import Viewer
from api.types.facets import facets_of
from api.types.graphql_names import camel
from api.types.list_aggregates import numbers_of
from api.types.whole_lists import ROOTS
from graph.errors import BadInput
from graph.records import BY_LABEL
from graph.store.composition.aggregates import Aggregate, By, Numbers
from graph.store.composition.composed_text import composed
from graph.store.composition.read_selection import Selection
from graph.store.filter_terms import Filter, shapes_of
from graph.store.statement_lists import RootList
from tests.api.conftest import Api
from tests.api.scopes.person_numbers import viewer_of
from tests.api.store_query import Answer, ask, data
from tests.cypher.test_plans import operators

FIELDS = {
    "Person": "people", "Capability": "capabilities", "Group": "groups", "Goal": "goals",
    "CheckIn": "checkIns", "Conversation": "conversations", "Message": "messages", "Link": "links",
    "Need": "needs", "Offer": "offers", "Experiment": "experiments", "Outcome": "outcomes",
}  # fmt: skip
GROUP_OF = {"Person": ("groups", "home"), "Goal": ("groups",), "Conversation": ("group",)}
FILTERS: Mapping[str, tuple[str, ...]] = {
    "Person": ("", "{level: {gte: 3}}", "{groups: {some: {kind: {eq: TEAM}}}}", "{bot: {eq: true}}"),
    "Goal": ("", "{kind: {eq: KEY_RESULT}}", "{or: [{status: {eq: ACTIVE}}, {archived: {eq: true}}]}", '{title: {eq: "nothing of this name"}}', '{risk: {any: true, on: "2026-06-20"}}'),
    "Conversation": ("", "{visibility: {eq: PUBLIC}}", "{goals: {none: {}}}"),
    "Message": ("{question: {eq: true}}",),
    "Link": ("", "{score: {gte: 0.5}}", "{not: {state: {eq: CONFIRMED}}}"),
}  # fmt: skip
"""Label → the filters with which its list is looked at; of others all that there is."""


def test_every_list_of_nodes_is_looked_at() -> None:
    assert FIELDS.keys() == ROOTS.keys()


def said(label: str) -> str:
    """All that can be said of a list of a label."""
    node = BY_LABEL[label]
    facets, numbers = facets_of(node), numbers_of(node)
    counts = " ".join(f"{name}: countBy(field: {name}) {{ value label count }}" for name in facets)
    values = " ".join(f"{name} {{ {' '.join(of)} }}" for name, of in numbers.items())
    some = (
        f"facets(fields: [{' '.join(facets)}]) {{ field truncated values {{ value label count }} }}"
    )
    return f"totalCount aggregate {{ count {values} {counts} }} {some if facets else ''}"


def shown(label: str) -> str:
    """All of a node by which what is said can be worked out by hand."""
    node = BY_LABEL[label]
    names = {number.property for of in numbers_of(node).values() for number in of.values()}
    names |= {tally.of for tally, _ in facets_of(node).values() if tally.by is not By.RELATED}
    groups = " ".join(
        f"{name} {{ id name }}" if name in ("group", "home") else f"{name}(first: 100) {{ nodes {{ id name }} }}"
        for name in GROUP_OF.get(label, ())
    )  # fmt: skip
    fields = (camel(node.PROPERTIES[name].shown) for name in names)
    return f"id {' '.join(fields)} {groups}"


async def nodes_of(api: Api, viewer: Viewer, label: str, where: str) -> list[Any]:
    """Every node of a list, page by page."""
    nodes: list[Any] = []
    after = "null"
    while True:
        given = f"first: 100, after: {after}" + (f", where: {where}" if where else "")
        query = f"{{ {FIELDS[label]}({given}) {{ pageInfo {{ hasNextPage endCursor }} nodes {{ {shown(label)} }} }} }}"
        page = (await data(api.store, query, viewer=viewer))[FIELDS[label]]
        nodes += page["nodes"]
        if not page["pageInfo"]["hasNextPage"]:
            return nodes
        after = f'"{page["pageInfo"]["endCursor"]}"'


BEFORE = frozenset(
    ("readable_conversations_of_person", "versions", "departures_of_owners")
    + ("warning_signs_of_goals", "blockers_between_goals")
)
"""Statements that a request may send before it reads a list."""


def statements_of(answer: Answer) -> int:
    """How many statements read the list, beside what says which talk may be read and what is at risk."""
    return sum(times for (_, name), times in answer.statements.items() if name not in BEFORE)


def check(label: str, list_: Any, nodes: list[Any], *, tells_few: bool = True) -> None:
    """That what is said of a list is what these nodes add up to."""
    node, aggregate = BY_LABEL[label], list_["aggregate"]
    assert aggregate["count"] == list_["totalCount"] == len(nodes)
    for name, of in numbers_of(node).items():
        for field, number in of.items():
            values = [one[field] for one in nodes if one[field] is not None]
            if number.twin is not None:
                values = list(map(Decimal, values))
            by_hand = {"min": min, "max": max, "mean": fmean}[name](values) if values else None
            if label == "Person" and not tells_few and len(values) < 5:
                by_hand = None
            expected = pytest.approx(by_hand) if name == "mean" and by_hand else by_hand
            told = aggregate[name][field]
            if number.twin is not None and told is not None:
                told = Decimal(told)
            assert told == expected, (name, field)
    facets = {one["field"]: one for one in list_.get("facets", [])}
    assert list(facets) == list(facets_of(node))
    for name, (tally, _) in facets_of(node).items():
        counts, labels = Counter[Any](), {None: None}
        item = node.PROPERTIES.get(tally.of)
        field = camel(tally.of if item is None else item.shown)
        for one in nodes:
            for value, text in values_of(one, label, name, tally.by, field):
                counts[value] += 1
                labels[value] = text
        few = label == "Person" and not tells_few
        expected_rows = {
            (value, labels[value]): None if few and count < 5 else count
            for value, count in counts.items()
        }
        found = {(row["value"], row["label"]): row["count"] for row in aggregate[name]}
        assert facets[name]["values"] == aggregate[name]
        if len(expected_rows) > 100:
            assert facets[name]["truncated"] and found.items() <= expected_rows.items()
        else:
            assert not facets[name]["truncated"] and found == expected_rows, name
        told = [row["count"] for row in aggregate[name] if row["count"] is not None]
        assert told == sorted(told, reverse=True)


def values_of(
    node: Any, label: str, name: str, by: By, field: str
) -> Iterator[tuple[str | None, str | None]]:
    """What a node counts in, with the name of a group."""
    if by is not By.RELATED:
        value = node[field]
        if isinstance(value, bool):
            value = str(value).lower()
        yield (value[:7] if by is By.MONTH and value else value), None
        return
    relation = "home" if name == "HOME" else next(one for one in GROUP_OF[label] if one != "home")
    groups = node[relation]["nodes"] if relation == "groups" else [node[relation]]
    for group in [one for one in groups if one] or [None]:
        yield (None, None) if group is None else (group["id"], group["name"])


@pytest.mark.parametrize("role", ["member", "admin"])
@pytest.mark.parametrize("label", FIELDS)
async def test_what_is_said_of_a_list_is_what_its_pages_add_up_to(
    api: Api, label: str, role: str
) -> None:
    viewer = viewer_of(role, None)
    for where in FILTERS.get(label, ("",)):
        nodes = await nodes_of(api, viewer, label, where)
        given = f"(where: {where})" if where else ""

        answer = await ask(api.store, f"{{ {FIELDS[label]}{given} {{ {said(label)} }} }}", viewer=viewer)  # fmt: skip

        assert answer.errors == [] and statements_of(answer) == 1
        check(label, answer.data[FIELDS[label]], nodes, tells_few=role == "admin")


@pytest.mark.parametrize("role", ["member", "admin"])
async def test_lists_below_a_node_say_it_of_themselves(api: Api, role: str) -> None:
    viewer = viewer_of(role, None)
    parts = {
        ("goals", "conversations"): "Conversation",
        ("goals", "children"): "Goal",
        ("groups", "members"): "Person",
        ("people", "messages"): "Message",
    }
    for (root, field), label in parts.items():
        below = f"{field}(first: 100) {{ {said(label)} nodes {{ {shown(label)} }} }}"
        query = f"{{ {root}(first: 12) {{ nodes {{ {below} }} }} }}"

        answer = await ask(api.store, query, viewer=viewer)

        assert answer.errors == [] and statements_of(answer) == 1
        whole = [one[field] for one in answer.data[root]["nodes"] if one[field]["totalCount"] <= 100]  # fmt: skip
        assert any(one["nodes"] for one in whole)
        for one in whole:
            check(label, one, one["nodes"], tells_few=role == "admin")


async def test_lists_that_are_worked_out_say_it_too(api: Api) -> None:
    """Of a set of people, and of what this process holds in memory."""
    people = (await api.data("{ people(first: 9) { nodes { id } } }"))["people"]["nodes"]
    ids = ", ".join(f'"{one["id"]}"' for one in people)
    body = f"{said('Person')} nodes {{ {shown('Person')} }}"
    set_ = f"scope(people: [{ids}]) {{ members(first: 100, where: {{level: {{gte: 2}}}}) {{ {body} }} }}"

    found = await api.data(f"{{ {set_} goals(first: 20) {{ nodes {{ unreachedGroups(first: 100) {{ {said('Group')} nodes {{ {shown('Group')} }} }} }} }} }}")  # fmt: skip

    check("Person", found["scope"]["members"], found["scope"]["members"]["nodes"])
    assert found["scope"]["members"]["totalCount"] > 2
    lists = [one["unreachedGroups"] for one in found["goals"]["nodes"]]
    assert any(one["nodes"] for one in lists)
    for one in lists:
        if one["totalCount"] <= 100:
            check("Group", one, one["nodes"])


async def test_facets_take_variables_and_aliases(api: Api) -> None:
    query = """query ($one: GoalFacet!, $many: [GoalFacet!]!, $kind: GoalKind) {
      goals(where: {kind: {eq: $kind}}) {
        a: aggregate { x: countBy(field: $one) { value count } y: countBy(field: KIND) { value } }
        b: aggregate { n: count min { dueOn } __typename }
        f: facets(fields: $many) { field values { value count } }
        none: facets(fields: []) { field }
      }
    }"""
    for one, kind in (("STATUS", "KEY_RESULT"), ("KIND", "OBJECTIVE"), ("STATUS", "INITIATIVE")):
        found = (await data(api.store, query, {"one": one, "many": [one, "MONTH"], "kind": kind}))["goals"]  # fmt: skip
        assert [row["value"] for row in found["a"]["y"]] == [kind][: found["b"]["n"]]
        assert [entry["field"] for entry in found["f"]] == [one, "MONTH"]
        assert found["f"][0]["values"] == found["a"]["x"] and found["none"] == []
        assert found["b"]["__typename"] == "GoalAggregate"


async def test_too_many_facets_are_refused_where_they_stand(api: Api) -> None:
    query = "{ goals { totalCount facets(fields: [%s]) { field } } people { totalCount } }"
    answer = await ask(api.store, query % ("KIND, " * 11))
    assert isinstance(answer.errors[0], BadInput) and "11 facets" in str(answer.errors[0])


async def test_the_query_of_the_page_runs(api: Api) -> None:
    page = (Path(__file__).parents[3] / "docs" / "clients.md").read_text(encoding="utf-8")
    (query,) = re.findall(r"```graphql\n(query Facets.*?)```", page, re.DOTALL)

    found = (await api.data(query, where={"kind": {"eq": "KEY_RESULT"}}))["goals"]

    names = [one["field"] for one in found["facets"]]
    assert names == ["STATUS", "KIND", "GROUP", "MONTH"] and found["aggregate"]["count"] > 0


@pytest.mark.parametrize("restricted", [False, True], ids=["all", "restricted"])
@pytest.mark.parametrize("label", FIELDS)
async def test_rows_are_found_by_the_index_of_the_filter(
    api: Api, label: str, restricted: bool
) -> None:
    """With a filter no node but those that it lets through is looked at, whatever is said of them."""
    node = BY_LABEL[label]
    item = next((one for one in node.PROPERTIES.values() if one.filtered and one.key is None), None)
    if item is None:
        pytest.skip("nothing but names is compared")
    columns = tuple(n for of in numbers_of(node).values() for n in of.values())
    measures = (Numbers(columns), *(tally for tally, _ in facets_of(node).values()))
    relation: RootList[Any] = ROOTS[label]
    filters = (Filter("id", "in", ("acme/one",)),)
    part = Aggregate(1, relation, shapes_of(filters), measures)
    text = composed(Selection((part,)), restricted=restricted)
    plan = await api.store.explain(text, {"value0_1": ["acme/one"], "reader": "acme/ann"})

    found = {name for name, _ in operators(plan)}

    assert not found & {"AllNodesScan", "NodeByLabelScan"}

"""What compiled fields show of rows: values, pages, cursors, counts, nothing where nothing is."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from api.execution.compiler import entries, lookups
from api.execution.context import Context
from api.execution.viewer import LOCAL
from api.schema.schema import schema
from api.types.global_ids import to_global_id
from tests.api.execution.compiler.memory_graph import HeldGraph

PEOPLE = {
    f"acme/p{n}": {
        "id": f"acme/p{n}", "name": None if n == 3 else f"P{n}", "bot": None if n else True,
        "level": n, "joined_at": "2026-03-29T01:30:00Z", "joined_at_precision": "day",
        "left_at": None, "left_at_precision": None,
    }
    for n in range(7)
}  # fmt: skip
GROUPS = {
    f"acme/g{n}": {"id": f"acme/g{n}", "name": f"G{n}", "kind": "unit" if n else None, "archived": n == 1}
    for n in range(3)
}  # fmt: skip
GOALS = {
    f"acme/k{n}": {
        "id": f"acme/k{n}", "title": f"K{n}", "kind": "purpose", "status": "active",
        "starts_on": "2026-01-01", "due_on": None, "tags": None if n else ["a", "b"],
        "archived": None, "metric_kind": None,
    }
    for n in range(2)
}  # fmt: skip


@pytest.fixture
def graph(monkeypatch: pytest.MonkeyPatch) -> HeldGraph:
    made = HeldGraph(
        {"Person": PEOPLE, "Group": GROUPS, "Goal": GOALS},
        {
            "groups_of_people": {
                "acme/p0": [("acme/g0", {"role": "lead"}), ("acme/g1", {"role": None})],
                "acme/p1": [("acme/g2", {"role": "member"})],
            },
            "home_of_people": {"acme/p1": [("acme/g1", {})], "acme/p2": [("acme/g2", {})]},
            "manager_of_people": {"acme/p1": [("acme/p0", {})], "acme/p2": [("acme/p1", {})]},
        },
    )
    monkeypatch.setattr(entries, "answer", made.answer)
    if hasattr(lookups, "answer"):
        monkeypatch.setattr(lookups, "answer", made.answer)
    return made


async def data(query: str, **variables: Any) -> Any:
    result = await ask(query, **variables)
    assert result.errors is None, result.errors
    return result.data


async def ask(query: str, **variables: Any) -> Any:
    store: Any = SimpleNamespace()
    return await schema.execute(
        query, variable_values=variables, context_value=Context(store, LOCAL)
    )


async def test_values_are_shown_as_their_types_want_them(graph: HeldGraph) -> None:
    query = """{ people(first: 2) { __typename nodes {
      __typename id name bot level joinedAt joinedAtPrecision leftAt key { source externalId __typename }
    } } goals(first: 2) { nodes { kind status startsOn dueOn tags archived } } }"""

    found = await data(query)

    whole = {"joinedAt": "2026-03-29T01:30:00+00:00", "joinedAtPrecision": "DAY", "leftAt": None}
    assert found["people"] == {
        "__typename": "PersonConnection",
        "nodes": [
            {
                "__typename": "Person", "id": to_global_id("Person", f"acme/p{n}"), "name": f"P{n}",
                "bot": not n, "level": n, **whole,
                "key": {"source": "acme", "externalId": f"p{n}", "__typename": "NodeKey"},
            }
            for n in range(2)
        ],
    }  # fmt: skip
    usual = {"kind": "PURPOSE", "status": "ACTIVE", "startsOn": "2026-01-01", "dueOn": None}
    assert found["goals"]["nodes"] == [
        {**usual, "tags": tags, "archived": False} for tags in (["a", "b"], [])
    ]
    assert len(graph.asked) == 2


@pytest.mark.parametrize("size", [1, 2, 3, 6, 7, 8])
@pytest.mark.parametrize("backward", [False, True])
async def test_pages_join_to_the_whole_list(graph: HeldGraph, size: int, backward: bool) -> None:
    count, bound, cursor_name = ("last", "before", "startCursor") if backward else ("first", "after", "endCursor")  # fmt: skip
    info = "pageInfo { hasNextPage hasPreviousPage startCursor endCursor }"
    query = f"""query ($at: String) {{ people({count}: {size}, {bound}: $at) {{
      totalCount {info} edges {{ cursor node {{ level }} }} }} }}"""
    levels: list[int] = []
    cursor = None
    for step in range(20):
        page = (await data(query, at=cursor))["people"]
        told = page["pageInfo"]
        own = [edge["node"]["level"] for edge in page["edges"]]
        assert page["totalCount"] == 7
        assert len(own) <= size
        assert (told["startCursor"], told["endCursor"]) == (
            page["edges"][0]["cursor"], page["edges"][-1]["cursor"],
        )  # fmt: skip
        levels = own + levels if backward else levels + own
        ahead, behind = ("hasPreviousPage", "hasNextPage") if backward else ("hasNextPage", "hasPreviousPage")  # fmt: skip
        assert told[behind] == (step > 0)
        assert told[ahead] == (len(levels) < 7)
        if not told[ahead]:
            break
        cursor = told[cursor_name]
    assert levels == list(range(7))


async def test_what_hangs_below_each_row_is_its_own(graph: HeldGraph) -> None:
    query = """{ people(first: 4) { nodes { level
      home { name archived } manager { level home { name } manager { level } }
      memberships(first: 1) { totalCount pageInfo { hasNextPage } edges { role node { name kind } } }
    } } }"""

    rows = (await data(query))["people"]["nodes"]

    assert [row["home"] for row in rows] == [
        None, {"name": "G1", "archived": True}, {"name": "G2", "archived": False}, None,
    ]  # fmt: skip
    assert [row["manager"] for row in rows] == [
        None, {"level": 0, "home": None, "manager": None},
        {"level": 1, "home": {"name": "G1"}, "manager": {"level": 0}}, None,
    ]  # fmt: skip
    assert [row["memberships"]["totalCount"] for row in rows] == [2, 1, 0, 0]
    assert [row["memberships"]["pageInfo"]["hasNextPage"] for row in rows] == [
        True,
        False,
        False,
        False,
    ]
    assert [row["memberships"]["edges"] for row in rows] == [
        [{"role": "lead", "node": {"name": "G0", "kind": None}}],
        [{"role": "member", "node": {"name": "G2", "kind": "UNIT"}}], [], [],
    ]  # fmt: skip
    assert [name for name, _ in graph.asked] == ["people"]


async def test_one_field_under_two_names_with_other_arguments(graph: HeldGraph) -> None:
    query = """{ people(first: 1) { nodes {
      one: memberships(first: 1) { nodes { name } } all: memberships(last: 5) { nodes { name } }
      count: memberships { totalCount }
    } } }"""
    (row,) = (await data(query))["people"]["nodes"]
    assert row == {
        "one": {"nodes": [{"name": "G0"}]}, "all": {"nodes": [{"name": "G0"}, {"name": "G1"}]},
        "count": {"totalCount": 2},
    }  # fmt: skip


async def test_a_count_alone_reads_no_row(graph: HeldGraph) -> None:
    assert (await data("{ people { totalCount __typename } }"))["people"] == {
        "totalCount": 7, "__typename": "PersonConnection",
    }  # fmt: skip
    ((_, selection),) = graph.asked
    assert [type(part).__name__ for part in selection.parts] == ["Count"]


async def test_a_cursor_of_another_list_is_refused_where_it_is_given(graph: HeldGraph) -> None:
    cursors = "{ people(first: 2) { nodes { memberships(first: 1) { edges { cursor } } } } }"
    nodes = (await data(cursors))["people"]["nodes"]
    own = nodes[0]["memberships"]["edges"][0]["cursor"]
    query = """query ($at: String) { people(first: 2) { nodes { level
      memberships(first: 5, after: $at) { nodes { name } } } } }"""

    result = await ask(query, at=own)

    assert [error.path for error in result.errors] == [["people", "nodes", 1, "memberships"]]


@pytest.mark.parametrize("arguments", ["first: -1", "first: 1, last: 1", 'after: "x"', "last: 101"])
async def test_arguments_that_do_not_fit_are_refused(graph: HeldGraph, arguments: str) -> None:
    result = await ask(f"{{ goals {{ totalCount }} people({arguments}) {{ nodes {{ id }} }} }}")
    assert [error.path for error in result.errors] == [["people"]]


async def test_a_value_that_is_required_and_absent_is_an_error_at_its_place(
    graph: HeldGraph,
) -> None:
    graph.nodes = graph.nodes | {
        "Goal": {"acme/k9": GOALS["acme/k1"] | {"id": "acme/k9", "title": None}}
    }
    result = await ask("{ goals(first: 1) { nodes { id title } } }")
    assert [error.path for error in result.errors] == [["goals", "nodes", 0, "title"]]
    assert "null" in result.errors[0].message


async def test_an_enum_that_the_schema_does_not_know_is_an_error_at_its_place(
    graph: HeldGraph,
) -> None:
    broken = {"acme/k9": GOALS["acme/k1"] | {"id": "acme/k9", "kind": "wish"}}
    graph.nodes = graph.nodes | {"Goal": {**GOALS, **broken}}
    result = await ask("{ goals(first: 9) { nodes { kind } } }")
    assert [error.path for error in result.errors] == [["goals", "nodes", 2, "kind"]]
    assert [node["kind"] for node in result.data["goals"]["nodes"]] == ["PURPOSE", "PURPOSE", None]

"""The list of all memberships: of a person, in a group, in a role, on a day, a page at a time."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from api.types.global_ids import to_global_id
from graph.store.driver import Store
from tests.api.store_query import ask, data
from tests.conftest import emptied
from tests.graph.importing.whole_organisation import imported

SPANS = [
    {"person": "ada", "group": "core", "role": "lead", "since": "2024-01-01"},
    {"person": "ada", "group": "core", "role": "member", "since": "2022-01-01", "until": "2024-01-01"},
    {"person": "ada", "group": "web", "role": "member"},
    {"person": "bob", "group": "core", "role": "member", "since": "2025-01-01"},
    {"person": "gone", "group": "core", "role": "member"},
]  # fmt: skip
ROWS: dict[str, list[dict[str, Any]]] = {
    "people": [
        {"id": "ada", "name": "Ada"},
        {"id": "bob", "name": "Bob"},
        {"id": "gone", "name": "Gone", "left_at": "2023-01-01"},
    ],
    "groups": [{"id": "core", "name": "Core"}, {"id": "web", "name": "Web"}],
    "memberships": SPANS,
}
CORE, ADA = to_global_id("Group", "acme/core"), to_global_id("Person", "acme/ada")


@pytest_asyncio.fixture(loop_scope="session", scope="module")
async def spans(store: Store, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Store]:
    """Three people, two groups, five spans."""
    await emptied(store)
    await imported(store, tmp_path_factory.mktemp("spans"), ROWS)
    yield store
    await emptied(store)


EDGES = "edges { cursor role since until group { name } node { displayName } }"


def short(edges: list[Any]) -> list[tuple[str, str, str]]:
    """Who is in which group in which role."""
    return sorted((one["node"]["displayName"], one["group"]["name"], one["role"]) for one in edges)


CASES: dict[str, set[int]] = {
    "": {0, 1, 2, 3, 4},
    f'person: "{ADA}"': {0, 1, 2},
    f'group: "{CORE}"': {0, 1, 3, 4},
    f'group: "{CORE}", role: "lead"': {0},
    'on: "2024-06-01"': {0, 2},
    'on: "2022-06-01"': {1, 2, 4},
    'on: "2023-12-31"': {1, 2},
    'where: {displayName: {eq: "Bob"}}': {3},
    'orderBy: {field: NAME, direction: DESC}, on: "2025-06-01"': {0, 2, 3},
}
NAMES = {"ada": "Ada", "bob": "Bob", "gone": "Gone", "core": "Core", "web": "Web"}


@pytest.mark.parametrize("said", sorted(CASES))
async def test_memberships_are_cut(spans: Store, said: str) -> None:
    said_or_all = said.replace("displayName", "name") or "first: 100"
    found = await data(
        spans, f"{{ memberships({said_or_all}) {{ totalCount aggregate {{ count }} {EDGES} }} }}"
    )
    expected = [SPANS[number] for number in CASES[said]]
    page = found["memberships"]
    assert short(page["edges"]) == sorted(
        (NAMES[one["person"]], NAMES[one["group"]], one["role"]) for one in expected
    )
    assert page["totalCount"] == page["aggregate"]["count"] == len(expected)


@pytest.mark.parametrize("order", ["", ", orderBy: [{field: NAME, direction: DESC}]", ", orderBy: [{field: LEVEL}, {field: NAME}]"])  # fmt: skip
async def test_pages_join_to_the_whole(spans: Store, order: str) -> None:
    found: list[Any] = []
    cursor = "null"
    while True:
        page = (
            await data(
                spans,
                f"{{ memberships(first: 2, after: {cursor}{order}) {{ {EDGES} pageInfo {{ hasNextPage }} }} }}",
            )
        )["memberships"]
        found += page["edges"]
        if not page["pageInfo"]["hasNextPage"]:
            break
        cursor = f'"{page["edges"][-1]["cursor"]}"'
    whole = (await data(spans, f"{{ memberships(last: 100{order}) {{ {EDGES} }} }}"))["memberships"]
    assert found == whole["edges"] and len(found) == len(SPANS)


WRONG = {
    f'person: "{CORE}"': "`person` is the id of a Group, not of a Person",
    'on: "9999-12-31"': "`on` has no end",
}


@pytest.mark.parametrize("said", sorted(WRONG))
async def test_what_names_something_else_is_refused(spans: Store, said: str) -> None:
    answer = await ask(spans, f"{{ memberships({said}) {{ totalCount }} }}")
    assert [error.message for error in answer.errors] == [WRONG[said]]

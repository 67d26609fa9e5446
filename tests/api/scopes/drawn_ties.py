"""Ties as columns and ties of lists, as one mapping to compare."""

from __future__ import annotations

from typing import Any

from api.execution.viewer import Viewer
from graph.store.driver import Store
from tests.api.store_query import data

COLUMNS = (
    "by ids source target weight given received totalCount truncated roundedTo withheld remedy asOf"
)
TIE = "strength given received from { id } node { id }"
Ties = dict[frozenset[str], tuple[float, ...]]


def drawn(graph: Any) -> Ties:
    """The ties of the columns: what the lesser of the two did comes first."""
    found: Ties = {}
    for u, v, *numbers in zip(
        *(graph[name] for name in ("source", "target", "weight", "given", "received")), strict=True
    ):
        u, v = graph["ids"][u], graph["ids"][v]
        assert frozenset((u, v)) not in found, "a tie stands twice"
        found[frozenset((u, v))] = in_order(u, v, *numbers)
    assert {end for pair in found for end in pair} == set(graph["ids"])
    return found


def in_order(
    near: str, far: str, weight: float, given: float, received: float
) -> tuple[float, ...]:
    return (weight, given, received) if near < far else (weight, received, given)


def listed(edges: list[Any]) -> Ties:
    """The ties of lists of ties."""
    return {
        frozenset((edge["from"]["id"], edge["node"]["id"])): in_order(
            edge["from"]["id"],
            edge["node"]["id"],
            *(edge[name] for name in ("strength", "given", "received")),
        )
        for edge in edges
    }


async def ties_of_network(store: Store, viewer: Viewer, arguments: str) -> list[Any]:
    """Every tie of the list of the network, page by page."""
    edges: list[Any] = []
    after = "null"
    while True:
        page = f"ties(first: 100, after: {after}, {arguments}) {{ withheld pageInfo {{ hasNextPage endCursor }} edges {{ {TIE} }} }}"
        found = (await data(store, f"{{ network {{ {page} }} }}", viewer=viewer))["network"]["ties"]
        edges += found["edges"]
        if not found["pageInfo"]["hasNextPage"]:
            return edges
        after = f'"{found["pageInfo"]["endCursor"]}"'


async def graph_of(store: Store, viewer: Viewer, arguments: str, more: str = "") -> Any:
    query = f"{{ network {{ graph({arguments}) {{ {COLUMNS} {more} }} }} }}"
    return (await data(store, query, viewer=viewer))["network"]["graph"]

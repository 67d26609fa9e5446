"""Groups are drawn with the ties that lists of ties show the same viewer, and no bound tells more."""

from __future__ import annotations

import pytest

from api.execution.viewer import LOCAL, Viewer
from graph.store.driver import Store
from tests.api.scopes.drawn_ties import COLUMNS, drawn, graph_of, listed, ties_of_network
from tests.api.scopes.nested_organisation import ANALYST, MEMBER, nest
from tests.api.store_query import data

__all__ = ["nest"]


@pytest.mark.parametrize(
    "arguments",
    [
        "kind: UNIT",
        "kind: TEAM",
        "ties: {kinds: [CONTACT, HELP]}",
        "ties: {halfLifeDays: 90, leastInteractions: 1}",
    ],
)
@pytest.mark.parametrize("viewer", [LOCAL, MEMBER, ANALYST], ids=["local", "member", "analyst"])
async def test_groups_are_tied_as_in_the_list(nest: Store, viewer: Viewer, arguments: str) -> None:
    found = await graph_of(nest, viewer, f"by: GROUP, {arguments}")

    ties = await ties_of_network(nest, viewer, arguments)
    assert drawn(found) == listed(ties)
    assert found["totalCount"] == len(ties) and not found["truncated"]
    assert (found["roundedTo"] is None) == (viewer is not MEMBER)
    assert found["weight"] == sorted(found["weight"], reverse=True)


async def test_what_a_list_of_ties_withholds_is_not_drawn(nest: Store) -> None:
    window = 'ties: {window: {since: "2026-01-03T00:00:00Z"}}'
    list_ = f"{{ network {{ ties({window}) {{ withheld remedy }} }} }}"
    withheld = (await data(nest, list_, viewer=MEMBER))["network"]["ties"]

    found = await graph_of(nest, MEMBER, f"by: GROUP, {window}", "labels unit community")

    assert withheld["withheld"] == "OWN_WINDOW"
    assert {name: found[name] for name in withheld} == withheld
    assert (found["ids"], found["labels"], found["unit"], found["source"]) == ([], [], [], [])
    for asked in ("ties: {halfLifeDays: 10}", "ties: {leastInteractions: 2}"):
        assert (await graph_of(nest, MEMBER, f"by: GROUP, {asked}"))["withheld"] == "OWN_WINDOW"


async def test_a_bound_tells_a_member_no_more_than_the_rounded_strengths(nest: Store) -> None:
    every = await graph_of(nest, MEMBER, "by: GROUP")
    levels = sorted(set(every["weight"]))
    assert len(levels) > 1
    for level in levels:
        for least in (level - every["roundedTo"] / 4, level, level + every["roundedTo"] / 4):
            found = await graph_of(nest, MEMBER, f"by: GROUP, leastStrength: {max(least, 0)}")
            assert drawn(found) == {
                pair: one for pair, one in drawn(every).items() if one[0] >= least
            }


async def test_small_groups_and_single_people_are_for_who_sees_them(nest: Store) -> None:
    query = f"{{ groups(first: 100) {{ nodes {{ members(first: 1) {{ totalCount }} graph {{ {COLUMNS} }} }} }} }}"
    for viewer, reason in ((MEMBER, "FOR_ANALYSTS"), (ANALYST, None)):
        for group in (await data(nest, query, viewer=viewer))["groups"]["nodes"]:
            few = group["members"]["totalCount"] < 5
            expected = "TOO_FEW" if few and viewer is ANALYST else reason
            assert group["graph"]["withheld"] == expected
            assert expected is None or group["graph"]["ids"] == []

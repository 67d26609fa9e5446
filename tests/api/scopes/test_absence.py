"""What breaks while people are away, over the hand-written organisation."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from api.execution.viewer import Viewer
from api.types.global_ids import to_global_id
from graph.goals.alignment.cache import organisation_cache_of
from graph.measures.cohesion.fragmentation import (
    distance_fragmentation,
    distance_reach,
    fragmentation,
)
from graph.measures.ties.tie_graph import TieGraph
from graph.network.analyses.run import analyse
from graph.organisation.participation import settle_unsettled
from graph.store.driver import Store
from graph.store.versions import MARK, Part, mark
from tests.api.store_query import ask, data
from tests.conftest import emptied
from tests.graph.network.organisation import asked, founded

TIES = TieGraph.from_ids(
    ["acme/ann", "acme/ann", "acme/bob", "acme/cy"],
    ["acme/bob", "acme/cy", "acme/cy", "acme/dee"],
    people=["acme/eve", "acme/fay"],
)
NEEDS = """
MATCH (cy:Person {id: 'acme/cy'}), (dee:Person {id: 'acme/dee'}), (ann:Person {id: 'acme/ann'})
MATCH (k:Goal {id: 'acme/K'}), (fay:Person {id: 'acme/fay'}), (all:Group {id: 'acme/all'})
CREATE (fay)-[:MEMBER_OF {key: 'k7', role: 'member'}]->(all)
CREATE (a:Need {id: 'acme/n1', title: 'Permit', by_at: 'n1', state: 'held', asked_at: datetime('2026-01-01T00:00Z')})
CREATE (b:Need {id: 'acme/n2', title: 'Van', by_at: 'n2', state: 'held', asked_at: datetime('2026-01-01T00:00Z')})
CREATE (c:Need {id: 'acme/n3', title: 'Map', by_at: 'n3', state: 'solved', asked_at: datetime('2026-01-01T00:00Z')})
CREATE (d:Need {id: 'acme/n4', title: 'Key', by_at: 'n4', state: 'open', asked_at: datetime('2026-01-01T00:00Z')})
CREATE (cy)-[:HELD {key: 'h1'}]->(a), (cy)-[:HELD {key: 'h2'}]->(b), (dee)-[:HELD {key: 'h3'}]->(b)
CREATE (cy)-[:HELD {key: 'h4'}]->(c), (cy)-[:HELD {key: 'h5', until: datetime('2026-01-02T00:00Z')}]->(d)
CREATE (cy)-[:ASKED]->(d), (ann)-[:ASKED]->(a), (a)-[:ABOUT]->(k)
"""
WHOLE = """
  withheld remedy peopleCount reach cutOffCount
  fragmentation { before after standardError } distanceFragmentation { before after standardError }
  cutOffPeople { totalCount nodes { name } } goals { totalCount nodes { title } }
  needsWithoutHolder { totalCount nodes { title } } needsWithoutAsker { nodes { title } }
"""


@pytest_asyncio.fixture(loop_scope="session", scope="module")
async def acme(store: Store) -> AsyncIterator[Store]:
    """The hand-written organisation with a few needs, analysed."""
    await founded(store)
    await asked(store, NEEDS)
    await settle_unsettled(store)
    await store.write(MARK, **mark(Part))
    await analyse(store)
    await organisation_cache_of(store).view(
        patient=True
    )  # columns are read once a process, not once a request
    yield store
    await emptied(store)


def ids(*names: str) -> list[str]:
    return [to_global_id("Person", f"acme/{name}") for name in names]


async def away(store: Store, *names: str, viewer: Viewer | None = None, more: str = "") -> Any:
    """What breaks while these people are away."""
    query = f"query($ids: [ID!]) {{ scope(people: $ids) {{ absence{more} {{ {WHOLE} }} }} }}"
    variables = {"ids": ids(*names)}
    answer = await (
        data(store, query, variables, viewer) if viewer else data(store, query, variables)
    )
    return answer["scope"]["absence"]


async def test_who_alone_joins_two_parts_cuts_others_off(acme: Store) -> None:
    query = f"query($id: ID!) {{ person(id: $id) {{ absence {{ {WHOLE} }} }} }}"

    absence = (await data(acme, query, {"id": ids("cy")[0]}))["person"]["absence"]

    rest = TIES.without(["acme/cy"])
    assert absence["peopleCount"] == 1
    assert absence["cutOffPeople"] == {"totalCount": 1, "nodes": [{"name": "Dee"}]}
    assert absence["cutOffCount"] == 1
    assert absence["fragmentation"] == {
        "before": pytest.approx(fragmentation(TIES)),
        "after": pytest.approx(fragmentation(rest)),
        "standardError": None,
    }
    assert absence["distanceFragmentation"] == {
        "before": pytest.approx(distance_fragmentation(TIES)),
        "after": pytest.approx(distance_fragmentation(rest)),
        "standardError": None,
    }
    assert absence["reach"] == pytest.approx(distance_reach(TIES, ["acme/cy"]))
    assert absence["goals"]["totalCount"] == 0
    assert absence["needsWithoutHolder"] == {"totalCount": 1, "nodes": [{"title": "Permit"}]}
    assert absence["needsWithoutAsker"] == {"nodes": [{"title": "Key"}]}
    assert await away(acme, "cy") == absence


async def test_a_set_loses_what_only_its_people_hold(acme: Store) -> None:
    absence = await away(acme, "ann", "bob", "cy")

    titles = [node["title"] for node in absence["goals"]["nodes"]]
    assert titles == ["Ten clinics", "Open clinics", "Heal the sick"]
    assert (absence["peopleCount"], absence["cutOffCount"]) == (3, 0)
    pair = await away(acme, "cy", "dee")
    assert [node["title"] for node in pair["needsWithoutHolder"]["nodes"]] == ["Permit", "Van"]
    assert pair["goals"]["totalCount"] == 0


async def test_goals_and_needs_can_be_narrowed_to_a_goal(acme: Store) -> None:
    goal = to_global_id("Goal", "acme/O")

    absence = await away(acme, "ann", "bob", "cy", more=f'(ties: {{goal: "{goal}"}})')

    assert [node["title"] for node in absence["goals"]["nodes"]] == ["Ten clinics", "Open clinics"]
    assert [node["title"] for node in absence["needsWithoutHolder"]["nodes"]] == ["Permit"]
    assert absence["needsWithoutAsker"] == {"nodes": [{"title": "Permit"}]}


async def test_a_window_says_whose_talk_counts(acme: Store) -> None:
    absence = await away(
        acme, "ann", "bob", more='(ties: {window: {until: "2026-01-06T00:00:00Z"}})'
    )

    assert [node["title"] for node in absence["goals"]["nodes"]] == [
        "Ten clinics", "Open clinics", "Heal the sick",
    ]  # fmt: skip


async def test_absences_of_many_cost_one_statement_a_field(acme: Store) -> None:
    query = "{ people { nodes { name absence { peopleCount cutOffCount cutOffPeople { totalCount } needsWithoutHolder { totalCount } needsWithoutAsker { totalCount } goals { totalCount } } } } }"

    answer = await ask(acme, query)

    assert answer.errors == []
    assert max(answer.statements.values()) == 1
    needs_of_person = {n["name"]: n["absence"]["needsWithoutHolder"]["totalCount"] for n in answer.data["people"]["nodes"]}  # fmt: skip
    assert needs_of_person == {"Ann": 0, "Bob": 0, "Bot": 0, "Cy": 1, "Dee": 0, "Fay": 0, None: 0}


async def test_who_may_see_what_breaks(acme: Store) -> None:
    dee = Viewer(id="acme/dee", roles=frozenset({"member"}))
    analyst = Viewer(id="key", roles=frozenset({"analyst"}))
    nothing: dict[str, Any] = {
        "withheld": "NOT_YOURS", "remedy": None, "peopleCount": None, "reach": None, "cutOffCount": None,
        "fragmentation": None, "distanceFragmentation": None,
        "cutOffPeople": {"totalCount": 0, "nodes": []}, "goals": {"totalCount": 0, "nodes": []},
        "needsWithoutHolder": {"totalCount": 0, "nodes": []}, "needsWithoutAsker": {"nodes": []},
    }  # fmt: skip

    assert await away(acme, "cy", viewer=dee) == nothing
    assert await away(acme, "cy", "ann", viewer=dee) == nothing | {"withheld": "TOO_FEW"}
    assert (await away(acme, "dee", viewer=dee))["withheld"] is None
    assert (await away(acme, "cy", "ann", viewer=analyst))["cutOffCount"] == 1
    query = '{ network { absence { withheld } } group(key: {source: "acme", externalId: "west"}) { absence { withheld } } }'
    answer = await data(acme, query, viewer=analyst)
    assert answer["network"]["absence"] == {"withheld": "NO_SUCH_SENSE"}
    assert answer["group"]["absence"] == {"withheld": "TOO_FEW"}
    east = Viewer(id="acme/eve", roles=frozenset({"member"}))
    group_query = '{ group(key: {source: "acme", externalId: "all"}) { absence { cutOffCount cutOffPeople { totalCount } goals { totalCount } } } }'
    absence = (await data(acme, group_query, viewer=east))["group"]["absence"]
    assert absence == {
        "cutOffCount": None,
        "cutOffPeople": {"totalCount": 0},
        "goals": {"totalCount": 3},
    }

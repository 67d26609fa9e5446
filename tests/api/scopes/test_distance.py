"""The way between two people by reporting lines and as it is lived, over the API and in Cypher."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from api.execution.viewer import Viewer
from api.types.global_ids import to_global_id
from graph.errors import BadInput
from graph.goals.alignment.cache import organisation_cache_of
from graph.network.analyses.run import analyse
from graph.store.driver import Store
from tests.api.store_query import ask, data
from tests.conftest import emptied
from tests.graph.importing.whole_organisation import imported

TREE = {"ann": "eve", "bob": "fay", "eve": "top", "fay": "top", "gus": "fay"}
TALK = (("ann", "gus"), ("bob", "gus"), ("gus", "top"))
COMPANY: dict[str, list[dict[str, Any]]] = {
    "people": [
        *({"id": one, "name": one.title(), "manager": boss} for one, boss in TREE.items()),
        {"id": "top", "name": "Top"},
        {"id": "zoe", "name": "Zoe"},
    ],
    "conversations": [{"id": one + other} for one, other in TALK],
    "messages": [
        {"id": one + other, "conversation": one + other, "author": one, "to": [other],
         "at": "2026-01-01T09:00:00Z"}
        for one, other in TALK
    ],
}  # fmt: skip
FIELDS = """to { name } reportingSteps reportingPath { name } tieSteps tiePath { name } withheld remedy"""


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def company(store: Store, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Store]:
    """A reporting tree with talk across it, analysed."""
    await emptied(store)
    await imported(store, tmp_path_factory.mktemp("tree"), COMPANY)
    await analyse(store)
    await organisation_cache_of(store).view(patient=True)
    yield store
    await emptied(store)


def person(name: str) -> str:
    return to_global_id("Person", f"acme/{name}")


async def way(store: Store, first: str, other: str, viewer: Viewer | None = None) -> Any:
    """The distance between two people, names for people."""
    query = "query($one: ID!, $other: ID!) { person(id: $one) { distance(to: $other) { %s } } }"
    variables = {"one": person(first), "other": person(other)}
    answer = await (
        data(store, query % FIELDS, variables, viewer)
        if viewer
        else data(store, query % FIELDS, variables)
    )
    return plain(answer["person"]["distance"])


def plain(answer: Any) -> Any:
    for path in ("reportingPath", "tiePath"):
        if answer[path] is not None:
            answer[path] = [node["name"] for node in answer[path]]
    return answer


async def test_the_formal_way_stands_beside_the_lived_one(company: Store) -> None:
    distance = await way(company, "ann", "bob")

    assert distance == {
        "to": {"name": "Bob"},
        "reportingSteps": 4,
        "reportingPath": ["Ann", "Eve", "Top", "Fay", "Bob"],
        "tieSteps": 2,
        "tiePath": ["Ann", "Gus", "Bob"],
        "withheld": None,
        "remedy": None,
    }
    back = await way(company, "bob", "ann")
    assert back["reportingPath"] == distance["reportingPath"][::-1]
    assert back["tiePath"] == distance["tiePath"][::-1]


async def test_there_may_be_no_way(company: Store) -> None:
    distance = await way(company, "ann", "zoe")

    assert (distance["reportingSteps"], distance["reportingPath"]) == (None, None)
    assert (distance["tieSteps"], distance["tiePath"]) == (None, None)
    assert (await way(company, "eve", "fay"))["tieSteps"] is None
    assert (await way(company, "ann", "ann"))["reportingSteps"] == 0
    assert (await way(company, "ann", "nobody"))["to"] is None


async def test_how_far_the_top_is_for_everybody_in_one_statement_a_field(company: Store) -> None:
    query = "{ people { nodes { name distanceToTop { to { name } reportingSteps tieSteps } } } }"

    nodes = (await data(company, query))["people"]["nodes"]

    distance_of_person = {node["name"]: node["distanceToTop"] for node in nodes}
    top = {"name": "Top"}
    assert distance_of_person == {
        "Ann": {"to": top, "reportingSteps": 2, "tieSteps": 2},
        "Bob": {"to": top, "reportingSteps": 2, "tieSteps": 2},
        "Eve": {"to": top, "reportingSteps": 1, "tieSteps": None},
        "Fay": {"to": top, "reportingSteps": 1, "tieSteps": None},
        "Gus": {"to": top, "reportingSteps": 2, "tieSteps": 1},
        "Top": None,
        "Zoe": None,
    }


async def test_the_lived_way_is_for_the_two_and_for_analysts(company: Store) -> None:
    def member(name: str) -> Viewer:
        return Viewer(id=f"acme/{name}", roles=frozenset({"member"}))

    other = await way(company, "ann", "bob", member("gus"))

    assert (other["withheld"], other["tieSteps"], other["tiePath"]) == ("NOT_YOURS", None, None)
    assert other["reportingSteps"] == 4
    assert (await way(company, "ann", "bob", member("bob")))["tieSteps"] == 2
    analyst = Viewer(id="key", roles=frozenset({"analyst"}))
    assert (await way(company, "ann", "bob", analyst))["tieSteps"] == 2


async def test_a_window_says_whose_talk_counts(company: Store) -> None:
    query = """query($one: ID!, $other: ID!) { person(id: $one) { distance(to: $other, ties: {window: {since: "2026-02-01T00:00:00Z"}}) { reportingSteps tieSteps } } }"""

    answer = await data(company, query, {"one": person("ann"), "other": person("bob")})

    assert answer["person"]["distance"] == {"reportingSteps": 4, "tieSteps": None}


async def test_only_people_are_ends_of_a_way(company: Store) -> None:
    query = (
        "query($one: ID!, $other: ID!) { person(id: $one) { distance(to: $other) { tieSteps } } }"
    )

    answer = await ask(
        company, query, {"one": person("ann"), "other": to_global_id("Group", "acme/x")}
    )

    assert isinstance(answer.errors[0], BadInput)


async def test_statements_for_analysts_find_the_same_ways(company: Store) -> None:
    parameters = {"one": "acme/ann", "other": "acme/bob", "limit": 61}

    formal = await company.rows("reporting_path_between_people", **parameters)
    lived = await company.rows("tie_path_between_people", **parameters)

    assert [row[2] for row in formal] == ["Ann", "Eve", "Top", "Fay", "Bob"]
    assert [row[3] for row in formal] == [False, False, True, False, False]
    assert [row[2] for row in lived] == ["Ann", "Gus", "Bob"]
    down = await company.rows("reporting_path_between_people", **parameters | {"one": "acme/top"})
    assert [row[2] for row in down] == ["Top", "Fay", "Bob"]

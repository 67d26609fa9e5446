"""Numbers that are about a part of a group only, as of those who have ties, tell a member of no few either."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest_asyncio

from api.execution.viewer import Viewer
from api.types.global_ids import to_global_id
from graph.goals.alignment.cache import organisation_cache_of
from graph.network.analyses.run import analyse
from graph.store.driver import Store
from tests.api.asking import data
from tests.conftest import emptied
from tests.graph.importing.helpers import imported

MEMBER = Viewer(id="acme/p39", roles=frozenset({"member"}))
ANALYST = Viewer(id="key", roles=frozenset({"analyst"}))
PEOPLE = [f"p{n:02}" for n in range(40)]
SILENT = [*range(6, 10), *range(36, 40)]
"""People who neither speak nor are spoken to; four of them are at home in `a` itself, as `p05` is."""
NUMBERS = """
  constraint: centrality(measure: CONSTRAINT) { value withheld }
  alignment { goalLinkedShare { value withheld } }
"""


def home(n: int) -> str:
    """The unit of a person: `b`, which is part of `a`, has the first five."""
    return "b" if n < 5 else "a" if n < 10 else "c"


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def quiet(store: Store, tmp_path_factory: Any) -> AsyncIterator[Store]:
    """Two nested units, of whose difference one person only has ties."""
    folder: Path = tmp_path_factory.mktemp("quiet")
    talkers = [id_ for n, id_ in enumerate(PEOPLE) if n not in SILENT]
    rows: dict[str, list[dict[str, Any]]] = {
        "groups": [{"id": id_, "name": id_, "kind": "unit"} | ({"parent": "a"} if id_ == "b" else {}) for id_ in "abc"],
        "people": [{"id": id_, "home_group": home(n)} for n, id_ in enumerate(PEOPLE)],
        "conversations": [{"id": id_, "kind": "mail"} for id_ in talkers],
        "messages": [
            {"id": id_, "conversation": id_, "at": "2026-01-05T10:00:00Z", "author": id_,
             "to": sorted({talkers[(n * 7 + k * k + 1) % len(talkers)] for k in range(1 + n % 4)} - {id_})}
            for n, id_ in enumerate(talkers)
        ],
    }  # fmt: skip
    await emptied(store)
    report = await imported(store, folder, rows)
    assert report.exit_code == 0
    await analyse(store)
    await organisation_cache_of(store).view(patient=True)
    yield store
    await emptied(store)


async def groups(store: Store, viewer: Viewer) -> dict[str, Any]:
    """The numbers of each group."""
    query = f"{{ groups(first: 9) {{ nodes {{ key {{ externalId }} {NUMBERS} }} }} }}"
    nodes = (await data(store, query, viewer=viewer))["groups"]["nodes"]
    return {node["key"]["externalId"]: node for node in nodes}


async def of_set(store: Store, *places: int) -> Any:
    """The numbers of a set that the member asks for."""
    query = f"query($people: [ID!]) {{ scope(people: $people) {{ {NUMBERS} }} }}"
    ids = [to_global_id("Person", f"acme/{PEOPLE[place]}") for place in places]
    return (await data(store, query, {"people": ids}, MEMBER))["scope"]


async def test_groups_that_differ_by_one_who_has_ties_are_not_shown(quiet: Store) -> None:
    of_member, of_analyst = await groups(quiet, MEMBER), await groups(quiet, ANALYST)

    assert all(of_analyst[group]["constraint"]["value"] is not None for group in "abc")
    assert {of_member[group]["constraint"]["withheld"] for group in "ab"} == {"TOO_CLOSE"}
    assert {of_member[group]["alignment"]["goalLinkedShare"]["withheld"] for group in "ab"} == {
        "TOO_CLOSE"
    }
    assert of_member["c"]["constraint"]["value"] == of_analyst["c"]["constraint"]["value"]


async def test_sets_that_differ_by_one_who_has_ties_are_not_shown(quiet: Store) -> None:
    first = await of_set(quiet, *range(20, 25))
    again = await of_set(quiet, *range(20, 25))
    with_one = await of_set(quiet, *range(20, 25), 10, *range(36, 40))

    assert first["constraint"]["value"] is not None
    assert again == first
    assert with_one["constraint"]["withheld"] == "TOO_CLOSE"
    assert with_one["alignment"]["goalLinkedShare"]["withheld"] == "TOO_CLOSE"

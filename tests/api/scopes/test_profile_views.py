"""Who saw numbers of somebody is written before the answer, and read by that person and by administrators."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import orjson
import pytest
import pytest_asyncio

from api.execution.viewer import Viewer
from api.types.global_ids import to_global_id
from graph.errors import StoreDown
from graph.identity.profile_views import save_views
from graph.network.analyses.run import analyse
from graph.store.driver import Store
from graph.store.versions import MARK, Part, mark
from tests.api.mutations.small_organisation import mutate
from tests.api.scopes.person_numbers import fields_of, viewer_of
from tests.api.store_query import ask, data
from tests.conftest import emptied
from tests.graph.network.organisation import founded

ACCOUNTS = "MATCH (p:Person) CREATE (:Account {id: p.id})-[:OF]->(p)"
VIEWS = "views(first: 50) { totalCount nodes { day role purpose fields viewer { id } } }"
ANN, BOB = to_global_id("Person", "acme/ann"), to_global_id("Person", "acme/bob")
DEGREE = "centrality(measure: DEGREE) { value }"


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def acme(store: Store) -> AsyncIterator[Store]:
    """Six people and a program with accounts, analysed."""
    await emptied(store)
    await founded(store)
    await run(store, ACCOUNTS)
    await store.write(MARK, **mark(Part))  # what the process holds of an earlier store is read anew
    await analyse(store)
    yield store
    await emptied(store)


@pytest_asyncio.fixture(autouse=True, loop_scope="session")
async def fresh(acme: Store) -> None:
    """Nobody has looked yet."""
    await run(acme, "MATCH (v:ProfileView) DELETE v")


async def run(store: Store, statement: str, **params: Any) -> list[list[Any]]:
    async with store.driver.session(database=store.database) as session:
        return [row.values() async for row in await session.run(statement, params)]


def person(name: str, fields: str) -> str:
    return f'{{ person(key: {{source: "acme", externalId: "{name}"}}) {{ {fields} }} }}'


def analyst(purpose: str | None = None, who: str | None = None) -> Viewer:
    return viewer_of("analyst", who).asking_for(None if purpose is None else purpose.encode())


async def views(store: Store, name: str = "ann", viewer: Viewer | None = None) -> Any:
    viewer = viewer or viewer_of("member", f"acme/{name}")
    return (await data(store, person(name, VIEWS), viewer=viewer))["person"]["views"]


async def test_the_subject_reads_who_saw_what_and_what_for(acme: Store) -> None:
    for _ in range(3):
        await data(acme, person("ann", DEGREE), viewer=analyst("staffing"))
    await data(acme, person("ann", "value { peopleCount } absence { reach }"), viewer=analyst("staffing"))  # fmt: skip
    await data(acme, person("ann", DEGREE), viewer=analyst(None, "acme/dee"))
    await data(acme, person("ann", DEGREE), viewer=viewer_of("admin", None).asking_for(b"audit"))

    found = await views(acme)

    assert found["totalCount"] == 3
    told = {(one["role"], one["purpose"]): one for one in found["nodes"]}
    assert set(told) == {("ANALYST", "staffing"), ("ANALYST", None), ("ADMIN", "audit")}
    first = told["ANALYST", "staffing"]
    assert first["fields"] == ["Person.centrality", "Person.absence"] and first["viewer"] is None
    assert told["ANALYST", None]["viewer"] == {"id": to_global_id("Person", "acme/dee")}
    assert (await views(acme, "bob"))["totalCount"] == 0


@pytest.mark.parametrize("field", ["centrality", "brokerage", "resilience", "mixing", "absence", "introductions", "alignment", "distance"])  # fmt: skip
async def test_every_field_of_a_persons_numbers_is_kept(acme: Store, field: str) -> None:
    selected = next(one for one in fields_of("Person", BOB) if one.startswith(field))
    for root, below in (("people(first: 50)", "nodes { id %s }"), (f'scope(people: ["{ANN}"])', "%s")):  # fmt: skip
        if field == "distance" and root.startswith("scope"):
            continue
        await run(acme, "MATCH (v:ProfileView) DELETE v")
        query = f"{{ root: {root} {{ {below % selected} }} }}"
        answer = await ask(acme, query, viewer=analyst("why"))
        assert answer.errors == []
        type_ = "PeopleSet" if root.startswith("scope") else "Person"
        (one,) = (await views(acme))["nodes"]
        shown = {"alignment": "Alignment.goalLinkedShare"}.get(field, f"{type_}.{field}")
        assert shown in one["fields"]


async def test_lists_that_name_people_are_kept(acme: Store) -> None:
    query = '{ network { keyPlayers(count: 1, purpose: "succession") { people { id } } } }'
    found = await data(acme, query, viewer=analyst())
    (named,) = found["network"]["keyPlayers"]["people"]
    name = next(one for one in ("ann", "bob", "cy", "dee", "eve") if to_global_id("Person", f"acme/{one}") == named["id"])  # fmt: skip
    (one,) = (await views(acme, name))["nodes"]
    assert (one["purpose"], one["fields"]) == ("succession", ["KeyPlayers.people"])


async def test_who_is_drawn_with_their_community_reads_it(acme: Store) -> None:
    """Ties are no numbers of a person; the community is one."""
    query = "{ network { graph(by: PERSON) { ids source weight %s } } }"
    await data(acme, query % "labels unit", viewer=analyst("a map"))
    assert (await views(acme))["totalCount"] == 0

    found = (await data(acme, query % "community", viewer=analyst("a map")))["network"]["graph"]

    number_of = dict(zip(found["ids"], found["community"], strict=True))
    assert number_of[ANN] is not None
    told = (await views(acme))["nodes"]
    assert [(one["purpose"], one["fields"]) for one in told] == [("a map", ["NetworkGraph.community"])]  # fmt: skip


async def test_of_own_numbers_and_of_what_is_withheld_nothing_is_written(acme: Store) -> None:
    everybody = f"{{ people(first: 50) {{ nodes {{ {DEGREE} value {{ peopleCount }} }} }} groups(first: 9) {{ nodes {{ {DEGREE} }} }} network {{ {DEGREE} }} }}"
    for role in ("member", "steward"):
        answer = await ask(acme, everybody, viewer=viewer_of(role, "acme/ann"))
        assert not any("view" in name for _, name in answer.statements)
    await ask(acme, everybody, viewer=viewer_of("tool", None))
    await ask(acme, everybody)  # with authentication off nobody is known
    assert await run(acme, "MATCH (v:ProfileView) RETURN v") == []


async def test_one_write_an_operation_however_many_people(acme: Store) -> None:
    query = f"{{ people(first: 50) {{ nodes {{ {DEGREE} resilience {{ core {{ value }} }} absence {{ reach }} }} }} }}"
    answer = await ask(acme, query, viewer=analyst("overview"))
    assert answer.errors == []
    written = [name for (_, name), times in answer.statements.items() for _ in range(times) if "view" in name]  # fmt: skip
    assert written.count("save_profile_views") == 1
    assert len(written) <= 2  # once a day old ones are forgotten
    assert (await run(acme, "MATCH (v:ProfileView) RETURN count(v)")) == [[6]]


async def test_whom_they_are_shared_with_is_kept_too(acme: Store) -> None:
    me, friend = viewer_of("member", "acme/ann"), viewer_of("member", "acme/bob")
    share = {"withPeople": [{"id": BOB}]}
    await mutate(acme, "shareProfile", share, "status", me)
    await data(acme, person("ann", DEGREE), viewer=friend)
    (one,) = (await views(acme))["nodes"]
    assert (one["role"], one["viewer"]) == ("MEMBER", {"id": BOB})
    await mutate(acme, "unshareProfile", {"everybody": True}, "status", me)


async def test_only_the_subject_and_admins_read_them(acme: Store) -> None:
    await data(acme, person("ann", DEGREE), viewer=analyst("x"))
    for role, who in (("member", "bob"), ("steward", "bob"), ("analyst", "bob"), ("tool", None)):
        viewer = viewer_of(role, None if who is None else f"acme/{who}")
        assert await views(acme, "ann", viewer) is None
    assert (await views(acme, "ann", viewer_of("admin", "acme/bob")))["totalCount"] == 1
    told = await data(acme, "{ exportMyData }", viewer=viewer_of("member", "acme/ann"))
    labels = [one["label"] for one in json.loads(told["exportMyData"])["nodes"]]
    assert labels.count("ProfileView") == 1


async def test_pages_follow_each_other_and_old_days_are_forgotten(acme: Store) -> None:
    for number in range(5):
        await save_views(acme, f"key:{number}", "analyst", {("acme/ann", None): {"Person.value"}})
    await run(acme, "MATCH (v:ProfileView {by: 'key:0'}) SET v.day = date() - duration('P400D')")
    me, found, after = viewer_of("member", "acme/ann"), list[str](), "null"
    while True:
        query = person("ann", f"views(first: 2, after: {after}) {{ hasNextPage endCursor nodes {{ lastAt fields }} }}")  # fmt: skip
        page = (await data(acme, query, viewer=me))["person"]["views"]
        found += [one["lastAt"] for one in page["nodes"]]
        if not page["hasNextPage"]:
            break
        after = f'"{page["endCursor"]}"'
    assert len(found) == 5
    removed = await acme.write("remove_old_profile_views", before="2026-01-01", limit=10)
    assert removed.rows[0][0] <= 1
    answer = await ask(acme, person("ann", 'views(after: "x") { totalCount }'), viewer=me)
    assert "cursor" in str(answer.errors[0])


async def test_a_line_of_the_log_comes_before_the_answer(
    acme: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = tmp_path / "audit.jsonl"
    monkeypatch.setenv("GOALGRAPH_AUDIT_LOG", str(log))
    await data(acme, person("ann", DEGREE), viewer=analyst("staffing"))
    (line,) = [orjson.loads(one) for one in log.read_bytes().splitlines()]
    assert (line["event"], line["role"], line["purpose"], line["people"]) == ("views", "analyst", "staffing", 1)  # fmt: skip
    assert line["fields"] == ["Person.centrality"] and line["principal"] == "key:one"
    assert "acme/ann" not in log.read_text() and "Ann" not in log.read_text()

    monkeypatch.setenv("GOALGRAPH_AUDIT_LOG", str(tmp_path))
    answer = await ask(acme, person("ann", DEGREE), viewer=analyst("staffing"))
    assert answer.data is None and [type(one) for one in answer.errors] == [StoreDown]


async def test_views_end_with_the_person(acme: Store) -> None:
    await data(acme, person("fay", DEGREE), viewer=analyst("x", "acme/eve"))
    await data(acme, person("eve", DEGREE), viewer=analyst("x", "acme/fay"))
    gone = {"person": {"id": to_global_id("Person", "acme/fay")}, "cascade": True}
    assert (await mutate(acme, "removePerson", gone, "status"))["status"] == "SAVED"
    left = await run(acme, "MATCH (v:ProfileView) RETURN v.person, v.by")
    assert left == [["acme/eve", None]]


CYPHER = (
    'query($statement: String!) { cypher(statement: $statement, purpose: "staffing") { rows } }'
)
NAMING = {
    "an id": "MATCH (p:Person {id: 'acme/ann'}) RETURN p.id AS id",
    "a node": "MATCH (p:Person {id: 'acme/ann'}) RETURN p",
    "inside a map": "MATCH (p:Person {id: 'acme/ann'}) RETURN {found: [p.id, 5]} AS it",
    "the key of a tie": "MATCH (:Person {id: 'acme/ann'})-[r:INTERACTED]->() RETURN r",
    "a path": "MATCH w = (:Person {id: 'acme/ann'})-->(:Group) RETURN w",
}


@pytest.mark.parametrize("how", NAMING)
async def test_who_is_named_by_an_answer_in_cypher_reads_it(acme: Store, how: str) -> None:
    await data(acme, CYPHER, {"statement": NAMING[how]}, analyst())
    (one,) = (await views(acme))["nodes"]
    assert (one["role"], one["purpose"], one["fields"]) == ("ANALYST", "staffing", ["Query.cypher"])


async def test_an_answer_in_cypher_that_names_nobody_leaves_nothing(acme: Store) -> None:
    for statement in (
        "MATCH (p:Person) RETURN count(p) AS people",
        "MATCH (g:Group) RETURN g.id AS id",
        "MATCH (p:Person) RETURN 'acme/nobody' AS id LIMIT 1",
    ):
        answer = await ask(acme, CYPHER, {"statement": statement}, analyst())
        assert answer.errors == []
        assert not any("view" in name for _, name in answer.statements)
    await data(acme, CYPHER, {"statement": NAMING["an id"]}, viewer_of("analyst", "acme/ann"))
    await ask(acme, CYPHER, {"statement": NAMING["an id"]})  # nobody is known
    assert await run(acme, "MATCH (v:ProfileView) RETURN v") == []


async def test_ties_are_numbers_of_whose_they_are(acme: Store) -> None:
    ties = "ties { withheld totalCount edges { strength } }"
    await data(acme, person("ann", ties), viewer=analyst("staffing"))
    (one,) = (await views(acme))["nodes"]
    assert one["fields"] == ["Person.ties"]
    for role in ("member", "steward"):
        answer = await data(acme, person("ann", ties), viewer=viewer_of(role, "acme/bob"))
        assert answer["person"]["ties"] == {"withheld": "NOT_YOURS", "totalCount": 0, "edges": []}
        own = await data(acme, person("bob", ties), viewer=viewer_of(role, "acme/bob"))
        assert own["person"]["ties"]["totalCount"]

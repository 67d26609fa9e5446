"""Whoever came after the latest analysis is in none of its lists and numbers: each says so, with the remedy."""

from __future__ import annotations

from typing import Any

import pytest
from graphql import GraphQLField, GraphQLObjectType, get_named_type, is_required_argument

from api.schema.schema import schema
from api.types.global_ids import to_global_id
from graph.ledger.run import run_ledger
from graph.network.analyses.run import analyse
from graph.organisation.membership import membership_index
from graph.organisation.totals import NETWORK
from graph.scopes.membership_days import not_yet_in
from graph.scopes.people_set import PeopleSet
from graph.store.driver import Store
from graph.store.versions import MARK, Part, mark
from tests.api.store_query import MEMBER, ask, data
from tests.graph.network.organisation import founded

TYPES = schema._schema.type_map
ARGUMENTS = {"measure": "IN_DEGREE", "includeSupporting": "true", "first": "5"}
"""Arguments that a field must have, and what is given; others are asked for below."""
ELSEWHERE = {"goalsToLookAt", "alignment", "lineOfSight", "distanceToTop"}
"""Fields that are read from talk or reporting lines, whatever was analysed."""
LATER = """
MATCH (all:Group {id: 'acme/all'})
CREATE (new:Person {id: 'acme/new', name: 'New', by_name: 'new acme/new', bot: false})
CREATE (old:Person {id: 'acme/old', name: 'Old', by_name: 'old acme/old', bot: false})
CREATE (g:Group {id: 'acme/late', name: 'Late', by_name: 'late', kind: 'unit', archived: false})
CREATE (g)-[:PART_OF]->(all), (new)-[:HOME_IN]->(g), (old)-[:HOME_IN]->(g)
"""


def withheld_fields(scope: str, field: GraphQLField) -> list[str]:
    """The parts of a field that can be withheld: it itself, or numbers below it."""
    type_ = get_named_type(field.type)
    if not isinstance(type_, GraphQLObjectType) or type_.name in ("Group", "Person"):
        return []
    if "withheld" in type_.fields:
        return ["withheld remedy"] if "remedy" in type_.fields else []
    inner = {name: get_named_type(below.type) for name, below in type_.fields.items()}
    return [
        f"{name} {{ withheld remedy }}"
        for name, below in inner.items()
        if isinstance(below, GraphQLObjectType) and {"withheld", "remedy"} <= below.fields.keys()
    ]


def selection(scope: str, other: str) -> tuple[str, list[str]]:
    """Every field of a scope that can be withheld, by its type in the schema."""
    parts, names = list[str](), list[str]()
    for name, field in TYPES[scope].fields.items():
        below = withheld_fields(scope, field)
        if name in ELSEWHERE or not below:
            continue
        given = ARGUMENTS | {"with": f'"{other}"', "to": f'"{other}"'}
        needed = [arg for arg, one in field.args.items() if is_required_argument(one)]
        arguments = ", ".join(f"{arg}: {given[arg]}" for arg in needed)
        parts.append(f"{name}{f'({arguments})' if arguments else ''} {{ {' '.join(below)} }}")
        names.append(name)
    return " ".join(parts), names


def leaves(value: Any, path: str = "") -> list[tuple[str, Any]]:
    """The parts of an answer that can be withheld."""
    if isinstance(value, list):
        return [leaf for one in value for leaf in leaves(one, path)]
    if not isinstance(value, dict):
        return []
    if "withheld" in value:
        return [(path, value)]
    return [leaf for name, one in value.items() for leaf in leaves(one, f"{path}.{name}")]


@pytest.mark.parametrize("noticed", [True, False])
@pytest.mark.parametrize("read_first", [True, False])
async def test_every_list_of_a_newcomer_says_why_it_is_empty(
    store: Store, read_first: bool, noticed: bool
) -> None:
    """Whether the process has read ties before the newcomers came, and has noticed that they did."""
    await founded(store)
    await analyse(store)
    await run_ledger(store)
    if read_first:
        await data(store, "{ network { ties { totalCount } value { peopleCount } } }")
    async with store.driver.session(database=store.database) as session:
        await (await session.run(LATER)).consume()
    if noticed:
        await store.write(MARK, **mark([Part.PEOPLE]))
    ids = (
        '{ ann: person(key: {source: "acme", externalId: "ann"}) { id } '
        'new: person(key: {source: "acme", externalId: "new"}) { id } }'
    )
    found = await data(store, ids)
    ann, new = found["ann"]["id"], found["new"]["id"]
    roots = {
        "Person": 'person(key: {source: "acme", externalId: "new"})',
        "Group": 'group(key: {source: "acme", externalId: "late"})',
        "PeopleSet": f'scope(people: ["{new}"])',
    }
    for scope, root in roots.items():
        fields, names = selection(scope, ann)
        assert {"ties", "centrality", "absence", "introductions", "value"} <= set(names)
        answer = await ask(store, f"{{ root: {root} {{ {fields} }} }}")
        assert answer.errors == []
        for path, leaf in leaves(answer.data["root"]):
            assert leaf["withheld"] == "NOT_COVERED", (scope, path, leaf)
            command = "goalgraph ledger" if path.startswith(".value") else "goalgraph analyse"
            assert command in (leaf["remedy"] or ""), (scope, path, leaf)

    known = await data(
        store,
        f'{{ person(key: {{source: "acme", externalId: "ann"}}) {{ {selection("Person", new)[0]} }} }}',
    )
    empty = dict(leaves(known["person"]))
    assert empty[".introductions"]["withheld"] == empty[".distance"]["withheld"] == "NOT_COVERED"
    assert empty[".ties"]["withheld"] is None


JOINED = """
MATCH (all:Group {id: 'acme/all'}), (fay:Person {id: 'acme/fay'})
CREATE (mixed:Group {id: 'acme/mixed', name: 'Mixed', by_name: 'mixed', kind: 'team', archived: false})
CREATE (fay)-[:MEMBER_OF {key: 'm1', role: 'member'}]->(mixed)
WITH all, mixed
UNWIND range(1, 7) AS n
CREATE (p:Person {id: 'acme/late' + n, by_name: 'late' + n, bot: false})
FOREACH (_ IN CASE WHEN n < 7 THEN [1] ELSE [] END | CREATE (p)-[:HOME_IN]->(mixed))
FOREACH (_ IN CASE WHEN n = 7 THEN [1] ELSE [] END | CREATE (p)-[:HOME_IN]->(all))
"""
VALUE = "withheld remedy peopleCount notCovered"
SEVERAL = f"""query($mixed: ID!, $all: ID!, $people: [ID!]) {{
  network {{ value {{ {VALUE} trend(by: MONTH) {{ {VALUE} }} }} }}
  mixed: group(id: $mixed) {{ value {{ {VALUE} }} }}
  all: group(id: $all) {{ value {{ {VALUE} parts {{ rest {{ {VALUE} }} }} }} }}
  set: scope(people: $people) {{ value {{ {VALUE} }} }} }}"""
SCOPES: dict[str, Any] = {
    "mixed": to_global_id("Group", "acme/mixed"),
    "all": to_global_id("Group", "acme/all"),
    "people": [to_global_id("Person", f"acme/{one}") for one in ("ann", "late1")],
}


async def test_a_value_says_how_many_of_its_people_came_later(store: Store) -> None:
    """Partly covered: the number of those it covers, said aloud; withheld where these are few."""
    await founded(store)
    await run_ledger(store)
    await ask(store, "{ network { value { peopleCount } } }")
    async with store.driver.session(database=store.database) as session:
        await (await session.run(JOINED)).consume()
    await store.write(MARK, **mark([Part.PEOPLE]))

    found = await data(store, SEVERAL, SCOPES)
    shown = {"withheld": None, "remedy": None}
    network = found["network"]["value"]
    assert (network["peopleCount"], network["notCovered"]) == (13, 7)
    assert {one["notCovered"] for one in network["trend"]} == {7}
    assert found["mixed"]["value"] == {**shown, "peopleCount": 7, "notCovered": 6}
    assert found["set"]["value"] == {**shown, "peopleCount": 2, "notCovered": 1}
    assert found["all"]["value"]["notCovered"] == 1
    assert found["all"]["value"]["parts"]["rest"] == {**shown, "peopleCount": 2, "notCovered": 1}

    answer = await data(store, SEVERAL, SCOPES, MEMBER)
    hidden = {"remedy": None, "peopleCount": None, "notCovered": None}
    assert answer["mixed"]["value"] == {"withheld": "TOO_FEW", **hidden}
    assert answer["network"]["value"]["notCovered"] == 7

    await run_ledger(store)
    after = await data(store, SEVERAL, SCOPES)
    assert {after[name]["value"]["notCovered"] for name in ("network", "mixed", "set")} == {0}


def test_whom_the_process_has_not_read_yet_came_later() -> None:
    membership = membership_index([("a", False, None, None)], [("g", "g", False, [])], [])
    late = PeopleSet.of(["a", "b"], ["g", "h"])
    assert not_yet_in(membership, late) == 2
    assert [not_yet_in(membership, PeopleSet.of([one])) for one in "ab"] == [0, 1]
    assert not_yet_in(membership, NETWORK) == 0

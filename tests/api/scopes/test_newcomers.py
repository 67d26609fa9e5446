"""Whoever came after the latest analysis is in none of its lists and numbers: each says so, with the remedy."""

from __future__ import annotations

from typing import Any

import pytest
from graphql import GraphQLField, GraphQLObjectType, get_named_type, is_required_argument

from api.schema.schema import schema
from graph.network.analyses.run import analyse
from graph.store.driver import Store
from tests.api.asking import ask, data
from tests.graph.network.organisation import founded

TYPES = schema._schema.type_map
ARGUMENTS = {"measure": "IN_DEGREE", "includeSupporting": "true", "first": "5"}
"""Arguments that a field must have, and what is given; others are asked for below."""
ELSEWHERE = {"goalsToLookAt", "alignment", "lineOfSight", "distanceToTop", "value"}
"""Fields that are read from talk, reporting lines or the ledger, whatever was analysed."""
LATER = """
MATCH (all:Group {id: 'acme/all'})
CREATE (new:Person {id: 'acme/new', name: 'New', by_name: 'new acme/new', bot: false})
CREATE (old:Person {id: 'acme/old', name: 'Old', by_name: 'old acme/old', bot: false})
CREATE (g:Group {id: 'acme/late', name: 'Late', by_name: 'late', kind: 'unit', archived: false})
CREATE (g)-[:PART_OF]->(all), (new)-[:HOME_IN]->(g), (old)-[:HOME_IN]->(g)
WITH 1 AS done
MATCH (l:Lock {name: 'people'}) SET l.version = l.version + 1, l.stamp = 'later'
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


@pytest.fixture(params=["before", "after"])
def read_first(request: pytest.FixtureRequest) -> bool:
    """Whether the process has read ties before the newcomers came."""
    return request.param == "before"


async def test_every_list_of_a_newcomer_says_why_it_is_empty(
    store: Store, read_first: bool
) -> None:
    await founded(store)
    await analyse(store)
    if read_first:
        await data(store, "{ network { ties { totalCount } } }")
    async with store.driver.session(database=store.database) as session:
        await (await session.run(LATER)).consume()
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
        assert {"ties", "centrality", "absence", "introductions"} <= set(names)
        answer = await ask(store, f"{{ root: {root} {{ {fields} }} }}")
        assert answer.errors == []
        for path, leaf in leaves(answer.data["root"]):
            assert leaf["withheld"] == "NOT_COVERED", (scope, path, leaf)
            assert "goalgraph analyse" in (leaf["remedy"] or ""), (scope, path, leaf)

    known = await data(
        store,
        f'{{ person(key: {{source: "acme", externalId: "ann"}}) {{ {selection("Person", new)[0]} }} }}',
    )
    empty = dict(leaves(known["person"]))
    assert empty[".introductions"]["withheld"] == empty[".distance"]["withheld"] == "NOT_COVERED"
    assert empty[".ties"]["withheld"] is None

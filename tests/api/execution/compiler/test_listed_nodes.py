"""Nodes of lists that the process works out are read as they are selected, in one statement a list."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from typing import Any

import pytest
import pytest_asyncio
from graphql import GraphQLObjectType, get_named_type, is_leaf_type, is_required_argument

from api.execution.compiler.declarations import Column, Pointer, declaration_of
from api.execution.context import Context
from api.execution.strawberry_fields import own_field
from api.execution.viewer import LOCAL
from api.schema.schema import NODE_TYPES, Query, schema
from graph.goals.alignment.cache import organisation_cache_of
from graph.network.analyses.run import analyse
from graph.records import BY_LABEL
from graph.store.driver import Store
from graph.store.operation import observer
from tests.api.conftest import Api
from tests.api.execution.graphql_core_reference import Reference, faults

REFERENCE = Reference(query=Query, types=NODE_TYPES)
PERSON = """__typename id name displayName home { name } key { source externalId }
    groups: memberships(first: 2) { totalCount edges { role node { name kind } } }"""
GROUP = "id name kind parent { name } conversations(last: 2) { nodes { title startedAt } }"
GOAL = "id title owners(first: 2) { nodes { displayName } }"
TALK = "id title participants(first: 2) { nodes { name } } goals(first: 1) { nodes { title } }"
LISTS = {
    "ties of people": f"""people(first: 4) {{ nodes {{ name ties(first: 3) {{ totalCount
        edges {{ cursor strength from {{ id ... on Person {{ name }} }} node {{ {PERSON} }}
          events(first: 2) {{ __typename }} }}
        nodes {{ shown: displayName manager {{ name }} }} }} }} }}""",
    "ties of groups": f"""groups(first: 4) {{ nodes {{ name ties(first: 3) {{ pageInfo {{ endCursor }}
        edges {{ from {{ displayName }} node {{ {GROUP} }} }} }} }} }}""",
    "ties of the network": f"""network {{ ties(first: 5) {{
        edges {{ from {{ displayName ... on Group {{ {GROUP} }} }} node {{ displayName }} }} }} }}""",
    "who would be cut off": f"""people(first: 3) {{ nodes {{ absence {{ cutOffPeople(first: 3) {{
        nodes {{ {PERSON} }} }} }} }} }}""",
    "goals of an alignment": f"""groups(first: 3) {{ nodes {{ alignment {{ coveredGoals(first: 2) {{
        edges {{ node {{ {GOAL} }} }} }} }} }} }}""",
    "linked talk": f"""groups(first: 3) {{ nodes {{ alignment {{ linkedConversations(first: 2) {{
        edges {{ node {{ {TALK} }} }} nodes {{ title kind }} }} }} }} }}""",
    "unreached groups": f"""goals(first: 9) {{ nodes {{ unreachedGroups(first: 3) {{ totalCount
        window {{ since until }} nodes {{ {GROUP} }} }} }} }}""",
    "hits of a search": f"""search(text: "t", first: 30) {{ totalCount nodes {{ __typename id
        ... on Person {{ {PERSON} }} ... on Goal {{ {GOAL} }} }}
        edges {{ cursor score title snippet node {{ ... on Scope {{ displayName }}
          ... on Conversation {{ {TALK} }} ... on Group {{ {GROUP} }} }} }} }}""",
    "messages of a search": """search(text: "the", in: MESSAGES, first: 5) { edges { title snippet
        node { ... on Message { at author { name } refs(first: 1) { totalCount } } } } }""",
    "something below fails": """search(text: "t", first: 5) { edges { title node { id
        ... on Goal { owners(first: 1000) { totalCount } } ... on Person { home { name
          children(first: 1001) { totalCount } } } } } }""",
}


@pytest_asyncio.fixture(scope="module", loop_scope="session", autouse=True)
async def analysed(api: Api) -> AsyncIterator[None]:
    """Ties, and what is held of the organisation, are there."""
    await analyse(api.store)
    await organisation_cache_of(api.store).view(patient=True)
    yield


@pytest.mark.parametrize("name", LISTS)
async def test_listed_nodes_are_answered_as_by_graphql_core(api: Api, name: str) -> None:
    text = f"{{ {LISTS[name]} }}"
    expected = await REFERENCE.expected(text, {}, lambda: Context(api.store, LOCAL))

    result = await api.result(text)

    assert faults(result, expected) == [], text
    assert bool(result.errors) == (name == "something below fails")


READ_BY = {
    "ties of people": "people_by_id",
    "ties of groups": "groups_by_id",
    "ties of the network": "groups_by_id",
    "linked talk": "conversations_by_id",
    "hits of a search": "conversations_by_id",
    "messages of a search": "messages_by_id",
}
ONCE_BELOW_A_LIST = {
    *("home_of_people", "manager_of_people", "groups_of_people", "parent_of_groups"),
    *("conversations_of_groups", "participants_of_conversations", "author_of_messages"),
}
"""Statements that were sent for what hangs below the nodes of these lists, one each."""


@pytest.mark.parametrize("name", READ_BY)
async def test_a_list_and_all_below_its_nodes_are_one_statement(api: Api, name: str) -> None:
    sent: list[str] = []

    token = observer.set(sent.append)
    try:
        await api.data(f"{{ {LISTS[name]} }}")
    finally:
        observer.reset(token)

    assert not ONCE_BELOW_A_LIST & set(sent)
    assert [name for name in sent if name.endswith("_by_id")] == [READ_BY[name]]


def test_every_node_of_an_edge_is_read_as_it_is_selected() -> None:
    """Edges of lists that are worked out have no field that needs more of a node than is read of it."""
    known = {"cursor", "node", "from", "events", "title", "snippet", "score"}
    known |= {"on", "units", "value"}  # of evidence: they lie in the ledger
    unknown = set()
    for type_ in schema._schema.type_map.values():
        fields = type_.fields.values() if isinstance(type_, GraphQLObjectType) else ()
        for field in fields:
            own, connection = own_field(field), get_named_type(field.type)
            edges = getattr(connection, "fields", {}).get("edges")
            if own is None or edges is None or declaration_of(own.metadata) is not None:
                continue
            for name, inner in get_named_type(edges.type).fields.items():
                read = declaration_of(getattr(own_field(inner), "metadata", {}))
                if name not in known and not isinstance(read, Column | Pointer):
                    unknown.add((connection.name, name))
    assert unknown == set()


ROOTS = {"Person": "people", "Group": "groups", "Goal": "goals"}


def fields_that_say_what_they_read() -> list[tuple[str, str]]:
    """Type and name of each."""
    return [
        (label, name)
        for label in ROOTS
        for name, field in schema._schema.type_map[label].fields.items()
        if "reads" in getattr(own_field(field), "metadata", {})
    ]


def everything(type_: GraphQLObjectType, depth: int) -> str:
    """All fields of a type that need no argument, with those of what lies in them."""
    parts = ["__typename"]
    for name, field in type_.fields.items():
        inner = get_named_type(field.type)
        if any(is_required_argument(argument) for argument in field.args.values()):
            continue
        if is_leaf_type(inner):
            parts.append(name)
        elif depth and isinstance(inner, GraphQLObjectType) and inner.name not in BY_LABEL:
            parts.append(f"{name} {{ {everything(inner, depth - 1)} }}")
    return " ".join(parts)


@pytest.mark.parametrize(("label", "name"), fields_that_say_what_they_read())
async def test_a_field_reads_no_more_of_its_sources_than_it_says(
    api: Api, label: str, name: str
) -> None:
    field = schema._schema.type_map[label].fields[name]
    group = (await api.data("{ groups(last: 1) { nodes { id } } }"))["groups"]["nodes"][0]["id"]
    given = f'(with: "{group}")' if name == "sharedGoals" else ""
    shown = everything(get_named_type(field.type), 2)
    text = f"{{ {ROOTS[label]}(first: 4) {{ nodes {{ {name}{given} {{ {shown} }} }} }} }}"
    expected = await REFERENCE.expected(text, {}, lambda: Context(api.store, LOCAL))

    result = await api.result(text)

    assert result.errors is None and faults(result, expected) == [], text


async def test_what_a_field_does_not_read_is_not_selected(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts: list[str] = []
    raw_rows = Store.raw_rows

    async def noted(store: Store, name: str, text: str, params: Mapping[str, object]) -> list[Any]:
        texts.append(text)
        return await raw_rows(store, name, text, params)

    monkeypatch.setattr(Store, "raw_rows", noted)
    await api.data("{ goals(first: 2) { nodes { title progress { value } } } }")

    assert "collect([n.title, n.id]) AS b1" in texts[0] and "description" not in texts[0]

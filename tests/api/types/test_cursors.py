"""A cursor belongs to one list in one order; messages stand in the order that their list says."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import graphql
import pytest
import pytest_asyncio

from api.schema.schema import sdl
from api.types.cursors import from_cursor, to_cursor
from graph.errors import BadInput
from graph.store.driver import Store
from tests.api.store_query import ask, data
from tests.conftest import emptied
from tests.graph.importing.whole_organisation import imported


@pytest_asyncio.fixture(loop_scope="session", scope="module")
async def talk(store: Store, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Store]:
    """Two conversations of one person, a dozen messages of one day, and goals of two titles."""
    await emptied(store)

    def said(name: str, where: str, at: str, seq: int) -> dict[str, Any]:
        more = {"mentions": ["bob"], "to": ["bob"], "refs": ["#x"]}
        return {"id": name, "conversation": where, "at": at, "seq": seq, "author": "ada", **more}

    messages = [said(f"m{n}", "A", "2026-01-01", n) for n in range(1, 13)]
    messages += [said("b1", "B", "2026-01-02", 1), said("m13", "A", "2026-01-03", 13)]
    replies = [{**said(f"r{n}", "B", "2026-01-05", n), "reply_to": "m1"} for n in (12, 2, 1, 10)]
    rows = {
        "people": [{"id": "ada", "name": "Ada"}, {"id": "bob", "name": "Bob"}],
        "groups": [{"id": "g", "name": "G"}, {"id": "h", "name": "H"}],
        "memberships": [
            {"person": person, "group": group} for person in ("ada", "bob") for group in ("g", "h")
        ],
        "conversations": [{"id": "A", "title": "A"}, {"id": "B", "title": "B"}],
        "messages": messages + replies,
        "reactions": [
            {"message": one["id"], "person": "bob", "kind": "+1", "at": "2026-01-06T00:00:00Z"}
            for one in messages
        ],
        "goals": [
            {"id": f"{n}", "title": f"T{n}", "due_on": f"2026-0{9 - n}-01"} for n in (1, 2, 3)
        ],
    }
    report = await imported(store, tmp_path_factory.mktemp("talk"), rows)
    assert report.exit_code == 0, report
    yield store
    await emptied(store)


A = ["m1", "m2", "m3", "m4", "m5", "m6", "m7", "m8", "m9", "m10", "m11", "m12", "m13"]
B = ["b1", "r1", "r2", "r10", "r12"]


def listed(thing: str, field: str) -> str:
    """A query for a list of messages under a thing; its arguments are still to be given."""
    label, _, name = thing.partition(" ")
    asked = f"{field}(%s) {{ nodes {{ key {{ externalId }} }} }}"
    return f'{{ {label}(key: {{source: "acme", externalId: "{name}"}}) {{ {asked} }} }}'


LISTS = {
    "messages": ("{ messages(%s) { nodes { key { externalId } } } }", A + B),
    "people": (listed("person ada", "messages"), A + B),
    "mentioned": (listed("person bob", "mentionedIn"), A + B),
    "received": (listed("person bob", "receivedMessages"), A + B),
    "reactions": (listed("person bob", "reactions"), [*A, "b1"]),
    "conversation": (listed("conversation A", "messages"), A),
    "replies": (listed("message m1", "replies"), B[1:]),
}


def ids(found: Any) -> list[str]:
    """The ids of the nodes of the one list of an answer."""
    while "nodes" not in found:
        (found,) = found.values()
    return [node["key"]["externalId"] for node in found["nodes"]]


@pytest.mark.parametrize("name", LISTS)
async def test_messages_by_conversation_stand_by_conversation_time_and_seq(
    talk: Store, name: str
) -> None:
    query, wanted = LISTS[name]
    assert ids(await data(talk, query % "orderBy: {field: CONVERSATION}, first: 100")) == wanted
    assert (
        ids(await data(talk, query % "orderBy: {field: CONVERSATION, direction: DESC}, first: 100"))
        == wanted[::-1]
    )


def test_every_list_of_messages_is_among_those_that_are_tried() -> None:
    fields = [
        f"{name}.{field}"
        for name, kind in graphql.build_schema(sdl()).type_map.items()
        if isinstance(kind, graphql.GraphQLObjectType)
        for field, one in kind.fields.items()
        if "orderBy" in one.args and str(one.args["orderBy"].type) == "[MessageOrder!]"
    ]
    assert sorted(fields) == [
        "Conversation.messages",
        "Message.replies",
        "Person.mentionedIn",
        "Person.messages",
        "Person.reactions",
        "Person.receivedMessages",
        "Query.messages",
        "Ref.messages",
    ]


async def cursor(store: Store, query: str) -> str:
    """The end cursor of the one list of an answer."""
    found = await data(store, query)
    while "pageInfo" not in found:
        (found,) = found.values()
    return str(found["pageInfo"]["endCursor"])


PAGE = "pageInfo { endCursor } nodes { id }"
FROM = {
    "goals by title": f"{{ goals(first: 1) {{ {PAGE} }} }}",
    "goals by title, said": f"{{ goals(first: 1, orderBy: {{field: TITLE}}) {{ {PAGE} }} }}",
    "goals by title, falling": f"{{ goals(first: 1, orderBy: {{field: TITLE, direction: DESC}}) {{ {PAGE} }} }}",
    "goals by day": f"{{ goals(first: 1, orderBy: {{field: DUE_ON}}) {{ {PAGE} }} }}",
    "people": f"{{ people(first: 1) {{ {PAGE} }} }}",
    "messages by time": f"{{ messages(first: 1) {{ {PAGE} }} }}",
    "messages by talk": f"{{ messages(first: 1, orderBy: {{field: CONVERSATION}}) {{ {PAGE} }} }}",
    "members of g": f'{{ group(key: {{source: "acme", externalId: "g"}}) '
    f"{{ memberships(first: 1) {{ {PAGE} }} }} }}",
    "members of h": f'{{ group(key: {{source: "acme", externalId: "h"}}) '
    f"{{ memberships(first: 1) {{ {PAGE} }} }} }}",
    "search": f'{{ search(text: "t1", first: 1) {{ {PAGE} }} }}',
}


async def test_a_cursor_is_refused_by_every_other_list_and_order(talk: Store) -> None:
    cursors = {name: await cursor(talk, query) for name, query in FROM.items()}
    same = {"goals by title", "goals by title, said"}
    for name, query in FROM.items():
        for other, given in cursors.items():
            paged = query.replace("first: 1", f'first: 1, after: "{given}"')
            answer = await ask(talk, paged)
            if other == name or {name, other} == same:
                assert answer.errors == [], (name, other)
                continue
            (error,) = answer.errors
            assert isinstance(error, BadInput), (name, other)
            assert error.path == ("after",) and "of this list in this order" in error.message
            back = await ask(talk, query.replace("first: 1", f'last: 1, before: "{given}"'))
            assert isinstance(back.errors[0], BadInput)


async def test_a_filter_may_change_under_a_cursor(talk: Store) -> None:
    first = await cursor(talk, FROM["goals by title"])
    query = f'{{ goals(after: "{first}", where: {{title: {{eq: "T3"}}}}) {{ nodes {{ title }} }} }}'
    assert (await data(talk, query))["goals"]["nodes"] == [{"title": "T3"}]


@pytest.mark.parametrize("text", ["", "?", "AAA", "é", "____", "/w==", "x" * 5000])
async def test_what_is_no_cursor_is_refused(talk: Store, text: str) -> None:
    for field in ("goals", "messages", "people"):
        answer = await ask(talk, f'{{ {field}(after: "{text}") {{ totalCount }} }}')
        assert isinstance(answer.errors[0], BadInput)


def test_a_cursor_is_short_and_gives_back_its_key() -> None:
    key = "ada\u001facme/ada"
    made = to_cursor("people by_name False ", key)
    assert from_cursor(made, "after", "people by_name False ") == key
    assert len(made) <= (len(key) + 3) * 4 / 3 + 1


def connections() -> list[tuple[str, str]]:
    """Every list of the schema: type and field."""
    found = []
    for name, kind in graphql.build_schema(sdl()).type_map.items():
        if isinstance(kind, graphql.GraphQLObjectType):
            for field, one in kind.fields.items():
                if {"first", "last"} <= one.args.keys():
                    found.append((name, field))
    return found


NODES = {
    "Person": 'person(key: {source: "acme", externalId: "ada"})',
    "Group": 'group(key: {source: "acme", externalId: "g"})',
    "Goal": 'goal(key: {source: "acme", externalId: "1"})',
    "Conversation": 'conversation(key: {source: "acme", externalId: "A"})',
    "Message": 'message(key: {source: "acme", externalId: "m1"})',
    "Network": "network",
}


async def test_a_page_of_none_is_a_page_in_every_list(talk: Store) -> None:
    """`first: 0` and `last: 0` ask for the count alone."""
    group = (await data(talk, "{ groups(first: 1) { nodes { id } } }"))["groups"]["nodes"][0]["id"]
    more = {"with": f'with: "{group}", ', "text": 'text: "ada", '}
    schema = graphql.build_schema(sdl())
    tried = 0
    for name, field in connections():
        if name not in NODES and name != "Query":
            continue
        arguments = schema.type_map[name].fields[field].args  # type: ignore[attr-defined]
        given = "".join(text for argument, text in more.items() if argument in arguments)
        for size in ("first: 0", "last: 0"):
            asked = f"{field}({given}{size}) {{ edges {{ cursor }} totalCount pageInfo {{ endCursor }} }}"
            query = asked if name == "Query" else f"{NODES[name]} {{ {asked} }}"
            answer = await ask(talk, f"{{ {query} }}")
            assert answer.errors == [], (name, field, size)
            found = answer.data if name == "Query" else next(iter(answer.data.values()))
            assert found[field]["edges"] == [] and found[field]["pageInfo"] == {"endCursor": None}
            tried += 1
    assert tried > 80

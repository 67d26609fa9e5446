"""What a viewer may not read is as if it had never been imported: everything is asked, and nothing tells of it.

Hidden talk has a word of its own in every text and id, `zzgrp` in talk of another group, `zzprv` in private talk.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from graphql import GraphQLEnumType, GraphQLField, get_named_type, is_leaf_type

from api.execution.compiler.declarations import Listing, declaration_of
from api.execution.strawberry_fields import own_field
from api.execution.viewer import Viewer
from api.types.conventions import MOST_ORDER_KEYS
from api.types.global_ids import to_global_id
from api.types.opaque_texts import bytes_of_opaque
from graph.store.driver import Store
from graph.store.read_policy import policies
from tests.api.execution.compiler.random_documents import core_type, plain
from tests.api.store_query import Answer, ask
from tests.conftest import hold
from tests.graph.importing.whole_organisation import imported, query

ANN = Viewer("acme/ann", frozenset({"member"}))
SUE = Viewer("acme/sue", frozenset({"member", "steward"}))
TOOL = Viewer("key", frozenset({"tool"}))
HIDDEN = {"ann": (ANN, ("zzgrp", "zzprv")), "sue": (SUE, ("zzprv",)), "tool": (TOOL, ("zzprv",))}
FIELDS_AT_ONCE = 4


def talk(word: str, **more: Any) -> dict[str, list[dict[str, Any]]]:
    """A conversation of bob and cy with everything that can hang on one, each with the word."""
    c, m, reply, x = f"{word}-c", f"{word}-m", f"{word}-r", f"{word}-x"
    at = "2026-02-01T08:00:00Z"
    conversation = {"id": c, "title": f"{word} talk", "kind": "thread", "hosts": ["bob"]}
    conversation |= {
        "participants": ["cy"],
        "accepted_answer": reply,
        "url": f"https://{word}.example",
    }
    said = {"conversation": c, "mentions": ["ann"], "to": ["sue"]}
    first = {"id": m, "at": at, "author": "bob", "text": f"Who knows {word}? #{word}ref", **said}
    second = {"id": reply, "at": "2026-02-01T09:00:00Z", "author": "cy", "text": f"I, {word}."}
    return {
        "conversations": [conversation | {"started_at": at, "tags": [f"{word}tag"]} | more],
        "messages": [first | {"refs": [f"{word}-file"]}, second | said | {"reply_to": m}],
        "reactions": [{"message": m, "person": "ann", "kind": "like", "at": at}],
        "links": [
            {"conversation": c, "goal": "kr", "state": "confirmed", "method": "person", "by": "bob"}
            | {"at": "2026-02-02", "reasons": [f"{word} reason"], "origin": True}
        ],
        "needs": [
            {"id": f"{word}-n", "title": f"{word} need", "asked_by": "bob", "message": m}
            | {"asked_at": at, "requires": [f"{word} skill", "python"], "goals": ["kr"]}
            | {"state": "solved", "solver": "cy", "solved_at": "2026-02-03", "connectors": ["ann"]}
            | {"holds": [{"person": "ann", "from": at}]}
        ],
        "offers": [
            {"id": f"{word}-f", "person": "cy", "what": f"{word} offer", "conversation": c}
            | {"at": "2026-02-03", "capabilities": [f"{word} craft"]}
        ],
        "experiments": [
            {"id": x, "title": f"{word} trial", "proposed_by": "bob", "conversation": c}
            | {"proposed_at": "2026-02-04", "state": "running", "goals": ["kr"], "retry_of": "old"}
            | {
                "finding": f"{word} found",
                "practice": f"{word} way",
                "backers": [{"person": "ann"}],
            }
        ],
        "outcomes": [
            {"id": f"{word}-o", "conversation": c, "kind": "started", "what": f"{word} came"}
            | {"at": "2026-02-05", "by": "bob", "led_to": {"experiment": x}, "message": reply}
        ],
    }


PEOPLE: dict[str, list[dict[str, Any]]] = {
    "people": [
        {"id": "ann", "name": "Ann", "home_group": "core", "capabilities": ["Python"]},
        {"id": "bob", "name": "Bob", "home_group": "side"},
        *({"id": one, "name": one.title()} for one in ("cy", "sue")),
    ],
    "groups": [{"id": one, "name": one, "kind": "team"} for one in ("core", "side")],
    "goals": [
        {"id": "kr", "title": "Answers", "parents": [{"goal": "why"}], "owners": ["bob"]},
        {"id": "why", "title": "Nobody alone", "kind": "purpose"},
    ],
    "experiments": [
        {"id": "old", "title": "Old trial", "state": "failed", "proposed_by": "bob"}
        | {"proposed_at": "2025-01-01"}
    ],
}
OPEN = [
    talk("aapub"),
    talk("aaown", visibility="group", group="core"),
    talk("aawas", visibility="group", group="side", participants=["cy", "ann"]),
]
CLOSED = [talk("zzgrp", visibility="group", group="side"), talk("zzprv", group="core")]


CHANGED = """
MATCH (l:Link)-[:OF]->(c:Conversation)
CREATE (:Change {
  id: '0000000000000001-' + l.id, kind: 'link_state', at: datetime('2026-02-03T00:00:00Z'),
  subject: 'Link ' + l.id, before: 'suggested', after: 'confirmed', talk: c.id
})
"""
"""What was changed of every link; a first import tells of nothing."""
SAME_MOMENT = """
MATCH (n) WHERE n.by_updated IS NOT NULL
SET n.by_updated = '2026-02-10T00:00:00.000001Z\u001f' + coalesce(n.id, n.key)
"""
"""Two imports are not of one moment, which the nodes say."""


def rows_of(*parts: Mapping[str, list[dict[str, Any]]]) -> dict[str, list[dict[str, Any]]]:
    """The rows of a bundle."""
    names = dict.fromkeys(name for part in parts for name in part)
    return {name: [row for part in parts for row in part.get(name, ())] for name in names}


async def fill(store: Store, folder: Path, *, closed: bool) -> None:
    """Make the store hold the organisation, with or without what is hidden."""

    async def write() -> None:
        rows = rows_of(PEOPLE, *OPEN, *(CLOSED if closed else ()))
        report = await imported(store, folder, rows)
        assert report.total("rejected") == 0, report
        await query(store, CHANGED)
        await query(store, SAME_MOMENT)
        if closed:  # of private talk an import keeps no text: here it has all
            await query(
                store, "MATCH (c:Conversation {id: 'acme/zzprv-c'}) SET c.visibility = 'private'"
            )

    await hold(store, f"hidden talk {closed}", write)


def leaf_names(type_name: str) -> str:
    """The fields of a node that are plain values."""
    names = [
        name
        for name, field in plain(core_type(type_name))
        if is_leaf_type(get_named_type(field.type))
    ]
    return " ".join(["id", *names])


def shown(field: GraphQLField, name: str) -> str:
    """One field of a node with the values of what lies behind it."""
    inner = get_named_type(field.type)
    if is_leaf_type(inner):
        return name
    own = own_field(field)
    if isinstance(declaration_of(getattr(own, "metadata", {})), Listing):
        edge = get_named_type(inner.fields["edges"].type)
        node = get_named_type(inner.fields["nodes"].type).name
        links = [f"{one} {{ id state reasons }}" for one in edge.fields if one == "link"]
        return f"{name}(first: 9) {{ totalCount edges {{ cursor {' '.join(links)} node {{ {leaf_names(node)} }} }} }}"
    if inner.name in policies() or inner.name in ("Person", "Group", "Goal"):
        return f"{name} {{ {leaf_names(inner.name)} }}"
    return f"{name} {{ __typename }}"


def roots() -> dict[str, str]:
    """The root lists and the label of their nodes."""
    fields = core_type("Query").fields
    lists = {
        name: get_named_type(get_named_type(field.type).fields["nodes"].type).name
        for name, field in fields.items()
        if isinstance(declaration_of(getattr(own_field(field), "metadata", {})), Listing)
    }
    return {name: label for name, label in lists.items() if label != "Analysis"}


def walk() -> Iterator[str]:
    """Every stored field of every node of every root list, and what lies behind it."""
    for root, label in roots().items():
        fields = [shown(field, name) for name, field in plain(core_type(label))]
        for start in range(0, len(fields), FIELDS_AT_ONCE):
            some = " ".join(fields[start : start + FIELDS_AT_ONCE])
            yield f"{{ {root}(first: 50) {{ totalCount edges {{ cursor node {{ id {some} }} }} }} }}"


def is_text(type_: Any) -> bool:
    """Whether any text may be compared with: no closed set of words."""
    return bool(get_named_type(type_).name == "String")


def orders_and_filters(words: tuple[str, ...]) -> Iterator[str]:
    """Every key of an order of every list, several at once, and every comparison of a text with hidden ones."""
    for root in roots():
        arguments = core_type("Query").fields[root].args
        order: Any = get_named_type(arguments["orderBy"].type)
        fields = get_named_type(order.fields["field"].type)
        assert isinstance(fields, GraphQLEnumType)
        names = list(fields.values)
        for start in range(0, len(names), MOST_ORDER_KEYS):
            keys = [f"{{field: {name}}}" for name in names[start : start + MOST_ORDER_KEYS]]
            by = f"[{', '.join(keys)}]"
            yield f"{{ {root}(last: 50, orderBy: {by}) {{ totalCount edges {{ cursor }} }} }}"
        where = get_named_type(arguments["where"].type).fields if "where" in arguments else {}
        for name, compared in where.items():
            comparisons = getattr(get_named_type(compared.type), "fields", {})
            for comparison in ("contains", "startsWith", "has"):
                if comparison in comparisons and is_text(comparisons[comparison].type):
                    parts = [
                        f'a{number}: {root}(where: {{{name}: {{{comparison}: "{word}"}}}}) {{ totalCount }}'
                        for number, word in enumerate(words)
                    ]
                    yield f"{{ {' '.join(parts)} }}"


EVIDENCE = (
    "alignment { linkedConversations(first: 9) { %s } voiceGap { conversations(first: 9) { %s } } }"
    % (("totalCount edges { cursor node { id title } }",) * 2),
    "lineOfSight(first: 9) { paths { conversation { id title } goals { id } } }",
)


def worked_out() -> Iterator[str]:
    """What the process works out and shows talk for."""
    for part in EVIDENCE:
        yield f"{{ network {{ {part} }} }}"
        yield f"{{ groups(first: 9) {{ nodes {{ id {part} }} }} }}"
    yield f"{{ people(first: 9) {{ nodes {{ id {EVIDENCE[1]} }} }} }}"
    for word in ("zzgrp", "zzprv", "talk", "trial"):
        for place in ("NAMES", "MESSAGES"):
            yield f'{{ search(text: "{word}", in: {place}, first: 50) {{ totalCount edges {{ cursor score title snippet node {{ id }} }} }} }}'


def told(value: Any) -> Iterator[str]:
    """Every text of an answer, opaque ones also as what they stand for."""
    if isinstance(value, Mapping):
        for one in value.values():
            yield from told(one)
    elif isinstance(value, list):
        for one in value:
            yield from told(one)
    elif isinstance(value, str):
        yield value
        inside = bytes_of_opaque(value)
        if inside is not None:
            yield inside.decode("utf-8", "replace")


async def answers(store: Store, viewer: Viewer, texts: list[str]) -> dict[str, Answer]:
    """The answer to each query."""
    return {text: await ask(store, text, viewer=viewer) for text in texts}


def assert_silent(answer: Answer, words: tuple[str, ...], text: str) -> None:
    """No text of an answer has one of the words."""
    texts = [*told(answer.data), *map(str, answer.errors)]
    heard = [one for one in texts if any(word in one for word in words)]
    assert heard == [], (text, heard[:3])


@pytest.mark.slow
@pytest.mark.timeout(900)
async def test_to_a_member_hidden_talk_was_never_imported(store: Store, tmp_path: Path) -> None:
    await fill(store, tmp_path / "with", closed=True)
    texts = [*walk(), *orders_and_filters(("zzgrp", "zzprv")), *worked_out()]
    with_hidden = await answers(store, ANN, texts)
    heard = set[str]()
    for text in walk():  # as far as it takes: an admin's texts are others, and all to be planned
        for one in told((await ask(store, text)).data):
            heard |= {word for word in ("zzgrp", "zzprv") if word in one}
        if len(heard) == 2:
            break
    assert heard == {"zzgrp", "zzprv"}, "an admin reads it: the walk would find it"

    await fill(store, tmp_path / "without", closed=False)
    without = await answers(store, ANN, texts)

    for text in texts:
        assert_silent(with_hidden[text], ("zzgrp", "zzprv"), text)
        assert with_hidden[text].errors == without[text].errors == [], text
        if "lineOfSight" not in text and "alignment" not in text:
            assert with_hidden[text].data == without[text].data, text


@pytest.mark.slow
@pytest.mark.parametrize("name", ["sue", "tool"])
async def test_stewards_and_tools_read_no_private_talk_of_others(
    store: Store, tmp_path: Path, name: str
) -> None:
    await fill(store, tmp_path, closed=True)
    viewer, words = HIDDEN[name]
    heard = set()
    for text in [*list(walk())[::3], *worked_out()]:
        answer = await ask(store, text, viewer=viewer)
        assert answer.errors == []
        assert_silent(answer, words, text)
        heard.update(re.findall("zzgrp|aawas", json.dumps(answer.data)))
    assert heard == {"zzgrp", "aawas"}


async def ids_of(store: Store, label: str, word: str) -> list[str]:
    """The ids of the nodes of a label that have the word in it."""
    key = "key" if label == "Ref" else "id"
    rows = await query(
        store, f"MATCH (n:{label}) WHERE n.{key} CONTAINS $word RETURN n.{key}", word=word
    )
    return [id_ for (id_,) in rows]


@pytest.mark.parametrize("name", HIDDEN)
async def test_hidden_ids_answer_as_unknown_ones(store: Store, tmp_path: Path, name: str) -> None:
    await fill(store, tmp_path, closed=True)
    viewer, words = HIDDEN[name]
    for label in policies():
        ids = [id_ for word in words for id_ in await ids_of(store, label, word)]
        assert ids, label
        hidden = [to_global_id(label, id_) for id_ in ids]
        known = await ask(
            store, "query ($ids: [ID!]!) { nodes(ids: $ids) { id } }", {"ids": hidden}
        )
        assert [one["id"] for one in known.data["nodes"]] == hidden
        found = await ask(
            store, "query ($ids: [ID!]!) { nodes(ids: $ids) { id } }", {"ids": hidden}, viewer
        )
        assert found.errors == [] and found.data == {"nodes": [None] * len(hidden)}
        for asked in (hidden[0], to_global_id(label, "acme/nothing")):
            alone = await ask(
                store, "query ($id: ID!) { node(id: $id) { id } }", {"id": asked}, viewer
            )
            assert (alone.data, alone.errors) == ({"node": None}, [])


LINK = """
mutation ($input: LinkConversationsInput!) {
  linkConversations(input: $input) {
    results { status link { id } userErrors { code message remedy field } }
    userErrors { code message remedy field }
  }
}
"""


@pytest.mark.parametrize("name", HIDDEN)
async def test_changes_of_hidden_talk_are_refused_as_of_unknown_talk(
    store: Store, tmp_path: Path, name: str
) -> None:
    await fill(store, tmp_path, closed=True)
    viewer, words = HIDDEN[name]
    said = []
    for conversation in ("nothing-c", f"{words[-1]}-c"):
        reference = {"key": {"source": "acme", "externalId": conversation}}
        goal = {"key": {"source": "acme", "externalId": "kr"}}
        row = {"conversation": reference, "goal": goal}
        answer = await ask(store, LINK, {"input": {"links": [row]}}, viewer)
        said.append(
            json.dumps([answer.data, list(map(str, answer.errors))]).replace(conversation, "x")
        )
    assert said[0] == said[1]

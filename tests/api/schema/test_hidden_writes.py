"""Nobody changes what they may not read, nor learns of it: every place of every mutation that names talk."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from graphql import get_named_type, is_input_object_type, is_list_type

from api.execution.viewer import Viewer
from api.schema.schema import schema
from api.types.global_ids import to_global_id
from graph.identity.roles import MUTATIONS
from graph.store.driver import Store
from graph.store.read_policy import policies
from tests.api.input_values import Steps, bare, with_leaf
from tests.api.schema.test_hidden_talk import ANN, CLOSED, OPEN, PEOPLE, SUE, rows_of, talk
from tests.api.store_query import ask
from tests.conftest import hold
from tests.graph.importing.whole_organisation import imported, query

FIELDS: Any = schema._schema.mutation_type.fields  # type: ignore[union-attr]
INPUTS = {name: field.args["input"].type for name, field in FIELDS.items()}
NAMED = {"ConversationRef": "Conversation", "MessageRef": "Message"}
"""Inputs that name talk, and its label."""
ROWS = {"ConversationInput": "Conversation", "MessageInput": "Message"}
"""Inputs that save talk under a name, and its label."""
ENDS = {"Conversation": "c", "Message": "m"}
TOOL = Viewer("key:t", frozenset({"tool"}), source="acme", credential="key:t")
WORD = {"ann": (ANN, "zzgrp"), "sue": (SUE, "zzprv"), "tool": (TOOL, "zzprv")}
X = {"key": {"source": "acme", "externalId": "x"}}
MESSAGE = {"conversation": X, "author": X, "at": "2026-02-02T00:00:00Z"}
EVERYBODYS = [
    {
        "people": [{"id": "x", "name": "Xi"}],
        "groups": [{"id": "x", "name": "X", "kind": "team"}],
        "goals": [{"id": "x", "title": "X"}],
    },
    talk("x", participants=["cy", "ann"]),
]


async def fill(store: Store, folder: Path) -> None:
    """An organisation with talk of all kinds, of which some is hidden."""
    rows = rows_of(PEOPLE, *EVERYBODYS, *OPEN, *CLOSED)
    for name in ("conversations", "messages"):  # what the least input of all names
        rows[name].append(next(row | {"id": "x"} for row in rows[name] if row["id"][0] == "x"))

    async def write() -> None:
        report = await imported(store, folder, rows)
        assert report.total("rejected") == 0, report
        await query(
            store, "MATCH (c:Conversation {id: 'acme/zzprv-c'}) SET c.visibility = 'private'"
        )

    await hold(store, "hidden writes", write)


def named(type_: Any, place: Steps = ()) -> Iterator[tuple[Steps, str]]:
    """Every place of an input that names talk, and the label of what it names there."""
    type_ = bare(type_)
    if is_list_type(type_):
        yield from named(type_.of_type, (*place, 0))
    elif is_input_object_type(type_):
        label = NAMED.get(type_.name) or ROWS.get(type_.name)
        for name, field in type_.fields.items():
            inner = get_named_type(field.type)
            if label is not None and name in ("id", "key"):
                yield (*place, name), label
            elif inner.name == "ID" and name == "link":
                yield (*place, name), "Link"
            else:
                yield from named(field.type, (*place, name))


PLACES = [(name, place, label) for name, type_ in INPUTS.items() for place, label in named(type_)]


def naming(type_: Any) -> Iterator[str]:
    """The types inside an input that name something by id or key."""
    type_ = get_named_type(type_)
    if is_input_object_type(type_):
        for field in type_.fields.values():
            if get_named_type(field.type).name in ("ID", "NodeKeyInput"):
                yield type_.name
            yield from naming(field.type)


def test_every_input_that_names_something_names_talk_or_what_is_open() -> None:
    """An input that names something else that can be hidden is walked, or this fails."""
    found = {name for type_ in INPUTS.values() for name in naming(type_)}
    assert found - NAMED.keys() - ROWS.keys() - {"LinkRef"} == {
        *("GoalRef", "GroupRef", "PersonRef", "GoalInput", "GroupInput", "PersonInput"),
        *(
            "CarriedGoalInput",
            "GoalCheckInInput",
            "RemoveCheckInInput",
            "ProposeGoalInput",
            "SplitPersonInput",
        ),
        "TieInput",
    }
    assert {name for name, *_ in PLACES} <= MUTATIONS.keys()


def value_of(place: Steps, label: str, word: str) -> Any:
    """What names the talk of a word at a place."""
    if label == "Link":
        return to_global_id("Link", f"acme/{word}-c>acme/kr")
    id_ = f"{word}-{ENDS[label]}"
    if place[-1] == "id":
        return to_global_id(label, f"acme/{id_}")
    return {"source": "acme", "externalId": id_}


def in_source(value: Any) -> Any:
    """The same input; what is named without a known source is of acme."""
    if isinstance(value, list):
        return [in_source(one) for one in value]
    if not isinstance(value, dict):
        return value
    known = {"source": "acme"} if "externalId" in value else {}
    return {name: in_source(one) for name, one in value.items()} | known


async def payload(
    store: Store, name: str, place: Steps, label: str, word: str, viewer: Viewer
) -> Any:
    """What a mutation answers that names the talk of a word at one place."""
    value = value_of(place, label, word)
    input = in_source(with_leaf(INPUTS[name], place, value))
    if name == "addMessages":
        own = MESSAGE if place[0] == "messages" else {"author": X, "at": MESSAGE["at"]}
        input["messages"][0] = own | input["messages"][0]
    selection = "userErrors { code path message remedy retryable current { id } }"
    fields = get_named_type(FIELDS[name].type).fields
    for one in (
        "status",
        "saved",
        "unchanged",
        "rejected",
        "count",
        "notes",
        "conversationCount",
        "suggested",
    ):
        selection += f" {one}" if one in fields else ""
    if "dependents" in fields:
        dependents = get_named_type(fields["dependents"].type).fields
        selection += f" dependents {{ {' '.join(dependents)} }}"
    if "results" in fields:
        shown = get_named_type(fields["results"].type).fields.keys() & {"isNew", "notes"}
        selection += f" results {{ status {' '.join(sorted(shown))} }}"
    text = f"mutation ($input: {INPUTS[name]}) {{ {name}(input: $input) {{ {selection} }} }}"
    answer = await ask(store, text, {"input": input}, viewer)
    assert answer.errors == [], (name, place, answer.errors)
    said = json.dumps(answer.data[name])
    return said.replace(str(value), "?").replace(word, "?")


async def hidden_part(store: Store, word: str) -> Any:
    """Everything that is stored of the talk of a word."""
    rows = await query(
        store,
        """MATCH (n) WHERE coalesce(n.id, n.key) CONTAINS $word
        OPTIONAL MATCH (n)-[r]-(o)
        WITH n, r, o ORDER BY type(r), coalesce(o.id, o.key)
        RETURN coalesce(n.id, n.key) AS id, properties(n) AS own,
          collect([type(r), properties(r), coalesce(o.id, o.key)]) AS ties ORDER BY id""",
        word=word,
    )
    return [repr(row) for row in rows]


@pytest.mark.parametrize("who", WORD)
async def test_what_is_hidden_stays_as_it_is_and_answers_as_what_is_unknown(
    store: Store, tmp_path: Path, who: str
) -> None:
    await fill(store, tmp_path)
    viewer, word = WORD[who]
    before = await hidden_part(store, word)
    assert len(before) > len(policies())
    tried = set()
    for name, place, label in PLACES:
        if not viewer.may(MUTATIONS[name]):
            continue
        hidden = await payload(store, name, place, label, word, viewer)
        assert await hidden_part(store, word) == before, (name, place)
        tried.add(name)
        if place[-1] == "key" and _saves(name, place):
            (error,) = json.loads(hidden)["userErrors"]
            assert error["code"] == "FORBIDDEN" and error["path"][-1] == "key", hidden
            continue
        unknown = await payload(store, name, place, label, "nothing", viewer)
        assert hidden == unknown, (name, place)
    assert len(tried) >= 4, tried


def _saves(name: str, place: Steps) -> bool:
    """Whether a place is the name under which a row is saved, which may be a new one."""
    return (
        name.startswith(("save", "add"))
        and place[-2:]
        in (
            ("conversation", "key"),
            (0, "key"),
        )
        and (name != "addMessages" or place[-2] == 0)
    )


@pytest.mark.parametrize("who", ["sue", "tool"])
async def test_no_word_about_it_gets_through_a_save(store: Store, tmp_path: Path, who: str) -> None:
    """Publishing it, taking it out, moving a message of it, answering it, in one input with a good row."""
    await fill(store, tmp_path)
    viewer, word = WORD[who]
    before = await hidden_part(store, word)
    key = {"source": "acme", "externalId": f"{word}-c"}
    for more in ({"visibility": "PUBLIC"}, {"visibility": "PRIVATE"}, {"title": "x"}):
        rows = [{"key": key, **more}, {"key": key | {"externalId": "x"}, "title": "Open"}]
        answer = await ask(
            store,
            """mutation ($rows: [ConversationInput!]!) {
              saveConversations(input: {conversations: $rows, onError: SKIP}) {
                saved results { status isNew notes conversation { title } userErrors { code message } }
              } }""",
            {"rows": rows},
            viewer,
        )
        assert answer.errors == []
        first, second = answer.data["saveConversations"]["results"]
        assert (first["status"], first["isNew"], first["conversation"]) == ("REJECTED", False, None)
        assert "private" not in first["userErrors"][0]["message"] or more["visibility"] == "PRIVATE"
        assert second["status"] in ("SAVED", "UNCHANGED")
        assert await hidden_part(store, word) == before
    moved = MESSAGE | {"key": {"source": "acme", "externalId": f"{word}-m"}}
    answer = await ask(
        store,
        "mutation ($m: MessageInput!) { addMessages(input: {messages: [$m]}) { userErrors { code } } }",
        {"m": moved},
        viewer,
    )
    assert answer.data["addMessages"]["userErrors"] == [{"code": "FORBIDDEN"}]
    assert await hidden_part(store, word) == before

"""What the mutations that take things back answer: refused, previewed, done, done before."""

from __future__ import annotations

from typing import Any

import pytest

from api.execution.context import Context
from api.execution.viewer import LOCAL, Viewer
from api.schema.schema import schema
from graph.importing.plans import PLANS
from graph.keys import tombstone
from graph.sources.kinds import Kind
from graph.store.statements import statement
from tests.statement_answers import HollowStore

CASES = {
    "removeGroup": (Kind.GROUPS, "group", False),
    "removeConversations": (Kind.CONVERSATIONS, "conversations", True),
    "removeMessages": (Kind.MESSAGES, "messages", True),
}


def store_of(kind: Kind, hang: int = 0) -> Any:
    """One thing `acme/a`, one that was taken back, and so much that hangs on it."""
    gone = tombstone(kind.value, "acme/gone")
    held = {
        Kind.GROUPS: "dependents_of_groups", Kind.CONVERSATIONS: "dependents_of_conversations",
        Kind.MESSAGES: "dependents_of_messages",
    }[kind]  # fmt: skip
    row = (hang, *[0] * (len(statement(held).columns) - 1))
    return HollowStore(
        {
            PLANS[kind].stored: lambda ids: [(id_, "h", 1) for id_ in ids if id_ == "acme/a"],
            "tombstones_among": lambda ids: [(id_,) for id_ in ids if id_ == gone],
            held: [row],
        }
    )


async def answer(name: str, store: Any, id_: str, viewer: Viewer = LOCAL, more: str = "") -> Any:
    _, argument, many = CASES[name]
    ref = f'{{key: {{source: "acme", externalId: "{id_}"}}}}'
    text = f"""mutation {{ {name}(input: {{{argument}: {f"[{ref}]" if many else ref} {more}}}) {{
      status count userErrors {{ code path message }} }} }}"""
    result = await schema.execute(text, context_value=Context(store, viewer))
    assert result.errors is None, result.errors
    assert result.data is not None
    return result.data[name]


def removed(store: HollowStore) -> bool:
    return any(
        name.startswith("remove_") and name != "remove_old_requests" for name, _ in store.sent
    )


@pytest.mark.parametrize("name", CASES)
async def test_what_is_there_is_taken_back_and_what_was_taken_back_is_unchanged(name: str) -> None:
    store = store_of(CASES[name][0])
    assert await answer(name, store, "a") == {"status": "SAVED", "count": 1, "userErrors": []}
    assert removed(store)
    again = store_of(CASES[name][0])
    assert await answer(name, again, "gone") == {
        "status": "UNCHANGED",
        "count": 0,
        "userErrors": [],
    }


@pytest.mark.parametrize("name", CASES)
async def test_a_preview_counts_and_takes_nothing_back(name: str) -> None:
    for hang in (0, 2):
        store = store_of(CASES[name][0], hang)
        found = await answer(name, store, "a", more=", preview: true")
        assert found == {"status": "UNCHANGED", "count": 1, "userErrors": []}
        assert not removed(store)


@pytest.mark.parametrize("name", CASES)
async def test_what_cannot_be_taken_back_is_told_at_its_place(name: str) -> None:
    kind, argument, many = CASES[name]
    place = ["input", argument, *(["0"] if many else [])]
    unknown = store_of(kind)
    found = await answer(name, unknown, "none")
    assert (found["status"], found["count"]) == ("REJECTED", 0)
    assert [(error["code"], error["path"]) for error in found["userErrors"]] == [
        ("NOT_FOUND", place)
    ]
    held = store_of(kind, 2)
    found = await answer(name, held, "a")
    assert (found["status"], found["count"]) == ("REJECTED", 0)
    assert [(error["code"], error["path"]) for error in found["userErrors"]] == [
        ("CONFLICT", ["input", "cascade"]),
    ]
    assert not removed(held)
    sure = await answer(name, store_of(kind, 2), "a", more=", cascade: true")
    assert (sure["status"], sure["count"]) == ("SAVED", 1)


@pytest.mark.parametrize("name", CASES)
async def test_only_stewards_take_things_back(name: str) -> None:
    store = store_of(CASES[name][0])
    member = Viewer("acme/ann", frozenset({"member", "analyst"}))
    found = await answer(name, store, "a", member)
    assert (found["status"], found["userErrors"][0]["code"]) == ("REJECTED", "FORBIDDEN")
    assert not removed(store)
    steward = await answer(name, store_of(CASES[name][0]), "a", Viewer("x", frozenset({"steward"})))
    assert steward["status"] == "SAVED"

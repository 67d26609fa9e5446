"""Which node `id`, `key` and `email` name, of every label; no store."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from api.types import node_roots
from api.types.conventions import MOST_NODES
from api.types.global_ids import to_global_id
from api.types.node_roots import NodeKeyInput, native_id, node_of_id, wanted_nodes, wanted_person
from graph.errors import BadInput, Conflict
from graph.organisation.totals import NETWORK
from graph.records import BY_LABEL
from tests.statement_answers import StatementAnswers

KEY = NodeKeyInput(source="acme", external_id="ann")
MAIL = {"ann@acme.com": ["acme/ann"], "two@acme.com": ["acme/ann", "acme/bob"]}


def context() -> Any:
    async def node(record: Any, native: str) -> Any:
        return record.label, native

    store = StatementAnswers(
        {"person_ids_by_email": lambda email_key: [(id_,) for id_ in MAIL.get(email_key, ())]}
    )
    return SimpleNamespace(store=store, node=node)


@pytest.fixture
def found(monkeypatch: pytest.MonkeyPatch) -> None:
    async def of_set(store: Any, native: str) -> Any:
        return "set", native

    async def person(context: Any, native: str) -> Any:
        return "whoever has the account", native

    monkeypatch.setattr(node_roots, "set_of_id", of_set)
    monkeypatch.setattr(node_roots, "_person", person)


@pytest.mark.parametrize("label", [*BY_LABEL, "PeopleSet", "Network"])
async def test_a_global_id_names_a_node_of_its_label(found: None, label: str) -> None:
    own = {
        "Person": ("whoever has the account", "acme/x"),
        "PeopleSet": ("set", "acme/x"),
        "Network": None,
    }
    expected = own.get(label, (label, "acme/x"))
    assert await node_of_id(context(), to_global_id(label, "acme/x")) == expected


async def test_the_network_has_one_id(found: None) -> None:
    assert await node_of_id(context(), to_global_id(NETWORK.label, NETWORK.id)) is NETWORK


@pytest.mark.parametrize(
    ("id", "key", "named"),
    [
        (to_global_id("Person", "acme/ann"), None, "acme/ann"),
        (None, KEY, "acme/ann"),
        (None, None, "exactly one"),
        (to_global_id("Person", "acme/ann"), KEY, "exactly one"),
        (to_global_id("Group", "acme/ann"), None, "id of a Group, not of a Person"),
    ],
)
def test_exactly_one_name_is_given(id: str | None, key: Any, named: str) -> None:
    if "/" in named:
        assert native_id("Person", id, key) == named
        return
    with pytest.raises(BadInput, match=named) as refused:
        native_id("Person", id, key)
    assert ("`email`" in refused.value.message) == (named == "exactly one")
    with pytest.raises(BadInput) as of_goal:
        native_id("Goal", None, None)
    assert "`email`" not in of_goal.value.message


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ({"key": KEY}, [("Person", "acme/ann")]),
        ({"email": "Ann@acme.com"}, [("Person", "acme/ann")]),
        ({"email": "nobody@acme.com"}, [None]),
        ({"email": "two@acme.com"}, Conflict),
        ({"email": "ann@acme.com", "key": KEY}, BadInput),
        ({"email": "ann@acme.com", "id": to_global_id("Person", "acme/ann")}, BadInput),
    ],
)
async def test_a_person_is_named_by_an_address_too(given: Any, wanted: Any) -> None:
    if isinstance(wanted, list):
        assert await wanted_person(context(), given) == wanted
        return
    with pytest.raises(wanted):
        await wanted_person(context(), given)


async def test_so_many_nodes_are_asked_for_at_once_and_no_more() -> None:
    ids = [to_global_id("Goal", "acme/g"), "nothing"] * (MOST_NODES // 2)
    assert await wanted_nodes(context(), {"ids": ids}) == [("Goal", "acme/g"), None] * (
        MOST_NODES // 2
    )
    with pytest.raises(BadInput):
        await wanted_nodes(context(), {"ids": [*ids, "one more"]})

"""The person, group or network that a word of the command line names; no store."""

from __future__ import annotations

from typing import Any

import pytest

from api.cli.value import NETWORK, scope_named
from graph.errors import Conflict, NotFound
from graph.records import Group, Person
from tests.statement_answers import StatementAnswers, row_of

PEOPLE = ("acme/ann", "acme/both", "acme/bob@home", "mail/cy")
ACCOUNTS = {"chat/ann": "acme/ann", **{id_: id_ for id_ in PEOPLE}}
MAIL = {"ann@acme.com": ["acme/ann"], "two@acme.com": ["acme/ann", "mail/cy"]}
GROUPS = ("acme/both", "acme/team")


def store() -> Any:
    return StatementAnswers(
        {
            "person_ids_of_accounts": lambda ids: [(id_, ACCOUNTS[id_]) for id_ in ids if id_ in ACCOUNTS],
            "person_ids_by_email": lambda email_key: [(id_,) for id_ in MAIL.get(email_key, ())],
            "people_by_id": lambda ids: [row_of(Person, id=id_) for id_ in ids if id_ in PEOPLE],
            "groups_by_id": lambda ids: [row_of(Group, id=id_) for id_ in ids if id_ in GROUPS],
        }
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "named"),
    [
        ("acme/ann", ("Person", "acme/ann")),
        ("chat/ann", ("Person", "acme/ann")),
        ("person:acme/ann", ("Person", "acme/ann")),
        ("person:chat/ann", ("Person", "acme/ann")),
        ("Ann@ACME.com", ("Person", "acme/ann")),
        ("person:ann@acme.com", ("Person", "acme/ann")),
        ("acme/bob@home", ("Person", "acme/bob@home")),
        ("acme/team", ("Group", "acme/team")),
        ("group:acme/both", ("Group", "acme/both")),
        ("person:acme/both", ("Person", "acme/both")),
        ("group:acme/ann", NotFound),
        ("person:acme/team", NotFound),
        ("team:acme/team", NotFound),
        ("nobody@acme.com", NotFound),
        ("group:ann@acme.com", NotFound),
        ("acme/nobody", NotFound),
        ("acme/both", Conflict),
        ("two@acme.com", Conflict),
    ],
)
async def test_what_a_word_names(name: str, named: Any) -> None:
    if isinstance(named, tuple):
        found = await scope_named(store(), name)
        assert (found.label, found.id) == named
        return
    with pytest.raises(named) as refused:
        await scope_named(store(), name)
    assert repr(name) in refused.value.message and refused.value.remedy


async def test_the_network_has_a_name() -> None:
    assert await scope_named(store(), "network") is NETWORK

"""Every field of the schema as every role: it is answered, or refused with a code that says why."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from graphql import get_named_type, is_required_argument

from api.execution.viewer import Viewer, roles_with_implied
from api.http.error_masking import failures
from graph.identity.roles import Role
from graph.ledger.run import run_ledger
from tests.api.conftest import Api
from tests.api.input_values import least, literal
from tests.api.store_query import ask
from tests.api.types.test_edges import AT_ONCE, GRAPHQL, WAYS, query, whole

EXPECTED = {"FORBIDDEN", "BAD_INPUT", "NOT_FOUND"}
LIKE_OTHERS = {"steward", "admin"}
"""Roles that read below the roots as others do: talk as tools, numbers as analysts."""
ROOTS = {"Query", "DoubtfulPair"}
FIRST_THINGS = "{ people(first: 1) { nodes { id } } analyses(first: 1) { nodes { id } } }"


def fields_of(type_name: str) -> Iterator[str]:
    """Every field of a type with the least that must be given, its leaves and a page of what hangs on it."""
    for name, field in GRAPHQL.type_map[type_name].fields.items():
        if name.startswith("__"):
            continue
        given = {
            one: literal(least(argument.type), argument.type)
            for one, argument in field.args.items()
            if is_required_argument(argument)
        }
        said = ", ".join(f"{one}: {value}" for one, value in given.items())
        yield f"{name}{f'({said})' if said else ''} {whole(get_named_type(field.type))}"


def viewers(person: str) -> dict[str, Viewer]:
    """A viewer of each role; whoever is somebody is this person."""
    found = {}
    for role in Role:
        is_tool = role is Role.TOOL
        found[role.value] = Viewer(
            "key:one" if is_tool else person,
            roles_with_implied(frozenset({role.value})),
            person=None if is_tool else person,
            source="sample" if is_tool else None,
            credential="key:one",
        )
    return found


@pytest.mark.slow
@pytest.mark.timeout(900)
async def test_every_field_is_answered_or_refused_as_every_role(analysed_api: Api) -> None:
    await run_ledger(analysed_api.store)
    found = await analysed_api.data(FIRST_THINGS)
    ids = {
        "$PERSON$": found["people"]["nodes"][0]["id"],
        "$ANALYSIS$": found["analyses"]["nodes"][0]["id"],
    }
    key = await analysed_api.data("{ people(first: 1) { nodes { key { source externalId } } } }")
    person = "/".join(key["people"]["nodes"][0]["key"].values())
    wrong: list[tuple[str, str, str]] = []
    refused: dict[str, set[str]] = {role.value: set() for role in Role}
    for type_name, way in WAYS.items():
        for name, id_ in ids.items():
            way = way.replace(name, f'"{id_}"')
        fields = list(fields_of(type_name))
        for start in range(0, len(fields), AT_ONCE):
            part = fields[start : start + AT_ONCE]
            for role, viewer in viewers(person).items():
                if role in LIKE_OTHERS and type_name not in ROOTS:
                    continue
                answer = await ask(analysed_api.store, query(way, part), {}, viewer)
                for told in failures(wrapped(answer.errors), "test"):
                    code = told["extensions"]["code"]
                    if code not in EXPECTED:
                        wrong.append((role, f"{type_name}: {part}"[:200], told["message"]))
                    if code == "FORBIDDEN":
                        refused[role].add(type_name)
    assert wrong == []
    assert refused["admin"] == set()
    assert {role for role, types in refused.items() if "DoubtfulPair" in types} == {
        "member",
        "analyst",
        "tool",
    }


def wrapped(errors: list[Any]) -> list[Any]:
    """The errors as an execution has them."""
    from graphql import GraphQLError

    return [
        error if isinstance(error, GraphQLError) else GraphQLError(str(error), original_error=error)
        for error in errors
    ]

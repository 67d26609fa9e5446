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
from tests.api.types.test_edges import AT_ONCE, GRAPHQL, WAYS, query, real_ids, whole
from tests.unclosed_sockets import MAY_BE_LEFT

# An error ends what goes on beside it, a connection that is just being made, too.
pytestmark = MAY_BE_LEFT
EXPECTED = {"FORBIDDEN", "BAD_INPUT", "NOT_FOUND"}
LIKE_OTHERS = {"steward", "admin"}
"""Roles that read below the roots as others do: talk as tools, numbers as analysts."""
ROOTS = {"Query", "DuplicateCandidate"}


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


def parts_of(type_name: str) -> Iterator[list[str]]:
    """The fields of a type, some for each query: those that must be given nothing apart from others.

    So the two tests here send the store the same texts, which it plans once.
    """
    fields = list(fields_of(type_name))
    bare = [one for one in fields if is_bare(one)]
    for some in (bare, [one for one in fields if not is_bare(one)]):
        yield from (some[start : start + AT_ONCE] for start in range(0, len(some), AT_ONCE))


def is_bare(field: str) -> bool:
    """Whether a field of `fields_of` is given nothing."""
    return "(" not in field.partition(" ")[0]


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
    ids = await real_ids(analysed_api)
    key = await analysed_api.data("{ people(first: 1) { nodes { key { source externalId } } } }")
    person = "/".join(key["people"]["nodes"][0]["key"].values())
    wrong: list[tuple[str, str, str]] = []
    refused: dict[str, set[str]] = {role.value: set() for role in Role}
    for type_name, way in WAYS.items():
        for name, id_ in ids.items():
            way = way.replace(name, id_)
        for part in parts_of(type_name):
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
    assert {role for role, types in refused.items() if "DuplicateCandidate" in types} == {
        "member",
        "analyst",
        "tool",
    }


@pytest.mark.slow
@pytest.mark.timeout(900)
async def test_an_error_elsewhere_changes_no_other_answer(analysed_api: Api) -> None:
    """Any error hands the whole query to another executor, which must know every source."""
    ids = await real_ids(analysed_api)
    found = []
    for type_name, way in WAYS.items():
        for name, id_ in ids.items():
            way = way.replace(name, id_)
        for part in filter(lambda part: is_bare(part[0]), parts_of(type_name)):
            text = query(way, part)
            alone = await analysed_api.result(text)
            beside = await analysed_api.result(f'{{ bad: node(id: "nope") {{ id }} {text[1:]}')
            told = [error.message for error in beside.errors or ()]
            expected = ["'nope' is not an id of this API"]
            expected += [error.message for error in alone.errors or ()]
            if sorted(told) != sorted(expected):
                found.append((type_name, sorted(told)))
            elif beside.data != (alone.data and {"bad": None} | dict(alone.data)):
                found.append((type_name, [text]))
    assert found == []


def wrapped(errors: list[Any]) -> list[Any]:
    """The errors as an execution has them."""
    from graphql import GraphQLError

    return [
        error if isinstance(error, GraphQLError) else GraphQLError(str(error), original_error=error)
        for error in errors
    ]

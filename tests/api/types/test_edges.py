"""No value that GraphQL accepts, for any argument of any field that is read, is an internal error."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from collections.abc import Iterator
from typing import Any

import orjson
import pytest
import pytest_asyncio
from graphql import (
    get_named_type,
    is_leaf_type,
    is_object_type,
    is_required_argument,
)

from api.http.error_masking import failures
from api.schema.schema import schema
from graph.network.analyses.run import analyse
from tests.api.conftest import Api
from tests.api.inputs import bare, edges, least, leaves, literal, with_leaf

pytestmark = pytest.mark.slow
GRAPHQL: Any = schema._schema
AT_ONCE = 20
"""Fields of one query."""
EVERYWHERE = frozenset({"WindowInput", "Date", "DateTime"})
"""Types of arguments that are tried at every field; others at one field for each name and type."""

START = {
    "Query": "",
    "Person": "people(first: 2) { nodes {",
    "Capability": "capabilities(first: 2) { nodes {",
    "Group": "groups(first: 2) { nodes {",
    "Goal": "goals(first: 2) { nodes {",
    "Conversation": "conversations(first: 2) { nodes {",
    "Message": "messages(first: 2) { nodes {",
    "Need": "needs(first: 2) { nodes {",
    "Offer": "offers(first: 2) { nodes {",
    "Experiment": "experiments(first: 2) { nodes {",
    "Network": "network {",
    "PeopleSet": "scope(people: [$PERSON$]) {",
    "Analysis": "analyses(first: 1) { nodes {",
    "AnalysisComparison": "compareAnalyses(before: $ANALYSIS$, after: $ANALYSIS$) {",
}
"""Type → how an object of it is reached; the others lie below these."""


def encoded(text: str) -> str:
    return urlsafe_b64encode(text.encode()).decode().rstrip("=")


IDS = [
    *(encoded("PeopleSet:" + "[" * 400), encoded("PeopleSet:" + "[" * 5000 + "]" * 5000)),
    *(
        encoded('PeopleSet:{"people":' + '{"a":' * 900 + "1" + "}" * 900 + "}"),
        encoded("PeopleSet:1"),
    ),
    *(encoded('PeopleSet:{"people":[1,"a",null]}'), encoded("PeopleSet:" + "9" * 5000)),
    *(encoded('PeopleSet:{"people":["' + "a" * 5000 + '"]}'), encoded('PeopleSet:{"people":"ab"}')),
    *(
        encoded('PeopleSet:{"community":7}'),
        encoded('PeopleSet:{"community":"a#' + "9" * 50 + '"}'),
    ),
    *(encoded("Network:x"), encoded("Goal:\0"), encoded("Link:a>b"), encoded("Analysis:x#y")),
    *(encoded("Ref:" + "x" * 5000), "____", "=", "é", "\ud83d\ude00", encoded("CheckIn:a@b")),
]


def ways() -> dict[str, str]:
    """Every object type of the schema that can be reached, and the way to it."""
    found = dict(START)
    ahead = list(START)
    while ahead:
        name = ahead.pop(0)
        for field_name, field in GRAPHQL.type_map[name].fields.items():
            inner = get_named_type(field.type)
            required = any(is_required_argument(one) for one in field.args.values())
            if is_object_type(inner) and inner.name not in found and not required:
                found[inner.name] = f"{found[name]} {field_name} {{"
                ahead.append(inner.name)
    return found


WAYS = ways()


def selection(type_: Any) -> str:
    """What is selected of an answer: its leaves, and of a list its nodes."""
    inner = get_named_type(type_)
    if is_leaf_type(inner):
        return ""
    if not is_object_type(inner):
        return "{ __typename }"
    plain = [
        name
        for name, field in inner.fields.items()
        if is_leaf_type(get_named_type(field.type))
        and not any(is_required_argument(one) for one in field.args.values())
    ]
    nodes = ["nodes { __typename }"] if "nodes" in inner.fields else []
    return "{ " + " ".join(["__typename", *plain, *nodes]) + " }"


def tried() -> Iterator[tuple[str, str, list[str]]]:
    """Type, field, and the field asked with each edge value of each argument to be tried there."""
    seen: set[tuple[str, str]] = set()
    for name in WAYS:
        for field_name, field in GRAPHQL.type_map[name].fields.items():
            asked = []
            for argument, definition in field.args.items():
                bare_name = get_named_type(definition.type).name
                if bare_name not in EVERYWHERE and (argument, bare_name) in seen:
                    continue
                seen.add((argument, bare_name))
                asked += list(_asked(field_name, field, argument, definition.type))
            if asked:
                yield name, field_name, asked


def _asked(field_name: str, field: Any, argument: str, type_: Any) -> Iterator[str]:
    others = {
        name: literal(least(one.type), one.type)
        for name, one in field.args.items()
        if is_required_argument(one) and name != argument
    }
    for place, leaf in leaves(bare(type_)):
        for value in [*edges(leaf), *(IDS if leaf.name == "ID" else ())]:
            given = others | {argument: literal(with_leaf(type_, place, value), type_)}
            said = ", ".join(f"{name}: {one}" for name, one in given.items())
            yield f"{field_name}({said}) {selection(field.type)}"


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def measured(api: Api) -> tuple[Api, dict[str, str]]:
    """The API on the sample, analysed, and real ids to begin with."""
    await analyse(api.store)
    found = await api.data(
        "{ people(first: 1) { nodes { id } } analyses(first: 1) { nodes { id } } }"
    )
    ids = {
        "$PERSON$": found["people"]["nodes"][0]["id"],
        "$ANALYSIS$": found["analyses"]["nodes"][0]["id"],
    }
    return api, {name: f'"{one}"' for name, one in ids.items()}


def query(way: str, fields: list[str]) -> str:
    named = " ".join(f"a{number}: {field}" for number, field in enumerate(fields))
    return "{" + way + " " + named + " }" * (way.count("{") + 1 - way.count("}"))


async def internal(api: Api, text: str) -> tuple[bool, list[str]]:
    """Whether there were errors, and those that are internal ones."""
    result = await api.result(text)
    orjson.dumps(result.data, default=str)
    errors = [error for error in result.errors or () if error.path is not None]
    wrong = [  # an error without a path refuses the document, before anything is executed
        f"{error.original_error!r}"
        for error, one in zip(errors, failures(errors, "test"), strict=True)
        if one["extensions"]["code"] == "INTERNAL"
    ]
    return bool(result.errors), wrong


@pytest.mark.timeout(900)
async def test_no_edge_value_of_an_argument_is_an_internal_error(
    measured: tuple[Api, dict[str, str]],
) -> None:
    api, ids = measured
    found: list[tuple[str, str]] = []
    for type_name, _, asked in tried():
        way = WAYS[type_name]
        for name, id_ in ids.items():
            way = way.replace(name, id_)
        for start in range(0, len(asked), AT_ONCE):
            part = asked[start : start + AT_ONCE]
            failed, _ = await internal(api, query(way, part))
            for one in part if failed else ():
                _, wrong = await internal(api, query(way, [one]))
                found += [(f"{type_name}.{one[:200]}", error) for error in wrong]
    assert found == []


@pytest.mark.timeout(900)
async def test_a_page_of_nought_is_an_answer_at_every_connection(
    measured: tuple[Api, dict[str, str]],
) -> None:
    api, ids = measured
    found = []
    for type_name, way in WAYS.items():
        for name, id_ in ids.items():
            way = way.replace(name, id_)
        fields = []
        for field_name, field in GRAPHQL.type_map[type_name].fields.items():
            if "pageInfo" not in getattr(get_named_type(field.type), "fields", ()):
                continue
            for page in {"first", "last"} & field.args.keys():
                required = {
                    one: literal(least(argument.type), argument.type)
                    for one, argument in field.args.items()
                    if is_required_argument(argument) and one != page
                }
                if "ID!" not in {str(field.args[one].type) for one in required}:
                    said = ", ".join(f"{one}: {v}" for one, v in ({page: "0"} | required).items())
                    fields.append(f"{field_name}({said}) {selection(field.type)}")
        for start in range(0, len(fields), AT_ONCE):
            result = await api.result(query(way, fields[start : start + AT_ONCE]))
            found += [(type_name, error.message) for error in result.errors or ()]
    assert found == []


def test_every_field_with_arguments_is_tried() -> None:
    fields = {
        (type_.name, name)
        for type_ in GRAPHQL.type_map.values()
        if is_object_type(type_)
        and type_ is not GRAPHQL.mutation_type
        and not type_.name.startswith("__")
        for name, field in type_.fields.items()
        if field.args
    }
    assert {name for name, _ in fields} <= WAYS.keys()
    everywhere = {
        (type_.name, name)
        for type_ in GRAPHQL.type_map.values()
        if is_object_type(type_)
        for name, field in type_.fields.items()
        if any(get_named_type(one.type).name in EVERYWHERE for one in field.args.values())
    }
    assert everywhere <= {(type_name, name) for type_name, name, _ in tried()}

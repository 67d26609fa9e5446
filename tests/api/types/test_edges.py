"""No value that GraphQL accepts, for any argument of any field that is read, is an internal error."""

from __future__ import annotations

import re
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from typing import Any

import orjson
import pytest
import pytest_asyncio
from graphql import (
    GraphQLError,
    get_named_type,
    is_leaf_type,
    is_object_type,
    is_required_argument,
    parse,
    validate,
)

from api.http.error_masking import failures
from api.schema.schema import schema
from tests.api.conftest import Api
from tests.api.input_values import bare, edges, least, leaves, literal, with_leaf
from tests.unclosed_sockets import MAY_BE_LEFT

# An error ends what goes on beside it, a connection that is just being made, too.
pytestmark = MAY_BE_LEFT
GRAPHQL: Any = schema._schema
AT_ONCE = 20
"""Fields of one query."""
ALIAS = re.compile(r"a\d+")
"""What the fields of a query are called."""
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
    "Period": 'period(of: "2025-Q4") {',
    "PeriodComparison": 'comparePeriods(a: "2025-Q3", b: "2025-Q4") {',
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


def whole(type_: Any) -> str:
    """The same with the edges of a list, and the leaves of each."""
    edge = getattr(get_named_type(type_), "fields", {}).get("edges")
    if edge is None:
        return selection(type_)
    return f"{selection(type_)[:-1]} edges {selection(edge.type)} }}"


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


async def real_ids(api: Api) -> dict[str, str]:
    """What stands in the ways for an id, and one that the store has."""
    found = await api.data(
        "{ people(first: 1) { nodes { id } } analyses(first: 1) { nodes { id } } }"
    )
    ids = {
        "$PERSON$": found["people"]["nodes"][0]["id"],
        "$ANALYSIS$": found["analyses"]["nodes"][0]["id"],
    }
    return {name: f'"{one}"' for name, one in ids.items()}


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def measured(analysed_api: Api) -> tuple[Api, dict[str, str]]:
    """The API on the sample, analysed, and real ids to begin with."""
    return analysed_api, await real_ids(analysed_api)


def query(way: str, fields: list[str]) -> str:
    named = " ".join(f"a{number}: {field}" for number, field in enumerate(fields))
    return "{" + way + " " + named + " }" * (way.count("{") + 1 - way.count("}"))


def aliases(data: Any) -> set[str]:
    """The fields of a query that an answer holds, wherever they stand."""
    if isinstance(data, list):
        return set().union(*map(aliases, data))
    if not isinstance(data, dict):
        return set()
    own = {name for name in data if ALIAS.fullmatch(name)}
    return own or set().union(*map(aliases, data.values()))


def is_refused(text: str) -> bool:
    """Whether a document is refused before anything is executed."""
    try:
        return bool(validate(GRAPHQL, parse(text)))
    except GraphQLError:
        return True


async def internal(api: Api, way: str, fields: list[str]) -> list[tuple[str, str]]:
    """The fields that end in an internal error, and it.

    Of a document that is refused each field is tried alone; those that an answer does not hold
    because another one's error took their place are tried again in two halves, so that many errors
    in one place take no square of their number.
    """
    result = await api.result(query(way, fields))
    orjson.dumps(result.data, default=str)
    errors = list(result.errors or ())
    if any(error.path is None for error in errors):
        if len(fields) == 1:
            return []
        alone = [await internal(api, way, [one]) for one in fields]
        return [wrong for found in alone for wrong in found]
    found, failed = list[tuple[str, str]](), set[str]()
    for error, told in zip(errors, failures(errors, "test"), strict=True):
        own = {str(step) for step in error.path or () if ALIAS.fullmatch(str(step))}
        failed |= own
        if told["extensions"]["code"] == "INTERNAL":
            one = fields[int(min(own)[1:])] if own else " ".join(fields)
            found.append((f"{way}.{one[:200]}", f"{error.original_error!r}"))
    answered = aliases(result.data) | failed
    left = [one for n, one in enumerate(fields) if f"a{n}" not in answered] if errors else []
    if left and len(fields) > 1:
        groups = [left[::2], left[1::2]] if len(left) < len(fields) else [[one] for one in left]
        for group in filter(None, groups):
            found += await internal(api, way, group)
    return found


@pytest.mark.slow
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
        refused = [one for one in asked if is_refused(query(way, [one]))]
        taken = [one for one in asked if one not in refused]
        parts = [taken[start : start + AT_ONCE] for start in range(0, len(taken), AT_ONCE)]
        for part in [*parts, *([one] for one in refused)]:
            found += await internal(api, way, part)
    assert found == []


@pytest.mark.slow
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


def test_every_type_knows_its_sources() -> None:
    """Strawberry's own check wants instances of the type; the sources of ours are records and pages."""
    strangers = {
        name
        for name, type_ in GRAPHQL.type_map.items()
        if "from_object" in getattr(getattr(type_, "is_type_of", None), "__qualname__", "")
    }
    assert strangers == set()


def test_every_field_with_arguments_is_tried() -> None:
    fields = {
        (type_.name, name)
        for type_ in GRAPHQL.type_map.values()
        if is_object_type(type_)
        and type_ not in (GRAPHQL.mutation_type, GRAPHQL.subscription_type)
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

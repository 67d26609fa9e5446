"""Four lists within one another, each of the default size, pass depth and cost: every way through the schema."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from graphql import GraphQLField, get_named_type, is_object_type, is_required_argument, parse

from api.execution.cost import Pricing
from api.http.document_limits import Limits, excesses, fragments_of, operations_of
from api.schema.schema import schema

SCHEMA = schema._schema
LIMITS = Limits()
LEVELS = 4
SCALARS = (
    "id",
    "title",
    "name",
    "displayName",
    "kind",
    "status",
    "at",
    "startedAt",
    "dueOn",
    "state",
)
"""What is shown of each node, as far as it has it."""


def lists_of(type_: Any) -> Iterator[tuple[str, Any]]:
    """The plain connections of a type: their names, and the type of their nodes."""
    for name, field in type_.fields.items():
        nodes = getattr(get_named_type(field.type), "fields", {}).get("nodes")
        required = any(is_required_argument(one) for one in field.args.values())
        if nodes is None or required or "first" not in field.args or stated(field):
            continue
        node = get_named_type(nodes.type)
        if is_object_type(node):
            yield name, node


def stated(field: GraphQLField) -> bool:
    """Whether a field states a price: what is worked out for it costs more than its rows."""
    definition = field.extensions.get("strawberry-definition")
    return "cost" in (getattr(definition, "metadata", None) or {})


def ways(type_: Any, levels: int) -> Iterator[tuple[tuple[str, ...], str]]:
    """Every way down through so many lists, with a selection that goes it."""
    for name, node in lists_of(type_):
        shown = " ".join(one for one in SCALARS if one in node.fields) or "__typename"
        if levels == 1:
            yield (name,), f"{name} {{ nodes {{ {shown} }} }}"
            continue
        for way, inner in ways(node, levels - 1):
            yield (name, *way), f"{name} {{ nodes {{ {shown} {inner} }} }}"


def cost(query: str) -> int:
    document = parse(query)
    return Pricing(SCHEMA, fragments_of(document), {}).of(next(iter(operations_of(document))))


def test_four_lists_of_the_default_size_pass_wherever_they_lead() -> None:
    seen = set()
    for way, selection in ways(SCHEMA.query_type, LEVELS):
        query = f"{{ {selection} }}"
        seen.add(way)
        assert cost(query) <= LIMITS.cost, way
        if len(seen) % 50 == 1:
            assert not list(excesses(parse(query), LIMITS)), way
    assert len(seen) > 1000
    assert {
        ("goals", "children", "children", "children"),
        ("groups", "members", "conversations", "participants"),
        ("conversations", "messages", "replies", "replies"),
        ("people", "groups", "goals", "conversations"),
    } <= seen


def test_a_node_with_three_lists_below_it_passes_too() -> None:
    for name, node in lists_of(SCHEMA.query_type):
        single = next(
            (
                one
                for one, field in SCHEMA.query_type.fields.items()
                if field.type is node and "id" in field.args
            ),
            None,
        )
        for way, selection in ways(node, LEVELS - 1) if single else ():
            assert cost(f'{{ {single}(id: "x") {{ {selection} }} }}') <= LIMITS.cost, (name, way)


def test_sizes_that_are_given_count_in_full_and_a_fifth_level_is_refused() -> None:
    given = "children(first: 25) { nodes { title %s } }"
    in_full = given % (given % (given % ""))
    assert cost(f"{{ goals(first: 25) {{ nodes {{ title {in_full} }} }} }}") > 25**4
    plain = "children { nodes { title %s } }"
    five = plain % (plain % (plain % (plain % "")))
    assert cost(f"{{ goals {{ nodes {{ title {five} }} }} }}") > LIMITS.cost


def test_a_fragment_costs_by_how_deep_its_lists_lie() -> None:
    spread = """{ goals { nodes { ...F children { nodes { ...F } } } } }
    fragment F on Goal { children { nodes { title } } }"""
    written = """{ goals { nodes { children { nodes { title } }
      children { nodes { children { nodes { title } } } } } } }"""
    assert cost(spread) == cost(written)

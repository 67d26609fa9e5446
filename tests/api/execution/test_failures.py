"""Errors lie where graphql-core's own executor puts them, whatever fails: on trees made by chance.

The schema has every way in which a field is read (attribute, function of the source, asked once for
all, resolver of one source), and every place where null may or may not stand.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Annotated, Any, Optional
from zlib import crc32

import pytest
import strawberry
from strawberry.types import Info

from api.execution.executor import Executor
from api.types.record_types import PARENT, batched, plain_field, plain_nested
from graph.errors import BadInput
from tests.api.execution.graphql_core_reference import Reference, faults, formatted

WAYS = ("plain", "batch", "resolver")
SHAPES = ("Leaf", "One", "Many")
MUST = ("", "Must")
"""Whether null may stand there."""


class Thing:
    """A node of a tree; what its fields give is a function of its number and the tree's seed."""

    def __init__(self, seed: int, number: int) -> None:
        self.seed = seed
        self.number = number

    def value(self, field: str) -> Any:
        """The value of a field: an error and null now and then."""
        rest = crc32(f"{self.seed} {self.number} {field}".encode())
        if rest % 13 == 0:
            raise BadInput(f"{field} of {self.number} fails") if rest % 2 else KeyError(field)
        if rest % 11 == 0:
            return None
        below = [Thing(self.seed, 3 * self.number + k) for k in range(1, 1 + rest % 3)]
        if field.endswith(("Leaf", "LeafMust")):
            return rest % 1000
        if "One" in field:
            return Thing(self.seed, 3 * self.number)
        return [None if rest % 17 == 0 else one for one in below]


def thing_fields() -> dict[str, Any]:
    """The fields of the type, one for each way, shape and whether null may stand there."""
    lazy = strawberry.lazy(__name__)
    thing: Any = Annotated["ThingType", lazy]
    types: dict[str, Any] = {
        "Leaf": Optional[int],  # noqa: UP045
        "LeafMust": int,
        "One": Optional[thing],  # noqa: UP045
        "OneMust": thing,
        "Many": Optional[list[thing]],  # noqa: UP045
        "ManyMust": list[Optional[thing]],  # noqa: UP045
    }
    fields: dict[str, Any] = {}
    for way in WAYS:
        for shape in (shape + must for shape in SHAPES for must in MUST):
            fields[f"{way}{shape}"] = one_field(way, f"{way}{shape}", types[shape])
    return fields


def one_field(way: str, name: str, type_: Any) -> Any:
    """A field that gives the value of this name."""

    def value(thing: Any) -> Any:
        return thing.value(name)

    async def values(_: Any, things: Sequence[Any], __: dict[str, Any]) -> list[Any]:
        return [thing.value(name) for thing in things]

    async def resolve(root: Any, info: Info) -> Any:
        return root.value(name)

    if way == "batch":
        return batched(values, type_, name)
    if way == "plain":
        leaf = "Leaf" in name
        return plain_field(value, type_, name) if leaf else plain_nested(value, type_, name)
    resolve.__annotations__ = {"root": PARENT, "info": Info, "return": type_}
    return strawberry.field(resolver=resolve)


ThingType: Any = strawberry.type(type("ThingType", (), thing_fields()), name="Thing")
NAMES = [way + shape + must for way in WAYS for shape in SHAPES for must in MUST]


def find_root(info: Info) -> Any:
    return Thing(info.context, 1)


find_root.__annotations__["return"] = Optional[ThingType]  # noqa: UP045
Query: Any = strawberry.type(
    type(
        "Query",
        (),
        {
            "root": strawberry.field(resolver=find_root),
            "other": strawberry.field(resolver=find_root),
        },
    )
)
OURS = strawberry.Schema(query=Query, execution_context_class=Executor)
REFERENCE = Reference(query=Query)


def selection(chance: random.Random, depth: int) -> str:
    """Fields of a thing, some under other names."""
    chosen = chance.sample(NAMES, 4)
    parts = ["__typename"]
    for place, name in enumerate(chosen):
        shown = name if chance.random() < 0.7 else f"a{depth}{place}: {name}"
        if "Leaf" in name:
            parts.append(shown)
        elif depth:
            parts.append(f"{shown} {{ {selection(chance, depth - 1)} }}")
    return " ".join(parts)


@pytest.mark.parametrize("seed", range(60))
async def test_errors_lie_where_graphql_core_puts_them(seed: int) -> None:
    chance = random.Random(seed)
    text = f"{{ root {{ {selection(chance, 3)} }} other {{ {selection(chance, 2)} }} }}"

    expected = await REFERENCE.expected(text, {}, lambda: seed)
    result = await OURS.execute(text, context_value=seed)
    again = await OURS.execute(text, context_value=seed)

    assert faults(result, expected) == [], text
    assert formatted(again) == formatted(result)


async def test_enough_of_these_trees_fail() -> None:
    """Many answers have errors, and in many null goes up from where it may not stand."""
    failing = above = 0
    for seed in range(60):
        chance = random.Random(seed)
        result = await OURS.execute(f"{{ root {{ {selection(chance, 3)} }} }}", context_value=seed)
        failing += bool(result.errors)
        above += bool(result.errors) and result.data == {"root": None}
    assert failing > 30 and 5 < above < 55


async def test_a_failing_source_is_asked_alone_and_the_rest_are_not_lost() -> None:
    asked: list[list[int]] = []

    async def batch(_: Any, things: Sequence[Any], __: dict[str, Any]) -> list[int]:
        asked.append([thing.number for thing in things])
        if any(thing.number == 2 for thing in things):
            raise BadInput("not the second")
        return [thing.number for thing in things]

    item = strawberry.type(type("Item", (), {"number": batched(batch, int | None, "its number")}))

    def find_items() -> Any:
        return [Thing(0, number) for number in (1, 2, 3)]

    find_items.__annotations__["return"] = list[item]  # type: ignore[valid-type]
    query = strawberry.type(type("Query", (), {"items": strawberry.field(resolver=find_items)}))
    schema = strawberry.Schema(query=query, execution_context_class=Executor)

    result = await schema.execute("{ items { number } }")

    assert result.data == {"items": [{"number": 1}, {"number": None}, {"number": 3}]}
    assert [(error.message, error.path) for error in result.errors or []] == [
        ("not the second", ["items", 1, "number"])
    ]
    assert asked == [[1, 2, 3], [1], [2], [3]]

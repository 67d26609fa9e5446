"""A list of an input that is too long is refused before anything is read: a walk over all mutations, without a store."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from strawberry import UNSET
from strawberry.types.base import StrawberryList, StrawberryOptional
from strawberry.utils.str_converters import to_camel_case

from api.execution.viewer import Viewer
from api.mutations.payloads import LARGEST_INPUT
from api.schema.mutation import Mutation
from graph.identity.roles import Role

ELSEWHERE = {
    ("check_in", "check_ins"): "what each row names is looked up before",
    ("propose_goal", "parents"): "the conversation is looked up before",
    ("propose_goal", "reasons"): "the conversation is looked up before",
    ("archive_other_goals", "keep_external_ids"): "may name every goal of a source",
    ("close_period", "outcomes"): "the period is read before",
    ("carry_over", "goals"): "the period is read before",
    ("suggest_links", "methods"): "a few members of an enum, each taken once",
}
"""Lists that are not refused first, and why; they are refused by tests on the store, if at all."""


def inner(type_: Any) -> Any:
    return type_.of_type if isinstance(type_, StrawberryOptional) else type_


def lists() -> Iterator[tuple[Any, str, list[str]]]:
    """Each mutation with the name of each list of its input, and all names of it."""
    for field in Mutation.__strawberry_definition__.fields:  # type: ignore[attr-defined]
        for argument in field.arguments:
            definition = getattr(inner(argument.type), "__strawberry_definition__", None)
            if definition is None:
                continue
            for one in definition.fields:
                if isinstance(inner(one.type), StrawberryList):
                    yield field, one.python_name, [of.python_name for of in definition.fields]


LISTS = {(field.python_name, name): (field, names) for field, name, names in lists()}


def test_every_list_is_refused_first_or_has_its_reason() -> None:
    assert len(LISTS) > 20
    assert ELSEWHERE.keys() <= LISTS.keys()


@pytest.mark.parametrize(("mutation", "name"), sorted(LISTS.keys() - ELSEWHERE.keys()))
async def test_so_many_rows_and_no_more(mutation: str, name: str) -> None:
    field, names = LISTS[mutation, name]
    input = SimpleNamespace(**(dict.fromkeys(names, UNSET) | {name: [UNSET] * (LARGEST_INPUT + 1)}))
    viewer = Viewer("acme/ann", frozenset({Role.ADMIN}), person="acme/ann")
    info = SimpleNamespace(
        context=SimpleNamespace(viewer=viewer, store=None), field_name=to_camel_case(mutation)
    )
    payload = await field.base_resolver.wrapped_func(info, input)
    (error,) = payload.user_errors
    assert error.message == f"`{to_camel_case(name)}` has 1,001 entries, at most 1,000 are allowed"
    assert (error.code.value, error.path) == ("BAD_INPUT", ["input", to_camel_case(name)])
    assert error.remedy == "send several requests"

"""Lists of leaves are completed at once, and are what graphql-core makes of them item by item."""

from __future__ import annotations

from datetime import date
from typing import Any, Optional

import pytest
import strawberry

from api.execution.executor import Executor
from api.types.record_types import graphql_enum, plain_field
from graph.records.enums import GoalKind
from tests.api.execution.graphql_core_reference import Reference, faults

KINDS: dict[str, Any] = {
    "text": str,
    "id": strawberry.ID,
    "whole": int,
    "number": float,
    "truth": bool,
    "day": date,
    "kind": graphql_enum(GoalKind),
}
VALUES: tuple[Any, ...] = (
    *([], ["a", "b"], ["a", None], ["a", 1], [1, 2], [1, None], [2**31 - 1, -(2**31)], [2**31]),
    *([-(2**31) - 1], [1, True], [True, False], [None, None], [0.5, 1.0], [0.5, 1], [1.5, "x"]),
    *([float("nan")], [float("inf"), 1.0], [1e308, 1e308], [date(2026, 1, 2)], ("a", "b")),
    *([GoalKind.PURPOSE, GoalKind.OBJECTIVE], [GoalKind.PURPOSE, None], ["purpose"], ["nothing"]),
    *(None, "text", 7),
)


def field(kind: str, *, must: bool) -> Any:
    """A list of leaves of this kind whose items may be null, or must not."""
    type_ = KINDS[kind] if must else Optional[KINDS[kind]]  # noqa: UP045
    return plain_field(lambda root: root, Optional[list[type_]], "A list.")  # type: ignore[valid-type]  # noqa: UP045


@strawberry.type
class Lists:
    """A list of every kind of leaf, all of the same source."""


for one in KINDS:
    setattr(Lists, one, field(one, must=False))
    setattr(Lists, f"{one}_must", field(one, must=True))
Lists = strawberry.type(Lists)  # type: ignore[misc]


@strawberry.type
class Query:
    """Each value as one object."""

    @strawberry.field
    def lists(self) -> list[Optional[Lists]]:  # noqa: UP045
        """Those that are not null."""
        return [value for value in VALUES if value is not None]


@pytest.mark.parametrize("must", ["", "Must"])
@pytest.mark.parametrize("kind", KINDS)
async def test_a_list_of_leaves_is_what_graphql_core_makes_of_it(kind: str, must: str) -> None:
    query = f"{{ lists {{ {kind}{must} }} }}"
    expected = await Reference(query=Query).expected(query, {}, lambda: None)

    ours = await strawberry.Schema(query=Query, execution_context_class=Executor).execute(query)

    assert repr(ours.data) == repr(expected.data)
    assert faults(ours, expected) == []

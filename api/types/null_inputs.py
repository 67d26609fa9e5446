"""Null inside an input: refused, since it would ask for more than whoever wrote it meant.

An argument that is null as a whole is as one that is absent: clients send it so where a variable
has no value. Inside an input a null stands where something is compared or narrowed; without it the
answer would be of everything.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from api.types.graphql_names import camel
from graph.errors import BadInput

LEAVE_OUT = "leave it out to ask without it"
IS_NULL = "ask for what has no value by `isNull: true`, or leave it out"


def refuse_nulls(
    given: Any, names: Sequence[str], *path: str | int, remedy: str = LEAVE_OUT
) -> None:
    """Raise BadInput where one of these fields of an input is null."""
    for name in names:
        if getattr(given, name, ...) is None:
            place = shown_place((*path, name))
            raise BadInput(f"`{'.'.join(map(str, place))}` is null", remedy=remedy, path=place)


def shown_place(path: Sequence[str | int]) -> tuple[str | int, ...]:
    """A place in the arguments by the names of GraphQL."""
    return tuple(camel(step) if isinstance(step, str) else step for step in path)

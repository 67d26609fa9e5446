"""Scalars as the API takes them: an instant is one instant, whatever the zone that it is said in."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import strawberry
from graphql import GraphQLError
from strawberry.schema.types.base_scalars import DateDefinition, DecimalDefinition


def instant(value: object) -> datetime:
    """The time in UTC that a text means; a bare day is its start.

    Raises GraphQLError where it is no time, has no zone, or lies outside the years 1 to 9999.

    >>> instant("2026-03-29T01:30:00+01:00").isoformat(), instant("2026-03-29").isoformat()
    ('2026-03-29T00:30:00+00:00', '2026-03-29T00:00:00+00:00')
    """
    if not isinstance(value, str):
        raise GraphQLError(f"a time is a text such as {EXAMPLE}, not {value!r}"[:200])
    shown = repr(value[:60])
    try:
        if len(value) == len("2026-03-29"):
            day = date.fromisoformat(value)
            return datetime(day.year, day.month, day.day, tzinfo=UTC)
        found = datetime.fromisoformat(value.upper())
        if found.tzinfo is None:
            raise GraphQLError(
                f"the time {shown} has no zone: end it in Z, or in one such as +01:00"
            )
        return found.astimezone(UTC)
    except ValueError as error:
        raise GraphQLError(f"{shown} is no time ({error}): write it as {EXAMPLE}") from None
    except OverflowError:
        raise GraphQLError(f"the time {shown} lies outside the years 1 to 9999") from None


EXAMPLE = "2026-03-29T01:30:00Z"
RFC_3339 = "https://www.rfc-editor.org/rfc/rfc3339#section-5.6"


def _text(value: Any) -> str:
    return str(value.isoformat())


DateTime: Any = strawberry.scalar(
    name="DateTime",
    description="An instant, such as `2026-03-29T01:30:00+01:00`; answers are in UTC. One given "
    "without a zone is refused; a bare day, such as `2026-03-29`, is its start in UTC.",
    serialize=_text,
    parse_value=instant,
    specified_by_url=RFC_3339,
)
SCALARS: dict[object, Any] = {
    datetime: DateTime,
    date: replace(
        DateDefinition, description="A day, such as `2026-03-29`.", specified_by_url=RFC_3339
    ),
    Decimal: replace(
        DecimalDefinition,
        description='A decimal number of any length as text, such as `"0.10"`; a number is taken, too.',
        specified_by_url="https://www.w3.org/TR/xmlschema-2/#decimal",
    ),
}
"""Python type → the scalar that it is in the schema, each with where its text is specified."""

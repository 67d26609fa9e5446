"""Values of the driver as Python's own."""

from __future__ import annotations

from datetime import UTC
from typing import Any

from neo4j.time import Date, DateTime

_PLAIN = frozenset({str, int, float, bool, type(None)})
"""Types that are the same on both sides of the wire."""


def native(value: Any) -> Any:
    """The value with the driver's times as Python's UTC datetimes and dates."""
    if type(value) in _PLAIN:
        return value
    if isinstance(value, DateTime):
        return value.to_native().astimezone(UTC)
    if isinstance(value, Date):
        return value.to_native()
    if isinstance(value, list):
        return [item if type(item) in _PLAIN else native(item) for item in value]
    if isinstance(value, dict):
        return {k: item if type(item) in _PLAIN else native(item) for k, item in value.items()}
    return value

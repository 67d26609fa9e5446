"""What is sent back: answers that say why there is no data, as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from api.http import error_masking
from api.http.json_encoding import json_bytes
from api.http.media_types import GRAPHQL
from graph.errors import GoalgraphError, TooCostly


@dataclass(slots=True)
class Answer:
    """What is sent back."""

    status: int
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)


def too_costly(cost: int, most: int) -> TooCostly:
    """The failure of an operation that costs more than is allowed."""
    return TooCostly(
        f"The operation costs {cost:,}; {most:,} are allowed.",
        remedy="ask for smaller pages (`first`, `last`) in the lists that lie within one another",
    )


def refusal_answer(errors: list[dict[str, Any]], kind: str) -> Answer:
    """The answer to a document or variables that are not executed: no `data` entry."""
    return Answer(400 if kind == GRAPHQL else 200, json_bytes({"errors": errors}))


def without_data(body: dict[str, Any], failure: TooCostly) -> dict[str, Any]:
    """The body of an execution whose data is too long to be sent."""
    return {
        "data": None,
        "errors": [error_masking.error_of(failure)],
        "extensions": body["extensions"],
    }


def error_body(failure: GoalgraphError) -> bytes:
    """The body that says one failure."""
    return json_bytes({"errors": [error_masking.error_of(failure)]})

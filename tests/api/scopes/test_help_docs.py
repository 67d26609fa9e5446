"""The examples of docs/help_ties.md are answered as it says."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from api.types.global_ids import to_global_id
from graph.store.driver import Store
from tests.api.scopes.test_help import acme
from tests.api.store_query import data

PAGE = Path(__file__).parents[3] / "docs" / "help_ties.md"
EXAMPLES = re.findall(
    r"```graphql\n(.*?)```\n\n```json\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL
)
__all__ = ["acme"]


def rounded(value: Any) -> Any:
    """The answer with its numbers to three places."""
    if isinstance(value, dict):
        return {key: rounded(item) for key, item in value.items()}
    if isinstance(value, list):
        return [rounded(item) for item in value]
    return round(value, 3) if isinstance(value, float) else value


@pytest.mark.parametrize(("query", "answer"), EXAMPLES)
async def test_an_example_is_answered_as_the_page_says(
    acme: Store,
    query: str,
    answer: str,
) -> None:
    goal = to_global_id("Goal", "help/P")

    data_of_answer = await data(acme, query.replace('"acme"', '"help"'), {"goal": goal})

    assert rounded(data_of_answer) == json.loads(answer)


def test_every_query_of_the_page_has_its_answer() -> None:
    assert len(EXAMPLES) == PAGE.read_text(encoding="utf-8").count("```graphql") > 0

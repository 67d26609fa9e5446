"""The queries of docs/strategy.md run as they stand, and its rules are those of the code."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from graph.goals.risk_kinds import RiskKind
from tests.api.conftest import Api

TEXT = (Path(__file__).parents[3] / "docs" / "strategy.md").read_text(encoding="utf-8")
QUERIES = re.findall(r"```graphql\n(.*?)```", TEXT, re.DOTALL)
IDS = "{ groups(first: 1) { nodes { id } } goals(first: 1) { nodes { id } } }"


@pytest.mark.parametrize("query", QUERIES, ids=[query.split("(")[0] for query in QUERIES])
async def test_queries_of_the_page_run(api: Api, query: str) -> None:
    answer = await api.data(IDS)
    values = {
        "group": answer["groups"]["nodes"][0]["id"],
        "goal": answer["goals"]["nodes"][0]["id"],
    }
    variables = {name: values[name] for name in re.findall(r"\$(\w+):", query)}
    assert await api.data(query, **variables)


def test_every_reason_is_explained() -> None:
    assert set(re.findall(r"^\| `(\w+)` \|", TEXT, re.MULTILINE)) >= {one.name for one in RiskKind}

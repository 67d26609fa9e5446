"""The queries of docs/scopes.md run as they stand."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.api.conftest import Api

TEXT = (Path(__file__).parents[3] / "docs" / "scopes.md").read_text(encoding="utf-8")
QUERIES = re.findall(r"```graphql\n(.*?)```", TEXT, re.DOTALL)
IDS = """{
  people(first: 12) { nodes { id } }
  groups(first: 2) { nodes { id } }
  goals(first: 1) { nodes { id } }
}"""


@pytest.mark.parametrize("query", QUERIES, ids=[query.split("(")[0] for query in QUERIES])
async def test_queries_of_the_page_run(analysed_api: Api, query: str) -> None:
    answer = await analysed_api.data(IDS)
    people, groups = (
        [node["id"] for node in answer[name]["nodes"]] for name in ("people", "groups")
    )
    values = {
        "people": people[:7], "groups": groups[:1], "without": people[:1], "group": groups[0],
        "purpose": "succession planning", "one": groups[0], "other": groups[1],
        "person": people[0], "to": people[1],
    }  # fmt: skip
    variables = {name: values[name] for name in re.findall(r"\$(\w+):", query) if name in values}

    assert await analysed_api.data(query, **variables)

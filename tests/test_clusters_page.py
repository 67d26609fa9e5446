"""The calls that docs/clusters.md shows are those that the installed client takes."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from graphdatascience.procedure_surface.api.centrality import (
    betweenness_endpoints,
    pagerank_endpoints,
)
from graphdatascience.procedure_surface.arrow.catalog import projection_arrow_endpoints
from graphdatascience.session import AuraAPICredentials, DbmsConnectionInfo, GdsSessions
from graphdatascience.session.aura_graph_data_science import AuraGraphDataScience

PAGE = Path(__file__).resolve().parent.parent / "docs" / "clusters.md"
CALLS: dict[str, tuple[Callable[..., Any], bool]] = {
    "GdsSessions": (GdsSessions, False),
    "AuraAPICredentials.from_env": (AuraAPICredentials.from_env, False),
    "DbmsConnectionInfo": (DbmsConnectionInfo, False),
    "sessions.estimate": (GdsSessions.estimate, True),
    "sessions.get_or_create": (GdsSessions.get_or_create, True),
    "gds.graph.project.cypher": (projection_arrow_endpoints.ProjectArrowEndpoints.cypher, True),
    "gds.page_rank.write": (pagerank_endpoints.PageRankEndpoints.write, True),
    "gds.betweenness_centrality.write": (betweenness_endpoints.BetweennessEndpoints.write, True),
    "gds.delete": (AuraGraphDataScience.delete, True),
}
"""What the page calls → what it is, and whether it takes the object before its arguments."""


def calls() -> dict[str, ast.Call]:
    """The calls of the page's Python by the text before their arguments."""
    (text,) = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    found = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call)]
    return {ast.unparse(call.func): call for call in found}


@pytest.mark.parametrize("name", CALLS)
def test_a_documented_call_has_the_arguments_that_the_client_takes(name: str) -> None:
    function, bound = CALLS[name]
    call = calls()[name]
    given = [None] * (len(call.args) + bound)
    named = {str(one.arg): None for one in call.keywords}

    inspect.signature(function).bind(*given, **named)


def test_every_call_to_the_client_is_checked() -> None:
    assert {name for name in calls() if name != "timedelta"} == CALLS.keys()

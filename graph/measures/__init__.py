"""Measures of networks: pure functions over arrays, a folder a family, all in one registry.

No store, no clock, no network: the same ties give the same numbers anywhere. What stands here can be
used without the rest, see docs/measures_alone.md; each is imported only when it is asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from graph.measures.catalogue import MEASURES as MEASURES
    from graph.measures.catalogue import measure_of as measure_of
    from graph.measures.cohesion.communities import leiden as leiden
    from graph.measures.score_tables import figure as figure
    from graph.measures.score_tables import scores as scores
    from graph.measures.ties.data_frame import from_pandas as from_pandas
    from graph.measures.ties.data_frame import to_pandas as to_pandas
    from graph.measures.ties.group_labels import Groups as Groups
    from graph.measures.ties.igraph_graph import from_igraph as from_igraph
    from graph.measures.ties.igraph_graph import to_igraph as to_igraph
    from graph.measures.ties.networkx_graph import from_networkx as from_networkx
    from graph.measures.ties.networkx_graph import to_networkx as to_networkx
    from graph.measures.ties.tie_graph import TieGraph as TieGraph

HOMES = {
    "MEASURES": "catalogue",
    "measure_of": "catalogue",
    "leiden": "cohesion.communities",
    "figure": "score_tables",
    "scores": "score_tables",
    "from_pandas": "ties.data_frame",
    "to_pandas": "ties.data_frame",
    "Groups": "ties.group_labels",
    "from_igraph": "ties.igraph_graph",
    "to_igraph": "ties.igraph_graph",
    "from_networkx": "ties.networkx_graph",
    "to_networkx": "ties.networkx_graph",
    "TieGraph": "ties.tie_graph",
}
"""What is offered here → the module that has it."""

__all__ = list(HOMES)


def __getattr__(name: str) -> Any:
    if name not in HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *HOMES})

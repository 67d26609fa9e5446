"""How deep in the network's core each person stands: the core number."""

from __future__ import annotations

from typing import Any

import numpy as np
import rustworkx as rx

from graph.measures.arrays import Floats
from graph.measures.measure import measure
from graph.measures.ties.rustworkx_graph import network_of
from graph.measures.ties.tie_graph import TieGraph


@measure(
    "core",
    title="Depth in the network's core",
    formula="greatest k such that v is in a set whose members each have k contacts inside it",
    unit="contacts",
    least=0,
    most=None,
    reference="Seidman 1983, doi:10.1016/0378-8733(83)90028-X",
    when_it_misleads="One large meeting or thread makes a deep core of people who hardly talk.",
)
def core(graph: TieGraph) -> Floats:
    """The core number of each person, directions left out.

    >>> core(TieGraph.from_ids(["a", "b", "c", "c"], ["b", "c", "a", "d"])).tolist()
    [2.0, 2.0, 2.0, 1.0]
    """
    found: Any = rx.core_number(network_of(graph))
    return np.array([found[i] for i in range(graph.size)], np.float64)

"""All measures: importing this module fills the registry."""

from __future__ import annotations

from graph.measures.brokerage import gould_fernandez, structural_holes  # noqa: F401
from graph.measures.centrality import (  # noqa: F401
    betweenness,
    bridging,
    centralization,
    closeness,
    degree,
    eigenvector,
    pagerank,
)
from graph.measures.cohesion import (  # noqa: F401
    clustering,
    core,
    cut_points,
    density,
    fragmentation,
    krackhardt,
    modularity,
    reciprocity,
)
from graph.measures.measure import MEASURES, Measure, measure_of
from graph.measures.mixing import group_mixing, reporting_line_mixing  # noqa: F401  # noqa: F401  # noqa: F401
from graph.measures.sets import directed_set_centrality, set_centrality  # noqa: F401

__all__ = ["MEASURES", "Measure", "measure_of"]

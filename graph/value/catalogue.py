"""All measures: importing this module fills the registry."""

from __future__ import annotations

from graph.value import (  # noqa: F401  (imported for the measures they register)
    betweenness,
    bridging,
    brokerage,
    centralization,
    closeness,
    cohesion,
    degree,
    eigenvector,
    formal,
    holes,
    keyplayer,
    mixing,
    pagerank,
    procession,
    sets,
    sets_by_arrow,
)
from graph.value.measure import MEASURES, Measure, measure_of

__all__ = ["MEASURES", "Measure", "measure_of"]

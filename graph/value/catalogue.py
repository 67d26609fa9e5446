"""All measures: importing this module fills the registry."""

from __future__ import annotations

from graph.value import betweenness, brokerage, closeness, degree, holes, pagerank
from graph.value.measure import MEASURES, Measure, measure_of

MODULES = (betweenness, brokerage, closeness, degree, holes, pagerank)

__all__ = ["MEASURES", "MODULES", "Measure", "measure_of"]

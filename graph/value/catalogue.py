"""All measures: importing this module fills the registry."""

from __future__ import annotations

from graph.value import betweenness, degree, pagerank
from graph.value.measure import MEASURES, Measure, measure_of

MODULES = (betweenness, degree, pagerank)

__all__ = ["MEASURES", "MODULES", "Measure", "measure_of"]

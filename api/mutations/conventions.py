"""The conventions of mutations: how much goes in, and how much comes out."""

from __future__ import annotations

SUGGESTIONS_SHOWN = 100
"""New suggestions that the answer of a run lists; all are saved."""
LARGEST_INPUT = 1000
"""Rows that the input of one mutation may have; a bundle has no such bound."""
GOALS_OF_PERIOD_SHOWN = 100
"""Goals that the answer of closing a period, or carrying one over, shows; all are written."""

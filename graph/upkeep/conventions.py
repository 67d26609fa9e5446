"""The conventions of upkeep: when a store is said to be in need of mending."""

from __future__ import annotations

HEAP_NEARLY_FULL = 0.95
"""The share of the server's heap in use from which it is told: beyond it, Java spends its time tidying up."""
OLDEST_SERVER = (5, 23)
"""The oldest Neo4j whose Cypher has all that the statements use, the last of it `CALL (n) { … }`."""

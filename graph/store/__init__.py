"""All that speaks to Neo4j or makes Cypher: the driver, the statements, lists, pages, filters.

Nothing here knows a noun; what is read of each lies in `organisation`.
"""

from __future__ import annotations

import sys
from typing import Any

FRAMES = ("pandas", "pyarrow")
"""Packages that the driver looks for, to read data frames among parameters; nothing here gives it one."""


def _import_driver() -> None:
    """Import the driver without what it would read frames with: a quarter of what a start imports."""
    loaded: dict[str, Any] = sys.modules
    hidden = [name for name in FRAMES if name not in loaded]
    loaded.update(dict.fromkeys(hidden))
    try:
        import neo4j  # noqa: F401
    finally:
        for name in hidden:
            del loaded[name]


_import_driver()

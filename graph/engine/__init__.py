"""The local Neo4j Community with Graph Data Science: a managed child process, no Java, no Docker.

    with ensure_running(data_dir, cache_dir) as engine:
        ...  # engine.target says where and with which password

Nothing here knows what the store holds.
"""

from graph.engine.cypher_shell import Answer, cypher_shell
from graph.engine.jar_lock import GDS_VERSION, NEO4J_VERSION
from graph.engine.local import Engine, Status, ensure_running, status, stop_running
from graph.engine.start_progress import ProgressBars, SilentWatcher, Watcher

__all__ = [
    "GDS_VERSION",
    "NEO4J_VERSION",
    "Answer",
    "Engine",
    "ProgressBars",
    "SilentWatcher",
    "Status",
    "Watcher",
    "cypher_shell",
    "ensure_running",
    "status",
    "stop_running",
]

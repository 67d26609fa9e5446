"""The settings of the local Neo4j: `neo4j.conf`, and how much memory it may take."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import psutil

from graph.engine.data_folder import LOOPBACK
from graph.errors import LittleMemory

MIB = 1 << 20
HEAP_MIB = (512, 2048)
PAGES_MIB = (128, 1024)
BESIDE_MIB = 256
"""What the process takes beside heap and pages: classes, compiled code, threads."""


@dataclass(frozen=True, slots=True)
class Memory:
    """How much Neo4j may take, in MiB."""

    heap: int
    pages: int


def memory(free_bytes: int | None = None) -> Memory:
    """An eighth of the free memory for the heap and a sixteenth for pages, within bounds.

    Raises LittleMemory where not even the lower bounds fit into `free_bytes`.
    """
    free = (available() if free_bytes is None else free_bytes) // MIB
    needed = HEAP_MIB[0] + PAGES_MIB[0] + BESIDE_MIB
    if free < needed:
        raise LittleMemory(
            f"{free} MiB of memory are free; the local Neo4j needs {needed}",
            remedy="close other programs, or point NEO4J_URI at a Neo4j elsewhere",
        )
    return Memory(heap=_within(free // 8, HEAP_MIB), pages=_within(free // 16, PAGES_MIB))


def _within(value: int, bounds: tuple[int, int]) -> int:
    return max(bounds[0], min(value, bounds[1]))


def available() -> int:
    """Free memory in bytes: the machine's, or what the control group leaves of it."""
    free = int(psutil.virtual_memory().available)
    group = Path("/sys/fs/cgroup")
    try:
        limit = int((group / "memory.max").read_text("ascii"))
        used = int((group / "memory.current").read_text("ascii"))
        rows = (group / "memory.stat").read_text("ascii").splitlines()
        cached = next(int(row.split()[1]) for row in rows if row.startswith("inactive_file "))
    except (OSError, ValueError, StopIteration):
        return free
    return min(free, max(0, limit - used + cached))


def neo4j_conf(bolt: int, http: int, size: Memory) -> str:
    """The text of `neo4j.conf`. It names no folder: all of them lie under the home folder."""
    return (
        "\n".join(f"{name}={value}" for name, value in _settings(bolt, http, size).items()) + "\n"
    )


def _settings(bolt: int, http: int, size: Memory) -> dict[str, str]:
    return {
        # This machine only.
        "server.default_listen_address": LOOPBACK,
        "server.default_advertised_address": LOOPBACK,
        "server.bolt.listen_address": f"{LOOPBACK}:{bolt}",
        "server.bolt.advertised_address": f"{LOOPBACK}:{bolt}",
        "server.http.enabled": "true",
        "server.http.listen_address": f"{LOOPBACK}:{http}",
        "server.http.advertised_address": f"{LOOPBACK}:{http}",
        "server.https.enabled": "false",
        # Tells nobody.
        "dbms.usage_report.enabled": "false",
        "client.allow_telemetry": "false",
        # A READ session may say LOAD CSV: it must reach neither files nor other machines.
        "server.directories.import": "import",
        "dbms.security.allow_csv_import_from_file_urls": "false",
        "internal.dbms.cypher_ip_blocklist": "0.0.0.0/0,::/0",
        "dbms.security.procedures.allowlist": "db.*,dbms.*,tx.*,gds.*",
        "dbms.security.procedures.unrestricted": "gds.*",
        # One statement cannot take everything.
        "db.transaction.timeout": "10m",
        "db.transaction.monitor.check.interval": "500ms",
        "server.memory.pagecache.size": f"{size.pages}m",
        # A text is planned once, not anew for parameters of none, one, ten and a hundred items.
        "internal.cypher.use_parameter_size": "false",
        "db.memory.transaction.max": f"{size.heap // 2}m",
        "dbms.memory.transaction.total.max": f"{size.heap * 3 // 4}m",
        # Connections are ours: no need to linger 10 s for others when stopping.
        "internal.dbms.bolt.netty_server_shutdown_quiet_period": "0",
        "db.tx_log.rotation.retention_policy": "1 days 512M",
    }

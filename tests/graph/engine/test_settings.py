"""What Neo4j is told: loopback only, nothing from outside, bounded memory."""

from __future__ import annotations

from pathlib import Path

import psutil
import pytest

from graph.engine import settings
from graph.engine.settings import MIB, Memory, available, memory, neo4j_conf
from graph.errors import LittleMemory


def test_the_settings_are_these() -> None:
    assert neo4j_conf(7001, 7002, Memory(heap=1024, pages=256)).splitlines() == [
        "server.default_listen_address=127.0.0.1",
        "server.default_advertised_address=127.0.0.1",
        "server.bolt.listen_address=127.0.0.1:7001",
        "server.bolt.advertised_address=127.0.0.1:7001",
        "server.http.enabled=true",
        "server.http.listen_address=127.0.0.1:7002",
        "server.http.advertised_address=127.0.0.1:7002",
        "server.https.enabled=false",
        "dbms.usage_report.enabled=false",
        "client.allow_telemetry=false",
        "server.directories.import=import",
        "dbms.security.allow_csv_import_from_file_urls=false",
        "internal.dbms.cypher_ip_blocklist=0.0.0.0/0,::/0",
        "dbms.security.procedures.allowlist=db.*,dbms.*,tx.*,gds.*",
        "dbms.security.procedures.unrestricted=gds.*",
        "db.transaction.timeout=10m",
        "db.transaction.monitor.check.interval=500ms",
        "server.memory.pagecache.size=256m",
        "internal.cypher.use_parameter_size=false",
        "db.memory.transaction.max=512m",
        "dbms.memory.transaction.total.max=768m",
        "internal.dbms.bolt.netty_server_shutdown_quiet_period=0",
        "db.tx_log.rotation.retention_policy=1 days 512M",
    ]


@pytest.mark.parametrize(
    ("free_mib", "expected"),
    [(896, Memory(512, 128)), (8192, Memory(1024, 512)), (65536, Memory(2048, 1024))],
)
def test_memory_grows_with_the_machine_within_bounds(free_mib: int, expected: Memory) -> None:
    assert memory(free_mib * MIB) == expected


def test_too_little_memory_is_said_before_anything_starts() -> None:
    with pytest.raises(LittleMemory) as caught:
        memory(895 * MIB)

    assert caught.value.message == "895 MiB of memory are free; the local Neo4j needs 896"
    assert "NEO4J_URI" in (caught.value.remedy or "")


@pytest.mark.parametrize(
    ("limit", "used", "cached", "left"),
    [("1000", "600", "150", 550), ("1000", "1200", "100", 0), ("max", "600", "150", None)]
    + [(str(2**60), "0", "0", None), ("1000", "600", None, None)],
)
def test_memory_is_what_the_control_group_leaves(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    limit: str,
    used: str,
    cached: str | None,
    left: int | None,
) -> None:
    """What files hold in memory and nobody uses is free; without a limit the machine's memory counts."""
    (tmp_path / "memory.max").write_text(f"{limit}\n")
    (tmp_path / "memory.current").write_text(f"{used}\n")
    stat = "anon 7\n" if cached is None else f"anon 7\ninactive_file {cached}\n"
    (tmp_path / "memory.stat").write_text(stat)
    monkeypatch.setattr(settings, "Path", lambda _: tmp_path)
    free = available()
    assert 0 < free <= psutil.virtual_memory().total if left is None else free == left

"""docker-compose.yml is valid, and starts the versions of `goalgraph up` just as safely."""

from __future__ import annotations

import asyncio
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from graph.config import Target
from graph.engine.jar_lock import GDS_VERSION, NEO4J_VERSION
from graph.engine.settings import Memory, neo4j_conf
from graph.store.driver import Store
from tests.graph.importing.whole_organisation import query

ROOT = Path(__file__).parents[3]
COMPOSE = ROOT / "docker-compose.yml"


def services() -> dict[str, Any]:
    return dict(YAML(typ="safe").load(COMPOSE.read_text("utf-8"))["services"])


def told() -> dict[str, str]:
    """The settings that the Neo4j image makes of its environment."""
    rows = services()["neo4j"]["environment"].items()
    names = {
        name.removeprefix("NEO4J_").replace("_", ".").replace("..", "_"): value
        for name, value in rows
        if name.startswith("NEO4J_") and name not in ("NEO4J_AUTH", "NEO4J_PLUGINS")
    }
    return {name: str(value) for name, value in names.items()}


def test_the_file_keeps_the_compose_specification() -> None:
    checked = subprocess.run(
        [
            *(sys.executable, "-m", "check_jsonschema"),
            *("--builtin-schema", "vendor.compose-spec", str(COMPOSE)),
        ],
        capture_output=True,
        text=True,
        check=False,
    )

    assert checked.returncode == 0, checked.stdout


def test_the_versions_are_those_of_the_local_engine() -> None:
    store = services()["neo4j"]

    assert store["image"] == f"neo4j:{NEO4J_VERSION}-community"
    assert store["environment"]["GDS_VERSION"] == GDS_VERSION
    assert "gds.version()" in store["healthcheck"]["test"][1]


def test_the_safety_settings_are_those_of_the_local_engine() -> None:
    lines = neo4j_conf(1, 2, Memory(1, 1)).splitlines()
    ours = dict(line.split("=", 1) for line in lines)
    sized = ("server.", "dbms.memory.", "db.memory.", "internal.dbms.bolt.")

    safe_here = {name: value for name, value in ours.items() if not name.startswith(sized)}
    safe_there = {name: value for name, value in told().items() if not name.startswith(sized)}

    assert safe_there == safe_here
    bounds = {name for name in ours if name.startswith(("dbms.memory.", "db.memory."))}
    assert bounds == {"db.memory.transaction.max", "dbms.memory.transaction.total.max"}
    assert bounds | {"server.directories.import"} <= told().keys() & ours.keys()


def test_ports_are_published_on_this_machine_only() -> None:
    started = [service for service in services().values() if "profiles" not in service]
    published = [port for service in started for port in service.get("ports", [])]

    assert published == ["127.0.0.1:7474:7474", "127.0.0.1:7687:7687", "127.0.0.1:8000:8000"]


def test_whoever_asks_the_api_shows_who_they_are() -> None:
    api, migrate = services()["api"], services()["migrate"]
    assert api["environment"]["GOALGRAPH_AUTHENTICATION"] == "${GOALGRAPH_AUTHENTICATION:-keys}"
    assert "--trust-network" not in api["command"]
    first_start = migrate["command"][-1]
    assert first_start.startswith(
        "goalgraph migrate && goalgraph keys create --if-none --role admin"
    )
    image = (ROOT / "Dockerfile").read_text("utf-8")
    assert "ENV GOALGRAPH_AUTHENTICATION=keys\n" in image and "--trust-network" not in image


def test_the_password_has_no_default() -> None:
    text = COMPOSE.read_text("utf-8")

    assert text.count("${NEO4J_PASSWORD") == text.count("${NEO4J_PASSWORD:?set it") == 3


def test_what_runs_on_has_a_health_check() -> None:
    running = {name for name, service in services().items() if "restart" in service}

    assert running == {name for name, service in services().items() if "healthcheck" in service}


def test_the_image_installs_from_hashes_and_does_not_run_as_root() -> None:
    lines = (ROOT / "Dockerfile").read_text("utf-8").splitlines()
    pinned = (ROOT / "requirements" / "run.txt").read_text("utf-8")

    assert "RUN pip install --require-hashes --requirement requirements/run.txt" in lines
    assert lines.index("USER goalgraph") < next(
        at for at, line in enumerate(lines) if line.startswith("CMD")
    )
    assert pinned.count("==") > 40
    assert "pytest" not in pinned


def test_what_is_ours_runs_without_root_and_capabilities() -> None:
    text = (ROOT / "Dockerfile").read_text("utf-8")
    instructions = [line.split()[0] for line in text.splitlines() if line[:1].isupper()]
    assert "USER goalgraph" in text and "--uid 10001" in text
    assert instructions.index("USER") < instructions.index("CMD") and "ADD" not in instructions
    assert all("sudo" not in line and "latest" not in line for line in text.splitlines())
    for name in ("migrate", "api", "proxy"):
        service = services()[name]
        assert service["read_only"] is True and service["cap_drop"] == ["ALL"], name
        assert service["security_opt"] == ["no-new-privileges:true"], name
        assert "user" not in service or service["user"] not in ("root", 0), name


def test_only_the_proxy_is_published_to_others_and_only_when_asked_for() -> None:
    for name, service in services().items():
        for port in service.get("ports", ()):
            assert port.startswith("127.0.0.1:") or name == "proxy", (name, port)
    proxy = services()["proxy"]
    assert proxy["profiles"] == ["tls"]
    assert ":latest" not in proxy["image"] and ":" in proxy["image"]
    caddy = (ROOT / "Caddyfile").read_text("utf-8")
    assert "reverse_proxy api:8000" in caddy and caddy.count("{") == caddy.count("}")
    assert {"proxy-data", "proxy-config"} <= set(
        YAML(typ="safe").load(COMPOSE.read_text("utf-8"))["volumes"]
    )


@pytest.mark.slow
async def test_the_first_start_prints_one_key_and_no_later_one(
    empty_store: Store, engine_target: Target
) -> None:
    shell, flag, script = services()["migrate"]["command"]
    environment = {
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "HOME": os.environ.get("HOME", "/"),
        "NEO4J_URI": engine_target.uri,
        "NEO4J_USERNAME": engine_target.username,
        "NEO4J_PASSWORD": engine_target.password,
    }
    printed = []
    for _ in range(2):
        started = await asyncio.to_thread(
            subprocess.run,
            [shell, flag, script],
            capture_output=True,
            text=True,
            check=False,
            env=environment,
        )
        assert started.returncode == 0, started.stderr
        printed.append(re.findall(r"goalgraph_\w+", started.stdout))
    assert len(printed[0]) == 1 and printed[1] == []
    ((kept,),) = [row for row in await query(empty_store, "MATCH (k:ApiKey) RETURN count(k)")]
    assert kept == 1

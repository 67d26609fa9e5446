"""`goalgraph doctor`: each thing that can be wrong is broken on a real store, and told with its mend."""

from __future__ import annotations

import asyncio
import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from graph.config import Settings, Target
from graph.importing import import_bundle
from graph.ledger.run import run_ledger
from graph.network.analyses.run import analyse
from graph.store.driver import Store
from graph.upkeep.diagnosis import diagnosis
from graph.upkeep.migrations import known_migrations, migrate
from graph.upkeep.schema_indexes import IndexState, known_indexes
from graph.upkeep.setting_checks import environment_findings, known_names
from graph.upkeep.store_checks import (
    heap_finding,
    index_findings,
    server_findings,
    setting_findings,
)
from tests.command_line import goalgraph
from tests.graph.sources.bundles import folder

MIB = 1 << 20


async def run(store: Store, *statements: str) -> None:
    async with store.driver.session(database=store.database) as session:
        for statement in statements:
            await (await session.run(statement)).consume()


async def told(target: Target, **more: str) -> tuple[int, list[str]]:
    """How the doctor ends, and the lines that it prints."""
    done = await asyncio.to_thread(goalgraph, "doctor", target=target, **more)
    assert done.stderr == ""
    return done.returncode, done.stdout.splitlines()


async def test_a_store_in_which_all_is_well(empty_store: Store, engine_target: Target) -> None:
    assert empty_store
    code, lines = await told(engine_target)
    assert code == 0, lines
    assert [line.split()[0] for line in lines] == [
        *("goalgraph", "environment", "store", "server", "gds", "schema", "indexes", "memory"),
        *("settings", "ties", "ledger", "projections"),
    ]
    assert not any("mend" in line for line in lines)
    said = {line.split()[0]: line.split(maxsplit=1)[1] for line in lines}
    assert said["indexes"] == f"all {len(known_indexes())} are online"
    assert said["gds"].startswith("Graph Data Science 2.")
    assert said["ties"] == "none yet; `goalgraph analyse` makes them"
    assert said["memory"].startswith("heap ") and "MiB in use" in said["memory"]


async def test_an_index_that_is_gone_is_missed_and_made_anew(
    empty_store: Store, engine_target: Target
) -> None:
    named = known_indexes()
    index = next(name for name, text in named.items() if "CREATE INDEX" in text)
    constraint = next(name for name, text in named.items() if "CREATE CONSTRAINT" in text)
    await run(empty_store, f"DROP INDEX {index}", f"DROP CONSTRAINT {constraint}")
    code, lines = await told(engine_target)
    names = ", ".join(sorted([index, constraint]))
    place = lines.index(f"indexes      {names} are missing: neither quick nor unique without")
    assert code == 3
    assert lines[place + 1] == "             mend: goalgraph migrate"
    mended = await asyncio.to_thread(goalgraph, "migrate", target=engine_target)
    assert sorted(mended.stdout.splitlines()) == sorted(
        f"{name} was missing and is made anew" for name in (index, constraint)
    )
    assert (await diagnosis(empty_store)).well


def test_what_the_state_of_indexes_means() -> None:
    (failed,) = index_findings(IndexState([], ["a"], {}, 3))
    assert failed.text == "a is failed: it could not be built"
    assert failed.mend == "DROP INDEX a, or the constraint of that name, then goalgraph migrate"
    (building,) = index_findings(IndexState([], [], {"b": 41.7}, 3))
    assert (building.text, building.mend) == ("b is being built, 42 % of it; wait", None)
    (missing,) = index_findings(IndexState(list("gfedcba"), [], {}, 3))
    assert missing.text.startswith("a, b, c, d, e and 2 more are missing")


async def test_migrations_that_are_lacking_or_unknown(
    empty_store: Store, engine_target: Target
) -> None:
    last = known_migrations()[-1]
    await run(empty_store, f"MATCH (m:Migration {{number: {last.number}}}) DELETE m")
    code, lines = await told(engine_target)
    assert (code, "schema       lacks 1 migrations; mend: goalgraph migrate" in lines) == (3, True)
    await migrate(empty_store)
    later = "CREATE (:Migration {number: 9999, name: '9999_later', checksum: 'x'})"
    await run(empty_store, later)
    code, lines = await told(engine_target)
    await run(empty_store, "MATCH (m:Migration {number: 9999}) DELETE m")
    (line,) = [line for line in lines if line.startswith("schema")]
    assert code == 3 and "9999_later" in line and "run the newer version" in line


async def test_settings_of_the_server(empty_store: Store) -> None:
    """Neo4j Community changes none while it runs, so what is read is real and what it means is tabled."""
    found = {one.subject: one.text for one in (await diagnosis(empty_store)).findings}
    assert re.fullmatch(r"pages \d+\.\d\d[GM]iB, a transaction ends after 10m", found["settings"])
    (endless,) = setting_findings({"db.transaction.timeout": "0s"}, gds=True)
    assert endless.text == "db.transaction.timeout is 0: no statement is ever ended"
    assert endless.mend == "set it to 10m"
    (finding,) = setting_findings({"dbms.security.procedures.allowlist": "db.*,dbms.*"}, gds=False)
    assert finding.mend == "add gds.* to it where the plugin is installed"
    for allowed, gds in (("db.*,dbms.*", True), ("*", False), ("db.*,gds.*", False)):
        (finding,) = setting_findings({"dbms.security.procedures.allowlist": allowed}, gds=gds)
        assert finding.mend is None


@pytest.mark.parametrize(
    ("agent", "old"),
    [
        ("Neo4j/5.22.0", True),
        ("Neo4j/4.4.40", True),
        ("Neo4j/5.23.0", False),
        ("Neo4j/5.26.1", False),
        ("Neo4j/2025.06.2", False),
        ("Memgraph", False),
    ],
)
def test_servers_that_are_too_old(agent: str, old: bool) -> None:
    found = server_findings(agent)
    assert [one.mend for one in found] == ["run Neo4j 5.23 or later"] * old


@pytest.mark.parametrize(
    ("used", "most", "ill"),
    [(100, 1024, False), (972, 1024, False), (973, 1024, True), (100, 512, False), (9, 511, True)],
)
def test_memory(used: int, most: int, ill: bool) -> None:
    finding = heap_finding(used * MIB, most * MIB)
    assert (finding.mend is not None) is ill
    assert finding.text.startswith(f"heap {used} of {most:,} MiB in use")


ANN, BOB = {"id": "ann"}, {"id": "bob"}
TALK = {"id": "m1", "conversation": "c1", "at": "2026-01-05", "author": "ann", "to": ["bob"]}


async def test_what_is_behind(empty_store: Store, engine_target: Target, tmp_path: Path) -> None:
    # given talk of which ties and a ledger were made
    rows: dict[str, list[dict[str, Any]]] = {
        "people": [ANN, BOB],
        "conversations": [{"id": "c1"}],
        "messages": [TALK],
    }
    await import_bundle(empty_store, folder(tmp_path / "one", rows))
    await analyse(empty_store)
    await run_ledger(empty_store)
    fresh = await diagnosis(empty_store)
    said = {one.subject: one.text for one in fresh.findings}
    assert (fresh.well, said["ties"], said["ledger"]) == (True, "up to date", "up to date")
    # when there is more talk, and a conversation that an import has not settled
    await import_bundle(
        empty_store,
        folder(tmp_path / "two", {"messages": [TALK | {"id": "m2", "at": "2026-01-06"}]}),
    )
    await run(empty_store, "MATCH (c:Conversation {id: 'acme/c1'}) SET c.stale = true")
    code, lines = await told(engine_target)
    # then each is told with what mends it
    assert code == 3
    behind = {
        line.split()[0]: after.strip()
        for line, after in pairwise(lines)
        if after.startswith("             mend: ")
    }
    assert behind == {
        "ties": "mend: goalgraph analyse",
        "ledger": "mend: goalgraph ledger",
        "imports": "mend: import the same bundle again",
    }
    assert any(line.startswith("ties         behind in talk, since 2") for line in lines)
    # and the mends mend
    for command in ("analyse", "ledger"):
        done = await asyncio.to_thread(goalgraph, command, target=engine_target)
        assert done.returncode == 0, done.stderr
    left = [one for one in (await diagnosis(empty_store)).findings if one.mend is not None]
    assert [one.subject for one in left] == ["imports"]


async def test_the_environment(empty_store: Store, engine_target: Target, tmp_path: Path) -> None:
    assert empty_store
    code, lines = await told(
        engine_target,
        GOALGRAPH_RAET="100",
        GOALGRAPH_DOCUMENTS_FILE=str(tmp_path / "none.json"),
        GOALGRAPH_AUDIT_LOG=str(tmp_path / "nowhere" / "audit.log"),
    )
    assert code == 3
    assert lines[1:7] == [
        "environment  GOALGRAPH_RAET is no setting: nobody reads it",
        "             mend: set GOALGRAPH_RATE",
        f"environment  GOALGRAPH_DOCUMENTS_FILE: {tmp_path}/none.json cannot be read",
        "             mend: make it readable, or unset GOALGRAPH_DOCUMENTS_FILE",
        f"environment  GOALGRAPH_AUDIT_LOG: {tmp_path}/nowhere/audit.log cannot be written",
        "             mend: name a file in a folder of yours: without its line nothing is answered",
    ]
    done = await asyncio.to_thread(
        goalgraph, "doctor", target=engine_target, GOALGRAPH_CONNECTIONS="many"
    )
    assert (done.returncode, done.stderr.splitlines()) == (
        1,
        [
            "error: GOALGRAPH_CONNECTIONS is 'many'",
            "mend:  set it to a whole number from 1 on",
        ],
    )


def test_every_setting_is_known() -> None:
    page = Path(__file__).resolve().parents[3] / "docs" / "settings.md"
    named = {
        word.strip("`")
        for word in page.read_text("utf-8").split()
        if word.startswith("`GOALGRAPH_")
    }
    known = {name for name in known_names() if name.startswith("GOALGRAPH_")}
    assert known <= {name.strip("`.,;:()") for name in named}
    fine = dict.fromkeys(known - {"GOALGRAPH_DOCUMENTS_FILE", "GOALGRAPH_AUDIT_LOG"}, "x")
    (finding,) = environment_findings(Settings.from_env({}), fine | {"GOALGRAPH_TEST_URI": "x"})
    assert (finding.text, finding.mend) == ("mode development, authentication off", None)


def test_a_store_that_does_not_answer() -> None:
    nobody = Target("bolt://127.0.0.1:1", "neo4j", "x")
    done = goalgraph("doctor", target=nobody)
    assert done.returncode == 3
    assert [line.split()[0] for line in done.stdout.splitlines()] == [
        *("goalgraph", "environment", "store", "mend"),
    ]

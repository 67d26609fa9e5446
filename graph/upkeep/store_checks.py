"""What is looked at in a store to tell whether all is well: indexes, memory, settings, what is behind."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from graph.engine.settings import HEAP_MIB, MIB
from graph.errors import GoalgraphError
from graph.identity.hooks import hooks
from graph.importing.stored_state import StoreLookup
from graph.ledger.cache import parts_behind
from graph.ledger.run import published_reach
from graph.network.analyses.code_version import code_version
from graph.network.analyses.stored_scores import latest_analyses
from graph.network.ties.tie_query import EVERYTHING, command, parameters_hash
from graph.organisation.change_stream import change_stream_of
from graph.store.driver import Store
from graph.store.versions import Part, versions
from graph.upkeep.conventions import HEAP_NEARLY_FULL, OLDEST_SERVER
from graph.upkeep.schema_indexes import IndexState, index_state

NAMED = 5
"""Indexes that are named one by one."""
MEASURED = (Part.PEOPLE, Part.TALK, Part.MARKET)
"""Parts of the organisation that ties are made of."""
SETTINGS = (
    "server.memory.pagecache.size",
    "db.transaction.timeout",
    "dbms.security.procedures.allowlist",
)


@dataclass(frozen=True, slots=True)
class Finding:
    """What was looked at and found; `mend` is what to do where something is wrong."""

    subject: str
    text: str
    mend: str | None = None


async def store_findings(store: Store, *, gds: bool) -> list[Finding]:
    """What is found in a store whose schema is up to date."""
    found = index_findings(await index_state(store))
    found += await _memory(store)
    found += await _settings(store, gds)
    return found + await _behind(store) + await hook_findings(store)


def server_findings(agent: str) -> list[Finding]:
    """What the version of a server means that calls itself `Neo4j/2026.01.4`; nothing where it is fine.

    >>> server_findings("Neo4j/2026.01.4"), server_findings("Neo4j/5.9.0")[0].mend
    ([], 'run Neo4j 5.23 or later')
    """
    numbers = re.search(r"(\d+)\.(\d+)", agent)
    if numbers is None or (int(numbers[1]), int(numbers[2])) >= OLDEST_SERVER:
        return []
    oldest = ".".join(map(str, OLDEST_SERVER))
    text = f"{agent} is older than {oldest}: it does not understand some statements"
    return [Finding("server", text, f"run Neo4j {oldest} or later")]


def index_findings(state: IndexState) -> list[Finding]:
    """What the state of the indexes means."""
    found = []
    if state.missing:
        text = f"{_named(state.missing)} missing: neither quick nor unique without"
        found.append(Finding("indexes", text, "goalgraph migrate"))
    if state.failed:
        mend = f"DROP INDEX {next(iter(state.failed))}, or the constraint of that name, then goalgraph migrate"
        found.append(
            Finding("indexes", f"{_named(state.failed)} failed: it could not be built", mend)
        )
    for name, percent in state.building.items():
        found.append(Finding("indexes", f"{name} is being built, {percent:.0f} % of it; wait"))
    return found or [Finding("indexes", f"all {state.online} are online")]


def _named(names: Collection[str]) -> str:
    """A few of these names, and how many more there are."""
    listed = sorted(names)
    more = f" and {len(listed) - NAMED} more" if len(listed) > NAMED else ""
    return f"{', '.join(listed[:NAMED])}{more} {'is' if len(listed) == 1 else 'are'}"


async def _memory(store: Store) -> list[Finding]:
    """How much memory the server has; nothing where it does not tell."""
    try:
        ((used, most),) = await store.rows("heap_use")
    except GoalgraphError:
        return [Finding("memory", "the server does not tell")]
    return [heap_finding(used, most)]


def heap_finding(used: int, most: int) -> Finding:
    """What the use of the server's heap, in bytes, means."""
    text = f"heap {used / MIB:,.0f} of {most / MIB:,.0f} MiB in use"
    mend = "raise server.memory.heap.max_size and restart (of a local store: free memory, `goalgraph down`, `up`)"
    if most < HEAP_MIB[0] * MIB:
        return Finding("memory", f"{text}: {HEAP_MIB[0]} MiB are the least", mend)
    return Finding("memory", text, mend if used > HEAP_NEARLY_FULL * most else None)


async def _settings(store: Store, gds: bool) -> list[Finding]:
    """The server's settings that decide what can be asked of it; nothing where it does not tell."""
    try:
        rows = await store.rows("server_settings", names=list(SETTINGS))
    except GoalgraphError:
        return [Finding("settings", "the server does not tell")]
    return setting_findings({name: value for name, value in rows}, gds)


def setting_findings(values: Mapping[str, str | None], gds: bool) -> list[Finding]:
    """What the server's settings mean."""
    found = []
    pages, timeout, allowed = (values.get(name) for name in SETTINGS)
    if timeout in ("0s", "0"):
        found.append(
            Finding(
                "settings",
                "db.transaction.timeout is 0: no statement is ever ended",
                "set it to 10m",
            )
        )
    if not gds and allowed and "*" not in allowed.split(",") and "gds" not in allowed:
        mend = "add gds.* to it where the plugin is installed"
        found.append(Finding("settings", "dbms.security.procedures.allowlist leaves out gds", mend))
    pages_text = (
        f"pages {pages or 'as the server finds'}, a transaction ends after {timeout or 'its time'}"
    )
    return found or [Finding("settings", pages_text)]


async def _behind(store: Store) -> list[Finding]:
    """What was made of the organisation before it changed."""
    found = [await _ties(store), await _ledger(store)]
    stale = await StoreLookup(store).stale_conversations(1)
    if stale:
        text = "an import was cut short before it had settled who took part in conversations"
        found.append(Finding("imports", text, "import the same bundle again"))
    return found


async def _ties(store: Store) -> Finding:
    """Whether ties and scores are of the organisation as it is."""
    key = parameters_hash(EVERYTHING)
    latest = (await latest_analyses.of(store, [key])).get(key)
    if latest is None:
        return Finding("ties", f"none yet; `{command(EVERYTHING)}` makes them")
    now = await versions(store)
    for _, of, code, *_ in await store.rows("versions_of_analyses", ids=[latest.id]):
        if code != code_version():
            return Finding("ties", "made by another version of the rules", command(EVERYTHING))
        before = json.loads(of) if of else {}
        parts = [part.value for part in MEASURED if before.get(part.value, 0) != now[part]]
        if parts:
            text = f"behind in {', '.join(parts)}, since {latest.started_at:%Y-%m-%d %H:%M}"
            return Finding("ties", text, command(EVERYTHING))
    return Finding("ties", "up to date")


async def _ledger(store: Store) -> Finding:
    """Whether the value ledger is of the organisation as it is."""
    reach = await published_reach(store)
    if reach is None:
        return Finding("ledger", "none yet; `goalgraph ledger` makes it")
    parts = await parts_behind(store, reach)
    if parts:
        return Finding("ledger", f"behind in {', '.join(parts)}", "goalgraph ledger")
    return Finding("ledger", "up to date")


async def hook_findings(store: Store) -> list[Finding]:
    """How the hooks go; nothing where there is none."""
    listed, now = await hooks(store), datetime.now(UTC)
    if not listed:
        return []
    states = Counter(hook.state(now) for hook in listed)
    text = ", ".join(f"{count} {state}" for state, count in sorted(states.items()))
    mend = None
    if states["paused"]:
        mend = "`goalgraph hooks list` says why; then `goalgraph hooks resume ID`, or `remove ID`"
    elif states["waiting"]:
        last = await change_stream_of(store).latest()
        if any(hook.state(now) == "waiting" and hook.place < last for hook in listed):
            text, mend = f"{text}: nobody sends what has changed", "goalgraph hooks run"
    return [Finding("hooks", text, mend)]

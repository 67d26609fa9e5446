"""Writes beside `@neo4j/graphql`: 1,000 people made, 1,000 pairs of goals linked, one request each."""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Awaitable, Callable
from itertools import count
from typing import Any

from bench.peer_company import GOALS
from bench.peer_load import Side, processor
from graph.store.driver import Store

NUMBER = 1_000
ROUNDS = 3
MAKE = """
UNWIND $rows AS row
CREATE (p:Person {id: row.id, name: row.name, by_name: row.by_name, title: row.title, level: row.level})
"""
LINK = """
UNWIND $pairs AS pair
MATCH (child:Goal {id: pair[0]}), (parent:Goal {id: pair[1]})
MERGE (child)-[:SUPPORTS]->(parent)
"""
UNLINK = """
UNWIND $pairs AS pair
MATCH (:Goal {id: pair[0]})-[r:SUPPORTS]->(:Goal {id: pair[1]})
DELETE r
"""
OURS_MAKE = "mutation ($people: [PersonInput!]!) { savePeople(input: {people: $people}) { saved } }"
OURS_LINK = "mutation ($pairs: [AlignmentInput!]!) { alignGoals(input: {alignments: $pairs, mode: ADD}) { saved } }"
PEER_MAKE = "mutation ($people: [PersonCreateInput!]!) { createPeople(input: $people) { info { nodesCreated } } }"
_numbers = count(1)
Write = Callable[[], Awaitable[object]]


def people() -> list[dict[str, Any]]:
    """The rows of people whom nobody knows yet."""
    numbers = [next(_numbers) for _ in range(NUMBER)]
    return [
        {
            "id": f"made/p{n:07}",
            "name": f"Made {n:07}",
            "by_name": f"made {n:07}",
            "title": "Role",
            "level": 3,
        }
        for n in numbers
    ]


def pairs() -> list[tuple[str, str]]:
    """Goals and goals that they come to support, none of which they support already."""
    found = [
        (child, parent)
        for step in (2, 3, 4)
        for child in range(8, GOALS)
        if (parent := child // step) != (child - 1) // 5
    ]
    return [(f"large/g{a:05}", f"large/g{b:05}") for a, b in found[:NUMBER]]


def own_reference(id_: str) -> dict[str, Any]:
    """A goal as an input of the API names it."""
    source, _, external = id_.partition("/")
    return {"key": {"source": source, "externalId": external}}


def own_people(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """People as an input of the API has them."""
    return [
        {**own_reference(row["id"]), "name": row["name"], "title": row["title"], "level": 3}
        for row in rows
    ]


def peer_links(all_pairs: list[tuple[str, str]]) -> str:
    """A mutation of the peer: an update of each goal that gets parents."""
    parents: dict[str, list[str]] = {}
    for child, parent in all_pairs:
        parents.setdefault(child, []).append(parent)
    parts = []
    for n, (child, above) in enumerate(parents.items()):
        connect = ", ".join(f"{{where: {{node: {{id: {{eq: {json.dumps(a)}}}}}}}}}" for a in above)
        parts.append(
            f"m{n}: updateGoals(where: {{id: {{eq: {json.dumps(child)}}}}}, "
            f"update: {{parents: [{{connect: [{connect}]}}]}}) {{ info {{ relationshipsCreated }} }}"
        )
    return "mutation { " + " ".join(parts) + " }"


async def compare_writes(store: Store, ours: Side, peer: Side, engine: int) -> None:
    """Print a line a write: how long each side takes, and its processor."""
    linked = pairs()
    own_links = [{"goal": own_reference(a), "parent": own_reference(b)} for a, b in linked]
    mutation = peer_links(linked)
    writes: dict[str, tuple[Write, Write, Write]] = {
        f"{NUMBER:,} people made": (
            lambda: ours.answer(
                {"query": OURS_MAKE, "variables": {"people": own_people(people())}}
            ),
            lambda: peer.answer({"query": PEER_MAKE, "variables": {"people": people()}}),
            lambda: run(store, MAKE, rows=people()),
        ),
        f"{len(linked):,} pairs of goals linked": (
            lambda: ours.answer({"query": OURS_LINK, "variables": {"pairs": own_links}}),
            lambda: peer.answer({"query": mutation}),
            lambda: run(store, LINK, pairs=linked),
        ),
    }
    print(
        f"{'write':34}{'ours':>9}{'peer':>9}{'driver':>9}{'peer/ours':>11}   processor: ours peer driver"
    )
    for name, sides in writes.items():
        found = [
            [await spent(store, write, pid, linked) for _ in range(ROUNDS + 1)][1:]
            for write, pid in zip(sides, (ours.pid, peer.pid, "self"), strict=True)
        ]
        seconds = [statistics.median(one[0] for one in side) for side in found]
        worked = [statistics.median(one[1] for one in side) for side in found]
        print(
            f"{name:34}{seconds[0]:8.2f}s{seconds[1]:8.2f}s{seconds[2]:8.2f}s{seconds[1] / seconds[0]:11.2f}"
            f"   {worked[0]:6.0f} {worked[1]:6.0f} {worked[2]:6.0f} ms",
            flush=True,
        )


async def spent(
    store: Store, write: Write, pid: int | str, linked: list[tuple[str, str]]
) -> tuple[float, float]:
    """Seconds of one write and ms of a process; what it linked is unlinked afterwards."""
    began, before = time.perf_counter(), processor(pid)
    await write()
    found = time.perf_counter() - began, processor(pid) - before
    await run(store, UNLINK, pairs=linked)
    return found


async def run(store: Store, text: str, **params: Any) -> None:
    """Run one statement in a transaction of its own."""
    async with store.driver.session(database=store.database) as session:
        await (await session.run(text, params)).consume()  # type: ignore[arg-type]

"""Fields of scopes on a large network: `python -m bench.scopes [--people 10000 --ties 80000]`.

Writes people in nested groups and mails between them, analyses them, and asks the GraphQL schema as a
request would; what is read from the snapshot comes first, what is worked out of the ties after it.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import tempfile
import time
from functools import partial
from itertools import product
from pathlib import Path
from typing import Any

from api.types.global_ids import to_global_id
from bench.alignment import GROUPS, PEOPLE, WARM, Company
from bench.imports import empty
from bench.network import made
from bench.schema_client import HEAD, Spent, asked, print_percentiles
from graph.config import Settings, Target
from graph.engine import ensure_running
from graph.network.analyses.run import analyse
from graph.network.ties.tie_query import TieQuery
from graph.store.driver import Store
from graph.store.versions import Part, mark
from graph.upkeep.migrations import migrate

BATCH = 2000
ROUNDS, FEW = 60, 12
MAILS = """
UNWIND $rows AS row
CREATE (c:Conversation {id: 'bench/' + row.id, by_start: row.id, visibility: 'public', tags: []})
CREATE (m:Message {id: 'bench/' + row.id, at: datetime('2026-05-01T10:00:00Z'),
        by_at: row.id, by_time: row.id, question: false})
CREATE (m)-[:IN]->(c)
WITH row, m
MATCH (p:Person {id: row.author}), (q:Person {id: row.to})
CREATE (p)-[:WROTE]->(m)-[:SENT_TO]->(q)
"""
SCORE = "{ value rank percentile comparedWith denominator withheld }"
SCOPES = {
    "person": "person(id: $id)",
    "group": "group(id: $id)",
    "network": "network",
    "set": "scope(people: $people)",
}
FIELDS = {
    "centrality": f"centrality(measure: BETWEENNESS) {SCORE}",
    "brokerage": f"brokerage {{ roles {{ role score {SCORE} expected z }} total {SCORE} }}",
    "resilience": f"resilience {{ core {SCORE} clustering {SCORE} }}",
    "mixing": f"mixing {{ eiIndex {SCORE} participation {SCORE} }}",
    "ties": "ties(first: 25) { totalCount edges { strength node { displayName } } }",
}
WORKED_OUT = {
    "as one": f"centrality(measure: HARMONIC_OUT, sense: AS_ONE) {SCORE}",
    "as one, sampled": f"centrality(measure: BETWEENNESS, sense: AS_ONE) {SCORE}",
    "among groups": f"centrality(measure: HARMONIC_OUT, sense: AMONG_GROUPS) {SCORE}",
    "absence": "absence { peopleCount fragmentation { before after } cutOffCount }",
    "absence by distance": "absence { distanceFragmentation { before after standardError } }",
}


def mails(people: list[str], ties: int) -> list[dict[str, Any]]:
    """Two mails a tie, four of five inside a neighbourhood of a hundred."""
    pairs, _ = made(len(people))
    rows = []
    for n, (u, v) in enumerate(pairs[:ties].tolist()):
        for turn in (0, 1):
            rows.append({"id": f"m{2 * n + turn:08}", "author": people[u], "to": people[v]})
    return rows


async def write(store: Store, company: Company, ties: int) -> None:
    """Make the store hold the organisation and nothing else."""
    await empty(store)
    steps = [
        (GROUPS, list(company.groups())),
        (PEOPLE, list(company.rows_of_people())),
        (MAILS, mails(company.people, ties)),
    ]
    async with store.driver.session(database=store.database) as session:
        for text, rows in steps:
            for start in range(0, len(rows), BATCH):
                await (await session.run(text, rows=rows[start : start + BATCH])).consume()
    await store.write("save_part_changes", **mark(Part))


async def ask(store: Store, company: Company, scope: str, field: str, number: int) -> Spent:
    """What one question took, of another person, group or set each time."""
    chance = random.Random(number)
    variables: dict[str, Any] = {}
    head = ""
    if "$id" in SCOPES[scope]:
        native = company.people if scope == "person" else [f"bench/t{n:05}" for n in range(1, 60)]
        variables["id"] = to_global_id(scope.capitalize(), chance.choice(native))
        head = "query ($id: ID!)"
    elif "$people" in SCOPES[scope]:
        drawn = chance.sample(company.people, 60)
        variables["people"] = [to_global_id("Person", one) for one in drawn]
        head = "query ($people: [ID!])"
    return await asked(store, f"{head} {{ {SCOPES[scope]} {{ {field} }} }}", variables)


async def measure(target: Target, people: int, ties: int) -> None:
    """Print the figures."""
    async with Store.open(target) as store:
        await migrate(store)
        company = Company(people, 0, 1)
        await write(store, company, ties)
        began = time.perf_counter()
        done = (await analyse(store, TieQuery())).analysis
        print(
            f"{people:,} people, {done.ties:,} ties, {done.messages:,} messages; analysed in "
            f"{time.perf_counter() - began:.1f} s"
        )
        for number, scope, field in product(range(WARM), SCOPES, FIELDS.values()):
            await ask(store, company, scope, field, number)
        for rounds, fields in ((ROUNDS, FIELDS), (FEW, WORKED_OUT)):
            print(HEAD)
            for scope in SCOPES:
                for name, field in fields.items():
                    question = partial(ask, store, company, scope, field)
                    await print_percentiles(f"{scope}: {name}", question, rounds)


def main() -> None:
    """Make the organisation and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=10_000)
    parser.add_argument("--ties", type=int, default=80_000)
    given = parser.parse_args()
    with (
        tempfile.TemporaryDirectory(prefix="goalgraph-bench-") as folder,
        ensure_running(Path(folder), Settings.from_env().cache_dir) as engine,
    ):
        asyncio.run(measure(engine.target, given.people, given.ties))


if __name__ == "__main__":
    main()

"""Ties and goals to draw, in one answer and by pages of plain connections: `python -m bench.drawings`.

Writes people with mails between them and a tree of goals that the mails advance, analyses them, and asks the
schema as a request would: `network { graph(by: PERSON) }` beside `people { ties }`, a page of 100 people
after another, and `goalGraph` beside `goals` with the same fields, likewise.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

from api.execution.context import Context
from api.execution.viewer import LOCAL
from api.schema.schema import schema
from bench.alignment import Company
from bench.progress import write as write_goals
from bench.scopes import write
from graph.config import Settings, Target
from graph.engine import ensure_running
from graph.importing import import_bundle
from graph.network.analyses.run import analyse
from graph.store.driver import Store
from graph.store.versions import Part, mark
from graph.upkeep.migrations import migrate

RUNS = 5
OWNED = """
MATCH (g:Goal) WITH g ORDER BY g.id WITH collect(g) AS goals
MATCH (p:Person) WITH goals, p ORDER BY p.id WITH goals, collect(p) AS people
UNWIND range(0, size(goals) - 1) AS n
WITH goals[n] AS goal, people[n % size(people)] AS owner
CREATE (owner)-[:OWNS]->(goal)
"""
ADVANCED = """
MATCH (g:Goal) WITH g ORDER BY g.id WITH collect(g) AS goals
MATCH (c:Conversation) WITH goals, c ORDER BY c.id WITH goals, collect(c) AS talk
UNWIND range(0, size(talk) - 1) AS n
WITH talk[n] AS conversation, goals[n % size(goals)] AS goal
CREATE (conversation)-[:ADVANCES]->(goal)
"""
TIES = "{ network { graph(by: PERSON) { ids labels unit source target weight given received } } }"
COMMUNITIES = "{ network { graph(by: PERSON) { ids labels unit community source target weight } } }"
PAGES_OF_TIES = """query ($after: String) { people(first: 100, after: $after) { pageInfo { hasNextPage endCursor }
  nodes { id displayName home { id } ties(first: 100) { edges { strength given received node { id } } } } } }"""
GOALS = "{ goalGraph { ids labels kind status progress talk source target weight ownerIds ownerLabels owned owner } }"
PAGES_OF_GOALS = """query ($after: String) { goals(first: 100, after: $after) { pageInfo { hasNextPage endCursor }
  nodes { id title kind status progress { value } conversations { totalCount }
    parents { edges { weight node { id } } } owners { nodes { id displayName } } } } }"""


async def answered(store: Store, query: str, **variables: Any) -> Any:
    """The data of one question, asked anew."""
    context = Context(store, LOCAL)
    result = await schema.execute(query, variable_values=variables, context_value=context)
    assert result.errors is None, result.errors
    return result.data


async def paged(store: Store, query: str, field: str) -> int:
    """How many pages a root list has, each read after the other."""
    after, pages = None, 0
    while True:
        page = (await answered(store, query, after=after))[field]["pageInfo"]
        pages += 1
        if not page["hasNextPage"]:
            return pages
        after = page["endCursor"]


async def seconds(store: Store, query: str) -> float:
    """The median of some runs, after one that reads what the process holds."""
    await answered(store, query)
    spent = []
    for _ in range(RUNS):
        began = time.perf_counter()
        await answered(store, query)
        spent.append(time.perf_counter() - began)
    return statistics.median(spent)


async def compare(store: Store, name: str, query: str, pages: str, field: str) -> None:
    """Print one answer beside the pages that say the same."""
    once = await seconds(store, query)
    began = time.perf_counter()
    count = await paged(store, pages, field)
    long = time.perf_counter() - began
    print(
        f"{name:28}{once:8.2f} s{long:10.1f} s in {count} pages{long / once:8.0f} times", flush=True
    )


async def measure(target: Target, folder: Path, people: int, ties: int, goals: int) -> None:
    """Print the figures."""
    async with Store.open(target) as store:
        await migrate(store)
        await write(store, Company(people, 0, 1), ties)
        await import_bundle(store, write_goals(folder / "goals", goals, 1))
        async with store.driver.session(database=store.database) as session:
            for text in (OWNED, ADVANCED):
                await (await session.run(text)).consume()
        await store.write("save_part_changes", **mark(Part))
        await analyse(store)
        drawn = (await answered(store, TIES))["network"]["graph"]
        print(f"{people:,} people, {len(drawn['source']):,} ties drawn, {goals:,} goals")
        await compare(store, "ties of people", TIES, PAGES_OF_TIES, "people")
        print(f"{'  with communities':28}{await seconds(store, COMMUNITIES):8.2f} s", flush=True)
        await compare(store, "goals", GOALS, PAGES_OF_GOALS, "goals")


def main() -> None:
    """Make the organisation and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=10_000)
    parser.add_argument("--ties", type=int, default=60_000)
    parser.add_argument("--goals", type=int, default=10_000)
    given = parser.parse_args()
    with (
        tempfile.TemporaryDirectory(prefix="goalgraph-bench-") as folder,
        ensure_running(Path(folder), Settings.from_env().cache_dir) as engine,
    ):
        sizes = given.people, given.ties, given.goals
        asyncio.run(measure(engine.target, Path(folder), *sizes))


if __name__ == "__main__":
    main()

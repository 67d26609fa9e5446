"""Line of sight and gaps on a large network: `python -m bench.alignment [--people 10000 --messages 1000000]`.

Writes a made-up organisation in the settled form that an import leaves (people in nested groups, goals
below a purpose, conversations with the days of those who took part), then asks the GraphQL schema
as a request would and prints the 50th and 95th percentile of each question, how long the columns
took to load and how much memory they hold. Windows differ from question to question.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import resource
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from itertools import product
from pathlib import Path
from typing import Any

from api.types.global_ids import to_global_id
from bench.imports import empty
from bench.schema_client import HEAD, Spent, asked, print_percentiles
from graph.config import Settings, Target
from graph.engine import ensure_running
from graph.goals.alignment.cache import organisation_cache_of
from graph.store.driver import Store
from graph.store.versions import Part, mark
from graph.upkeep.migrations import migrate

FIRST_DAY, DAYS = 20270, 365
ROUNDS = 60
WARM = 120
"""Times that each question is asked before it is measured: the server compiles what runs often."""
BATCH = 2000
Rows = Iterator[dict[str, Any]]

PEOPLE = """
UNWIND $rows AS row
CREATE (p:Person {id: row.id, name: row.id, by_name: row.id, bot: false, content_hash: 'x'})
WITH row, p
MATCH (g:Group {id: row.group})
CREATE (p)-[:MEMBER_OF {key: row.id}]->(g), (p)-[:HOME_IN]->(g)
"""
GROUPS = """
UNWIND $rows AS row
CREATE (g:Group {id: row.id, name: row.id, by_name: row.id, kind: 'team', archived: false})
WITH row, g
MATCH (above:Group {id: row.above})
CREATE (g)-[:PART_OF]->(above)
"""
GOALS = """
UNWIND $rows AS row
CREATE (g:Goal {id: row.id, title: row.id, by_title: row.id, kind: row.kind, tags: [], version: 1})
WITH row, g
MATCH (group:Group {id: row.group})
CREATE (group)-[:PURSUES]->(g)
WITH row, g
UNWIND row.above AS above
MATCH (high:Goal {id: above})
CREATE (g)-[:SUPPORTS]->(high)
"""
TALK = """
UNWIND $rows AS row
CREATE (c:Conversation {id: row.id, by_start: row.id, visibility: 'public', tags: [],
        days: row.days, counts: row.counts, settled: 1})
WITH row, c
CALL (row, c) {
  UNWIND row.turns AS turn
  MATCH (p:Person {id: turn[0]})
  CREATE (p)-[:TOOK_PART_IN {days: turn[1], counts: turn[2]}]->(c)
}
CALL (row, c) {
  UNWIND row.goals AS goal
  MATCH (g:Goal {id: goal})
  CREATE (c)-[:ADVANCES]->(g)
}
"""


class Company:
    """The rows of one made-up organisation; the same for the same sizes."""

    def __init__(self, people: int, messages: int, goals: int) -> None:
        self.random = random.Random(7)
        self.people = [f"bench/p{n:06}" for n in range(people)]
        self.messages = messages
        self.teams = max(1, people // 10)
        self.goals = [f"bench/g{n:05}" for n in range(goals)]

    def groups(self) -> Rows:
        """A tree in which each group has eight parts."""
        for n in range(self.teams):
            yield {"id": f"bench/t{n:05}", "above": f"bench/t{(n - 1) // 8:05}" if n else ""}

    def rows_of_people(self) -> Rows:
        """Everybody with a team."""
        for n, id_ in enumerate(self.people):
            yield {"id": id_, "group": f"bench/t{n % self.teams:05}"}

    def rows_of_goals(self) -> Rows:
        """A purpose, goals below it, a tenth of them not connected."""
        for n, id_ in enumerate(self.goals):
            loose = n % 10 == 9
            above = [] if n == 0 or (loose and n < 100) else [self.goals[(n - 1) // 5]]
            if n > 20 and n % 3 == 0:
                above.append(self.goals[self.random.randrange(1, 20)])
            kind = "purpose" if n == 0 else "objective" if n < 50 else "key_result"
            group = f"bench/t{self.random.randrange(self.teams):05}"
            yield {"id": id_, "kind": kind, "above": sorted(set(above)), "group": group}

    def talk(self) -> Rows:
        """Conversations of neighbours over a few days; half of them advance a goal."""
        left, number, chance = self.messages, 0, self.random
        while left > 0:
            size = min(left, 1 + int(chance.expovariate(1 / 6.5)))
            left -= size
            start = FIRST_DAY + chance.randrange(DAYS)
            near = chance.randrange(len(self.people))
            turns: dict[str, Counter[int]] = {}
            for _ in range(size):
                who = self.people[(near + chance.randrange(25)) % len(self.people)]
                turns.setdefault(who, Counter())[start + min(9, int(chance.expovariate(1)))] += 1
            goals = [chance.choice(self.goals[:-5])] if chance.random() < 0.5 else []
            yield _conversation(f"bench/c{number:07}", turns, goals)
            number += 1


def _conversation(id_: str, turns: dict[str, Counter[int]], goals: list[str]) -> dict[str, Any]:
    held: Counter[int] = Counter()
    for days in turns.values():
        held.update(days)
    on = sorted(held)
    parts = [[who, sorted(days), [days[d] for d in sorted(days)]] for who, days in turns.items()]
    return {"id": id_, "days": on, "counts": [held[d] for d in on], "turns": parts, "goals": goals}


async def write(store: Store, company: Company) -> None:
    """Make the store hold the organisation and nothing else."""
    await empty(store)
    steps: list[tuple[str, Callable[[], Rows]]] = [
        (GROUPS, company.groups),
        (PEOPLE, company.rows_of_people),
        (GOALS, company.rows_of_goals),
        (TALK, company.talk),
    ]
    async with store.driver.session(database=store.database) as session:
        for text, rows in steps:
            batch: list[dict[str, Any]] = []
            for row in rows():
                batch.append(row)
                if len(batch) == BATCH:
                    await (await session.run(text, rows=batch)).consume()
                    batch = []
            await (await session.run(text, rows=batch)).consume()
    await store.write("save_part_changes", **mark(Part))


SIGHT = "lineOfSight(window: $window) { reaches share { value denominator } paths { steps person { id } conversation { id } goals { id title } } }"
SHARES = "alignment(window: $window) { goalLinkedShare { value } coverage { value } }"
GAPS = """alignment(window: $window) {
  conversationGap(first: 25) { totalCount edges { lastOn node { id title } } }
  voiceGap { conversations(first: 25) { totalCount edges { messages node { id } } }
             groups(first: 25) { totalCount edges { messages node { id } } } }
  notYetConnected { totalCount clusters { goals(first: 5) { nodes { id } } } }
}"""
QUESTIONS = {
    "network, line of sight": f"query ($window: WindowInput) {{ network {{ {SIGHT} }} }}",
    "network, shares": f"query ($window: WindowInput) {{ network {{ {SHARES} }} }}",
    "network, gaps": f"query ($window: WindowInput) {{ network {{ {GAPS} }} }}",
    "a large group, line of sight": f"query ($window: WindowInput, $id: ID!) {{ group(id: $id) {{ {SIGHT} }} }}",
    "a large group, gaps": f"query ($window: WindowInput, $id: ID!) {{ group(id: $id) {{ {GAPS} }} }}",
    "one person, line of sight": f"query ($window: WindowInput, $id: ID!) {{ person(id: $id) {{ {SIGHT} }} }}",
    "one person, gaps": f"query ($window: WindowInput, $id: ID!) {{ person(id: $id) {{ {GAPS} }} }}",
    "one goal, reach": "query ($window: WindowInput, $id: ID!) { goal(id: $id) { reach(window: $window) "
    "{ peopleCount homes { totalCount } } unreachedGroups(window: $window) { totalCount } } }",
}


async def ask(store: Store, company: Company, name: str, number: int) -> Spent:
    """What one question took."""
    chance = random.Random(number)
    begin = date(1970, 1, 1) + timedelta(days=FIRST_DAY + chance.randrange(DAYS - 90))
    window = {"since": f"{begin}T00:00:00Z", "until": f"{begin + timedelta(days=90)}T00:00:00Z"}
    ids = {
        "person": to_global_id("Person", chance.choice(company.people)),
        "group": to_global_id("Group", f"bench/t{chance.randrange(1, 9):05}"),
        "goal": to_global_id("Goal", chance.choice(company.goals)),
    }
    query = QUESTIONS[name]
    found = next((ids[kind] for kind in ids if f"{kind}(id:" in query), None)
    variables: dict[str, Any] = {"window": None if number % 4 == 0 else window}
    return await asked(store, query, variables | ({"id": found} if found else {}))


def memory() -> float:
    """Megabytes that this process holds now."""
    pages = int(Path("/proc/self/statm").read_text(encoding="utf-8").split()[1])
    return pages * resource.getpagesize() / 2**20


async def measure(target: Target, people: int, messages: int, goals: int) -> None:
    """Print the figures."""
    async with Store.open(target) as store:
        await migrate(store)
        company = Company(people, messages, goals)
        began = time.perf_counter()
        await write(store, company)
        print(f"written in {time.perf_counter() - began:.0f} s")
        before, began, worked = memory(), time.perf_counter(), time.process_time()
        view = await organisation_cache_of(store).view()
        print(
            f"{len(company.people):,} people, {len(view.talk.ids):,} conversations, "
            f"{int(view.talk.conversation_days.count.sum()):,} messages, {len(view.goals.ids):,} goals, "
            f"{len(view.links.goal):,} links\ncolumns loaded in {time.perf_counter() - began:.1f} s "
            f"({time.process_time() - worked:.1f} s of the processor in this process), "
            f"{len(view.participation.day):,} days of people, {memory() - before:,.0f} MB"
        )
        await changes(store)
        for number, name in product(range(WARM), QUESTIONS):
            await ask(store, company, name, number)
        print(HEAD)
        for name in QUESTIONS:
            await print_percentiles(name, partial(ask, store, company, name), ROUNDS)


async def changes(store: Store) -> None:
    """Print how long a change takes to be seen."""
    touch = "MATCH (c:Conversation {id: 'bench/c0000001'}), (l:Lock {name: 'changed talk'}) SET c.settled = l.version"
    for part in (Part.TALK, Part.LINKS, Part.GOALS, Part.PEOPLE):
        await store.write("save_part_changes", **mark([part]))
        async with store.driver.session(database=store.database) as session:
            await (await session.run(touch)).consume()
        held, began = organisation_cache_of(store), time.perf_counter()
        await held.view()
        waited = time.perf_counter() - began
        await held.view(patient=True)
        whole = time.perf_counter() - began
        print(f"after a change of {part.value}: waited {waited:.2f} s, seen after {whole:.2f} s")


def main() -> None:
    """Make the organisation and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=10_000)
    parser.add_argument("--messages", type=int, default=1_000_000)
    parser.add_argument("--goals", type=int, default=1_000)
    given = parser.parse_args()
    with (
        tempfile.TemporaryDirectory(prefix="goalgraph-bench-") as folder,
        ensure_running(Path(folder), Settings.from_env().cache_dir) as engine,
    ):
        asyncio.run(measure(engine.target, given.people, given.messages, given.goals))


if __name__ == "__main__":
    main()

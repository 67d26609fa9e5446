"""Suggestions for a generated store, timed: `python -m bench.linking --speed [--conversations 100000]`."""

from __future__ import annotations

import random
import resource
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from graph.config import Settings
from graph.engine import ensure_running
from graph.goals.linking import SuggestOptions, SuggestReport, suggest
from graph.store.driver import Store
from graph.upkeep.migrations import migrate

PEOPLE, GROUPS, MESSAGES = 10_000, 500, 3
BATCH = 5000
VOCABULARY = 8000
COMMON = 1500

MAKE = {
    "goals": """
        UNWIND $rows AS row
        CREATE (g:Goal {id: row.id, title: row.title, description: row.description, tags: [],
          synonyms: [], archived: false, status: 'active', version: 1})
        WITH g, row MATCH (q:Group {id: row.group}) CREATE (q)-[:PURSUES]->(g)""",
    "groups": "UNWIND $rows AS row CREATE (:Group {id: row.id, name: row.id})",
    "people": "UNWIND $rows AS row CREATE (:Person {id: row.id, bot: false})",
    "conversations": """
        UNWIND $rows AS row
        MATCH (q:Group {id: row.group})
        CREATE (c:Conversation {id: row.id, title: row.title, visibility: 'public', tags: [],
          started_at: row.at, by_start: toString(row.at) + '\\u001f' + row.id})
        CREATE (c)-[:HELD_IN]->(q)
        WITH c, row
        UNWIND row.messages AS said
        MATCH (p:Person {id: said.author})
        CREATE (m:Message {id: said.id, text: said.text, at: row.at})-[:IN]->(c)
        CREATE (p)-[:WROTE]->(m)
        MERGE (p)-[:TOOK_PART_IN]->(c)""",
    "claims": """
        UNWIND $rows AS row
        MATCH (c:Conversation {id: row.conversation}) MATCH (g:Goal {id: row.goal})
        CREATE (l:Link {id: c.id + '>' + g.id, state: 'confirmed', version: 1})
        CREATE (l)-[:OF]->(c) CREATE (l)-[:TO]->(g) CREATE (c)-[:ADVANCES]->(g)""",
}
"""What makes the store; written for speed, in no statement of ours."""


class Made:
    """Goals of words of their own, and talk that says a few of them among many others."""

    def __init__(self, conversations: int, goals: int) -> None:
        self.random = random.Random(5)
        sounds = [
            "ba",
            "de",
            "fi",
            "go",
            "lu",
            "ma",
            "ne",
            "po",
            "ri",
            "sa",
            "te",
            "vu",
            "za",
            "ko",
            "mi",
        ]
        made = (
            "".join(self.random.choices(sounds, k=self.random.randint(2, 5)))
            for _ in range(8 * VOCABULARY)
        )
        words = list(dict.fromkeys(made))[:VOCABULARY]
        self.common, rest = words[:COMMON], words[COMMON:]
        self.own = [self.random.sample(rest, 8) for _ in range(goals)]
        self.conversations = conversations

    def goals(self) -> list[dict[str, Any]]:
        """The rows of all goals."""
        return [
            {"id": f"made/g{n:04}", "title": " ".join(own[:3]), "group": f"made/q{n % GROUPS:03}",
             "description": f"It is about {' and '.join(own[3:])}."}
            for n, own in enumerate(self.own)
        ]  # fmt: skip

    def goal_of(self, n: int) -> int | None:
        """The goal of a conversation; every fourth has none."""
        return None if n % 4 == 3 else (n * 7919) % len(self.own)

    def conversation(self, n: int) -> dict[str, Any]:
        """The row of one conversation with its messages."""
        goal, draw = self.goal_of(n), self.random
        own = self.own[goal] if goal is not None else draw.sample(self.common, 3)
        group = (goal if goal is not None else n) % GROUPS
        messages = [
            {"id": f"made/m{n:07}-{k}", "author": f"made/p{draw.randrange(PEOPLE):05}",
             "text": " ".join([*draw.sample(own, 2), *draw.choices(self.common, k=18)])}
            for k in range(MESSAGES)
        ]  # fmt: skip
        at = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=n)
        title = " ".join([draw.choice(own), *draw.choices(self.common, k=3)])
        return {"id": f"made/c{n:07}", "group": f"made/q{group:03}", "title": title, "at": at,
                "messages": messages}  # fmt: skip


async def fill(store: Store, made: Made, claims: int) -> None:
    """Make the store hold what was made, with so many confirmed links."""

    async def send(name: str, rows: list[dict[str, Any]]) -> None:
        async with store.driver.session(database=store.database) as session:
            for start in range(0, len(rows), BATCH):
                result = await session.run(MAKE[name], rows=rows[start : start + BATCH])
                await result.consume()

    await send("groups", [{"id": f"made/q{n:03}"} for n in range(GROUPS)])
    await send("people", [{"id": f"made/p{n:05}"} for n in range(PEOPLE)])
    await send("goals", made.goals())
    for start in range(0, made.conversations, BATCH):
        ends = min(start + BATCH, made.conversations)
        await send("conversations", [made.conversation(n) for n in range(start, ends)])
    known = [n for n in range(claims * 4 // 3) if made.goal_of(n) is not None]
    await changed(store, made.conversations)
    await send("claims", [{"conversation": f"made/c{n:07}", "goal": f"made/g{made.goal_of(n):04}"}
                          for n in known])  # fmt: skip


async def timed(store: Store, what: str, options: SuggestOptions | None = None) -> SuggestReport:
    """The report of one run, printed with the seconds it took."""
    begun = time.perf_counter()
    report = await suggest(store, options)
    spent = time.perf_counter() - begun
    print(f"{what:58}{spent:8.1f} s   {report.read:,} read, {report.suggested:,} suggested, "
          f"{report.updated:,} updated", flush=True)  # fmt: skip
    return report


async def speed(conversations: int, goals: int) -> None:
    """Print how long runs on a generated store take."""
    settings = Settings.from_env()
    with (
        tempfile.TemporaryDirectory() as folder,
        ensure_running(Path(folder), settings.cache_dir) as engine,
    ):
        async with Store.open(engine.target) as store:
            await migrate(store)
            made = Made(conversations, goals)
            await fill(store, made, conversations // 20)
            print(f"{conversations:,} conversations of {MESSAGES} messages, {goals:,} goals, "
                  f"{conversations // 20:,} confirmed links", flush=True)  # fmt: skip
            first = await timed(store, "the first run: everything read and written")
            await timed(store, "again, nothing has changed")
            await changed(store, 100)
            await timed(store, "again, 100 conversations have new messages")
            await timed(store, "one goal", SuggestOptions(goal="made/g0001"))
            await timed(store, "everything anew (--all)", SuggestOptions(include_unchanged=True))
            right = sum(
                int(one.goal[-4:]) == made.goal_of(int(one.conversation[-7:]))
                for one in first.examples
            )
            print(f"of the first {len(first.examples)} suggestions {right} name the goal talked of")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory of this process {peak:,.0f} MB")


async def changed(store: Store, conversations: int) -> None:
    """Change so many conversations since the version of talk that is noted."""
    text = """
    MERGE (l:Lock {name: 'changed talk'}) SET l.version = coalesce(l.version, 0) + 10
    WITH l MATCH (c:Conversation) WITH l, c ORDER BY c.id DESC LIMIT $limit
    SET c.settled = l.version"""
    async with store.driver.session(database=store.database) as session:
        await (await session.run(text, limit=conversations)).consume()

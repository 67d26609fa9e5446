"""A made-up organisation for questions to the API and to its peer: the same for the same sizes.

10,000 people in 1,000 groups with 500 goals, who wrote 100,000 messages in 10,000 conversations, as
settled in the store as an import leaves them.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from bench.imports import empty
from graph.store.driver import Store
from graph.store.versions import Part, mark

PEOPLE, MESSAGES = 10_000, 100_000
GROUPS, GOALS = 1_000, 500
LENGTH = 10
"""Messages of a conversation."""
BATCH = 2_000
BEGINNING = datetime(2026, 1, 1, tzinfo=UTC)
Rows = Iterator[dict[str, Any]]

STATEMENTS = (
    """
UNWIND $rows AS row
CREATE (g:Group {id: row.id, name: row.name, by_name: row.by, kind: 'team', archived: false})
WITH row, g
MATCH (above:Group {id: row.above})
CREATE (g)-[:PART_OF]->(above)
""",
    """
UNWIND $rows AS row
CREATE (p:Person {id: row.id, name: row.name, by_name: row.by, title: row.title, level: row.level, bot: false})
CREATE (a:Account {id: row.id})-[:OF]->(p)
WITH row, p
MATCH (g:Group {id: row.group})
CREATE (p)-[:MEMBER_OF {key: row.id}]->(g), (p)-[:HOME_IN]->(g)
""",
    """
UNWIND $rows AS row
CREATE (g:Goal {id: row.id, title: row.name, by_title: row.by, kind: row.kind, status: 'active', tags: [], version: 1})
WITH row, g
MATCH (p:Person {id: row.owner})
CREATE (p)-[:OWNS]->(g)
WITH row, g
MATCH (group:Group {id: row.group})
CREATE (group)-[:PURSUES]->(g)
WITH row, g
MATCH (above:Goal {id: row.above})
CREATE (g)-[:SUPPORTS]->(above)
""",
    """
UNWIND $rows AS row
CREATE (c:Conversation {id: row.id, title: row.name, by_title: row.by, by_start: row.start, kind: 'thread', visibility: 'public', tags: []})
WITH row, c
CALL (row, c) {
  UNWIND row.people AS id
  MATCH (p:Person {id: id})
  CREATE (p)-[:TOOK_PART_IN]->(c)
}
CALL (row, c) {
  UNWIND row.messages AS said
  MATCH (p:Person {id: said.by})
  CREATE (p)-[:WROTE]->(m:Message {id: said.id, at: said.at, kind: said.kind, question: said.kind = 'question', seq: said.seq, by_time: said.time, by_at: row.id + '\\u001f' + said.time})-[:IN]->(c)
}
CALL (row, c) {
  UNWIND row.goals AS id
  MATCH (g:Goal {id: id})
  CREATE (c)-[:ADVANCES]->(g)
}
""",
)


def time_key(number: int) -> str:
    """The place of a message in the order of time."""
    at = BEGINNING + timedelta(minutes=number)
    return f"{at:%Y-%m-%dT%H:%M:%S}.000000Z\u001flarge/m{number:06}"


def groups() -> Rows:
    """A tree in which each group has eight parts."""
    for n in range(GROUPS):
        above = f"large/t{(n - 1) // 8:05}" if n else ""
        yield _named("t", n, "Team") | {"above": above}


def people(chance: random.Random) -> Rows:
    """Everybody with a level and a team."""
    for n in range(PEOPLE):
        level = 1 + min(6, len(str(n)) + chance.randrange(3))
        title = f"Role {chance.randrange(50)}"
        group = f"large/t{n % GROUPS:05}"
        yield _named("p", n, "Person") | {"title": title, "level": level, "group": group}


def goals(chance: random.Random) -> Rows:
    """A purpose and what supports it."""
    for n in range(GOALS):
        kind = "purpose" if n == 0 else "objective" if n < 50 else "key_result"
        yield _named("g", n, "Goal") | {
            "kind": kind,
            "above": f"large/g{(n - 1) // 5:05}" if n else "",
            "owner": f"large/p{chance.randrange(PEOPLE):05}",
            "group": f"large/t{chance.randrange(GROUPS):05}",
        }


def conversations(chance: random.Random) -> Rows:
    """Conversations of some neighbours, one after the other."""
    for n in range(MESSAGES // LENGTH):
        near = chance.randrange(PEOPLE)
        members = sorted({(near + chance.randrange(25)) % PEOPLE for _ in range(4)})
        said = [_message(n * LENGTH + k, k, chance.choice(members), chance) for k in range(LENGTH)]
        yield _named("c", n, "Conversation") | {
            "start": time_key(n * LENGTH).partition("\u001f")[0] + f"\u001flarge/c{n:05}",
            "people": [f"large/p{one:05}" for one in members],
            "messages": said,
            "goals": [f"large/g{chance.randrange(GOALS):05}"] if chance.random() < 0.5 else [],
        }


def _message(number: int, seq: int, by: int, chance: random.Random) -> dict[str, Any]:
    return {
        "id": f"large/m{number:06}",
        "at": BEGINNING + timedelta(minutes=number),
        "time": time_key(number),
        "seq": seq,
        "kind": "question" if chance.random() < 0.2 else "post",
        "by": f"large/p{by:05}",
    }


def _named(letter: str, number: int, noun: str) -> dict[str, Any]:
    id_ = f"large/{letter}{number:05}"
    name = f"{noun} {number:05}"
    return {"id": id_, "name": name, "by": f"{name.lower()}\u001f{id_}"}


async def write_large(store: Store) -> None:
    """Make the store hold this organisation and nothing else."""
    await empty(store)
    chance = random.Random(7)
    rows = (groups(), people(chance), goals(chance), conversations(chance))
    async with store.driver.session(database=store.database) as session:
        for text, all_rows in zip(STATEMENTS, rows, strict=True):
            for batch in _batches(all_rows):
                await (await session.run(text, rows=batch)).consume()
    await store.write("save_part_changes", **mark(Part))


def _batches(rows: Rows) -> Iterator[list[dict[str, Any]]]:
    batch: list[dict[str, Any]] = []
    for row in rows:
        batch.append(row)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch

"""A small organisation whose ties and scores are known by hand.

January 2026; `acme/c1` advances K, which supports O, which supports the purpose P. `acme/c2`
advances X. `acme/c4` is private, one message is deleted, one answers its own author, one person is
a program. So these people acted towards each other, and nobody else:

    bob → ann    answered on the 5th          cy → dee    answered on the 7th
    cy → ann     named on the 6th             dee → cy    sent on the 6th, reacted on the 7th
    ann, bob, cy spoke in c1 (ann and bob by the 5th, with cy by the 6th); cy, dee in c2 by the 7th
"""

from __future__ import annotations

from graph.store.driver import Store
from tests.conftest import hold

ORGANISATION = """
CREATE (ann:Person {id: 'acme/ann', name: 'Ann', by_name: 'ann acme/ann', bot: false})
CREATE (bob:Person {id: 'acme/bob', name: 'Bob', by_name: 'bob acme/bob', bot: false})
CREATE (cy:Person {id: 'acme/cy', name: 'Cy', by_name: 'cy acme/cy', bot: false})
CREATE (dee:Person {id: 'acme/dee', name: 'Dee', by_name: 'dee acme/dee', bot: false})
CREATE (eve:Person {id: 'acme/eve', by_name: 'eve acme/eve', bot: false})
CREATE (fay:Person {id: 'acme/fay', name: 'Fay', by_name: 'fay acme/fay', bot: false})
CREATE (bot:Person {id: 'acme/bot', name: 'Bot', by_name: 'bot acme/bot', bot: true})
CREATE (all:Group {id: 'acme/all', name: 'Acme', by_name: 'acme', kind: 'unit', archived: false})
CREATE (east:Group {id: 'acme/east', name: 'East', by_name: 'east', kind: 'unit', archived: false})
CREATE (west:Group {id: 'acme/west', name: 'West', by_name: 'west', kind: 'unit', archived: false})
CREATE (solo:Group {id: 'acme/solo', name: 'Solo', by_name: 'solo', kind: 'team', archived: false})
CREATE (east)-[:PART_OF]->(all), (west)-[:PART_OF]->(all)
CREATE (ann)-[:MEMBER_OF {key: 'k1', role: 'member'}]->(east)
CREATE (bob)-[:MEMBER_OF {key: 'k2', role: 'lead'}]->(east)
CREATE (bob)-[:MEMBER_OF {key: 'k3', role: 'member'}]->(east)
CREATE (cy)-[:HOME_IN]->(west), (dee)-[:HOME_IN]->(west)
CREATE (eve)-[:MEMBER_OF {key: 'k4', role: 'member'}]->(all)
CREATE (cy)-[:MEMBER_OF {key: 'k5', role: 'member'}]->(solo)
CREATE (ann)-[:MEMBER_OF {key: 'k6', role: 'member', until: datetime('2025-01-01T00:00Z')}]->(solo)
CREATE (p:Goal {id: 'acme/P', title: 'Heal the sick', kind: 'purpose', by_title: 'p', tags: [], version: 1})
CREATE (o:Goal {id: 'acme/O', title: 'Open clinics', by_title: 'o', tags: [], version: 1})
CREATE (k:Goal {id: 'acme/K', title: 'Ten clinics', by_title: 'k', tags: [], version: 1})
CREATE (x:Goal {id: 'acme/X', title: 'Cut the cost', by_title: 'x', tags: [], version: 1})
CREATE (k)-[:SUPPORTS]->(o), (o)-[:SUPPORTS]->(p)
CREATE (c1:Conversation {id: 'acme/c1', title: 'Where to open clinics', by_start: 'c1', visibility: 'public', tags: []})
CREATE (c2:Conversation {id: 'acme/c2', title: 'Costs', by_start: 'c2', visibility: 'group', tags: []})
CREATE (c3:Conversation {id: 'acme/c3', by_start: 'c3', visibility: 'public', tags: []})
CREATE (c4:Conversation {id: 'acme/c4', by_start: 'c4', visibility: 'private', tags: []})
CREATE (c1)-[:ADVANCES]->(k), (c2)-[:ADVANCES]->(x)
CREATE (c1)<-[:TOOK_PART_IN]-(ann), (c1)<-[:TOOK_PART_IN]-(bob), (c1)<-[:TOOK_PART_IN]-(cy)
CREATE (m1:Message {id: 'acme/m1', at: datetime('2026-01-05T09:00Z'), question: true})-[:IN]->(c1)
CREATE (m2:Message {id: 'acme/m2', at: datetime('2026-01-05T23:59Z'), question: false})-[:IN]->(c1)
CREATE (m3:Message {id: 'acme/m3', at: datetime('2026-01-06T00:00Z'), question: false})-[:IN]->(c1)
CREATE (m4:Message {id: 'acme/m4', at: datetime('2026-01-06T12:00Z'), question: false})-[:IN]->(c2)
CREATE (m5:Message {id: 'acme/m5', at: datetime('2026-01-07T12:00Z'), question: false})-[:IN]->(c2)
CREATE (m6:Message {id: 'acme/m6', at: datetime('2026-01-06T12:00Z'), question: false,
                    deleted_at: datetime('2026-01-07T00:00Z')})-[:IN]->(c2)
CREATE (m7:Message {id: 'acme/m7', at: datetime('2026-01-06T12:00Z'), question: false})-[:IN]->(c3)
CREATE (m8:Message {id: 'acme/m8', at: datetime('2026-01-06T12:00Z'), question: false})-[:IN]->(c3)
CREATE (m9:Message {id: 'acme/m9', at: datetime('2026-01-06T12:00Z'), question: false})-[:IN]->(c4)
CREATE (m10:Message {id: 'acme/m10', at: datetime('2026-01-06T12:00Z'), question: false})-[:IN]->(c1)
CREATE (m11:Message {id: 'acme/m11', at: datetime('2026-01-06T13:00Z'), question: false})-[:IN]->(c3)
CREATE (ann)-[:WROTE]->(m1), (bob)-[:WROTE]->(m2), (cy)-[:WROTE]->(m3), (dee)-[:WROTE]->(m4)
CREATE (cy)-[:WROTE]->(m5), (ann)-[:WROTE]->(m6), (eve)-[:WROTE]->(m7), (eve)-[:WROTE]->(m8)
CREATE (eve)-[:WROTE]->(m9), (bot)-[:WROTE]->(m10)
CREATE (m2)-[:REPLIES_TO]->(m1), (m5)-[:REPLIES_TO]->(m4), (m8)-[:REPLIES_TO]->(m7)
CREATE (m11)-[:MENTIONS]->(fay), (m3)-[:MENTIONS]->(ann), (m6)-[:MENTIONS]->(eve)
CREATE (m9)-[:MENTIONS]->(ann), (m10)-[:MENTIONS]->(ann)
CREATE (m4)-[:SENT_TO]->(cy), (m4)-[:SENT_TO]->(dee), (m4)-[:SENT_TO]->(bot)
CREATE (dee)-[:REACTED_TO {key: 'r1', kind: 'like', at: datetime('2026-01-07T01:00Z')}]->(m5)
CREATE (bot)-[:REACTED_TO {key: 'r2', kind: 'like', at: datetime('2026-01-07T01:00Z')}]->(m5)
"""

FADED = [2 ** (-days / 90) for days in range(8)]
"""What one interaction is worth after so many days."""


async def founded(store: Store) -> None:
    """Make the store hold this organisation and nothing else."""

    async def fill() -> None:
        async with store.driver.session(database=store.database) as session:
            await (await session.run(ORGANISATION)).consume()

    await hold(store, "acme", fill)


async def asked(store: Store, cypher: str) -> list[tuple[object, ...]]:
    """The rows of a query that a test needs."""
    async with store.driver.session(database=store.database) as session:
        return [tuple(row) async for row in await session.run(cypher)]

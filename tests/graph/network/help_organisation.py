"""A small organisation whose help is known by hand.

January 2026 (the 5th is day 20458). `help/c1` advances K, which supports P; nobody knows anybody
before. `help/c5` is private, `help/bot` a program. So these people helped each other, nobody else:

    bob → ann   answered her question on the 5th; cy's reply to bob's answer answers no question
    dee → ann   answered in c2 by what was accepted on the 9th, replying to no question
    cy  → ann   introduced dee to her in c2 on the 8th: ann had asked there, dee came the next day
    dee → eve   solved n1 on the 12th: one half, for bob brought her
    bob → eve   connected n1 on the 11th: one half
    dee → ann   solved n2, about K, on the 14th: whole, for she cannot bring herself

Not introductions: ann naming bob in her own talk, cy naming fay in c3 (fay never comes), cy naming
bob in c1 (he has spoken), the second naming of dee, eve naming bob to ann (they have met).
"""

from __future__ import annotations

from graph.store.driver import Store
from tests.conftest import emptied

PEOPLE = """
UNWIND ['ann', 'bob', 'cy', 'dee', 'eve', 'fay', 'bot'] AS name
CREATE (:Person {id: 'help/' + name, name: name, by_name: name, bot: name = 'bot'})
"""
GROUPS = """
UNWIND [['east', ['ann', 'bob']], ['west', ['cy', 'dee', 'eve']]] AS row
CREATE (g:Group {id: 'help/' + row[0], name: row[0], by_name: row[0], kind: 'unit', archived: false})
WITH g, row UNWIND row[1] AS name
MATCH (p:Person {id: 'help/' + name}) CREATE (p)-[:HOME_IN]->(g)
"""
GOALS = """
CREATE (p:Goal {id: 'help/P', title: 'Purpose', by_title: 'p', kind: 'purpose', tags: [], version: 1})
CREATE (k:Goal {id: 'help/K', title: 'Clinics', by_title: 'k', tags: [], version: 1})
CREATE (k)-[:SUPPORTS]->(p)
"""
TALK = """
UNWIND [['c1', 'public'], ['c2', 'public'], ['c3', 'group'], ['c4', 'public'], ['c5', 'private']] AS row
CREATE (:Conversation {id: 'help/' + row[0], by_start: row[0], visibility: row[1], tags: []})
"""
MESSAGES = """
UNWIND [
  ['m1', 'c1', 'ann', '2026-01-05T09:00Z', true, null, ['bob']],
  ['m2', 'c1', 'bob', '2026-01-05T10:00Z', false, 'm1', []],
  ['m3', 'c1', 'cy', '2026-01-06T10:00Z', false, 'm2', ['bob']],
  ['m4', 'c2', 'ann', '2026-01-08T09:00Z', true, null, []],
  ['m5', 'c2', 'cy', '2026-01-08T10:00Z', false, null, ['dee']],
  ['m6', 'c2', 'bob', '2026-01-08T11:00Z', false, null, ['dee']],
  ['m7', 'c2', 'dee', '2026-01-09T09:00Z', false, null, []],
  ['m8', 'c3', 'ann', '2026-01-10T09:00Z', false, null, []],
  ['m9', 'c3', 'cy', '2026-01-10T10:00Z', false, null, ['fay']],
  ['m10', 'c3', 'eve', '2026-01-10T11:00Z', false, null, ['bob']],
  ['m11', 'c4', 'eve', '2026-01-10T12:00Z', true, null, []],
  ['m12', 'c4', 'bot', '2026-01-10T13:00Z', false, 'm11', []],
  ['m13', 'c5', 'eve', '2026-01-10T12:00Z', true, null, []],
  ['m14', 'c5', 'fay', '2026-01-10T13:00Z', false, 'm13', []]
] AS row
MATCH (c:Conversation {id: 'help/' + row[1]}), (p:Person {id: 'help/' + row[2]})
CREATE (p)-[:WROTE]->(m:Message {id: 'help/' + row[0], at: datetime(row[3]), seq: 0, question: row[4]})-[:IN]->(c)
WITH m, row
CALL (m, row) {
  UNWIND row[6] AS name MATCH (named:Person {id: 'help/' + name}) CREATE (m)-[:MENTIONS]->(named)
}
CALL (m, row) {
  MATCH (before:Message {id: 'help/' + row[5]}) CREATE (m)-[:REPLIES_TO]->(before)
}
"""
LINKS = """
MATCH (c1:Conversation {id: 'help/c1'}), (c2:Conversation {id: 'help/c2'}), (k:Goal {id: 'help/K'})
MATCH (m2:Message {id: 'help/m2'}), (m7:Message {id: 'help/m7'})
CREATE (c1)-[:ADVANCES]->(k), (c1)-[:ACCEPTED]->(m2), (c2)-[:ACCEPTED]->(m7)
"""
NEEDS = """
UNWIND [
  ['n1', 'eve', 'dee', ['bob', 'dee'], '2026-01-11T09:00Z', '2026-01-12T09:00Z', 'c4', null],
  ['n2', 'ann', 'dee', ['dee'], '2026-01-14T08:00Z', '2026-01-14T09:00Z', null, 'K'],
  ['n3', 'eve', 'fay', [], '2026-01-14T08:00Z', '2026-01-14T09:00Z', 'c5', 'K'],
  ['n4', 'eve', 'fay', [], null, null, null, null],
  ['n5', 'eve', 'eve', ['bot'], '2026-01-14T08:00Z', '2026-01-14T09:00Z', null, null]
] AS row
MATCH (asker:Person {id: 'help/' + row[1]}), (solver:Person {id: 'help/' + row[2]})
CREATE (n:Need {
  id: 'help/' + row[0], title: row[0], title_key: row[0], state: 'open', by_at: row[0],
  asked_at: datetime('2026-01-04T09:00Z'), matched_at: datetime(row[4]), solved_at: datetime(row[5])
})
CREATE (asker)-[:ASKED {at: n.asked_at}]->(n)<-[:SOLVED]-(solver)
WITH n, row
CALL (n, row) { UNWIND row[3] AS name MATCH (p:Person {id: 'help/' + name}) CREATE (p)-[:CONNECTED]->(n) }
CALL (n, row) { MATCH (c:Conversation {id: 'help/' + row[6]}) CREATE (n)-[:RAISED_IN]->(c) }
CALL (n, row) { MATCH (g:Goal {id: 'help/' + row[7]}) CREATE (n)-[:ABOUT]->(g) }
"""


async def helped(store: Store) -> None:
    """Make the store hold this organisation and nothing else."""
    await emptied(store)
    async with store.driver.session(database=store.database) as session:
        for statement in (PEOPLE, GROUPS, GOALS, TALK, MESSAGES, LINKS, NEEDS):
            await (await session.run(statement)).consume()

// Saves reactions, each replacing the one of the same key, and asks to settle the conversations they are in. One row a reaction.
:param rows => [{person: 'acme/person-1', message: 'acme/message-1', key: 'acme/key-1', kind: 'like', at: '2026-01-31T09:30:00Z', at_precision: null, account: 'acme/person-1', source: 'acme', content_hash: '8f14e45fceea167a'}]
UNWIND $rows AS row
MATCH (:Account {id: row.account})-[:OF]->(a:Person)
MATCH (b:Message {id: row.message})-[:IN]->(c:Conversation)
MERGE (a)-[r:REACTED_TO {key: row.key}]->(b)
SET
  r.kind = row.kind,
  r.at = datetime(row.at),
  r.at_precision = row.at_precision,
  r.account = row.account,
  r.source = row.source,
  r.content_hash = row.content_hash,
  c.stale = coalesce(c.stale, 'changed')
RETURN count(*) AS linked;

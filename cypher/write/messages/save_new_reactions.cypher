// Saves reactions that are new, and asks to settle the conversations they are in; those of a key that is there stay. One row a reaction.
:param rows => [{account: 'acme/person-1', message: 'acme/message-1', key: 'acme/key-2', kind: 'like', at: '2026-01-31T09:30:00Z', at_precision: null, source: 'acme', content_hash: '8f14e45fceea167a'}]
UNWIND $rows AS row
MATCH (:Account {id: row.account})-[:OF]->(a:Person)
MATCH (b:Message {id: row.message})-[:IN]->(c:Conversation)
CALL (a, b, row) {
  WITH a, b, row
  WHERE NOT EXISTS { ()-[:REACTED_TO {key: row.key}]->() }
  CREATE (a)-[:REACTED_TO {
    key: row.key,
    kind: row.kind,
    at: datetime(row.at),
    at_precision: row.at_precision,
    account: row.account,
    source: row.source,
    content_hash: row.content_hash
  }]->(b)
  RETURN count(*) AS new
}
WITH c, sum(new) AS new
ORDER BY c.id
CALL (c, new) {
  WITH c
  WHERE new > 0 AND c.stale IS NULL
  SET c.stale = 'changed'
}
RETURN coalesce(sum(new), 0) AS linked;

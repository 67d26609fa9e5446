// Saves memberships, each replacing the one of the same key. One row a membership.
:param rows => [{person: 'acme/person-1', group: 'acme/group-1', key: 'acme/key-1', role: 'member', since: '2026-01-31T09:30:00Z', since_precision: null, until: null, until_precision: null, account: 'acme/person-1', source: 'acme', content_hash: '8f14e45fceea167a'}]
UNWIND $rows AS row
MATCH (:Account {id: row.account})-[:OF]->(a:Person)
MATCH (b:Group {id: row.group})
MERGE (a)-[r:MEMBER_OF {key: row.key}]->(b)
SET
  r.role = row.role,
  r.since = datetime(row.since),
  r.since_precision = row.since_precision,
  r.until = datetime(row.until),
  r.until_precision = row.until_precision,
  r.account = row.account,
  r.source = row.source,
  r.content_hash = row.content_hash
RETURN count(*) AS linked;

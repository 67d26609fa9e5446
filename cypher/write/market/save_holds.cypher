// Saves who held needs until they met a capability. One row a hold.
:param rows => [{person: 'acme/person-1', need: 'acme/need-1', key: 'acme/key-1', since: '2026-01-31T09:30:00Z', since_precision: null, until: '2026-01-31T09:30:00Z', until_precision: null, place: null, account: 'acme/person-1'}]
UNWIND $rows AS row
MATCH (:Account {id: row.account})-[:OF]->(a:Person)
MATCH (b:Need {id: row.need})
MERGE (a)-[r:HELD {key: row.key}]->(b)
SET
  r.since = datetime(row.since),
  r.since_precision = row.since_precision,
  r.until = datetime(row.until),
  r.until_precision = row.until_precision,
  r.place = row.place,
  r.account = row.account
RETURN count(*) AS linked;

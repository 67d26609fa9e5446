// Says who asked for needs. One row a need.
:param rows => [{person: 'acme/person-1', need: 'acme/need-1', at: '2026-01-31T09:30:00Z', at_precision: null, account: 'acme/person-1'}]
UNWIND $rows AS row
MATCH (:Account {id: row.account})-[:OF]->(a:Person)
MATCH (b:Need {id: row.need})
MERGE (a)-[r:ASKED]->(b)
SET
  r.at = datetime(row.at),
  r.at_precision = row.at_precision,
  r.account = row.account
RETURN count(*) AS linked;

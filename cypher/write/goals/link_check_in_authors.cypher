// Says who wrote check-ins. One row a check-in.
:param rows => [{person: 'acme/person-1', check_in: 'acme/goal-1@2026-01-31T09:30:00Z', account: 'acme/person-1'}]
UNWIND $rows AS row
MATCH (:Account {id: row.account})-[:OF]->(a:Person)
MATCH (b:CheckIn {id: row.check_in})
MERGE (a)-[r:CHECKED_IN]->(b)
SET
  r.account = row.account
RETURN count(*) AS linked;

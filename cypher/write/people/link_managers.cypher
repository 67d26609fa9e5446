// Begins the reporting lines of people to these managers, unless they run already. One row a person and manager.
// `kind` is line or dotted, `place` that of a dotted one in its list. `since` stays unknown for an account's first ones.
:param rows => [{person: 'acme/person-1', manager: 'acme/person-2', kind: 'line', place: null, at: '2026-01-31T09:30:00Z', at_precision: null}]
UNWIND $rows AS row
MATCH (x:Account {id: row.person})-[:OF]->(a:Person)
MATCH (:Account {id: row.manager})-[:OF]->(b:Person)
OPTIONAL MATCH (a)-[current:REPORTS_TO]->(b)
WHERE current.until IS NULL
  AND current.account = row.person
  AND current.manager_account = row.manager
  AND coalesce(current.kind, 'line') = row.kind
OPTIONAL MATCH (x)-[said:REPORTS_TO]->(b)
WHERE said.until IS NULL
  AND said.manager_account = row.manager
  AND coalesce(said.kind, 'line') = row.kind
WITH row, a, b, x, collect(DISTINCT current) + collect(DISTINCT said) AS running
OPTIONAL MATCH (a)-[earlier:REPORTS_TO]->(:Person)
WHERE earlier.account = row.person
OPTIONAL MATCH (x)-[before:REPORTS_TO]->(:Person)
WITH row, a, b, running, count(earlier) + count(before) > 0 AS follows
FOREACH (one IN running |
  SET one.place = row.place
)
FOREACH (begun IN CASE WHEN size(running) > 0 THEN [] ELSE [1] END |
  CREATE (a)-[:REPORTS_TO {
    kind: row.kind,
    place: row.place,
    since: CASE WHEN follows THEN datetime(row.at) END,
    since_precision: CASE WHEN follows THEN row.at_precision END,
    account: row.person, manager_account: row.manager
  }]->(b)
)
RETURN count(*) AS linked;

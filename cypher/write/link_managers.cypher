// Begins the spans of people with this manager, unless they run already. One row a person.
// `since` stays unknown for the first one.
:param rows => [{person: 'acme/person-1', manager: 'acme/person-2', at: '2026-01-31T09:30:00Z', at_precision: null}]
UNWIND $rows AS row
MATCH (a:Person {id: row.person})
MATCH (b:Person {id: row.manager})
OPTIONAL MATCH (a)-[current:REPORTS_TO]->(b)
WHERE current.until IS NULL
OPTIONAL MATCH (a)-[earlier:REPORTS_TO]->(:Person)
WITH row, a, b, count(current) > 0 AS runs, count(earlier) > 0 AS follows
FOREACH (begun IN CASE WHEN runs THEN [] ELSE [1] END |
  CREATE (a)-[:REPORTS_TO {
    since: CASE WHEN follows THEN datetime(row.at) END,
    since_precision: CASE WHEN follows THEN row.at_precision END,
    account: row.person, manager_account: row.manager
  }]->(b)
)
RETURN count(*) AS linked;

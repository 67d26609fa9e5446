// Ends the reporting lines of people whose manager is another one now (null: none), and those dotted ones that are gone. One row a person.
// A span that would end before it began is taken away; `at` null leaves no trace of it either.
:param rows => [{person: 'acme/person-1', manager: 'acme/person-2', dotted: ['acme/person-3'], at: '2026-01-31T09:30:00Z', at_precision: null}]
UNWIND $rows AS row
MATCH (x:Account {id: row.person})-[:OF]->(p:Person)
MATCH (a:Person|Account)-[r:REPORTS_TO]->(b:Person)
WHERE a IN [p, x]
  AND r.account = row.person
  AND r.until IS NULL
  AND NOT coalesce(r.manager_account, b.id) IN CASE coalesce(r.kind, 'line') WHEN 'line' THEN [coalesce(row.manager, '')] ELSE row.dotted END
FOREACH (ended IN CASE WHEN r.since < datetime(row.at) OR (r.since IS NULL AND row.at IS NOT NULL) THEN [r] ELSE [] END |
  SET ended.until = datetime(row.at), ended.until_precision = row.at_precision
)
FOREACH (void IN CASE WHEN r.since < datetime(row.at) OR (r.since IS NULL AND row.at IS NOT NULL) THEN [] ELSE [r] END |
  DELETE void
)
RETURN count(*) AS ended;

// Ends the spans of people whose home in the formal tree is another one now (null: none). One row a person.
// A span that would end before it began is taken away; `at` null leaves no trace of it either.
:param rows => [{person: 'acme/person-1', group: 'acme/group-1', at: '2026-01-31T09:30:00Z', at_precision: null}]
UNWIND $rows AS row
MATCH (x:Account {id: row.person})-[:OF]->(p:Person)
MATCH (a:Person|Account)-[r:HOME_IN]->(b:Group)
WHERE a IN [p, x] AND r.account = row.person AND r.until IS NULL AND b.id <> coalesce(row.group, '')
FOREACH (ended IN CASE WHEN r.since < datetime(row.at) OR (r.since IS NULL AND row.at IS NOT NULL) THEN [r] ELSE [] END |
  SET ended.until = datetime(row.at), ended.until_precision = row.at_precision
)
FOREACH (void IN CASE WHEN r.since < datetime(row.at) OR (r.since IS NULL AND row.at IS NOT NULL) THEN [] ELSE [r] END |
  DELETE void
)
RETURN count(*) AS ended;

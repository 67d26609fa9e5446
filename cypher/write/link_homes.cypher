// Begins the spans of people with this home in the formal tree, unless they run already. One row a person.
// `since` stays unknown for the first one.
:param rows => [{person: 'acme/person-1', group: 'acme/group-1', at: '2026-01-31T09:30:00Z', at_precision: null}]
UNWIND $rows AS row
MATCH (a:Person {id: row.person})
MATCH (b:Group {id: row.group})
OPTIONAL MATCH (a)-[current:HOME_IN]->(b)
WHERE current.until IS NULL
OPTIONAL MATCH (a)-[earlier:HOME_IN]->(:Group)
WITH row, a, b, count(current) > 0 AS runs, count(earlier) > 0 AS follows
FOREACH (begun IN CASE WHEN runs THEN [] ELSE [1] END |
  CREATE (a)-[:HOME_IN {
    since: CASE WHEN follows THEN datetime(row.at) END,
    since_precision: CASE WHEN follows THEN row.at_precision END,
    account: row.person
  }]->(b)
)
RETURN count(*) AS linked;

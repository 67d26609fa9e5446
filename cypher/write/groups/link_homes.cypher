// Begins the spans of people with this home in the formal tree, unless they run already. One row a person.
// `since` stays unknown for the first one.
:param rows => [{person: 'acme/person-1', group: 'acme/group-1', at: '2026-01-31T09:30:00Z', at_precision: null}]
UNWIND $rows AS row
MATCH (x:Account {id: row.person})-[:OF]->(a:Person)
MATCH (b:Group {id: row.group})
OPTIONAL MATCH (a)-[current:HOME_IN]->(b)
WHERE current.account = row.person AND current.until IS NULL
OPTIONAL MATCH (x)-[said:HOME_IN]->(b)
WHERE said.until IS NULL
OPTIONAL MATCH (a)-[earlier:HOME_IN]->(:Group)
WHERE earlier.account = row.person
OPTIONAL MATCH (x)-[before:HOME_IN]->(:Group)
WITH
  row,
  a,
  b,
  count(current) + count(said) > 0 AS runs,
  count(earlier) + count(before) > 0 AS follows
FOREACH (begun IN CASE WHEN runs THEN [] ELSE [1] END |
  CREATE (a)-[:HOME_IN {
    since: CASE WHEN follows THEN datetime(row.at) END,
    since_precision: CASE WHEN follows THEN row.at_precision END,
    account: row.person
  }]->(b)
)
RETURN count(*) AS linked;

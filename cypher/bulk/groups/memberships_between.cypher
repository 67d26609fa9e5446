// The memberships of people, named by any of their accounts, in groups, of any time. One row a membership.
:param rows => [{person: 'acme/person-1', group: 'acme/group-1'}]
UNWIND $rows AS row
MATCH (:Account {id: row.person})-[:OF]->(q:Person)-[r:MEMBER_OF]->(g:Group {id: row.group})
WHERE r.key > ''
RETURN
  row.person AS person,
  row.group AS group,
  r.key AS key,
  r.role AS role,
  r.since AS since,
  r.since_precision AS since_precision,
  r.until AS until,
  r.until_precision AS until_precision
ORDER BY key;

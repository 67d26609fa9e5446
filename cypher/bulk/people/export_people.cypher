// The accounts of a source with what it says of them: current manager and home, and capabilities. One row each, in the order of ids.
:param prefix => 'acme/'
MATCH (a:Account)-[:OF]->(p:Person)
WHERE a.id STARTS WITH $prefix
RETURN
  a.id AS id,
  a.name AS name,
  a.email AS email,
  a.title AS title,
  a.level AS level,
  head(
    [(p)-[r:REPORTS_TO]->(q:Person) WHERE r.until IS NULL AND r.account = a.id AND coalesce(r.kind, 'line') = 'line' | coalesce(r.manager_account, q.id)]
    + [(a)-[r:REPORTS_TO]->(q:Person) WHERE r.until IS NULL AND coalesce(r.kind, 'line') = 'line' | coalesce(r.manager_account, q.id)]
  ) AS manager,
  [(p)-[r:REPORTS_TO {kind: 'dotted'}]->(q:Person) WHERE r.until IS NULL AND r.account = a.id | [coalesce(r.place, 0), coalesce(r.manager_account, q.id)]]
    + [(a)-[r:REPORTS_TO {kind: 'dotted'}]->(q:Person) WHERE r.until IS NULL | [coalesce(r.place, 0), coalesce(r.manager_account, q.id)]] AS dotted_managers,
  head(
    [(p)-[r:HOME_IN]->(g:Group) WHERE r.until IS NULL AND r.account = a.id | g.id]
    + [(a)-[r:HOME_IN]->(g:Group) WHERE r.until IS NULL | g.id]
  ) AS home_group,
  a.joined_at AS joined_at,
  a.joined_at_precision AS joined_at_precision,
  a.left_at AS left_at,
  a.left_at_precision AS left_at_precision,
  a.bot AS bot,
  [(p)-[r:CAN]->(c:Capability) WHERE r.account = a.id | [coalesce(r.place, 0), coalesce(r.name, c.name)]]
    + [(a)-[r:CAN]->(c:Capability) | [coalesce(r.place, 0), coalesce(r.name, c.name)]] AS capabilities
ORDER BY id;

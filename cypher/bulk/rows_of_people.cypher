// These people as their rows say them, with account, current manager and home, and capabilities. One row each.
:param ids => ['acme/person-1']
MATCH (p:Person)
WHERE p.id IN $ids
RETURN
  p.id AS id,
  p.name AS name,
  head([(p)<-[:OF]-(a:Account) WHERE a.id = p.id | a.email]) AS email,
  p.title AS title,
  p.level AS level,
  head([(p)-[r:REPORTS_TO]->(q:Person) WHERE r.until IS NULL AND coalesce(r.kind, 'line') = 'line' | coalesce(r.manager_account, q.id)]) AS manager,
  [(p)-[r:REPORTS_TO {kind: 'dotted'}]->(q:Person) WHERE r.until IS NULL | [coalesce(r.place, 0), coalesce(r.manager_account, q.id)]] AS dotted_managers,
  head([(p)-[r:HOME_IN]->(g:Group) WHERE r.until IS NULL | g.id]) AS home_group,
  p.joined_at AS joined_at,
  p.joined_at_precision AS joined_at_precision,
  p.left_at AS left_at,
  p.left_at_precision AS left_at_precision,
  p.bot AS bot,
  [(p)-[r:CAN]->(c:Capability) | [coalesce(r.place, 0), coalesce(r.name, c.name)]] AS capabilities
ORDER BY id;

// Whom these accounts say that they report to now, dotted lines left out.
:param ids => ['acme/person-1']
MATCH (n:Account)
WHERE n.id IN $ids
CALL (n) {
  MATCH (n)-[:OF]->(:Person)-[r:REPORTS_TO]->(up:Person)
  WHERE r.until IS NULL AND r.account = n.id AND coalesce(r.kind, 'line') = 'line'
  RETURN coalesce(r.manager_account, up.id) AS up
  UNION
  MATCH (n)-[r:REPORTS_TO]->(up:Person)
  WHERE r.until IS NULL AND coalesce(r.kind, 'line') = 'line'
  RETURN coalesce(r.manager_account, up.id) AS up
}
RETURN
  n.id AS id,
  up AS up;

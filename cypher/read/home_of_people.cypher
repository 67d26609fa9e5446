// The unit that is the person's home in the formal tree now. Many people at once.
:param ids => ['acme/person-1']
MATCH (p:Person)-[r:HOME_IN]->(n:Group)
WHERE p.id IN $ids
  AND r.until IS NULL
RETURN
  p.id AS parent,
  n.id AS id // +columns groups_by_id
ORDER BY p.id, n.id;

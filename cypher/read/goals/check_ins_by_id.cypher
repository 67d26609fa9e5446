// The check ins with these ids, in id order. One row a node.
:param ids => ['acme/goal-1@2026-01-31T09:30:00Z']
MATCH (n:CheckIn)
WHERE n.id IN $ids
RETURN
  n.id AS id,
  n.at AS at,
  n.at_precision AS at_precision,
  n.progress AS progress,
  n.value AS value,
  n.status AS status,
  n.note AS note,
  coalesce(n.version, 1) AS version,
  n.corrected_at AS corrected_at,
  datetime(left(n.by_updated, 27)) AS updated_at
ORDER BY n.id;

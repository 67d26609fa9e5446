// Which of these check-ins are in the store, with the hash of what their rows said and their version.
:param ids => ['acme/goal-1@2026-01-31T09:30:00Z']
MATCH (c:CheckIn)
WHERE c.id IN $ids
RETURN
  c.id AS id,
  c.content_hash AS content_hash,
  coalesce(c.version, 1) AS version;

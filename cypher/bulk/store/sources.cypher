// The sources of which bundles were imported, and how fresh the last one was.
MATCH (s:Source)
RETURN
  s.id AS id,
  s.exported_at AS exported_at,
  s.exported_at_precision AS exported_at_precision
ORDER BY id;

// The migrations that this store has had, in the order of their numbers.
MATCH (m:Migration)
RETURN
  m.number AS number,
  m.name AS name,
  m.checksum AS checksum,
  m.applied_at AS applied_at
ORDER BY m.number;

// The people of a source of whom it is not known that they left, and whom no other source knows.
:param source => 'acme'
MATCH (p:Person)
WHERE p.id STARTS WITH $source + '/' AND p.left_at IS NULL AND NOT EXISTS {
  MATCH (p)<-[:OF]-(a:Account)
  WHERE NOT a.id STARTS WITH $source + '/'
}
RETURN p.id AS id
ORDER BY id;

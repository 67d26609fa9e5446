// The accounts of a source of which it is not known that their people left, and whom no other source knows.
:param source => 'acme'
MATCH (a:Account)-[:OF]->(p:Person)
WHERE a.id STARTS WITH $source + '/' AND a.left_at IS NULL AND NOT EXISTS {
  MATCH (p)<-[:OF]-(b:Account)
  WHERE NOT b.id STARTS WITH $source + '/'
}
RETURN a.id AS id
ORDER BY id;

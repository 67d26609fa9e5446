// The goals that support these goals or wait for them, and the links to them: label and id. One row a thing.
:param ids => ['acme/goal-2']
UNWIND $ids AS id
MATCH (g:Goal {id: id})
CALL (g) {
  MATCH (low:Goal)-[:SUPPORTS]->(g)
  RETURN 'Goal' AS label, low.id AS other
  UNION
  MATCH (g)-[:BLOCKS]->(later:Goal)
  RETURN 'Goal' AS label, later.id AS other
  UNION
  MATCH (l:Link)-[:TO]->(g)
  RETURN 'Link' AS label, l.id AS other
}
RETURN DISTINCT
  label AS label,
  other AS id
ORDER BY label, id;

// What these goals wait for, then what waits for them. One row a goal, another one, and the side on which the goal stands.
:param ids => ['acme/goal-1']
UNWIND $ids AS id
MATCH (g:Goal {id: id})
CALL (g) {
  MATCH (b:Goal)-[:BLOCKS]->(g)
  RETURN b AS o, 'blocked_by' AS side
  UNION ALL
  MATCH (g)-[:BLOCKS]->(later:Goal)
  RETURN later AS o, 'blocks' AS side
}
RETURN DISTINCT
  g.id AS goal,
  o.id AS id,
  side AS side
ORDER BY goal, side, id;

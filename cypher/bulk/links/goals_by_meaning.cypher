// The goals nearest to each of these vectors by the vector index, with their likeness, (1 + cosine) / 2. One row a vector.
:param rows => [{id: 'acme/talk-1', vector: [n IN range(1, 1025) | 0.5]}]
:param most => 8
UNWIND $rows AS row
CALL db.index.vector.queryNodes('goal_meaning', $most, row.vector) YIELD node, score
WITH row, node, score
ORDER BY row.id, score DESC, node.id
RETURN
  row.id AS id,
  collect([node.id, score]) AS goals
ORDER BY id;

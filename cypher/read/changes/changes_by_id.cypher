// The changes with these ids, in id order. One row a node.
:param ids => ['0000000000000002-0000001']
MATCH (n:Change)
WHERE n.id IN $ids
RETURN
  n.id AS id,
  n.kind AS kind,
  n.at AS at,
  n.subject AS subject,
  n.item_id AS item_id,
  coalesce(n.before, head([(n)-[:FROM_ACCOUNT]->(:Account)-[:OF]->(p:Person) | p.id])) AS before,
  coalesce(n.after, head([(n)-[:TO_ACCOUNT]->(:Account)-[:OF]->(p:Person) | p.id])) AS after,
  n.recorded_by AS recorded_by,
  n.source AS source
ORDER BY n.id;

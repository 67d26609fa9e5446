// Gives accounts of an older version what their rows said, which stood on their people.
:param ids => ['acme/person-9']
UNWIND $ids AS id
MATCH (a:Account {id: id})-[:OF]->(p:Person)
WHERE a.by_name IS NULL
SET a += p {
  .name,
  .name_key,
  .title,
  .level,
  .bot,
  .joined_at,
  .joined_at_precision,
  .left_at,
  .left_at_precision,
  .by_name,
  .content_hash
}
REMOVE p.content_hash
RETURN count(*) AS saved;

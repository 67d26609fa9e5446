// Every group: what it is part of, whether it is archived.
MATCH (g:Group)
RETURN
  g.id AS id,
  g.by_name AS by_name,
  coalesce(g.archived, false) AS archived,
  COLLECT {
    MATCH (g)-[:PART_OF]->(above:Group)
    RETURN above.id
  } AS part_of
ORDER BY id;

// What these groups, and all groups above them, are part of.
:param ids => ['acme/group-1']
MATCH (n:Group)
WHERE n.id IN $ids
MATCH (n)-[:PART_OF]->*(low:Group)-[:PART_OF]->(high:Group)
RETURN DISTINCT
  low.id AS low,
  high.id AS high;

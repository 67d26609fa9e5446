// Makes people of these ids: out of former ones, where there are such.
:param ids => ['acme/person-1']
UNWIND $ids AS id
OPTIONAL MATCH (f:Former {id: id})
FOREACH (one IN CASE WHEN f IS NULL THEN [] ELSE [f] END |
  REMOVE one:Former
  SET one:Person
)
MERGE (p:Person {id: id})
RETURN count(*) AS restored;

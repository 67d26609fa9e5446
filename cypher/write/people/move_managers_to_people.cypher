// Gives people the spans of managers that the first of their accounts says which says any: the one that gave the person its id, then by id.
:param ids => ['acme/person-9']
UNWIND $ids AS id
MATCH (p:Person {id: id})
WHERE NOT EXISTS { (p)-[:REPORTS_TO]->(:Person) }
CALL (p) {
  MATCH (x:Account)-[:OF]->(p)
  WHERE EXISTS {
    MATCH (x)-[:REPORTS_TO]->(n:Person)
    WHERE n <> p
  }
  WITH p, x
  ORDER BY x.id <> p.id, x.id
  RETURN head(collect(x)) AS x
}
MATCH (x)-[r:REPORTS_TO]->(n:Person)
WHERE n <> p
WITH p, n, r, properties(r) AS said
DELETE r
CREATE (p)-[s:REPORTS_TO]->(n)
SET s = said
RETURN count(*) AS moved;

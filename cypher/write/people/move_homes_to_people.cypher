// Gives people the spans of homes that the first of their accounts says which says any: the one that gave the person its id, then by id.
:param ids => ['acme/person-9']
UNWIND $ids AS id
MATCH (p:Person {id: id})
WHERE NOT EXISTS { (p)-[:HOME_IN]->(:Group) }
CALL (p) {
  MATCH (x:Account)-[:OF]->(p)
  WHERE EXISTS {
    MATCH (x)-[:HOME_IN]->(n:Group)
    WHERE n <> p
  }
  WITH p, x
  ORDER BY x.id <> p.id, x.id
  RETURN head(collect(x)) AS x
}
MATCH (x)-[r:HOME_IN]->(n:Group)
WHERE n <> p
WITH p, n, r, properties(r) AS said
DELETE r
CREATE (p)-[s:HOME_IN]->(n)
SET s = said
RETURN count(*) AS moved;

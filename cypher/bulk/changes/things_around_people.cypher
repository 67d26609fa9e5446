// The goals that the people of these ids or accounts own, and who reports to them: label and id. One row a thing.
:param ids => ['acme/person-1', 'acme/person-2']
CALL () {
  UNWIND $ids AS id
  MATCH (:Account {id: id})-[:OF]->(p:Person)
  RETURN p
  UNION
  UNWIND $ids AS id
  MATCH (p:Person {id: id})
  RETURN p
}
CALL (p) {
  MATCH (p)-[:OWNS]->(goal:Goal)
  RETURN 'Goal' AS label, goal.id AS other
  UNION
  MATCH (:Account)-[:OF]->(p)
  RETURN 'Person' AS label, p.id AS other
  UNION
  MATCH (p)<-[:OF]-(:Account)-[:OWNS]->(goal:Goal)
  RETURN 'Goal' AS label, goal.id AS other
  UNION
  MATCH (report:Person)-[line:REPORTS_TO]->(p)
  WHERE line.until IS NULL
  RETURN 'Person' AS label, report.id AS other
}
RETURN DISTINCT
  label AS label,
  other AS id
ORDER BY label, id;

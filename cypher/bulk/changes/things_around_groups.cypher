// The people who were ever in these groups, and the goals that these pursue: label and id. One row a thing.
:param ids => ['acme/group-1']
UNWIND $ids AS id
MATCH (g:Group {id: id})
CALL (g) {
  MATCH (p:Person)-[:MEMBER_OF]->(g)
  RETURN 'Person' AS label, p.id AS other
  UNION
  MATCH (p:Person)-[:HOME_IN]->(g)
  RETURN 'Person' AS label, p.id AS other
  UNION
  MATCH (g)-[:PURSUES]->(goal:Goal)
  RETURN 'Goal' AS label, goal.id AS other
}
RETURN DISTINCT
  label AS label,
  other AS id
ORDER BY label, id;

// The goals that wait for goals of these ids to support them or to be reached, and the rejected links that come back with them: label and id. One row a thing.
:param ids => ['acme/goal-7']
UNWIND $ids AS id
MATCH (a:Awaited {id: id})
CALL (a) {
  MATCH (low:Goal)-[:AWAITS]->(a)
  RETURN 'Goal' AS label, low.id AS other
  UNION
  MATCH (later:Goal)-[:AWAITS_BLOCKER]->(a)
  RETURN 'Goal' AS label, later.id AS other
  UNION
  MATCH (c:Conversation)-[:REJECTED]->(a)
  RETURN 'Link' AS label, c.id + '>' + a.id AS other
}
RETURN DISTINCT
  label AS label,
  other AS id
ORDER BY label, id;

// The latest conversations that are confirmed to advance each goal, private ones left out. One row a goal that has one.
:param most => 20
MATCH (g:Goal)
CALL (g) {
  MATCH (g)<-[:ADVANCES]-(c:Conversation)
  WHERE c.visibility <> 'private'
  WITH c.id AS id, c.by_start AS start
  ORDER BY start DESC
  LIMIT $most
  RETURN collect(id) AS conversations
}
WITH g, conversations
WHERE conversations <> []
RETURN
  g.id AS goal,
  conversations AS conversations
ORDER BY goal;

// Which conversations advance each goal by a confirmed link. One row a goal that has one.
MATCH (g:Goal)
WITH
  g,
  COLLECT {
    MATCH (c:Conversation)-[:ADVANCES]->(g)
    RETURN c.id
  } AS conversations
WHERE conversations <> []
RETURN
  g.id AS goal,
  conversations AS conversations
ORDER BY goal;

// In how many conversations somebody who answers for the one goal and somebody else who answers for the other took part, and whether somebody answers for both. One row a pair.
:param rows => [{goal: 'acme/goal-1', other: 'acme/goal-2'}]
UNWIND $rows AS row
RETURN
  row.goal AS goal,
  row.other AS id,
  EXISTS { (:Goal {id: row.goal})<-[:OWNS]-(:Person)-[:OWNS]->(:Goal {id: row.other}) } AS same_owner,
  COUNT {
    MATCH (:Goal {id: row.goal})<-[:OWNS]-(p:Person)-[:TOOK_PART_IN]->(c:Conversation)
    WHERE true // +policy c:Conversation
    MATCH (c)<-[:TOOK_PART_IN]-(q:Person)-[:OWNS]->(:Goal {id: row.other})
    WHERE p <> q
    RETURN DISTINCT c
  } AS conversations
ORDER BY goal, id;

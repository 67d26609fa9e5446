// The introductions of all talk, as the latest analysis of all talk stored them: one row, whether any tie is stored, and each as [who, to whom, messages].
RETURN
  EXISTS { (:Person)-[:INTERACTED|HELPED]->(:Person) } AS known,
  COLLECT {
    MATCH (a:Person)-[r:HELPED {kind: 'introduction'}]->(b:Person)
    RETURN [a.id, b.id, r.messages]
  } AS introductions;

// What hangs on goals and would lose them: goals below that have no other parent, goals that wait for them, links, check-ins, needs, experiments, outcomes.
:param ids => ['acme/goal-1']
MATCH (g:Goal)
WHERE g.id IN $ids
RETURN
  g.id AS id,
  g.version AS version,
  COLLECT {
    MATCH (g)<-[:SUPPORTS]-(low:Goal)
    WHERE NOT EXISTS { (low)-[:SUPPORTS]->(other:Goal) WHERE other.id <> g.id }
    RETURN low.id ORDER BY low.id
  } AS orphans,
  COUNT {
    MATCH (g)<-[:TO]-(l:Link)
    WHERE true // +policy l:Link
  } AS links,
  COUNT {
    MATCH (g)<-[:ADVANCES]-(c:Conversation)
    WHERE true // +policy c:Conversation
  } AS confirmed,
  COUNT { (g)<-[:OF]-(:CheckIn) } AS check_ins,
  COUNT { (g)-[:BLOCKS]->(:Goal) } AS blocked,
  COUNT {
    MATCH (g)<-[:ABOUT]-(n:Need)
    WHERE true // +policy n:Need
  } AS needs,
  COUNT {
    MATCH (g)<-[:TESTS]-(e:Experiment)
    WHERE true // +policy e:Experiment
  } AS experiments,
  COUNT {
    MATCH (g)<-[:LED_TO]-(o:Outcome)
    WHERE true // +policy o:Outcome
  } AS outcomes;

// What hangs on goals and would lose them: goals below that have no other parent, links, check-ins, needs, experiments, outcomes.
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
  COUNT { (g)<-[:TO]-(:Link) } AS links, // +figure
  COUNT { (g)<-[:ADVANCES]-(:Conversation) } AS confirmed,
  COUNT { (g)<-[:OF]-(:CheckIn) } AS check_ins,
  COUNT { (g)<-[:ABOUT]-(:Need) } AS needs,
  COUNT { (g)<-[:TESTS]-(:Experiment) } AS experiments,
  COUNT { (g)<-[:LED_TO]-(:Outcome) } AS outcomes;

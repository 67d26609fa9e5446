// What can show value for these goals and what supports them, the newest first: messages, needs, experiments and outcomes, never of private talk. A row a goal and thing.
// Messages and outcomes are those of talk that advances the goals, needs those about them or raised there, experiments those that test them; the API's `evidence` says which kind each of them showed.
:param ids => ['acme/goal-1']
:param limit => 100
UNWIND $ids AS goal
MATCH path = (:Goal {id: goal})<-[:SUPPORTS]-*(below:Goal)
WHERE all(g IN nodes(path) WHERE NOT coalesce(g.archived, false) AND coalesce(g.status, '') <> 'dropped')
WITH goal, collect(DISTINCT below) AS goals
CALL (goals) {
  UNWIND goals AS advanced
  MATCH (advanced)<-[:ADVANCES]-(c:Conversation)<-[:IN]-(m:Message)
  WHERE c.visibility <> 'private' AND m.deleted_at IS NULL // +policy m:Message, c:Conversation
  RETURN 'Message' AS label, m.id AS id, m.at AS at
UNION
  UNWIND goals AS about
  MATCH (about)<-[:ABOUT]-(n:Need)
  WHERE // +policy n:Need
    NOT EXISTS { (n)-[:RAISED_IN]->(:Conversation {visibility: 'private'}) }
    AND NOT EXISTS { (n)-[:RAISED_IN]->(:Message)-[:IN]->(:Conversation {visibility: 'private'}) }
  RETURN 'Need' AS label, n.id AS id, n.asked_at AS at
UNION
  UNWIND goals AS advanced
  MATCH (advanced)<-[:ADVANCES]-(c:Conversation)<-[:IN]-(:Message)<-[:RAISED_IN]-(n:Need)
  WHERE c.visibility <> 'private' // +policy n:Need, c:Conversation
  RETURN 'Need' AS label, n.id AS id, n.asked_at AS at
UNION
  UNWIND goals AS advanced
  MATCH (advanced)<-[:ADVANCES]-(c:Conversation)<-[:RAISED_IN]-(n:Need)
  WHERE c.visibility <> 'private' // +policy n:Need, c:Conversation
  RETURN 'Need' AS label, n.id AS id, n.asked_at AS at
UNION
  UNWIND goals AS tested
  MATCH (tested)<-[:TESTS]-(e:Experiment)
  WHERE // +policy e:Experiment
    NOT EXISTS { (e)-[:DISCUSSED_IN]->(:Conversation {visibility: 'private'}) }
  RETURN 'Experiment' AS label, e.id AS id, e.proposed_at AS at
UNION
  UNWIND goals AS advanced
  MATCH (advanced)<-[:ADVANCES]-(c:Conversation)<-[:CAME_FROM]-(o:Outcome)
  WHERE c.visibility <> 'private' // +policy o:Outcome, c:Conversation
  RETURN 'Outcome' AS label, o.id AS id, o.at AS at
}
RETURN
  goal AS goal,
  label AS label,
  id AS id,
  at AS at
ORDER BY goal, at DESC, label, id
LIMIT $limit;

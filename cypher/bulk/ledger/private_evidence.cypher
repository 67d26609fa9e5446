// Which of these are private now, or come from private talk. One row a node.
:param messages => ['acme/message-1']
:param conversations => ['acme/conversation-1']
:param needs => ['acme/need-1']
:param experiments => ['acme/experiment-1']
:param outcomes => ['acme/outcome-1']
CALL () {
  UNWIND $messages AS id // +figure: what is left out of evidence, never shown
  MATCH (m:Message {id: id})-[:IN]->(:Conversation {visibility: 'private'})
  RETURN DISTINCT 'Message' AS label, id
UNION
  UNWIND $conversations AS id
  MATCH (:Conversation {id: id, visibility: 'private'})
  RETURN DISTINCT 'Conversation' AS label, id
UNION
  UNWIND $needs AS id
  MATCH (n:Need {id: id})
  WHERE
    EXISTS { (n)-[:RAISED_IN]->(:Conversation {visibility: 'private'}) }
    OR EXISTS { (n)-[:RAISED_IN]->(:Message)-[:IN]->(:Conversation {visibility: 'private'}) }
  RETURN DISTINCT 'Need' AS label, id
UNION
  UNWIND $experiments AS id
  MATCH (e:Experiment {id: id})-[:DISCUSSED_IN]->(:Conversation {visibility: 'private'})
  RETURN DISTINCT 'Experiment' AS label, id
UNION
  UNWIND $outcomes AS id
  MATCH (o:Outcome {id: id})-[:CAME_FROM]->(:Conversation {visibility: 'private'})
  RETURN DISTINCT 'Outcome' AS label, id
}
RETURN
  label AS label,
  id AS id
ORDER BY label, id;

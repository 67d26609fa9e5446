// How pairs of conversation and goal stand, and by which right the person named may decide on each. One row a pair.
:param rows => [{id: 'acme/conversation-1>acme/goal-1', conversation: 'acme/conversation-1', goal: 'acme/goal-1', person: 'acme/person-1'}]
WITH datetime.truncate('day', datetime({timezone: 'Z'})) + duration('P1D') AS end
UNWIND $rows AS row
OPTIONAL MATCH (c:Conversation {id: row.conversation})
WHERE true // +policy c:Conversation
OPTIONAL MATCH (g:Goal {id: row.goal})
OPTIONAL MATCH (l:Link {id: row.id})
WHERE true // +policy l:Link
OPTIONAL MATCH (:Account {id: row.person})-[:OF]->(p:Person)
RETURN
  row.id AS id,
  c IS NOT NULL AS has_conversation,
  g IS NOT NULL AS has_goal,
  CASE WHEN g.archived THEN 'archived' WHEN g.status = 'dropped' THEN 'dropped' END AS left_out,
  coalesce(c.visibility = 'private', false) AS private,
  p IS NOT NULL AS has_person,
  CASE
    WHEN p.bot THEN 'is a program'
    WHEN p.left_at < end THEN 'has left'
    WHEN p.joined_at >= end THEN 'has not joined yet'
  END AS absent,
  EXISTS { (p)-[:OWNS]->(g) } AS owns,
  EXISTS { (p)-[:TOOK_PART_IN]->(c) } AS took_part,
  EXISTS {
    MATCH (p)-[m:MEMBER_OF]->(q:Group)
    WHERE m.role = 'steward'
      AND coalesce(m.since < end, true) AND coalesce(m.until >= end, true)
      AND coalesce(p.joined_at < end, true) AND coalesce(p.left_at >= end, true)
      AND (EXISTS { (q)-[:PURSUES]->(g) } OR EXISTS { (q)<-[:HELD_IN]-(c) })
  } AS steward,
  EXISTS {
    MATCH (l)<-[:ON]-(d:Decision)<-[:DECIDED]-(:Person)
    WHERE d.state = l.state
  } AS by_person,
  l.state AS state,
  l.method AS method,
  l.score AS score,
  l.reasons AS reasons,
  l.version AS version;

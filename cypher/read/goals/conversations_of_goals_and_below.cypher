// The conversations that advance the goal or what supports it, once each, with a confirmed link: to the goal itself if there is one. Many goals at once.
:param ids => ['acme/goal-1']
:param limit => 25
UNWIND $ids AS parent
CALL (parent) {
  MATCH (:Goal {id: parent})<-[:SUPPORTS]-*(below:Goal)
  WITH DISTINCT parent, below
  MATCH (below)<-[:ADVANCES]-(n:Conversation)
  WITH n, min(CASE WHEN below.id = parent THEN '' ELSE below.id END) AS other
  WHERE true // +where
  WITH n, other, n.by_start AS cursor // +cursor
  ORDER BY cursor // +order
  LIMIT $limit
  RETURN n, other, cursor
}
RETURN
  parent AS parent,
  cursor AS cursor,
  n.id + '>' + CASE WHEN other = '' THEN parent ELSE other END AS link,
  n.id AS id // +columns conversations_by_id
ORDER BY parent, cursor;

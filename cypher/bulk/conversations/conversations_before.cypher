// Conversations that began before a moment, and in which nobody has said anything since: a batch in the order of their beginning.
:param before => datetime('2020-01-01T00:00:00Z')
:param after => ''
:param limit => 500
MATCH (c:Conversation)
WHERE c.by_start > $after
  AND coalesce(c.started_at < $before, EXISTS { (c)<-[:IN]-(:Message) })
  AND NOT EXISTS { MATCH (c)<-[:IN]-(m:Message) WHERE m.at >= $before }
RETURN
  c.id AS id,
  c.by_start AS cursor
ORDER BY c.by_start
LIMIT $limit;

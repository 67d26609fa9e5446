// Settles conversations: one without a start of its own is ordered by its first message.
:param ids => ['acme/conversation-1']
UNWIND $ids AS id
MATCH (c:Conversation {id: id})
CALL (c) {
  OPTIONAL MATCH (c)<-[:IN]-(m:Message)
  WHERE c.started_at IS NULL
  RETURN min(m.by_time) AS first
}
SET c.by_start = CASE
  WHEN c.started_at IS NOT NULL THEN c.by_start
  ELSE coalesce(split(first, '\u001F')[0], '\uFFFF') + '\u001F' + c.id
END
REMOVE c.stale
RETURN count(*) AS saved;

// What these conversations say, private ones left out: id, title, tags, texts, references of each; some fifty a row, since rows cost more than what is in them.
:param ids => ['acme/conversation-1']
:param longest => 2000
UNWIND range(0, size($ids) - 1) AS n
MATCH (c:Conversation {id: $ids[n]})
WHERE c.visibility <> 'private'
CALL (c) {
  MATCH (c)<-[:IN]-(m:Message)
  WHERE m.deleted_at IS NULL
  RETURN
    collect(left(m.text, $longest)) AS texts,
    collect(COLLECT {
      MATCH (m)-[:CARRIES]->(r:Ref)
      RETURN r.key
    }) AS refs
}
RETURN
  n / 50 AS part,
  collect([c.id, coalesce(c.title, ''), coalesce(c.tags, []), texts, refs]) AS conversations
ORDER BY part;

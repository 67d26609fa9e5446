// What these conversations say, private ones left out: id, title, tags, texts, references of each, all in one row, since rows cost more than what is in them.
:param ids => ['acme/conversation-1']
:param longest => 2000
UNWIND $ids AS id
MATCH (c:Conversation {id: id})
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
  collect([c.id, coalesce(c.title, ''), coalesce(c.tags, []), texts, refs]) AS conversations;

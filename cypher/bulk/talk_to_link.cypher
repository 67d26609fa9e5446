// What suggestions read of these conversations, private ones left out: words, references, who took part, what is answered. One row a conversation.
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
    date(min(m.at)) AS first,
    date(max(m.at)) AS last
}
RETURN
  c.id AS id,
  coalesce(c.title, '') AS title,
  coalesce(c.tags, []) AS tags,
  head(COLLECT {
    MATCH (c)-[:HELD_IN]->(g:Group)
    RETURN g.id
  }) AS group,
  texts AS texts,
  COLLECT {
    MATCH (c)<-[:IN]-(m:Message)-[:CARRIES]->(r:Ref)
    WHERE m.deleted_at IS NULL
    RETURN DISTINCT r.key
  } AS refs,
  COLLECT {
    MATCH (c)<-[:TOOK_PART_IN]-(p:Person)
    RETURN p.id
  } AS people,
  COLLECT {
    MATCH (c)<-[:IN]-(:Message)-[:REPLIES_TO]->(:Message)-[:IN]->(other:Conversation)
    WHERE other <> c
    RETURN DISTINCT other.id
  } AS answers,
  coalesce(first, date(c.started_at)) AS first,
  coalesce(last, date(c.started_at)) AS last
ORDER BY id;

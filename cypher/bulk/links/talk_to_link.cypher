// What suggestions read of these conversations, private ones left out: words and references of the first messages, who took part, what is answered. One row a conversation.
:param ids => ['acme/conversation-1']
:param longest => 2000
:param messages => 200
:param most => 20000
UNWIND $ids AS id
MATCH (c:Conversation {id: id})
WHERE c.visibility <> 'private'
CALL (c) {
  MATCH (c)<-[:IN]-(m:Message)
  WHERE m.deleted_at IS NULL
  RETURN
    date(min(m.at)) AS first,
    date(max(m.at)) AS last
}
CALL (c) {
  MATCH (c)<-[:IN]-(m:Message)
  WHERE m.deleted_at IS NULL
  WITH m
  ORDER BY m.at, m.seq, m.id
  LIMIT $messages
  WITH
    coalesce(left(m.text, $longest), '') AS text,
    COLLECT {
      MATCH (m)-[:CARRIES]->(r:Ref)
      WITH r.key AS key
      ORDER BY key
      LIMIT $messages
      RETURN key
    } AS keys
  WITH
    collect(text) AS texts,
    collect(keys) AS refs
  RETURN
    reduce(said = '', text IN texts | CASE WHEN text <> '' AND size(said) < $most THEN said + text + '\u001e' ELSE said END) AS text,
    refs AS refs
}
RETURN
  c.id AS id,
  coalesce(c.title, '') AS title,
  coalesce(c.tags, []) AS tags,
  head(COLLECT {
    MATCH (c)-[:HELD_IN]->(g:Group)
    RETURN g.id
  }) AS group,
  text AS text,
  refs AS refs,
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

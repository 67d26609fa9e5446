// What the first messages of these conversations say, private ones left out: id, title, tags, text, references of each; some fifty a row, since rows cost more than what is in them.
:param ids => ['acme/conversation-1']
:param longest => 2000
:param messages => 200
:param most => 20000
UNWIND range(0, size($ids) - 1) AS n
MATCH (c:Conversation {id: $ids[n]})
WHERE c.visibility <> 'private'
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
    reduce(said = '', text IN texts | CASE WHEN text <> '' AND size(said) < $most THEN said + text + '\n' ELSE said END) AS text,
    refs AS refs
}
RETURN
  n / 50 AS part,
  collect([c.id, coalesce(c.title, ''), coalesce(c.tags, []), text, refs]) AS conversations
ORDER BY part;

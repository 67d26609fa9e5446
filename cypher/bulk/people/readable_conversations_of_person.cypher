// What a reader may read beside what everybody may: the ids of talk that is not public in which they took part or which they host, and of the groups in which they are today. One row in all.
:param person => 'acme/person-1'
WITH datetime.truncate('day', datetime({timezone: 'Z'})) + duration('P1D') AS end
OPTIONAL MATCH (p:Person {id: $person})
RETURN
  COLLECT {
    MATCH (p)-[:TOOK_PART_IN|HOSTS]->(c:Conversation)
    WHERE c.visibility <> 'public'
    RETURN DISTINCT c.id
  } AS talk,
  COLLECT {
    MATCH (p)-[r:MEMBER_OF|HOME_IN]->(g:Group)
    WHERE coalesce(r.since < end, true) AND coalesce(r.until >= end, true)
      AND coalesce(p.joined_at < end, true) AND coalesce(p.left_at >= end, true)
    RETURN DISTINCT g.id
  } AS groups;

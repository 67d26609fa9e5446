// The conversations in which these people took part.
:param ids => ['acme/person-1']
MATCH (p:Person)-[:TOOK_PART_IN]->(c:Conversation)
WHERE p.id IN $ids
RETURN DISTINCT c.id AS id
ORDER BY id;

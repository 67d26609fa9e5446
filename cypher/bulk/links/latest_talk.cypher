// The ids of the latest conversations, private ones left out.
:param limit => 2000
MATCH (c:Conversation)
WHERE c.by_start > '' AND c.visibility <> 'private'
RETURN c.id AS id
ORDER BY c.by_start DESC
LIMIT $limit;

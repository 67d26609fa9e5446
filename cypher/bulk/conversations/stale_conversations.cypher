// Conversations that ask to be settled, the first ones by id.
:param limit => 500
MATCH (c:Conversation)
WHERE c.stale IS NOT NULL
RETURN c.id AS id
LIMIT $limit;

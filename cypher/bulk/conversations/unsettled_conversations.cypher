// Conversations of an older version of Goalgraph, whose days are not settled yet, the first ones found.
:param limit => 500
MATCH (c:Conversation)
WHERE c.settled IS NULL
RETURN c.id AS id
LIMIT $limit;

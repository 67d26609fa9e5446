// The conversations that are settled, in one row.
MATCH (c:Conversation)
WHERE c.settled IS NOT NULL
RETURN collect(c.id) AS ids;

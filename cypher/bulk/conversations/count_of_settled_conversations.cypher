// How many conversations are settled.
MATCH (c:Conversation)
WHERE c.settled IS NOT NULL
RETURN count(c) AS conversations;

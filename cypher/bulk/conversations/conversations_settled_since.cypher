// The conversations that were settled since a version of talk, in one row.
:param since => 0
MATCH (c:Conversation)
WHERE c.settled > $since
RETURN collect(c.id) AS ids;

// The ids of all conversations that may be linked: those that are not private. One row, since rows cost more than what is in them.
MATCH (c:Conversation)
WHERE c.id > '' AND c.visibility <> 'private'
WITH c.id AS id
ORDER BY id
RETURN collect(id) AS ids;

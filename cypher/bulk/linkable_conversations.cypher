// The ids of all conversations that may be linked: those that are not private.
MATCH (c:Conversation)
WHERE c.id > '' AND c.visibility <> 'private'
RETURN c.id AS id
ORDER BY c.id;

// The ids of conversations whose talk has changed since this version of talk, private ones left out.
:param version => 0
MATCH (c:Conversation)
WHERE c.settled > $version AND c.visibility <> 'private'
RETURN c.id AS id
ORDER BY id;

// The mail addresses (normalised) that more than one person has.
MATCH (a:Account)-[:OF]->(p:Person)
WHERE a.email_key > ''
WITH a.email_key AS key, count(DISTINCT p) AS people
WHERE people > 1
RETURN key AS key
ORDER BY key;

// The people who have an account with this mail address (folded), in id order.
:param email_key => 'ada@example.org'
MATCH (a:Account {email_key: $email_key})-[:OF]->(p:Person)
RETURN DISTINCT p.id AS id
ORDER BY id
LIMIT 100;

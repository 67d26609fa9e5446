// The accounts that have these mail addresses (normalised), as [account, address as written, person]. One row an address.
:param keys => ['ada@example.org']
MATCH (a:Account)-[:OF]->(p:Person)
WHERE a.email_key IN $keys
RETURN
  a.email_key AS email_key,
  collect([a.id, a.email, p.id]) AS accounts
ORDER BY email_key;

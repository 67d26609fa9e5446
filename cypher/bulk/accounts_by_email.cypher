// The accounts that have these mail addresses (folded). One row an address.
:param keys => ['ada@example.org']
MATCH (a:Account)-[:OF]->(:Person)
WHERE a.email_key IN $keys
RETURN
  a.email_key AS email_key,
  collect(a.id) AS accounts
ORDER BY email_key;

// Whose these accounts are, with all accounts of the person. One row an account.
:param ids => ['acme/person-1']
MATCH (a:Account)-[:OF]->(p:Person)
WHERE a.id IN $ids
RETURN
  a.id AS account,
  p.id AS person,
  COLLECT {
    MATCH (x:Account)-[:OF]->(p)
    RETURN x.id
    ORDER BY x.id
  } AS accounts
ORDER BY account;

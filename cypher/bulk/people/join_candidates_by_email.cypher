// The accounts that have these mail addresses (normalised), whose they are, and which accounts they were said to be apart from. One row an account.
:param keys => ['ada@example.org']
MATCH (a:Account)
WHERE a.email_key IN $keys
OPTIONAL MATCH (a)-[:OF]->(p:Person)
RETURN
  a.email_key AS email_key,
  a.id AS account,
  a.email AS email,
  coalesce(a.bot, false) AS bot,
  p.id AS person,
  COLLECT {
    MATCH (x:Account)-[:OF]->(p)
    RETURN x.id
  } AS accounts,
  COLLECT {
    MATCH (x:Account)-[:OF]->(p)
    MATCH (x)-[:APART_FROM]-(b:Account)
    RETURN b.id
  } + COLLECT {
    MATCH (a)-[:APART_FROM]-(b:Account)
    RETURN b.id
  } AS apart
ORDER BY account;

// The mail addresses of these accounts. One row an account that has one.
:param ids => ['acme/person-1']
MATCH (a:Account)
WHERE a.id IN $ids AND a.email_key IS NOT NULL
RETURN
  a.id AS id,
  a.email AS email,
  a.email_key AS email_key
ORDER BY id;

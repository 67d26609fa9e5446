// Pairs of people who may be one, at most so many, with the accounts and the reason: the same mail address, the same mailbox but for what stands after a plus, the same name and home, the same whole name in two sources.
// Pairs of which a person has decided that they are two are left out. Names that more than five people have tell nothing.
:param limit => 100
CALL () {
  MATCH (a:Account)-[:OF]->(p:Person)
  WHERE a.email_key > ''
  WITH a.email_key AS what, collect([a, p]) AS found
  WHERE size(found) > 1
  RETURN 'same_mail' AS reason, what, found
  UNION
  MATCH (a:Account)-[:OF]->(p:Person)
  WHERE a.email_key CONTAINS '+' OR a.email_key > ''
  WITH a, p, split(a.email_key, '@') AS parts
  WITH split(parts[0], '+')[0] + '@' + parts[1] AS what, collect([a, p]) AS found
  WHERE size(found) > 1
  RETURN 'same_mailbox' AS reason, what, found
  UNION
  MATCH (a:Account)-[:OF]->(p:Person)-[home:HOME_IN]->(g:Group)
  WHERE home.until IS NULL AND a.name_key > ''
  WITH a.name_key AS what, g, collect([a, p]) AS found
  WHERE 1 < size(found) <= 5
  RETURN 'same_name_and_home' AS reason, what, found
  UNION
  MATCH (a:Account)-[:OF]->(p:Person)
  WHERE a.name_key CONTAINS ' '
  WITH a.name_key AS what, collect([a, p]) AS found
  WHERE 1 < size(found) <= 5
  RETURN 'same_name' AS reason, what, found
}
UNWIND found AS first
UNWIND found AS second
WITH reason, what, first[0] AS a, first[1] AS p, second[0] AS b, second[1] AS q
WHERE p.id < q.id
  AND NOT EXISTS { (a)-[:APART_FROM]-(b) }
  AND (reason <> 'same_name' OR split(a.id, '/')[0] <> split(b.id, '/')[0])
  AND (reason <> 'same_mailbox' OR a.email_key <> b.email_key)
WITH p.id AS one, q.id AS other, reason, what, min(a.id) AS one_account, min(b.id) AS other_account
ORDER BY one, other, reason, what
WITH one, other, collect(reason) AS reasons, collect(what) AS whats, min(one_account) AS one_account, min(other_account) AS other_account
RETURN
  one AS one,
  other AS other,
  one_account AS one_account,
  other_account AS other_account,
  reasons AS reasons,
  whats AS whats
ORDER BY one, other
LIMIT $limit;

// Says of the people whose accounts these are what their accounts say: the account that gave the person its id first, then the others by id, each filling in what those before it leave unsaid.
// The days of joining and leaving are those of the first account that states one; a person is a program where all accounts are.
:param ids => ['acme/person-1', 'acme/person-2']
WITH toString(datetime.truncate('millisecond', datetime.transaction('Z'), {microsecond: 1})) + '\u001F' AS stamp
UNWIND $ids AS id
MATCH (:Account {id: id})-[:OF]->(p:Person)
WITH DISTINCT p, stamp
CALL (p) {
  MATCH (a:Account)-[:OF]->(p)
  WITH a
  ORDER BY a.id <> p.id, a.id
  RETURN collect(a) AS accounts
}
WITH
  p,
  stamp,
  head([a IN accounts WHERE a.name IS NOT NULL] + accounts) AS named,
  head([a IN accounts WHERE a.joined_at IS NOT NULL OR a.left_at IS NOT NULL] + accounts) AS dated,
  head([a IN accounts WHERE a.title IS NOT NULL | a.title]) AS title,
  head([a IN accounts WHERE a.level IS NOT NULL | a.level]) AS level,
  all(a IN accounts WHERE coalesce(a.bot, false)) AS bot
SET
  p.by_updated = stamp + p.id,
  p.name = named.name,
  p.name_key = named.name_key,
  p.by_name = split(named.by_name, '\u001F')[0] + '\u001F' + p.id,
  p.title = title,
  p.level = level,
  p.bot = bot,
  p.joined_at = dated.joined_at,
  p.joined_at_precision = dated.joined_at_precision,
  p.left_at = dated.left_at,
  p.left_at_precision = dated.left_at_precision
RETURN count(*) AS saved;

// The conversations of the window that advance no goal by a confirmed link, those with most messages first. Private talk is left out.
:param since => null
:param until => null
:param limit => 25
WITH
  $since IS NULL AND $until IS NULL AS always,
  coalesce(duration.inDays(date('1970-01-01'), date($since)).days, -9999999) AS first,
  coalesce(duration.inDays(date('1970-01-01'), date($until)).days, 9999999) AS last
MATCH (c:Conversation)
WHERE
  c.by_start > '' AND
  c.visibility <> 'private' AND
  CASE WHEN always THEN c.days IS NOT NULL ELSE any(day IN c.days WHERE first <= day AND day < last) END AND
  NOT EXISTS {
    MATCH (c)-[:ADVANCES]->(g:Goal)
    WHERE NOT coalesce(g.archived, false) AND coalesce(g.status, '') <> 'dropped'
  }
WITH
  c,
  reduce(
    sum = 0,
    place IN range(0, size(c.days) - 1) |
      sum + CASE WHEN first <= c.days[place] AND c.days[place] < last THEN c.counts[place] ELSE 0 END
  ) AS messages
ORDER BY messages DESC, c.id
LIMIT $limit
RETURN
  c.title AS title,
  c.kind AS kind,
  messages AS messages,
  c.id AS id
ORDER BY messages DESC, c.id;

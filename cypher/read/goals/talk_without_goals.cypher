// The conversations of the window that advance no goal by a confirmed link, those with most messages first. Talk counts where people speak: messages of programs, and conversations without any, do not. Private talk is left out.
:param since => null
:param until => null
:param limit => 25
WITH
  coalesce(duration.inDays(date('1970-01-01'), date($since)).days, -9999999) AS first,
  coalesce(duration.inDays(date('1970-01-01'), date($until)).days, 9999999) AS last
MATCH (c:Conversation)
WHERE // +policy c:Conversation
  c.by_start > '' AND
  c.visibility <> 'private' AND
  NOT EXISTS {
    MATCH (c)-[:ADVANCES]->(g:Goal)
    WHERE NOT coalesce(g.archived, false) AND coalesce(g.status, '') <> 'dropped'
  }
CALL (c, first, last) {
  UNWIND range(0, coalesce(size(c.days), 0) - 1) AS place
  WITH place
  WHERE first <= c.days[place] AND c.days[place] < last
  RETURN sum(c.counts[place]) AS every
}
CALL (c, first, last) {
  MATCH (p:Person)-[t:TOOK_PART_IN]->(c)
  WHERE p.bot
  UNWIND range(0, coalesce(size(t.days), 0) - 1) AS place
  WITH t, place
  WHERE first <= t.days[place] AND t.days[place] < last
  RETURN sum(t.counts[place]) AS by_programs
}
WITH c, every - by_programs AS messages
WHERE messages > 0
ORDER BY messages DESC, c.id
LIMIT $limit
RETURN
  c.title AS title,
  c.kind AS kind,
  messages AS messages,
  c.id AS id
ORDER BY messages DESC, c.id;

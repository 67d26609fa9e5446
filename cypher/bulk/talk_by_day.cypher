// The days of every conversation settled since a version of talk, and of all who took part: their days and counts in the order of `people`.
:param since => 0
MATCH (c:Conversation)
WHERE c.settled > $since
CALL (c) {
  MATCH (p:Person)-[t:TOOK_PART_IN]->(c)
  WHERE t.days IS NOT NULL
  RETURN collect(p.id) AS people, collect(t.days) AS people_days, collect(t.counts) AS people_counts
}
RETURN
  c.id AS id,
  c.visibility = 'private' AS private,
  c.days AS days,
  c.counts AS counts,
  people AS people,
  people_days AS people_days,
  people_counts AS people_counts;

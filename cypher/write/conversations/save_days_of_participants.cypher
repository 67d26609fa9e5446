// Settles on which days people wrote standing messages in these conversations, and how many. One who is listed or host and wrote none counts on the day it began, with 0; one whose messages are all deleted on none.
// Days are counted from 1970-01-01, in UTC; the list is empty where there is no date at all.
:param ids => ['acme/conversation-1']
UNWIND $ids AS id
MATCH (c:Conversation {id: id})
CALL (c) {
  MATCH (m:Message)-[:IN]->(c)
  WHERE m.deleted_at IS NULL
  RETURN min(m.at) AS first
}
WITH c, toInteger(floor(coalesce(c.started_at, first).epochSeconds / 86400.0)) AS began
CALL (c) {
  MATCH (c)<-[:IN]-(m:Message)<-[:WROTE]-(p:Person)
  WHERE m.deleted_at IS NULL
  WITH c, p, toInteger(floor(m.at.epochSeconds / 86400.0)) AS day, count(*) AS times
  ORDER BY day
  WITH c, p, collect(day) AS days, collect(times) AS counts
  MATCH (p)-[t:TOOK_PART_IN]->(c)
  SET
    t.days = days,
    t.counts = counts
  RETURN collect(t) AS written
}
CALL (c, began, written) {
  MATCH (c)<-[t:TOOK_PART_IN]-(p:Person)
  WHERE NOT t IN written
  WITH c, began, t, coalesce(t.listed, false) OR EXISTS { (p)-[:HOSTS]->(c) } AS there
  SET
    t.days = CASE WHEN NOT there THEN null WHEN began IS NULL THEN [] ELSE [began] END,
    t.counts = CASE WHEN NOT there THEN null WHEN began IS NULL THEN [] ELSE [0] END
  RETURN count(*) AS silent
}
RETURN count(*) AS saved;

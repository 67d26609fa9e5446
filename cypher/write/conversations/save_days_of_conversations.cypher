// Settles on which days these conversations were held: those of standing messages, and the day it began where somebody in it wrote none. One whose messages are all deleted, with nobody else in it, was held on none.
// Days are counted from 1970-01-01, in UTC, and the list is empty where there is no date at all; `settled` is the version of talk that this settling makes.
:param ids => ['acme/conversation-1']
UNWIND $ids AS id
MATCH (c:Conversation {id: id})
OPTIONAL MATCH (l:Lock {name: 'changed talk'})
CALL (c) {
  MATCH (m:Message)-[:IN]->(c)
  WHERE m.deleted_at IS NULL
  WITH toInteger(floor(m.at.epochSeconds / 86400.0)) AS day, count(*) AS times
  RETURN collect([day, times]) AS written
}
WITH
  c,
  l,
  written,
  coalesce(
    toInteger(floor(c.started_at.epochSeconds / 86400.0)),
    reduce(first = null, one IN written | CASE WHEN first < one[0] THEN first ELSE one[0] END)
  ) AS began,
  [one IN written | one[0]] AS days,
  EXISTS {
    MATCH (c)<-[t:TOOK_PART_IN]-(:Person)
    WHERE 0 IN t.counts OR t.counts = []
  } AS silent,
  EXISTS {
    MATCH (c)<-[:IN]-(:Message)
  } AS said
CALL (written, began, days, silent, said) {
  UNWIND written + CASE
    WHEN began IS NULL OR began IN days OR NOT (silent OR days = []) THEN []
    ELSE [[began, 0]]
  END AS one
  WITH one
  ORDER BY one[0]
  RETURN collect(one[0]) AS held, collect(one[1]) AS counts
}
WITH c, l, held, counts, days = [] AND said AND NOT silent AS gone
SET
  c.days = CASE WHEN NOT gone THEN held END,
  c.counts = CASE WHEN NOT gone THEN counts END,
  c.settled = coalesce(l.version, 0)
RETURN count(*) AS saved;

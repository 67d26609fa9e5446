// The goals of a source as an OKR file holds them: with the mail addresses of their owners and the latest check-in that the source states. One row each, in the order of ids.
:param prefix => 'acme/'
MATCH (g:Goal)
WHERE g.id STARTS WITH $prefix
CALL (g) {
  OPTIONAL MATCH (g)<-[:OF]-(c:CheckIn)
  WHERE c.source + '/' = $prefix
  WITH c ORDER BY c.by_at DESC LIMIT 1
  OPTIONAL MATCH (c)<-[r:CHECKED_IN]-(q:Person)
  RETURN
    c.at AS at,
    c.at_precision AS at_precision,
    c.value AS value,
    c.status AS checkin_status,
    c.progress AS checkin_progress,
    c.note AS checkin_note,
    coalesce(r.account, q.id) AS checkin_by,
    c.id AS checkin_id
}
RETURN
  g.id AS id,
  [(g)-[r:SUPPORTS|AWAITS]->(up) | [coalesce(r.place, 0), up.id, r.weight_text]] AS parents,
  g.kind AS kind,
  g.title AS title,
  [(g)<-[r:OWNS]-(q:Person|Account) | [coalesce(r.place, 0), coalesce(r.account, q.id)]] AS owners,
  [(g)<-[r:PURSUES]-(q:Group) | [coalesce(r.place, 0), q.id]] AS groups,
  g.starts_on AS starts_on,
  g.due_on AS due_on,
  g.metric_kind AS metric_kind,
  g.metric_baseline AS metric_baseline,
  g.metric_target AS metric_target,
  g.metric_current AS metric_current,
  g.status AS status,
  g.description AS description,
  g.metric_unit AS metric_unit,
  g.tags AS tags,
  g.synonyms AS synonyms,
  coalesce(g.archived, false) AS archived,
  coalesce(head([(g)-[:SUCCEEDS]->(former:Goal) | former.id]), g.predecessor) AS predecessor,
  [(g)<-[r:BLOCKS]-(q:Goal) | [coalesce(r.place, 0), q.id]] + [(g)-[r:AWAITS_BLOCKER]->(q:Awaited) | [coalesce(r.place, 0), q.id]] AS blocked_by,
  at AS at,
  at_precision AS at_precision,
  value AS value,
  checkin_status AS checkin_status,
  checkin_progress AS checkin_progress,
  checkin_note AS checkin_note,
  checkin_by AS checkin_by,
  checkin_id AS checkin_id
ORDER BY id;

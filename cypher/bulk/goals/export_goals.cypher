// The goals of a source with parents, owners and groups. One row each, in the order of ids.
:param prefix => 'acme/'
MATCH (g:Goal)
WHERE g.id STARTS WITH $prefix
RETURN
  g.id AS id,
  g.title AS title,
  g.kind AS kind,
  g.description AS description,
  g.status AS status,
  [(g)-[r:SUPPORTS|AWAITS]->(up) | [coalesce(r.place, 0), up.id, r.weight_text]] AS parents,
  [(g)<-[r:OWNS]-(q:Person|Account) | [coalesce(r.place, 0), coalesce(r.account, q.id)]] AS owners,
  [(g)<-[r:PURSUES]-(q:Group) | [coalesce(r.place, 0), q.id]] AS groups,
  g.starts_on AS starts_on,
  g.due_on AS due_on,
  g.metric_kind AS metric_kind,
  g.metric_unit AS metric_unit,
  g.metric_baseline AS metric_baseline,
  g.metric_target AS metric_target,
  g.metric_current AS metric_current,
  g.tags AS tags,
  g.synonyms AS synonyms,
  coalesce(g.archived, false) AS archived,
  coalesce(head([(g)-[:SUCCEEDS]->(former:Goal) | former.id]), g.predecessor) AS predecessor,
  [(g)<-[r:BLOCKS]-(q:Goal) | [coalesce(r.place, 0), q.id]] + [(g)-[r:AWAITS_BLOCKER]->(q:Awaited) | [coalesce(r.place, 0), q.id]] AS blocked_by
ORDER BY id;

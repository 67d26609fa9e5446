// How the links of these goals fare: how many stand where, which share of the decided ones was confirmed, mean scores. One row a goal that has a link.
:param ids => ['acme/goal-1']
MATCH (g:Goal)<-[:TO]-(l:Link)
WHERE g.id IN $ids // +policy l:Link
WITH
  g,
  sum(CASE l.state WHEN 'suggested' THEN 1 ELSE 0 END) AS suggested,
  sum(CASE l.state WHEN 'confirmed' THEN 1 ELSE 0 END) AS confirmed,
  sum(CASE l.state WHEN 'rejected' THEN 1 ELSE 0 END) AS rejected,
  avg(CASE l.state WHEN 'confirmed' THEN l.score END) AS mean_confirmed,
  avg(CASE l.state WHEN 'rejected' THEN l.score END) AS mean_rejected
RETURN
  g.id AS id,
  g.title AS title,
  suggested AS suggested,
  confirmed AS confirmed,
  rejected AS rejected,
  CASE
    WHEN confirmed + rejected > 0 THEN toFloat(confirmed) / (confirmed + rejected)
  END AS accepted,
  mean_confirmed AS mean_score_confirmed,
  mean_rejected AS mean_score_rejected
ORDER BY id;

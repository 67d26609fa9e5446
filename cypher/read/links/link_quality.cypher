// How links fare, by the method that found them: how many stand where, which share of the decided ones was confirmed, the median hours until somebody confirmed, mean scores. One row a method.
:param limit => 10
MATCH (l:Link)
WHERE l.state IN ['suggested', 'confirmed', 'rejected'] // +policy l:Link
OPTIONAL MATCH (first:Decision {id: l.id + '#1', state: 'suggested'})
WITH
  coalesce(l.method, 'unknown') AS key,
  l.state AS state,
  l.score AS score,
  CASE
    WHEN l.state = 'confirmed' AND l.version > 1
      THEN duration.inSeconds(first.at, l.at).seconds / 3600.0
  END AS hours
WITH
  key,
  count(*) AS links,
  sum(CASE state WHEN 'suggested' THEN 1 ELSE 0 END) AS suggested,
  sum(CASE state WHEN 'confirmed' THEN 1 ELSE 0 END) AS confirmed,
  sum(CASE state WHEN 'rejected' THEN 1 ELSE 0 END) AS rejected,
  percentileCont(hours, 0.5) AS median_hours,
  avg(CASE state WHEN 'confirmed' THEN score END) AS mean_confirmed,
  avg(CASE state WHEN 'rejected' THEN score END) AS mean_rejected
RETURN
  key AS key,
  links AS links,
  suggested AS suggested,
  confirmed AS confirmed,
  rejected AS rejected,
  CASE
    WHEN confirmed + rejected > 0 THEN toFloat(confirmed) / (confirmed + rejected)
  END AS accepted,
  median_hours AS median_hours_to_confirm,
  mean_confirmed AS mean_score_confirmed,
  mean_rejected AS mean_score_rejected
ORDER BY key
LIMIT $limit;

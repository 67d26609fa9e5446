// Whether scores mean what they say: of the links that people have decided, the share that was confirmed in each tenth of the score, and where it lies with 95 % confidence (Wilson). One row a method and tenth.
:param limit => 50
MATCH (l:Link)
WHERE // +policy l:Link
  l.state IN ['confirmed', 'rejected'] AND l.score IS NOT NULL
  AND EXISTS { MATCH (l)<-[:ON]-(:Decision)<-[:DECIDED]-(:Person) }
WITH
  coalesce(l.method, 'unknown') AS method,
  CASE WHEN l.score < 1 THEN toInteger(floor(l.score * 10)) ELSE 9 END AS tenth,
  l.state AS state,
  l.score AS score
WITH
  method,
  tenth,
  count(*) AS decided,
  avg(score) AS mean_score,
  avg(CASE state WHEN 'confirmed' THEN 1.0 ELSE 0.0 END) AS confirmed
WITH
  method,
  tenth,
  decided,
  mean_score,
  confirmed,
  (confirmed * decided + 1.9208) / (decided + 3.8416) AS middle,
  1.96 * sqrt(confirmed * (1 - confirmed) * decided + 0.9604) / (decided + 3.8416) AS half
RETURN
  method AS method,
  tenth / 10.0 AS score_from,
  decided AS decided,
  mean_score AS mean_score,
  confirmed AS confirmed,
  middle - half AS confirmed_low,
  middle + half AS confirmed_high,
  tenth AS number
ORDER BY method, number
LIMIT $limit;

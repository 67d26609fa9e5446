// Everybody who is there at the end of a day (null: today): who has joined by then and has not left, a page in the order of display name.
:param day => null
:param limit => 25
WITH datetime({date: coalesce(date($day), date({timezone: 'Z'})), timezone: 'Z'}) + duration('P1D') AS end
MATCH (n:Person)
WHERE n.by_name > '' AND coalesce(n.joined_at < end, true) AND coalesce(n.left_at >= end, true) // +where
WITH n, n.by_name AS cursor // +cursor
ORDER BY cursor // +order
LIMIT $limit
RETURN
  cursor AS cursor,
  n.id AS id // +columns people_by_id
ORDER BY cursor;

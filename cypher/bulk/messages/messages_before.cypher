// Messages written before a moment, whose key `until` is: a batch in the order of time.
:param until => '2020-01-01T00:00:00.000000Z'
:param limit => 500
MATCH (m:Message)
WHERE m.by_time > '' AND m.by_time < $until
RETURN m.id AS id
ORDER BY m.by_time
LIMIT $limit;

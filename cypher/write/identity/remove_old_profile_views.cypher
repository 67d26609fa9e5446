// Forgets views of numbers before a day, at most so many.
:param before => '2025-01-31'
:param limit => 10000
MATCH (v:ProfileView)
WHERE v.day < date($before)
WITH v LIMIT $limit
DELETE v
RETURN count(*) AS removed;

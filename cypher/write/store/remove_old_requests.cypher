// Forgets requests that were made before this time, at most 1,000 at once.
:param before => '2025-01-31T09:30:00Z'
MATCH (r:Request)
WHERE r.at < datetime($before)
WITH r LIMIT 1000
DELETE r
RETURN count(*) AS removed;

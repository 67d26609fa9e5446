// Calls the tombstones of a kind otherwise: those of check-ins from when their keys named goal and time alone are kept apart.
:param kind => 'messages'
:param name => 'messages by former key'
MATCH (t:Tombstone)
WHERE t.kind = $kind
SET t.kind = $name
RETURN count(*) AS renamed;

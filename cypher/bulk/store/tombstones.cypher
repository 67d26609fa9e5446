// The hashes of all things of a kind that were taken back.
:param kind => 'messages'
MATCH (t:Tombstone)
WHERE t.kind = $kind
RETURN t.id AS id
ORDER BY id;

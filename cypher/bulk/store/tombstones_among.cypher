// Which of these hashes stand for things that were taken back.
:param ids => ['8f14e45fceea167a8f14e45fceea167a']
MATCH (t:Tombstone)
WHERE t.id IN $ids AND t.removed_at IS NOT NULL
RETURN t.id AS id
ORDER BY id;

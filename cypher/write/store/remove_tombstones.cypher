// Forgets that these things were taken back: they are saved anew on purpose.
:param ids => ['8f14e45fceea167a8f14e45fceea1679']
UNWIND $ids AS id
MATCH (t:Tombstone {id: id})
DELETE t
RETURN count(*) AS removed;

// The memberships that a source states and that have no end, by key.
:param source => 'acme'
MATCH (:Person)-[r:MEMBER_OF]->(:Group)
WHERE r.key > '' AND r.source = $source AND r.until IS NULL
RETURN r.key AS id
ORDER BY id;

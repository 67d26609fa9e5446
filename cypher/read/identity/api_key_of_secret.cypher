// The API key with this id and hash of its secret, if there is one, with the person whose account it names.
:param id => 'abcdefghijkl'
:param hash => '3a7bd3e2360a3d29eea436fcfb7e44c735d117c42d1c1835420b6b9942dd4f1b'
MATCH (k:ApiKey {id: $id})
WHERE k.hash = $hash
OPTIONAL MATCH (:Account {id: k.account})-[:OF]->(p:Person)
RETURN
  k.id AS id,
  k.name AS name,
  k.role AS role,
  k.account AS account,
  p.id AS person,
  k.source AS source,
  k.speaks_for_others AS speaks_for_others,
  k.created_at AS created_at,
  k.expires_at AS expires_at,
  k.revoked_at AS revoked_at
ORDER BY k.id
LIMIT 1;

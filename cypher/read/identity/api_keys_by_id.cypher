// The API keys of these ids, each with the person whose account it names. Never a secret.
:param ids => ['abcdefghijkl']
UNWIND $ids AS id
MATCH (k:ApiKey {id: id})
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
ORDER BY k.id;

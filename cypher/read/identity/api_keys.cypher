// The API keys that were made, the newest first, each with the person whose account it names. Never a secret.
:param limit => 1000
MATCH (k:ApiKey)
WHERE k.id > ''
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
ORDER BY k.created_at DESC, k.id
LIMIT $limit;

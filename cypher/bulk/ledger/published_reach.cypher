// How far the ledger reaches that was published last, and what tells it from others. No row before the first.
MATCH (n:Ledger)
RETURN
  n.versions AS versions,
  n.code_version AS code_version,
  n.first_day AS first_day,
  n.last_day AS last_day,
  n.hash AS hash,
  n.built_at AS built_at
ORDER BY n.id;

// What was erased, the latest first: a person (without saying whom), or what a retention took out. One row a receipt.
:param limit => 100
MATCH (r:Receipt)
WHERE r.id > ''
RETURN
  r.id AS id,
  r.kind AS kind,
  r.state AS state,
  r.at AS at,
  r.before AS before,
  r.counts AS counts
ORDER BY r.at DESC, r.id
LIMIT $limit;

// The latest published analysis with each of these parameter hashes.
:param ids => ['44136fa355b3678a']
UNWIND $ids AS parent
CALL (parent) {
  MATCH (n:Analysis {parameters_hash: parent})
  WHERE n.state = 'done'
  RETURN n
  ORDER BY n.by_at DESC
  LIMIT 1
}
RETURN
  parent AS parent,
  n.id AS id // +columns analyses_by_id
ORDER BY parent;

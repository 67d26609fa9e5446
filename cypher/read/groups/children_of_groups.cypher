// The groups that are part of this one. Many groups at once.
:param ids => ['acme/group-2']
:param limit => 25
UNWIND $ids AS parent
CALL (parent) {
  MATCH (:Group {id: parent})<-[:PART_OF]-(n:Group)
  WHERE true // +where
  WITH n, n.by_name AS cursor // +cursor
  ORDER BY cursor // +order
  LIMIT $limit
  RETURN n, cursor
}
RETURN
  parent AS parent,
  cursor AS cursor,
  n.id AS id // +columns groups_by_id
ORDER BY parent, cursor;

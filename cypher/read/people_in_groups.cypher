// The people who belong to the group or to a group that is part of it now, once each. Many groups at once.
:param ids => ['acme/group-1']
:param limit => 25
UNWIND $ids AS parent
CALL (parent) {
  MATCH (:Group {id: parent})<-[:PART_OF]-*(:Group)<-[r:MEMBER_OF|HOME_IN]-(n:Person)
  WHERE r.until IS NULL
  WITH DISTINCT n
  WHERE true // +where
  WITH n, n.by_name AS cursor // +cursor
  ORDER BY cursor // +order
  LIMIT $limit
  RETURN n, cursor
}
RETURN
  parent AS parent,
  cursor AS cursor,
  n.id AS id // +columns people_by_id
ORDER BY parent, cursor;

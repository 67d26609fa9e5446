// The groups to which the person belongs today, by a membership or as home, and those that these are part of, once each. Many people at once.
:param ids => ['acme/person-1']
:param limit => 25
UNWIND $ids AS parent
CALL (parent) {
  WITH parent, datetime.truncate('day', datetime({timezone: 'Z'})) + duration('P1D') AS end
  MATCH (:Person {id: parent})-[r:MEMBER_OF|HOME_IN]->(:Group)-[:PART_OF]->*(n:Group)
  WHERE
    coalesce(r.since < end, true) AND coalesce(r.until >= end, true) AND
    coalesce(startNode(r).joined_at < end, true) AND coalesce(startNode(r).left_at >= end, true)
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
  n.id AS id // +columns groups_by_id
ORDER BY parent, cursor;

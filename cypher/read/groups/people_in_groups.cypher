// The people who belong to the group or to a group that is part of it at the end of a day (null: today), once each. Many groups at once.
// Nobody belongs before their span begins or they join, nor after it ends or they leave.
:param ids => ['acme/group-1']
:param day => null
:param limit => 25
UNWIND $ids AS parent
CALL (parent) {
  WITH parent, datetime({date: coalesce(date($day), date({timezone: 'Z'})), timezone: 'Z'}) + duration('P1D') AS end
  MATCH (:Group {id: parent})<-[:PART_OF]-*(:Group)<-[r:MEMBER_OF|HOME_IN]-(n:Person)
  WHERE
    coalesce(r.since < end, true) AND coalesce(r.until >= end, true) AND
    coalesce(n.joined_at < end, true) AND coalesce(n.left_at >= end, true)
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

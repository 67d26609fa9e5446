// The people of sets that an asker put together: `people` holds the ids of each set. Many sets at once.
:param ids => ['first']
:param people => {first: ['acme/person-1', 'acme/person-2']}
:param limit => 25
UNWIND $ids AS parent
CALL (parent) {
  MATCH (n:Person)
  WHERE n.id IN $people[parent]
  WITH n
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

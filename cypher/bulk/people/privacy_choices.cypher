// Who is out of measures, and who shares their numbers with a person: one row, ids of people in their order.
:param person => 'acme/person-1'
CALL () {
  MATCH (o:OptOut)
  WHERE o.id > ''
  MATCH (:Account {id: o.id})-[:OF]->(p:Person)
  WITH DISTINCT p.id AS id
  ORDER BY id
  RETURN collect(id) AS opted_out
}
CALL () {
  OPTIONAL MATCH (own:Account)-[:OF]->(:Person {id: $person})
  WITH collect(own.id) AS accounts
  UNWIND CASE WHEN accounts = [] THEN [] ELSE accounts + [''] END AS with
  MATCH (s:ProfileShare {with: with})
  MATCH (:Account {id: s.account})-[:OF]->(p:Person)
  WITH DISTINCT p.id AS id
  ORDER BY id
  RETURN collect(id) AS shared_by
}
RETURN
  opted_out AS opted_out,
  shared_by AS shared_by;

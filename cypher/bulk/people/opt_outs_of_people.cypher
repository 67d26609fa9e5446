// Since when these people are out of measures; no row for who is in them.
:param ids => ['acme/person-1']
UNWIND $ids AS id
MATCH (a:Account)-[:OF]->(:Person {id: id})
MATCH (o:OptOut {id: a.id})
RETURN
  id AS parent,
  min(o.at) AS at
ORDER BY parent;

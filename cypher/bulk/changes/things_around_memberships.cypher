// The people whose memberships have these keys: label and id. One row a person.
:param ids => ['acme/key-1']
UNWIND $ids AS id
MATCH (p:Person)-[r:MEMBER_OF {key: id}]->(:Group)
RETURN DISTINCT
  'Person' AS label,
  p.id AS id
ORDER BY label, id;

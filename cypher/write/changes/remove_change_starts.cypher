// Forgets how these goals were before an import took them apart.
:param ids => ['acme/goal-9']
UNWIND $ids AS id
MATCH (s:ChangeStart {id: id})
DELETE s
RETURN count(*) AS removed;

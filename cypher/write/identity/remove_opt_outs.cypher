// Lets the people of these accounts into measures again.
:param ids => ['acme/person-1']
UNWIND $ids AS id
MATCH (o:OptOut {id: id})
DELETE o
RETURN count(*) AS removed;

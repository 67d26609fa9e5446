// Takes back shares of a profile by their ids.
:param ids => ['acme/person-1>acme/person-9']
UNWIND $ids AS id
MATCH (s:ProfileShare {id: id})
DELETE s
RETURN count(*) AS removed;

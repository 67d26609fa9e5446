// Takes needs out of the store.
:param ids => ['acme/need-9']
UNWIND $ids AS id
MATCH (n:Need {id: id})
DETACH DELETE n
RETURN count(*) AS removed;

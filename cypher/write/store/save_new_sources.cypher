// Notes sources that were not known before; others stay as they are.
:param ids => ['acme']
UNWIND $ids AS id
MERGE (s:Source {id: id})
RETURN count(*) AS saved;

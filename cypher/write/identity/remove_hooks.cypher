// Removes hooks. One row a hook, with the id of its API key.
:param rows => [{id: 'abcdefghijkl'}]
UNWIND $rows AS row
MATCH (h:Hook {id: row.id})
WITH h, h.key AS key
DELETE h
RETURN key AS key;

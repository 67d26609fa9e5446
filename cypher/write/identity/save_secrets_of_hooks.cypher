// Saves the marks of the secrets that sign for hooks, where they are those that were known. One row a hook.
:param rows => [{id: 'abcdefghijkl', known: ['1 3a7bd3e2360a3d29'], secrets: ['1 3a7bd3e2360a3d29', '2 fcfb7e44c735d117']}]
UNWIND $rows AS row
MATCH (h:Hook {id: row.id})
SET h.id = row.id
WITH h, row
WHERE h.secrets = row.known
SET h.secrets = row.secrets
RETURN h.id AS id;

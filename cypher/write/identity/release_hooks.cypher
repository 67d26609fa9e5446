// Takes hooks from the sender that has them, so that any other may have them at once. One row a hook.
:param rows => [{id: 'abcdefghijkl', sender: 'c0ffee'}]
UNWIND $rows AS row
MATCH (h:Hook {id: row.id})
WHERE h.sender = row.sender
SET
  h.sender = null,
  h.sender_until = null
RETURN h.id AS id;

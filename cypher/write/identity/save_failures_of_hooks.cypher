// Notes that a change could not be told, by the sender that has the hook and now gives it back: tried again so many seconds later, or paused. One row a hook.
:param rows => [{id: 'abcdefghijkl', sender: 'c0ffee', failures: 1, failure: 'status 500', wait: 5, is_paused: true}]
UNWIND $rows AS row
MATCH (h:Hook {id: row.id})
SET h.id = row.id
WITH h, row
WHERE h.sender = row.sender AND h.paused_at IS NULL
SET
  h.failures = row.failures,
  h.failure = row.failure,
  h.failed_at = datetime(),
  h.retry_at = datetime() + duration({seconds: row.wait}),
  h.paused_at = CASE WHEN row.is_paused THEN datetime() END,
  h.sender = null,
  h.sender_until = null
RETURN h.id AS id;

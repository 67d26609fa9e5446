// Pauses hooks, or lets them go on, after the change `place` where one is named; what had failed is tried again at once. One row a hook.
:param rows => [{id: 'abcdefghijkl', is_paused: true, place: null}]
UNWIND $rows AS row
MATCH (h:Hook {id: row.id})
SET
  h.paused_at = CASE WHEN row.is_paused THEN coalesce(h.paused_at, datetime()) END,
  h.place = coalesce(row.place, h.place),
  h.failures = CASE WHEN row.is_paused THEN h.failures ELSE 0 END,
  h.retry_at = null,
  h.sender = null,
  h.sender_until = null
RETURN h.id AS id;

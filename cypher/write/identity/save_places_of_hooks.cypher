// Notes up to which change hooks are told, by the sender that has them and keeps them for so many seconds; what had failed is over. One row a hook.
:param rows => [{id: 'abcdefghijkl', sender: 'c0ffee', seconds: 60, place: '0000000000000002-0000001', delivered_at: '2026-01-31T09:30:00Z'}]
UNWIND $rows AS row
MATCH (h:Hook {id: row.id})
SET h.id = row.id
WITH h, row
WHERE h.sender = row.sender AND h.paused_at IS NULL
SET
  h.place = row.place,
  h.delivered_at = coalesce(datetime(row.delivered_at), h.delivered_at),
  h.failures = 0,
  h.failure = null,
  h.failed_at = null,
  h.retry_at = null,
  h.sender_until = datetime() + duration({seconds: row.seconds})
RETURN h.id AS id;

// Gives hooks to a sender for so many seconds, where they are due and no other sender has them. One row a hook that it has.
:param rows => [{id: 'abcdefghijkl', sender: 'c0ffee', seconds: 60}]
UNWIND $rows AS row
MATCH (h:Hook {id: row.id})
SET h.id = row.id
WITH h, row
WHERE h.paused_at IS NULL
  AND (h.retry_at IS NULL OR h.retry_at <= datetime())
  AND (h.sender IS NULL OR h.sender = row.sender OR h.sender_until < datetime())
SET
  h.sender = row.sender,
  h.sender_until = datetime() + duration({seconds: row.seconds})
RETURN
  h.id AS id,
  h.url AS url,
  h.key AS key,
  h.kinds AS kinds,
  h.goal AS goal,
  h.below AS below,
  h.secrets AS secrets,
  h.place AS place,
  h.created_at AS created_at,
  h.delivered_at AS delivered_at,
  h.failures AS failures,
  h.failure AS failure,
  h.failed_at AS failed_at,
  h.retry_at AS retry_at,
  h.paused_at AS paused_at,
  h.sender AS sender,
  h.sender_until AS sender_until;

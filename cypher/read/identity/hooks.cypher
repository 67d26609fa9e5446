// The hooks, the newest first: to which address changes are told, which, with whose key, and how that goes. Never a secret.
:param limit => 1000
MATCH (h:Hook)
WHERE h.id > ''
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
  h.sender_until AS sender_until
ORDER BY h.created_at DESC, h.id
LIMIT $limit;

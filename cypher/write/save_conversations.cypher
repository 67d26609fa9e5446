// Saves conversations, each replacing the one of the same id; `stale` asks to settle them. One row a conversation.
:param rows => [{id: 'acme/conversation-1', title: 'title', title_key: 'title_key', kind: 'thread', visibility: 'public', url: 'url', started_at: datetime('2026-01-31T09:30:00Z'), started_at_precision: null, tags: ['x'], by_title: 'by_title', by_start: 'by_start', stale: 'added', content_hash: '8f14e45fceea167a'}]
UNWIND $rows AS row
MERGE (c:Conversation {id: row.id})
SET
  c.title = row.title,
  c.title_key = row.title_key,
  c.kind = row.kind,
  c.visibility = row.visibility,
  c.url = row.url,
  c.started_at = row.started_at,
  c.started_at_precision = row.started_at_precision,
  c.tags = row.tags,
  c.by_title = row.by_title,
  c.by_start = row.by_start,
  c.stale = row.stale,
  c.content_hash = row.content_hash
RETURN count(*) AS saved;

// Saves conversations, each replacing the one of the same id; `stale` asks to settle them. One row a conversation.
:param rows => [{id: 'acme/conversation-1', title: 'Who knows the index?', title_key: 'who knows the index?', kind: 'thread', visibility: 'public', url: 'https://talk.example.org/1', started_at: '2026-01-31T09:30:00Z', started_at_precision: null, tags: ['search'], by_title: 'who knows the index?\u001facme/conversation-1', by_start: '2026-01-31T09:30:00.000000Z\u001facme/conversation-1', stale: 'added', content_hash: '8f14e45fceea167a'}]
WITH toString(datetime.truncate('millisecond', datetime.transaction('Z'), {microsecond: 1})) + '\u001F' AS stamp
UNWIND $rows AS row
MERGE (c:Conversation {id: row.id})
SET
  c.title = row.title,
  c.title_key = row.title_key,
  c.kind = row.kind,
  c.visibility = row.visibility,
  c.url = row.url,
  c.started_at = datetime(row.started_at),
  c.started_at_precision = row.started_at_precision,
  c.tags = row.tags,
  c.by_title = row.by_title,
  c.by_start = row.by_start,
  c.stale = row.stale,
  c.by_updated = stamp + c.id,
  c.content_hash = row.content_hash
RETURN count(*) AS saved;

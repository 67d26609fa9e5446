// Saves messages, each replacing the one of the same id. One row a message.
:param rows => [{id: 'acme/message-1', at: '2026-02-03T16:00:00Z', at_precision: null, seq: 1, kind: 'answer', question: false, brief: true, text: 'Bo wrote it.', edited_at: '2026-02-03T16:00:00Z', edited_at_precision: null, deleted_at: null, deleted_at_precision: null, by_at: 'acme/conversation-1\u001f2026-02-03T16:00:00.000000Z\u001f000000000001\u001facme/message-1', by_time: '2026-02-03T16:00:00.000000Z\u001facme/message-1', content_hash: '8f14e45fceea167a'}, {id: 'acme/message-2', at: '2026-01-31T09:30:00Z', at_precision: null, seq: 2, kind: 'question', question: true, brief: null, text: 'Who knows the index?', edited_at: '2026-02-03T16:00:00Z', edited_at_precision: null, deleted_at: null, deleted_at_precision: null, by_at: 'acme/conversation-1\u001f2026-01-31T09:30:00.000000Z\u001f000000000002\u001facme/message-2', by_time: '2026-01-31T09:30:00.000000Z\u001facme/message-2', content_hash: '8f14e45fceea167a'}]
WITH toString(datetime.truncate('millisecond', datetime.transaction('Z'), {microsecond: 1})) + '\u001F' AS stamp
UNWIND $rows AS row
MERGE (m:Message {id: row.id})
SET
  m.at = datetime(row.at),
  m.at_precision = row.at_precision,
  m.seq = row.seq,
  m.kind = row.kind,
  m.question = row.question,
  m.brief = row.brief,
  m.text = row.text,
  m.edited_at = datetime(row.edited_at),
  m.edited_at_precision = row.edited_at_precision,
  m.deleted_at = datetime(row.deleted_at),
  m.deleted_at_precision = row.deleted_at_precision,
  m.by_at = row.by_at,
  m.by_time = row.by_time,
  m.by_updated = stamp + m.id,
  m.content_hash = row.content_hash
RETURN count(*) AS saved;

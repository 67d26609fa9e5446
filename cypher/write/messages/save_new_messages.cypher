// Saves messages that are new, with their authors and what they answer: all of them, or none where one is there already or an end is not. One row a message.
// `conversation` and `author` are places in the sorted lists beside, `answers` is the place of a row, -1 for none of them.
:param conversations => ['acme/conversation-1']
:param accounts => ['acme/person-1']
:param rows => [{id: 'acme/message-5', conversation: 0, author: 0, answers: -1, at: '2026-02-03T16:00:00Z', seq: 5, kind: 'question', question: true, brief: true, text: 'Who wrote it?', edited_at: '2026-02-03T16:00:00Z', by_at: 'acme/conversation-1\u001f2026-02-03T16:00:00.000000Z\u001f000000000005\u001facme/message-5', by_time: '2026-02-03T16:00:00.000000Z\u001facme/message-5', content_hash: '8f14e45fceea167a'}, {id: 'acme/message-6', conversation: 0, author: 0, answers: 0, at: '2026-02-03T17:00:00Z', seq: 6, question: false, text: 'Bo did.', by_at: 'acme/conversation-1\u001f2026-02-03T17:00:00.000000Z\u001f000000000006\u001facme/message-6', by_time: '2026-02-03T17:00:00.000000Z\u001facme/message-6', content_hash: '8f14e45fceea167a'}]
WITH toString(datetime.truncate('millisecond', datetime.transaction('Z'), {microsecond: 1})) + '\u001F' AS stamp
CALL () {
  MATCH (old:Message)
  WHERE old.id IN [row IN $rows | row.id]
  RETURN count(old) AS present
}
CALL () {
  MATCH (c:Conversation)
  WHERE c.id IN $conversations
  WITH c
  ORDER BY c.id
  RETURN collect(c) AS conversations
}
CALL () {
  MATCH (a:Account)-[:OF]->(p:Person)
  WHERE a.id IN $accounts
  WITH a, p
  ORDER BY a.id
  RETURN collect(p) AS people
}
WITH conversations, people, stamp
WHERE present = 0
  AND size(conversations) = size($conversations)
  AND size(people) = size($accounts)
UNWIND $rows AS row
WITH row, stamp, people, conversations[row.conversation] AS c
CREATE (m:Message {
  id: row.id,
  at: datetime(row.at),
  at_precision: row.at_precision,
  seq: row.seq,
  kind: row.kind,
  question: row.question,
  brief: row.brief,
  text: row.text,
  edited_at: datetime(row.edited_at),
  edited_at_precision: row.edited_at_precision,
  deleted_at: datetime(row.deleted_at),
  deleted_at_precision: row.deleted_at_precision,
  by_at: row.by_at,
  by_time: row.by_time,
  by_updated: stamp + row.id,
  content_hash: row.content_hash
})
CREATE (m)-[:IN]->(c)
WITH people, collect(m) AS messages, collect(row.author) AS authors, collect(row.answers) AS answers
CALL (people, messages, authors) {
  UNWIND range(0, size(messages) - 1) AS place
  WITH place
  WHERE authors[place] >= 0
  WITH messages[place] AS m, people[authors[place]] AS p, $accounts[authors[place]] AS account
  CREATE (p)-[:WROTE {account: account}]->(m)
  RETURN count(*) AS written
}
CALL (messages, answers) {
  UNWIND range(0, size(messages) - 1) AS place
  WITH place
  WHERE answers[place] >= 0
  WITH messages[place] AS m, messages[answers[place]] AS parent
  CREATE (m)-[:REPLIES_TO]->(parent)
  RETURN count(*) AS answered
}
RETURN coalesce(sum(size(messages)), 0) AS saved;

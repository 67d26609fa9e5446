// Saves conversations that are new, with their groups: all of them, or none where one is there already or a group is not. One row a conversation.
// `group` is a place in the sorted list beside, -1 for none. They ask to be settled.
:param groups => ['acme/group-1']
:param rows => [{id: 'acme/conversation-5', group: 0, title: 'Who knows the graph?', title_key: 'who knows the graph?', kind: 'thread', visibility: 'public', url: 'https://talk.example.org/5', started_at: '2026-01-31T09:30:00Z', tags: ['search'], by_title: 'who knows the graph?\u001facme/conversation-5', by_start: '2026-01-31T09:30:00.000000Z\u001facme/conversation-5', content_hash: '8f14e45fceea167a'}]
WITH toString(datetime.truncate('millisecond', datetime.transaction('Z'), {microsecond: 1})) + '\u001F' AS stamp
CALL () {
  MATCH (old:Conversation)
  WHERE old.id IN [row IN $rows | row.id]
  RETURN count(old) AS present
}
CALL () {
  MATCH (g:Group)
  WHERE g.id IN $groups
  WITH g
  ORDER BY g.id
  RETURN collect(g) AS groups
}
WITH groups, stamp
WHERE present = 0 AND size(groups) = size($groups)
UNWIND $rows AS row
CREATE (c:Conversation {
  id: row.id,
  title: row.title,
  title_key: row.title_key,
  kind: row.kind,
  visibility: row.visibility,
  url: row.url,
  started_at: datetime(row.started_at),
  started_at_precision: row.started_at_precision,
  tags: row.tags,
  by_title: row.by_title,
  by_start: row.by_start,
  by_updated: stamp + row.id,
  stale: 'added',
  content_hash: row.content_hash
})
WITH groups, collect(c) AS conversations, collect(row.group) AS places
CALL (groups, conversations, places) {
  UNWIND range(0, size(conversations) - 1) AS n
  WITH n
  WHERE places[n] >= 0
  WITH conversations[n] AS c, groups[places[n]] AS g
  CREATE (c)-[:HELD_IN]->(g)
  RETURN count(*) AS held
}
RETURN coalesce(sum(size(conversations)), 0) AS saved;

// Writes changes down in the order of the whole store: the counter stays locked until the transaction ends, so that who reads one change has read all before it. One row a change.
// `first` is what a store counts from that has counted none. The same stamp counts once.
:param rows => [{number: '0000001', kind: 'goal_owner', subject: 'Goal acme/goal-1', at: '2026-02-02T09:30:00Z', item_id: null, before: null, after: null, from_account: 'acme/person-1', to_account: 'acme/person-2', by: 'acme/person-1', recorded_by: 'key:abcdefghijkl', source: null, talk: null}, {number: '0000002', kind: 'link_state', subject: 'Link acme/conversation-1>acme/goal-1', at: '2026-02-02T09:30:00Z', item_id: null, before: 'suggested', after: 'confirmed', from_account: null, to_account: null, by: 'acme/person-1', recorded_by: 'key:abcdefghijkl', source: null, talk: 'acme/conversation-1'}, {number: '0000003', kind: 'person_membership', subject: 'Person acme/person-1', at: '2026-02-02T09:30:00Z', item_id: 'acme/group-1', before: null, after: 'member 2026-01-01T00:00:00Z/', from_account: null, to_account: null, by: null, recorded_by: null, source: 'acme', talk: null}]
:param stamp => 'c0ffee'
:param first => 1
MERGE (l:Lock {name: 'changes'})
SET
  l.version = coalesce(l.version, $first) + CASE WHEN l.stamp = $stamp THEN 0 ELSE 1 END,
  l.stamp = $stamp
WITH right('000000000000000' + toString(l.version), 16) AS moment
UNWIND $rows AS row
MERGE (n:Change {id: moment + '-' + row.number})
SET
  n.kind = row.kind,
  n.subject = row.subject,
  n.at = datetime(row.at),
  n.item_id = row.item_id,
  n.before = row.before,
  n.after = row.after,
  n.recorded_by = row.recorded_by,
  n.source = row.source,
  n.talk = row.talk
WITH n, row
CALL (n, row) {
  MATCH (a:Account {id: row.from_account})
  MERGE (n)-[:FROM_ACCOUNT]->(a)
}
CALL (n, row) {
  MATCH (a:Account {id: row.to_account})
  MERGE (n)-[:TO_ACCOUNT]->(a)
}
CALL (n, row) {
  MATCH (a:Account {id: row.by})
  MERGE (n)-[:MADE_BY]->(a)
}
RETURN count(*) AS saved;

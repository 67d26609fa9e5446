// Saves hooks; those that are there already stay as they are. One row a hook.
:param rows => [{id: 'abcdefghijkl', url: 'https://tools.example/goalgraph', key: 'abcdefghijkl', kinds: ['goal_status'], goal: 'acme/goal-1', below: true, secrets: ['1 3a7bd3e2360a3d29'], place: '0000000000000001-0000001', created_at: '2026-01-31T09:30:00Z'}]
UNWIND $rows AS row
MERGE (h:Hook {id: row.id})
ON CREATE SET
  h.url = row.url,
  h.key = row.key,
  h.kinds = row.kinds,
  h.goal = row.goal,
  h.below = row.below,
  h.secrets = row.secrets,
  h.place = row.place,
  h.created_at = datetime(row.created_at),
  h.failures = 0
RETURN count(*) AS saved;

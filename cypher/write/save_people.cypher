// Saves people, each replacing the one of the same id. One row a person.
:param rows => [{id: 'acme/person-1', name: 'name', name_key: 'name_key', title: 'title', level: 2, bot: false, joined_at: datetime('2026-01-31T09:30:00Z'), joined_at_precision: null, left_at: datetime('2026-01-31T09:30:00Z'), left_at_precision: null, by_name: 'by_name', content_hash: '8f14e45fceea167a'}]
UNWIND $rows AS row
MERGE (p:Person {id: row.id})
SET
  p.name = row.name,
  p.name_key = row.name_key,
  p.title = row.title,
  p.level = row.level,
  p.bot = row.bot,
  p.joined_at = row.joined_at,
  p.joined_at_precision = row.joined_at_precision,
  p.left_at = row.left_at,
  p.left_at_precision = row.left_at_precision,
  p.by_name = row.by_name,
  p.content_hash = row.content_hash
RETURN count(*) AS saved;

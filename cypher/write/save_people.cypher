// Saves people, each replacing the one of the same id. One row a person.
:param rows => [{id: 'acme/person-1', name: 'Ada Moreno', name_key: 'ada moreno', title: 'Engineer', level: 3, bot: false, joined_at: '2024-05-02T00:00:00Z', joined_at_precision: 'day', left_at: null, left_at_precision: null, by_name: 'ada moreno\u001facme/person-1', content_hash: '8f14e45fceea167a'}, {id: 'acme/person-2', name: 'Bo Lindqvist', name_key: 'bo lindqvist', title: 'Engineer', level: 2, bot: false, joined_at: '2024-05-02T00:00:00Z', joined_at_precision: 'day', left_at: null, left_at_precision: null, by_name: 'bo lindqvist\u001facme/person-2', content_hash: '8f14e45fceea167a'}]
UNWIND $rows AS row
MERGE (p:Person {id: row.id})
SET
  p.name = row.name,
  p.name_key = row.name_key,
  p.title = row.title,
  p.level = row.level,
  p.bot = row.bot,
  p.joined_at = datetime(row.joined_at),
  p.joined_at_precision = row.joined_at_precision,
  p.left_at = datetime(row.left_at),
  p.left_at_precision = row.left_at_precision,
  p.by_name = row.by_name,
  p.content_hash = row.content_hash
RETURN count(*) AS saved;

// Saves accounts with what their source says of the person, each replacing the one of the same id. One row an account.
:param rows => [{id: 'acme/person-1', email: 'ada@example.org', email_key: 'ada@example.org', name: 'Ada Moreno', name_key: 'ada moreno', title: 'Engineer', level: 3, bot: false, joined_at: '2024-05-02T00:00:00Z', joined_at_precision: 'day', left_at: null, left_at_precision: null, by_name: 'ada moreno\u001facme/person-1', content_hash: '8f14e45fceea167a'}, {id: 'acme/person-2', email: 'bo@example.org', email_key: 'bo@example.org', name: 'Bo Lindqvist', name_key: 'bo lindqvist', title: 'Engineer', level: 2, bot: false, joined_at: '2024-05-02T00:00:00Z', joined_at_precision: 'day', left_at: null, left_at_precision: null, by_name: 'bo lindqvist\u001facme/person-2', content_hash: '8f14e45fceea167a'}]
WITH toString(datetime.truncate('millisecond', datetime.transaction('Z'), {microsecond: 1})) + '\u001F' AS stamp
UNWIND $rows AS row
MERGE (a:Account {id: row.id})
SET
  a.email = row.email,
  a.email_key = row.email_key,
  a.name = row.name,
  a.name_key = row.name_key,
  a.title = row.title,
  a.level = row.level,
  a.bot = row.bot,
  a.joined_at = datetime(row.joined_at),
  a.joined_at_precision = row.joined_at_precision,
  a.left_at = datetime(row.left_at),
  a.left_at_precision = row.left_at_precision,
  a.by_name = row.by_name,
  a.by_updated = stamp + a.id,
  a.content_hash = row.content_hash
RETURN count(*) AS saved;

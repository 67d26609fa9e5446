// Saves capabilities under their folded names; the name as first met stays. One row a capability.
:param rows => [{id: 'python', name: 'Python', by_name: 'python'}]
WITH toString(datetime.truncate('millisecond', datetime.transaction('Z'), {microsecond: 1})) + '\u001F' AS stamp
UNWIND $rows AS row
MERGE (c:Capability {id: row.id})
ON CREATE SET
  c.name = row.name,
  c.by_name = row.by_name,
  c.by_updated = stamp + c.id
RETURN count(*) AS saved;

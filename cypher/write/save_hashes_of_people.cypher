// Marks people as whole: all that their rows say is in the store. One row a person.
:param rows => [{id: 'acme/person-1', content_hash: '8f14e45fceea167a'}]
UNWIND $rows AS row
MATCH (p:Person {id: row.id})
SET p.content_hash = row.content_hash
RETURN count(*) AS saved;

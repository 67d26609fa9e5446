// Says what people can do; `name` is the text as written. One row a person and capability.
:param rows => [{person: 'acme/person-1', capability: 'python', name: 'Python', place: null, account: 'acme/person-1'}]
UNWIND $rows AS row
MATCH (a:Person {id: row.person})
MATCH (b:Capability {id: row.capability})
MERGE (a)-[r:CAN]->(b)
SET
  r.name = row.name,
  r.place = row.place,
  r.account = row.account
RETURN count(*) AS linked;

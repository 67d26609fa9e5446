// Says who brought the solver to needs. One row a person and need.
:param rows => [{person: 'acme/person-1', need: 'acme/need-1', place: null, account: 'acme/person-1'}]
UNWIND $rows AS row
MATCH (a:Person {id: row.person})
MATCH (b:Need {id: row.need})
MERGE (a)-[r:CONNECTED]->(b)
SET
  r.place = row.place,
  r.account = row.account
RETURN count(*) AS linked;

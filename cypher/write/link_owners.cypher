// Says who answers for goals. One row a person and goal.
:param rows => [{person: 'acme/person-1', goal: 'acme/goal-1', place: null, account: 'acme/person-1'}]
UNWIND $rows AS row
MATCH (a:Person {id: row.person})
MATCH (b:Goal {id: row.goal})
MERGE (a)-[r:OWNS]->(b)
SET
  r.place = row.place,
  r.account = row.account
RETURN count(*) AS linked;

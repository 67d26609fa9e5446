// What these people earned in the value ledger: a row a person, column and month (yyyymm), in whole units of 1/1,441,440.
// The names of columns are those of docs/value.md by kind: `P1.given` are answers given, `P1.asked` the questions that they are taken of.
:param ids => ['acme/person-1']
:param since => 197001
:param until => 999912
UNWIND $ids AS id
MATCH (p:Person {id: id})-[r:EARNED]->(c:ValueColumn)
UNWIND range(0, size(r.months) - 1) AS place
WITH p, c, r.months[place] AS month, r.units[place] AS units
WHERE month >= $since AND month < $until
RETURN
  p.id AS person,
  c.id AS column,
  month AS month,
  units AS units
ORDER BY person, month, c.id;

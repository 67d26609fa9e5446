// Saves what people earned, a cell a person and column, months as yyyymm beside units of 1/1,441,440; rows come sorted by key.
:param rows => [{key: 'acme/person-1>P1.given', owner: 'acme/person-1', column: 'P1.given', months: [202601], units: [1441440]}]
UNWIND $rows AS row
MATCH (p:Person {id: row.owner})
MERGE (c:ValueColumn {id: row.column})
MERGE (p)-[r:EARNED {key: row.key}]->(c)
SET
  r.months = row.months,
  r.units = row.units
RETURN count(r) AS saved;

// Ties check-ins to their goals. One row a check-in.
:param rows => [{check_in: 'acme/goal-1@2026-01-31T09:30:00Z', goal: 'acme/goal-1'}]
UNWIND $rows AS row
MATCH (a:CheckIn {id: row.check_in})
MATCH (b:Goal {id: row.goal})
MERGE (a)-[:OF]->(b)
RETURN count(*) AS linked;

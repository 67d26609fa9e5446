// Says for which goals these wait, or keeps it until these are there. One row a goal and a goal that blocks it.
:param rows => [{goal: 'acme/goal-1', blocker: 'acme/goal-2', place: null}, {goal: 'acme/goal-2', blocker: 'acme/goal-1', place: null}]
UNWIND $rows AS row
MATCH (g:Goal {id: row.goal})
CALL (g, row) {
  MATCH (b:Goal {id: row.blocker})
  MERGE (b)-[r:BLOCKS]->(g)
  SET
    r.place = row.place
}
CALL (g, row) {
  WITH g, row
  WHERE NOT EXISTS { (:Goal {id: row.blocker}) }
  MERGE (a:Awaited {id: row.blocker})
  MERGE (g)-[w:AWAITS_BLOCKER]->(a)
  SET
    w.place = row.place
}
RETURN count(*) AS linked;

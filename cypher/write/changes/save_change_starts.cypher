// Keeps how goals were before an import took them apart, until they are whole again. One row a goal.
:param rows => [{id: 'acme/goal-2', facts: ['goal_title\u001f\u001fHelp finds who needs it', 'goal_owner\u001facme/person-1\u001f']}]
UNWIND $rows AS row
MERGE (s:ChangeStart {id: row.id})
ON CREATE SET s.facts = row.facts
RETURN count(*) AS saved;

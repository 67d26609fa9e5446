// Removes what these goals mean: they are suggested no more. One row a goal.
:param rows => [{id: 'acme/goal-9'}]
UNWIND $rows AS row
MATCH (g:Goal {id: row.id})
REMOVE g.meaning, g.meaning_model, g.meaning_hash
RETURN count(*) AS removed;

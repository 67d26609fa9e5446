// Which of these goals are a goal, or lie below it.
:param ids => ['acme/goal-1', 'acme/goal-2']
:param goal => 'acme/goal-1'
MATCH (n:Goal)
WHERE n.id IN $ids AND EXISTS { (n)-[:SUPPORTS]->*(:Goal {id: $goal}) }
RETURN n.id AS id
ORDER BY id;

// Which of these goals support themselves over others; there must be none.
:param ids => ['acme/goal-1']
MATCH (g:Goal)
WHERE g.id IN $ids AND EXISTS { (g)-[:SUPPORTS]->+(g) }
RETURN g.id AS id;

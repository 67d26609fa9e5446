// How many suggested links to each of these goals wait for somebody to decide. One row a goal that has any.
:param ids => ['acme/goal-1']
MATCH (g:Goal)<-[:TO]-(l:Link) // +figure
WHERE g.id IN $ids AND l.state = 'suggested'
RETURN
  g.id AS goal,
  count(l) AS links
ORDER BY links DESC, goal;

// Which goals each group pursues: a row a group that pursues one.
MATCH (g:Group)-[:PURSUES]->(goal:Goal)
WITH g.id AS group, goal.id AS goal ORDER BY group, goal
RETURN
  group AS group,
  collect(goal) AS goals
ORDER BY group;

// How many goals there are, archived ones not counted, and how many of them grew from talk.
CALL () {
  MATCH (g:Goal)
  WHERE NOT coalesce(g.archived, false)
  RETURN count(g) AS goals
}
CALL () {
  MATCH (l:Link)-[:TO]->(g:Goal)
  WHERE l.origin = true AND NOT coalesce(g.archived, false)
  RETURN count(DISTINCT g) AS from_talk
}
RETURN
  goals AS goals,
  from_talk AS from_talk;

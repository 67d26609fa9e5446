// How many goals there are, archived ones not counted, and how many of them grew from talk.
CALL () {
  MATCH (l:Link)-[:TO]->(g:Goal)
  USING INDEX l:Link(origin)
  WHERE l.origin = true AND NOT coalesce(g.archived, false) // +policy l:Link
  RETURN count(DISTINCT g) AS from_talk
}
RETURN
  COUNT { (:Goal) } - COUNT { (:Goal {archived: true}) } AS goals,
  from_talk AS from_talk;

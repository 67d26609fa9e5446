// The goals as suggestions read them, the beginning of their descriptions; `linked_as` tells what they read of it the last time. One row a goal.
:param longest => 2000
MATCH (g:Goal)
RETURN
  g.id AS id,
  g.title AS title,
  left(coalesce(g.description, ''), $longest) AS description,
  coalesce(g.tags, []) AS tags,
  coalesce(g.synonyms, []) AS synonyms,
  COLLECT {
    MATCH (g)-[:SUPPORTS]->(p:Goal)
    RETURN p.id ORDER BY p.id
  } AS parents,
  COLLECT {
    MATCH (g)<-[:PURSUES]-(q:Group)
    RETURN q.id ORDER BY q.id
  } AS groups,
  COLLECT {
    MATCH (g)<-[:OWNS]-(o:Person)
    RETURN o.id ORDER BY o.id
  } AS owners,
  g.starts_on AS starts_on,
  g.due_on AS due_on,
  coalesce(g.archived, false) OR coalesce(g.status, '') = 'dropped' AS closed,
  g.linked_as AS linked_as
ORDER BY id;

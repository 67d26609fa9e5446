// The goals that end in a period, and those that have begun by its last day and end later. One row a goal, with the groups that pursue it, what it carries on and what carries it on, each as [id, last day].
:param first => '2026-01-01'
:param last => '2026-06-30'
MATCH (g:Goal)
WHERE g.due_on >= date($first)
  AND (g.due_on <= date($last) OR g.starts_on <= date($last))
RETURN
  g.id AS id,
  g.title AS title,
  g.kind AS kind,
  g.status AS status,
  coalesce(g.archived, false) AS archived,
  coalesce(g.version, 0) AS version,
  g.due_on AS due_on,
  COLLECT {
    MATCH (g)<-[:PURSUES]-(group:Group)
    RETURN group.id ORDER BY group.id
  } AS groups,
  COLLECT {
    MATCH (g)-[:SUCCEEDS]->(former:Goal)
    RETURN former.id ORDER BY former.id
  } AS predecessors,
  COLLECT {
    MATCH (g)<-[:SUCCEEDS]-(later:Goal)
    RETURN [later.id, toString(later.due_on)] ORDER BY later.id
  } AS successors
ORDER BY id;

// These goals as suggestions read them, the beginning of their descriptions; the last value tells what they read of it the last time. One row, since rows cost more than what is in them.
:param ids => ['acme/goal-1']
:param longest => 2000
UNWIND $ids AS id
MATCH (g:Goal {id: id})
WITH g
ORDER BY g.id
RETURN
  collect([
    g.id,
    g.title,
    left(coalesce(g.description, ''), $longest),
    coalesce(g.tags, []),
    coalesce(g.synonyms, []),
    COLLECT {
      MATCH (g)-[:SUPPORTS]->(p:Goal)
      RETURN p.id ORDER BY p.id
    },
    COLLECT {
      MATCH (g)<-[:PURSUES]-(q:Group)
      RETURN q.id ORDER BY q.id
    },
    COLLECT {
      MATCH (g)<-[:OWNS]-(o:Person)
      RETURN o.id ORDER BY o.id
    },
    g.starts_on,
    g.due_on,
    coalesce(g.archived, false) OR coalesce(g.status, '') = 'dropped',
    g.linked_as
  ]) AS goals;

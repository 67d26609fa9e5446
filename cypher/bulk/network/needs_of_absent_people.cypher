// The open needs that sets of people alone hold, or alone asked: a row a set and need. With `goals` only needs about these. Many sets at once.
:param ids => ['first']
:param people => {first: ['acme/person-1', 'acme/person-2']}
:param goals => null
WITH datetime.truncate('day', datetime({timezone: 'Z'})) + duration('P1D') AS end
UNWIND $ids AS parent
CALL (parent, end) {
  MATCH (p:Person)-[r:HELD]->(n:Need)
  WHERE
    p.id IN $people[parent] AND
    coalesce(r.since < end, true) AND coalesce(r.until >= end, true) AND
    n.state IN ['open', 'held'] AND
    NOT EXISTS {
      MATCH (n)<-[other:HELD]-(q:Person)
      WHERE
        coalesce(other.since < end, true) AND coalesce(other.until >= end, true) AND
        coalesce(q.joined_at < end, true) AND coalesce(q.left_at >= end, true) AND
        NOT q.id IN $people[parent]
    }
  RETURN n, true AS held
  UNION
  MATCH (p:Person)-[:ASKED]->(n:Need)
  WHERE
    p.id IN $people[parent] AND
    n.state IN ['open', 'held'] AND
    NOT EXISTS {
      MATCH (n)<-[:ASKED]-(q:Person)
      WHERE NOT q.id IN $people[parent]
    }
  RETURN n, false AS held
}
WITH parent, n, held
WHERE // +policy n:Need
  ($goals IS NULL OR EXISTS {
    MATCH (n)-[:ABOUT]->(g:Goal)
    WHERE g.id IN $goals
  })
RETURN
  parent AS parent,
  n.id AS need,
  n.by_at AS by_at,
  held AS held
ORDER BY parent, by_at, held;
